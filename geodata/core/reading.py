"""The reading of the places as a record: what stands beside the accounts without being one."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:  # the word READING is asked for by what draws nothing
    from shapely.geometry import MultiPolygon

    from geodata.core.codes import Side

READING: Final = "reading"
"""What stands in place of an account for the reading of the places."""


EVEN: Final = 50
"""Of how many in a hundred the outline of a reading tells: as likely held as not."""
CHANCES: Final = (20, 80, 95)
"""Of how many in a hundred the outlines beside a reading tell, besides its own of 50."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reported places of a day imply to be held, km² on the ellipsoid; nobody's claim.

    `low_km2` and `high_km2` are the ends of the area's 80 % band. `chances` are the outlines
    within which ground is held with at least each of CHANCES; `geometry` is that of even chances.
    In force until the day of the next reading.
    """

    date: date
    area_km2: float
    low_km2: float
    high_km2: float
    geometry: "MultiPolygon"
    chances: "tuple[MultiPolygon, ...]" = ()

    @property
    def outlines(self) -> "dict[int, MultiPolygon]":
        """Every outline by its chance in a hundred, the lowest first."""
        found = {EVEN: self.geometry, **dict(zip(CHANCES, self.chances, strict=True))}
        return dict(sorted(found.items()))

    def find_chance(self, lon: float, lat: float) -> tuple[int, int]:
        """Return between how many in a hundred the chance lies that a point (WGS 84) is held."""
        from shapely.geometry import Point  # noqa: PLC0415

        point = Point(lon, lat)
        inside = {percent: outline.covers(point) for percent, outline in self.outlines.items()}
        least = max((percent for percent in inside if inside[percent]), default=0)
        return least, min((percent for percent in inside if not inside[percent]), default=100)


class Shaped(Protocol):
    """What has ground to be drawn: a held area, or a reading."""

    @property
    def geometry(self) -> "MultiPolygon":
        """The ground, WGS 84."""


def find_reading(readings: Sequence[Reading], day: date) -> Reading | None:
    """Return the reading in force on `day`, None before the first; they stand in order of day."""
    place = bisect_right(readings, day, key=lambda one: one.date)
    return readings[place - 1] if place else None


def name_reading(reading: Reading, own: str = "") -> str:
    """Return by what name a list of readings knows one, of all accounts or of one's `own` word."""
    return f"{own}/{reading.date.isoformat()}" if own else reading.date.isoformat()


def name_readings(
    readings: Sequence[Reading], own: "Mapping[Side, Sequence[Reading]]"
) -> dict[str, Reading]:
    """Return all readings by name: those of all accounts, then those of each account's own word."""
    named = {name_reading(one): one for one in readings}
    for side, found in own.items():
        named |= {name_reading(one, side.value): one for one in found}
    return named
