"""How far figures lie apart, and which topic a claim counts; made-up figures say so."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.claims.claims import find_topic, sort_topics
from geodata.claims.disagreement import (
    find_pairs,
    follow_spread,
    measure_spread,
    rank_by_km2,
    rank_by_ratio,
    read_ends,
)
from geodata.core.dates import parse_span
from geodata.core.model import Kind
from tests.bundled import read_bundled

TABLES = read_bundled()
ANY_CLAIM = TABLES.claims["ua-20240812-syrskyi-1000"]
START = date(2024, 8, 6)


def make_up(value, low=None, high=None, name="made-up"):
    """A made-up claim of ground held."""
    return replace(ANY_CLAIM, claim_id=name, value=value, low=low, high=high)


areas = st.none() | st.floats(0, 5000)
claims = st.lists(
    st.builds(make_up, areas, areas, areas, st.uuids().map(str)),
    max_size=6,
    unique_by=lambda claim: claim.claim_id,
)


def test_a_figure_counts_with_its_value_and_a_bare_range_with_both_ends():
    assert read_ends(make_up(660, 660, 1020)) == (660, 660)
    assert read_ends(make_up(None, 1150, 1300)) == (1150, 1300)
    assert read_ends(make_up(None)) is None


def test_the_spread_lies_between_two_different_claims():
    wide, one = make_up(None, 100, 900, "wide"), make_up(500, name="one")
    assert measure_spread([wide]) is None, "a range disagrees with nobody"
    spread = measure_spread([wide, one])
    assert {spread.greatest.claim_id, spread.smallest.claim_id} == {"wide", "one"}
    assert spread.km2 == 400


def test_the_days_apart_are_those_between_what_the_claims_describe():
    early, late = make_up(500, name="early"), make_up(100, name="late")
    late = replace(late, as_of=parse_span("2024-08-20"))
    spread = measure_spread([early, late])
    assert spread.days_apart == (date(2024, 8, 20) - ANY_CLAIM.as_of.start).days == 8


def test_claims_of_the_shown_day_are_paired():
    pair = [ANY_CLAIM, TABLES.claims[ANY_CLAIM.disputed_by[0]]]
    day = max(claim.as_of.start for claim in pair)
    assert find_pairs(TABLES, pair, day) == (tuple(pair),)
    assert find_pairs(TABLES, pair, day - timedelta(days=1)) == ()


def test_a_zero_has_no_ratio():
    spread = measure_spread([make_up(0, name="none"), make_up(30, name="some")])
    assert spread.ratio is None
    assert spread.km2 == 30


def test_equal_figures_are_no_distance_apart():
    spread = measure_spread([make_up(480, name="a"), make_up(480, name="b")])
    assert (spread.km2, spread.ratio) == (0, 1)


@given(claims)
def test_no_pair_lies_farther_apart_than_the_spread(made_up):
    spread = measure_spread(made_up)
    ends = [(claim, read_ends(claim)) for claim in made_up if read_ends(claim)]
    apart = [
        high - low for a, (_, high) in ends for b, (low, _) in ends if a is not b and high >= low
    ]
    if not apart:
        assert spread is None
        return
    assert spread.high_km2 - spread.low_km2 == max(apart)
    assert spread.ratio is None or spread.ratio >= 1
    assert spread.greatest is not spread.smallest


@given(st.lists(claims, max_size=6))
def test_the_steps_cover_every_day_and_join_only_what_stays(lists):
    steps = [(START + timedelta(days=n), each) for n, each in enumerate(lists)]
    found = follow_spread(steps)
    for day, each in steps:
        (step,) = (s for s in found if s.since <= day and (s.until is None or day < s.until))
        assert step.spread == measure_spread(each)
    assert all(a.until == b.since for a, b in pairwise(found))
    assert all(a.spread != b.spread for a, b in pairwise(found))


@given(st.lists(claims, max_size=6))
def test_the_rankings_fall(lists):
    found = follow_spread((START + timedelta(days=n), each) for n, each in enumerate(lists))
    km2 = [spread.km2 for _, spread in rank_by_km2(found)]
    assert km2 == sorted(km2, reverse=True)
    assert len(km2) == sum(step.spread is not None for step in found)
    ratios = [spread.ratio for _, spread in rank_by_ratio(found)]
    assert None not in ratios
    assert ratios == sorted(ratios, reverse=True)


def test_each_pair_is_found_once_and_never_from_the_future():
    every = TABLES.claims.values()
    pairs = find_pairs(TABLES, every, TABLES.front.last)
    names = [frozenset((a.claim_id, b.claim_id)) for a, b in pairs]
    assert len(set(names)) == len(names) > 20
    assert {"ru-20250426-gerasimov-complete", "ua-20250426-gs-denial"} in names
    then = find_pairs(TABLES, every, date(2025, 4, 26))
    assert then
    for one, other in then:
        assert other.claim_id in one.disputed_by
        assert max(one.as_of.start, other.as_of.start) <= date(2025, 4, 26)


TOPICS = {
    claim.claim_id: topic.topic_id
    for claim in TABLES.claims.values()
    if (topic := find_topic(TABLES.front, claim))
}
# Read by hand: every claim of forces, casualties and ground in Sumy Oblast.
BY_HAND = {
    "forces_russia": """ind-202408-drones-east ind-202408-mixed-reinforcements
        ind-202408-units-donetsk ind-20240806-prisoners ind-202408-no-redeploy
        ua-20240827-russian-redeploy ua-20240914-mysnyk-45000 ua-20241111-zelensky-50000
        ua-20241123-gs-59000
        ind-2025spring-70000 ua-202504-60000 ua-20250622-63000 ua-20250622-russians-10000""",
    "forces_north_korea": """ind-2024autumn-nk-11000 tp-2024autumn-nk-10-12k
        ua-20241123-nk-11000 tp-202502-nis-more ua-20250206-gs-nk12000 tp-202506-nk-sappers
        ru-20250617-shoigu-6000""",
    "forces_pipeline": """evt-202503-pipeline-600 ru-20250311-pipeline-800
        ua-20250308-pipeline-100""",
    "losses_russia": """ua-20240906-zelensky-6000 ua-20250101-syrskyi-38000
        ua-20250206-gs-39900 ua-20250312-syrskyi-54900 ua-20250426-gs-62400
        ua-20241111-syrskyi-20842 ua-20250521-gs-63402 ua-20250521-zelensky-63000
        ua-20250723-syrskyi-80000
        ua-20250806-syrskyi-77000""",
    "dead_russia": "ua-20250106-zelensky-15000",
    "losses_ukraine": """ru-20250312-gerasimov-67000 ru-20250426-core-76000
        ru-20250426-gerasimov-75000""",
    "losses_north_korea": """tp-2025-nk-heavy-losses tp-202504-nis-nk-hundreds
        tp-20241223-seoul-nk1100 ua-20241223-zelensky-nk3000 tp-202501-us-nk1200
        ua-202501-zelensky-nk4000 tp-20250122-western-nk4000 ua-20250426-core-nk4000
        ua-20250426-gs-nk4500""",
    "dead_north_korea": """tp-20241219-nis-nk-killed100 tp-202501-western-nk-killed1000
        tp-20250113-nis-nk-killed300""",
    "wounded_north_korea": "tp-20241219-nis-nk-wounded1000 tp-20250113-nis-nk-wounded2700",
    "losses": "ind-20250426-unverified",
    "area_across": """ru-20250426-gerasimov-sumy90 ind-20250523-deepstate-sumy65
        ind-20250524-deepstate-sumy63 ind-202506-deepstate-sumy155 ind-20250601-deepstate-sumy125
        ind-20250602-deepstate-sumy124 ru-20250830-gerasimov-sumy210
        ind-20250912-deepstate-sumy214 ind-20250328-deepstate-sumy07 ind-20250630-afp-sumy320""",
}


def test_every_claim_counts_what_was_read_by_hand():
    kinds = {Kind.FORCES, Kind.CASUALTIES, Kind.AREA_ACROSS}
    read = {name: topic for name, topic in TOPICS.items() if TABLES.claims[name].kind in kinds}
    expected = {name: topic for topic, names in BY_HAND.items() for name in names.split()}
    assert read == expected


def test_an_event_may_tell_of_what_is_counted():
    told = {name for name in TOPICS if TABLES.claims[name].kind is Kind.EVENT}
    assert {TOPICS[name] for name in told} == {"forces_north_korea"}
    for name, claim in TABLES.claims.items():
        if claim.kind is Kind.EVENT:
            assert (name in told) == (
                "North Korea" in claim.summary or "Pyongyang" in claim.summary
            )


@pytest.mark.parametrize("kind", [Kind.AREA_HELD, Kind.CONTROL, Kind.STANDING, Kind.SHARE_RETAKEN])
def test_ground_is_no_topic_of_what_lies_beyond(kind):
    assert {find_topic(TABLES.front, c) for c in TABLES.claims.values() if c.kind is kind} == {None}


def test_topics_keep_every_claim_once_in_order_of_its_date():
    claims = TABLES.claims.values()
    topics = sort_topics(TABLES.front, claims)
    names = [claim.claim_id for claims in topics.values() for claim in claims]
    assert len(names) == len(set(names))
    for claims in topics.values():
        assert [c.as_of for c in claims] == sorted(c.as_of for c in claims)
        assert len({c.unit for c in claims if c.unit}) <= 1, "two units on one axis"
