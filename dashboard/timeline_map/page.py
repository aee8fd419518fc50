"""The timeline map as one HTML file that needs no server and no network."""

import json
import re
from collections.abc import Mapping
from typing import Final

from jinja2 import Environment

from dashboard.text.catalogues import FAILURES
from dashboard.text.language import get_language
from dashboard.timeline_map.assets import read_scripts, read_styles
from dashboard.timeline_map.plugin import dump_script_json, escape_script

_PAGE: Final = """<!DOCTYPE html>
<html lang="{{ language }}">
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
{%- if footer %}
<style>{{ footer_style }}</style>
{%- endif %}
</head>
<body>
<div id="front-map"></div>
{%- if footer %}
<footer class="front-foot">{{ footer|e }}</footer>
{%- endif %}
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

_FOOTER_STYLE: Final = """
html.kf-page body { display: flex; flex-direction: column; height: 100vh; }
html.kf-page .kf { flex: 1 1 0; min-height: 0; height: auto; }
.front-foot { flex: none; padding: 2px 12px 3px; overflow: hidden; white-space: nowrap;
 text-overflow: ellipsis; font: 11.5px/1.4 var(--kf-family);
 background: var(--kf-paper); color: var(--kf-muted); }
"""


def render_page(
    frames: bytes,
    base: bytes,
    title: str,
    *,
    state: Mapping[str, object] | None = None,
    footer: str = "",
    home: str = "",
) -> str:
    """Return one self-contained HTML page with the timeline map, its data and Leaflet inside.

    `frames` and `base` are the two JSON documents in UTF-8. `state` is what the map shows at first
    (`fields.write_message`, and a theme), `footer` a line below it, `home` the address to which its
    links lead in place of its own. The page forbids itself every request.
    """
    options = {
        "frames": "front-frames",
        "base": "front-base",
        "state": dict(state or {}),
        "failure": dict(FAILURES),
        **({"home": home} if home else {}),
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
        language=get_language(),
        title=title,
        footer=footer,
        footer_style=_FOOTER_STYLE,
        noscript=FAILURES["no_script"],
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
