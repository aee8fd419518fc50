"""What was public by a day: the dates of that clock, and control intervals as then known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from geodata.claims.claims import figure_in_force, is_known
from geodata.claims.known import (
    list_hidden,
    list_known_control,
    list_known_figures,
    list_voices,
    public_from,
)
from geodata.core.dates import parse_span
from geodata.core.model import Claim, ControlInterval, Dataset, Side, Status
from geodata.dataset.load import bundled_folder, load_tables


@pytest.fixture(scope="module")
def front() -> Dataset:
    return load_tables(bundled_folder())


def _make_claim(made_up: Dataset, claim_id: str, reported: str) -> Claim:
    claim = made_up.claims["first-0810-100"]
    return replace(claim, claim_id=claim_id, reported=parse_span(reported))


def _make_interval(
    start: str, end: str | None, claim_id: str, status: Status = Status.HELD
) -> ControlInterval:
    last = date.fromisoformat(end) if end else None
    return ControlInterval(
        "made-up-place",
        Side.UKRAINE,
        status,
        date.fromisoformat(start),
        last,
        "high",
        (claim_id,),
        "made up",
    )


def test_a_month_s_report_counts_from_its_last_day(made_up: Dataset) -> None:
    claim = _make_claim(made_up, "made-up", "2024-08")
    assert not is_known(claim, date(2024, 8, 30))
    assert is_known(claim, date(2024, 8, 31))
    assert is_known(claim, None)


def test_between_its_dates_nothing_in_force_changes(front: Dataset) -> None:
    known = list_known_figures(front)
    voices = list_voices(front)
    before: dict[object, object] = dict.fromkeys(voices)
    day = front.front.first
    while day <= front.front.last:
        now: dict[object, object] = {
            (side, series): figure_in_force(front, side, day, series, known_on=day)
            for side, series in voices
        }
        assert (now != before) == (day in known), day
        if day in known:
            assert None not in known[day].values(), "a voice is missing before its first figure"
            assert dict.fromkeys(voices) | known[day] == now
        before, day = now, day + timedelta(1)


def test_an_interval_is_known_from_its_first_public_claim(made_up: Dataset) -> None:
    claims = {c: _make_claim(made_up, c, c) for c in ("2024-08-20", "2024-09-10")}
    interval = replace(_make_interval("2024-08-10", None, "-"), claim_ids=tuple(claims))
    assert public_from(interval, claims) == date(2024, 8, 20)
    assert list_known_control([interval], claims, date(2024, 8, 19)) == ()
    assert list_known_control([interval], claims, date(2024, 8, 20)) == (interval,)


def test_an_interval_is_never_known_before_it_starts(made_up: Dataset) -> None:
    claims = {"c": _make_claim(made_up, "c", "2024-08-01")}
    interval = _make_interval("2024-08-10", None, "c")
    assert list_known_control([interval], claims, date(2024, 8, 9)) == ()


def test_the_former_word_stands_until_the_next_is_public(made_up: Dataset) -> None:
    claims = {c: _make_claim(made_up, c, c) for c in ("2024-08-10", "2024-09-20")}
    held = _make_interval("2024-08-10", "2024-09-01", "2024-08-10")
    lost = _make_interval("2024-09-02", None, "2024-09-20", Status.LOST)
    assert list_known_control([held, lost], claims, date(2024, 9, 19)) == (held,)
    assert list_known_control([held, lost], claims, date(2024, 9, 20)) == (lost,)


def test_a_word_that_ended_in_silence_does_not_stand_on(made_up: Dataset) -> None:
    claims = {c: _make_claim(made_up, c, c) for c in ("2024-08-10", "2024-12-20")}
    held = _make_interval("2024-08-10", "2024-09-01", "2024-08-10")
    again = _make_interval("2024-10-01", None, "2024-12-20")
    assert list_known_control([held, again], claims, date(2024, 9, 1)) == (held,)
    assert list_known_control([held, again], claims, date(2024, 9, 2)) == ()
    assert list_known_control([held, again], claims, date(2024, 10, 5)) == ()


def test_each_account_has_one_word_on_a_place_at_most(front: Dataset) -> None:
    for day in list_known_figures(front):
        found = list_known_control(front.control, front.claims, day)
        assert len({(one.place_id, one.account) for one in found}) == len(found)


def test_what_is_hidden_describes_the_day_and_came_later(front: Dataset) -> None:
    day = date(2024, 8, 20)
    hidden = list_hidden(front, (Side.INDEPENDENT,), day)
    assert "ind-20241231-afp-isw-1320" in {claim.claim_id for claim in hidden}
    for claim in hidden:
        assert claim.side is Side.INDEPENDENT
        assert claim.as_of.start <= day <= claim.as_of.end
        assert claim.reported.end > day
    assert list_hidden(front, (), day) == ()
