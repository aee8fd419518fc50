"""The dashboard's one page: the map with its timeline, and the claims of the settled date."""

import time
from collections.abc import Sequence
from functools import partial
from html import escape
from importlib.resources import files
from typing import cast
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_folium import st_folium

from dashboard.page import cache, controls, panels
from dashboard.page.exports import FORMS, GROUPS, Chosen, fill_wish, list_forms
from dashboard.panels.about import describe_front, render_picture
from dashboard.state.filters import GRADES, NO_FILTERS, PARAMETERS, format_filters
from dashboard.state.selection import Selection
from dashboard.text.export import EXPORT
from dashboard.text.filters import FILTERS
from dashboard.text.language import speak
from dashboard.text.screen import CONTROLS, PANELS
from dashboard.text.spelling import format_day
from dashboard.timeline_map import build_map, write_command
from dashboard.view.filter_words import label_choice
from dashboard.view.filtered_desk import filter_desk
from dashboard.view.style import write_page_rules
from dashboard.view.view import Desk, build_view
from geodata.core.errors import DatasetError

HEAD_START_S = 0.03
MAP_HEIGHT = 780  # pixels before the page's own style sheet fits it to the window


def main() -> None:
    """Draw the page; a dataset that breaks its rules is refused with every fault listed."""
    st.set_page_config(page_title=PANELS["page_title"], layout="wide")
    apply_style()
    folder = str(cache.find_folder())
    try:
        with st.spinner(PANELS["reading"]):
            original = cache.serve_desk(folder)
    except DatasetError as error:
        st.error(PANELS["refused"], icon=":material/error:")
        st.code(str(error), language=None)
        return
    language = controls.read_selection(original.desk).language
    with speak(language):
        served = cache.serve_desk(folder, language)
        show_head(served.desk)
        show_faults(served.desk)
        show_front(served)


@st.fragment
def show_front(served: cache.Served) -> None:
    """Draw map and panels; a settled date reruns this and nothing else."""
    with speak(controls.read_selection(served.desk).language):
        show_desk(served)


def show_desk(served: cache.Served) -> None:
    """Draw panel, map and controls of the session's selection; what still waits for it goes first.

    The page draws in one go whatever has arrived, so that what is waited for gets a head start.
    """
    selection = controls.read_selection(served.desk)
    desk = filter_desk(served.desk, selection.filters)
    view = build_view(desk, selection)  # now, so that what follows reaches the page in one go
    controls.show_notices()
    left, right = st.columns([68, 32], gap="medium")
    with right:
        title = st.container(key="title", horizontal=True, vertical_alignment="center")
        choices, panel = st.container(), st.container()
    if behind := controls.is_map_behind():
        show_map(left, served, desk, selection)
        time.sleep(HEAD_START_S)
    show_title(title, selection)
    with panel:
        rest = panels.show_panel(desk, view)
    if not behind:
        time.sleep(HEAD_START_S)
        show_map(left, served, desk, selection)
    if rest:
        with rest:
            panels.show_statements(desk, view)
    with title:
        show_ways_out(desk, selection)
    with choices:
        show_choices(served.desk, desk, selection)
    controls.write_address(selection, desk.dataset.front)


def show_title(place: DeltaGenerator, selection: Selection) -> None:
    """Show what stands beside the map, and of which day."""
    words = PANELS[f"title_{selection.panel}"].format(day=format_day(selection.day))
    place.html(f"<h2 class='kf-title'>{words}</h2>", width="stretch")


def show_choices(whole: Desk, desk: Desk, selection: Selection) -> None:
    """Show the native controls of date, accounts, layers, filter and panel."""
    day, more, sift = st.columns([46, 27, 27], gap="small")
    with day:
        controls.show_day_control(desk)
    with more:
        if box := controls.open_box(CONTROLS["more"], "more"):
            with box:
                controls.show_other_controls(desk)
    with sift:
        if box := controls.open_box(FILTERS["filter"], "filter"):
            with box:
                show_filter_controls(whole)
    controls.show_panel_control(desk)
    if desk.notice:
        show_filter_notice(desk.notice)


def apply_style() -> None:
    """Add the page's own style sheet; colours of the accounts come from the style table."""
    sheet = files("dashboard.page").joinpath("page.css").read_text(encoding="utf-8")
    dark = st.context.theme.type == "dark"
    scheme = f":root {{ color-scheme: {'dark' if dark else 'light'}; }}"  # dialogs stand outside
    st.html(f"<style>{sheet}\n{scheme}\n{write_page_rules(dark=dark)}</style>")


