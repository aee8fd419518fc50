"""Small charts as boxes placed in percent: the page lets HTML through, but no SVG.

Boxes take their colours from the theme, and their letters keep their size at every width. Each
account has its symbol from the style table, so that none is told by colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import chain
from math import floor, log10

from dashboard.text.spelling import format_month, format_number
from dashboard.view.style import DRAWINGS
from geodata.core.model import Claim, Side, Span

__all__ = [
    "Scales",
    "draw_chart",
    "draw_claim",
    "draw_gap",
    "draw_scale",
    "draw_scale_around",
    "draw_step",
    "draw_strip",
    "draw_symbol",
    "list_ends",
    "list_ticks",
]

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_QUARTER = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales of a chart over time: days across it, figures up to the last tick, in percent."""

    first: date
    last: date
    ticks: tuple[float, ...]

    @property
    def top(self) -> float:
        """The figure at the upper edge."""
        return self.ticks[-1]

    def place(self, day: date) -> float:
        """Return where `day` begins; days outside are put on the edge."""
        whole = (self.last - self.first).days + 1
        return min(max((day - self.first).days / whole, 0.0), 1.0) * 100

    def rise(self, value: float) -> float:
        """Return how high `value` stands."""
        return _percent(value, self.top)

    def list_quarters(self) -> list[date]:
        """Return the first days of the quarters inside the chart."""
        years = range(self.first.year, self.last.year + 1)
        days = chain.from_iterable([date(year, month, 1) for month in _QUARTER] for year in years)
        return [day for day in days if self.first <= day <= self.last]


def list_ticks(greatest: float, count: int = 4) -> tuple[float, ...]:
    """Return round numbers from 0 up to at least `greatest`, in `count` steps or fewer."""
    if greatest <= 0:
        return 0.0, 1.0
    rough = greatest / count
    power = 10.0 ** floor(log10(rough))
    step = next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))
    ticks = [0.0]
    while ticks[-1] < greatest:
        ticks.append(round(len(ticks) * step, 6))
    return tuple(ticks)


def draw_symbol(
    side: Side, title: str, style: str = "", *, hollow: bool = False, later: bool = False
) -> str:
    """Return an account's symbol; `hollow` where it does not lead, `later` after the shown day."""
    names = ["kf-mark", f"kf-{DRAWINGS[side.role].symbol}"]
    names += ["kf-hollow"] if hollow else []
    names += ["kf-later"] if later else []
    return (
        f"<i class='{' '.join(names)}' data-account='{side.value}' "
        f"style='{style}' title='{escape(title)}'></i>"
    )


def list_ends(claim: Claim) -> tuple[float, ...]:
    """Return every figure that `claim` gives: its value and the ends of its range."""
    return tuple(end for end in (claim.value, claim.low, claim.high) if end is not None)


def draw_strip(claim: Claim, top: float, title: str, *, hollow: bool) -> str:
    """Return one claim on an axis from 0 to `top`; words alone have their symbol at its edge."""
    ends = list_ends(claim)
    parts = []
    if ends and min(ends) < max(ends):
        left, width = _percent(min(ends), top), _percent(max(ends) - min(ends), top)
        style = f"left:{left:.2f}%;width:{width:.2f}%"
        parts.append(_draw_box("kf-range", style, title, claim.side))
    if claim.value is not None:
        style = f"left:{_percent(claim.value, top):.2f}%"
        parts.append(draw_symbol(claim.side, title, style, hollow=hollow))
    elif not ends:
        parts.append(draw_symbol(claim.side, title, "left:-14px", hollow=True))
    return f"<div class='kf-strip'>{''.join(parts)}</div>"


def draw_scale(ticks: Sequence[float]) -> str:
    """Return the numbers below a strip."""
    marks = (
        f"<span style='left:{_percent(tick, ticks[-1]):.2f}%'>{format_number(tick)}</span>"
        for tick in ticks
    )
    return f"<div class='kf-scale' aria-hidden='true'>{''.join(marks)}</div>"


def draw_scale_around(reach: float) -> str:
    """Return the numbers below a strip whose middle is nothing, its ends `reach` less and more."""
    marks = (
        f"<span style='left:{place}%'>{sign}{format_number(number)}</span>"
        for place, sign, number in ((0, "−", reach), (50, "", 0), (100, "+", reach))
    )
    return f"<div class='kf-scale' aria-hidden='true'>{''.join(marks)}</div>"


def draw_chart(scales: Scales, marks: Iterable[str], day: date, title: str, label: str) -> str:
    """Return a chart over time: its scales, its marks, and the playhead on `day` with a title."""
    rows = (
        f"<span class='kf-y' style='bottom:{scales.rise(tick):.2f}%'>{format_number(tick)}</span>"
        for tick in (0.0, scales.top)
    )
    quarters = (
        f"<span class='kf-x' style='left:{scales.place(first):.2f}%'>{_name_quarter(first)}</span>"
        for first in scales.list_quarters()
    )
    playhead = _draw_box("kf-playhead", f"left:{scales.place(day):.2f}%", title)
    body = "".join((*rows, *quarters, *marks, playhead))
    return f"<div class='kf-chart' role='img' aria-label='{escape(label)}'>{body}</div>"


def draw_claim(scales: Scales, claim: Claim, title: str, *, later: bool) -> str:
    """Return one figure at its day, with its range; a month or season is a bar over all of it."""
    left, right = scales.place(claim.as_of.start), scales.place(claim.as_of.end)
    middle = f"left:{(left + right) / 2:.2f}%"
    ends = list_ends(claim)
    low, high = scales.rise(min(ends)), scales.rise(max(ends))
    at = scales.rise(claim.value) if claim.value is not None else (low + high) / 2
    parts = []
    if low < high:
        style = f"{middle};bottom:{low:.2f}%;height:{high - low:.2f}%"
        parts.append(_draw_box("kf-upright", style, title, claim.side, later=later))
    if not claim.as_of.is_day:
        style = f"left:{left:.2f}%;width:{right - left:.2f}%;bottom:{at:.2f}%"
        parts.append(_draw_box("kf-span", style, title, claim.side, later=later))
    if claim.value is not None:
        style = f"{middle};bottom:{at:.2f}%"
        parts.append(draw_symbol(claim.side, title, style, later=later))
    return "".join(parts)


def draw_step(
    scales: Scales, since: date, until: date, value: float, title: str, *, later: bool
) -> str:
    """Return a value that stands from `since` until `until` as a level box over its days."""
    left, right = scales.place(since), scales.place(until)
    style = f"left:{left:.2f}%;width:{right - left:.2f}%;height:{scales.rise(value):.2f}%"
    return _draw_box("kf-level", style, title, later=later)


def draw_gap(scales: Scales, gap: Span, title: str) -> str:
    """Return a silence as a hatched box over the whole height."""
    left, right = scales.place(gap.start), scales.place(gap.end)
    return _draw_box("kf-gap", f"left:{left:.2f}%;width:{right - left:.2f}%", title)


def _draw_box(
    name: str, style: str, title: str, side: Side | None = None, *, later: bool = False
) -> str:
    account = f" data-account='{side.value}'" if side else ""
    names = f"{name} kf-later" if later else name
    return f"<i class='{names}'{account} style='{style}' title='{escape(title)}'></i>"


def _percent(value: float, top: float) -> float:
    return value / top * 100


def _name_quarter(day: date) -> str:
    """Return a month's short name, as on the main chart the year itself for January."""
    return str(day.year) if day.month == 1 else format_month(day)
