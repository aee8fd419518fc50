"""Browser and server speak past each other in every order, and end with the same state."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from dashboard.state.exchange import (
    NOTHING_SEEN,
    PartWish,
    ask_for,
    open_exchange,
    read_kept_deck,
    take_message,
    write_wish,
)

PARTS = ("date", "panel", "clock")


def say(revision, obeyed, talk, **parts):
    """Return a message of the map; each part with its value, revision and touch."""
    changes = {
        part: {"value": value, "revision": told, "touched": touched}
        for part, (value, told, touched) in parts.items()
    }
    return {"talk": talk, "revision": revision, "obeyed": obeyed, "changes": changes}


def test_the_first_wish_is_for_everything_and_later_ones_for_what_was_not_heard():
    first = open_exchange(PARTS)
    state = {"date": 1, "panel": "claims", "clock": "event"}
    assert write_wish(first, state)["numbers"] == dict.fromkeys(PARTS, 0)
    asked = ask_for(first, ["panel"])
    heard, found = take_message(asked, say(1, 0, asked.talk, date=(2, 1, 1)))
    assert found == {"date": 2}
    wish = write_wish(heard, {**state, **found, "panel": "table"})
    assert wish == {
        "panel": "table",
        "numbers": {"panel": 1},
        "nonce": 1,
        "seen": 1,
        "since": 0,
        "talk": first.talk,
    }


def test_a_part_is_taken_once_and_not_again_with_a_later_message():
    begun = open_exchange(PARTS)
    heard, _ = take_message(begun, say(5, 0, begun.talk, panel=("places", 5, 5)))
    asked = ask_for(heard, ["panel"])
    both = say(6, 0, begun.talk, panel=("places", 5, 5), date=(9, 6, 6))
    later, found = take_message(asked, both)
    assert found == {"date": 9}
    assert later.wishes["panel"] == PartWish(1, 5)
    assert take_message(later, both) == (later, {})


def test_what_moved_by_itself_gives_way_to_a_wish_and_what_was_touched_does_not():
    begun, _ = take_message(open_exchange(PARTS), {})
    heard, _ = take_message(begun, say(3, 0, begun.talk, date=(10, 3, 2)))
    asked = ask_for(heard, ["date"])
    played, found = take_message(asked, say(4, 0, begun.talk, date=(11, 4, 2)))
    assert found == {}
    assert "date" in played.wishes
    stepped, found = take_message(played, say(5, 0, begun.talk, date=(20, 5, 5)))
    assert found == {"date": 20}
    assert "date" not in stepped.wishes


def test_a_new_map_is_asked_for_everything():
    begun = open_exchange(PARTS)
    heard, _ = take_message(begun, say(2, 0, begun.talk))
    assert heard.wishes == {}
    anew, found = take_message(heard, say(3, -1, begun.talk))
    assert set(anew.wishes) == set(PARTS)
    assert found == {}


def test_what_was_told_to_a_former_session_may_be_stale_and_is_not_heard():
    other = open_exchange(PARTS)
    assert take_message(other, say(40, 7, "former", date=(5, 40, 12))) == (other, {})
    assert other.wishes["date"] == PartWish(0, NOTHING_SEEN)
    _, found = take_message(other, say(41, 0, other.talk, date=(5, 41, 0)))
    assert found == {"date": 5}, "what drifted is newer than an address too"


junk = st.none() | st.booleans() | st.text(max_size=3) | st.integers() | st.lists(st.integers())


@given(
    st.dictionaries(
        st.sampled_from(["talk", "revision", "obeyed", "changes"]),
        junk | st.dictionaries(st.sampled_from(PARTS), junk | st.dictionaries(st.text(), junk)),
    )
)
def test_whatever_comes_is_survived(message):
    exchange, found = take_message(open_exchange(PARTS), message)
    changes = message.get("changes")
    assert set(found) <= set(changes if isinstance(changes, dict) else ())
    assert exchange.taken >= 0


@dataclass
class Map:
    """The browser's half, as `src/model/exchange.js` has it; node tests hold that one."""

    state: dict
    revision: int = 0
    obeyed: int = -1
    talk: str = ""
    known: dict = field(default_factory=dict)
    touched: dict = field(default_factory=dict)
    pending: dict = field(default_factory=dict)

    def accept(self, wish):
        if wish["talk"] != self.talk:
            living = self.talk
            self.talk, self.obeyed = wish["talk"], wish["nonce"] if living else -1
            if living:
                self.known = {}
                return
        for part, number in wish["numbers"].items():
            if number <= self.obeyed:
                continue
            if self.touched.get(part, 0) > wish["seen"]:
                self.known.pop(part, None)
                continue
            self.state[part] = self.known[part] = wish[part]
            self.pending.pop(part, None)
        self.obeyed = max(self.obeyed, wish["nonce"])
        self.revision = max(self.revision, wish["seen"])
        self.pending = {p: one for p, one in self.pending.items() if one[1] > wish["seen"]}

    def tell(self):
        news = [part for part in PARTS if self.known.get(part) != self.state[part]]
        if not news:
            return None
        self.revision += 1
        for part in news:
            self.known[part] = self.state[part]
            self.pending[part] = (self.state[part], self.revision, self.touched.get(part, 0))
        return say(self.revision, self.obeyed, self.talk, **self.pending)


