"""Where things stand on the frames of a film, in pixels."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from dashboard.briefing.drawing.lettering import wrap_text
from dashboard.briefing.drawing.page_size import WIDE
from dashboard.briefing.drawing.viewport import Box

FOOT_SIZE: Final = 0.58  # of the foot's words over that of running text
FOOT_LEADING: Final = 1.3  # of the distance of its lines over their size
_BODY: Final = 58.0  # of a square frame's side over the size of running text
_UPRIGHT, _ACROSS = 35.0, 76.0
"""Of running text at most in a frame's width: 11 pixels on a telephone 390 or 840 pixels wide."""
_CHARTED: Final = 1.5  # of a high frame's height over its width, from which it has a chart
_MAP_SHARE: Final = 0.655  # of a wide frame's width


@dataclass(frozen=True, slots=True)
class FilmLayout:
    """The boxes of a frame (left, top, right, bottom) and the size of its running text."""

    width: int
    height: int
    body: float
    map: Box
    head: Box
    panel: Box
    chart: Box | None
    foot: Box
    foot_lines: tuple[str, ...]
    columns: int

    @property
    def small(self) -> float:
        """The size of sources and ages."""
        return 0.82 * self.body

    @property
    def tiny(self) -> float:
        """The size of the chart's words."""
        return 0.7 * self.body


def lay_out_film(width: int, height: int, credit: str) -> FilmLayout:
    """Return the layout of a frame of that many pixels, with `credit` at its foot.

    In a frame that is high everything stands below the map, in type for a telephone; one that is
    not that high has no chart, so that the map keeps its room.
    """
    is_wide = width >= WIDE * height
    body = max(sqrt(width * height) / _BODY, width / (_ACROSS if is_wide else _UPRIGHT))
    margin = 1.5 * body
    left, right, bottom = margin, width - margin, height - 0.9 * body
    size = FOOT_SIZE * body
    lines = tuple(wrap_text(credit, size, right - left))
    foot = (left, bottom - FOOT_LEADING * size * len(lines), right, bottom)
    if is_wide:
        chart = (left, foot[1] - 8.4 * body, right, foot[1] - 0.5 * body)
        middle = left + _MAP_SHARE * (right - left)
        area = _round((left, margin, middle, chart[1] - 0.5 * body))
        column = middle + 1.2 * body
        head = (column, margin, right, margin + 5.4 * body)
        panel = (column, head[3], right, area[3])
        return FilmLayout(width, height, body, area, head, panel, chart, foot, lines, 1)
    upright = (left, foot[1] - 8.0 * body, right, foot[1] - 0.4 * body)
    has_chart = height >= _CHARTED * width
    floor = upright[1] if has_chart else foot[1]
    panel = (left, floor - 12.4 * body, right, floor - 0.4 * body)
    head = (left, margin, right, float(round(margin + 4.6 * body)))
    area = _round((left, head[3], right, panel[1] - 0.7 * body))
    shown = upright if has_chart else None
    return FilmLayout(width, height, body, area, head, panel, shown, foot, lines, 2)


def _round(box: Box) -> Box:
    """Return a box on whole pixels, so that pictures laid over each other meet."""
    left, top, right, bottom = (float(round(edge)) for edge in box)
    return left, top, right, bottom
