"""A claim in words, the same everywhere: figure, age, source, citation, and what it changed."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from dashboard.text.catalogues import CAPTION, CITATION, FIGURES, LAG, TOPICS
from dashboard.text.spelling import format_day, format_number, format_span
from geodata.claims.beside_reading import compare_claim
from geodata.claims.claims import Figure, best_source
from geodata.claims.disagreement import find_open_side
from geodata.core.model import Basis, Claim, Dataset, Front, Qualifier, Source
from geodata.core.reading import Reading

NO_BREAK = "\u00a0"
DOT = f"{NO_BREAK}· "
"""Between parts of a line: where it is broken, the dot ends it."""
_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)


def name_kind(front: Front, kind: str) -> str:
    """Return what a claim of that kind is about; where that names a side, in the front's words."""
    return front.words.get(kind) or TOPICS[kind]


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


def implies_none(reading: Reading) -> bool:
    """Return whether what the reported places imply comes to no ground at all, in whole km²."""
    return not round(reading.area_km2)


def format_reading(reading: Reading) -> str:
    """Return how much ground the reported places imply: "about 424 km² (335–506)" with its band."""
    if implies_none(reading):
        return FIGURES["no_ground"]
    km2 = FIGURES.count("km2", round(reading.area_km2), number=_round_km2(reading.area_km2))
    return FIGURES.fill(
        "with_band",
        figure=FIGURES.fill("about", figure=km2),
        low=_round_km2(reading.low_km2),
        high=_round_km2(reading.high_km2),
    )


def name_reading(front: Front, own: str | None) -> str:
    """Return what the reading is called, and by whose `own` word alone it is, if by one's."""
    if own is None:
        return FIGURES["places_imply"]
    return FIGURES.fill("places_imply_own", account=name_account(front, own))


def name_account(front: Front, side: str) -> str:
    """Return what a reader calls the account of a side."""
    return next(account.label for account in front.accounts if account.side == side)


def format_beside(dataset: Dataset, claim: Claim) -> str:
    """Return how far a claim of ground held is from what the places imply, '' for other claims."""
    found = compare_claim(claim, dataset)
    if found is None:
        return ""
    key = "beside_same"
    if round(found.km2):
        key = "beside_more" if found.km2 > 0 else "beside_less"
    difference = FIGURES.fill(key, km2=_round_km2(abs(found.km2)))
    implied = format_reading(found.reading)
    if implies_none(found.reading):  # which has no band to lie in
        return FIGURES.fill("beside_none", difference=difference, implied=implied)
    position = FIGURES[f"band_{found.position.value}"]
    return FIGURES.fill("beside", difference=difference, implied=implied, position=position)


def _round_km2(km2: float) -> str:
    return format_number(round(km2))


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
    """Return how old a report is on `day`: 'the same day', '1 day old', '12 days old'."""
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
        return FIGURES.fill("via", agency=source.via, publisher=source.publisher)
    return source.publisher


def describe_changes(
    dataset: Dataset,
    step: date,
    before: Mapping[str, Figure],
    now: Mapping[str, Figure],
    *,
    filtered: bool = False,
) -> dict[str, str]:
    """Return what each account newly said on `step`, under the key of its figure.

    A figure of an earlier day that was only now made public names its day.
    A difference in km² is given only within one series, since makers count different things, and of
    none that is a bound: "over 1,300" is no number to subtract from. Of hedged figures it is whole.
    No figure is called the first where `filtered`: another may be out of sight.
    """
    labels = {account.side: account.label for account in dataset.front.accounts}
    series = {series.series_id: series.label for series in dataset.front.series}
    told = {}
    for key, figure in now.items():
        if figure == before.get(key):
            continue
        claim = figure.claim
        label = labels[claim.side]
        maker = series.get(claim.series, label)
        foreign = not maker.startswith(label)
        name = CAPTION.fill("maker", account=label, maker=maker) if foreign else label
        change = _describe_change(before.get(key), figure, filtered=filtered)
        if figure.since != step:
            change = CAPTION.fill("late", change=change, day=format_day(figure.since))
        told[key] = CAPTION.fill("part", account=name, change=change)
    return told


