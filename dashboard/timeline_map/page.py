"""The timeline map as one HTML file that needs no server and no network."""

import json
import re
from typing import Final

from jinja2 import Environment

from dashboard.text import TIMELINE_FAILURES
from dashboard.timeline_map.assets import read_scripts, read_styles
from dashboard.timeline_map.plugin import dump_script_json, escape_script

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline';
 style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<link rel="icon" href="data:,">
<title>{{ title|e }}</title>
{%- for style in styles %}
<style>{{ style }}</style>
{%- endfor %}
</head>
<body>
<div id="front-map"></div>
<noscript>{{ noscript|e }}</noscript>
<script type="application/json" id="front-frames">{{ frames }}</script>
<script type="application/json" id="front-base">{{ base }}</script>
{%- for script in scripts %}
<script>{{ script }}</script>
{%- endfor %}
<script>
window.kurskFront.mount(L.map("front-map", {{ map_options }}), {{ options }});
</script>
</body>
</html>
"""


def render_page(frames: bytes, base: bytes, title: str) -> str:
    """Return one self-contained HTML page with the timeline map, its data and Leaflet inside.

    `frames` and `base` are the two JSON documents in UTF-8. The page forbids itself every request.
    """
    options = {
        "frames": "front-frames",
        "base": "front-base",
        "failure": dict(TIMELINE_FAILURES),
    }
    west, south, east, north = json.loads(frames)["front"]["extent"]
    map_options = {
        "center": [(south + north) / 2, (west + east) / 2],
        "zoom": 9,
        "zoomControl": False,
        "keyboard": False,
        "zoomSnap": 0.25,
    }
    # Templates autoescape nothing here: scripts and JSON must arrive as they are; text is escaped.
    template = Environment(autoescape=False).from_string(_PAGE)  # noqa: S701
    return template.render(
        title=title,
        noscript=TIMELINE_FAILURES["no_script"],
        styles=[_inline_style(data.decode()) for _, data in read_styles()],
        scripts=[_inline_script(data.decode()) for _, data in read_scripts()],
        frames=escape_script(frames.decode()),
        base=escape_script(base.decode()),
        map_options=dump_script_json(map_options),
        options=dump_script_json(options),
    )


def _inline_script(text: str) -> str:
    without_map = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return re.sub(r"</(script)", r"<\\/\1", without_map, flags=re.IGNORECASE)


def _inline_style(text: str) -> str:
    # Leaflet's sheet names three images of its own controls, none of which the timeline uses.
    return re.sub(r"url\((?!\s*[\"']?data:)[^)]*\)", "none", text)
