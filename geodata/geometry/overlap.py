"""How much ground any two held areas share, measured once so that comparing them is a look-up.

Sizes are whole hectares (0.01 km²) on the WGS 84 ellipsoid: integers add up alike everywhere.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import area_km2
from geodata.core.model import Edge, HeldArea

OVERLAPS: Final = "layers/held/overlaps.json"
"""Where a dataset keeps them, built with the held areas."""
HECTARES: Final = 100
"""To a square kilometre."""

Rows = tuple[tuple[int, ...], ...]
"""For each area what it shares with each one before it, and its own size at the end; hectares."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What every two of `names` (claim ids of firm areas, in the dataset's order) share."""

    names: tuple[str, ...]
    rows: Rows


def measure_hectares(geometry: BaseGeometry) -> int:
    """Return the geodesic size of polygons in WGS 84, in whole hectares."""
    return round(area_km2(geometry) * HECTARES)


def measure_shared(first: BaseGeometry, second: BaseGeometry) -> int:
    """Return the size of the ground that two areas (WGS 84) share, in whole hectares."""
    return measure_hectares(shapely.intersection(first, second))


def list_firm(held: Iterable[HeldArea]) -> tuple[HeldArea, ...]:
    """Return the areas counted as held, one for each claim; what is contested is left out."""
    return tuple(area for area in held if area.edge is Edge.FIRM)


def measure_overlaps(names: Sequence[str], shapes: Sequence[BaseGeometry]) -> Overlaps:
    """Return what every two of `shapes` (WGS 84) share; `names` are their claims."""
    rows = (
        (*(measure_shared(shape, other) for other in shapes[:place]), measure_hectares(shape))
        for place, shape in enumerate(shapes)
    )
    return Overlaps(tuple(names), tuple(rows))


def encode_overlaps(overlaps: Overlaps) -> bytes:
    """Return overlaps as JSON, one line for each area."""
    rows = ",\n".join(
        json.dumps([name, *row], separators=(",", ":"))
        for name, row in zip(overlaps.names, overlaps.rows, strict=True)
    )
    return f'{{"unit":"ha","areas":[\n{rows}\n]}}\n'.encode()


def find_overlaps(folder: Path, held: Sequence[HeldArea]) -> Overlaps:
    """Return the overlaps of `held`: as built in the dataset's `folder`, else measured now.

    Built ones are taken only where they are of exactly these areas.
    """
    firm = list_firm(held)
    names = tuple(area.claim_id for area in firm)
    built = _read_overlaps(folder / OVERLAPS)
    if built is not None and built.names == names and _have_sizes(built, firm):
        return built
    return measure_overlaps(names, [area.geometry for area in firm])


def _read_overlaps(path: Path) -> Overlaps | None:
    """Return the overlaps in a file, or None where it is missing or no such file."""
    try:
        listed = json.loads(path.read_bytes())["areas"]
        rows = tuple(tuple(int(size) for size in row[1:]) for row in listed)
        names = tuple(str(row[0]) for row in listed)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    whole = all(len(row) == place for place, row in enumerate(rows, 1))
    return Overlaps(names, rows) if whole else None


def _have_sizes(overlaps: Overlaps, areas: Sequence[HeldArea]) -> bool:
    """Return whether each area still is as large as when the overlaps were measured."""
    return all(
        abs(row[-1] - area.area_km2 * HECTARES) <= 1
        for row, area in zip(overlaps.rows, areas, strict=True)
    )
