"""The timeline map as one HTML file for a memory stick: everything inside, opened at one state."""

from dashboard.briefing.sheet.credits import frame_extent
from dashboard.briefing.sheet.look import Look
from dashboard.payload.payload import encode_base, encode_frames
from dashboard.state.fields import write_message
from dashboard.state.selection import Selection
from dashboard.text.catalogues import PAGE
from dashboard.timeline_map import render_page
from dashboard.view.workspace import Workspace
from geodata.core import read_version


def write_page(workspace: Workspace, selection: Selection, look: Look | None = None) -> bytes:
    """Return the page in UTF-8, in the language that is spoken; it makes no request at all.

    It opens at `selection`, on the ground and in the colours of the `look`; without one the
    reader's system decides on colours. The links that a reader takes lead to its `base_url`.
    """
    if look and look.extent:
        selection = frame_extent(selection, look.extent)
    theme = None if look is None else "dark" if look.dark else "light"
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
        home=look.base_url if look else "",
    )
    return page.encode()
