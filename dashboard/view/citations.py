"""A claim as a citation, to be copied into a report: plain text, BibTeX or RIS."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from dashboard.text.spelling import format_span
from dashboard.text.table import CITATION
from dashboard.view.figures import format_claim, format_source
from geodata.claims.claims import best_source
from geodata.core.model import Claim, Dataset, Source

_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)


def cite_plain(dataset: Dataset, claim: Claim) -> str:
    """Return the claim and the best of its publications in one line."""
    source = best_source(dataset, claim)
    address = f" {source.url}" if source.url else ""
    return (
        f"{_describe(claim)}. {format_source(source)}, “{_strip_marks(source.title)}”, "
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
        "note": _describe(claim),
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
        ("N1", _describe(claim)),
        ("UR", source.url),
    ]
    lines = [f"{tag}  - {_join_lines(text)}\r\n" for tag, text in fields if text]
    return f"{''.join(lines)}ER  - \r\n"


FORMATS: Final[Mapping[str, Callable[[Dataset, Claim], str]]] = MappingProxyType(
    {"plain": cite_plain, "bibtex": cite_bibtex, "ris": cite_ris}
)
"""How a claim can be cited, by the name of the form."""


def _describe(claim: Claim) -> str:
    """Return who said what about which day, and when it was made public if on another."""
    said = format_claim(claim) or claim.summary.rstrip(".")
    when = CITATION["as_of"].format(day=format_span(claim.as_of))
    if claim.reported.text != claim.as_of.text:
        when += CITATION["reported"].format(day=format_span(claim.reported))
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
