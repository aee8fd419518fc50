"""The outline of a held area: a level set → tidy polygons cut to the oblast, in WGS 84.

Rounded to five decimals and cut to the oblast, keeping the oblast's own vertices on the border
side, so that neighbours share edges. Where a line meets the border it ends at a vertex of the
border, or on a long edge at the metre nearest.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.geometry.comparison import pick_polygons

DECIMALS = 5  # about one metre

_CRUMB = 0.001
_TOUCH = 4e-5  # degrees: a vertex this close to the border is a crossing, rounded
_NEAR = 0.01  # degrees: an end of the crossed edge farther off is not worth moving to
_SIGHT = 6  # vertices to pass over in search of one that sees the border
_CORNERS = (0.5, 0.25, 0.1, 0.04)  # shares of the way to such a vertex where a corner may help

Pair = tuple[float, float]


class Cutter:
    """Cuts plane shapes to one oblast (WGS 84) along the oblast's own vertices."""

    def __init__(self, oblast: Polygon | MultiPolygon) -> None:
        """Index the boundary of `oblast`."""
        self.oblast = oblast
        shapely.prepare(oblast)
        ends = [
            pair
            for part in shapely.get_parts(oblast)
            for ring in (part.exterior, *part.interiors)
            for pair in pairwise(ring.coords)
        ]
        self._edges: list[tuple[Pair, Pair]] = ends
        self._boundary = shapely.boundary(oblast)
        self._vertices = frozenset(pair[0] for pair in ends)
        self._tree = shapely.STRtree([LineString(pair) for pair in ends])

    def cut(self, shape: BaseGeometry) -> list[Polygon]:
        """Return the polygons of `shape` (WGS 84, rounded) inside the oblast."""
        inner = frozenset(map(tuple, shapely.get_coordinates(shape).tolist()))
        met = shapely.intersection(shape, self.oblast)
        return [tidy for part in pick_polygons(met) for tidy in self._settle(part, inner)]

    def trim(self, area: MultiPolygon) -> MultiPolygon:
        """Return `area` without the corners that rounding has put a metre beyond the boundary."""
        if self.oblast.covers(area):
            return area
        parts = []
        for part in area.geoms:
            rings = [
                [pair for pair in ring.coords if self.oblast.covers(Point(pair))]
                for ring in (part.exterior, *part.interiors)
            ]
            parts.append(Polygon(rings[0], [ring for ring in rings[1:] if len(ring) >= 3]))
        return MultiPolygon(parts)

    def _settle(self, part: Polygon, inner: frozenset[Pair]) -> Iterator[Polygon]:
        """Yield `part` with each crossing of the boundary moved to a vertex of the oblast."""
        rings = [
            self._settle_ring(list(ring.coords[:-1]), inner)
            for ring in (part.exterior, *part.interiors)
        ]
        shell, *holes = rings
        if len(shell) < 3:
            return
        moved: BaseGeometry = Polygon(shell, [hole for hole in holes if len(hole) >= 3])
        if not (moved.is_valid and self.oblast.covers(moved)):
            moved = shapely.intersection(shapely.make_valid(moved), self.oblast)
        yield from pick_polygons(moved)

    def _settle_ring(self, ring: list[Pair], inner: frozenset[Pair]) -> list[Pair]:
        """Return the ring with every crossing replaced by a vertex of the oblast in sight."""
        count = len(ring)
        clear = shapely.distance(shapely.points(ring), self._boundary) > _TOUCH
        free = [bool(far) and pair in inner for pair, far in zip(ring, clear, strict=True)]
        known = [free[i] or ring[i] in self._vertices for i in range(count)]
        moved: list[list[Pair]] = [[pair] for pair in ring]
        for index in (i for i in range(count) if not known[i]):
            step = -1 if free[index - 1] else 1
            moved[index] = [self._rank_ends(ring[index])[0]]
            for away in range(1, min(_SIGHT, count)):
                place = (index + step * away) % count
                if not free[place]:
                    break
                way = self._find_way(ring[index], ring[place])
                if way:
                    moved[index] = way[::step]
                    break
                moved[place] = []  # out of sight: the ring takes a short cut past it
        kept: list[Pair] = []
        for pair in (pair for pairs in moved for pair in pairs):
            if not kept or kept[-1] != pair:
                kept.append(pair)
        while len(kept) > 1 and kept[0] == kept[-1]:
            kept.pop()
        return _drop_spikes(kept)

    def _find_way(self, crossing: Pair, seen_from: Pair) -> list[Pair]:
        """Return the best place for a crossing in sight of a point, and a corner between if needed.

        That is an end of the crossed edge, or on a long edge the crossing itself, rounded inwards.
        """
        for end in self._rank_ends(crossing):
            if self.oblast.covers(LineString([end, seen_from])):
                return [end]
        for share in _CORNERS:
            x, y = (a + share * (b - a) for a, b in zip(crossing, seen_from, strict=True))
            corner = round(x, DECIMALS), round(y, DECIMALS)
            for end in self._rank_ends(crossing):
                if self.oblast.covers(LineString([end, corner, seen_from])):
                    return [end, corner]
        return []

    def _rank_ends(self, crossing: Pair) -> list[Pair]:
        edge = self._edges[int(self._tree.nearest(Point(crossing)))]
        ends = [end for end in edge if hypot(end[0] - crossing[0], end[1] - crossing[1]) <= _NEAR]
        ends = ends or _round_about(crossing)
        return sorted(ends, key=lambda end: (Point(crossing).distance(Point(end)), end))


find_cutter = lru_cache(maxsize=4)(Cutter)


def round_outline(shape: BaseGeometry) -> BaseGeometry:
    """Return a WGS 84 shape rounded to five decimals of a degree and valid."""
    degrees = shapely.transform(shape, lambda pairs: np.round(pairs, DECIMALS))
    if degrees.is_valid:
        return degrees
    return shapely.set_precision(shapely.make_valid(degrees), 10.0**-DECIMALS)


def join_parts(parts: Sequence[Polygon], held: shapely.MultiPoint) -> MultiPolygon:
    """Return the polygons (WGS 84) as one right-handed MultiPolygon, largest part first.

    Crumbs, smaller than 0.1 % of the largest, stay only with a place of `held` (WGS 84) in them.
    """
    whole = shapely.transform(shapely.union_all(parts), lambda pairs: np.round(pairs, DECIMALS))
    ranked = sorted(pick_polygons(whole), key=lambda part: (-part.area, part.bounds))
    kept = [
        part for part in ranked if part.area >= _CRUMB * ranked[0].area or part.intersects(held)
    ]
    joined: MultiPolygon = shapely.orient_polygons(MultiPolygon(kept), exterior_cw=False)
    return joined


def _round_about(pair: Pair) -> list[Pair]:
    """Return the nine points of five decimals round a point."""
    steps = [step * 10.0**-DECIMALS for step in (-1, 0, 1)]
    return [
        (round(pair[0] + east, DECIMALS), round(pair[1] + north, DECIMALS))
        for east in steps
        for north in steps
    ]


def _drop_spikes(ring: list[Pair]) -> list[Pair]:
    """Return the ring without vertices whose two neighbours are the same point."""
    changed = True
    while changed and len(ring) > 2:
        changed = False
        for index in range(len(ring)):
            if ring[index - 1] == ring[(index + 1) % len(ring)]:
                for place in sorted({index, (index + 1) % len(ring)}, reverse=True):
                    del ring[place]
                changed = True
                break
    return ring
