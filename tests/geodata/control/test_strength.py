"""Which reports shaped a held area, and what each stretch of its line rests on."""

import shapely
from shapely.geometry import MultiPolygon, box

from geodata.control.evidence import Evidence
from geodata.control.strength import Strength, grade_outline, list_shaping
from geodata.core.measure import Plane
from geodata.core.model import Status

PLANE = Plane(35.2, 51.3)
OBLAST = MultiPolygon([box(35.0, 51.0, 36.0, 52.0)])
AREA = MultiPolygon([box(35.0, 51.4, 35.5, 51.42)])  # 35 km long, 2 km wide


def place(name, lon, lat, status=Status.HELD):
    return Evidence(name, lon, lat, status, 1.0)


def cut(area):
    """Return the area with an edge every kilometre or so."""
    return MultiPolygon([shapely.segmentize(part, 0.01) for part in area.geoms])


def strengths_by_place(area, evidence):
    found = {}
    (part,) = area.geoms
    ((grades,),) = grade_outline(area, evidence, OBLAST, PLANE)
    corners = list(part.exterior.coords)
    assert len(grades) == len(corners) - 1
    for (x1, y1), (x2, y2), grade in zip(corners, corners[1:], grades, strict=False):
        found[round((x1 + x2) / 2, 4), round((y1 + y2) / 2, 4)] = grade
    return found


def test_a_line_weakens_with_its_distance_from_a_report():
    found = strengths_by_place(cut(AREA), [place("a", 35.06, 51.41)])
    assert found[35.065, 51.42] is Strength.NEAR
    assert found[35.125, 51.42] is Strength.INFERRED
    assert found[35.305, 51.42] is Strength.FREE


def test_the_oblast_boundary_is_no_inferred_line():
    found = strengths_by_place(cut(AREA), [])
    assert {grade for (x, _), grade in found.items() if x == 35.0} == {Strength.BORDER}
    assert {grade for (x, _), grade in found.items() if x > 35.0} == {Strength.FREE}


def test_a_lost_place_holds_a_line_as_well_as_a_held_one():
    found = strengths_by_place(cut(AREA), [place("a", 35.3, 51.43, Status.LOST)])
    assert found[35.305, 51.42] is Strength.NEAR


def test_every_ring_of_every_part_is_graded():
    holed = box(35.2, 51.2, 35.4, 51.4) - box(35.25, 51.25, 35.3, 51.3)
    rings = grade_outline(MultiPolygon([holed, box(35.6, 51.6, 35.7, 51.7)]), [], OBLAST, PLANE)
    assert [[len(ring) for ring in part] for part in rings] == [[4, 4], [4]]


def test_what_lies_far_away_has_not_shaped_an_area():
    inside, near = place("inside", 35.2, 51.41), place("near", 35.2, 51.5, Status.LOST)
    far = place("far", 35.2, 51.53, Status.LOST)  # 12 km from the area
    assert list_shaping([far, inside, near], AREA, PLANE) == (inside, near)
    assert list_shaping([inside], MultiPolygon(), PLANE) == ()
    assert list_shaping([], AREA, PLANE) == ()