def _describe_change(before: Figure | None, now: Figure, *, filtered: bool) -> str:
    if now.in_words:
        return now.claim.words
    text = format_figure(now.claim)
    if before is None:
        return text if filtered else CAPTION.fill("first", figure=text)
    old, new = before.claim.value, now.claim.value
    if before.in_words or before.claim.series != now.claim.series or old is None or new is None:
        return text
    if new == old:
        return CAPTION.fill("same", figure=text, day=format_day(before.since))
    claims = (before.claim, now.claim)
    is_hedged = any(one.qualifier is not Qualifier.NONE for one in claims)
    difference = round(abs(new - old), 0 if is_hedged else 2)
    if not difference or any(map(find_open_side, claims)):
        return text
    sentence = CAPTION["more" if new > old else "less"]
    return sentence.format(figure=text, km2=format_number(difference), day=format_day(before.since))


def cite_plain(dataset: Dataset, claim: Claim) -> str:
    """Return the claim and the best of its publications in one line."""
    source = best_source(dataset, claim)
    address = f" {source.url}" if source.url else ""
    return (
        f"{_describe_claim(claim)}. {format_source(source)}, “{_strip_marks(source.title)}”, "
        f"{source.published}.{address}"
    )


def cite_bibtex(dataset: Dataset, claim: Claim) -> str:
    """Return the claim as an `@online` entry (biblatex), keyed by its id; special signs escaped."""
    source = best_source(dataset, claim)
    fields = {
        "title": _strip_marks(source.title),
        "organization": format_source(source),
        "date": source.published,
        "langid": source.language,
        "note": _describe_claim(claim),
    }
    lines = [f"  {key} = {{{text.translate(_SPECIAL)}}},\n" for key, text in fields.items() if text]
    if source.url:
        lines.append(f"  url = {{{_escape_url(source.url)}}},\n")
    return f"@online{{{claim.claim_id},\n{''.join(lines)}}}\n"


def cite_ris(dataset: Dataset, claim: Claim) -> str:
    """Return the claim as a RIS record of type ELEC, for reference managers."""
    source = best_source(dataset, claim)
    fields = [
        ("TY", "ELEC"),
        ("ID", claim.claim_id),
        ("TI", _strip_marks(source.title)),
        ("PB", format_source(source)),
        ("DA", _format_ris_date(source)),
        ("LA", source.language),
        ("N1", _describe_claim(claim)),
        ("UR", source.url),
    ]
    lines = [f"{tag}  - {_join_lines(text)}\r\n" for tag, text in fields if text]
    return f"{''.join(lines)}ER  - \r\n"


FORMATS: Final[Mapping[str, Callable[[Dataset, Claim], str]]] = MappingProxyType(
    {"plain": cite_plain, "bibtex": cite_bibtex, "ris": cite_ris}
)
"""How a claim can be cited, by the name of the form."""


def _describe_claim(claim: Claim) -> str:
    """Return who said what about which day, and when it was made public if on another."""
    said = format_claim(claim) or claim.summary.rstrip(".")
    when = CITATION.fill("as_of", day=format_span(claim.as_of))
    if claim.reported.text != claim.as_of.text:
        when += CITATION.fill("reported", day=format_span(claim.reported))
    return f"{claim.claimant}: {said} ({when})"


def _strip_marks(title: str) -> str:
    """Return a title without the brackets that mark a translated or descriptive one."""
    return re.sub(r"^\[(.*)\]( \([\w ]+\))?$", r"\1\2", title)


def _escape_url(url: str) -> str:
    """Return an address without the signs that would end a BibTeX field."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _format_ris_date(source: Source) -> str:
    """Return the day as RIS writes it, `2024/08/12/`; parts that are not known stay empty."""
    parts = source.published.split("-") if source.published else []
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""


def _join_lines(text: str) -> str:
    return " ".join(text.split())
