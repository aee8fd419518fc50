"""The words on areas, and ghosts: the last area of an account in words, drawn as such."""

from datetime import date

import pytest

from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.drawing.viewport import find_bounds, fit_viewport
from dashboard.briefing.map.areas import draw_account
from dashboard.briefing.map.labels import list_words, place_labels
from dashboard.briefing.sheet.sheet import draw_sheet
from dashboard.state.selection import Selection
from dashboard.text.language import LANGUAGES, speak
from dashboard.text.spelling import format_span
from dashboard.view.figures import format_age, format_figure
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from dashboard.view.workspace import Workspace
from geodata.core.measure import Plane
from geodata.core.model import Role


def look(workspace: Workspace, day: str):
    sides = tuple(workspace.dataset.front.sides)
    return build_view(workspace, Selection(day=date.fromisoformat(day), accounts=sides))


def find_account(view, role):
    return next(one for one in view.accounts if one.account.side.role is role)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("day", "role", "told"),
    [
        ("2025-03-12", Role.MAPPERS, ("DeepState", "428")),
        ("2025-04-26", Role.HOLDER, ("", "500")),
    ],
)
def test_a_ghost_bears_its_maker_words_and_last_figure(workspace, language, day, role, told):
    maker, number = told
    with speak(language):
        view = look(workspace, day)
        account = find_account(view, role)
        head, last = list_words(account, view)
    assert account.areas == ()
    assert account.ghost
    assert head.startswith(maker or account.account.label)
    assert account.figure.claim.words in head
    assert number in last


def test_an_account_with_a_figure_has_no_ghost(workspace):
    for day in ("2024-08-12", "2025-06-22"):
        view = look(workspace, day)
        for one in view.accounts:
            head, said = list_words(one, view)
            assert one.ghost == ()
            assert bool(head) is bool(one.areas)
            assert "last figure" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_day_and_age_keep_a_line_each_on_a_small_map(workspace, language):
    plane = Plane(*workspace.dataset.front.centre)
    with speak(language):
        view = look(workspace, "2025-03-12")
        held = [area.geometry for one in view.accounts for area in (*one.areas, *one.ghost)]
        viewport = fit_viewport(plane, find_bounds(plane, held, 5_000.0), 354.0, height=383.0)
        plates = place_labels(view, viewport, 11.0)
        told = {line for plate in plates for line in plate.lines}
        figure = find_account(view, Role.HOLDER).figure
        assert {
            format_span(figure.claim.as_of),
            format_age(figure.since, view.selection.day),
        } <= told
        ghost = find_account(view, Role.MAPPERS).figure.ghost
        assert any(line.endswith(format_span(ghost.as_of)) for line in told)


def test_an_area_pales_with_its_age_and_a_ghost_has_no_fill(workspace):
    palette = read_palette(dark=False, body=14.0)
    plane = Plane(*workspace.dataset.front.centre)
    shown = [area.geometry for area in workspace.dataset.held if not area.geometry.is_empty]
    viewport = fit_viewport(plane, find_bounds(plane, shown, 5_000.0), 400.0)
    found = {}
    for day in ("2025-02-13", "2025-03-06", "2025-01-10", "2025-04-26"):
        view = look(workspace, day)
        account = find_account(view, Role.HOLDER)
        paths = list(draw_account(account, viewport, palette).iter("path"))
        found[account.age, bool(account.ghost)] = paths[-1]
    fresh, old, older, ghost = found.values()
    assert list(found) == [(0, False), (21, False), (48, False), (0, True)]
    share = STYLE.find_age(21).fill
    assert float(old.get("fill-opacity")) == pytest.approx(
        share * float(fresh.get("fill-opacity")), abs=0.01
    )
    assert older.get("fill") == ghost.get("fill") == "none"
    assert ghost.get("stroke-dasharray") == palette.dash(STYLE.ghost.dash)
    assert ghost.get("class") == "ghost"


@pytest.mark.parametrize("day", ["2025-03-12", "2025-04-26"])
def test_a_sheet_shows_the_ghost_its_words_and_what_it_stands_for(workspace, day):
    sheet = draw_sheet(workspace, look(workspace, day))
    assert len([path for path in sheet.iter("path") if path.get("class") == "ghost"]) == 1
    plates = [one for one in sheet.iter("g") if one.get("class") == "area-label"]
    told = ["".join(plate.itertext()) for plate in plates]
    assert sum("last figure" in words for words in told) == 1
    words = [text.text for text in sheet.iter("text")]
    assert "last area, before words without a figure" in words


@pytest.mark.parametrize("day", ["2024-08-12", "2025-02-20", "2025-03-12", "2025-06-22"])
def test_every_area_on_a_sheet_bears_its_maker_its_figure_and_its_day(workspace, day):
    view = look(workspace, day)
    sheet = draw_sheet(workspace, view)
    plates = {
        one.get("data-account"): "".join(one.itertext())
        for one in sheet.iter("g")
        if one.get("class") == "area-label"
    }
    shown = [one for one in view.accounts if any(not a.geometry.is_empty for a in one.areas)]
    assert shown
    for one in shown:
        words = plates[one.account.side.value]
        assert one.maker in words
        assert format_figure(one.figure.claim) in words
        assert format_span(one.figure.claim.as_of) in words
