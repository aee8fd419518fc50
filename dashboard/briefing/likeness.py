"""Whether two pictures look alike to an eye, whatever library drew their lines and letters."""

from io import BytesIO
from typing import Final
from xml.etree.ElementTree import XML, ParseError

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.svg import Element

WIDTH_PX: Final = 640
"""How wide drawings are set to be compared."""
LIKE: Final = 0.004
"""The share of the pixels that may differ noticeably between two pictures that look alike."""
_BLUR_PX: Final = 1.2  # the edges of letters differ from one rasteriser to the next
_NOTICED: Final = 24  # of 255: a difference that an eye would see


def measure_difference(first: bytes, second: bytes) -> float:
    """Return the share of the pixels, 0 to 1, in which two pictures (PNG) differ noticeably.

    Pictures of another size differ in all.
    """
    ours, theirs = (_soften(content) for content in (first, second))
    if ours.shape != theirs.shape:
        return 1.0
    return float((np.abs(ours - theirs).max(axis=2) > _NOTICED).mean())


def looks_the_same(path: str, drawn: bytes, found: bytes) -> bool:
    """Whether two drawings (SVG) have the same words in the same order, and look alike."""
    try:
        ours, theirs = (XML(content.decode()) for content in (drawn, found))
    except (ParseError, ValueError):
        return False
    if _list_words(ours) != _list_words(theirs):
        return False
    first, second = (render_png(root, WIDTH_PX) for root in (ours, theirs))
    return measure_difference(first, second) <= LIKE


def _list_words(root: Element) -> list[str]:
    return [words for text in root.itertext() if (words := text.strip())]


def _soften(content: bytes) -> npt.NDArray[np.float64]:
    with Image.open(BytesIO(content)) as image:
        soft = image.convert("RGB").filter(ImageFilter.GaussianBlur(_BLUR_PX))
    return np.asarray(soft, dtype=np.float64)
