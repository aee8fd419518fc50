"""The native controls: how each looks; what it offers and shows comes from the field table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Final, TypedDict

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.page import record, session
from dashboard.page.messages import show_html
from dashboard.state.fields import Scope, list_fields
from dashboard.state.filters import NO_FILTERS, PARAMETERS, Filters
from dashboard.state.selection import Selection
from dashboard.text.catalogues import CONTROLS, FILTERS, PLACES
from dashboard.text.language import SHORT_NAMES, get_language
from dashboard.text.markdown import plain_label
from dashboard.view.filtered import label_choice
from dashboard.view.workspace import Workspace
from geodata.core.model import Place, Role, Side
from geodata.places.gazetteer import search_places

FIND: Final = "contains"
"""How a list finds what is typed: as it is written, and nothing that is merely like it."""


def show_controls(whole: Workspace, workspace: Workspace) -> None:
    """Show the native controls, and below them what `workspace` filters `whole` for."""
    with st.container(key="boxes", horizontal=True):
        more = open_box(CONTROLS["more"], "more")
        sift = open_box(FILTERS["filter"], "filter")
    if more:
        with more:
            show_other_controls(workspace)
    if sift:
        with sift:
            show_filter_controls(whole)
    show_panel_control(workspace)
    if workspace.notice:
        show_filter_notice(workspace.notice)
    show_mark()


def show_mark() -> None:
    """Show a mark that nobody sees: where it stands, so do the controls before it.

    It says how often they were set anew, in which talk, which the map tells back, and in which
    language they are.
    """
    count, talk = record.count_settings()
    words = SHORT_NAMES[get_language()]
    show_html(f"<i data-kf-shown='{count}' data-kf-talk='{talk}' data-kf-words='{words}'></i>")


def list_options(workspace: Workspace, name: str) -> tuple[object, ...]:
    """Return what the native control of a field of the state, or of its filters, offers."""
    codecs = {**list_fields(Selection), **list_fields(Filters)}
    return codecs[name].list_options(Scope(workspace.dataset.front, choices=workspace.choices))


def open_box(label: str, key: str) -> DeltaGenerator | None:
    """Show the button of a box, and return the box once it is open; closed, it costs nothing."""
    is_open = record.hear_box(key)
    box = st.popover(label, width="stretch", key=key, on_change="rerun")
    return box if is_open else None


class _Bound(TypedDict):
    """What Streamlit is told of a control that shows a field of the state and is heard."""

    key: str
    on_change: Callable[[str, str], None]
    args: tuple[str, str]


def _bind(name: str) -> _Bound:
    """Let a control that is drawn now stand for the field of that name, of state or filters."""
    key = record.stand(name)
    return {"key": key, "on_change": session.take_control, "args": (name, key)}


def show_language_control(workspace: Workspace) -> None:
    """Show the switch between the languages; it redraws the whole page."""
    st.segmented_control(
        CONTROLS["language"],
        list_options(workspace, "language"),
        format_func=SHORT_NAMES.__getitem__,
        **_bind("language"),
        required=True,
        label_visibility="collapsed",
    )


def show_other_controls(workspace: Workspace) -> None:
    """Show native controls for accounts, layers, mapper and rival claims."""
    front = workspace.dataset.front
    labels = {account.side: account.label for account in front.accounts}
    series = {series.series_id: series.label for series in front.series}
    mappers = [one for one in front.accounts if one.side.role is Role.MAPPERS]
    makers = [series.get(one.opens, one.label) for one in mappers]
    opening = CONTROLS["mapper_all"].format(maker=", ".join(makers))
    st.multiselect(
        CONTROLS["accounts"],
        list_options(workspace, "accounts"),
        format_func=labels.__getitem__,
        **_bind("accounts"),
    )
    st.multiselect(
        CONTROLS["layers"],
        list_options(workspace, "layers"),
        format_func=lambda group: CONTROLS[f"layer_{group}"],
        **_bind("layers"),
    )
    st.selectbox(
        CONTROLS["reading"],
        list_options(workspace, "reading"),
        format_func=lambda side: _name_word(labels, side),
        **_bind("reading"),
    )
    st.selectbox(
        CONTROLS["mapper"],
        list_options(workspace, "mapper"),
        format_func=lambda mapper: series.get(mapper, opening),
        **_bind("mapper"),
    )
    st.checkbox(CONTROLS["others"], **_bind("others"))
    st.radio(
        CONTROLS["clock"],
        list_options(workspace, "clock"),
        format_func=lambda clock: CONTROLS[f"clock_{clock}"],
        **_bind("clock"),
    )


def _name_word(labels: Mapping[Side, str], side: str) -> str:
    """Return whose word alone the reading of the places hears, by the names of the accounts."""
    names = {one.value: CONTROLS["reading_alone"].format(account=labels[one]) for one in labels}
    return names.get(side, CONTROLS["reading_all"])


def show_panel_control(workspace: Workspace) -> None:
    """Show the switch between the panels that may stand beside the map."""
    st.segmented_control(
        CONTROLS["panel"],
        list_options(workspace, "panel"),
        format_func=lambda panel: CONTROLS[f"panel_{panel}"],
        **_bind("panel"),
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )


def show_switch(
    label: str,
    options: Sequence[str],
    key: str,
    format_func: Callable[[str], str],
    *,
    is_hidden: bool = False,
    note: str | None = None,
) -> str:
    """Show a switch of a choice that is none of the state, and return what is chosen.

    It begins with the first of `options`; `is_hidden` says that the label is for those alone who
    cannot see what it stands at.
    """
    chosen = st.segmented_control(
        label,
        options,
        key=record.hold(key, options[0]),
        format_func=format_func,
        help=note,
        required=True,
        label_visibility="collapsed" if is_hidden else "visible",
    )
    return chosen or options[0]


def show_place_search(label_place: Callable[[Place], str], places: Iterable[Place]) -> None:
    """Show the search for a place and what it finds; a chosen place is shown by panel and map."""
    query = st.text_input(
        PLACES["search"],
        key=record.hold(session.PLACE_QUERY, ""),
        placeholder=PLACES["search_hint"],
    )
    found = search_places(places, query)
    if found:
        show_place_choices(PLACES["found"], found, "found_places", label_place)
    elif query.strip():
        st.caption(PLACES["not_found"].format(query=plain_label(query)), width="stretch")


def show_place_choices(
    label: str, places: Iterable[Place], name: str, label_place: Callable[[Place], str]
) -> None:
    """Show `places` as buttons under a hidden `label`; a chosen one is shown by panel and map."""
    names = {place.place_id: plain_label(label_place(place)) for place in places}
    key = record.stand(name)
    st.pills(
        plain_label(label),
        names,
        key=key,
        format_func=names.__getitem__,
        on_change=partial(session.take_place, key),
        label_visibility="collapsed",
    )


def show_place_return() -> None:
    """Show the way from one place back to all of them."""
    st.button(PLACES["all_places"], icon=":material/arrow_back:", on_click=session.leave_place)


def show_filter_controls(workspace: Workspace) -> None:
    """Show native controls for what claims must be like to count."""
    for part in PARAMETERS:
        st.multiselect(
            FILTERS[part],
            list_options(workspace, part),
            placeholder=FILTERS["any"],
            filter_mode=FIND,
            format_func=partial(label_choice, workspace.dataset, workspace.choices, part),
            **_bind(part),
        )
    st.selectbox(
        FILTERS["grade"],
        list_options(workspace, "grade"),
        index=None,
        placeholder=FILTERS["grade_any"],
        filter_mode=FIND,
        format_func=lambda worst: FILTERS["better"].format(grade=worst),
        help=FILTERS["grade_help"],
        **_bind("grade"),
    )
    st.checkbox(FILTERS["core"], **_bind("core"))


def show_filter_notice(notice: str) -> None:
    """Say that not all claims are shown, with a button that shows them all."""
    with st.container(key="filtered", horizontal=True, vertical_alignment="center"):
        st.html(f"<p data-testid='filtered'>{escape(notice)}</p>")
        st.button(
            FILTERS["clear"], type="tertiary", on_click=session.take_filters, args=(NO_FILTERS,)
        )
