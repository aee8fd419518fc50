"""The command `kursk-front frames`: every held area with the claimed and the measured size."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from dashboard.commands.names import list_accounts, pick_name
from dashboard.commands.options import (
    account_option,
    check_day,
    data_option,
    date_option,
    give_examples,
    json_option,
    open_dataset,
    out_option,
    table_option,
)
from dashboard.commands.output import choose_form, encode_json, write_out
from dashboard.commands.tables import tabulate
from geodata.core.model import Dataset
from geodata.files.spreadsheet import encode_marked_csv

FORMS: Final = ("table", "json", "csv")
_NUMBERS: Final = ("claimed km²", "measured km²")


@click.command(
    epilog=give_examples("frames", "frames --date 2025-03-12 --json", "frames -o areas.csv")
)
@date_option("Only areas of this day.")
@account_option("--account", "accounts", text="Only of this account.", multiple=True)
@table_option(FORMS)
@json_option
@out_option("A file to write; standard output for - or if left out.", required=False)
@data_option
@click.pass_context
def frames(
    context: click.Context,
    /,
    *,
    date: date | None,
    accounts: Collection[str],
    form: str | None,
    as_json: bool,
    out: Path | None,
    data: Path | None,
) -> None:
    """List every held area: its claim, the claimed and the measured km².

    Of an account's areas of one day the leading one is drawn first; the others are rival claims.
    """
    from geodata.export.held_table import HELD_COLUMNS, list_held  # noqa: PLC0415

    chosen = choose_form(form, out, FORMS, as_json=as_json)
    dataset = open_dataset(context, data)
    if date:
        check_day(date, dataset.front)
    names = [pick_name("account", one, list_accounts(dataset.front)) for one in accounts]
    rows = [
        row
        for row in map(list_held, dataset.held)
        if (date is None or row["date"] == date.isoformat())
        and (not names or row["account"] in names)
    ]
    write_out(_encode(dataset, rows, HELD_COLUMNS, chosen), out)


def _encode(
    dataset: Dataset, rows: Sequence[Mapping[str, object]], columns: Sequence[str], form: str
) -> bytes:
    if form == "json":
        return encode_json(rows)
    if form == "csv":
        return encode_marked_csv(columns, [[row[name] for name in columns] for row in rows])
    labels = {one.side.value: one.label for one in dataset.front.accounts}
    table = [
        {
            "date": str(row["date"]),
            "account": labels[str(row["account"])],
            "leads": "leads" if row["leading"] else "rival",
            "edge": str(row["edge"]),
            _NUMBERS[0]: f"{row['claimed_km2']:,.2f}",
            _NUMBERS[1]: f"{row['area_km2']:,.2f}",
            "claim": str(row["claim_id"]),
        }
        for row in rows
    ]
    return tabulate(table, right=_NUMBERS).encode("utf-8")
