"""A claim's figure, age and source as the words that a reader sees, the same everywhere."""

from datetime import date

from dashboard.text_clock import LAG
from geodata.dates import format_span
from geodata.model import Basis, Claim, Qualifier, Source, Unit

UNITS: dict[Unit, str] = {
    Unit.KM2: "km²",
    Unit.SETTLEMENTS: "settlements",
    Unit.PERCENT: "%",
    Unit.PEOPLE: "people",
}
BASES: dict[Basis, str] = {
    Basis.STATED: "",
    Basis.CONVERTED: "converted",
    Basis.COMPUTED: "computed",
    Basis.IMPLIED: "implied",
    Basis.IN_WORDS: "said in words",
}
NO_BREAK = "\u00a0"


def format_number(value: float) -> str:
    """Return `value` with thousands separators and no more decimals than it was given with."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0")


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
    unit = UNITS[claim.unit]
    glue = "" if claim.unit is Unit.PERCENT else NO_BREAK
    hedge = "" if claim.qualifier is Qualifier.NONE else f"{claim.qualifier.value} "
    return f"{hedge}{'–'.join(numbers)}{glue}{unit}"


def format_basis(claim: Claim) -> str:
    """Return how the figure came about where it was not simply stated, with the working."""
    label = BASES[claim.basis]
    return f"{label}: {claim.derivation}" if label else ""


def format_age(since: date, day: date) -> str:
    """Return how old a report is on `day`: 'today', '1 day old', '12 days old'."""
    days = (day - since).days
    if days == 0:
        return "today"
    return f"{days} day{'' if days == 1 else 's'} old"


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
    count = LAG["one_day"] if days == 1 else LAG["days"].format(count=days)
    return LAG["public_later"].format(reported=reported, days=count)


def format_source(source: Source) -> str:
    """Return the publication's name, with the agency whose text it carries where that differs."""
    if source.via and source.via.casefold() not in source.publisher.casefold():
        return f"{source.via} via {source.publisher}"
    return source.publisher
