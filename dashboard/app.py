"""The dashboard's one page: the map with its timeline, and the claims of the settled date."""

from functools import partial
from html import escape
from importlib.resources import files

import streamlit as st
from streamlit_folium import st_folium

from dashboard import cache, controls, panels
from dashboard.about import LIMITS, PURPOSE, describe_licences, number_sentences, render_picture
from dashboard.state import Selection
from dashboard.style import write_ink_rules
from dashboard.text import CONTROLS, PANELS
from dashboard.timeline_map import build_map, write_command
from dashboard.view import Desk, build_view
from geodata.dates import format_day
from geodata.errors import DatasetError

MAP_HEIGHT = 780  # pixels before the page's own style sheet fits it to the window


def main() -> None:
    """Draw the page; a dataset that breaks its rules is refused with every fault listed."""
    st.set_page_config(page_title=PANELS["page_title"], layout="wide")
    apply_style()
    try:
        served = cache.serve_desk(str(cache.find_folder()))
    except DatasetError as error:
        st.error(PANELS["refused"], icon=":material/error:")
        st.code(str(error), language=None)
        return
    show_head(served.desk)
    show_faults(served.desk)
    show_front(served)


@st.fragment
def show_front(served: cache.Served) -> None:
    """Draw map and panels; a settled date reruns this and nothing else."""
    desk = served.desk
    selection = controls.read_selection(desk)
    view = build_view(desk, selection)
    controls.show_notices()
    left, right = st.columns([68, 32], gap="medium")
    # The map already shows the date; what still waits for it is the panel, so that goes first.
    with right:
        show_title(selection)
        day, more = st.columns([60, 40], gap="small")
        with day:
            controls.show_day_control(desk)
        with more, st.popover(CONTROLS["more"], width="stretch"):
            controls.show_other_controls(desk)
        controls.show_panel_control(desk)
        panels.show_panel(desk, view)
    with left:
        show_map(served, selection)
    controls.write_address(selection, desk.dataset.front)


def apply_style() -> None:
    """Add the page's own style sheet; colours of the accounts come from the style table."""
    sheet = files("dashboard").joinpath("page.css").read_text(encoding="utf-8")
    dark = st.context.theme.type == "dark"
    st.html(f"<style>{sheet}\n{write_ink_rules(dark=dark)}</style>")


def show_head(desk: Desk) -> None:
    """Show the title line with the About panel at its end."""
    front = desk.dataset.front
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        title, subtitle = escape(front.title), escape(front.subtitle)
        st.html(f"<div class='kf-head'><h1>{title}</h1><p>{subtitle}</p></div>", width="stretch")
        show_about(desk)


def show_faults(desk: Desk) -> None:
    """Name every layer that could not be shown, so that nobody mistakes its absence for a fact."""
    for fault in desk.faults:
        st.warning(f"{PANELS['layer_fault']} {fault}", icon=":material/layers_clear:")


def show_map(served: cache.Served, selection: Selection) -> None:
    """Show the timeline map; it calls back once the user has settled on a date."""
    front = served.desk.dataset.front
    front_map = build_map(served.frames_url, served.base_url, cache.ASSET_ROOT, front.extent)
    command = write_command(controls.read_command(selection, st.context.theme.type))
    with st.container(key="map"):
        st_folium(
            front_map,
            key=controls.MAP_KEY,
            height=MAP_HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=command,
            on_change=partial(controls.take_map_state, front),
        )


def show_about(desk: Desk) -> None:
    """Show the method in one picture and ten sentences, then limits, neutrality and licences."""
    with st.popover(PANELS["about"], width="content"):
        st.markdown(PURPOSE)
        st.html(render_picture())
        st.markdown(number_sentences())
        st.markdown(LIMITS)
        st.markdown(describe_licences(desk.dataset))


def show_title(selection: Selection) -> None:
    """Show what stands beside the map, and of which day."""
    title = PANELS[f"title_{selection.panel}"].format(day=format_day(selection.day))
    st.html(f"<h2 class='kf-title'>{title}</h2>")


main()
