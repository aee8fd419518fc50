"""Which figure is in force, which claim leads, who contradicts whom: on the made-up front."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.claims import claims
from geodata.claims.in_force import claims_in_force
from geodata.claims.timeline import EventTimeline
from geodata.core.dates import parse_span
from geodata.core.model import Claim, Dataset, Role, Side

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)
THIRD_PARTY = Side("third_party", Role.OBSERVERS)
SIDES = (UKRAINE, INDEPENDENT, RUSSIA, THIRD_PARTY)

DAYS = st.dates(min_value=date(2024, 7, 1), max_value=date(2025, 2, 1))
KNOWN = st.none() | DAYS


def _ids(found: tuple[Claim, ...]) -> list[str]:
    return [claim.claim_id for claim in found]


def test_best_source_and_grade(made_up: Dataset) -> None:
    claim = made_up.claims["first-0810-100"]
    assert claims.best_source(made_up, claim).source_id == "first-paper"
    assert claims.grade(made_up, claim) == "B2"


@pytest.mark.parametrize(
    ("account", "day", "series", "leader"),
    [
        (UKRAINE, date(2024, 8, 10), None, "first-0810-100"),
        (INDEPENDENT, date(2024, 8, 10), None, "mapper-0810-range"),
        (INDEPENDENT, date(2024, 8, 10), "other-mapper", None),
        (INDEPENDENT, date(2024, 8, 11), None, None),
        (UKRAINE, date(2024, 10, 1), None, None),
        (UKRAINE, date(2024, 8, 9), None, None),
    ],
)
def test_best_graded_claim_of_a_day_leads(
    made_up: Dataset, account: Side, day: date, series: str | None, leader: str | None
) -> None:
    claim = claims.leading_claim(made_up, account, day, series)
    assert (claim and claim.claim_id) == leader


@pytest.mark.parametrize(
    ("account", "day", "since", "claim_id"),
    [
        (UKRAINE, date(2024, 8, 9), None, None),
        (UKRAINE, date(2024, 8, 10), date(2024, 8, 10), "first-0810-100"),
        (UKRAINE, date(2024, 8, 31), date(2024, 8, 10), "first-0810-100"),
        (UKRAINE, date(2024, 9, 15), date(2024, 9, 1), "first-0901-peak"),
        (UKRAINE, date(2024, 10, 19), date(2024, 10, 1), "first-1001-words"),
        (UKRAINE, date(2024, 12, 31), date(2024, 10, 20), "first-1020-20"),
        (RUSSIA, date(2024, 12, 31), date(2024, 10, 5), "second-1005-zero"),
        (THIRD_PARTY, date(2024, 12, 31), None, None),
    ],
)
def test_last_figure_or_words_stay_in_force(
    made_up: Dataset, account: Side, day: date, since: date | None, claim_id: str | None
) -> None:
    figure = claims.figure_in_force(made_up, account, day)
    if figure is None:
        assert claim_id is None
        return
    assert (figure.since, figure.claim.claim_id) == (since, claim_id)
    assert figure.in_words == (claim_id == "first-1001-words")


def test_month_claim_is_never_a_figure_in_force(made_up: Dataset) -> None:
    figure = claims.figure_in_force(made_up, INDEPENDENT, date(2024, 9, 30), "mapper")
    assert figure is not None
    assert figure.claim.claim_id == "mapper-0810-range"


def test_others_of_the_same_day_come_along(made_up: Dataset) -> None:
    figure = claims.figure_in_force(made_up, INDEPENDENT, date(2024, 9, 1))
    assert figure is not None
    assert _ids(figure.others) == ["other-0810-70"]


def test_words_for_the_account_end_the_figure_of_its_series(made_up: Dataset) -> None:
    figure = claims.figure_in_force(made_up, UKRAINE, date(2024, 10, 2), "first-side")
    assert figure is not None
    assert figure.in_words


def test_what_was_not_public_yet_is_left_out(made_up: Dataset) -> None:
    day, known_on = date(2024, 9, 3), date(2024, 9, 4)  # the peak was told on 5 September
    known = claims.figure_in_force(made_up, UKRAINE, day, known_on=known_on)
    later = claims.figure_in_force(made_up, UKRAINE, day, known_on=date(2024, 9, 5))
    assert known is not None
    assert later is not None
    assert known.claim.claim_id == "first-0810-100"
    assert later.claim.claim_id == "first-0901-peak"
    assert claims.leading_claim(made_up, RUSSIA, day, known_on=date(2024, 8, 1)) is None


def test_totals_in_force_are_grouped_by_account_newest_first(made_up: Dataset) -> None:
    found = claims_in_force(made_up, date(2024, 9, 25))
    assert list(found) == [UKRAINE, INDEPENDENT, RUSSIA]
    assert _ids(found[UKRAINE]) == [
        *("first-0901-peak", "first-0812-villages", "first-0810-100"),
    ]
    month_over = claims_in_force(made_up, date(2024, 9, 30))
    # The vaguer peak of the month comes beside the peak of the day, not in its place.
    assert _ids(month_over[UKRAINE])[:2] == ["first-0901-peak", "first-202409-150"]
    assert _ids(found[INDEPENDENT]) == [
        *("mapper-202409-80", "mapper-0810-range", "other-0810-70"),
    ]
    assert _ids(found[RUSSIA]) == ["second-0920-half", "second-0810-40"]


def test_words_end_the_held_area_and_a_held_area_ends_the_words(made_up: Dataset) -> None:
    words = _ids(claims_in_force(made_up, date(2024, 10, 2))[UKRAINE])
    assert words[0] == "first-1001-words"
    assert "first-0810-100" not in words
    assert "first-202409-150" in words
    figure = _ids(claims_in_force(made_up, date(2024, 10, 20))[UKRAINE])
    assert figure[0] == "first-1020-20"
    assert "first-1001-words" not in figure


def test_statements_around_a_day(made_up: Dataset) -> None:
    assert _ids(claims.statements_around(made_up, date(2024, 9, 20))) == [
        *("second-0922-forces", "second-autumn-losses"),
    ]
    assert _ids(claims.statements_around(made_up, date(2024, 8, 11))) == ["first-0808-control"]
    assert claims.statements_around(made_up, date(2024, 8, 11), 2) == ()
    assert _ids(claims.statements_around(made_up, date(2024, 12, 4))) == ["second-autumn-losses"]
    early = date(2024, 9, 22)
    assert claims.statements_around(made_up, early, known_on=early) == ()


def test_contradictions(made_up: Dataset) -> None:
    claim = made_up.claims["first-0810-100"]
    assert _ids(claims.contradictions(made_up, claim)) == ["mapper-0810-range", "second-0810-40"]
    known = claims.contradictions(made_up, claim, known_on=date(2024, 8, 10))
    assert _ids(known) == ["second-0810-40"]


def _add_claim(made_up: Dataset, like: str, **changes: object) -> Dataset:
    """Return the front with one claim more, like another but for `changes`."""
    claim = replace(made_up.claims[like], claim_id="one-more", disputed_by=(), **changes)
    return replace(made_up, claims={**made_up.claims, "one-more": claim})


def test_of_two_claims_as_good_the_later_report_leads(made_up: Dataset) -> None:
    day = date(2024, 8, 10)
    for reported, leader in [("2024-08-12", "one-more"), ("2024-08-01", "first-0810-100")]:
        front = _add_claim(made_up, "first-0810-100", reported=parse_span(reported))
        claim = claims.leading_claim(front, UKRAINE, day)
        assert claim is not None
        assert claim.claim_id == leader


def test_two_totals_of_one_day_are_both_in_force(made_up: Dataset) -> None:
    front = _add_claim(made_up, "first-0810-100")
    found = _ids(claims_in_force(front, date(2024, 8, 11))[UKRAINE])
    assert sorted(found) == ["first-0810-100", "one-more"]


def test_the_later_total_of_a_voice_ends_the_former_in_whatever_order(made_up: Dataset) -> None:
    day = date(2024, 10, 10)
    turned = replace(made_up, claims=dict(reversed(made_up.claims.items())))
    for front in (made_up, turned):
        found = _ids(claims_in_force(front, day)[RUSSIA])
        assert found == ["second-1005-zero", "second-0920-half"]


def test_a_held_area_of_the_day_of_words_stands_in_their_place(made_up: Dataset) -> None:
    day = parse_span("2024-10-01")
    front = _add_claim(made_up, "first-0810-100", as_of=day, reported=day)
    found = _ids(claims_in_force(front, date(2024, 10, 2))[UKRAINE])
    assert found[0] == "one-more"
    assert "first-1001-words" not in found


def test_three_days_are_around_a_day_unless_others_are_given(made_up: Dataset) -> None:
    day = date(2024, 8, 11)  # three days after the only statement
    timeline = EventTimeline.build(made_up)
    assert _ids(timeline.statements(day)) == ["first-0808-control"]
    assert timeline.statements(day + timedelta(1)) == ()
    told = claims.list_statements(made_up)
    assert _ids(claims.pick_around(told, day)) == ["first-0808-control"]
    assert claims.pick_around(told, day + timedelta(1)) == ()


@given(day=DAYS, known_on=KNOWN)
def test_timeline_says_the_same_as_the_claims(
    made_up: Dataset, day: date, known_on: date | None
) -> None:
    timeline = EventTimeline.build(made_up, known_on=known_on)
    for account in SIDES:
        figure = claims.figure_in_force(made_up, account, day, known_on=known_on)
        assert timeline.figure(account, day) == figure
    for series in made_up.front.series:
        name = series.series_id
        assert timeline.figure(series.side, day, name) == claims.figure_in_force(
            made_up, series.side, day, name, known_on=known_on
        )
    in_force = claims_in_force(made_up, day, known_on=known_on)
    assert {side: found for side, found in timeline.in_force(day).items() if found} == {
        side: found for side, found in in_force.items() if found
    }
    around = claims.statements_around(made_up, day, known_on=known_on)
    assert timeline.statements(day) == around


@given(day=DAYS)
def test_figure_never_comes_from_the_future(made_up: Dataset, day: date) -> None:
    for account in SIDES:
        figure = claims.figure_in_force(made_up, account, day, known_on=day)
        if figure:
            assert figure.since <= day
            assert figure.claim.reported.start <= day
            after = claims.figure_in_force(made_up, account, day + timedelta(1), known_on=day)
            assert after is not None
            assert after.since >= figure.since
