"""Derive the outlines of a base map: border, land across it, oblast, districts, a river.

The border is OpenStreetMap's, by way of a country's time zone, which follows it exactly where it
is the edge of that zone. It is simplified once, so that all layers share every vertex of it. No
open package holds the districts, so each point of the land is given to the district of its
nearest settlement (Voronoi cells, joined by district): about 1 km off on average against surveyed
outlines, which is why the layers say *approximate*, never for legal use.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.basemap_recipes import Plan, make_box
from geodata.build.basemap_sources import (
    RegisterEntry,
    read_codifier_raions,
    read_geonames,
    read_lands,
    read_register,
    read_river,
    read_towns,
    read_zone,
)
from geodata.core.measure import Plane, distance_km
from geodata.geometry.faces import find_covered

BORDER_TOLERANCE_M: Final = 30.0

STRAY_KM: Final = 12.0
"""A settlement whose second-nearest neighbour in its district is farther off is misplaced."""

TOWN_SHIFT_KM: Final = 1.0
"""Where the register's two tables differ by more than this, its table of cities is right."""

JUMP_KM: Final = 20.0
"""The package strings a river's pieces together; a step longer than this is a break."""

GRID: Final = 1e-5
"""Coordinates are kept to 5 decimals of a degree, about 1 m."""

LAND_TOLERANCE_M: Final = 3500.0
_LAND_GRID: Final = 1e-2
_SPECK_M2: Final = 4e8  # islands smaller than this would not be seen
_SLIT_M2: Final = 1e9  # between two lands, where larger openings are water


