"""Who owns the state between browser and server: the session, and what moves it.

The address, the native controls and the map each read the one selection of the session and ask for
changes of it; a change that the map did not make itself is sent to the map.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, cast
from urllib.parse import parse_qs

import streamlit as st

from dashboard.state.fields import Scope, apply_changes, read_values, write_message, write_values
from dashboard.state.filters import Filters
from dashboard.state.selection import (
    EXTENT,
    Selection,
    parse_extent,
    parse_map_state,
    parse_query,
)
from dashboard.view.workspace import Workspace
from geodata.core.model import Front

MAP_KEY: Final = "front_map"
PLACE_QUERY: Final = "place_query"
"""The key of the search for a place, which is emptied once a place is chosen."""
LINK: Final = "link"
"""The key of the field into which a map that found the server again writes what it shows."""
_SELECTION: Final = "selection"
_COMMAND: Final = "command"
_TOLD: Final = "told"
_NOTICES: Final = "notices"


def read_selection(workspace: Workspace) -> Selection:
    """Return the session's selection; the first time it is read from the address."""
    if _SELECTION not in st.session_state:
        selection, notices = _parse_address(workspace)
        _keep(selection, command=True)
        st.session_state[_NOTICES] = notices
    selection = cast(Selection, st.session_state[_SELECTION])
    for key, value in write_values(selection).items():
        st.session_state.setdefault(key, value)  # controls that were not shown have lost theirs
    return selection


def read_notices() -> tuple[str, ...]:
    """Return what in the address could not be read, until the first change."""
    return tuple(st.session_state.get(_NOTICES, ()))


def read_link() -> str:
    """Return what a map last wrote that found the server again, its number before the address."""
    return str(st.session_state.get(LINK) or "")


def take_link(workspace: Workspace) -> None:
    """Take over all that is shown, as a map says it that found the server again."""
    _keep(_parse_address(workspace)[0], command=True)


def _parse_address(workspace: Workspace) -> tuple[Selection, tuple[str, ...]]:
    """Return what the address says; that of a map that came back is newer than the page's own."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if link := read_link().partition(" ")[2]:
        query = parse_qs(link)
    return parse_query(query, workspace.dataset.front, workspace.timeline.dates, workspace.choices)


def is_map_behind() -> bool:
    """Return whether the map has yet to be told of the selection: not after its own moves."""
    return bool(st.session_state.get(_TOLD) != st.session_state[_COMMAND])


def read_command(selection: Selection, theme: str | None) -> dict[str, object]:
    """Return the wish that the map must take over, numbered so that a repeat is told apart."""
    nonce = st.session_state[_TOLD] = st.session_state[_COMMAND]
    return {**write_message(selection), "theme": theme, "nonce": nonce}


def take_day(day: date) -> None:
    """Go to `day`, as a control of a panel asks; the map is told."""
    _keep(apply_changes(st.session_state[_SELECTION], {"day": day}), command=True)


def take_map_state(front: Front) -> None:
    """Take over the state that the map settled on; what is not a state is ignored."""
    value = st.session_state.get(MAP_KEY)
    if isinstance(value, Mapping) and "date" in value:
        selection = parse_map_state(value, front, st.session_state[_SELECTION])
        _keep(selection, command=False)
        st.session_state[EXTENT] = parse_extent(value)


def take_controls(front: Front) -> None:
    """Take over the native controls; the map is told."""
    state = st.session_state
    _keep(read_values(state.to_dict(), state[_SELECTION], Scope(front)), command=True)


def take_filters(filters: Filters) -> None:
    """Take over `filters`; the map is told."""
    _keep(apply_changes(st.session_state[_SELECTION], {"filters": filters}), command=True)


def take_place(key: str | None = None) -> None:
    """Take over the place chosen among those offered under `key`, or none; the map flies there."""
    state = st.session_state
    state[PLACE_QUERY] = ""
    place = state[key] if key else None
    chosen = {"place": place, "panel": "places"}
    _keep(apply_changes(state[_SELECTION], chosen), command=True)


def _keep(selection: Selection, *, command: bool) -> None:
    """Store the selection and put the native controls on it; `command` tells the map as well."""
    state = st.session_state
    state[_SELECTION] = selection
    state[_NOTICES] = ()
    for key, value in write_values(selection).items():
        state[key] = value
    if command:
        state[_COMMAND] = state.get(_COMMAND, -1) + 1
