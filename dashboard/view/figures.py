"""A claim's figure, age and source as the words that a reader sees, the same everywhere."""

from datetime import date

from dashboard.text.clock import LAG
from dashboard.text.figures import FIGURES
from dashboard.text.spelling import format_number, format_span
from geodata.core.model import Basis, Claim, Qualifier, Source

NO_BREAK = "\u00a0"


def format_figure(claim: Claim) -> str:
    """Return a claim's figure with qualifier, range and unit, or '' where it has none.

    A range without a single value is written as one ("1,150–1,300 km²"), and so is a firm figure
    with contested ground on top ("about 660–1,020 km²").
    """
    if claim.unit is None:
        return ""
    ends = {end for end in (claim.value, claim.low, claim.high) if end is not None}
    if not ends:
        return ""
    numbers = [format_number(end) for end in sorted({min(ends), max(ends)})]
    figure = FIGURES.count(claim.unit.value, int(max(ends)), number="–".join(numbers))
    if claim.qualifier is Qualifier.NONE:
        return figure
    return FIGURES[claim.qualifier.name.lower()].format(figure=figure)


def format_claim(claim: Claim) -> str:
    """Return a claim's figure, or the words that stand in place of one, or '' without either."""
    return format_figure(claim) or claim.words


def name_claimant(claim: Claim) -> str:
    """Return who made a claim, without the office in brackets: a line has room for the name."""
    return claim.claimant.partition(" (")[0]


def format_basis(claim: Claim) -> str:
    """Return how the figure came about where it was not simply stated, with the working."""
    if claim.basis is Basis.STATED:
        return ""
    return FIGURES[claim.basis.value].format(working=claim.derivation.removesuffix("."))


def format_age(since: date, day: date) -> str:
    """Return how old a report is on `day`: 'today', '1 day old', '12 days old'."""
    days = (day - since).days
    return FIGURES.count("old", days) if days else FIGURES["today"]


def format_lag(claim: Claim) -> str:
    """Return when a claim was made public, and how long after what it describes; '' if at once.

    The days run from the last day described; where the report is known to the month only, or the
    claim came out while its month still ran, no number of days is given.
    """
    if claim.reported.text == claim.as_of.text:
        return ""
    reported = format_span(claim.reported)
    days = (claim.reported.start - claim.as_of.end).days
    if not claim.reported.is_day or days <= 0:
        return LAG["public"].format(reported=reported)
    return LAG.count("public_later", days, reported=reported)


def format_source(source: Source) -> str:
    """Return the publication's name, with the agency whose text it carries where that differs."""
    if source.via and source.via.casefold() not in source.publisher.casefold():
        return FIGURES["via"].format(agency=source.via, publisher=source.publisher)
    return source.publisher
