"""The table of claims: what it lists, row by row, and the files that hold the same."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from dashboard.panels.claim_rows import describe_support
from dashboard.text.catalogues import COLUMNS, TABLE
from dashboard.view.figures import FORMATS, format_basis, format_claim, format_source, name_kind
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source, grade, is_known
from geodata.core.model import Claim, Unit
from geodata.dataset.addresses import find_archive
from geodata.files.spreadsheet import (
    Sheet,
    encode_marked_csv,
    encode_workbook,
    find_addresses,
)

SHOWN: Final = (
    *("claimant", "km2", "figure", "as_of", "age", "grade", "url"),
    *("publisher", "account", "topic", "summary"),
)
"""The columns on screen: of the many in a file, and two that sort as numbers, km² and days."""
_SEARCHED: Final = ("claimant", "figure", "topic", "summary", "publisher", "title", "claim_id")
ClaimRow = dict[str, str | float | None]
"""One claim: a text, a number or None for each key of COLUMNS."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS: Final = {"summary": 60, "title": 40, "claimant": 32, "url": 30, "claim_id": 28}


def list_shown_claims(view: View) -> tuple[Claim, ...]:
    """Return the claims in force and the statements of a view, in its order, each once."""
    in_force = [claim for _, claims in view.groups for claim in claims]
    return tuple({claim.claim_id: claim for claim in (*in_force, *view.statements)}.values())


def list_all_claims(workspace: Workspace, view: View) -> tuple[Claim, ...]:
    """Return every claim of the shown accounts, newest first; on the clock "known" those public."""
    known_on = view.timeline.known_on(view.selection.day)
    claims = (
        claim
        for claim in workspace.dataset.claims.values()
        if claim.side in view.selection.accounts and is_known(claim, known_on)
    )
    return tuple(sorted(claims, key=lambda claim: claim.as_of.start, reverse=True))


def tell_no_claims(workspace: Workspace, view: View) -> str:
    """Return why there is no claim to list."""
    if not view.accounts:
        return TABLE["none"]
    return TABLE["none_filtered" if workspace.notice else "none_shown"]


def search_rows(rows: Sequence[ClaimRow], words: str) -> list[int]:
    """Return the places of the rows that hold each of some words, in whatever case."""
    wanted = words.casefold().split()

    def holds(row: ClaimRow) -> bool:
        text = " ".join(str(row[key]) for key in _SEARCHED).casefold()
        return all(word in text for word in wanted)

    return [place for place, row in enumerate(rows) if holds(row)]


def show_row(row: ClaimRow, claim: Claim, day: date) -> ClaimRow:
    """Return what the screen shows of a row: its km² and its age on `day` are numbers."""
    km2 = next((one for one in (claim.value, claim.high, claim.low) if one is not None), None)
    age = (day - claim.as_of.start).days if claim.as_of.is_day else None
    numbers = {"km2": km2 if claim.unit is Unit.KM2 else None, "age": age}
    return {key: numbers[key] if key in numbers else row[key] for key in SHOWN}


def tabulate_claims(workspace: Workspace, claims: Sequence[Claim]) -> list[ClaimRow]:
    """Return a row for each claim, with the best of its publications."""
    labels = {account.side: account.label for account in workspace.dataset.front.accounts}
    return [
        _tabulate(workspace, claim, labels.get(claim.side, claim.side.value)) for claim in claims
    ]


def list_downloads(
    workspace: Workspace, claims: Sequence[Claim], rows: Sequence[ClaimRow], subject: str
) -> list[tuple[str, str, Callable[[], bytes]]]:
    """Return each kind of file that claims can be downloaded as: ending, MIME type, its writer.

    A file is written when it is asked for, not before; `subject` says what it holds.
    """

    def cite_all(form: str) -> bytes:
        return "\n".join(FORMATS[form](workspace.dataset, claim) for claim in claims).encode(
            "utf-8"
        )

    return [
        ("csv", "text/csv", partial(write_csv, rows)),
        ("xlsx", XLSX, partial(write_xlsx, rows, subject)),
        ("bib", "application/x-bibtex", partial(cite_all, "bibtex")),
        ("ris", "application/x-research-info-systems", partial(cite_all, "ris")),
    ]


def write_csv(rows: Sequence[ClaimRow]) -> bytes:
    """Return rows as CSV with the headings of the screen."""
    return encode_marked_csv(
        list(COLUMNS.values()), ([row[key] for key in COLUMNS] for row in rows)
    )


def write_xlsx(rows: Sequence[ClaimRow], subject: str) -> bytes:
    """Return rows as a workbook of one sheet."""
    sheet = Sheet(
        name=TABLE["sheet"],
        headings=list(COLUMNS.values()),
        rows=[[row[key] for key in COLUMNS] for row in rows],
        widths={number: _WIDTHS[key] for number, key in enumerate(COLUMNS) if key in _WIDTHS},
        addresses=find_addresses(list(COLUMNS)),
    )
    return encode_workbook([sheet], subject)


def _tabulate(workspace: Workspace, claim: Claim, account: str) -> ClaimRow:
    source = best_source(workspace.dataset, claim)
    return {
        "claim_id": claim.claim_id,
        "account": account,
        "topic": name_kind(workspace.dataset.front, claim.kind),
        "figure": format_claim(claim),
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit.value if claim.unit else "",
        "as_of": claim.as_of.text,
        "reported": claim.reported.text,
        "claimant": claim.claimant,
        "grade": grade(workspace.dataset, claim),
        "credibility_reason": claim.credibility_reason,
        "support": describe_support(workspace.dataset, claim),
        "basis": format_basis(claim),
        "summary": claim.summary,
        "publisher": format_source(source),
        "title": source.title,
        "published": source.published,
        "url": source.url,
        "archive": find_archive(source),
        "disputed_by": " ".join(claim.disputed_by),
    }
