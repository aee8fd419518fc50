"""The command `kursk-front datapack`: the data as files for GIS, globes and spreadsheets."""

import time
from pathlib import Path

import click

from dashboard.commands.options import STDOUT, data_option, open_dataset, out_option, write_out
from geodata.build.console import pick_progress
from geodata.files.output import write_folder, zip_files

ZIP = ".zip"


@click.command()
@out_option(
    "A folder that is new or empty, a file ending in .zip, or - for a zip to the output.",
    folder=True,
)
@click.option(
    "--force",
    is_flag=True,
    help="Write into a folder that is not empty: its files of the same names are replaced, "
    "others stay.",
)
@data_option
@click.pass_context
def datapack(context: click.Context, out: Path, force: bool, data: Path | None) -> None:
    """Write the data as GeoJSON, GeoPackage, KML, CSV, XLSX and Parquet, with their origins.

    The same dataset gives the same bytes; SOURCE_DATE_EPOCH sets the one time that files bear.
    """
    # What writes these files takes a while to import, which other commands need not wait for.
    from dashboard.view.style import list_colours  # noqa: PLC0415
    from geodata.export.datapack import build_pack  # noqa: PLC0415
    from geodata.files.output import check_folder  # noqa: PLC0415

    started = time.perf_counter()
    zipped = out == STDOUT or out.suffix.lower() == ZIP
    if not zipped:
        check_folder(out, force=force)
    dataset = open_dataset(context, data)
    files = build_pack(dataset, list_colours(), pick_progress())
    if zipped:
        write_out(zip_files(files, f"{dataset.front.front_id}-front-data"), out)
    else:
        write_folder(out, files, force=force)
    seconds = time.perf_counter() - started
    size = sum(map(len, files.values())) / 1e6
    click.echo(f"{len(files)} files, {size:.1f} MB in {seconds:.1f} s: {out}", err=True)
