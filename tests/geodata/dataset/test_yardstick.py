"""One yardstick for all sides: a reason has one digit, and a kind of statement the same reasons."""

import os
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from geodata.claims.claims import WORKED_OUT, is_held_figure, list_figures, pick_source
from geodata.claims.disagreement import can_both_be_right
from geodata.core.model import Dataset, Kind, Role

SOURCES_FOLDER = "KURSK_FRONT_CORE"
"""The environment variable that names the folder of the core documents, as text files."""
WORDS_IN_A_ROW = 7
UKRAINE, RUSSIA = PARTIES = ("ukraine", "russia")


def test_a_reason_has_one_digit_whoever_speaks(kursk: Dataset) -> None:
    digits = defaultdict(set)
    for claim in kursk.claims.values():
        digits[claim.credibility_reason].add(claim.credibility)
    assert {reason: found for reason, found in digits.items() if len(found) > 1} == {}


def test_a_party_s_count_of_the_other_s_losses_has_one_digit(kursk: Dataset) -> None:
    counts = {
        side: {
            claim.credibility
            for claim in kursk.claims.values()
            if claim.side == side and claim.kind is Kind.CASUALTIES
        }
        for side in PARTIES
    }
    assert counts[UKRAINE] == counts[RUSSIA] == {"4"}


def test_a_party_s_own_area_has_one_digit_unless_maps_show_otherwise(kursk: Dataset) -> None:
    """Prints the table of digits and reasons by side and kind: `pytest -s`."""
    table: Counter[tuple[str, str, str, str]] = Counter()
    for claim in kursk.claims.values():
        key = (claim.kind.value, str(claim.side), claim.credibility, claim.credibility_reason)
        table[key] += 1
    for (kind, side, digit, reason), count in sorted(table.items()):
        print(f"{kind:20} {side:12} {digit} {count:3}  {reason}")
    for side in PARTIES:
        reasons = {
            claim.credibility_reason
            for claim in kursk.claims.values()
            if claim.side == side and is_held_figure(claim) and claim.basis not in WORKED_OUT
        }
        assert reasons <= {
            "a party's own figure or report, which nobody could check",
            "independent maps near the day show otherwise",
        }


def test_both_parties_speak_in_words_where_they_give_no_figure(kursk: Dataset) -> None:
    words = Counter(c.side for c in kursk.claims.values() if c.kind is Kind.STANDING)
    assert words[RUSSIA] >= 5
    assert words[UKRAINE] >= 5


def test_no_account_s_line_runs_through_several_makers(kursk: Dataset) -> None:
    assert sum(len(list_figures(kursk, one.side)) for one in kursk.front.accounts) > 30
    for account in kursk.front.accounts:
        for figure in list_figures(kursk, account.side):
            assert figure.claim.series in ("", account.opens)
            assert figure.claim.basis not in WORKED_OUT
            letter = pick_source(figure.claim, kursk.sources).reliability
            assert figure.in_words or letter in "ABC"


def test_the_mappers_account_answers_with_deepstate_in_march_2025(kursk: Dataset) -> None:
    (mappers,) = [one.side for one in kursk.front.accounts if one.side.role is Role.MAPPERS]
    figures = list_figures(kursk, mappers)
    figure = [one for one in figures if one.since.isoformat() <= "2025-03-12"][-1]
    assert figure.claim.claimant == "DeepState"
    assert figure.in_words
    assert figure.ghost is not None
    assert figure.ghost.claim_id == "ind-20250206-deepstate-428"


def test_figures_of_one_day_that_cannot_both_be_right_say_so(kursk: Dataset) -> None:
    held = [c for c in kursk.claims.values() if c.kind is Kind.AREA_HELD and c.as_of.is_day]
    worked_out = {one.series_id for one in kursk.front.series if one.worked_out}
    found = set()
    for one, other in combinations(held, 2):
        apart = {one.side.role, other.side.role} - {Role.MAPPERS, Role.OBSERVERS}
        if one.as_of != other.as_of or one.side == other.side or not apart:
            continue
        if {one.series, other.series} & worked_out or one.restates or other.restates:
            continue
        linked = other.claim_id in one.disputed_by
        assert linked != can_both_be_right(one, other), (one.claim_id, other.claim_id)
        found.add(linked)
    assert found == {True, False}


def test_no_sentence_is_a_core_document_s(kursk: Dataset) -> None:
    folder = os.environ.get(SOURCES_FOLDER)
    if not folder:
        pytest.skip(f"{SOURCES_FOLDER} names no folder of core documents")
    taken = {
        run for path in Path(folder).glob("*.txt") for run in _list_runs(path.read_text("utf-8"))
    }
    assert taken, "the folder holds no text"
    texts = {
        **{claim.claim_id: claim.summary for claim in kursk.claims.values()},
        **{event.event_id: event.summary for event in kursk.events},
        **{chapter.chapter_id: chapter.text for chapter in kursk.story},
    }
    shared = {name: _list_runs(text) & taken for name, text in texts.items()}
    assert {name: runs for name, runs in shared.items() if runs} == {}


def _list_runs(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return {
        " ".join(words[at : at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1)
    }
