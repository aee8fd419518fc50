"""The folium side of the timeline map: a constant map, and commands that steer it."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from dashboard.state.messages import MapSource
from dashboard.text.catalogues import FAILURES
from dashboard.timeline_map.assets import asset_names

_ZOOM_STEP: Final = 0.25


def dump_script_json(value: object) -> str:
    """Return JSON that is safe inside a script element, whatever its strings contain."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return escape_script(text)


def escape_script(text: str) -> str:
    """Escape in JSON text what could end a script element or, in old engines, a line."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class TimelineMap(JSCSSMixin, MacroElement):
    """Slider, chart, figures and held areas on a folium map, all drawn in the browser.

    `source` says what is shown (`describe_source`), `asset_root` is the folder of `asset_files()`,
    relative to the page that shows the map. Without a source the first command brings it, and later
    ones may bring another. With `settled`, what the reader changes goes to Streamlit
    (`state.exchange`); `rests` selects the controls of its page at which the playback rests. The
    script depends neither on the shown date nor on the language, so that `st_folium` never rebuilds
    the map.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.kurskFront.mount({{ this._parent.get_name() }}, {{ this.options_json }},
            {{ this.settled_js }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        source: MapSource | None,
        asset_root: str,
        *,
        settled: bool = False,
        rests: str = "",
    ) -> None:
        """Keep the addresses; nothing is read before the browser asks."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimelineMap"
        script, style = asset_names()
        self.default_js = [(script, f"{asset_root}/{script}")]
        self.default_css = [(style, f"{asset_root}/{style}")]
        self.options_json = dump_script_json({**(source or {}), "rests": rests})
        self.settled_js = "window.kurskFront.tellHost" if settled else "null"


class TimelineCommand(MacroElement):
    """A message to the timeline map; put it in the feature group that `st_folium` adds.

    `mapping` is what `state.exchange.write_wish` gives, or a bare wish of any of its parts, as
    filter (the address of what it leaves), or of a theme; it may bring a source.
    Emptying the list first keeps the browser's heap from growing: `st_folium` would hold every
    group that was ever added.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.feature_group = [];
        window.kurskFront.command({{ this.command_json }});
        {% endmacro %}
        """
    )

    def __init__(self, mapping: Mapping[str, object]) -> None:
        """Keep the message as JSON."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimelineCommand"
        self.command_json = dump_script_json(dict(mapping))


def write_command(mapping: Mapping[str, object]) -> folium.FeatureGroup:
    """Return a feature group that carries one `TimelineCommand`, for `feature_group_to_add`."""
    group = folium.FeatureGroup(control=False)
    TimelineCommand(mapping).add_to(group)
    return group


def describe_source(frames_url: str, base_url: str) -> MapSource:
    """Return what the map shows: the addresses of its two JSON files, and words for failures.

    Addresses are relative to the page that shows the map. The words are in the language spoken.
    """
    return {"frames": frames_url, "base": base_url, "failure": dict(FAILURES)}


def build_map(
    source: MapSource | None,
    asset_root: str,
    extent: Sequence[float],
    *,
    settled: bool = True,
    rests: str = "",
) -> folium.Map:
    """Return the constant folium map with the timeline on it, without tiles or outside links.

    `extent` is west, south, east, north in WGS 84 degrees; the rest is as in `TimelineMap`.
    """
    west, south, east, north = extent
    middle = [(south + north) / 2, (west + east) / 2]
    front_map = folium.Map(
        location=middle,
        zoom_start=9,
        tiles=None,
        zoom_control=False,
        keyboard=False,
        zoomSnap=_ZOOM_STEP,
        zoomAnimation=True,
    )
    front_map.default_js = []
    front_map.default_css = []
    TimelineMap(source, asset_root, settled=settled, rests=rests).add_to(front_map)
    return front_map
