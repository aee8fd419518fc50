"""The style table as a page sees it: the tones of one theme, and lengths in units of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import mul
from typing import Final

from dashboard.view.style import STYLE
from dashboard.view.style.entries import Drawing

_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)
"""Shares of red, green and blue in what the eye takes for light."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by the screen's names for them ('land', 'water', 'ink') as #rrggbb, in one theme.

    `scale` is how many units of the page a pixel of the style table is; a palette that is `grey`
    has no colour but greys.
    """

    dark: bool
    tones: tuple[tuple[str, str], ...]
    scale: float = 1.0
    grey: bool = False

    def __getitem__(self, name: str) -> str:
        """Return the colour of that name."""
        return dict(self.tones)[name]

    def pick(self, drawing: Drawing) -> str:
        """Return the colour in which an account is drawn."""
        colour = drawing.pick(dark=self.dark)
        return to_grey(colour) if self.grey else colour

    def lend(self, tones: Mapping[str, str]) -> "Palette":
        """Return the palette with other colours under some of its names."""
        return replace(self, tones=(*self.tones, *tones.items()))

    def size(self, length: float) -> float:
        """Return a length of the style table in units of the page."""
        return round(length * self.scale, 3)

    def dash(self, dash: str) -> str | None:
        """Return dashes of the style table in units of the page, None for a whole line."""
        return " ".join(f"{self.size(float(one)):g}" for one in dash.split()) or None


@cache
def read_palette(
    *, dark: bool = False, grey: bool = False, body: float = STYLE.type.body
) -> Palette:
    """Return the colours of a theme for a page whose running text is `body` units high.

    What is translucent on the screen is opaque here. A picture without running text, such as a
    page of small maps, draws a pixel of the style table as a unit. In greys, the light theme has
    the tones that the table names for it.
    """
    tones = {name: tone.pick(dark=dark) for name, tone in STYLE.tones.items()}
    if grey:
        kept = {} if dark else {name: tone.grey for name, tone in STYLE.tones.items() if tone.grey}
        tones = {name: to_grey(colour) for name, colour in (tones | kept).items()}
    return Palette(dark, tuple(tones.items()), body / STYLE.type.body, grey)


def to_grey(colour: str) -> str:
    """Return the grey that is as light as a colour #rrggbb."""
    light = measure_luminance(colour)
    share = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + 3 * f"{round(255 * share):02x}"


def measure_luminance(colour: str) -> float:
    """Return the relative luminance of a colour #rrggbb, from 0 to 1 (WCAG 2.2; IEC 61966-2-1)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return float(sum(map(mul, _WEIGHTS, light)))


def read_font() -> str:
    """Return the screen's stack of font families; the generic sans at its end has Cyrillic."""
    return ", ".join(f"'{one}'" if " " in one else one for one in STYLE.type.family)
