"""The reading of the places: in the view where it is asked for, labelled wherever it is seen."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from dashboard.briefing.chart.chart import list_charted
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.sheet.multiples import draw_multiples
from dashboard.briefing.sheet.sheet import draw_sheet
from dashboard.panels.beside_reading import list_makers, render_beside
from dashboard.state.comparison import Comparison
from dashboard.state.selection import open_selection
from dashboard.text.catalogues import (
    DISAGREEMENT,
    FIGURES,
    FOOT,
    LEGEND,
    READING_PICTURE,
    SHEET,
)
from dashboard.text.language import ENGLISH, LANGUAGES, speak
from dashboard.text.spelling import format_day
from dashboard.view.compare import build_comparison, tell_comparison
from dashboard.view.figures import format_beside, format_reading, implies_none
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from dashboard.view.workspace import EVENT, KNOWN, translate_workspace
from geodata.build.reading import SIDECAR
from geodata.claims.beside_reading import Position, compare_claim
from geodata.core.reading import CHANCES, EVEN, READING, find_reading
from tests.dashboard.panels.opened import render_opened

DAY = date(2025, 2, 20)
COMPUTED = "computed from reported places; nobody's claim"


def see(workspace, *, day=DAY, shown=True, **changes):
    start = open_selection(workspace.dataset.front)
    layers = (*start.layers, READING) if shown else start.layers
    return build_view(workspace, replace(start, day=day, layers=layers, **changes))


def read_words(root):
    return re.sub(r"\s+", " ", " ".join(element.text or "" for element in root.iter("text")))


def test_it_is_off_at_first_and_in_the_view_once_it_is_asked_for(workspace):
    assert see(workspace, shown=False).reading is None
    assert see(workspace).reading == find_reading(workspace.dataset.readings, DAY)


def test_the_clock_of_what_was_known_has_none(workspace):
    view = see(workspace, clock=KNOWN)
    assert view.reading is None
    assert list_charted(workspace, view.selection) == ()


def test_it_is_told_with_its_band_and_nothing_is_told_as_none(workspace):
    words = format_reading(see(workspace).reading).replace("\u00a0", " ")
    assert re.fullmatch(r"about \d{3} km² \(\d{3}–\d{3}\)", words)
    assert format_reading(see(workspace, day=date(2025, 6, 22)).reading) == "no ground held"


def test_a_sheet_draws_and_labels_it(workspace):
    shown, hidden = (
        read_words(draw_sheet(workspace, see(workspace, shown=shown))) for shown in (True, False)
    )
    assert shown.count(SHEET["computed"]) >= 2  # beside its figure and in the legend
    assert format_reading(see(workspace).reading).replace("\u00a0", " ") in shown
    assert "nobody's claim." in shown  # in the foot
    assert "nobody's claim" not in hidden
    many = read_words(
        draw_multiples(workspace, [see(workspace), see(workspace, day=date(2025, 3, 12))])
    )
    assert FOOT["reading"].split("; ")[1] in many


def test_it_bears_one_label_everywhere(workspace):
    assert LEGEND["reading"] == SHEET["computed"] == COMPUTED
    assert COMPUTED in (workspace.dataset.folder / SIDECAR).read_text("utf-8")


def test_its_tints_are_outlines_that_every_reading_has():
    assert set(STYLE.reading.drawn) <= {EVEN, *CHANCES}
    assert EVEN in STYLE.reading.drawn
    assert STYLE.reading.tone in dict(read_palette().tones)


def test_the_panel_says_of_each_leading_claim_how_far_it_is(workspace):
    html = unescape(render_beside(workspace, see(workspace, shown=False)))
    assert format_reading(find_reading(workspace.dataset.readings, DAY)) in html
    assert "nobody's claim" in html
    figures = [one.figure for one in see(workspace).accounts if one.figure]
    told = [words for one in figures if (words := format_beside(workspace.dataset, one.claim))]
    assert told
    assert all(words in html for words in told)


def test_each_maker_has_a_mark_for_each_of_its_figures(workspace):
    view = see(workspace)
    html = render_beside(workspace, view)
    makers = list_makers(workspace.dataset, view)
    assert len(makers) >= 4
    assert html.count("kf-around") == len(makers)
    assert html.count("<i class='kf-mark") == sum(len(pairs) for pairs in makers.values())
    places = [float(left) for left in re.findall(r"left:(-?[\d.]+)%'", html)]
    assert places
    assert all(0 <= place <= 100 for place in places)
    positions = {found.position for pairs in makers.values() for _, found in pairs}
    assert positions == set(Position)


@pytest.mark.parametrize(("clock", "told"), [("event", True), (KNOWN, False)])
def test_a_claim_is_set_against_it_only_as_the_events_fell(workspace, clock, told):
    view = see(workspace, day=date(2025, 2, 13), clock=clock)
    assert ("than the reported places imply" in render_opened(workspace, view)) is told
    assert ("kf-around" in render_beside(workspace, view)) is told


def test_before_any_place_was_reported_it_says_so(workspace):
    early = replace(workspace, dataset=replace(workspace.dataset, readings=()))
    assert "kf-empty" in render_beside(early, see(workspace))


NONE_DAY = date(2025, 6, 22)
SET_APART = re.compile(r"(^|[:,—;] )$")
"""After which words a phrase that no sentence governs may stand."""


def list_told_of_none(workspace):
    """Return what may say that no ground is held: sentences, a panel, the lines of a sheet."""
    view = see(workspace, day=NONE_DAY)
    dataset = workspace.dataset
    compared = [
        tell_comparison(
            workspace, build_comparison(workspace, replace(view.selection, compare=one)), EVENT
        )
        for other in ("independent", READING, f"{READING}:russia")
        for account in ("ukraine", READING)
        for day in (None, DAY)
        for one in [Comparison("side", account, other, day)]
    ]
    beside = [
        format_beside(dataset, claim)
        for claim in dataset.claims.values()
        if (found := compare_claim(claim, dataset)) and implies_none(found.reading)
    ]
    picture = READING_PICTURE["title"].format(day="7", implied=format_reading(view.reading))
    told = [*(one for told in compared for one in told), *beside, picture]
    sheet = [element.text or "" for element in draw_sheet(workspace, view).iter("text")]
    return told, unescape(render_beside(workspace, view)), sheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ground_is_said_in_words_that_fit_every_sentence(workspace, language):
    """English says it with a noun, which fits any slot; the others with a verb, which fits few."""
    with speak(language):
        told, panel, sheet = list_told_of_none(translate_workspace(workspace, language))
        phrase, own = FIGURES["no_ground"], DISAGREEMENT["reading_day_none"]
        own = own.format(day=format_day(NONE_DAY))
        assert own in panel
        assert not any(FIGURES["band_above"] in one for one in told if phrase in one)
        told += [panel.replace(own, ""), *sheet]
    using = [re.sub(r" *<[^>]*> *", "; ", one) for one in told if phrase in one]
    print(*using, sep="\n")
    assert len(using) > 15
    slots = [before for one in using for before in one.split(phrase)[:-1]]
    assert language == ENGLISH or all(map(SET_APART.search, slots))
