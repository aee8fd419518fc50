"""The deck that a reader collects: the views of it, and what the browser keeps of them.

It is the reader's work: the browser keeps it through a reload or a restart of the server, and two
pages do not overwrite each other's.
"""

from secrets import token_hex
from typing import Final
from urllib.parse import parse_qs

import streamlit as st

from dashboard.briefing import export
from dashboard.state.exchange import read_kept_deck
from dashboard.state.messages import KeptDeck
from dashboard.state.selection import Selection, parse_query, write_link
from dashboard.view.workspace import Workspace
from geodata.core.model import Front

_QUEUE, _HOLDER, _HEARD = "queue", "deck_holder", "deck_heard"
KEPT: Final = "kept_deck"
"""The key of the field into which the browser writes the deck that it kept."""


def read_queue() -> tuple[Selection, ...]:
    """Return the views that the reader added to the deck, in their order."""
    return tuple(st.session_state.get(_QUEUE, ()))


def add_to_queue(selection: Selection) -> None:
    """Add a view to the deck, unless it is in it already."""
    st.session_state[_QUEUE] = tuple(dict.fromkeys((*read_queue(), selection)))


def list_deck(front: Front) -> KeptDeck:
    """Return the deck as the browser keeps it: its views as links, and which session holds them.

    `heard` is the number under which the browser gave the session a deck of its own.
    """
    state = st.session_state
    holder, heard = state.setdefault(_HOLDER, token_hex(8)), state.get(_HEARD, 0)
    links = [write_link(front, one) for one in read_queue()]
    return {"session": holder, "heard": heard, "links": links}


def take_deck(workspace: Workspace) -> None:
    """Take over the views that the browser kept, as it has written them into `KEPT`."""
    try:
        heard, links = read_kept_deck(st.session_state[KEPT])
    except ValueError:
        return
    st.session_state[_HEARD] = heard
    front, days, choices = workspace.dataset.front, workspace.timeline.dates, workspace.choices
    views = (
        parse_query(parse_qs(link.removeprefix("?")), front, days, choices)[0] for link in links
    )
    st.session_state[_QUEUE] = tuple(dict.fromkeys(views))


def move_in_queue(place: int, by: int | None) -> None:
    """Move a view of the deck by so many places, or out of it for None."""
    st.session_state[_QUEUE] = export.move_view(read_queue(), place, by)
