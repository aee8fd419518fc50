"""Sheets of the map's modes: what they draw and say is what the view and the screen have."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from dashboard.briefing.chart.pile import COUNTS, follow_agreement
from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.map.modes import pick_ink, pick_tint, sample_mode
from dashboard.briefing.order import FORMATS, order_sheet, read_request
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.mode import describe_mode, draw_mode_sheet
from dashboard.briefing.sheet.multiples import draw_multiples
from dashboard.briefing.verify import verify_file
from dashboard.state.selection import open_selection
from dashboard.text.language import LANGUAGES, speak
from dashboard.text.spelling import format_short_day
from dashboard.view.modes import agree, list_agreed
from dashboard.view.shown_mode import format_size, list_claims, show_mode
from dashboard.view.view import build_view
from dashboard.view.workspace import translate_workspace
from geodata.claims.claims import best_source
from tests.dashboard.briefing.test_sheet_layout import check_page

DAY = date(2025, 1, 20)
TWO_DAYS = (date(2024, 8, 27), date(2025, 3, 12))


@pytest.fixture(scope="module")
def start(workspace):
    return replace(open_selection(workspace.dataset.front), day=DAY)


def draw(workspace, selection, look=None):
    return draw_mode_sheet(workspace, build_view(workspace, selection), look)


def read_texts(root):
    return [" ".join("".join(one.itertext()).split()) for one in root.iter("text")]


MODES = (("agreement", None), ("days", "russia"), ("days", "reading"))


# In each language one of them, in English all; in a long run all in all.
@pytest.mark.parametrize(
    ("language", "modes"),
    [
        *zip(LANGUAGES, (MODES, MODES[:1], MODES[1:2]), strict=True),
        pytest.param("uk", MODES[1:], marks=pytest.mark.long),
        pytest.param("ru", MODES[::2], marks=pytest.mark.long),
    ],
)
def test_a_sheet_tells_the_classes_with_the_sizes_of_the_view(workspace, start, language, modes):
    told = translate_workspace(workspace, language)
    with speak(language):
        for mode, whose in modes:
            selection = replace(start, mode=mode, whose=whose, language=language)
            shown = show_mode(told, selection)
            texts = read_texts(draw(told, selection))
            assert shown.title in " ".join(texts)
            sized = [one for one in shown.lines if one.area_km2 is not None]
            assert sized
            for line in sized:
                assert line.words in texts
                assert " ".join(format_size(line.area_km2).split()) in texts


def test_the_classes_that_are_told_sum_to_the_ground_that_any_account_gives(workspace, start):
    for day, agreed in list_agreed(workspace, start):
        shown = show_mode(workspace, replace(start, day=day, mode="agreement"))
        told = sum(line.area_km2 for line in shown.lines)
        assert told == pytest.approx(agreed.area_km2, abs=1e-6)


def test_the_chart_piles_up_what_the_map_has(workspace, start):
    selection = replace(start, mode="agreement")
    rows = {row.day: row.km2 for row in follow_agreement(workspace, selection)}
    for day, km2 in rows.items():
        agreed = agree(workspace, replace(start, day=day))
        assert sum(km2) == pytest.approx(agreed.area_km2)
        alone = sum(one.area_km2 for one in agreed.shares if one.count == 1)
        assert km2[COUNTS.index(1)] == pytest.approx(alone)
    known = follow_agreement(workspace, replace(selection, clock="known"))
    assert known[-1].day <= DAY


@pytest.mark.parametrize("mode", ["agreement", "days"])
@pytest.mark.parametrize("name", ["slide", "a4-portrait", "column", "social", "map"])
def test_words_stay_inside_and_apart(workspace, start, mode, name):
    check_page(draw(workspace, replace(start, mode=mode), Look(name)))


def test_classes_are_told_apart_in_grey(workspace, start):
    """Ground of two accounts and of each alone: swatches whose grey or whose lines differ."""
    shown = show_mode(workspace, replace(start, mode="agreement"))
    page = draw(workspace, replace(start, mode="agreement"))
    grey = Image.open(BytesIO(render_png(page, 1280))).convert("L")
    assert len(grey.getcolors(256)) > 50
    hatches = {
        one.get("id") for one in page.iter("pattern") if one.get("id", "").startswith("mode")
    }
    used = {one.get("fill", "")[5:-1] for one in page.iter() if "url(#mode" in one.get("fill", "")}
    assert used
    assert used <= hatches
    assert len({(pick_tint(one.look), one.look) for one in shown.lines}) == len(shown.lines)


@pytest.mark.parametrize("whose", ["ukraine", "russia", "independent"])
def test_days_name_the_source_of_each_figure_they_count(workspace, start, whose):
    selection = replace(start, mode="days", whose=whose)
    shown = show_mode(workspace, selection)
    claims = [workspace.dataset.claims[one] for one in list_claims(shown)]
    assert len(claims) == len({area.claim_id for area in shown.areas})
    two = [build_view(workspace, replace(selection, day=day)) for day in TWO_DAYS]
    for root in (draw(workspace, selection, Look("a4")), draw_multiples(workspace, two)):
        words = " ".join(read_texts(root)).replace("\u00a0", " ")
        links = {one.get("href") for one in root.iter("a")}
        for claim in claims:
            best = best_source(workspace.dataset, claim)
            assert format_short_day(claim.as_of.start) in words
            assert not best.url or best.url in links
    assert not list_claims(show_mode(workspace, replace(selection, whose="reading")))


def test_days_are_steps_of_one_colour(workspace, start):
    shown = show_mode(workspace, replace(start, mode="days", whose="russia"))
    looks = [line.look for line in shown.lines if line.look.kind == "held"]
    palette = read_palette()
    assert len({pick_ink(look, palette) for look in looks}) == 1
    assert [pick_tint(one) for one in looks] == sorted({pick_tint(one) for one in looks})
    assert sample_mode(looks[0])(0.0, 0.0, 12.0, palette).tag == "g"


def test_the_clock_of_what_was_known_says_that_days_are_not_counted(workspace, start):
    selection = replace(start, mode="days", clock="known")
    shown = show_mode(workspace, selection)
    assert not shown.lines
    words = describe_mode(workspace, build_view(workspace, selection))
    assert shown.notes[0] in words
    draw(workspace, selection)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_a_sheet_of_a_mode_proves_itself(kursk, form):
    wishes = {"mode": "days", "whose": "independent", "mapper": "deepstate"}
    request = read_request(kursk, wishes, [DAY])
    content = FORMATS[form](order_sheet(request, Look(headline="Own words")))
    verdict = verify_file(kursk, content)
    assert verdict.outcome == "same"
    assert "mode=days" in verdict.origin.states[0]
    assert "whose=independent" in verdict.origin.states[0]
