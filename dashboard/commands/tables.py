"""Tables for a terminal and a pipe: a header, aligned columns, spaces that `grep` finds."""

import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from itertools import starmap
from typing import Final

from dashboard.commands.output import is_terminal
from geodata.core.plain import isolate

_GAP: Final = "  "
_NARROWEST: Final = 12
"""Characters below which no column is cut."""
_BLANK: Final = re.compile(r"[\u00a0\u2007\u2009\u202f]")


def lay_out_table(
    head: Sequence[str], lines: Sequence[Sequence[str]], *, right: Collection[str] = ()
) -> str:
    """Return lines under a head in aligned columns, "" where there are none.

    Columns named in `right` hold numbers and stand to the right. The last column is always whole;
    in a terminal the widest of the others is cut until a line fits, in a pipe none is.
    """
    if not lines:
        return ""
    table = [[make_plain(cell) for cell in line] for line in (head, *lines)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    if is_terminal():
        _fit(widths, shutil.get_terminal_size().columns)
    aligned = [name in right for name in head]

    def write(line: Sequence[str]) -> str:
        cells = starmap(_align, zip(line, widths, aligned, strict=True))
        return _GAP.join(cells).rstrip()

    return "".join(f"{write(line)}\n" for line in table)


def tabulate(rows: Sequence[Mapping[str, str]], *, right: Collection[str] = ()) -> str:
    """Return rows of the same keys as a table, their keys as its head."""
    return lay_out_table([*rows[0]], [[*row.values()] for row in rows], right=right) if rows else ""


def make_plain(text: str) -> str:
    """Return a text on one line whose spaces are all the one that a keyboard types."""
    return " ".join(_BLANK.sub(" ", text).splitlines())


def _fit(widths: list[int], most: int) -> None:
    """Narrow the widest columns but the last, in place, until a line is `most` characters long."""
    *others, _ = widths
    while others and sum(widths) + len(_GAP) * (len(widths) - 1) > most:
        widest = max(range(len(others)), key=widths.__getitem__)
        if widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1


def _align(cell: str, width: int, right: bool) -> str:
    """Return a cell as wide as its column; what runs from right to left turns no other cell."""
    cut = cell if len(cell) <= width else f"{cell[: width - 1]}…"
    blank, kept = " " * (width - len(cut)), isolate(cut)
    return blank + kept if right else kept + blank
