"""The tones and the type of the paper: those of the screen, read from its own style sheet."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_SHEET: Final = "timeline_map/dist/timeline.css"
_BLOCK: Final = {False: r"(?:^|\})\.kf\{([^}]*)", True: r'\}\.kf\[data-theme="?dark"?\]\{([^}]*)'}
_RGB: Final = re.compile(r"rgb\((\d+) (\d+) (\d+)")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by the screen's names for them ('land', 'water', 'ink') as #rrggbb, in one theme."""

    dark: bool
    tones: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        """Return the colour of that name."""
        return dict(self.tones)[name]


@cache
def read_palette(*, dark: bool = False) -> Palette:
    """Return the screen's colours of a theme; what is translucent there is opaque here."""
    text = ";".join(re.findall(_BLOCK[dark], _read_sheet()))
    found = re.findall(r"--kf-([\w-]+): ?(#\w{6}|rgb\([^)]*\))", text)
    return Palette(dark, tuple((name, _write_hex(colour)) for name, colour in found))


@cache
def read_font() -> str:
    """Return the screen's stack of font families; the generic sans at its end has Cyrillic."""
    found = re.search(r"\bfont:[\d.]+px ?/ ?[\d.]+ ([^;}]+)", _read_sheet())
    return re.sub(r",\s*", ", ", found[1]) if found else "sans-serif"


def _write_hex(colour: str) -> str:
    parts = _RGB.match(colour)
    return "#" + "".join(f"{int(part):02x}" for part in parts.groups()) if parts else colour


@cache
def _read_sheet() -> str:
    return files("dashboard").joinpath(_SHEET).read_text(encoding="utf-8")
