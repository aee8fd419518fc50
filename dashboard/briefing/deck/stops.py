"""The stops of a deck: chosen dates, or the chapters of the story, and what each of them cites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.state.selection import Selection
from dashboard.text.deck import DECK
from dashboard.text.spelling import format_day
from dashboard.view.view import Desk, View
from geodata.core.model import Claim, Dataset, Source


@dataclass(frozen=True, slots=True)
class Stop:
    """One slide's selection; a chapter of the story adds title, text and claims of its own."""

    selection: Selection
    title: str = ""
    text: str = ""
    claim_ids: tuple[str, ...] = ()


def list_stops(selection: Selection, days: Iterable[date]) -> tuple[Stop, ...]:
    """Return a stop for each day, shown as `selection` shows its own."""
    return tuple(Stop(replace(selection, day=day)) for day in days)


def tell_story(desk: Desk, selection: Selection) -> tuple[Stop, ...]:
    """Return a stop for each chapter of the front's story, shown as `selection` shows its day."""
    return tuple(
        Stop(replace(selection, day=one.day), one.title, one.text, one.claim_ids)
        for one in desk.dataset.story
    )


def write_title(desk: Desk, stop: Stop) -> str:
    """Return the heading of a stop: its day, and the chapter's or the front's title."""
    day = format_day(stop.selection.day)
    if stop.title:
        return DECK["chapter"].format(day=day, title=stop.title)
    return DECK["untitled"].format(day=day, front=desk.dataset.front.title)


def list_cited(dataset: Dataset, stop: Stop, view: View) -> tuple[Claim, ...]:
    """Return the claims that a slide rests on, each once: its figures, then the chapter's."""
    figures = [standing.figure for standing in view.standings if standing.figure]
    claims = [figure.claim for figure in figures]
    claims += [dataset.claims[claim_id] for claim_id in stop.claim_ids]
    return tuple({claim.claim_id: claim for claim in claims}.values())


def list_sources(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Source, ...]:
    """Return every source of the claims, each once, in order of first use."""
    ids = dict.fromkeys(name for claim in claims for name in claim.source_ids)
    return tuple(dataset.sources[name] for name in ids)


def number_sources(
    dataset: Dataset, cited: Sequence[Sequence[Claim]]
) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Return number and slides of each source by id; `cited` holds the claims of each stop."""
    slides: dict[str, list[int]] = {}
    for place, claims in enumerate(cited):
        for source in list_sources(dataset, claims):
            slides.setdefault(source.source_id, []).append(place)
    return {
        name: (number, tuple(places)) for number, (name, places) in enumerate(slides.items(), 1)
    }
