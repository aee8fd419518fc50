"""The layers of a PDF, which a reader or an editor can show and hide: optional content.

Typst sets the pictures of a figure one over the other, and has no word for layers. So what it wrote
is taken apart into its objects, and put together again with each picture named (ISO 32000-2, 8.11).
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dashboard.text.catalogues import SHEET

_LAST_XREF: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER: Final = re.compile(rb"trailer\s*<</Size \d+(.*?)>>\s*startxref", re.S)
_PILE: Final = re.compile(rb"/S/Figure\b.*?/K\[(\d+(?: \d+)+)\]", re.S)
_PICTURE: Final = re.compile(rb"/Span<</MCID (\d+)>>BDC\n.*?\nEMC", re.S)
_ENTRY: Final = 20  # bytes of a line of the table of places
_FREE: Final = b"0000000000 65535 f\r\n"  # that of a number without an object


class LayerError(Exception):
    """A PDF is not built as those that Typst writes, or has other figures than were piled."""


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
            LayerError: their places do not stand in one table at its end.
        """
        end, trailer = _LAST_XREF.search(pdf), _TRAILER.search(pdf)
        head = re.match(rb"xref\s+0 (\d+)\s+", pdf[int(end[1]) :]) if end else None
        if not end or not trailer or not head:
            raise LayerError
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
            raise LayerError
        return found[0]

    def follow(self, number: int, name: bytes) -> int:
        """Return the number of the object to which an entry of another refers."""
        found = re.search(name + rb" (\d+) 0 R", self.bodies[number])
        if not found:
            raise LayerError
        return int(found[1])

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = max(self.bodies) + 1
        self.bodies[number] = body
        return number


def name_layers(pdf: bytes, piles: Sequence[Sequence[str]]) -> bytes:
    """Return a one-page PDF in which the pictures of its piled figures are layers with names.

    `piles` are the layers of each such figure, from the lowest up, in the order of the figures.

    Raises:
        LayerError: the file is built otherwise, or has other figures.
    """
    if not piles:
        return pdf
    objects = Objects.read(pdf)
    found = [one[1].split() for body in objects.bodies.values() if (one := _PILE.search(body))]
    found.sort(key=lambda marks: int(marks[0]))
    if [len(marks) for marks in found] != [len(names) for names in piles]:
        raise LayerError
    layers = {
        mark: name
        for marks, names in zip(found, piles, strict=True)
        for mark, name in zip(marks, names, strict=True)
    }
    numbers = {name: objects.add(_write_group(name)) for name in dict.fromkeys(layers.values())}
    page = objects.find(b"/Type/Page/")
    _wrap_pictures(objects, objects.follow(page, b"/Contents"), layers)
    links = b"".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in numbers.items())
    _add_entry(objects, objects.follow(page, b"/Resources"), b"/Properties<<%s>>" % links)
    order = b" ".join(b"%d 0 R" % number for number in numbers.values())
    shown = b"/OCProperties<</OCGs[%s]/D<</Order[%s]/ON[%s]>>>>" % (order, order, order)
    _add_entry(objects, objects.find(b"/Type/Catalog"), shown)
    return objects.write()


def _strip(told: bytes) -> bytes:
    """Return an object without its first line, which numbers it, and its last."""
    return told[told.index(b"obj\n") + 4 : told.rindex(b"\nendobj")]


def _write_group(name: str) -> bytes:
    """Return an object that names a layer, in the language spoken."""
    words = SHEET[f"layer_{name}"].encode("utf-16-be")
    return b"<</Type/OCG/Name<FEFF%s>>>" % words.hex().upper().encode()


def _wrap_pictures(objects: Objects, number: int, layers: dict[bytes, str]) -> None:
    """Say in the page's content of each picture with a mark which layer it is."""
    _, _, told = objects.bodies[number].partition(b"stream\n")
    content = zlib.decompress(told[: told.rindex(b"\nendstream")])

    def wrap(picture: re.Match[bytes]) -> bytes:
        name = layers.get(picture[1])
        return b"/OC/%s BDC\n%s\nEMC" % (name.encode(), picture[0]) if name else picture[0]

    packed = zlib.compress(_PICTURE.sub(wrap, content))
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    objects.bodies[number] = head + packed + b"\nendstream"


def _add_entry(objects: Objects, number: int, entry: bytes) -> None:
    body = objects.bodies[number].rstrip()
    if not body.endswith(b">>"):
        raise LayerError
    objects.bodies[number] = body[:-2] + entry + b">>"
