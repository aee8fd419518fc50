"""The command `kursk-front datapack`: the data as files for GIS, globes and spreadsheets."""

import re
import time
from pathlib import Path
from typing import Final

import click

from dashboard.commands.options import (
    Refusal,
    data_option,
    give_examples,
    open_dataset,
    out_option,
)
from dashboard.commands.output import STDOUT, check_output, format_bytes, tell, write_out
from geodata.build.console import pick_progress
from geodata.files.output import write_folder, zip_files

ZIP: Final = ".zip"
_LETTER: Final = re.compile(r"[^\W\d]")


@click.command(epilog=give_examples("datapack -o data", "datapack -o data.zip"))
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
    if zipped:
        check_output(out, ZIP.removeprefix("."))
    else:
        if not out.is_dir() and _LETTER.search(out.suffix):
            raise Refusal(
                f"{out} has the name of a file, but a pack is a folder, or a file ending in {ZIP}; "
                "give the name of one of them."
            )
        check_folder(out, force=force)
    dataset = open_dataset(context, data)
    files = build_pack(dataset, list_colours(), pick_progress())
    if zipped:
        write_out(zip_files(files, f"{dataset.front.front_id}-front-data"), out)
    else:
        write_folder(out, files, force=force)
    seconds = time.perf_counter() - started
    size = format_bytes(sum(map(len, files.values())))
    tell(f"{len(files)} files, {size} in {seconds:.1f} s: {out}")
