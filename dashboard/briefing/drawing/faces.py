"""The type of the pictures: Source Sans Pro's faces as files, and how wide each letter runs."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

REGULAR, SEMIBOLD = "Regular", "Semibold"
FACES: Final = (REGULAR, SEMIBOLD, "It", "SemiboldIt")
"""The faces that pictures are set in; all of them have Latin and Cyrillic letters."""

_PACKAGE: Final = "font_source_sans_pro"


def find_face(face: str) -> Path:
    """Return the TrueType file of one of FACES."""
    return Path(str(files(_PACKAGE).joinpath("files", f"SourceSansPro-{face}.ttf")))


@cache
def read_widths(face: str) -> Mapping[str, float]:
    """Return the advance width of every letter of a face, in ems."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (a tenth of a second to import)

    with TTFont(find_face(face), lazy=True) as font:
        unit = font["head"].unitsPerEm  # type: ignore[attr-defined]  # it is read from the font
        metrics, letters = font["hmtx"], font.getBestCmap() or {}
        return {chr(code): metrics[name][0] / unit for code, name in letters.items()}
