"""Two areas held against each other: what changed, what they share, how far they agree."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import Overlaps, Plane, area_km2
from geodata.core.model import Edge, HeldArea
from geodata.core.reading import Reading


def pick_polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of `shape` that are not empty, in their order."""
    parts = shapely.get_parts(shape)
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


@dataclass(frozen=True, slots=True)
class Change:
    """The ground gained, lost and unchanged between two areas (WGS 84), and their geodesic km²."""

    gained: MultiPolygon
    lost: MultiPolygon
    unchanged: MultiPolygon
    gained_km2: float
    lost_km2: float
    unchanged_km2: float


def measure_change(before: BaseGeometry, after: BaseGeometry) -> Change:
    """Return what changes from `before` to `after`, polygons in WGS 84.

    >>> from shapely import box
    >>> from geodata import measure_change
    >>> change = measure_change(box(35.0, 51.0, 35.2, 51.1), box(35.0, 51.0, 35.1, 51.1))
    >>> round(change.gained_km2), round(change.lost_km2), round(change.unchanged_km2)
    (0, 78, 78)
    """
    gained = _join(shapely.difference(after, before))
    lost = _join(shapely.difference(before, after))
    unchanged = _join(shapely.intersection(before, after))
    sizes = (area_km2(part) for part in (gained, lost, unchanged))
    return Change(gained, lost, unchanged, *sizes)


def measure_needless(areas: Sequence[BaseGeometry]) -> float:
    """Return the km² that flip and flip back along successive areas, beyond what sizes force.

    Of three areas in a row, ground in the first and last but not between flips for nothing, as
    does ground in the middle one alone, unless the middle one is smaller or larger than both.
    """
    sizes = [area_km2(area) for area in areas]
    total = 0.0
    for place in range(1, len(areas) - 1):
        before, here, after = areas[place - 1 : place + 2]
        dip = area_km2(shapely.difference(shapely.intersection(before, after), here))
        bump = area_km2(shapely.difference(here, shapely.union(before, after)))
        low, high = sorted((sizes[place - 1], sizes[place + 1]))
        total += max(0.0, dip - max(0.0, low - sizes[place]))
        total += max(0.0, bump - max(0.0, sizes[place] - high))
    return total


