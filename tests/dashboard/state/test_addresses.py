"""The address and the selection: round trips, fall-backs and their notices."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.comparison import Comparison
from dashboard.state.fields import Scope, list_parameters
from dashboard.state.filters import Filters
from dashboard.state.kinds import MaybeView, keep_order
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    MAP_MODES,
    PANELS,
    Selection,
    format_query,
    list_mappers,
    open_selection,
    parse_query,
    write_link,
)
from dashboard.text.language import LANGUAGES, speak
from geodata.core.model import Kind, Role, Side
from tests.bundled import read_bundled

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)
THIRD_PARTY = Side("third_party", Role.OBSERVERS)
SIDES = (UKRAINE, INDEPENDENT, RUSSIA, THIRD_PARTY)

FRONT = read_bundled().front
REPORTED = (date(2024, 8, 12), date(2025, 6, 22))
SIDES = tuple(account.side for account in FRONT.accounts)
SCOPE = Scope(FRONT, REPORTED)
LONGEST = 200  # letters of a notice
PARTS = {
    "date": "2025-04-26",
    "accounts": "ukraine,russia",
    "layers": "water",
    "grade": "B2",
    "compare": "overlay",
    "account": "independent",
    "with": "russia,2024-08-20",
    "view": "9.5/51.2/35.1",
}
WHOLE, _ = parse_query(PARTS, FRONT, REPORTED)


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
    chapter=st.none() | st.integers(1, 100).map(str),
    view=st.none()
    | st.builds(
        lambda *parts: MaybeView(address="view").parse("/".join(parts), None, SCOPE, []),
        st.integers(0, 80).map(lambda quarters: str(quarters / 4)),
        st.floats(-90, 90).map("{:.4f}".format),
        st.floats(-180, 180).map("{:.4f}".format),
    ),
    clock=st.sampled_from(CLOCKS),
)


@given(selections)
def test_an_address_restores_the_selection(selection):
    restored, notices = parse_query(format_query(selection, FRONT), FRONT, REPORTED)
    assert restored == selection
    assert notices == ()


@given(
    st.dictionaries(
        st.sampled_from(list(list_parameters(Selection))) | st.text(),
        st.text() | st.lists(st.text(), max_size=3),
    )
)
def test_no_address_raises_and_no_notice_is_long(query):
    selection, notices = parse_query(query, FRONT, REPORTED)
    assert FRONT.first <= selection.day <= FRONT.last
    assert max(map(len, notices), default=0) <= LONGEST
    isolates = "\u2068\u2069"  # round what runs from right to left
    assert all(one.isprintable() or one in isolates for notice in notices for one in notice)


def mangle(name, text, way):
    """Return what becomes of a part of an address on its way."""
    ways = {
        "amp": {f"amp;{name}": text},
        "amp twice": {f"amp;amp;{name}": text},
        "case": {name.title(): text.upper()},
        "stop": {name: f"{text}."},
        "quote": {name: f"“{text}”,"},
        "unseen": {f"\u200b{name}": f"\ufeff{text}\u00a0\u2069"},
        "escaped": {name: text.replace(",", "%2C").replace("/", "%2F")},
        "dash": {name: text.replace("-", "‑")},
        "swallowed": {"x": f"&amp;{name}={text}"},
        "markup": {name: f"{text}**)"},
    }
    return ways[way]


@given(
    st.tuples(
        *(
            st.sampled_from(
                ("amp", "amp twice", "case", "stop", "quote", "unseen", "escaped", "dash", "markup")
            )
            for _ in PARTS
        )
    )
)
def test_what_was_mangled_on_its_way_is_put_right_without_a_word(ways):
    query = {}
    for way, (name, text) in zip(ways, PARTS.items(), strict=True):
        query |= mangle(name, text, way)
    assert parse_query(query, FRONT, REPORTED) == (WHOLE, ())


def test_a_part_that_swallowed_the_others_gives_them_back():
    rest = "&amp;".join(f"{name}={text}" for name, text in list(PARTS.items())[1:])
    query = {"date": f"{PARTS['date']}&amp;{rest}"}
    assert parse_query(query, FRONT, REPORTED) == (WHOLE, ())


@pytest.mark.parametrize("name", ["dat", "Date", "daet", "dates", "day", "DATE", "dste"])
def test_a_name_that_is_off_by_a_letter_is_understood(name):
    selection, notices = parse_query({name: "2025-04-26"}, FRONT, REPORTED)
    assert (selection.day, notices) == (date(2025, 4, 26), ())


@pytest.mark.parametrize(
    "text",
    [
        "2025-4-26",
        "2025/04/26",
        "26.04.2025",
        "20250426",
        "2025-04-26T10:00",
        "2025.04.26",
        "\uff12025-04-26",
    ],
)
def test_a_date_in_another_hand_is_understood(text):
    selection, notices = parse_query({"date": text}, FRONT, REPORTED)
    assert (selection.day, notices) == (date(2025, 4, 26), ())


def test_a_list_that_stands_twice_is_one_list():
    query = {"accounts": ["ukraine", "russia"], "with": ["russia"]}
    selection, notices = parse_query(query, FRONT, REPORTED)
    assert (selection.accounts, notices) == ((UKRAINE, RUSSIA), ())


def test_of_two_dates_the_last_is_shown_and_that_is_said_once():
    selection, notices = parse_query({"date": ["2025-04-26", "2025-04-27"]}, FRONT, REPORTED)
    assert selection.day == date(2025, 4, 27)
    assert len(notices) == 1
    assert "2025-04-27" in notices[0]
    assert parse_query({"date": ["2025-04-26"] * 2}, FRONT, REPORTED)[1] == ()


def test_what_is_unknown_is_named_once_and_the_rest_kept():
    query = {"date": "2025-04-26", "colour": "red", "datum": "x", "fbclid": "y", "utm_source": "z"}
    selection, notices = parse_query(query, FRONT, REPORTED)
    assert selection.day == date(2025, 4, 26)
    assert len(notices) == 1
    assert "colour, datum" in notices[0]


@pytest.mark.parametrize(
    "name", ["fbclid", "gclid", "utm_source", "utm_campaign", "igshid", "si", "ref", "_ga", "embed"]
)
def test_what_others_add_to_a_link_is_dropped_without_a_word(name):
    assert parse_query({name: "IwAR0"}, FRONT, REPORTED) == (open_selection(FRONT), ())


@pytest.mark.parametrize("text", ["9/51.2", "9/91/35", "99/51/35", "9/x/35", "nan/51/35"])
def test_what_is_no_view_is_named(text):
    selection, notices = parse_query({"view": text}, FRONT, REPORTED)
    assert selection.view is None
    assert len(notices) == 1


def test_an_address_can_be_read():
    selection, _ = parse_query({**PARTS, "publisher": "a"}, FRONT, REPORTED)
    assert write_link(FRONT, selection) == (
        "?date=2025-04-26&accounts=ukraine,russia&layers=water"
        "&compare=overlay&account=independent&with=russia,2024-08-20&grade=B2&view=9.5/51.2/35.1"
    )


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


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("last", ["", "=", "&utm_source=x", "&x"])
def test_a_link_that_was_escaped_as_a_whole_keeps_every_part(times, last):
    text = urlencode(PARTS)
    for _ in range(times):
        text = quote(text)
    query = parse_qs(f"{text}{last}", keep_blank_values=True)
    selection, notices = parse_query(query, FRONT, REPORTED)
    assert selection == WHOLE
    assert len(notices) == (last == "&x")


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("date%3D2025-04-26", {"date": "2025-04-26"}),
        ("date%3D2025-04-26%26lang=uk", {"date": "2025-04-26", "lang": "uk"}),
        ("date%3D2025-04-26%26amp%3Blang%3Duk", {"date": "2025-04-26", "lang": "uk"}),
        ("%3Fdate%3D2025-04-26&lang=uk", {"date": "2025-04-26", "lang": "uk"}),
        ("date=2025-04-26%26lang%3Duk", {"date": "2025-04-26", "lang": "uk"}),
        ("lang%3Duk=date%3D2025-04-26", {"lang": "uk=date=2025-04-26"}),  # who could tell
    ],
)
def test_escaped_signs_between_the_parts_of_a_link_are_read_as_what_they_were(address, query):
    given = parse_qs(address, keep_blank_values=True)
    assert parse_query(given, FRONT, REPORTED) == parse_query(query, FRONT, REPORTED)


EVERY_FAULT = {
    "datum": "x",
    "date": ["31.02.2025", "32.02.2025"],
    "place": "?a b",
    "chapter": "x",
    "view": "x",
    "loop": "x",
    "window": "x",
    "grade": "Z9",
    "maker": "mars",
    "kind": "mars",
    "publisher": "mars",
    "claimant": "mars",
    **dict.fromkeys(("accounts", "layers", "reading", "mapper", "others", "clock"), "mars"),
    **dict.fromkeys(("panel", "mode", "whose", "core"), "mars"),
}
COMPARED_FAULTS = ({"compare": "mars"}, {"compare": "side", "account": "mars", "with": "venus"})


@pytest.mark.parametrize("faults", [EVERY_FAULT, *COMPARED_FAULTS, {"date": "1999-01-01"}])
def test_every_notice_speaks_the_language_that_the_address_asks_for(faults):
    told = {
        language: parse_query({**faults, "lang": language}, FRONT, REPORTED)[1]
        for language in LANGUAGES
    }
    assert len({*map(len, told.values())}) == 1
    for notices in zip(*told.values(), strict=True):
        assert len(set(notices)) == len(LANGUAGES), notices
        assert not any("“" in notice for notice in notices[1:])  # nor may a sign be English
    with speak("uk"):
        assert parse_query(faults, FRONT, REPORTED)[1] == told["en"]  # as is the page of such one


SPELT_OUT = ("accounts", "layers", "reading", "mapper", "others", "clock", "panel", "mode", "whose")


@pytest.mark.parametrize("name", [*SPELT_OUT, "core", "compare"])
def test_a_notice_calls_a_part_as_a_reader_knows_it(name):
    for language in LANGUAGES:
        (notice,) = parse_query({name: "mars", "lang": language}, FRONT, REPORTED)[1]
        assert not re.search(rf"\b{name}\b", notice.partition("(")[0]), notice


@pytest.mark.parametrize("name", ["accounts", "layers"])
def test_an_unknown_choice_is_named(name):
    selection, notices = parse_query({name: "mars"}, FRONT, REPORTED)
    assert "mars" in notices[0]
    assert getattr(selection, name) == getattr(open_selection(FRONT), name)


def test_a_known_choice_survives_beside_an_unknown_one():
    selection, notices = parse_query({"accounts": "russia,mars"}, FRONT, REPORTED)
    assert selection.accounts == (RUSSIA,)
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
        reading=SIDES[0].value,
        mapper=list_mappers(FRONT)[0],
        others=True,
        panel=PANELS[-1],
        place="sudzha",
        chapter="3",
        view="9.25/51.2/35.1",
        clock=CLOCKS[-1],
        language=LANGUAGES[-1],
        loop="2024-08-12,2024-10-01",
        mode=MAP_MODES[-1],
        whose=SIDES[0].value,
        window="2024-08-01,2024-08-31",
        filters=Filters(("a",), ("b",), ("c",), (Kind.CONTROL,), "B2", True),
        compare=Comparison("overlay", SIDES[0], SIDES[1], FRONT.first),
    )
    assert sorted(format_query(everything, FRONT)) == sorted(list_parameters(Selection))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2024-08-12,2024-10-01", "2024-08-12,2024-10-01"),
        ("1.10.2024, 12.8.2024", "2024-08-12,2024-10-01"),
        ("2020-01-01,2024-10-01", "2024-08-06,2024-10-01"),
        ("2024-08-12", None),
        ("2024-08-12,2024-08-12", None),
        ("2024-08-12,never", None),
        ("2020-01-01,2021-01-01", None),
    ],
)
@pytest.mark.parametrize("name", ["loop", "window"])
def test_loop_and_window_are_two_days_of_the_front_in_order(text, span, name):
    selection, notices = parse_query({"date": "2024-08-12", name: text}, FRONT, REPORTED)
    assert getattr(selection, name) == span
    assert len(notices) == (span is None)
    assert all(text in one for one in notices)
