"""The outline of a held area: level set → tidy polygons cut to the oblast.

In the plane (metres): trace the level set, take off needles, drop specks and fill holes that no
evidence speaks for, and thin the vertices. In WGS 84: round to five decimals and cut to the
oblast, keeping the oblast's own vertices on the border side, so that neighbours share edges. Where
a line meets the border it ends at a vertex of the border, or on a long edge at the metre nearest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.geometry.comparison import pick_polygons
from geodata.geometry.grid import Grid, trace_levels

DECIMALS = 5  # about one metre

_CRUMB = 0.004
_BAY_M = 3500.0  # half of the widest mouth of a bay that the border shuts off
_TOUCH = 4e-5  # degrees: a vertex this close to the border is a crossing, rounded
_NEAR = 0.01  # degrees: an end of the crossed edge farther off is not worth moving to
_SIGHT = 6  # vertices to pass over in search of one that sees the border

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marks:
    """Plane points that a part must hold to be kept, and that a hole must hold to stay."""

    held: shapely.MultiPoint
    lost: shapely.MultiPoint
    held_degrees: shapely.MultiPoint


@dataclass(frozen=True, slots=True)
class Land:
    """The oblast in the plane, and the strip beyond the border from which it is entered."""

    oblast: BaseGeometry
    behind: BaseGeometry


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
        moved: list[Pair | None] = list(ring)
        for index in (i for i in range(count) if not known[i]):
            step = -1 if free[index - 1] else 1
            moved[index] = self._choose_end(ring[index], ring[(index + step) % count])
            for away in range(1, min(_SIGHT, count)):
                place = (index + step * away) % count
                if not free[place]:
                    break
                end = self._find_end(ring[index], ring[place])
                if end is not None:
                    moved[index] = end
                    break
                moved[place] = None  # out of sight: the ring takes a short cut past it
        kept: list[Pair] = []
        for pair in moved:
            if pair is not None and (not kept or kept[-1] != pair):
                kept.append(pair)
        while len(kept) > 1 and kept[0] == kept[-1]:
            kept.pop()
        return _drop_spikes(kept)

    def _find_end(self, crossing: Pair, seen_from: Pair) -> Pair | None:
        """Return the best place for a crossing that is in sight of a point, if any is.

        That is an end of the crossed edge, or on a long edge the crossing itself, rounded inwards.
        """
        for end in self._rank_ends(crossing):
            if self.oblast.covers(LineString([end, seen_from])):
                return end
        return None

    def _choose_end(self, crossing: Pair, seen_from: Pair) -> Pair:
        return self._find_end(crossing, seen_from) or self._rank_ends(crossing)[0]

    def _rank_ends(self, crossing: Pair) -> list[Pair]:
        edge = self._edges[int(self._tree.nearest(Point(crossing)))]
        ends = [end for end in edge if hypot(end[0] - crossing[0], end[1] - crossing[1]) <= _NEAR]
        ends = ends or _round_about(crossing)
        return sorted(ends, key=lambda end: (Point(crossing).distance(Point(end)), end))


def trace_outline(
    grid: Grid,
    field: NDArray[np.float64],
    land: Land,
    marks: Marks,
    size_km: float,
) -> BaseGeometry:
    """Return where `field` > 0 as tidy plane polygons; `size_km` is the root of the target area.

    They run on beyond the border, for `Cutter` to cut. Needles of land narrower than about a
    twentieth of the size go, as do parts without a held mark; clefts about as narrow, holes, and
    bays shut off against the border, are filled where no lost mark lies in them. Vertices are
    thinned under a tolerance of 25 to 140 m.
    """
    neck = 1000.0 * min(max(0.028 * size_km, 0.05), 0.7)
    whole = trace_levels(grid, field, 0.0)
    core = shapely.intersection(whole, land.oblast).buffer(-neck, quad_segs=4)
    core = core.buffer(2.2 * neck, quad_segs=4)
    opened = shapely.intersection(whole, core).buffer(-0.5 * neck, quad_segs=4)
    opened = opened.buffer(0.5 * neck, quad_segs=4)
    parts = pick_polygons(_shut_clefts(opened, 0.8 * neck, marks.lost))
    spoken = [part for part in parts if part.intersects(marks.held)]
    filled = _fill_bays(shapely.union_all(spoken or parts), land, marks.lost)
    tolerance = min(max(4.5 * size_km, 25.0), 140.0)
    return shapely.simplify(filled, tolerance)


def _shut_clefts(shape: BaseGeometry, half: float, lost: shapely.MultiPoint) -> BaseGeometry:
    """Return `shape` without clefts narrower than twice `half` metres that hold no lost mark."""
    closed = shape.buffer(half, quad_segs=4).buffer(-half, quad_segs=4)
    if not closed.intersects(lost):
        return closed
    clefts = shapely.get_parts(shapely.difference(closed, shape))
    kept = [cleft.buffer(1.0) for cleft in clefts if cleft.intersects(lost)]
    return shapely.difference(closed, shapely.union_all(kept))


def _fill_bays(shape: BaseGeometry, land: Land, lost: shapely.MultiPoint) -> BaseGeometry:
    """Return `shape` without holes or bays shut off by the border, save those with a lost mark."""
    near = shapely.intersection(land.behind, shape.buffer(_BAY_M, quad_segs=2))
    outer = [Polygon(part.exterior) for part in pick_polygons(shapely.union(shape, near))]
    shut = shapely.difference(shapely.union_all(outer), shapely.union(shape, near))
    free = [bay for bay in shapely.get_parts(shut) if not bay.intersects(lost)]
    # Run on beyond the border, so that thinning the vertices never touches the border itself.
    beyond = shapely.intersection(near, shapely.union_all(free).buffer(_BAY_M / 7.0, quad_segs=2))
    return shapely.union_all([shape, *free, beyond])


def round_outline(shape: BaseGeometry) -> BaseGeometry:
    """Return a WGS 84 shape rounded to five decimals of a degree and valid."""
    degrees = shapely.transform(shape, lambda pairs: np.round(pairs, DECIMALS))
    if degrees.is_valid:
        return degrees
    return shapely.set_precision(shapely.make_valid(degrees), 10.0**-DECIMALS)


def join_parts(parts: Sequence[Polygon], marks: Marks) -> MultiPolygon:
    """Return the polygons (WGS 84) as one right-handed MultiPolygon, largest part first.

    Crumbs, smaller than 0.4 % of the largest, stay only with a held mark in them.
    """
    whole = shapely.transform(shapely.union_all(parts), lambda pairs: np.round(pairs, DECIMALS))
    ranked = sorted(pick_polygons(whole), key=lambda part: (-part.area, part.bounds))
    kept = [
        part
        for part in ranked
        if part.area >= _CRUMB * ranked[0].area or part.intersects(marks.held_degrees)
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
