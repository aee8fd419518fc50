"""Reference polygons from a folder of `<date>.geojson`, of any origin, ready to compare with."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import shapely
from shapely.geometry import MultiPolygon, Polygon

from geodata.core.dates import parse_day
from geodata.core.errors import Fault, FrontError
from geodata.dataset.contents import read_file
from geodata.geometry.comparison import pick_polygons

_POLYGONS: Final = frozenset({"Polygon", "MultiPolygon"})
_OTHERS: Final = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString"})
_WGS84: Final = re.compile(r"(.*[:/])?(CRS84h?|EPSG[:/]+([\d.]+[:/])?4326)", re.IGNORECASE)
_NEAR_DEGREES: Final = 1.0  # round the front's extent within which a reference may lie
_SHOWN: Final = 60  # characters of what was given

_NAME: Final = "Name it after its day, as in 2024-08-12.geojson, or move it elsewhere."
_JSON: Final = "Export it as GeoJSON (RFC 7946)."
_WHERE: Final = "Export it in WGS 84, longitude before latitude."
_AREA: Final = "Export polygons; an empty FeatureCollection says that nothing was held."


class ReferenceFolderError(FrontError):
    """A folder of reference polygons that cannot be used; carries every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep `faults` and say them all, one a line."""
        self.faults = tuple(faults)
        head = f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in the reference:"
        super().__init__("\n".join([head, *(f"  {fault}" for fault in faults)]))


def read_references(folder: Path) -> dict[date, MultiPolygon]:
    """Return the area of each `<date>.geojson` in `folder`, by date, in WGS 84.

    A file is a FeatureCollection, a Feature or a bare geometry; its polygons are united, heights
    dropped, invalid rings repaired, points and lines passed over. An empty collection is an empty
    area. Other files, and those whose name starts with a dot, are ignored.

    Raises:
        ReferenceFolderError: a file cannot be used, or there is none; lists every fault.
    """
    areas: dict[date, MultiPolygon] = {}
    faults: list[Fault] = []
    paths = sorted(path for path in folder.glob("*.geojson") if not path.name.startswith("."))
    for path in paths:
        reader = _Reader(path)
        area = reader.read_area()
        faults += reader.faults
        try:
            areas[parse_day(path.stem)] = area
        except ValueError as error:
            faults.append(Fault(path.name, "name", str(error), _NAME))
    if not paths:
        rule = "holds no .geojson file, expected one for each day to compare"
        faults.append(Fault(str(folder), "folder", rule, _NAME))
    if faults:
        raise ReferenceFolderError(faults)
    return areas


def check_near(
    areas: Mapping[date, MultiPolygon], extent: tuple[float, float, float, float]
) -> None:
    """Refuse references none of whose ground lies anywhere near the front.

    `extent` is the front's: west, south, east and north in degrees. Whoever wrote latitude before
    longitude would else be told of an honest disagreement.

    Raises:
        ReferenceFolderError: an area lies wholly outside the extent; lists every one.
    """
    near = shapely.box(*extent).buffer(_NEAR_DEGREES)
    faults = [
        Fault(f"{day.isoformat()}.geojson", "file", _say_far(area, near), _WHERE)
        for day, area in areas.items()
        if not area.is_empty and not area.intersects(near)
    ]
    if faults:
        raise ReferenceFolderError(faults)


def _say_far(area: MultiPolygon, near: Polygon) -> str:
    west, south, east, north = area.bounds
    turned = shapely.transform(area, lambda pairs: pairs[:, ::-1])
    hint = "; with latitude and longitude swapped they would" if turned.intersects(near) else ""
    box = f"{west:.2f} to {east:.2f} E, {south:.2f} to {north:.2f} N"
    return f"its polygons ({box}) lie nowhere near the front{hint}"


class _Reader:
    """Reads one file; what is wrong with it is kept in `faults`."""

    def __init__(self, path: Path) -> None:
        self.faults: list[Fault] = []
        self._path = path

    def read_area(self) -> MultiPolygon:
        """Return the united polygons of the file, empty where it is faulty."""
        try:
            content = json.loads(read_file(self._path).decode("utf-8-sig"))
            geometries = list(self._find_geometries(content, "file"))
        except (OSError, ValueError, RecursionError) as error:
            self._note("file", f"cannot be read: {error}", _JSON)
            return MultiPolygon()
        polygonal = [geometry for geometry in geometries if geometry[1] in _POLYGONS]
        parts = [part for geometry in polygonal for part in self._read_polygons(*geometry)]
        area = _unite(parts)
        if geometries and not polygonal:
            self._note("file", "has features but no polygon, expected at least one", _AREA)
        elif parts and area.is_empty:
            self._note("file", "has polygons without an area, expected rings round ground", _AREA)
        return MultiPolygon() if self.faults else area

    def _find_geometries(self, item: object, where: str) -> Iterator[tuple[str, str, list[object]]]:
        """Yield where each simple geometry stands, its type ("" for none) and its coordinates."""
        if isinstance(item, Mapping):
            self._check_crs(item.get("crs"), where)
        match item:
            case {"type": "FeatureCollection", "features": list(features)}:
                for number, feature in enumerate(features, 1):
                    yield from self._find_geometries(feature, f"feature {number}")
            case {"type": "Feature", "geometry": None}:
                yield where, "", []
            case {"type": "Feature", "geometry": geometry}:
                yield from self._find_geometries(geometry, where)
            case {"type": "GeometryCollection", "geometries": list(parts)}:
                for part in parts:
                    yield from self._find_geometries(part, where)
            case {"type": str(kind), "coordinates": list(coordinates)} if (
                kind in _POLYGONS or kind in _OTHERS
            ):
                yield where, kind, coordinates
            case _:
                self._note(where, f"is {_show(item)}, expected a GeoJSON object", _JSON)

    def _check_crs(self, crs: object, where: str) -> None:
        match crs:
            case None:
                return
            case {"properties": {"name": str(name)}} if _WGS84.fullmatch(name):
                return
        self._note(where, f"its crs is {_show(crs)}, expected WGS 84, the one of GeoJSON", _WHERE)

    def _read_polygons(self, where: str, kind: str, coordinates: list[object]) -> list[Polygon]:
        """Return the polygons of a geometry, none where it is faulty."""
        polygons = []
        try:
            for polygon in coordinates if kind == "MultiPolygon" else [coordinates]:
                rings = [_read_ring(ring) for ring in _expect_list(polygon)]
                polygons += [Polygon(rings[0], rings[1:])] if rings else []
        except _PlaceError as error:
            self._note(where, str(error), _WHERE)
            return []
        except ValueError as error:
            self._note(where, str(error), _JSON)
            return []
        return polygons

    def _note(self, where: str, rule: str, remedy: str) -> None:
        self.faults.append(Fault(self._path.name, where, rule, remedy))


class _PlaceError(ValueError):
    """A position that is not on the globe in degrees."""


def _read_ring(ring: object) -> list[tuple[float, float]]:
    """Return the positions of a ring without their heights; `Polygon` closes an open one."""
    positions = [_read_position(position) for position in _expect_list(ring)]
    if len(positions) < 3:
        raise ValueError(f"a ring is {_show(ring)}, expected at least three corners")
    return positions


def _read_position(position: object) -> tuple[float, float]:
    match position:
        case [int() | float() as lon, int() | float() as lat, *_]:
            if not (abs(lon) <= 180 and abs(lat) <= 90):  # no number is not either
                raise _PlaceError(
                    f"a position is {_show(position)}, "
                    "expected longitude -180 to 180, latitude -90 to 90"
                )
            return float(lon), float(lat)
        case _:
            raise ValueError(f"a position is {_show(position)}, expected two numbers")


def _expect_list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"its coordinates hold {_show(value)}, expected a list")
    return value


def _unite(parts: list[Polygon]) -> MultiPolygon:
    """Return the union of polygons that may be invalid or overlap, without points and lines."""
    whole = [shapely.make_valid(part, method="structure", keep_collapsed=False) for part in parts]
    united = pick_polygons(shapely.union_all(whole))
    return MultiPolygon([part for part in united if part.area > 0])


def _show(given: object) -> str:
    """Return what was given as JSON, shortened."""
    text = json.dumps(given, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
