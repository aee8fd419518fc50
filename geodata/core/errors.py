"""What can go wrong with a dataset, and how it is said.

The build and the command line refuse: one `DatasetError` lists every fault with file, row, rule
and remedy, and nothing is half-written. The dashboard degrades visibly: what fails to load is
named and the rest still shows. No fault is silently repaired.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule in one place: what was given, what was expected, what to do."""

    file: str
    row: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}, {self.row}: {self.rule}. {self.remedy}"


class FrontError(Exception):
    """The base of every error that this project raises on purpose."""


class DatasetError(FrontError):
    """A dataset folder that breaks its rules; carries every fault, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep `faults` and say them all, one a line."""
        self.faults = tuple(faults)
        count = len(self.faults)
        head = f"{count} fault{'' if count == 1 else 's'} in the dataset:"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in self.faults)]))


class AreaError(FrontError, ValueError):
    """A held area that cannot be drawn at the size or in the place that a claim gives."""


class OutputError(FrontError):
    """A place where nothing may be written."""
