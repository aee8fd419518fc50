"""The timeline map as one HTML file for a memory stick: everything inside, opened at one state."""

from dashboard.payload.payload import encode_base, encode_frames
from dashboard.state.fields import write_message
from dashboard.state.selection import Selection
from dashboard.text.catalogues import PAGE
from dashboard.timeline_map import render_page
from dashboard.view.workspace import Workspace
from geodata.core import read_version


def write_page(workspace: Workspace, selection: Selection, *, theme: str | None = None) -> bytes:
    """Return the page in UTF-8, in the language that is spoken; it makes no request at all.

    It opens at `selection`. `theme` is "light" or "dark"; without one the reader's system decides.
    """
    front = workspace.dataset.front
    state = {key: value for key, value in write_message(selection).items() if key != "panel"}
    footer = PAGE["footer"].format(
        front=front.title,
        version=read_version(),
        digest=workspace.dataset.digest[:16],
        disclaimer=front.disclaimer,
    )
    page = render_page(
        encode_frames(workspace),
        encode_base(workspace),
        front.title,
        state={**state, "theme": theme},
        footer=footer,
    )
    return page.encode()
