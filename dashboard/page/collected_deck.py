"""The deck that a reader collects: the views of it, and what the browser keeps of them.

It is the reader's work: the browser keeps it through a reload or a restart of the server, and two
pages do not overwrite each other's.
"""

from typing import Final
from urllib.parse import parse_qs

from dashboard.briefing import export
from dashboard.page.record import Record, find_record, look_up, read_record
from dashboard.state.exchange import read_kept_deck
from dashboard.state.messages import KeptDeck
from dashboard.state.selection import parse_query, write_link
from dashboard.view.workspace import Workspace
from geodata.core.model import Front

KEPT: Final = "kept_deck"
"""The key of the field into which the browser writes the deck that it kept."""


def keep_view() -> None:
    """Add the view that the screen shows to the deck, as the run that begins will know it."""
    if record := find_record():
        record.keeps = True


def put_away(record: Record) -> None:
    """Add the view with which a run begins to the deck, where the reader keeps it.

    Nothing is told yet: the run may be overtaken by another, which begins with a later view.
    """
    if not record.keeps:
        return
    record.keeps, record.answer = False, "queue_there"
    if record.selection not in record.deck:
        record.deck, record.answer = (*record.deck, record.selection), "queue_added"


def list_deck(front: Front) -> KeptDeck:
    """Return the deck as the browser keeps it: its views as links, and which session holds them.

    `heard` is the number under which the browser gave the session a deck of its own.
    """
    record = read_record()
    links = [write_link(front, one) for one in record.deck]
    return {"session": record.exchange.talk, "heard": record.deck_heard, "links": links}


def take_deck(workspace: Workspace) -> None:
    """Take over the views that the browser kept, as it has written them into `KEPT`."""
    record = find_record()
    if not record:
        return
    try:
        heard, links = read_kept_deck(str(look_up(KEPT)))
    except ValueError:
        return
    front, days, choices = workspace.dataset.front, workspace.timeline.dates, workspace.choices
    views = (
        parse_query(parse_qs(link.removeprefix("?")), front, days, choices)[0] for link in links
    )
    record.deck, record.deck_heard = tuple(dict.fromkeys(views)), heard


def move_in_queue(place: int, by: int | None) -> None:
    """Move a view of the deck by so many places, or out of it for None."""
    if record := find_record():
        record.deck = export.move_view(record.deck, place, by)
