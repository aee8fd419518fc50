"""The command `kursk-front frames`: every held area with the claimed and the measured size."""

from pathlib import Path

import click

from dashboard.commands.options import data_option, echo_json, json_option, open_dataset


@click.command()
@data_option
@json_option
@click.pass_context
def frames(context: click.Context, data: Path | None, as_json: bool) -> None:
    """List every held area: its claim, the claimed and the measured km²."""
    # geopandas takes half a second to import, which other commands need not wait for.
    from geodata.export.gis import COLUMNS, tabulate_held  # noqa: PLC0415

    dataset = open_dataset(context, data)
    rows = tabulate_held(dataset)[list(COLUMNS)].to_dict("records")
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        lead = "*" if row["leading"] else " "
        click.echo(
            f"{row['date']} {lead} {row['account']:<12} {row['edge']:<9} "
            f"{row['claimed_km2']:>9,.2f} {row['area_km2']:>9,.2f}  {row['claim_id']}"
        )
