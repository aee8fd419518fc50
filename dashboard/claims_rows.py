"""The claims of a view as rows: for the table on screen, and as CSV or XLSX files."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import xlsxwriter

from dashboard.citations import FORMATS
from dashboard.claims_table import TOPICS
from dashboard.figures import format_basis, format_figure, format_source
from dashboard.text_table import COLUMNS, TABLE
from dashboard.view import Desk, View
from geodata.claims import best_source, grade
from geodata.model import Claim

SHOWN: Final = ("account", "figure", "topic", "as_of", "claimant", "grade", "url", "summary")
"""The columns on screen, of the many in a file."""

Row = dict[str, Any]
"""One claim: a text, a number or None for each key of COLUMNS."""

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What a spreadsheet would run as a formula at the start of a cell.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Final = {"summary": 60, "title": 40, "claimant": 32, "url": 30, "claim_id": 28}
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the same bytes whenever it is written


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
        ("csv", "text/csv", partial(encode_csv, rows)),
        ("xlsx", XLSX, partial(encode_xlsx, rows, subject)),
        ("bib", "application/x-bibtex", partial(cite_all, "bibtex")),
        ("ris", "application/x-research-info-systems", partial(cite_all, "ris")),
    ]


def encode_csv(rows: Sequence[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, by which spreadsheets know it.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS.values())
    for row in rows:
        writer.writerow(["" if row[key] is None else _disarm(row[key]) for key in COLUMNS])
    return stream.getvalue().encode("utf-8-sig")


def encode_xlsx(rows: Sequence[Row], subject: str) -> bytes:
    """Return rows as a workbook of one sheet, its headings frozen and filtered.

    Numbers are numbers, texts are texts: no cell becomes a formula or a link by itself.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": subject, "created": _EPOCH})
        sheet = book.add_worksheet(TABLE["sheet"])
        bold = book.add_format({"bold": True})
        for column, (key, label) in enumerate(COLUMNS.items()):
            sheet.write_string(0, column, label, bold)
            sheet.set_column(column, column, _WIDTHS.get(key, 14))
            for line, row in enumerate(rows, 1):
                if row[key] is not None:
                    sheet.write(line, column, row[key])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    return stream.getvalue()


def _describe(desk: Desk, claim: Claim, account: str) -> Row:
    source = best_source(desk.dataset, claim)
    return {
        "claim_id": claim.claim_id,
        "account": account,
        "topic": TOPICS[claim.kind],
        "figure": format_figure(claim) or claim.words,
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


def _disarm(value: object) -> object:
    armed = isinstance(value, str) and value.startswith(_FORMULA_SIGNS)
    return f"'{value}" if armed else value
