"""Where the maps of a PDF lie: every corner is told, in the plane in which the map is drawn."""

import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import XML

import pytest
import shapely

from dashboard.briefing.drawing.georeference import find_grounds, tell_ground, write_side_file
from dashboard.briefing.drawing.svg import make
from dashboard.briefing.drawing.viewport import Viewport
from dashboard.briefing.export import Wish, make_deck, make_sheet
from dashboard.state.selection import open_selection
from geodata.core.measure import Plane

NUMBERS = rb"\[([-\d. ]+)\]"
VIEWPORT = re.compile(
    rb"/BBox%s/Measure<<.*?/GPTS%s.*?"
    rb'Central_Meridian",([-\d.]+)\].*?Latitude_Of_Origin",([-\d.]+)\]' % (NUMBERS, NUMBERS)
)
MEDIA = re.compile(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]")
PLANE = Plane(-29.5, 40.5)


def read_numbers(told):
    return [float(one) for one in told.split()]


def list_maps(pdf):
    """Yield of each map of a PDF its box on the page, and its corners in metres of its plane."""
    for box, degrees, lon, lat in VIEWPORT.findall(pdf):
        told = read_numbers(degrees)
        corners = shapely.MultiPoint([*zip(told[1::2], told[::2], strict=True)])
        plane = Plane(float(lon), float(lat))
        yield read_numbers(box), shapely.get_coordinates(plane.project(corners)).tolist()


def test_the_corners_are_those_of_the_viewport():
    viewport = Viewport(-20_000.0, 9_000.0, 100.0, 400.0, 150.0, PLANE)
    (ground,) = find_grounds(make("g", data_ground=tell_ground(viewport)))
    told = shapely.get_coordinates(PLANE.project(shapely.MultiPoint(ground.corners)))
    sides = [-20_000, -6_000, -20_000, 9_000, 20_000, 9_000, 20_000, -6_000]
    assert told.ravel().tolist() == pytest.approx(sides, abs=0.05)
    assert ground.plane == PLANE


def test_a_map_is_found_wherever_it_was_moved_to():
    told = tell_ground(Viewport(0.0, 0.0, 100.0, 40.0, 30.0, PLANE))
    drawn = make("g", data_ground=told, transform="translate(10 20)")
    scaled = make("g", drawn, transform="translate(100.00 50.00) scale(0.5000)")
    (ground,) = find_grounds(make("svg", make("g", scaled)))
    assert (ground.left, ground.top, ground.width, ground.height) == (105.0, 60.0, 20.0, 15.0)


@pytest.mark.parametrize("pixels", [(200, 100), (400, 200), (400, 300), (500, 200)])
def test_a_picture_lies_beside_its_map_where_the_map_lies(pixels):
    viewport = Viewport(-20_000.0, 9_000.0, 100.0, 80.0, 40.0, PLANE)
    drawn = make("g", data_ground=tell_ground(viewport), transform="translate(10 20)")
    (ground,) = find_grounds(make("svg", drawn))
    told = XML(write_side_file(ground, (200.0, 100.0), pixels))
    left, wide, _, top, _, high = (float(one) for one in told.findtext("GeoTransform").split(","))
    scale = min(pixels[0] / 200, pixels[1] / 100)
    corner = [pixels[0] / 2 - 90 * scale, pixels[1] / 2 - 30 * scale]  # of the map, in pixels
    at = [left + wide * corner[0], top + high * corner[1]]
    assert at == pytest.approx([-20_000, 9_000], abs=0.05)
    assert (wide, high) == pytest.approx((100 / scale, -100 / scale), rel=1e-4)
    assert f'Central_Meridian",{PLANE.lon}]' in told.findtext("SRS")


@pytest.mark.parametrize("template", ["slide", "a4-portrait", "map", "column"])
def test_the_map_of_a_sheet_has_one_scale_and_lies_on_the_page(workspace, template):
    selection = replace(open_selection(workspace.dataset.front), day=date(2024, 8, 27))
    pdf = make_sheet(workspace, selection, Wish("pdf", template=template))
    ((left, bottom, right, top), (_, (west, north), (east, _), (_, south))), *more = list_maps(pdf)
    width, height = read_numbers(b" ".join(MEDIA.search(pdf).groups()))
    assert not more
    assert -0.01 <= left < right <= width + 0.01
    assert -0.01 <= bottom < top <= height + 0.01
    scale = (east - west) / (right - left)
    assert (north - south) / (top - bottom) == pytest.approx(scale, rel=2e-3)
    at = Plane(*workspace.dataset.front.centre).project(shapely.Point(35.2714, 51.1906))  # Sudzha
    assert west < at.x < east
    assert south < at.y < north


def test_each_map_of_several_dates_lies_at_its_own_place(workspace):
    first = replace(open_selection(workspace.dataset.front), day=date(2024, 8, 27))
    views = [first, replace(first, day=date(2025, 3, 12)), replace(first, day=date(2025, 6, 22))]
    maps = [*list_maps(make_deck(workspace, views, Wish("page")))]
    assert len({tuple(box) for box, _ in maps}) == len(views)
    assert all(corners == maps[0][1] for _, corners in maps)
