"""The stops of a deck: chosen dates, or the story's chapters; what each cites, and its notes.

Speaker notes hold what to say, every figure with its grade, every source with its address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from pptx.slide import Slide

from dashboard.briefing.deck.text import Numbers, write_run
from dashboard.briefing.sheet.credits import write_link
from dashboard.briefing.sheet.headline import write_headline
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import Selection
from dashboard.text.catalogues import DECK
from dashboard.text.spelling import format_day, format_span
from dashboard.view.figures import format_basis, format_claim, format_source
from dashboard.view.shown_mode import AGREEMENT, show_mode
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import grade
from geodata.core.model import Claim, Dataset, Source
from geodata.core.plain import isolate


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


def tell_story(workspace: Workspace, selection: Selection) -> tuple[Stop, ...]:
    """Return a stop for each chapter of the front's story, shown as `selection` shows its day."""
    return tuple(
        Stop(replace(selection, day=one.day), one.title, one.text, one.claim_ids)
        for one in workspace.dataset.story
    )


def write_title(workspace: Workspace, stop: Stop, view: View) -> str:
    """Return the heading of a stop: its day, and what it says: the chapter's, else the day's."""
    day = format_day(stop.selection.day)
    shown = show_mode(workspace, stop.selection)
    if shown and shown.mode == AGREEMENT and not stop.title:
        return shown.title  # which has the day
    said = stop.title or (shown.title if shown else write_headline(workspace, view))
    if said == day:
        return DECK["untitled"].format(day=day, front=workspace.dataset.front.title)
    return DECK["chapter"].format(day=day, title=said)


def span_days(stops: Sequence[Stop]) -> str:
    """Return the first and the last day of a deck, or its only one."""
    days = sorted({stop.selection.day for stop in stops})
    if len(days) == 1:
        return format_day(days[0])
    return DECK["from_to"].format(first=format_day(days[0]), last=format_day(days[-1]))


def list_cited(dataset: Dataset, stop: Stop, view: View) -> tuple[Claim, ...]:
    """Return the claims that a slide rests on, each once: its figures, then the chapter's."""
    figures = [account_view.figure for account_view in view.accounts if account_view.figure]
    claims = [figure.claim for figure in figures]
    claims += [dataset.claims[claim_id] for claim_id in stop.claim_ids]
    return tuple({claim.claim_id: claim for claim in claims}.values())


def list_sources(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Source, ...]:
    """Return every source of the claims, each once, in order of first use."""
    ids = dict.fromkeys(name for claim in claims for name in claim.source_ids)
    return tuple(dataset.sources[name] for name in ids)


def number_sources(dataset: Dataset, cited: Sequence[Sequence[Claim]]) -> Numbers:
    """Return the number of each source by id; `cited` holds the claims of each stop."""
    sources = list_sources(dataset, chain.from_iterable(cited))
    return {source.source_id: number for number, source in enumerate(sources, 1)}


def write_notes(slide: Slide, dataset: Dataset, stop: Stop, view: View, look: Look) -> None:
    """Put story text, figures, sources and the state's address into a slide's notes."""
    write_note(slide, list_lines(take_notes(dataset, stop, view, look)))


def write_note(slide: Slide, lines: Iterable[str]) -> None:
    """Write the notes of a slide, a line a paragraph."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        write_run(paragraph, line)


@dataclass(frozen=True, slots=True)
class Notes:
    """What is said beside a slide: texts, figures with their grades, sources, the state's link."""

    texts: tuple[str, ...]
    figures: tuple[str, ...]
    sources: tuple[Source, ...]
    link: str


def take_notes(dataset: Dataset, stop: Stop, view: View, look: Look) -> Notes:
    """Return the notes of a stop."""
    claims = list_cited(dataset, stop, view)
    return Notes(
        tuple(text for text in (stop.text, view.caption) if text),
        tuple(_describe_claim(dataset, claim) for claim in claims),
        list_sources(dataset, claims),
        write_link(dataset, stop.selection, look.base_url, look.extent),
    )


def list_lines(notes: Notes) -> list[str]:
    """Return notes line by line."""
    return [
        *notes.texts,
        "",
        DECK["notes_figures"],
        *(f"– {figure}" for figure in notes.figures),
        "",
        DECK["notes_sources"],
        *(f"– {cite(source)}" for source in notes.sources),
        "",
        DECK["notes_link"].format(link=notes.link),
    ]


def _describe_claim(dataset: Dataset, claim: Claim) -> str:
    """Return who said what as of when, when that was made public, its grade and working."""
    parts = [DECK["as_of"].format(day=format_span(claim.as_of))]
    if claim.reported.text != claim.as_of.text:
        parts.append(DECK["reported"].format(day=format_span(claim.reported)))
    parts.append(DECK["graded"].format(grade=grade(dataset, claim)))
    parts += [part for part in (format_basis(claim),) if part]
    said = format_claim(claim) or claim.summary.rstrip(".")
    return f"{isolate(claim.claimant)}: {said} ({'; '.join(parts)})"


def cite(source: Source) -> str:
    """Return who published what and when, and, where it has one, its address last."""
    names = isolate(format_source(source)), f"“{isolate(source.title)}”"
    parts = [*names, source.published, source.url]
    return ", ".join(part for part in parts if part)
