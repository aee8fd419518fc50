"""How a command line refuses: one error on standard error, exit code 2, nothing written."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from geodata.core.errors import FrontError


class Refusal(click.ClickException):
    """Input that a command cannot work with; nothing was written."""

    exit_code = 2


@contextmanager
def refuse_faults() -> Iterator[None]:
    """Turn an error that this project raised on purpose, or a file out of reach, into a refusal."""
    try:
        yield
    except FrontError as error:
        raise Refusal(str(error)) from error
    except BrokenPipeError:  # the program that read standard output has ended: click knows
        raise
    except OSError as error:
        _empty_output()
        where = f"{error.filename}: " if error.filename else ""
        raise Refusal(f"{where}{error.strerror or error}") from error


def _empty_output() -> None:
    """Throw away what standard output cannot take; Python would try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
