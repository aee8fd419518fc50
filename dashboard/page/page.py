"""The dashboard's one page: the map with its timeline, and the claims of the settled date."""

import time
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.page import (
    cache,
    collected_deck,
    controls,
    export_dialog,
    jobs,
    panels,
    record,
    session,
)
from dashboard.page.map_frame import show_frame
from dashboard.page.messages import show_message
from dashboard.panels.about import describe_front, render_picture
from dashboard.state.fields import write_address
from dashboard.state.filters import NO_FILTERS
from dashboard.state.selection import Selection, write_link
from dashboard.text.catalogues import PANELS
from dashboard.text.language import speak
from dashboard.text.spelling import format_day
from dashboard.timeline_map import describe_source
from dashboard.view.memo import keep_view
from dashboard.view.style import write_account_rules, write_page_rules
from dashboard.view.workspace import Workspace
from geodata.core.errors import DatasetError, list_told

# Streamlit sends what it has every so often and has no call that sends at once; the browser draws
# in one go whatever has arrived. So what is waited for gets a head start of so many seconds: tried
# in turns on a busy machine, a settled date reached its panel after 270 ms, after 293 ms with a
# third of it and after 303 ms with none (medians of 30 steps each).
HEAD_START_S = 0.03
PATIENCE_S = 1.0  # a panel that waited longer says so
TOLD_FAULTS = 5  # above the map
LONG = 700  # characters of a fault, which has four parts
FRONT = "front"
"""The key of the fragment of map and panels."""
RESTS = export_dialog.OPENER  # what works on a date that stands still


def main() -> None:
    """Draw the page; a dataset that breaks its rules is refused with every fault listed."""
    st.set_page_config(page_title=PANELS["page_title"], layout="wide")
    apply_style()
    folder = str(cache.find_folder())
    try:
        with st.spinner(PANELS["reading"]):
            original = cache.serve_workspace(folder)
    except DatasetError as error:
        show_message(f"{PANELS['refused']}\n{error}", "error", LONG)
        return
    show_return(original.workspace)
    language = session.read_selection(original.workspace).language
    record.doubt_controls()
    with speak(language):
        served = cache.serve_workspace(folder, language)
        colour_accounts(served.workspace)
        show_head(served)
        show_faults(served.workspace)
        show_front(folder, language)
        export_dialog.show_dialog(folder)


def show_return(workspace: Workspace) -> None:
    """Add fields that nobody sees: a map that finds the server again writes there what it shows.

    And which views the browser has kept for the deck. They stand outside of every fragment,
    since a new session knows none of those of the one before.
    """
    fields = ((session.LINK, session.take_link), (collected_deck.KEPT, collected_deck.take_deck))
    with st.container(key="again"):
        for key, take in fields:
            st.text_input(PANELS["again"], key=key, on_change=take, args=[workspace])


@st.fragment(key=FRONT)
def show_front(folder: str, around: str) -> None:
    """Draw map and panels, in turn with other readers; a settled date reruns this and nothing else.

    `around` is the language of what stands around them. Whoever chooses another while the map
    tells of its moves may be heard here first: then the whole page is drawn anew.
    """
    with jobs.PANELS.take_turn() as waited:
        served, workspace, selection = session.read_view(folder)
        if selection.language != around:
            st.rerun()
        with speak(selection.language):
            show_workspace(served, workspace, selection, waited)


def show_workspace(
    served: cache.Served, workspace: Workspace, selection: Selection, waited: float
) -> None:
    """Draw panel, map and controls of the session's selection, after so many seconds of waiting."""
    drawn = record.begin_drawing()
    # Always there, also with nothing in it: where messages come or go, none of the parts below
    # may change its place, since a browser that is a message behind would look there in vain.
    with st.container():
        if served.watch.has_changed():
            show_message(PANELS["changed"], "warning", LONG)
        show_notices(session.read_notices())
    left, right = st.columns([68, 32], gap="medium")
    with right:
        title = st.container(key="title", horizontal=True, vertical_alignment="center")
        choices = st.container()
        told = st.container(key="told")  # comparison and panel, which scroll together
    show_settled(served, workspace, selection, (left, title, told))
    with title:
        export_dialog.show_ways_out(FRONT)
    with choices:
        with st.container():  # always there, so that no open box changes its place
            if waited > PATIENCE_S:
                show_message(PANELS["busy"].format(seconds=round(waited)), "info")
        controls.show_controls(served.workspace, workspace)
    record.end_drawing(drawn)


