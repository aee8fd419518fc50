"""The state between browser and server: the address, the native controls and the map agree."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

import streamlit as st

from dashboard.state import (
    LAYERS,
    Selection,
    format_query,
    keep_order,
    list_mappers,
    parse_query,
)
from dashboard.text import CONTROLS
from dashboard.view import Desk
from geodata.dates import parse_day
from geodata.model import Front

MAP_KEY = "front_map"
_SELECTION = "selection"
_COMMAND = "command"
_NOTICES = "notices"
_DAY, _ACCOUNTS, _LAYERS = "day", "accounts", "layers"
_MAPPER, _OTHERS = "mapper", "others"
_ALL = "all"  # a select box takes None for "nothing chosen yet"


def read_selection(desk: Desk) -> Selection:
    """Return the session's selection; the first time it is read from the address."""
    if _SELECTION not in st.session_state:
        selection, notices = parse_query(
            st.query_params.to_dict(), desk.dataset.front, desk.timeline.dates
        )
        _keep(selection, command=True)
        st.session_state[_NOTICES] = notices
    return cast(Selection, st.session_state[_SELECTION])


def write_address(selection: Selection, front: Front) -> None:
    """Put the selection into the page's address, so that a copied link restores it."""
    query = format_query(selection, front)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def show_notices() -> None:
    """Say what in the address could not be read, until the first change."""
    for notice in st.session_state.get(_NOTICES, ()):
        st.warning(notice, icon=":material/info:")


def read_command(selection: Selection, theme: str | None) -> dict[str, Any]:
    """Return the state that the map must take over, numbered so that a repeat is told apart."""
    day = selection.day.isoformat()
    return {
        "date": day,
        "accounts": [side.value for side in selection.accounts],
        "layers": list(selection.layers),
        "mapper": selection.mapper,
        "others": selection.others,
        "theme": theme,
        "nonce": st.session_state[_COMMAND],
    }


def show_day_control(desk: Desk) -> None:
    """Show the native date control: the same date as the map, for keyboards and screen readers."""
    front = desk.dataset.front
    take = partial(_take_controls, front)
    st.date_input(
        CONTROLS["date"],
        key=_DAY,
        min_value=front.first,
        max_value=front.last,
        format="YYYY-MM-DD",
        on_change=take,
        label_visibility="collapsed",
    )


def show_other_controls(desk: Desk) -> None:
    """Show native controls for accounts, layers, mapper and rival claims."""
    front = desk.dataset.front
    take = partial(_take_controls, front)
    labels = {account.side: account.label for account in front.accounts}
    series = {series.series_id: series.label for series in front.series}
    st.multiselect(
        CONTROLS["accounts"],
        list(labels),
        key=_ACCOUNTS,
        format_func=labels.__getitem__,
        on_change=take,
    )
    st.multiselect(
        CONTROLS["layers"],
        LAYERS,
        key=_LAYERS,
        format_func=lambda group: CONTROLS[f"layer_{group}"],
        on_change=take,
    )
    st.selectbox(
        CONTROLS["mapper"],
        [_ALL, *list_mappers(front)],
        key=_MAPPER,
        format_func=lambda mapper: series.get(mapper, CONTROLS["mapper_all"]),
        on_change=take,
    )
    st.checkbox(CONTROLS["others"], key=_OTHERS, on_change=take)


def take_map_state(front: Front) -> None:
    """Take over the state that the map settled on; what is not a state is ignored."""
    value = st.session_state.get(MAP_KEY)
    if isinstance(value, Mapping) and "date" in value:
        selection = parse_map_state(value, front, st.session_state[_SELECTION])
        _keep(selection, command=False)


def parse_map_state(value: Mapping[str, Any], front: Front, before: Selection) -> Selection:
    """Return the selection that the browser sent; a bad part keeps its value from `before`."""
    sides = tuple(account.side for account in front.accounts)
    try:
        day = parse_day(str(value["date"]))
    except ValueError:
        day = before.day
    mapper = value.get("mapper")
    accounts, layers = value.get("accounts"), value.get("layers")
    return Selection(
        day=min(max(day, front.first), front.last),
        accounts=keep_order(sides, accounts) if isinstance(accounts, list) else before.accounts,
        layers=keep_order(LAYERS, layers) if isinstance(layers, list) else before.layers,
        mapper=mapper if mapper in list_mappers(front) else None,
        others=bool(value.get("others")),
    )


def _take_controls(front: Front) -> None:
    """Take over the native controls; the map is told."""
    state = st.session_state
    before: Selection = state[_SELECTION]
    sides = tuple(account.side for account in front.accounts)
    selection = Selection(
        day=state[_DAY] or before.day,
        accounts=keep_order(sides, state.get(_ACCOUNTS, before.accounts)),
        layers=keep_order(LAYERS, state.get(_LAYERS, before.layers)),
        mapper=None if state[_MAPPER] == _ALL else state[_MAPPER],
        others=state.get(_OTHERS, before.others),
    )
    _keep(selection, command=True)


def _keep(selection: Selection, *, command: bool) -> None:
    """Store the selection and put the native controls on it; `command` tells the map as well."""
    state = st.session_state
    state[_SELECTION] = selection
    state[_NOTICES] = ()
    state[_DAY] = selection.day
    state[_ACCOUNTS] = list(selection.accounts)
    state[_LAYERS] = list(selection.layers)
    state[_MAPPER] = selection.mapper or _ALL
    state[_OTHERS] = selection.others
    if command:
        state[_COMMAND] = state.get(_COMMAND, -1) + 1
