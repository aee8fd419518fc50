"""The objects of a PDF: taken apart and put together again, to say what Typst has no word for.

Only the plain form that Typst writes is read: one table of places at the end, and objects that are
compressed, if at all, each for itself (ISO 32000-2, 7.5).
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_LAST_XREF: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER: Final = re.compile(rb"trailer\s*<</Size \d+(.*?)>>\s*startxref", re.S)
_ENTRY: Final = 20  # bytes of a line of the table of places
_FREE: Final = b"0000000000 65535 f\r\n"  # that of a number without an object
PAGE: Final = b"/Type/Page/"
"""The mark of the object of a page."""


class PdfError(Exception):
    """A PDF is not built as those that Typst writes, or holds other things than were put in."""


@dataclass(slots=True)
class Objects:
    """The objects of a PDF by their numbers, each without its first and last line.

    `head` is what stands before them, `trailer` what the file says of them all beside their count.
    """

    head: bytes
    bodies: dict[int, bytes]
    trailer: bytes

    @classmethod
    def read(cls, pdf: bytes) -> "Objects":
        """Return the objects of a PDF.

        Raises:
            PdfError: their places do not stand in one table at its end.
        """
        end, trailer = _LAST_XREF.search(pdf), _TRAILER.search(pdf)
        head = re.match(rb"xref\s+0 (\d+)\s+", pdf[int(end[1]) :]) if end else None
        if not end or not trailer or not head:
            raise PdfError
        table, lines = int(end[1]), {}
        for number in range(1, int(head[1])):
            line = pdf[table + head.end() + number * _ENTRY :][:_ENTRY]
            if line[17:18] == b"n":
                lines[number] = int(line[:10])
        places = sorted([*lines.values(), table])
        ends = dict(pairwise(places))
        bodies = {number: _strip(pdf[at : ends[at]]) for number, at in lines.items()}
        return cls(pdf[: places[0]], bodies, trailer[1])

    def write(self) -> bytes:
        """Return the PDF of these objects."""
        parts, places, place = [self.head], {}, len(self.head)
        for number, body in sorted(self.bodies.items()):
            places[number] = place
            parts.append(b"%d 0 obj\n%s\nendobj\n\n" % (number, body))
            place += len(parts[-1])
        size = max(places) + 1
        lines = [
            b"%010d 00000 n\r\n" % places[number] if number in places else _FREE
            for number in range(size)
        ]
        table = b"xref\n0 %d\n%s" % (size, b"".join(lines))
        end = b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (size, self.trailer, place)
        return b"".join(parts) + table + end

    def find(self, mark: bytes) -> int:
        """Return the number of the one object that has a mark."""
        found = [number for number, body in self.bodies.items() if mark in body]
        if len(found) != 1:
            raise PdfError
        return found[0]

    def follow(self, number: int, name: bytes) -> int:
        """Return the number of the object to which an entry of another refers."""
        found = re.search(name + rb" (\d+) 0 R", self.bodies[number])
        if not found:
            raise PdfError
        return int(found[1])

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = max(self.bodies) + 1
        self.bodies[number] = body
        return number

    def add_entry(self, number: int, entry: bytes) -> None:
        """Add an entry, its name and its value, to an object that is a dictionary."""
        body = self.bodies[number].rstrip()
        if not body.endswith(b">>"):
            raise PdfError
        self.bodies[number] = body[:-2] + entry + b">>"


def _strip(told: bytes) -> bytes:
    """Return an object without its first line, which numbers it, and its last."""
    return told[told.index(b"obj\n") + 4 : told.rindex(b"\nendobj")]
