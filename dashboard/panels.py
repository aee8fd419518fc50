"""The panels beside the map: the map component itself, the claims, and the About text."""

from functools import partial
from html import escape
from importlib.resources import files

import streamlit as st
from streamlit_folium import st_folium

from dashboard.about import (
    LIMITS,
    PURPOSE,
    describe_licences,
    number_sentences,
    render_picture,
)
from dashboard.cache import ASSET_ROOT, Served
from dashboard.claims_table import render_groups, render_statements
from dashboard.controls import MAP_KEY, read_command, take_map_state
from dashboard.state import Selection
from dashboard.style import write_ink_rules
from dashboard.text import PANELS
from dashboard.timeline_map import build_map, write_command
from dashboard.view import Desk, View
from geodata.dates import format_day

MAP_HEIGHT = 780  # pixels before the page's own style sheet fits it to the window


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


def show_map(served: Served, selection: Selection) -> None:
    """Show the timeline map; it calls back once the user has settled on a date."""
    front = served.desk.dataset.front
    front_map = build_map(served.frames_url, served.base_url, ASSET_ROOT, front.extent)
    command = write_command(read_command(selection, st.context.theme.type))
    with st.container(key="map"):
        st_folium(
            front_map,
            key=MAP_KEY,
            height=MAP_HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=command,
            on_change=partial(take_map_state, front),
        )


def show_claims_head(selection: Selection) -> None:
    """Show which day the claims beside the map belong to."""
    st.html(f"<h2 class='kf-title'>{PANELS['claims_on']} {format_day(selection.day)}</h2>")


def show_claims(desk: Desk, view: View) -> None:
    """Show the claims in force at the settled date, and all else that was said around it."""
    with st.container(key="claims"):
        st.html(f"<div class='kf-panel' data-testid='claims'>{render_groups(desk, view)}</div>")
        st.html(
            f"<div class='kf-panel' data-testid='statements'>"
            f"<h2 class='kf-around'>{PANELS['around']}</h2>{render_statements(desk, view)}</div>"
        )


def show_about(desk: Desk) -> None:
    """Show the method in one picture and ten sentences, then limits, neutrality and licences."""
    with st.popover(PANELS["about"], width="content"):
        st.markdown(PURPOSE)
        st.html(render_picture())
        st.markdown(number_sentences())
        st.markdown(LIMITS)
        st.markdown(describe_licences(desk.dataset))
