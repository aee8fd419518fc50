"""Speaker notes: what to say, every figure with its grade, every source with its address."""

from collections.abc import Iterable

from pptx.slide import Slide

from dashboard.briefing.deck.stops import Stop, list_cited, list_sources
from dashboard.briefing.deck.text import write_run
from dashboard.briefing.sheet.colophon import write_link
from dashboard.text.deck import DECK
from dashboard.text.spelling import format_span
from dashboard.view.figures import format_basis, format_claim, format_source
from dashboard.view.view import View
from geodata.claims.claims import grade
from geodata.core.model import Claim, Dataset, Source


def write_notes(slide: Slide, dataset: Dataset, stop: Stop, view: View) -> None:
    """Put story text, figures, sources and the state's address into a slide's notes."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    for place, line in enumerate(list_lines(dataset, stop, view)):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        write_run(paragraph, line)


def list_lines(dataset: Dataset, stop: Stop, view: View) -> list[str]:
    """Return the notes of a stop line by line."""
    claims = list_cited(dataset, stop, view)
    lines = [line for line in (stop.text, view.caption) if line]
    lines += ["", DECK["notes_figures"]]
    lines += [_describe_claim(dataset, claim) for claim in claims]
    lines += ["", DECK["notes_sources"]]
    lines += list(_cite(list_sources(dataset, claims)))
    link = write_link(dataset, stop.selection)
    return [*lines, "", DECK["notes_link"].format(link=link)]


def _describe_claim(dataset: Dataset, claim: Claim) -> str:
    """Return who said what as of when, when that was made public, its grade and working."""
    parts = [DECK["as_of"].format(day=format_span(claim.as_of))]
    if claim.reported.text != claim.as_of.text:
        parts.append(DECK["reported"].format(day=format_span(claim.reported)))
    parts.append(DECK["graded"].format(grade=grade(dataset, claim)))
    parts += [part for part in (format_basis(claim),) if part]
    said = format_claim(claim) or claim.summary.rstrip(".")
    return f"– {claim.claimant}: {said} ({'; '.join(parts)})"


def _cite(sources: Iterable[Source]) -> Iterable[str]:
    for source in sources:
        parts = [format_source(source), f"“{source.title}”", source.published, source.url]
        yield f"– {', '.join(part for part in parts if part)}"