class BaseOutlines:
    """The outlines of one front's base map in WGS 84, what is dear to derive made once."""

    def __init__(self, plan: Plan, plane: Plane) -> None:
        """Keep the names and extents of `plan`, and the plane in which shapes are worked on."""
        self._plan = plan
        self._plane = plane
        self._oblast = plan.names["oblast"]

    @cached_property
    def land(self) -> BaseGeometry:
        """The land across the border within reach, its border simplified."""
        land = read_zone(self._plan.names["neighbour"]["zone"]).intersection(self._plan.reach)
        plane = self._plane
        return snap(plane.unproject(plane.project(land).simplify(BORDER_TOLERANCE_M)))

    @cached_property
    def border(self) -> BaseGeometry:
        """The line between the two lands within the frame of the map."""
        return snap(shapely.line_merge(self.land.boundary.intersection(self._plan.frame)))

    @cached_property
    def settlements(self) -> tuple[RegisterEntry, ...]:
        """The register with towns moved into their district and misplaced rows left out."""
        towns = {town.name: town for town in self.list_towns()}
        moved = tuple(self._correct_town(entry, towns) for entry in self.list_register())
        return drop_strays(moved, self._oblast["region"])

    @cached_property
    def river(self) -> BaseGeometry:
        """The river within the frame of the map, 1 to 3 km off its surveyed course."""
        river = self._plan.names["river"]
        found = read_river(river["name"], tuple(river["countries"]))
        pieces = [piece for points in found for piece in break_jumps(points)]
        lines = shapely.union_all([shapely.LineString(piece) for piece in pieces if len(piece) > 1])
        return snap(shapely.line_merge(lines.intersection(self._plan.frame)))

    def list_register(self) -> tuple[RegisterEntry, ...]:
        """Return the register's settlements of the oblast and of every oblast that bounds it."""
        return read_register((self._oblast["region"], *self._oblast["bounded_by"]))

    def list_towns(self) -> tuple[RegisterEntry, ...]:
        """Return the oblast's towns from the register's other table."""
        return read_towns(self._oblast["towns"], self._oblast["region"])

    def list_geonames(self) -> tuple[RegisterEntry, ...]:
        """Return the places across the border."""
        return read_geonames(self._plan.names["abroad"]["country"])

    def clip_land(self) -> BaseGeometry:
        """Return the land across the border within the frame of the map."""
        return snap(self.land.intersection(self._plan.frame))

    def derive_oblast(self) -> BaseGeometry:
        """Return the oblast whole: its settlements' cells less the land across the border.

        The side towards that land is the border itself; the inland sides run half-way between
        the nearest settlements of neighbouring oblasts (median 0.7 km from the surveyed line).
        """
        reach = self._plan.reach
        cells = join_cells(self.settlements, lambda entry: entry.region, self._plane, reach)
        parts = shapely.get_parts(snap(cells[self._oblast["region"]].difference(self.land)))
        largest: BaseGeometry = max(parts, key=lambda part: float(part.area))
        return largest

    def derive_districts(self) -> dict[str, BaseGeometry]:
        """Return the oblast's districts by their name in the register, within the frame.

        They come from the register alone, so their cells run on beyond the border: draw the land
        across it over them.
        """

        def name(entry: RegisterEntry) -> str:
            named = self._oblast["district"].format(name=entry.raion)
            return named if entry.region == self._oblast["region"] else ""

        return join_cells(self.settlements, name, self._plane, self._plan.frame)

    def derive_districts_abroad(self) -> dict[str, BaseGeometry]:
        """Return the districts across the border by name, within the frame and that land."""
        frame = self._plan.frame
        cells = join_cells(self._assign_abroad(), lambda entry: entry.raion, self._plane, frame)
        return {name: snap(cell.intersection(self.land)) for name, cell in cells.items()}

    def derive_lands(self) -> dict[str, BaseGeometry]:
        """Return the lands of the small map by name, coarse and cut to its window.

        Natural Earth gives lands as they are administered: the parts of the second that lie in
        the box named `moved` are drawn with the first.
        """
        locator = self._plan.names["locator"]
        window, moved = make_box(locator["window"]), make_box(locator["moved"])
        first, second, *_ = locator["lands"]
        lands = {name: _join(codes, window) for name, codes in locator["lands"].items()}
        parts = shapely.get_parts(lands[second])
        taken = [part for part in parts if moved.covers(part)]
        lands[first] = shapely.union_all([lands[first], *taken])
        lands[second] = shapely.union_all([part for part in parts if part not in taken])
        return self._coarsen(lands, window)

    def _coarsen(
        self, lands: Mapping[str, BaseGeometry], window: BaseGeometry
    ) -> dict[str, BaseGeometry]:
        """Return lands with fewer points, neighbours with one line between them."""
        reach = shapely.segmentize(window, 0.1)
        cut = {name: shapely.intersection(land, reach) for name, land in lands.items()}
        seen = {name: land for name, land in cut.items() if land.area}
        fitted = fit_together([self._plane.project(land) for land in seen.values()])
        coarse = shapely.coverage_simplify(fitted, LAND_TOLERANCE_M)
        drawn: dict[str, BaseGeometry] = {}
        for name, land in zip(seen, coarse, strict=True):
            parts = [part for part in shapely.get_parts(land) if part.area > _SPECK_M2]
            degrees = self._plane.unproject(shapely.MultiPolygon(parts))
            drawn[name] = shapely.set_precision(degrees, _LAND_GRID, mode="pointwise")
        return drawn

    def _correct_town(
        self, entry: RegisterEntry, towns: Mapping[str, RegisterEntry]
    ) -> RegisterEntry:
        if entry.region != self._oblast["region"] or entry.kind != "г":
            return entry
        raion = self._oblast["joined"].get(entry.raion, entry.raion)
        town = towns[entry.name]
        here = (entry.lon, entry.lat)
        if distance_km(here, (town.lon, town.lat)) <= TOWN_SHIFT_KM:
            return replace(entry, raion=raion)
        return replace(entry, raion=raion, key=town.key, lat=town.lat, lon=town.lon)

    def _assign_abroad(self) -> list[RegisterEntry]:
        """Return the places across the border, those of the oblast there with their district.

        A place of that oblast whose name is in no district, or in several, is left out; places
        of the others are kept without a district, to bound the rest.
        """
        abroad = self._plan.names["abroad"]
        raions = read_codifier_raions(abroad["region"])
        assigned = []
        for place in self.list_geonames():
            if place.region != abroad["code"]:
                assigned.append(replace(place, raion=""))
                continue
            found = set().union(*(raions.get(name, frozenset()) for name in place.name.split(";")))
            if len(found) == 1:
                assigned.append(replace(place, raion=abroad["district"].format(name=found.pop())))
        return assigned


