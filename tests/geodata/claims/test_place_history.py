"""The history of a place: who said what, who reversed, who was first, what was known by then."""

from dataclasses import replace
from datetime import date

import pytest

from geodata.claims.place_history import list_changes, list_stretches, measure_lags, trace_place
from geodata.core.model import Dataset, Role, Side, Status

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)
THIRD_PARTY = Side("third_party", Role.OBSERVERS)
SIDES = (UKRAINE, INDEPENDENT, RUSSIA, THIRD_PARTY)

ALL = SIDES


def tell(dataset: Dataset, place_id: str, account: Side) -> list[tuple[str, str]]:
    stretches = list_stretches(dataset, place_id, account)
    return [(one.interval.status.value, one.interval.start.isoformat()) for one in stretches]


def test_intervals_come_in_order_of_time_whatever_their_order_in_the_table(
    made_up: Dataset,
) -> None:
    turned = replace(made_up, control=tuple(reversed(made_up.control)))
    expected = [("contested", "2024-08-08"), ("lost", "2024-10-05")]
    assert tell(turned, "middle-village", RUSSIA) == expected


def test_a_change_of_status_is_a_reversal_and_the_first_word_is_none(made_up: Dataset) -> None:
    first, second = list_stretches(made_up, "middle-village", RUSSIA)
    assert first.reverses is None
    assert second.reverses is Status.CONTESTED


def test_an_account_without_a_word_is_left_out(made_up: Dataset) -> None:
    history = trace_place(made_up, "south-village", ALL)
    assert list(history.stretches) == [UKRAINE]


def test_accounts_that_are_switched_off_say_nothing(made_up: Dataset) -> None:
    history = trace_place(made_up, "middle-village", [RUSSIA])
    assert list(history.stretches) == [RUSSIA]
    assert {claim.side for claim in history.mentions} <= {RUSSIA}


def test_an_unknown_place_is_a_key_error(made_up: Dataset) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        trace_place(made_up, "nowhere", ALL)


def test_claims_of_an_interval_begin_with_the_accounts_own(kursk: Dataset) -> None:
    mixed = 0
    for place_id in {interval.place_id for interval in kursk.control}:
        for account in ALL:
            for stretch in list_stretches(kursk, place_id, account):
                own = [claim.side == account for claim in stretch.claims]
                assert own == sorted(own, reverse=True)
                assert len(own) == len(stretch.interval.claim_ids)
                mixed += len(set(own)) > 1
    assert mixed


def test_mentions_name_the_place_and_decide_nothing(kursk: Dataset) -> None:
    history = trace_place(kursk, "sudzha", ALL)
    deciding = {
        claim.claim_id for row in history.stretches.values() for one in row for claim in one.claims
    }
    assert history.mentions
    for claim in history.mentions:
        assert "sudzha" in claim.places
        assert claim.claim_id not in deciding
    days = [claim.as_of.start for claim in history.mentions]
    assert days == sorted(days)


def test_moscow_gave_sudzha_as_lost_two_days_before_the_others(kursk: Dataset) -> None:
    lags = [
        lag for lag in measure_lags(trace_place(kursk, "sudzha", ALL)) if lag.status is Status.LOST
    ]
    after_moscow = [lag for lag in lags if lag.first.interval.account == RUSSIA]
    assert {lag.second.interval.account for lag in after_moscow} == {UKRAINE, INDEPENDENT}
    for lag in after_moscow:
        assert lag.days == 2
        assert lag.first.announcement is not None
        assert lag.first.announcement.claim_id == "ru-20250313-mod-sudzha"
    same_day = {lag.days for lag in lags if lag not in after_moscow}
    assert same_day == {0}, "Kyiv's map and DeepState's changed on one day"


def test_a_lag_needs_a_claim_of_its_own_from_both(kursk: Dataset) -> None:
    places = {interval.place_id for interval in kursk.control}
    lags = [lag for place in places for lag in measure_lags(trace_place(kursk, place, ALL))]
    assert max(lag.days for lag in lags) > min(lag.days for lag in lags) >= 0
    for lag in lags:
        for stretch in (lag.first, lag.second):
            claim = stretch.announcement
            assert claim is not None
            assert claim.side == stretch.interval.account
            assert stretch.interval.status is lag.status
        assert lag.first.interval.account != lag.second.interval.account


def test_what_was_not_yet_known_neither_stands_nor_ends_anything(kursk: Dataset) -> None:
    day = date(2024, 12, 1)
    history = trace_place(kursk, "sudzha", ALL, known_on=day)
    assert history.stretches
    assert history.mentions
    for stretches in history.stretches.values():
        for stretch in stretches:
            assert stretch.interval.start <= day
            assert all(claim.reported.start <= day for claim in stretch.claims)
        assert stretches[-1].interval.end is None
    assert all(claim.reported.start <= day for claim in history.mentions)


def test_only_a_last_word_that_was_replaced_stays_open(made_up: Dataset) -> None:
    """The first word was replaced by the second, which ended in silence before the third."""
    early, late = made_up.claims["first-0810-100"], made_up.claims["first-1020-20"]
    words = [
        replace(made_up.control[0], start=start, end=end, claim_ids=(claim.claim_id,))
        for start, end, claim in (
            (date(2024, 8, 10), date(2024, 8, 19), early),
            (date(2024, 8, 20), date(2024, 8, 31), early),
            (date(2024, 9, 15), None, late),
        )
    ]
    day = date(2024, 9, 20)
    assert early.reported.end < day < late.reported.end
    for third, end in [
        (words[2], date(2024, 8, 31)),
        (replace(words[2], start=date(2024, 9, 1)), None),
    ]:
        front = replace(made_up, control=(*words[:2], third))
        told = list_stretches(front, words[0].place_id, words[0].account, known_on=day)
        assert [one.interval.end for one in told] == [date(2024, 8, 19), end]


def test_changes_lie_within_their_days_newest_first(kursk: Dataset) -> None:
    since, until = date(2025, 2, 27), date(2025, 3, 13)
    days = [one.interval.start for one in list_changes(kursk, ALL, since, until)]
    assert days == sorted(days, reverse=True)
    assert days
    assert since <= days[-1] <= days[0] <= until
    expected = [one for one in kursk.control if since <= one.start <= until]
    assert len(days) == len(expected)


def test_on_the_known_clock_a_change_counts_from_the_day_that_it_was_public(
    kursk: Dataset,
) -> None:
    since, until = date(2024, 8, 20), date(2024, 9, 3)
    changes = list_changes(kursk, ALL, since, until, known_on=until)
    assert changes
    public = [min(kursk.claims[c].reported.end for c in one.interval.claim_ids) for one in changes]
    assert all(day <= until for day in public)
    told = {one.interval.interval_id for one in list_changes(kursk, ALL, since, until)}
    heard = {one.interval.interval_id for one in changes}
    assert heard - told, "what came about before these days and was made public in them"


def test_words_that_count_from_the_first_day_are_no_change(kursk: Dataset) -> None:
    first = kursk.front.first
    assert list_changes(kursk, ALL, first, first) == ()
