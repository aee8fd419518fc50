"""The reading of the places as a record: what stands beside the accounts without being one."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from shapely.geometry import MultiPolygon

READING: Final = "reading"
"""What stands in place of an account for the reading of the places."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reported places of a day imply to be held, km² on the ellipsoid; nobody's claim.

    `sd_km2` is the standard deviation of the area. In force until the day of the next reading.
    """

    date: date
    area_km2: float
    sd_km2: float
    geometry: MultiPolygon