def drop_strays(entries: Sequence[RegisterEntry], region: str) -> tuple[RegisterEntry, ...]:
    """Leave out rows of `region` that lie more than STRAY_KM from the rest of their district."""
    raions: dict[str, list[RegisterEntry]] = {}
    for entry in entries:
        if entry.region == region:
            raions.setdefault(entry.raion, []).append(entry)

    def is_stray(entry: RegisterEntry) -> bool:
        if entry.region != region:
            return False
        place = (entry.lon, entry.lat)
        away = sorted(distance_km(place, (o.lon, o.lat)) for o in raions[entry.raion])
        return len(away) > 2 and away[2] > STRAY_KM  # away[0] is the settlement itself

    return tuple(entry for entry in entries if not is_stray(entry))


def fit_together(lands: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return lands (metres) whose edges meet, where those given overlap or leave slits.

    Ground that two claim goes to the first; a slit to the land that it has most of its edge with.
    """
    edges = shapely.union_all([shapely.boundary(one) for one in lands])
    faces = list(shapely.get_parts(shapely.polygonize([edges])))
    owned: list[list[BaseGeometry]] = [[] for _ in lands]
    slits = []
    for face, inside in zip(faces, find_covered(lands, faces).T, strict=True):
        if inside.any():
            owned[int(inside.argmax())].append(face)
        elif face.area < _SLIT_M2:
            slits.append(face)
    whole = [shapely.coverage_union_all(own) for own in owned]
    for slit in slits:
        shared = shapely.length(shapely.intersection(shapely.boundary(slit), whole))
        owned[int(shared.argmax())].append(slit)
    return [shapely.coverage_union_all(own) for own in owned]


def join_cells(
    entries: Iterable[RegisterEntry],
    name: Callable[[RegisterEntry], str],
    plane: Plane,
    reach: BaseGeometry,
) -> dict[str, BaseGeometry]:
    """Return the joined Voronoi cells of `entries` by `name`, in WGS 84, cut to `reach`.

    Entries named "" bound the others and are left out of the result.
    """
    places: dict[tuple[float, float], str] = {}
    for entry in entries:
        places.setdefault((entry.lon, entry.lat), name(entry))
    points = plane.project(shapely.MultiPoint(list(places)))
    bounds = plane.project(shapely.segmentize(reach, 0.1))
    cells = shapely.voronoi_polygons(points, extend_to=bounds, ordered=True).geoms
    groups: dict[str, list[BaseGeometry]] = {}
    for cell, group in zip(cells, places.values(), strict=True):
        if group:
            groups.setdefault(group, []).append(cell)
    joined = {
        group: snap(plane.unproject(shapely.union_all(groups[group])).intersection(reach))
        for group in sorted(groups)
    }
    return {group: outline for group, outline in joined.items() if not outline.is_empty}


def break_jumps(points: tuple[tuple[float, float], ...]) -> list[list[tuple[float, float]]]:
    """Split a string of points wherever two neighbours lie more than JUMP_KM apart."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if pieces[-1] and distance_km(pieces[-1][-1], point) > JUMP_KM:
            pieces.append([])
        pieces[-1].append(point)
    return pieces


def snap(geometry: BaseGeometry) -> BaseGeometry:
    """Return `geometry` on the 5-decimal grid, valid."""
    return shapely.set_precision(geometry, GRID)


def _join(codes: Sequence[str], window: BaseGeometry) -> BaseGeometry:
    rings = (ring for code in codes for ring in read_lands(code))
    lands = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    return shapely.union_all([land for land in lands if shapely.intersects(land, window)])
