"""The drawing of the map: scale, clipping, names that never touch, drawings by account."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
import shapely
from shapely.geometry import Point

from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.drawing.svg import make
from dashboard.briefing.drawing.viewport import Space, find_bounds, fit_viewport
from dashboard.briefing.map.areas import draw_account, make_hatches
from dashboard.briefing.map.names import Spot, find_spots, keep_clear, write_places
from dashboard.briefing.map.overlays import draw_marks, draw_strength
from dashboard.briefing.map.scale import pick_scale_km
from dashboard.state.selection import Selection
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from dashboard.view.workspace import lay_out_workspace
from geodata.control.evidence import Evidence
from geodata.core.measure import Plane, area_km2
from geodata.core.model import Role, Side, Status

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)

PALETTE = read_palette()
PLANE, AFAR = Plane(35.2, 51.3), Plane(-29.5, 40.5)  # of the bundled front, of the made-up one


@pytest.fixture(scope="module")
def viewport(kursk):
    areas = [area.geometry for area in kursk.held]
    return fit_viewport(PLANE, find_bounds(PLANE, areas, 20_000.0), 400.0)


def draw_leading(account_view, viewport):
    """Return the paths of an account; where only a rival of its claim has an area, that leads."""
    areas = account_view.areas or account_view.others
    return list(
        draw_account(replace(account_view, areas=areas, others=(), age=0), viewport, PALETTE)
    )


def spy_on_boxes(monkeypatch):
    """Return the list that every box of a name taken from a Space is added to."""
    taken = []
    take = Space.take
    monkeypatch.setattr(Space, "take", lambda self, box: (taken.append(box), take(self, box))[1])
    return taken


def test_areas_on_the_page_compare_as_areas_on_the_ground(kursk, viewport):
    area = max(kursk.held, key=lambda area: area.area_km2).geometry
    unit_km2 = (viewport.metres_per_unit / 1000.0) ** 2
    assert viewport.place(area).area * unit_km2 == pytest.approx(area_km2(area), rel=0.01)


def test_all_of_the_bounds_are_shown_and_nothing_far_outside(kursk, viewport):
    for area in (one for one in kursk.held if not one.geometry.is_empty):
        assert viewport.box.covers(viewport.place(area.geometry))
    oblast = shapely.from_geojson(kursk.layers["kursk-oblast"].geojson)
    drawn = viewport.place(oblast)
    assert viewport.box.buffer(10.0, join_style="mitre").covers(drawn)
    assert viewport.find(0.0, 0.0) is None


def test_a_given_height_keeps_one_scale():
    wide = fit_viewport(PLANE, (0.0, 0.0, 1000.0, 1000.0), 400.0, height=100.0)
    assert wide.metres_per_unit == 10.0
    assert wide.west == -1500.0


def test_the_scale_bar_has_a_round_length(viewport):
    km = pick_scale_km(viewport)
    assert 1000.0 * km / viewport.metres_per_unit <= 0.3 * viewport.width
    assert km in (10, 20, 50)


def test_names_never_touch_each_other_nor_dots(kursk, viewport, monkeypatch):
    taken = spy_on_boxes(monkeypatch)
    space = Space(viewport.width, viewport.height)
    drawn = write_places(find_spots(kursk, viewport, last_rank=5), space, 14.0, PALETTE)
    assert sum(element.tag == "text" for element in drawn) > 10
    names = [shapely.box(*box) for box in taken if box[2] - box[0] > 10.0]
    assert not [pair for pair in combinations(names, 2) if pair[0].intersection(pair[1]).area]


@pytest.mark.parametrize("name", ["Sudzha", "Korenevo", "Glushkovo", "Sumy"])
def test_the_first_rank_is_always_named(kursk, viewport, name):
    spots = find_spots(kursk, viewport, last_rank=1)
    clutter = [(x, y, x + 9.0, y + 9.0) for x in range(0, 400, 10) for y in range(0, 400, 10)]
    space = Space(viewport.width, viewport.height, marks=clutter)
    drawn = write_places(spots, space, 14.0, PALETTE)
    assert name in [element.text for element in drawn if element.tag == "text"]


def test_a_first_rank_name_stands_apart_from_marks_with_a_leader():
    space = Space(200.0, 200.0, marks=[(80.0, 80.0, 120.0, 120.0)])
    drawn = write_places([Spot("Sudzha", 100.0, 100.0, 1)], space, 12.0, PALETTE, dots=False)
    assert [element.tag for element in drawn] == ["path", "text"]


def test_a_minor_name_without_room_is_left_out():
    space = Space(200.0, 200.0, taken=[(0.0, 0.0, 200.0, 200.0)])
    assert write_places([Spot("Hamlet", 100.0, 100.0, 4)], space, 12.0, PALETTE) == []


def test_a_name_below_words_goes_and_its_dot_stays():
    spots = [Spot("Near", 40.0, 40.0, 2), Spot("Far", 40.0, 140.0, 2)]
    names = make("g", *write_places(spots, Space(200.0, 200.0), 12.0, PALETTE), id="names")
    kept = keep_clear(names, [(30.0, 30.0, 80.0, 50.0)])
    assert [one.text for one in kept.iter("text")] == ["Far"]
    assert len(list(kept.iter("circle"))) == 2


def test_each_account_has_its_own_drawing(kursk, viewport):
    workspace = lay_out_workspace(kursk)
    sides = tuple(account.side for account in kursk.front.accounts)
    view = build_view(workspace, Selection(day=date(2024, 11, 23), accounts=sides, others=True))
    paths = {one.account.side: draw_leading(one, viewport) for one in view.accounts}
    assert paths[UKRAINE][0].get("fill") == "#0072B2"
    contested, firm = paths[INDEPENDENT]
    assert (contested.get("fill"), firm.get("fill")) == (
        "url(#hatch-independent-contested-0)",
        "url(#hatch-independent-firm-0)",
    )
    assert {hatch.get("id") for hatch in make_hatches(sides, PALETTE)} == {
        f"hatch-independent-{edge}-{maker}"
        for edge in ("contested", "firm")
        for maker in range(len(STYLE.makers))
    }
    assert paths[RUSSIA][0].get("fill") == "none"
    assert paths[RUSSIA][0].get("stroke-dasharray") == "7 5"


def test_the_dark_theme_has_its_own_inks(kursk, viewport):
    workspace = lay_out_workspace(kursk)
    view = build_view(workspace, Selection(day=date(2024, 8, 12), accounts=(UKRAINE,)))
    dark = draw_account(view.accounts[0], viewport, read_palette(dark=True))
    assert dark[0].get("fill") == "#56B4E9"


def test_marks_tell_held_contested_and_lost_apart(made_up):
    statuses = (Status.HELD, Status.CONTESTED, Status.LOST)
    evidence = [
        Evidence(status.value, -29.5 + 0.1 * number, 40.5, status, 1.0)
        for number, status in enumerate(statuses)
    ]
    viewport = fit_viewport(AFAR, find_bounds(AFAR, [Point(-29.5, 40.5).buffer(1.0)], 0.0), 300.0)
    held, contested, lost = draw_marks(evidence, viewport, PALETTE)
    assert held.get("fill") == PALETTE["ink"]
    assert contested.tag == "g"
    assert lost.get("fill") == PALETTE["paper"]


def test_an_outline_is_drawn_by_what_holds_it(made_up):
    area = next(area for area in made_up.held if area.area_km2 > 50).geometry
    oblast = shapely.from_geojson(made_up.layers["square-oblast"].geojson)
    viewport = fit_viewport(AFAR, find_bounds(AFAR, [area], 5000.0), 300.0)
    west, _, east, north = area.bounds
    beyond = [Evidence("made-up", (west + east) / 2.0, north + 0.04, Status.LOST, 1.0)]
    strong = draw_strength(area, beyond, oblast, viewport, PALETTE, ink="#000000")
    weak = draw_strength(area, [], oblast, viewport, PALETTE, ink="#000000")
    assert {path.get("stroke-dasharray") for path in weak} <= {None, STYLE.strengths["free"].dash}
    assert STYLE.strengths["inferred"].dash in {path.get("stroke-dasharray") for path in strong}
