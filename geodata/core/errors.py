"""What can go wrong with a dataset, and how it is said.

The build and the command line refuse: one `DatasetError` lists every fault with file, row, rule
and remedy, and nothing is half-written. The dashboard degrades visibly: what fails to load is
named and the rest still shows. No fault is silently repaired.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from geodata.core.plain import plain_text

TOLD: Final = 20
"""Faults that one message tells; a screen holds no more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule in one place: what was given, what was expected, what to do.

    What it cites of a file is kept as plain text: no line breaks, no codes, nothing endless.
    """

    file: str
    row: str
    rule: str
    remedy: str

    def __post_init__(self) -> None:
        """Make plain whatever was cited."""
        for name, most in _LENGTHS.items():
            object.__setattr__(self, name, plain_text(str(getattr(self, name)), most))

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}, {self.row}: {self.rule}. {self.remedy}"


MOST_FAULTS: Final = 100
"""Faults of one kind or file that are made; what breaks more rules is wrong as a whole."""
_LENGTHS: Final = {"file": 120, "row": 80, "rule": 400, "remedy": 600}  # characters


def list_told(faults: Sequence[Fault], most: int = TOLD) -> list[str]:
    """Return at most so many faults, one a line, and how many more there are."""
    lines = [str(fault) for fault in faults[:most]]
    return [*lines, f"and {len(faults) - most} more"] if len(faults) > most else lines


def cap_faults(faults: Iterable[Fault], most: int = MOST_FAULTS) -> list[Fault]:
    """Return at most so many faults, and one that there are more: those are never made.

    >>> made = (Fault("a.csv", str(row), "is wrong", "Mend it.") for row in range(10**9))
    >>> [str(one) for one in cap_faults(made, 1)][1]
    'a.csv, file: breaks more than 1 rules; the rest is not told. Mend it.'
    """
    found = list(islice(faults, most + 1))
    if len(found) > most:
        rule = f"breaks more than {most} rules; the rest is not told"
        found[most] = Fault(found[most].file, "file", rule, found[most].remedy)
    return found


class FrontError(Exception):
    """The base of every error that this project raises on purpose."""


class DatasetError(FrontError):
    """A dataset folder that breaks its rules; carries every fault, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep `faults` and say them, one a line, as far as a screen holds them."""
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"{count} fault{'' if count == 1 else 's'} in the dataset:"
        super().__init__("\n".join([head, *(f"  {line}" for line in list_told(self.faults))]))


class AreaError(FrontError, ValueError):
    """A held area that cannot be drawn at the size or in the place that a claim gives."""


class OutputError(FrontError):
    """A place where nothing may be written."""
