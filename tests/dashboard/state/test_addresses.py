"""The address and the selection: round trips, fall-backs and their notices."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.comparison import Comparison
from dashboard.state.fields import list_parameters
from dashboard.state.filters import Filters
from dashboard.state.kinds import keep_order
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    PANELS,
    Selection,
    format_query,
    list_mappers,
    open_selection,
    parse_query,
)
from dashboard.text.language import LANGUAGES
from geodata.core.model import Kind, Side
from geodata.dataset.load import bundled_folder, load_tables

FRONT = load_tables(bundled_folder()).front
REPORTED = (date(2024, 8, 12), date(2025, 6, 22))
SIDES = tuple(account.side for account in FRONT.accounts)


def subsets(values):
    return st.sets(st.sampled_from(values)).map(lambda chosen: keep_order(values, chosen))


selections = st.builds(
    Selection,
    day=st.dates(FRONT.first, FRONT.last),
    accounts=subsets(SIDES),
    layers=subsets(LAYERS),
    mapper=st.none() | st.sampled_from(list_mappers(FRONT)),
    others=st.booleans(),
    panel=st.sampled_from(PANELS),
    place=st.none() | st.sampled_from(["sudzha", "10th-october"]),
    clock=st.sampled_from(CLOCKS),
)


@given(selections)
def test_an_address_restores_the_selection(selection):
    restored, notices = parse_query(format_query(selection, FRONT), FRONT, REPORTED)
    assert restored == selection
    assert notices == ()


@given(
    st.dictionaries(
        st.sampled_from(
            ["date", "accounts", "layers", "mapper", "others", "panel", "place", "clock", "x"]
        ),
        st.text(),
    )
)
def test_no_address_raises(query):
    selection, _ = parse_query(query, FRONT, REPORTED)
    assert FRONT.first <= selection.day <= FRONT.last


def test_an_empty_address_opens_on_the_front_s_own_date():
    assert parse_query({}, FRONT, REPORTED) == (open_selection(FRONT), ())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2202-02-02", date(2025, 6, 22)),
        ("2020-01-01", date(2024, 8, 12)),
        ("not-a-date", FRONT.opening),
    ],
)
def test_a_bad_date_falls_back_with_a_notice(text, day):
    selection, notices = parse_query({"date": text}, FRONT, REPORTED)
    assert selection.day == day
    assert text in notices[0]


@pytest.mark.parametrize("name", ["accounts", "layers"])
def test_an_unknown_choice_is_named(name):
    selection, notices = parse_query({name: "mars"}, FRONT, REPORTED)
    assert "mars" in notices[0]
    assert getattr(selection, name) == getattr(open_selection(FRONT), name)


def test_a_known_choice_survives_beside_an_unknown_one():
    selection, notices = parse_query({"accounts": "russia,mars"}, FRONT, REPORTED)
    assert selection.accounts == (Side.RUSSIA,)
    assert len(notices) == 1


def test_none_switches_all_off():
    selection, notices = parse_query({"accounts": "none", "layers": "none"}, FRONT, REPORTED)
    assert (selection.accounts, selection.layers, notices) == ((), (), ())


def test_the_strength_of_evidence_is_off_until_asked_for():
    assert "evidence" not in open_selection(FRONT).layers
    selection, notices = parse_query({"layers": "water,evidence"}, FRONT, REPORTED)
    assert (selection.layers, notices) == (("water", "evidence"), ())


def test_an_unknown_mapper_is_named():
    selection, notices = parse_query({"mapper": "nobody"}, FRONT, REPORTED)
    assert selection.mapper is None
    assert "nobody" in notices[0]


def test_a_quiet_day_is_kept():
    day = FRONT.opening + timedelta(days=1)
    assert parse_query({"date": day.isoformat()}, FRONT, REPORTED)[0].day == day


def test_every_part_of_an_address_is_listed_once():
    everything = Selection(
        day=FRONT.last,
        accounts=SIDES[:1],
        layers=(),
        mapper=list_mappers(FRONT)[0],
        others=True,
        panel=PANELS[-1],
        place="sudzha",
        clock=CLOCKS[-1],
        language=LANGUAGES[-1],
        filters=Filters(("a",), ("b",), (Kind.CONTROL,), "B2", True),
        compare=Comparison("overlay", SIDES[0], SIDES[1], FRONT.first),
    )
    assert sorted(format_query(everything, FRONT)) == sorted(list_parameters(Selection))