class Talk(RuleBasedStateMachine):
    """Messages may be late and, as Streamlit does, only the latest of them may arrive."""

    def __init__(self):
        super().__init__()
        self.state = dict.fromkeys(PARTS, 0)
        self.exchange = open_exchange(PARTS)
        self.map = Map(dict.fromkeys(PARTS, 0))
        self.message = None
        self.wish = write_wish(self.exchange, self.state)
        self.value = 0

    @rule(part=st.sampled_from(PARTS))
    def reader_sets(self, part):
        self.value += 1
        self.map.state[part] = self.value
        self.map.touched[part] = self.map.revision + 1

    @rule(part=st.sampled_from(PARTS))
    def map_drifts(self, part):
        if self.map.touched.get(part):
            self.value += 1
            self.map.state[part] = self.value

    @rule()
    def map_tells(self):
        self.message = self.map.tell() or self.message

    @rule()
    def server_runs(self):
        self.run(())

    @rule(part=st.sampled_from(PARTS))
    def control_acts(self, part):
        self.run((part,))

    @rule()
    def wish_arrives(self):
        self.map.accept(self.wish)

    @rule()
    def server_restarts(self):
        self.exchange = open_exchange(PARTS)
        self.run(())

    def run(self, parts):
        if self.message:
            self.exchange, found = take_message(self.exchange, self.message)
            self.state.update(found)
        for part in parts:
            self.value += 1
            self.state[part] = self.value
        self.exchange = ask_for(self.exchange, parts)
        self.wish = write_wish(self.exchange, self.state)

    @invariant()
    def a_quiet_moment_finds_them_agreed(self):
        kept = self.map, self.exchange, self.state, self.message, self.wish
        self.map = Map(
            dict(self.map.state),
            self.map.revision,
            self.map.obeyed,
            self.map.talk,
            dict(self.map.known),
            dict(self.map.touched),
            dict(self.map.pending),
        )
        self.state = dict(self.state)
        for _ in range(4):
            self.map_tells()
            self.server_runs()
            self.wish_arrives()
        assert self.map.state == self.state
        self.map, self.exchange, self.state, self.message, self.wish = kept


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_a_kept_deck_is_its_number_and_its_links():
    assert read_kept_deck('[7, "?date=2024-08-10", "?"]') == (7, ["?date=2024-08-10", "?"])


@pytest.mark.parametrize(
    "kept",
    ["", "5", "null", '"ab"', "{}", "[]", '["?"]', "[true]", "[1.5]", "[1, 2]", "[" * 99_999],
)
def test_what_is_no_kept_deck_is_refused(kept):
    with pytest.raises(ValueError):  # noqa: PT011 (of JSON, or our own)
        read_kept_deck(kept)