def show_head(desk: Desk) -> None:
    """Show the title line with the About panel at its end."""
    front = desk.dataset.front
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        title, subtitle = escape(front.title), escape(front.subtitle)
        tell = f"<h1>{title}</h1><p title='{subtitle}'>{subtitle}</p>"
        st.html(f"<div class='kf-head'>{tell}</div>", width="stretch")
        controls.show_language_control(desk)
        show_about(desk)


def show_faults(desk: Desk) -> None:
    """Name every layer that could not be shown, so that nobody mistakes its absence for a fact."""
    for fault in desk.faults:
        st.warning(f"{PANELS['layer_fault']} {fault}", icon=":material/layers_clear:")


def show_map(place: DeltaGenerator, served: cache.Served, desk: Desk, selection: Selection) -> None:
    """Show the timeline map; it calls back once the user has settled on a date."""
    front = served.desk.dataset.front
    front_map = build_map(served.frames_url, served.base_url, cache.ASSET_ROOT, front.extent)
    query = urlencode(format_filters(selection.filters))
    wish = controls.read_command(selection, st.context.theme.type)
    command = write_command({**wish, "filter": cache.serve_filter(served, desk, query)})
    with place, st.container(key="map"):
        st_folium(
            front_map,
            key=controls.MAP_KEY,
            height=MAP_HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=command,
            on_change=partial(controls.take_map_state, front),
        )


def show_filter_controls(desk: Desk) -> None:
    """Show native controls for what claims must be like to count."""
    take = partial(controls.take_controls, desk.dataset.front)
    for part in PARAMETERS:
        st.multiselect(
            FILTERS[part],
            list(getattr(desk.choices, part)),
            key=part,
            placeholder=FILTERS["any"],
            format_func=partial(label_choice, desk.dataset, desk.choices, part),
            on_change=take,
        )
    st.selectbox(
        FILTERS["grade"],
        GRADES,
        key="grade",
        index=None,
        placeholder=FILTERS["grade_any"],
        format_func=lambda worst: FILTERS["better"].format(grade=worst),
        help=FILTERS["grade_help"],
        on_change=take,
    )
    st.checkbox(FILTERS["core"], key="core", on_change=take)


def show_filter_notice(notice: str) -> None:
    """Say that not all claims are shown, with a button that shows them all."""
    with st.container(key="filtered", horizontal=True, vertical_alignment="center"):
        st.html(f"<p data-testid='filtered'>{escape(notice)}</p>")
        st.button(
            FILTERS["clear"], type="tertiary", on_click=controls.take_filters, args=(NO_FILTERS,)
        )


@st.fragment
def show_about(desk: Desk) -> None:
    """Show the method in one picture and ten sentences, then limits, neutrality and licences."""
    with speak(controls.read_selection(desk).language):
        if box := controls.open_box(PANELS["about"], "about", "content"):
            with box:
                above, below = describe_front(desk.dataset)
                st.markdown(above)
                st.html(render_picture())
                st.markdown(below)


def show_ways_out(desk: Desk, selection: Selection) -> None:
    """Show the buttons that keep the view for the deck, or take it out of the page."""
    add, keep = EXPORT["queue_add"], partial(cache.add_to_queue, selection)
    st.button(add, on_click=keep, type="tertiary", icon=":material/add_to_photos:")
    if st.button(EXPORT["open"], icon=":material/download:"):
        st.dialog(EXPORT["title"], width="large")(show_export)(desk, selection)


def show_export(desk: Desk, selection: Selection) -> None:
    """Show what can be made of the view, the deck, the dates or the data; a file only on asking."""
    with speak(selection.language):
        group = choose("what", GROUPS)
        form = choose("form", list_forms(group))
        choices = FORMS[form].choices
        columns = st.columns(max(len(choices), 1))
        chosen = {}
        for column, (name, options) in zip(columns, choices.items(), strict=False):
            with column:
                chosen[name] = choose(name, options)
        offer = {"sheet": cache.offer_sheet, "deck": cache.offer_deck, "film": cache.offer_film}
        offer.get(group, cache.offer_pack)(desk, selection, fill_wish(form, cast(Chosen, chosen)))


def choose(name: str, options: Sequence[str]) -> str:
    """Show the options of one choice of an export, and return the chosen one."""

    def label(option: str) -> str:
        return EXPORT[f"{name}_{option}"]

    if name in ("what", "form"):
        key = f"export_{name}_{options[0]}"
        switch = st.segmented_control(
            EXPORT[name], options, default=options[0], key=key, format_func=label
        )
        return switch or options[0]
    return st.selectbox(EXPORT[name], options, format_func=label)
