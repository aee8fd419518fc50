"""What was public by a day: the dates of that clock, and control intervals as then known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from geodata.claims.claims import figure_in_force, is_known
from geodata.claims.known import (
    KnownTimeline,
    list_known_control,
    list_known_figures,
    public_from,
)
from geodata.claims.timeline import EventTimeline, list_voices
from geodata.core.dates import parse_span
from geodata.core.model import Claim, ControlInterval, Dataset, Role, Side, Status
from tests.bundled import read_bundled

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)


@pytest.fixture(scope="module")
def front() -> Dataset:
    return read_bundled()


def _make_claim(made_up: Dataset, claim_id: str, reported: str) -> Claim:
    claim = made_up.claims["first-0810-100"]
    return replace(claim, claim_id=claim_id, reported=parse_span(reported))


def _make_interval(
    start: str, end: str | None, claim_id: str, status: Status = Status.HELD
) -> ControlInterval:
    last = date.fromisoformat(end) if end else None
    return ControlInterval(
        "made-up-place",
        UKRAINE,
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


def test_each_timeline_knows_what_may_count_on_a_day(front: Dataset) -> None:
    day = date(2025, 2, 20)
    event, known = EventTimeline.build(front), KnownTimeline.build(front)
    assert (event.hindsight, event.known_on(day), event.end_on(day)) == (
        True,
        None,
        front.front.last,
    )
    assert (known.hindsight, known.known_on(day), known.end_on(day)) == (False, day, day)
    assert event.draw_on(day) is event
    points = [point for series in known.draw_on(day).points.values() for point in series]
    assert points
    assert all(is_known(point.claim, day) for point in points)
    assert not any(event.grows_on(one) for one in known.dates)
    assert all(known.grows_on(one) for one in known.dates)


def test_a_silence_is_one_from_the_day_on_which_it_has_lasted(made_up: Dataset) -> None:
    """The last figure is dated to 20 October; fourteen days of the front's are a silence."""
    known = KnownTimeline.build(made_up)
    before = ("2024-08-11/2024-08-31", "2024-09-02/2024-10-04", "2024-10-06/2024-10-19")
    for day, said in (
        (date(2024, 8, 11), ()),
        (date(2024, 11, 2), before),
        (date(2024, 11, 3), (*before, "2024-10-21/2024-11-03")),
        (date(2024, 11, 4), (*before, "2024-10-21/2024-11-04")),
    ):
        assert tuple(gap.text for gap in known.gaps_on(day)) == said, day


def test_silences_end_with_the_day_on_which_they_are_seen(front: Dataset) -> None:
    event, known = EventTimeline.build(front), KnownTimeline.build(front)
    for day in known.dates[::5]:
        assert event.gaps_on(day) == event.gaps
        assert all(gap.end <= day for gap in known.gaps_on(day))
    last = date.max - timedelta(1)
    assert known.gaps_on(last) == event.gaps


def test_on_its_last_day_everything_is_known(front: Dataset) -> None:
    event, known = EventTimeline.build(front), KnownTimeline.build(front)
    day = max(claim.reported.end for claim in front.claims.values())
    assert known.figures_on(day) == event.figures_on(day)
    assert {side: claims for side, claims in known.in_force(day).items() if claims} == {
        side: claims for side, claims in event.in_force(day).items() if claims
    }
    assert known.statements(day) == event.statements(day)
    sides = [account.side for account in front.front.accounts]
    assert known.list_hidden(sides, day) == event.list_hidden(sides, day) == ()
    assert known.figures_on(date(2024, 8, 1)) == {}


def test_what_is_hidden_describes_the_day_and_came_later(front: Dataset) -> None:
    day = date(2024, 8, 20)
    timeline = KnownTimeline.build(front)
    hidden = timeline.list_hidden((INDEPENDENT,), day)
    assert "ind-20241231-afp-isw-1320" in {claim.claim_id for claim in hidden}
    for claim in hidden:
        assert claim.side == INDEPENDENT
        assert claim.as_of.start <= day <= claim.as_of.end
        assert claim.reported.end > day
    assert timeline.list_hidden((), day) == ()
