"""The command `kursk-front modes`: the classes of agreement, or of days held, with their km²."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.commands.options import (
    Refusal,
    data_option,
    give_examples,
    json_option,
    open_dataset,
    out_option,
    pick_type,
    table_option,
)
from dashboard.commands.output import choose_form, encode_json, write_out
from dashboard.commands.tables import tabulate
from dashboard.state.selection import CLOCKS, MAP_MODES

if TYPE_CHECKING:
    from geodata.export.tables import Table

FORMS: Final = ("table", "json", "csv")
_DAYS: Final = MAP_MODES[-1]
LEFT_OUT: Final = ("cell_id", "class_id", "valid_to", "time_from", "time_to")
"""Columns of the data pack's tables that a table in words does without."""


@click.command(
    epilog=give_examples("modes agreement -o agreement.csv", "modes days --json"),
)
@click.argument("mode", type=pick_type(MAP_MODES[1:]))
@click.option(
    "--clock",
    type=pick_type(CLOCKS),
    help="Of agreement: as the events fell, or as it was known on each day.",
)
@table_option(FORMS)
@json_option
@out_option("A file to write; standard output for - or if left out.", required=False)
@data_option
@click.pass_context
def modes(
    context: click.Context,
    /,
    *,
    mode: str,
    clock: str | None,
    form: str | None,
    as_json: bool,
    out: Path | None,
    data: Path | None,
) -> None:
    """List the ground of the map's other modes: agreement or days, class by class in km².

    Rows and columns are the data pack's, which has the shapes too.
    Of agreement there is a row for each day on which anything changes and each set of accounts
    that give ground alone; a day's rows sum to the union of its shapes. Of days held there is a
    row for each class of every account, mapper, and what the places imply.
    """
    from geodata.claims.known import KnownTimeline  # noqa: PLC0415 (these take long to import)
    from geodata.export.mode_table import tabulate_agreement, tabulate_days  # noqa: PLC0415

    if mode == _DAYS and clock:
        raise Refusal("--clock would change nothing in days held; leave it out.")
    chosen = choose_form(form, out, FORMS, as_json=as_json)
    dataset = open_dataset(context, data)
    if mode == _DAYS:
        table = tabulate_days(dataset)
    else:
        known = KnownTimeline.build(dataset) if clock == CLOCKS[1] else None
        table = tabulate_agreement(dataset, known)
    write_out(_encode(table, chosen), out)


def _encode(table: "Table", form: str) -> bytes:
    """Return the pack's table without its shapes: all of its columns, but in a table of words."""
    from geodata.export.tables import encode_table, list_properties  # noqa: PLC0415

    if form == "json":
        return encode_json([list_properties(table.columns, row) for row in table.rows])
    if form == "csv":
        return encode_table(table.columns, table.rows)
    told = [one for one in table.columns if one.name not in LEFT_OUT]
    cells = [
        {one.name: "" if row[one.name] is None else str(row[one.name]) for one in told}
        for row in table.rows
    ]
    numbers = [one.name for one in told if one.sort in ("number", "integer")]
    return tabulate(cells, right=numbers).encode("utf-8")
