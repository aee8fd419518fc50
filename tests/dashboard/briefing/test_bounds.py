"""A bound is drawn open on its side: strokes across its line, and an arrow on the chart."""

import re
from dataclasses import replace
from datetime import date

import pytest
import shapely

from dashboard.briefing.chart.chart import keep_drawn
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.drawing.viewport import find_bounds, fit_viewport
from dashboard.briefing.map.bounds import draw_bounds, find_bound
from dashboard.briefing.sheet.sheet import draw_sheet
from dashboard.state.selection import open_selection
from dashboard.text.catalogues import LEGEND
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from geodata.claims.claims import best_source
from geodata.core.measure import Plane

PALETTE = read_palette(dark=False, body=STYLE.type.body)
BORDER = shapely.LineString()


def look(workspace, day, account):
    selection = replace(open_selection(workspace.dataset.front), day=date.fromisoformat(day))
    view = build_view(workspace, selection)
    return view, next(one for one in view.accounts if one.account.side == account)


def trace(workspace, account_view, border=BORDER):
    plane = Plane(*workspace.dataset.front.centre)
    ground = account_view.areas[0].geometry
    viewport = fit_viewport(plane, find_bounds(plane, [ground], 5_000.0), 600.0)
    drawn = draw_bounds(account_view, border, viewport, PALETTE)
    pairs = re.findall(
        r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)", "".join(path.get("d") for path in drawn)
    )
    return viewport.place(ground), [[float(one) for one in four] for four in pairs]


@pytest.mark.parametrize(
    ("day", "account", "kind"),
    [("2025-01-17", "independent", "least"), ("2024-09-06", "ukraine", "least")],
)
def test_strokes_point_outwards_of_at_least(workspace, day, account, kind):
    _, one = look(workspace, day, account)
    assert find_bound(one.figure.claim) is STYLE.bounds[kind]
    shape, strokes = trace(workspace, one)
    assert len(strokes) > 20
    outside = [not shape.contains(shapely.Point(x, y)) for _, _, x, y in strokes]
    assert sum(outside) > 0.9 * len(strokes)  # a bay may be narrower than a stroke is long


def test_strokes_point_inwards_of_at_most(workspace):
    _, one = look(workspace, "2025-01-17", "independent")
    claim = next(c for c in workspace.dataset.claims.values() if c.qualifier.value == "under")
    areas = tuple(replace(area, claim_id=claim.claim_id) for area in one.areas)
    most = replace(one, figure=replace(one.figure, claim=claim), areas=areas)
    shape, strokes = trace(workspace, most)
    inside = [shape.contains(shapely.Point(x, y)) for _, _, x, y in strokes]
    assert sum(inside) > 0.9 * len(strokes)


def test_nothing_is_open_along_the_border(workspace):
    _, one = look(workspace, "2025-01-17", "independent")
    shape, strokes = trace(workspace, one)
    half = shapely.clip_by_rect(shapely.boundary(shape), 0.0, 0.0, 300.0, 10_000.0)
    _, fewer = trace(workspace, one, half)
    assert 0 < len(fewer) < len(strokes)
    assert all(shapely.distance(half, shapely.Point(x, y)) > 1.0 for x, y, _, _ in fewer)


def test_an_exact_figure_has_no_strokes_and_a_bound_is_in_the_legend(workspace):
    view, one = look(workspace, "2025-02-13", "ukraine")
    assert find_bound(one.figure.claim) is None
    assert trace(workspace, one)[1] == []
    for day, told in (("2025-01-17", True), ("2025-02-13", False)):
        view, _ = look(workspace, day, "independent")
        words = "".join(draw_sheet(workspace, view).itertext())
        assert (LEGEND["least"] in words) == told


def test_a_rival_claim_is_open_on_its_side_too(workspace):
    start = replace(open_selection(workspace.dataset.front), day=date(2025, 2, 20))
    for others in (True, False):
        view = build_view(workspace, replace(start, others=others))
        one = next(one for one in view.accounts if one.others or one.account.side == "russia")
        assert not one.areas
        bounds = [find_bound(claim) for claim in one.figure.others]
        asked = others and sum(bound is not None for bound in bounds)
        plane = Plane(*workspace.dataset.front.centre)
        shown = [area.geometry for area in one.others or view.accounts[0].areas]
        viewport = fit_viewport(plane, find_bounds(plane, shown, 5_000.0), 600.0)
        drawn = draw_bounds(one, BORDER, viewport, PALETTE)
        assert [path.get("stroke-opacity") for path in drawn] == ["0.8"] * asked
        words = "".join(draw_sheet(workspace, view).itertext())
        assert (LEGEND["least"] in words, LEGEND["most"] in words) == (others, others)


def test_doubtful_figures_are_charted_only_with_rival_claims(workspace):
    start = open_selection(workspace.dataset.front)

    def count(others):
        drawn = keep_drawn(workspace.timeline, replace(start, others=others))
        claims = [point.claim for own in drawn.points.values() for point in own]
        letters = [best_source(workspace.dataset, one).reliability for one in claims]
        return len(claims), sum(letter in "DEF" for letter in letters)

    (fewer, none), (more, some) = count(False), count(True)
    assert (none, more - fewer) == (0, some)
    assert some > 5
