"""The scale of a map: a round length, the bar that shows it below a row of maps, and its note."""

from typing import Final

from dashboard.briefing.drawing.lettering import measure_width, write
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.text.catalogues import FOOT
from dashboard.text.spelling import format_number

_STEPS_KM: Final = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)
_SHARE: Final = 0.3  # of the map's width that a scale bar may take


def pick_scale_km(viewport: Viewport) -> float:
    """Return the longest round length whose bar takes less than a third of the map's width."""
    most = _SHARE * viewport.width * viewport.metres_per_unit / 1000.0
    return max((km for km in _STEPS_KM if km <= most), default=_STEPS_KM[0])


def draw_scale_bar(
    viewport: Viewport, right: float, y: float, size: float, palette: Palette
) -> Element:
    """Return a bar standing on `y` with its length in km after it, ending at `right`."""
    km = pick_scale_km(viewport)
    words, width = (
        FOOT["km"].format(number=format_number(km)),
        1000.0 * km / viewport.metres_per_unit,
    )
    left = right - measure_width(words, size) - 8.0 - width
    bar = make(
        "path",
        d=f"M{left:.1f} {y - 6:.1f}v6h{width:.1f}v-6",
        fill="none",
        stroke=palette["muted"],
        stroke_width=1.6,
    )
    return make("g", bar, write(words, right, y, size, palette["ink"], anchor="end"))


def measure_scale_bar(viewport: Viewport, size: float) -> float:
    """Return how wide the same is with a gap before it, page units."""
    words = FOOT["km"].format(number=format_number(pick_scale_km(viewport)))
    bar = 1000.0 * pick_scale_km(viewport) / viewport.metres_per_unit
    return measure_width(words, size) + 8.0 + bar + size


def write_note(text: str, viewport: Viewport, size: float, palette: Palette) -> Element:
    """Return a word in the lower right corner of a map, on a slip of paper."""
    width = measure_width(text, size) + 10.0
    left, top = viewport.width - width, viewport.height - size - 8.0
    slip = make(
        "rect",
        x=left,
        y=top,
        width=width,
        height=size + 8.0,
        fill=palette["paper"],
        fill_opacity=0.85,
    )
    at = viewport.width - 5.0, viewport.height - 7.0
    return make("g", slip, write(text, *at, size, palette["muted"], anchor="end"))
