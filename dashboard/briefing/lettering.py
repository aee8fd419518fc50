"""Lines of text on the page: how wide they run, where they break, and how they are set.

No font is at hand when a picture is written, and another one may show it. Widths are those of
Helvetica and its like, letter by letter, with some room to spare.
"""

from collections.abc import Sequence
from typing import Final

from dashboard.briefing.svg import Element, make

LEADING: Final = 19.5
"""Page units from one baseline of running text to the next."""

_WIDTHS: Final = {
    "ijl'|‘’": 0.23,
    "\u00a0 fIt.,:;/\\()[]!-·": 0.3,
    'r"“”²*': 0.38,
    "ckszvxyJ": 0.5,
    "wmMW@%mжмшщюыфЖМШЩЮЫФ—©": 0.86,
    "ABEKPSVXYCDHNRUwTZFGOQ&+<>=": 0.7,
}
_LETTERS: Final = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER: Final = 0.56
_CAPITAL: Final = 0.72
_SPARE: Final = 1.06
_BOLD: Final = 1.1


def measure_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return about how many units `text` takes at a font size, letter spacing included."""
    ems = sum(_LETTERS.get(c, _CAPITAL if c.isupper() else _OTHER) for c in text)
    return ems * size * _SPARE * (_BOLD if bold else 1.0) + spacing * len(text)


def wrap_text(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of `text` that fit into `width`; a word that is longer has its own line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write(
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    bold: bool = False,
    anchor: str | None = None,
    italic: bool = False,
) -> Element:
    """Return one line of text with its baseline at `y`; `anchor` is 'middle' or 'end'."""
    return make(
        "text",
        text,
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        font_weight="600" if bold else None,
        font_style="italic" if italic else None,
        text_anchor=anchor,
    )


def write_lines(lines: Sequence[str], x: float, y: float, size: float, fill: str) -> list[Element]:
    """Return lines of text one below the other, the first with its baseline at `y`."""
    return [write(line, x, y + row * LEADING, size, fill) for row, line in enumerate(lines)]
