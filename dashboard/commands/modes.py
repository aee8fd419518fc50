"""The command `kursk-front modes`: the classes of agreement, or of days held, with their km²."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from geodata.files.spreadsheet import encode_marked_csv

if TYPE_CHECKING:
    from dashboard.view.workspace import Workspace

FORMS: Final = ("table", "json", "csv")
_, AGREEMENT, _DAYS = MAP_MODES
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    AGREEMENT: ("date", "given_by", "of", "accounts", "area_km2"),
    _DAYS: ("whose", "least_days", "most_days", "area_km2", "km2_days"),
}
"""What a row says: ground by whom it is given, of how many with a shape; or by days held."""
_NUMBERS: Final = ("given_by", "of", "least_days", "most_days", "area_km2", "km2_days")

ClassRow = Mapping[str, object]


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

    Of agreement there is a row for each day on which anything changes and each set of accounts
    that give ground alone; a day's rows sum to the union of its shapes. Of days held there is a
    row for each class of every account, mapper, and what the places imply.
    """
    from dashboard.view.workspace import lay_out_workspace  # noqa: PLC0415 (takes long to import)

    if mode == _DAYS and clock:
        raise Refusal("--clock would change nothing in days held; leave it out.")
    chosen = choose_form(form, out, FORMS, as_json=as_json)
    workspace = lay_out_workspace(open_dataset(context, data))
    agreement = mode == AGREEMENT
    rows = list_agreement(workspace, clock or CLOCKS[0]) if agreement else list_days(workspace)
    write_out(_encode(rows, COLUMNS[mode], chosen), out)


def list_agreement(workspace: "Workspace", clock: str) -> list[ClassRow]:
    """Return a row for each day and each set of accounts that give ground, most accounts first."""
    from dashboard.state.selection import open_selection  # noqa: PLC0415
    from dashboard.view.modes import list_agreed  # noqa: PLC0415

    selection = replace(open_selection(workspace.dataset.front), clock=clock)
    return [
        {
            "date": day.isoformat(),
            "given_by": share.count,
            "of": len(agreed.shaped),
            "accounts": " ".join(agreed.accounts[one].side.value for one in sorted(cell.givers)),
            "area_km2": round(cell.area_km2, 3),
        }
        for day, agreed in list_agreed(workspace, selection)
        for share in agreed.shares
        for cell in share.cells
    ]


def list_days(workspace: "Workspace") -> list[ClassRow]:
    """Return a row for each class of everybody whose days are counted, fewest days first."""
    from dashboard.view.modes import count_days, list_counted  # noqa: PLC0415

    first = workspace.dataset.front.first
    return [
        {
            "whose": key,
            "least_days": one.least,
            "most_days": one.most,
            "area_km2": round(one.area_km2, 3),
            "km2_days": round(one.km2_days, 1),
        }
        for key in list_counted(workspace)
        for one in count_days(workspace, key, first).classes
    ]


def _encode(rows: Sequence[ClassRow], columns: Sequence[str], form: str) -> bytes:
    if form == "json":
        return encode_json(rows)
    cells = [
        {name: "" if row[name] is None else str(row[name]) for name in columns} for row in rows
    ]
    if form == "csv":
        return encode_marked_csv(columns, [[row[name] for name in columns] for row in cells])
    return tabulate(cells, right=[name for name in columns if name in _NUMBERS]).encode("utf-8")