def _join(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(pick_polygons(shape))


OVERLAPS: Final = "layers/held/overlaps.json"
"""Where a dataset keeps what its held areas share, built with them."""
READING_OVERLAPS: Final = "layers/reading/overlaps.json"
"""Where it keeps what the readings of the places share with those and among themselves."""
_SLACK_HA, _SLACK = 1, 0.001  # by which another release of GEOS or PROJ may measure
_SPOTS: Final = 24  # rows of which two sizes are measured at each load; all of them take seconds
HECTARES: Final = 100  # to a square kilometre


def measure_hectares(geometry: BaseGeometry) -> int:
    """Return the geodesic size of polygons in WGS 84, in whole hectares."""
    return round(area_km2(geometry) * HECTARES)


def measure_shared(first: BaseGeometry, second: BaseGeometry) -> int:
    """Return the size of the ground that two areas (WGS 84) share, in whole hectares."""
    return measure_hectares(shapely.intersection(first, second))


def list_firm(held: Iterable[HeldArea]) -> tuple[HeldArea, ...]:
    """Return the areas counted as held, one for each claim; what is contested is left out."""
    return tuple(area for area in held if area.edge is Edge.FIRM)


def measure_overlaps(
    names: Sequence[str], shapes: Sequence[BaseGeometry], before: Sequence[BaseGeometry] = ()
) -> Overlaps:
    """Return what each of `shapes` (WGS 84) shares with each of `before`, and every two of them.

    `names` are those of `shapes`; each row ends with the size of its own.
    """
    ahead = np.array([*before, *shapes], dtype=object)
    shared = (
        shapely.intersection(shape, ahead[: len(before) + n]) for n, shape in enumerate(shapes)
    )
    rows = (
        (*map(measure_hectares, parts), measure_hectares(shape))
        for shape, parts in zip(shapes, shared, strict=True)
    )
    return Overlaps(tuple(names), tuple(rows))


def measure_readings(held: Sequence[HeldArea], readings: Sequence[Reading]) -> Overlaps:
    """Return what each reading shares with each firm area and with each reading before it."""
    names = [one.date.isoformat() for one in readings]
    ahead = [area.geometry for area in list_firm(held)]
    return measure_overlaps(names, [one.geometry for one in readings], ahead)


def encode_overlaps(overlaps: Overlaps) -> bytes:
    """Return overlaps as JSON, one line for each area."""
    rows = ",\n".join(
        json.dumps([name, *row], separators=(",", ":"))
        for name, row in zip(overlaps.names, overlaps.rows, strict=True)
    )
    return f'{{"unit":"ha","areas":[\n{rows}\n]}}\n'.encode()


def find_overlaps(held: Sequence[HeldArea], built: Overlaps | None = None) -> Overlaps:
    """Return the overlaps of `held`: `built` ones where they are of these areas, else measured."""
    firm = list_firm(held)
    names = tuple(area.claim_id for area in firm)
    if built is not None and built.names == names:
        return built
    return measure_overlaps(names, [area.geometry for area in firm])


def find_reading_overlaps(
    held: Sequence[HeldArea], readings: Sequence[Reading], built: Overlaps | None = None
) -> Overlaps:
    """Return what `readings` share: as `built` where that is of them and `held`, else measured."""
    names = tuple(one.date.isoformat() for one in readings)
    lengths = range(len(list_firm(held)) + 1, len(list_firm(held)) + 1 + len(names))
    if built and built.names == names and [*map(len, built.rows)] == [*lengths]:
        return built
    return measure_readings(held, readings)


def list_overlapping(content: bytes) -> tuple[str, ...]:
    """Return the names of all areas whose overlaps are in a file, in their order.

    Raises:
        ValueError: it is no such file.
    """
    return _read_rows(content, 0).names


def read_overlaps(content: bytes, held: Sequence[HeldArea], *, partial: bool = False) -> Overlaps:
    """Return the overlaps of `held` in a file, as `encode_overlaps` writes it.

    If `partial`, the file may be of more areas than are held, since a faulty one is left out.

    Raises:
        ValueError: it is no such file, or not of these areas as they are.
    """
    firm = list_firm(held)
    every = _read_rows(content, 0)
    kept = _find_places(every.names, [area.claim_id for area in firm], partial=partial)
    found = _keep(every, kept, kept)
    sizes = [measure_hectares(area.geometry) for area in firm]
    for name, row, size in zip(found.names, found.rows, sizes, strict=True):
        if abs(row[-1] - size) > _SLACK_HA + _SLACK * size:
            raise ValueError(f"gives {name} {row[-1]} ha, but it measures {size} ha")
    _check_shares(found, sizes)
    _check_spots(found, [area.geometry for area in firm])
    return found


def read_reading_overlaps(
    content: bytes,
    held: Sequence[HeldArea],
    readings: Sequence[Reading],
    areas: Sequence[str] | None = None,
) -> Overlaps:
    """Return what `readings` share with `held` and among themselves, from such a file.

    `areas` are the names of those for which the file was built, where `held` lacks some of them.

    Raises:
        ValueError: it is no such file, or not of these readings beside these areas.
    """
    firm = list_firm(held)
    names = [area.claim_id for area in firm]
    areas = names if areas is None else areas
    every = _read_rows(content, len(areas))
    kept = _find_places(areas, names, partial=True)
    days = _find_places(every.names, [one.date.isoformat() for one in readings], partial=False)
    found = _keep(every, days, [*kept, *(len(areas) + day for day in days)])
    sizes = [*(round(area.area_km2 * HECTARES) for area in firm), *(row[-1] for row in found.rows)]
    _check_shares(found, sizes)
    _check_spots(found, [*(a.geometry for a in firm), *(a.geometry for a in readings)])
    return found


def _find_places(every: Sequence[str], names: Sequence[str], *, partial: bool) -> list[int]:
    """Return where each of `names` stands among all; if not `partial`, they must be all."""
    places = [place for place, name in enumerate(every) if name in set(names)]
    if [every[place] for place in places] != [*names] or not (partial or len(places) == len(every)):
        raise ValueError("does not list the areas that there are, in their order")
    return places


def _keep(found: Overlaps, rows: Sequence[int], columns: Sequence[int]) -> Overlaps:
    """Return some rows of overlaps, and of each row some columns."""
    kept = (
        tuple(found.rows[row][column] for column in columns if column < len(found.rows[row]))
        for row in rows
    )
    return Overlaps(tuple(found.names[row] for row in rows), tuple(kept))


def _read_rows(content: bytes, before: int) -> Overlaps:
    """Return the overlaps in a file, each row longer by one, the first after `before` sizes."""
    try:
        listed = json.loads(content)["areas"]
        rows = tuple(tuple(_read_size(size) for size in row[1:]) for row in listed)
        names = tuple(str(row[0]) for row in listed)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError(f"is no list of shared sizes: {error}") from error
    if any(len(row) != place for place, row in enumerate(rows, before + 1)):
        raise ValueError("does not give a size for every two areas")
    return Overlaps(names, rows)


def _check_shares(found: Overlaps, sizes: Sequence[int]) -> None:
    for name, row in zip(found.names, found.rows, strict=True):
        if any(size > min(row[-1], sizes[other]) + _SLACK_HA for other, size in enumerate(row)):
            raise ValueError(f"lets {name} share more than there is of it")


def find_wrong_overlap(held: Sequence[HeldArea], built: Overlaps) -> str:
    """Return what is wrong with overlaps that were built, measured again; nothing if all holds."""
    measured = find_overlaps(held)
    for name, ours, theirs in zip(built.names, measured.rows, built.rows, strict=True):
        for other, size, given in zip(built.names, ours, theirs, strict=False):
            if abs(size - given) > _SLACK_HA + _SLACK * size:
                return f"gives {given} ha as shared by {name} and {other}, which share {size} ha"
    return ""


def _check_spots(found: Overlaps, shapes: Sequence[BaseGeometry]) -> None:
    for row in found.rows[:: len(found.rows) // _SPOTS + 1]:
        for other in {len(row) // 2, max(len(row) - 2, 0)}:
            size = measure_shared(shapes[len(row) - 1], shapes[other])
            if abs(size - row[other]) > _SLACK_HA + _SLACK * size:
                raise ValueError(f"gives {row[other]} ha as shared where {size} ha are")


def _read_size(given: object) -> int:
    """Return a whole number of hectares that is not negative."""
    if type(given) is not int or given < 0:
        raise ValueError(f"{given!r} is no whole number of hectares")
    return given


SAMPLE_M: Final = 100.0  # between the samples of an outline, in the front's equal-area plane


@dataclass(frozen=True, slots=True)
class Agreement:
    """An area against a reference: km² on the WGS 84 ellipsoid, IoU from 0 to 1, distances in km.

    The distances are None where either area is empty: there is no outline to be distant from.
    """

    area_km2: float
    reference_km2: float
    iou: float
    symmetric_difference_km2: float
    mean_distance_km: float | None
    p95_distance_km: float | None


def compare_areas(area: BaseGeometry, reference: BaseGeometry, plane: Plane) -> Agreement:
    """Return how far two valid (multi)polygons in WGS 84 agree; two empty ones agree fully.

    Intersection over union (P. Jaccard, 1901) and symmetric difference follow from the geodesic
    areas of the two and of their intersection. For the distances both outlines, holes included,
    are sampled every `SAMPLE_M` in `plane`; each sample's distance to the nearest point of the
    other outline is taken, both directions are pooled, and the mean and the 95th percentile given.

    >>> from shapely import box
    >>> from geodata import Plane, compare_areas
    >>> area, reference = box(35.0, 51.0, 35.2, 51.1), box(35.0, 51.0, 35.1, 51.1)
    >>> round(compare_areas(area, reference, Plane(35.1, 51.05)).iou, 3)
    0.5
    """
    own, other = area_km2(area), area_km2(reference)
    shared = min(area_km2(shapely.intersection(area, reference)), own, other)
    union = own + other - shared
    mean, p95 = _measure_distances(plane.project(area), plane.project(reference))
    return Agreement(
        area_km2=own,
        reference_km2=other,
        iou=shared / union if union else 1.0,
        symmetric_difference_km2=union - shared,
        mean_distance_km=mean,
        p95_distance_km=p95,
    )


def _measure_distances(
    area: BaseGeometry, reference: BaseGeometry
) -> tuple[float, float] | tuple[None, None]:
    """Return the mean and 95th-percentile distance in km between two outlines."""
    if area.is_empty or reference.is_empty:
        return None, None
    one, two = _list_rings(area), _list_rings(reference)
    metres = np.concatenate([_measure_away(one, two), _measure_away(two, one)])
    return float(np.mean(metres)) / 1000.0, float(np.percentile(metres, 95)) / 1000.0


def _list_rings(area: BaseGeometry) -> NDArray[np.object_]:
    """Return the rings of (multi)polygons in the plane."""
    rings: NDArray[np.object_] = shapely.get_rings(shapely.get_parts(area))
    return rings


def _measure_away(rings: NDArray[np.object_], others: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return for each sample of `rings` the distance in metres to the nearest of `others`."""
    samples = np.concatenate([_sample_ring(ring) for ring in rings])
    corners = [shapely.get_coordinates(ring) for ring in others]
    sides = np.concatenate([np.stack([xy[:-1], xy[1:]], axis=1) for xy in corners])
    # A tree of single segments is quick to ask; a whole outline would be walked for each sample.
    tree = shapely.STRtree(np.asarray(shapely.linestrings(sides), dtype=object))
    _, away = tree.query_nearest(samples, return_distance=True, all_matches=False)
    metres: NDArray[np.float64] = away
    return metres


def _sample_ring(ring: shapely.LinearRing) -> NDArray[np.object_]:
    count = max(round(ring.length / SAMPLE_M), 1)
    places = np.arange(count) / count
    points: NDArray[np.object_] = shapely.line_interpolate_point(ring, places, normalized=True)
    return points
