"""The frame with the map: what st_folium makes of it, made once, and a command for each run.

The map is constant, yet st_folium writes it anew in each run of each reader: a folium map built,
rendered and taken apart, which took three times as long as all the rest that is sent.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Final

import streamlit_folium
from streamlit_folium import st_folium

from dashboard.page.files import ROOT
from dashboard.page.record import find_record, look_up
from dashboard.timeline_map import build_map, dump_script_json, write_command

HEIGHT: Final = 780  # pixels before the page's own style sheet fits it to the window
NAME: Final = "map"
"""What it is called on the page: style sheet and tests find it by this, without a box around it."""
_BLANK: Final = {"kf": "command"}
_WRITTEN_BLANK: Final = dump_script_json(_BLANK)
_COMPONENT: Final = "_component_func"
_ONE_AT_A_TIME: Final = Lock()

Extent = Sequence[float]


def show_frame(extent: Extent, rests: str, command: Mapping[str, object]) -> None:
    """Show the map with a command for it; what it tells arrives in the session's record.

    `extent` is west, south, east, north in WGS 84 degrees, `rests` as in `TimelineMap`.
    """
    told = _record(tuple(extent), rests)
    script = str(told["feature_group"]).replace(_WRITTEN_BLANK, dump_script_json(command))
    here = {"key": NAME, "feature_group": script, "on_change": _hear}
    getattr(streamlit_folium, _COMPONENT)(**{**told, **here})


def _hear() -> None:
    if record := find_record():
        record.message = look_up(NAME)


@cache
def _record(extent: Extent, rests: str) -> Mapping[str, object]:
    """Return what st_folium hands to its component for the map, with a blank for a command."""
    told: dict[str, object] = {}
    with _ONE_AT_A_TIME:
        component = getattr(streamlit_folium, _COMPONENT)
        setattr(streamlit_folium, _COMPONENT, told.update)
        try:
            st_folium(
                build_map(None, ROOT, extent, rests=rests),
                key=NAME,
                height=HEIGHT,
                use_container_width=True,
                returned_objects=[],
                feature_group_to_add=write_command(_BLANK),
            )
        finally:
            setattr(streamlit_folium, _COMPONENT, component)
    # Streamlit looks into every list for a table of data, which a tuple cannot be.
    return {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
