"""Downloads: the file is of what was chosen last, however soon after the choice it is asked for.

Until the page has run for a choice, a download button holds the file of the choice before. So the
map's script (`timeline_map/src/panels.js`) holds a click on one back: it writes a word into a
hidden field beside the button, which reaches the server after all that was chosen before, and
presses the button that stands there once the page has answered with that word.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Final

import streamlit as st

from dashboard.text.catalogues import PANELS

PLACE: Final = "downloads"
"""What the key of a place with download buttons begins with; the script finds it by that."""


@contextmanager
def hold_downloads(name: str) -> Iterator[None]:
    """Hold back the download buttons that are shown in the block until the page has caught up."""
    key = f"{PLACE}_{name}"
    with st.container(key=key):
        yield
        with st.container(key=f"asks_{name}"):
            word = st.text_input(PANELS["again"], key=f"asked_{name}")
            st.html(f"<i data-kf-answer='{escape(word)}'></i>")
