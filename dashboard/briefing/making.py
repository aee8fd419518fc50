"""Decks, films and the page as whole files that say what they were made of."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from dashboard.briefing.drawing.metadata import Metadata, stamp_html
from dashboard.briefing.order import Look, Request, RequestError, check_extent, tell_file
from dashboard.text.catalogues import DECK, REFUSALS
from dashboard.text.spelling import format_day
from geodata.core import OnStep

TEMPLATE: Final = "potx"
"""The option of a deck that was made on a template."""
MOST_VIEWS: Final = 100
"""Of one deck: each takes about a second to draw, and nobody shows so many slides."""
HANDOUT: Final = "pdf"
"""The form in which a deck is its handout."""
PAGE: Final = "html"


def make_deck(
    request: Request,
    look: Look,
    *,
    story: bool = False,
    form: str = "pptx",
    template: bytes | None = None,
    on_step: OnStep | None = None,
) -> bytes:
    """Return the slides of every state asked for, or of the story as the first of them shows it.

    With the form "pdf" it is their handout, a page for each. `template` is a POTX or PPTX file
    whose masters slides have; the deck says by its sum which.

    Raises:
        RequestError: the front has no story, or more than MOST_VIEWS states are asked for.
        TemplateError: the template is none.
    """
    from dashboard.briefing.deck.handout import build_handout  # noqa: PLC0415
    from dashboard.briefing.deck.slides import build_deck  # noqa: PLC0415 (takes long to import)
    from dashboard.briefing.deck.stops import Stop, tell_story  # noqa: PLC0415

    workspace, selections = request.workspace, request.selections
    if len(selections) > MOST_VIEWS:
        raise RequestError(REFUSALS["many_days"].format(given=len(selections), most=MOST_VIEWS))
    check_extent(look.extent, workspace.dataset.front)
    stops = tuple(Stop(one) for one in selections)
    if story:
        stops = tell_story(workspace, selections[0])
        selections = selections[:1]
    if not stops:
        raise RequestError(REFUSALS["no_story"])
    words = look.spell("deck") | ({"story": "1"} if story else {})
    if template is not None:
        words[TEMPLATE] = sum_template(template)
    told = tell_file(
        workspace,
        selections,
        make="deck",
        form=form,
        title=_name(request, [stop.selection.day for stop in stops]),
        alt=workspace.dataset.front.disclaimer,
        options=words,
    )
    if form == HANDOUT:
        return build_handout(workspace, stops, look, on_step=on_step, told=told)
    return build_deck(workspace, stops, look, on_step=on_step, told=told, template=template)


def sum_template(template: bytes) -> str:
    """Return by what a deck says on which template it was made: its SHA-256."""
    return sha256(template).hexdigest()


def make_film(
    request: Request,
    look: Look,
    *,
    first: date,
    last: date,
    by: str,
    kind: str,
    speed: float | None = None,
    length: float | None = None,
    fps: float | None = None,
    card: float | None = None,
    on_step: OnStep | None = None,
) -> bytes:
    """Return the film of those days, shown as the first state shows its own.

    `length` is how many seconds the whole takes, and gives the speed; else it has that of its kind.

    Raises:
        OutputError: the days, the size or the speed make no film.
    """
    from dashboard.briefing.film.encode import CARD_S, Pace  # noqa: PLC0415 (as above)
    from dashboard.briefing.film.timelapse import list_days, render_film  # noqa: PLC0415

    workspace, selection = request.workspace, request.selections[0]
    check_extent(look.extent, workspace.dataset.front)
    if length is not None:
        pace = Pace.fit(len(list_days(workspace, selection, first, last, by)), length, card)
        speed, card = pace.speed, pace.card
    rates = {"speed": speed, "fps": fps, "card": card}
    words = {"first": first.isoformat(), "last": last.isoformat(), "by": by}
    words |= look.spell("film")
    words |= {name: repr(rate) for name, rate in rates.items() if rate is not None}
    told = _tell_film(request, kind, [first, last], words)
    return render_film(
        workspace,
        selection,
        first=first,
        last=last,
        by=by,
        speed=speed,
        fps=fps,
        card=CARD_S if card is None else card,
        kind=kind,
        look=look,
        on_step=on_step,
        told=told,
    )


def _tell_film(
    request: Request, kind: str, days: Sequence[date], words: Mapping[str, str]
) -> Metadata:
    """Return what a film is to say of itself."""
    return tell_file(
        request.workspace,
        request.selections[:1],
        make="film",
        form=kind,
        title=_name(request, days),
        alt=request.workspace.dataset.front.disclaimer,
        options=words,
    )


def make_page(request: Request, look: Look) -> bytes:
    """Return the timeline map as one file that opens at the first state."""
    from dashboard.briefing.page import write_page  # noqa: PLC0415 (the map takes long to import)

    workspace, selection = request.workspace, request.selections[0]
    check_extent(look.extent, workspace.dataset.front)
    told = tell_file(
        workspace,
        [selection],
        make="page",
        form=PAGE,
        title=_name(request, [selection.day]),
        alt=workspace.dataset.front.disclaimer,
        options=look.spell(PAGE),
    )
    return stamp_html(write_page(workspace, selection, look), told)


def _name(request: Request, days: Sequence[date]) -> str:
    first, last = (format_day(day) for day in (min(days), max(days)))
    span = first if first == last else DECK["from_to"].format(first=first, last=last)
    return f"{request.workspace.dataset.front.title}: {span}"
