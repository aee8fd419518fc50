"""What the commands of `kursk-front` share: the dataset option, and how faults are refused."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from geodata.errors import FrontError

data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A dataset folder to show instead of the bundled Kursk front.",
)


@contextmanager
def refuse_faults() -> Iterator[None]:
    """Say an error that this project raised on purpose on standard error, and exit with 2."""
    try:
        yield
    except FrontError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