def show_notices(notices: Sequence[str]) -> None:
    """Say in one box what of the address could not be read, until it is closed or all is set."""
    if notices:
        with st.container(key="notices", horizontal=True, vertical_alignment="top"):
            show_message("\n".join(notices), "warning")
            st.button(PANELS["close"], type="tertiary", on_click=session.close_notices)


def show_settled(
    served: cache.Served,
    workspace: Workspace,
    selection: Selection,
    places: tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator],
) -> None:
    """Draw what a settled date is followed by, in the places of map, title and panel."""
    left, title, panel = places
    view = keep_view(workspace, selection)  # now, so that what follows reaches the page in one go
    if behind := session.is_map_behind():
        show_map(left, served, workspace, selection)
        time.sleep(HEAD_START_S)
    show_title(title, selection)
    with panel:
        rest = panels.show_panel(workspace, view)
    if not behind:
        time.sleep(HEAD_START_S)
        show_map(left, served, workspace, selection)
    if rest:
        with rest:
            panels.show_statements(workspace, view)


def show_title(place: DeltaGenerator, selection: Selection) -> None:
    """Show what stands beside the map, and of which day."""
    words = PANELS[f"title_{selection.panel}"].format(day=format_day(selection.day))
    place.html(f"<h2 class='kf-title'>{words}</h2>", width="stretch")


def apply_style() -> None:
    """Add the page's own style sheet and its tones.

    The scheme is the theme at the last whole run; the map's script puts it right once it changes.
    """
    sheet = files("dashboard.page").joinpath("page.css").read_text(encoding="utf-8")
    scheme = f":root {{ color-scheme: {st.context.theme.type or 'light'}; }}"
    st.html(f"<style>{sheet}\n{scheme}\n{write_page_rules()}</style>")


def colour_accounts(workspace: Workspace) -> None:
    """Add the colours of the front's accounts, from the style table by their roles."""
    st.html(f"<style>{write_account_rules(workspace.dataset.front.accounts)}</style>")


def show_head(served: cache.Served) -> None:
    """Show the title line with the About panel at its end."""
    front = served.workspace.dataset.front
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        title, subtitle = escape(front.title), escape(front.subtitle)
        tell = f"<h1>{title}</h1><p title='{subtitle}'>{subtitle}</p>"
        st.html(f"<div class='kf-head'>{tell}</div>", width="stretch")
        controls.show_language_control(served.workspace)
        show_about(served)


def show_faults(workspace: Workspace) -> None:
    """Name every layer that could not be shown, so that nobody mistakes its absence for a fact."""
    for line in list_told(workspace.faults, TOLD_FAULTS):
        show_message(f"{PANELS['layer_fault']} {line}", "warning", LONG)
    for line in list_told(workspace.dataset.notices, TOLD_FAULTS):
        show_message(line, "info", LONG)


def show_map(
    place: DeltaGenerator, served: cache.Served, workspace: Workspace, selection: Selection
) -> None:
    """Show the timeline map; it calls back once the user has settled on a date."""
    front = served.workspace.dataset.front
    query = urlencode(write_address(selection.filters, NO_FILTERS))
    left = cache.serve_filter(served, workspace, query)
    wish = session.read_command(selection, filter=left)
    source = describe_source(served.frames_url, served.base_url)
    link = write_link(front, selection)[1:]
    more = {"source": source, "address": link, "run": session.read_link()}
    more["deck"] = collected_deck.list_deck(front)
    with place:
        show_frame(front.extent, RESTS, {**wish, **more})


def show_about(served: cache.Served) -> None:
    """Show the method in one picture and ten sentences, then limits, neutrality and licences.

    It is always there and opened by the browser alone, which fetches a picture once it is shown.
    """
    with st.popover(PANELS["about"], width="content", key="about"):
        above, between, below = describe_front(served.workspace.dataset)
        for text, name in ((above, "method"), (between, "reading")):
            st.markdown(text)
            if picture := render_picture(served.pictures, name):
                st.html(picture)
        st.markdown(below)
