"""The dashboard's one page: the map with its timeline, and the claims of the settled date."""

import streamlit as st

from dashboard import cache, controls, panels
from dashboard.text import CONTROLS, PANELS
from dashboard.view import build_view
from geodata.errors import DatasetError


def main() -> None:
    """Draw the page; a dataset that breaks its rules is refused with every fault listed."""
    st.set_page_config(page_title=PANELS["page_title"], layout="wide")
    panels.apply_style()
    try:
        served = cache.serve_desk(str(cache.find_folder()))
    except DatasetError as error:
        st.error(PANELS["refused"], icon=":material/error:")
        st.code(str(error), language=None)
        return
    panels.show_head(served.desk)
    panels.show_faults(served.desk)
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
        panels.show_claims_head(selection)
        day, more = st.columns([60, 40], gap="small")
        with day:
            controls.show_day_control(desk)
        with more, st.popover(CONTROLS["more"], width="stretch"):
            controls.show_other_controls(desk)
        panels.show_claims(desk, view)
    with left:
        panels.show_map(served, selection)
    controls.write_address(selection, desk.dataset.front)


main()
