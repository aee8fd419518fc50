"""An address as a QR code (ISO/IEC 18004), so that a page on paper or a wall can be followed.

The code comes from segno. Here it becomes one path of black bars on a white ground of its own, with
the quiet zone of four modules that the standard asks for; its colours are those of no theme, since
readers want dark modules on a light ground.
"""

from functools import lru_cache
from itertools import groupby
from typing import Final

from dashboard.briefing.drawing.svg import Element, make
from dashboard.view.style import STYLE

_QUIET: Final = 4  # modules of blank on every side
_LEVEL: Final = "m"  # a seventh of the code may be lost
_LARGEST: Final = 12  # version, of 65 modules a side; larger ones are too fine beside a caption
_INK, _GROUND = STYLE.tones["blank"].light, STYLE.tones["sheet"].light

Modules = tuple[tuple[int, ...], ...]
"""The rows of a code, 1 for a dark module, without quiet zone."""


@lru_cache(maxsize=64)
def encode(address: str) -> Modules | None:
    """Return the code of an address, None where it is too long for one that can be read."""
    import segno  # noqa: PLC0415 (few pages bear a code)

    try:
        found = segno.make_qr(address, error=_LEVEL, encoding="utf-8")
    except segno.DataOverflowError:
        return None
    if int(found.version) > _LARGEST:
        return None
    return tuple(tuple(row) for row in found.matrix)


def count_side(modules: Modules) -> int:
    """Return how many modules a code is wide and high with its quiet zone."""
    return len(modules) + 2 * _QUIET


def draw_code(modules: Modules, x: float, y: float, side: float, title: str) -> Element:
    """Return a code with its quiet zone in a square whose upper left corner is at `x`, `y`."""
    bars = []
    for row, line in enumerate(modules):
        column = 0
        for dark, run in groupby(line):
            length = len(tuple(run))
            if dark:
                bars.append(f"M{column + _QUIET} {row + _QUIET}h{length}v1h-{length}z")
            column += length
    whole = count_side(modules)
    return make(
        "g",
        make("title", title),
        make("rect", width=whole, height=whole, fill=_GROUND),
        make("path", d="".join(bars), fill=_INK),
        transform=f"translate({x:.2f} {y:.2f}) scale({side / whole:.5f})",
        class_="code",
    )
