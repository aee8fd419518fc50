"""The style table as a page sees it: the tones of one theme, and lengths in units of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from dashboard.view.style import STYLE


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by the screen's names for them ('land', 'water', 'ink') as #rrggbb, in one theme.

    `scale` is how many units of the page a pixel of the style table is.
    """

    dark: bool
    tones: tuple[tuple[str, str], ...]
    scale: float = 1.0

    def __getitem__(self, name: str) -> str:
        """Return the colour of that name."""
        return dict(self.tones)[name]

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
def read_palette(*, dark: bool = False, body: float = STYLE.type.body) -> Palette:
    """Return the colours of a theme for a page whose running text is `body` units high.

    What is translucent on the screen is opaque here. A picture without running text, such as a
    page of small maps, draws a pixel of the style table as a unit.
    """
    tones = tuple((name, tone.pick(dark=dark)) for name, tone in STYLE.tones.items())
    return Palette(dark, tones, body / STYLE.type.body)


def read_font() -> str:
    """Return the screen's stack of font families; the generic sans at its end has Cyrillic."""
    return ", ".join(f"'{one}'" if " " in one else one for one in STYLE.type.family)
