"""The claims of a view as rows: for the table on screen, and as CSV or XLSX files."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from dashboard.text.claims import TOPICS
from dashboard.text.table import COLUMNS, TABLE
from dashboard.view.citations import FORMATS
from dashboard.view.figures import format_basis, format_claim, format_source
from dashboard.view.view import Desk, View
from geodata.claims.claims import best_source, grade
from geodata.core.model import Claim
from geodata.files.spreadsheet import BYTE_ORDER_MARK, Sheet, encode_csv, encode_workbook

SHOWN: Final = ("account", "figure", "topic", "as_of", "claimant", "grade", "url", "summary")
"""The columns on screen, of the many in a file."""

Row = dict[str, str | float | None]
"""One claim: a text, a number or None for each key of COLUMNS."""

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_WIDTHS: Final = {"summary": 60, "title": 40, "claimant": 32, "url": 30, "claim_id": 28}


def list_shown_claims(view: View) -> tuple[Claim, ...]:
    """Return the claims in force and the statements of a view, in its order, each once."""
    in_force = [claim for _, claims in view.groups for claim in claims]
    return tuple({claim.claim_id: claim for claim in (*in_force, *view.statements)}.values())


def tabulate_claims(desk: Desk, claims: Sequence[Claim]) -> list[Row]:
    """Return a row for each claim, with the best of its publications."""
    labels = {account.side: account.label for account in desk.dataset.front.accounts}
    return [_describe(desk, claim, labels.get(claim.side, claim.side.value)) for claim in claims]


def list_downloads(
    desk: Desk, claims: Sequence[Claim], rows: Sequence[Row], day: str
) -> list[tuple[str, str, Callable[[], bytes]]]:
    """Return each kind of file that claims can be downloaded as: ending, MIME type, its writer.

    A file is written when it is asked for, not before.
    """

    def cite_all(form: str) -> bytes:
        return "\n".join(FORMATS[form](desk.dataset, claim) for claim in claims).encode("utf-8")

    subject = TABLE["subject"].format(day=day)
    return [
        ("csv", "text/csv", partial(write_csv, rows)),
        ("xlsx", XLSX, partial(write_xlsx, rows, subject)),
        ("bib", "application/x-bibtex", partial(cite_all, "bibtex")),
        ("ris", "application/x-research-info-systems", partial(cite_all, "ris")),
    ]


def write_csv(rows: Sequence[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, by which spreadsheets know it."""
    text = encode_csv(list(COLUMNS.values()), ([row[key] for key in COLUMNS] for row in rows))
    return f"{BYTE_ORDER_MARK}{text}".encode()


def write_xlsx(rows: Sequence[Row], subject: str) -> bytes:
    """Return rows as a workbook of one sheet."""
    sheet = Sheet(
        name=TABLE["sheet"],
        headings=list(COLUMNS.values()),
        rows=[[row[key] for key in COLUMNS] for row in rows],
        widths={number: _WIDTHS[key] for number, key in enumerate(COLUMNS) if key in _WIDTHS},
    )
    return encode_workbook([sheet], subject)


def _describe(desk: Desk, claim: Claim, account: str) -> Row:
    source = best_source(desk.dataset, claim)
    return {
        "claim_id": claim.claim_id,
        "account": account,
        "topic": TOPICS[claim.kind],
        "figure": format_claim(claim),
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit.value if claim.unit else "",
        "as_of": claim.as_of.text,
        "reported": claim.reported.text,
        "claimant": claim.claimant,
        "grade": grade(desk.dataset, claim),
        "basis": format_basis(claim),
        "summary": claim.summary,
        "publisher": format_source(source),
        "title": source.title,
        "published": source.published,
        "url": source.url,
        "disputed_by": " ".join(claim.disputed_by),
    }
