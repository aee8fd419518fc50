"""A seeded walk over the page: random actions of a reader, and after each calm moment agreement.

What an action has to do with the state is said here once, for every control; `plan.py` draws them.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dashboard.state.comparison import list_keys
from dashboard.state.filters import NO_FILTERS
from dashboard.state.selection import (
    LAYERS,
    MAP_MODES,
    Selection,
    list_holders,
    list_mappers,
    parse_query,
)
from geodata.places.gazetteer import search_places
from tests.browser.agreement import Agreement, Expected
from tests.browser.driver import Screen
from tests.browser.plan import Action

START: Final = "date=2024-08-12"
ANSWER_S: Final = 20
BESIDE: Final = ("panel", "place", "language", "filters", "clock", "reading")
"""What can be chosen beside the map."""
PRESSED: Final = frozenset({"clear", "place"})
"""Actions that may end with a press of a button of the page, which shows no choice of its own."""


class DisagreementError(AssertionError):
    """Two parts of the page show different states; `actions` led there."""

    def __init__(self, words: str, actions: Sequence[Action]) -> None:
        """Say what differs, and how to get there again."""
        self.actions = list(actions)
        listed = json.dumps(self.actions, ensure_ascii=False)
        super().__init__(f"{words}\nAfter: {listed}\nAgain: KURSK_WALK='{listed}'")


@dataclass
class Playing:
    """A playback: the day on which it began, and by how much it is faster than usual.

    `loop` are the two days between which it goes round.
    """

    since: date
    faster: int
    loop: tuple[date, ...] = ()

    def may_show(self, days: Sequence[date]) -> bool:
        """Whether days may follow one another so: in order, or going round."""
        if self.loop:
            return all(self.loop[0] <= day <= self.loop[1] for day in days)
        return list(days) == sorted(days)


class Walk:
    """Does actions on an open page, and knows the state that each must lead to."""

    def __init__(self, agreement: Agreement, url: str) -> None:
        """Open the dashboard at `url` on its first date."""
        self.agreement = agreement
        self.screen: Screen = agreement.screen
        self.url = url
        self.done: list[Action] = []
        self.theme = "light"
        self.playing: Playing | None = None
        self.deck: list[Selection] = []
        self.loose: set[str] = set()  # what the last actions may have moved, to nobody knows where
        self.left: list[Selection] = []  # what stood on the pages before this in the tab
        self.agrees = True  # since the last comparison nothing was done, and nothing differed
        self.screen.open(f"{url}/?{START}")
        self.selection = self._read_link(START)

    @property
    def selection(self) -> Selection:
        """What the page must show."""
        return self._selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        self._selection = selection
        self.screen.language = selection.language

    def do(self, action: Action) -> None:
        """Do one action; one that makes no sense in this state is passed over."""
        self.agrees = False
        self.done.append(action)
        name, *values = action
        getattr(self, f"_do_{name}")(*values)

    def check(self) -> None:
        """Let the page come to rest, and compare all of its parts."""
        self.agrees = False
        self._do_pause()
        self.screen.quiet()
        self._take_loose()
        self.agreement.check(Expected(self.selection, self.theme))
        self.agrees = True

    def _take_loose(self) -> None:
        """Take over what the last actions moved, as the address of the resting page tells it."""
        told, _ = self.agreement.read_selection()
        moved = {name: getattr(told, name) for name in self.loose}
        if self.selection.window and "window" not in moved:
            self._follow_window(told)
        self.loose.clear()
        self.selection = replace(self.selection, **moved)

    def _follow_window(self, told: Selection) -> None:
        """Take over where the chart's window has gone along with the date: as long as it was."""
        was, now = (_read_days(one.window) for one in (self.selection, told))
        if now and now[1] - now[0] == was[1] - was[0]:
            self.selection = replace(self.selection, window=told.window)

    def run(self, actions: Iterable[Action]) -> None:
        """Do actions; each `check` among them, and the end, compares all parts.

        Raises:
            DisagreementError: they differ, or an action cannot be done.
        """
        try:
            for action in actions:
                self.do(action)
            self.check()
        except Exception as error:
            raise DisagreementError(f"{type(error).__name__}: {error}", self.done) from error

    # The date.

    def _move(self, act: Callable[[], None], may: Callable[[date, date], bool]) -> None:
        """Do what moves the date by hand, from one day to another as `may` says; playing ends."""
        before = self.screen.read_day()
        faster = self._forget_playing()
        act()
        after = self.screen.read_day()
        assert may(before, after), f"from {before} to {after}"
        self.selection = replace(self.selection, day=after)
        self.loose.add("chapter")
        self.screen.slow_down(faster)

    def _forget_playing(self) -> int:
        faster = self.playing.faster if self.playing else 0
        self.playing = None
        return faster

    def _do_step(self, key: str, times: int) -> None:
        front = self.agreement.whole.dataset.front
        edge = front.last if "Right" in key else front.first

        def may(before: date, after: date) -> bool:
            if was_playing:
                return True  # the date went on until the key was down
            if "Shift" in key:
                days = times if "Right" in key else -times
                wanted = before + timedelta(days)
                return after == min(max(wanted, front.first), front.last)
            return after == edge or (after > before) == ("Right" in key)

        was_playing = self.playing is not None
        self._move(lambda: self.screen.press(key, times), may)

    def _do_jump(self, key: str) -> None:
        front = self.agreement.whole.dataset.front
        wanted = front.first if key == "Home" else front.last
        self._move(lambda: self.screen.press(key), lambda _, after: after == wanted)

    def _do_drag(self, *shares: float) -> None:
        self._move(lambda: self.screen.drag(*shares), lambda *_: True)

    def _do_type_day(self, day: str) -> None:
        wanted = date.fromisoformat(day)
        faster = self._forget_playing()
        self.screen.type_day(wanted)
        self.loose.add("chapter")
        self.selection = replace(self.selection, day=wanted)
        self.screen.slow_down(faster)

    def _do_play(self, faster: int) -> None:
        if self.playing:
            return
        last = self.agreement.whole.dataset.front.last
        loop = self._read_loop()
        if not loop and self.screen.read_day() >= last - timedelta(120):  # the end would come
            self._do_jump("Home")
        self.loose.add("chapter")
        day = self.screen.read_day()
        since = day if not loop or loop[0] <= day < loop[1] else loop[0]
        self.playing = Playing(since, faster, loop)
        self.screen.list_days()
        self.screen.play(faster)

    def _read_loop(self) -> tuple[date, ...]:
        """Return the two days between which the playback goes round; none where it does not."""
        return _read_days(self.selection.loop)

    def _do_loop(self, first: str, last: str) -> None:
        """Let the playback go round between two days, or no longer."""
        self._do_pause()
        days = sorted({first, last})
        if self.selection.loop:
            self.screen.mark_loop()
            self.selection = replace(self.selection, loop=None)
        elif len(days) > 1:
            for day in (first, last):
                self._do_type_day(day)
                self.screen.mark_loop()
            self.selection = replace(self.selection, loop=",".join(days))

    def _do_pause(self) -> None:
        if not self.playing:
            return
        self.screen.pause()
        after = self.screen.read_day()
        days = [self.playing.since, *self.screen.list_days(), after]
        assert self.playing.may_show(days), f"the date went back while playing: {days}"
        self.selection = replace(self.selection, day=after)
        self.screen.slow_down(self._forget_playing())

    # What is shown of the day.

    def _do_account(self, name: str) -> None:
        front = self.agreement.whole.dataset.front
        shown: set[str] = {*self.selection.accounts}
        if self.selection.compare:
            return  # its switch is hidden
        self.screen.toggle_account(name)
        shown ^= {name}
        accounts = tuple(one.side for one in front.accounts if one.side in shown)
        self.selection = replace(self.selection, accounts=accounts)

    def _do_layer(self, name: str) -> None:
        self.screen.toggle_layer(name)
        shown = {*self.selection.layers} ^ {name}
        layers = tuple(one for one in LAYERS if one in shown)
        self.selection = replace(self.selection, layers=layers)

    def _do_others(self) -> None:
        self.screen.toggle_layer("others")
        self.selection = replace(self.selection, others=not self.selection.others)

    def _do_mapper(self, number: int) -> None:
        if self.selection.compare:
            return
        mappers = (None, *list_mappers(self.agreement.whole.dataset.front))
        mapper = mappers[number % len(mappers)]
        if not self.screen.offers_mapper(mapper):
            return
        self.screen.choose_mapper(mapper)
        self.selection = replace(self.selection, mapper=mapper)

    def _do_reading(self, where: str, number: int) -> None:
        sides = (None, *(one.value for one in self.agreement.whole.dataset.front.sides))
        side = sides[number % len(sides)]
        if not self.screen.offers_reading(side):
            return
        if where == "map":
            self.screen.choose_reading(side)
        else:
            words = self.agreement.name_reading(side, self.selection)
            self.screen.choose_reading_in_box(words)
        self.selection = replace(self.selection, reading=side)

    def _do_map_mode(self, mode: str) -> None:
        if mode == "key":
            self.screen.press("m")
            mode = MAP_MODES[(MAP_MODES.index(self.selection.mode) + 1) % len(MAP_MODES)]
        else:
            self.screen.choose_map_mode(mode)
        self.selection = replace(self.selection, mode=mode)

    def _do_whose(self, number: int) -> None:
        if self.selection.mode == "days":
            holders = list_holders(self.agreement.whole.dataset.front)
            holder = holders[number % len(holders)]
            self.screen.choose_whose(holder)
            self.selection = replace(self.selection, whose=holder)

    def _do_window(self, number: int) -> None:
        if not self.screen.offers_periods():
            return
        periods = [span for _, span in self.agreement.whole.dataset.front.periods]
        place = number % (len(periods) + 1)
        self.screen.choose_period(place)
        span = periods[place - 1]
        window = f"{span.start.isoformat()},{span.end.isoformat()}" if place else None
        self.loose.discard("window")
        self.selection = replace(self.selection, window=window)

    def _do_stretch(self, key: str) -> None:
        self.screen.press(key)
        self.loose.add("window")

    def _do_clock(self, way: str) -> None:
        clock = "event" if self.selection.clock == "known" else "known"
        if way == "key":
            self.screen.press("k")
        elif way == "box":
            self.screen.choose_clock_in_box(clock)
        elif not self.selection.compare:
            self.screen.choose_clock(clock)
        else:
            return
        self.selection = replace(self.selection, clock=clock)

    def _do_compare(self) -> None:
        self.loose.add("view")
        self.screen.press("c")
        compare = None if self.selection.compare else self.screen.read_comparison()
        self.selection = replace(self.selection, compare=compare)

    def _compare(self, **changes: object) -> None:
        compare = self.selection.compare
        assert compare
        self.selection = replace(self.selection, compare=replace(compare, **changes))

    def _do_mode(self, mode: str) -> None:
        if self.selection.compare:
            self.loose.add("view")
            self.screen.choose_mode(mode)
            self._compare(mode=mode)

    def _do_compared(self, side: str, number: int) -> None:
        keys = list_keys(self.agreement.whole.dataset.front)
        key = keys[number % len(keys)]
        if self.selection.compare and self.screen.offers_compared(side, key):
            self.screen.choose_compared(side, key)
            self._compare(**{side: key})

    def _do_swap(self) -> None:
        self._do_pause()
        if not (compare := self.selection.compare):
            return
        self.screen.swap_compared()
        shown = self.selection.day
        day = shown if compare.day else None
        self._compare(account=compare.against, against=compare.account, day=day)
        self.selection = replace(self.selection, day=compare.day or shown)

    def _do_zoom(self, way: str) -> None:
        self.loose.add("view")
        self.screen.zoom(way)

    def _do_story(self, key: str) -> None:
        self.loose.add("view")
        self._move(lambda: self.screen.turn_chapter(key), lambda *_: True)

    def _do_close_story(self) -> None:
        self._do_pause()
        self.loose |= {"view", "chapter"}
        self.screen.close_story()

    # What stands beside the map.

    def _do_panel(self, panel: str) -> None:
        self.screen.choose_panel(panel)
        self.selection = replace(self.selection, panel=panel)

    def _do_language(self, language: str) -> None:
        self.screen.choose_language(language)
        self.selection = replace(self.selection, language=language)

    def _do_grade(self, grade: str) -> None:
        if self.selection.filters.grade != grade:
            self.screen.choose_grade(grade)
            filters = replace(self.selection.filters, grade=grade)
            self.selection = replace(self.selection, filters=filters)

    def _do_core(self) -> None:
        filters = replace(self.selection.filters, core=self.screen.toggle_core())
        self.selection = replace(self.selection, filters=filters)

    def _do_clear(self, where: str) -> None:
        if self.selection.filters == NO_FILTERS:
            return
        if where == "panel":
            self.screen.clear_filter()
        elif where == "box":
            self._do_pause()
            self.screen.clear_filter_at_once()
        elif not self.selection.compare:
            self.screen.clear_filter_on_map()
        else:
            return
        self.selection = replace(self.selection, filters=NO_FILTERS)

    def _do_place(self, words: str) -> None:
        if self.selection.panel != "places":
            self._do_panel("places")
        if self.selection.place:
            self._do_leave_place()
        self.screen.find_place(words)
        self.loose.add("view")
        places = self.agreement.tell(self.selection).dataset.places.values()
        place = search_places(places, words)[0].place_id
        self.selection = replace(self.selection, place=place)

    def _do_leave_place(self) -> None:
        if self.selection.panel == "places" and self.selection.place:
            self.loose.add("view")  # where it is fitted, the address says so for a place alone
            self.screen.leave_place()
            self.selection = replace(self.selection, place=None)

    # The ways out of the page, and what happens to it.

    def _do_export(self) -> None:
        before = self.screen.read_day()
        self.screen.open_export()
        self._take_day(before, self.agreement.read_previewed)
        self.screen.quiet()
        self._take_loose()
        self.agreement.check_preview(self.selection)
        self.screen.close_dialog()

    def _do_deck(self) -> None:
        before = self.screen.read_day()
        self.screen.add_to_deck()
        after = self.screen.read_day()  # it may play on, until the dialog opens
        self.screen.open_export()
        self._take_day(before, self.agreement.read_added, after)
        if self.selection not in self.deck:
            self.deck.append(self.selection)
        self.agreement.check_deck(self.deck, self.selection)
        self.screen.close_dialog()

    def _take_day(
        self,
        before: date,
        read: Callable[[Sequence[Selection]], date],
        after: date | None = None,
    ) -> None:
        """Take over the day that was taken while playing: one of those shown at the click."""
        if not self.playing:
            return
        self.screen.quiet()  # an act stops the playback; on a busy machine a frame later
        after = after or self.screen.read_day()
        first, last = self.playing.loop or (before, after)
        days = [first + timedelta(number) for number in range((last - first).days + 1)]
        self.selection = replace(self.selection, day=read([*self._on(days)]))

    def _on(self, days: Iterable[date]) -> Iterator[Selection]:
        return (replace(self.selection, day=day) for day in days)

    def _do_theme(self) -> None:
        self.theme = "dark" if self.theme == "light" else "light"
        self.screen.flip_theme(self.theme)

    def _do_cut(self, milliseconds: int, forgotten: bool, steps: int) -> None:
        if forgotten or any(name in PRESSED for name, *_ in self.done[-3:]):
            self._wait_for_answer()
        with self.screen.without_server(forgotten=forgotten):
            self.screen.rest(milliseconds)
            if steps:
                self._do_step("ArrowRight", steps)
        self._do_pause()
        self.screen.quiet()  # what is pressed at the moment of the return may be lost

    def _wait_for_answer(self) -> None:
        """Wait until the map knows what was chosen beside it.

        Of a choice that a session has not answered before it is forgotten nobody knows: the map
        has not heard of it, and what Streamlit tells a new session of controls is of none that this
        one has drawn. Nor does anybody know of a button's press that a cut overtakes: Streamlit
        ends what a page that went away has begun, and sends no press again.
        """
        deadline = time.monotonic() + ANSWER_S
        while self._list_beside(self.agreement.read_selection()[0]) != self._list_beside(
            self.selection
        ):
            assert time.monotonic() < deadline, "what was chosen beside the map never reached it"
            self.screen.rest(50)

    def _list_beside(self, selection: Selection) -> list[object]:
        return [getattr(selection, name) for name in BESIDE if name not in self.loose]

    def _do_reload(self) -> None:
        self._do_check()
        self.screen.reload()

    def _do_link(self, query: str) -> None:
        self._do_check()
        self.left.append(self.selection)
        self.screen.open(f"{self.url}/?{query}")
        self.selection = self._read_link(query)
        if self.selection.place:
            self.loose.add("view")  # the map flies there

    def _do_back(self) -> None:
        self._do_check()
        self.screen.go_back()
        if self.left:
            self.screen.wait_for_map()
            self.selection = self.left.pop()
        else:
            assert not self.screen.page.url.startswith(self.url), "Back does not leave the page"
            self.screen.go_forward()

    def _do_rest(self, milliseconds: int) -> None:
        self.screen.rest(milliseconds)

    def _do_box(self) -> None:
        self._do_check()
        self.agreement.check_box(self.selection)

    def _do_check(self) -> None:
        self.check()

    def _read_link(self, query: str) -> Selection:
        whole = self.agreement.whole
        told = dict(part.split("=") for part in query.split("&"))
        selection, _ = parse_query(told, whole.dataset.front, whole.timeline.dates, whole.choices)
        return selection


def _read_days(span: str | None) -> tuple[date, ...]:
    """Return the two days of a span as an address writes it; none of None."""
    return tuple(map(date.fromisoformat, span.split(","))) if span else ()
