"""The layers of a PDF, which a reader or an editor can show and hide: optional content.

Typst sets the pictures of a figure one over the other, and has no word for layers. So each
picture is named in what it wrote (ISO 32000-2, 8.11).
"""

import re
import zlib
from collections.abc import Sequence
from typing import Final

from dashboard.briefing.drawing.pdf_objects import PAGE, Objects, PdfError
from dashboard.text.catalogues import SHEET

_PILE: Final = re.compile(rb"/S/Figure\b.*?/K\[(\d+(?: \d+)+)\]", re.S)
_PICTURE: Final = re.compile(rb"/Span<</MCID (\d+)>>BDC\n.*?\nEMC", re.S)


def name_layers(objects: Objects, piles: Sequence[Sequence[str]]) -> None:
    """Make the pictures of the piled figures of a one-page PDF layers with names.

    `piles` are the layers of each such figure, from the lowest up, in the order of the figures.

    Raises:
        PdfError: the file is built otherwise, or has other figures.
    """
    found = [one[1].split() for body in objects.bodies.values() if (one := _PILE.search(body))]
    found.sort(key=lambda marks: int(marks[0]))
    if [len(marks) for marks in found] != [len(names) for names in piles]:
        raise PdfError
    layers = {
        mark: name
        for marks, names in zip(found, piles, strict=True)
        for mark, name in zip(marks, names, strict=True)
    }
    numbers = {name: objects.add(_write_group(name)) for name in dict.fromkeys(layers.values())}
    page = objects.find(PAGE)
    _wrap_pictures(objects, objects.follow(page, b"/Contents"), layers)
    links = b"".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in numbers.items())
    objects.add_entry(objects.follow(page, b"/Resources"), b"/Properties<<%s>>" % links)
    order = b" ".join(b"%d 0 R" % number for number in numbers.values())
    shown = b"/OCProperties<</OCGs[%s]/D<</Order[%s]/ON[%s]>>>>" % (order, order, order)
    objects.add_entry(objects.find(b"/Type/Catalog"), shown)


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
