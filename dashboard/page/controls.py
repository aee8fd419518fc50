"""The state between browser and server: the address, the native controls and the map agree."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Literal, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.state.fields import (
    Scope,
    apply_changes,
    list_fields,
    read_values,
    write_message,
    write_values,
)
from dashboard.state.filters import Filters
from dashboard.state.selection import (
    EXTENT,
    Selection,
    format_query,
    parse_extent,
    parse_map_state,
    parse_query,
)
from dashboard.text.language import SHORT_NAMES
from dashboard.text.places import PLACES
from dashboard.text.screen import CONTROLS
from dashboard.view.view import Desk
from geodata.core.model import Front, Place
from geodata.places.search import search_places

MAP_KEY = "front_map"
_SELECTION = "selection"
_COMMAND = "command"
_TOLD = "told"
_NOTICES = "notices"
_PLACE_QUERY = "place_query"


def read_selection(desk: Desk) -> Selection:
    """Return the session's selection; the first time it is read from the address."""
    if _SELECTION not in st.session_state:
        selection, notices = parse_query(
            st.query_params.to_dict(), desk.dataset.front, desk.timeline.dates, desk.choices
        )
        _keep(selection, command=True)
        st.session_state[_NOTICES] = notices
    selection = cast(Selection, st.session_state[_SELECTION])
    for key, value in write_values(selection).items():
        st.session_state.setdefault(key, value)  # controls that were not shown have lost theirs
    return selection


def write_address(selection: Selection, front: Front) -> None:
    """Put the selection into the page's address, so that a copied link restores it."""
    query = format_query(selection, front)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def show_notices() -> None:
    """Say what in the address could not be read, until the first change."""
    for notice in st.session_state.get(_NOTICES, ()):
        st.warning(notice, icon=":material/info:")


def is_map_behind() -> bool:
    """Return whether the map has yet to be told of the selection: not after its own moves."""
    return bool(st.session_state.get(_TOLD) != st.session_state[_COMMAND])


def read_command(selection: Selection, theme: str | None) -> dict[str, object]:
    """Return the wish that the map must take over, numbered so that a repeat is told apart."""
    nonce = st.session_state[_TOLD] = st.session_state[_COMMAND]
    return {**write_message(selection), "theme": theme, "nonce": nonce}


def list_options(desk: Desk, name: str) -> tuple[object, ...]:
    """Return what the native control of a field of the state, or of its filters, offers."""
    codecs = {**list_fields(Selection), **list_fields(Filters)}
    return codecs[name].list_options(Scope(desk.dataset.front, choices=desk.choices))


def show_language_control(desk: Desk) -> None:
    """Show the switch between the languages; it redraws the whole page."""
    st.segmented_control(
        CONTROLS["language"],
        list_options(desk, "language"),
        key="language",
        format_func=SHORT_NAMES.__getitem__,
        on_change=partial(take_controls, desk.dataset.front),
        label_visibility="collapsed",
    )


def open_box(
    label: str, key: str, width: Literal["stretch", "content"] = "stretch"
) -> DeltaGenerator | None:
    """Show the button of a box, and return the box once it is open; closed, it costs nothing."""
    box = st.popover(label, width=width, key=key, on_change="rerun")
    return box if box.open else None


def show_day_control(desk: Desk) -> None:
    """Show the native date control: the same date as the map, for keyboards and screen readers."""
    front = desk.dataset.front
    take = partial(take_controls, front)
    st.date_input(
        CONTROLS["date"],
        key="day",
        min_value=front.first,
        max_value=front.last,
        format="YYYY-MM-DD",
        on_change=take,
        label_visibility="collapsed",
    )


def show_other_controls(desk: Desk) -> None:
    """Show native controls for accounts, layers, mapper and rival claims."""
    front = desk.dataset.front
    take = partial(take_controls, front)
    labels = {account.side: account.label for account in front.accounts}
    series = {series.series_id: series.label for series in front.series}
    st.multiselect(
        CONTROLS["accounts"],
        list_options(desk, "accounts"),
        key="accounts",
        format_func=labels.__getitem__,
        on_change=take,
    )
    st.multiselect(
        CONTROLS["layers"],
        list_options(desk, "layers"),
        key="layers",
        format_func=lambda group: CONTROLS[f"layer_{group}"],
        on_change=take,
    )
    st.selectbox(
        CONTROLS["mapper"],
        list_options(desk, "mapper"),
        key="mapper",
        format_func=lambda mapper: series.get(mapper, CONTROLS["mapper_all"]),
        on_change=take,
    )
    st.checkbox(CONTROLS["others"], key="others", on_change=take)
    st.radio(
        CONTROLS["clock"],
        list_options(desk, "clock"),
        key="clock",
        format_func=lambda clock: CONTROLS[f"clock_{clock}"],
        on_change=take,
    )


def show_panel_control(desk: Desk) -> None:
    """Show the switch between the panels that may stand beside the map."""
    st.segmented_control(
        CONTROLS["panel"],
        list_options(desk, "panel"),
        key="panel",
        format_func=lambda panel: CONTROLS[f"panel_{panel}"],
        on_change=partial(take_controls, desk.dataset.front),
        label_visibility="collapsed",
        width="stretch",
    )


def show_place_search(label_place: Callable[[Place], str], places: Iterable[Place]) -> None:
    """Show the search for a place and what it finds; a chosen place is shown by panel and map."""
    query = st.text_input(PLACES["search"], key=_PLACE_QUERY, placeholder=PLACES["search_hint"])
    found = search_places(places, query)
    if found:
        show_place_choices(PLACES["found"], found, "found_places", label_place)
    elif query.strip():
        st.caption(PLACES["not_found"].format(query=query), width="stretch")


def show_place_choices(
    label: str, places: Iterable[Place], key: str, label_place: Callable[[Place], str]
) -> None:
    """Show `places` as buttons under a hidden `label`; a chosen one is shown by panel and map."""
    names = {place.place_id: label_place(place) for place in places}
    name, take = names.__getitem__, partial(_take_place, key)
    st.pills(label, names, key=key, format_func=name, on_change=take, label_visibility="collapsed")


def show_place_return() -> None:
    """Show the way from one place back to all of them."""
    st.button(PLACES["all_places"], icon=":material/arrow_back:", on_click=_take_place)


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


def _take_place(key: str | None = None) -> None:
    """Take over the place chosen among those offered under `key`, or none; the map flies there."""
    state = st.session_state
    state[_PLACE_QUERY] = ""
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
