"""How long work tells that it goes on: a bar on standard error, where somebody watches it."""

import sys
from collections.abc import Callable
from typing import Final

import click

OnStep = Callable[[int, int, str], object]
"""Told how many parts of how many are done, and the name of the last one."""

BAR_WIDTH: Final = 30
PART_WIDTH: Final = 24


def pick_progress() -> OnStep | None:
    """Return the progress bar, or None when standard error is no terminal."""
    return show_progress if sys.stderr.isatty() else None


def show_progress(done: int, total: int, part: str) -> None:
    """Draw a bar on standard error with the part that was made last."""
    filled = round(BAR_WIDTH * done / total)
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    end = "\n" if done == total else ""
    click.echo(f"\r{bar} {done}/{total} {part:<{PART_WIDTH}}{end}", err=True, nl=False)
