"""What areas and readings share, every two of them: measured, kept in files, and looked up."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.core.measure import Overlaps, area_km2
from geodata.core.model import Dataset, Edge, HeldArea
from geodata.core.reading import Reading
from geodata.geometry.faces import measure_all_shared

OVERLAPS: Final = "layers/held/overlaps.json"
"""Where a dataset keeps what its held areas share, built with them."""
READING_OVERLAPS: Final = "layers/reading/overlaps.json"
"""Where it keeps what the readings of the places share with those and among themselves."""
_SLACK_HA, _SLACK = 1, 0.001  # by which another release of GEOS or PROJ may measure
_STATED_HA, _STATED = 20, 0.01  # by which a reading's own layer may say another size of it
_SPOTS: Final = 24  # rows of which three sizes are measured at each load; all of them take seconds
_EARTH_HA: Final = 51_010_000_000
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


def measure_overlaps(names: Sequence[str], shapes: Sequence[BaseGeometry]) -> Overlaps:
    """Return what every two of `shapes` (WGS 84), of those `names`, share.

    Each row ends with the size of its own.
    """
    every = np.array(shapes, dtype=object)
    shared = (shapely.intersection(shape, every[:n]) for n, shape in enumerate(shapes))
    rows = (
        (*map(measure_hectares, parts), measure_hectares(shape))
        for shape, parts in zip(shapes, shared, strict=True)
    )
    return Overlaps(tuple(names), tuple(rows))


def measure_readings(held: Sequence[HeldArea], readings: Mapping[str, Reading]) -> Overlaps:
    """Return what each reading shares with each firm area and with each reading before it.

    To cut every two of some hundred outlines would take half a minute, and to cut the ground by
    all of them at once takes seconds; an edge that others cross is then measured in parts, which
    are other geodesics than the whole one, by up to a ten-thousandth.
    """
    ahead = [area.geometry for area in list_firm(held)]
    shared = measure_all_shared([*ahead, *(one.geometry for one in readings.values())])
    rows = (tuple(map(int, row[: n + 1])) for n, row in enumerate(np.rint(shared * HECTARES)))
    return Overlaps(tuple(readings), tuple(rows)[len(ahead) :])


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
    held: Sequence[HeldArea], readings: Mapping[str, Reading], built: Overlaps | None = None
) -> Overlaps:
    """Return what `readings` share: as `built` where that is of them and `held`, else measured."""
    names = tuple(readings)
    lengths = range(len(list_firm(held)) + 1, len(list_firm(held)) + 1 + len(names))
    if built and built.names == names and [*map(len, built.rows)] == [*lengths]:
        return built
    return measure_readings(held, readings)


def look_up_shared(dataset: Dataset, first: str, second: str) -> int | None:
    """Return the hectares that two areas or readings of those names share, as they were built.

    Those of one name are its size. None where a dataset has not been built that far.
    """
    areas, readings = dataset.overlaps, dataset.reading_overlaps
    if areas is None:
        return None
    names = (*areas.names, *(readings.names if readings else ()))
    if first not in names or second not in names:
        return None
    one, other = sorted((names.index(first), names.index(second)))
    rows = areas.rows if other < len(areas.rows) or readings is None else readings.rows
    return rows[other - (len(areas.rows) if rows is not areas.rows else 0)][one]


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
        if _is_off(row[-1], size):
            raise ValueError(f"gives {name} {row[-1]} ha, but it measures {size} ha")
    _check_shares(found, sizes)
    _check_spots(found, [area.geometry for area in firm])
    return found


def read_reading_overlaps(
    content: bytes,
    held: Sequence[HeldArea],
    readings: Mapping[str, Reading],
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
    days = _find_places(every.names, [*readings], partial=False)
    found = _keep(every, days, [*kept, *(len(areas) + day for day in days)])
    sizes = [*(round(area.area_km2 * HECTARES) for area in firm), *(row[-1] for row in found.rows)]
    _check_shares(found, sizes)
    for (name, one), row in zip(readings.items(), found.rows, strict=True):
        stated = one.area_km2 * HECTARES  # held against its polygons when it was read
        if abs(row[-1] - stated) > _STATED_HA + _STATED * stated:
            raise ValueError(f"gives {name} {row[-1]} ha, but its layer says {stated:.0f} ha")
    _check_spots(found, [*(a.geometry for a in firm), *(a.geometry for a in readings.values())])
    return found


def _find_places(every: Sequence[str], names: Sequence[str], *, partial: bool) -> list[int]:
    """Return where each of `names` stands among all; if not `partial`, they must be all."""
    wanted = set(names)
    places = [place for place, name in enumerate(every) if name in wanted]
    if [every[place] for place in places] != [*names] or not (partial or len(places) == len(every)):
        raise ValueError("does not list the areas that there are, in their order")
    return places


def _keep(found: Overlaps, rows: Sequence[int], columns: Sequence[int]) -> Overlaps:
    """Return some rows of overlaps, and of each row some columns."""
    whole = [*columns] == [*range(len(columns))]  # most often all are kept, as they stand
    kept = (
        found.rows[row][: len(columns)]
        if whole
        else tuple(found.rows[row][column] for column in columns if column < len(found.rows[row]))
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


def find_wrong_overlaps(
    held: Sequence[HeldArea],
    built: Overlaps | None,
    readings: Mapping[str, Reading],
    built_of_readings: Overlaps | None,
) -> tuple[str, str]:
    """Return what is wrong with the overlaps built of areas and of readings, measured again.

    Nothing of what holds or was not built. All are measured at once, which takes a fifth of the
    time; what then looks wrong, by itself.
    """
    firm = list_firm(held)
    named = readings if built_of_readings else {}
    names = [*(area.claim_id for area in firm), *named]
    shapes = [*(area.geometry for area in firm), *(one.geometry for one in named.values())]
    if not (built or built_of_readings):
        return "", ""
    quick = np.rint(measure_all_shared(shapes) * HECTARES)

    def find(rows: Iterable[tuple[int, ...]]) -> str:
        for row in rows:
            number = len(row) - 1
            for other, given in enumerate(row):
                if not _is_off(given, quick[number, other]):
                    continue
                size = measure_shared(shapes[number], shapes[other])
                if _is_off(given, size):
                    shared = f"{names[number]} and {names[other]}, which share {size} ha"
                    own = f"the size of {names[number]}, which measures {size} ha"
                    told = own if number == other else f"shared by {shared}"
                    return f"gives {given} ha as {told}"
        return ""

    return find(built.rows if built else ()), find(
        built_of_readings.rows if built_of_readings else ()
    )


def _check_spots(found: Overlaps, shapes: Sequence[BaseGeometry]) -> None:
    for row in found.rows[:: len(found.rows) // _SPOTS + 1]:
        for other in {len(row) // 2, max(len(row) - 2, 0), len(row) - 1}:
            size = measure_shared(shapes[len(row) - 1], shapes[other])
            if _is_off(row[other], size):
                raise ValueError(f"gives {row[other]} ha as shared where {size} ha are")


def _is_off(given: int, measured: float) -> bool:
    """Whether a size in a file is another than the one measured, both hectares."""
    return abs(given - measured) > _SLACK_HA + _SLACK * measured


def _read_size(given: object) -> int:
    """Return a whole number of hectares that the Earth has room for."""
    if type(given) is not int or not 0 <= given <= _EARTH_HA:
        raise ValueError(f"{given!r} is no whole number of hectares, 0 to {_EARTH_HA:,}")
    return given
