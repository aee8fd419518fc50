"""The sheet of a comparison: the same km² and sentences as on screen, both sides with source."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.briefing.drawing.page_size import PAGE_SIZES
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.drawing.svg import serialise
from dashboard.briefing.sheet.comparison import (
    NothingComparedError,
    describe_comparison,
    draw_comparison,
    title_comparison,
)
from dashboard.briefing.sheet.look import Look
from dashboard.state.comparison import Comparison
from dashboard.state.selection import open_selection
from dashboard.text.spelling import format_day, name_place
from dashboard.view.compare import (
    build_comparison,
    count_places,
    format_hectares,
    name_sizes,
    tell_comparison,
)
from dashboard.view.figures import format_claim, format_source
from dashboard.view.style import DRAWINGS, STYLE
from dashboard.view.view import build_view
from geodata.claims.claims import best_source
from geodata.core.model import Role

CASES = (
    Comparison("overlay", "ukraine", "ukraine", date(2024, 9, 6)),
    Comparison("swipe", "independent", "independent", date(2024, 11, 23)),
    Comparison("side", "ukraine", "independent", None),
)
PATTERNS = ("versus-gained", "versus-lost")
WORDS = Comparison("side", "ukraine", "russia", None)  # Moscow gave words, no area


def see(workspace, comparison, day=date(2025, 2, 20)):
    return build_view(
        workspace, replace(open_selection(workspace.dataset.front), day=day, compare=comparison)
    )


def read_words(root):
    words = " ".join(element.text or "" for element in root.iter("text"))
    return re.sub(r"\s+", " ", words)


@pytest.mark.parametrize("name", ["slide", "a4-portrait"])
@pytest.mark.parametrize("comparison", [*CASES, WORDS])
def test_sizes_sentences_and_sources_stand_on_the_page(workspace, comparison, name):
    view = see(workspace, comparison)
    words = read_words(draw_comparison(workspace, view, Look(name)))
    compared = build_comparison(workspace, view.selection)
    assert (compared.sizes is None) == (comparison is WORDS)
    for part in compared.sizes.told if compared.sizes else ():
        assert format_hectares(getattr(compared.sizes, part)) in words
    for sentence in tell_comparison(workspace, compared, view.selection.clock):
        assert re.sub(r"\s+", " ", sentence) in words
    for side in (compared.before, compared.after):
        assert format_day(side.day) in words
        assert side.claim.claimant.partition(" (")[0] in words
        assert format_source(best_source(workspace.dataset, side.claim)) in words
    assert count_places(compared) in words
    assert workspace.dataset.front.disclaimer in words
    assert f"compare={comparison.mode}" in words.replace(" ", "")


@pytest.mark.parametrize("comparison", CASES)
def test_a_map_alone_says_what_its_fills_stand_for(workspace, comparison):
    view = see(workspace, comparison)
    words = read_words(draw_comparison(workspace, view, Look("map")))
    compared = build_comparison(workspace, view.selection)
    names = name_sizes(workspace.dataset.front, compared)
    for part in compared.sizes.told:
        assert f"{format_hectares(getattr(compared.sizes, part))} km²" in words
        assert names[part] in words


def test_a_map_alone_says_whose_outline_it_shows(workspace):
    words = read_words(draw_comparison(workspace, see(workspace, WORDS), Look("map")))
    compared = build_comparison(workspace, see(workspace, WORDS).selection)
    assert compared.before.label in words
    assert re.sub(r"\s+", " ", format_claim(compared.after.claim)) in words


def test_settlements_that_changed_hands_are_named(workspace):
    view = see(
        workspace, Comparison("overlay", "russia", "russia", date(2024, 12, 1)), date(2025, 4, 26)
    )
    compared = build_comparison(workspace, view.selection)
    assert compared.places
    words = read_words(draw_comparison(workspace, view, Look("a4")))
    assert name_place(compared.places[0].place) in words


def test_a_side_without_an_area_is_said_and_not_drawn(workspace):
    view = see(workspace, Comparison("overlay", "ukraine", "ukraine", None), date(2025, 4, 26))
    root = draw_comparison(workspace, view)
    assert "words in place of a figure" in read_words(root)
    fills = {path.get("fill") for path in root.iter("path")}
    assert not any(fill and fill.startswith("url(#versus") for fill in fills)


def test_the_map_tells_the_parts_apart_without_colour(workspace):
    root = draw_comparison(workspace, see(workspace, CASES[0]))
    fills = [path.get("fill") for path in root.iter("path")]
    assert "url(#versus-gained)" in fills
    assert "url(#versus-lost)" in fills
    dashes = {path.get("stroke-dasharray") for path in root.iter("path")}
    palette = read_palette(body=PAGE_SIZES["slide"].body)
    assert palette.dash(STYLE.strokes["before"].dash) in dashes


@pytest.mark.parametrize("dark", [False, True])
def test_ground_that_one_account_alone_gives_has_its_colour(workspace, dark):
    """Between two accounts nothing was gained or lost, as it may be between two dates of one."""
    changed = {STYLE.tones[one].pick(dark=dark) for one in ("gained", "lost")}
    own = {DRAWINGS[role].pick(dark=dark) for role in (Role.HOLDER, Role.MAPPERS)}
    for comparison, inks in ((CASES[0], changed), (CASES[2], own)):
        root = draw_comparison(workspace, see(workspace, comparison), Look(dark=dark))
        patterns = [one for one in root.iter("pattern") if one.get("id") in PATTERNS]
        drawn = {each.get(name) for one in patterns for each in one for name in ("fill", "stroke")}
        assert drawn - {None, "none"} == inks


def test_a_view_that_compares_nothing_is_refused(workspace):
    with pytest.raises(NothingComparedError, match="two dates or two accounts"):
        draw_comparison(workspace, see(workspace, None))


def test_the_same_comparison_gives_the_same_bytes_and_words(workspace):
    view = see(workspace, CASES[0])
    assert serialise(draw_comparison(workspace, view)) == serialise(
        draw_comparison(workspace, view)
    )
    assert title_comparison(workspace, view).startswith("Kursk front: Kyiv, two dates compared")
    assert "km² lost" in describe_comparison(workspace, view)
