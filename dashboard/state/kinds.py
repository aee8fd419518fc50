"""The kinds of fields that the state is made of: a day, one of several, some of several, yes or no.

Each is a `Codec`; what it may be one of is asked of the `Scope`, as is the nearest reported date.
"""

import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from re import Pattern
from typing import Final, TypeVar

from dashboard.state.days import pin_day, read_day, read_iso
from dashboard.state.fields import Codec, Scope, Way
from dashboard.state.repair import clean, match_case, shorten
from dashboard.text.catalogues import ADDRESS
from geodata.core.dates import parse_day

NOTHING: Final = "none"
"""What an address says for none of several."""
EVERY: Final = "all"
"""What a select box shows for no one in particular: it takes None for "nothing chosen yet"."""

_YES: Final = ("1", "true", "yes", "on")
_NO: Final = ("0", "false", "no", "off")
_VIEW: Final = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)" + r"/(-?[0-9]{1,3}(?:\.[0-9]+)?)" * 2)
DEEPEST_ZOOM: Final = 24.0

Name = TypeVar("Name", bound=str)
Allowed = Callable[[Scope], tuple[Name, ...]]
"""What a field may be one of, or some of."""


def keep_order(allowed: Iterable[Name], chosen: Collection[str]) -> tuple[Name, ...]:
    """Return the allowed values that were chosen, in their own order and once each."""
    return tuple(value for value in allowed if value in chosen)


@dataclass(frozen=True, kw_only=True)
class Day(Codec[date]):
    """A day of the front; it always stands in the address."""

    way: Way = "day"

    def parse(self, text: str, start: date, scope: Scope, notices: list[str]) -> date:
        """Return a day of the front; one outside falls to the nearest reported date."""
        day, front = read_day(text), scope.front
        if day is None:
            notices.append(ADDRESS["no_date"].format(given=shorten(text), shown=start.isoformat()))
            return start
        if front.first <= day <= front.last:
            return day
        nearest = min(scope.reported, key=lambda other: abs(other - day), default=start)
        span = {"first": front.first.isoformat(), "last": front.last.isoformat()}
        notices.append(
            ADDRESS["outside"].format(given=day.isoformat(), shown=nearest.isoformat(), **span)
        )
        return nearest

    def format(self, value: date) -> str:
        """Return the day as in ISO 8601."""
        return value.isoformat()

    def write_address(self, value: date, start: date) -> dict[str, str]:
        """Return the day, also where it is the first one shown."""
        del start
        return {self.address: self.format(value)}

    def encode(self, value: date) -> str:
        """Return the day as in ISO 8601."""
        return value.isoformat()

    def decode(self, sent: object, before: date, scope: Scope) -> date:
        """Return the day of the front that is nearest to the one that was sent."""
        try:
            day = parse_day(sent) if isinstance(sent, str) else before
        except ValueError:
            day = before
        return pin_day(day, scope.front)


@dataclass(frozen=True, kw_only=True)
class OneOf(Codec[Name]):
    """One of several."""

    allowed: Allowed[Name]

    def parse(self, text: str, start: Name, scope: Scope, notices: list[str]) -> Name:
        """Return what is named; where it is unknown, `start`."""
        allowed = self.allowed(scope)
        if known := keep_order(allowed, (match_case(text, allowed),)):
            return known[0]
        notices.append(self.say_unknown(text, allowed))
        return start

    def format(self, value: Name) -> str:
        """Return the name."""
        return value

    def decode(self, sent: object, before: Name, scope: Scope) -> Name:
        """Return what is named; where it is unknown, `before`."""
        known = keep_order(self.allowed(scope), (sent,)) if isinstance(sent, str) else ()
        return known[0] if known else before

    def list_options(self, scope: Scope) -> tuple[object, ...]:
        """Return what there is."""
        return self.allowed(scope)


@dataclass(frozen=True, kw_only=True)
class MaybeOneOf(Codec[str | None]):
    """One of several, or None for no one in particular; its control shows EVERY for that."""

    allowed: Allowed[str]

    def parse(self, text: str, start: str | None, scope: Scope, notices: list[str]) -> str | None:
        """Return what is named; where it is unknown, `start`."""
        allowed = self.allowed(scope)
        if (word := match_case(text, allowed)) in allowed:
            return word
        notices.append(self.say_unknown(text, allowed))
        return start

    def format(self, value: str | None) -> str:
        """Return the name."""
        return value or ""

    def decode(self, sent: object, before: str | None, scope: Scope) -> str | None:
        """Return what is named, None for None; where it is unknown, `before`."""
        if sent is None:
            return None
        return sent if isinstance(sent, str) and sent in self.allowed(scope) else before

    def show(self, value: str | None) -> str:
        """Return the name, EVERY for None."""
        return value or EVERY

    def take(self, shown: object, before: str | None, scope: Scope) -> str | None:
        """Return the name, None for EVERY."""
        return self.decode(None if shown == EVERY else shown, before, scope)

    def list_options(self, scope: Scope) -> tuple[object, ...]:
        """Return what there is, after what stands for none of it."""
        return (EVERY, *self.allowed(scope))


@dataclass(frozen=True, kw_only=True)
class SomeOf(Codec[tuple[Name, ...]]):
    """Any number of several, in their own order; in an address none of them is NOTHING."""

    several: bool = True
    way: Way = "list"
    allowed: Allowed[Name]

    def parse(
        self, text: str, start: tuple[Name, ...], scope: Scope, notices: list[str]
    ) -> tuple[Name, ...]:
        """Return those that are known; where none is, `start`."""
        if text.casefold() == NOTHING:
            return ()
        allowed = self.allowed(scope)
        words = (clean(part) for part in text.split(","))
        asked = [match_case(word, allowed) for word in words if word]
        if unknown := [part for part in asked if part not in allowed]:
            given = ", ".join(unknown)
            notices.append(self.say_unknown(given, (*allowed, NOTHING)))
        return keep_order(allowed, asked) or start

    def format(self, value: tuple[Name, ...]) -> str:
        """Return the names with commas between them."""
        return ",".join(value) or NOTHING

    def encode(self, value: tuple[Name, ...]) -> list[str]:
        """Return the names as a list."""
        return [str(one) for one in value]

    def decode(self, sent: object, before: tuple[Name, ...], scope: Scope) -> tuple[Name, ...]:
        """Return those of a list that are known; `before` where it is none, or knows none."""
        if not isinstance(sent, list):
            return before
        known = keep_order(self.allowed(scope), sent)
        return known if known or not sent else before

    def show(self, value: tuple[Name, ...]) -> list[Name]:
        """Return the names as a list."""
        return list(value)

    def list_options(self, scope: Scope) -> tuple[object, ...]:
        """Return what there is."""
        return self.allowed(scope)


@dataclass(frozen=True, kw_only=True)
class Flag(Codec[bool]):
    """Yes or no: 1 or 0 in an address; other words for them are understood."""

    way: Way = "flag"

    def parse(self, text: str, start: bool, scope: Scope, notices: list[str]) -> bool:
        """Return whether it is on; where that cannot be told, `start`."""
        del scope
        word = text.casefold()
        if word in _YES or word in _NO:
            return word in _YES
        notices.append(self.say_unknown(text, ("1", "0")))
        return start

    def format(self, value: bool) -> str:
        """Return 1 or 0."""
        return "1" if value else "0"

    def decode(self, sent: object, before: bool, scope: Scope) -> bool:
        """Return a truth value as it is; `before` for anything else."""
        del scope
        return sent if isinstance(sent, bool) else before

    def spell(self, given: object) -> str | None:
        """Return 1 where the option was given: without it the address decides."""
        return self.format(True) if given else None


@dataclass(frozen=True, kw_only=True)
class Maybe(Codec[str | None]):
    """A text of a known form, or None."""

    @abstractmethod
    def accepts(self, text: str) -> bool:
        """Whether a text has that form."""

    def format(self, value: str | None) -> str:
        """Return the text; nothing for None."""
        return value or ""

    def decode(self, sent: object, before: str | None, scope: Scope) -> str | None:
        """Return the text, None for None; where it is neither, `before`."""
        del scope
        if sent is None:
            return None
        return sent if isinstance(sent, str) and self.accepts(sent) else before


@dataclass(frozen=True, kw_only=True)
class MaybeId(Maybe):
    """An id of something that the front may lack, or None: what shows it says if there is none.

    `form` is what an id looks like, `notice` names the sentence on an address that has none.
    """

    form: Pattern[str]
    notice: str

    def accepts(self, text: str) -> bool:
        """Whether a text looks like an id."""
        return self.form.fullmatch(text) is not None

    def parse(self, text: str, start: str | None, scope: Scope, notices: list[str]) -> str | None:
        """Return the id; where it is none, `start`."""
        del scope
        if self.accepts(text.lower()):
            return text.lower()
        notices.append(ADDRESS[self.notice].format(given=shorten(text)))
        return start


def format_view(zoom: float, latitude: float, longitude: float) -> str:
    """Return where a map stands as an address says it: a hundredth of a zoom, ten metres."""
    sides = (f"{round(side, 4) + 0.0:.4f}" for side in (latitude, longitude))
    return "/".join(part.rstrip("0").rstrip(".") for part in (f"{zoom:.2f}", *sides))


@dataclass(frozen=True, kw_only=True)
class MaybeView(Maybe):
    """Where the map stands, as zoom/latitude/longitude; None where it is fitted to its ground."""

    def accepts(self, text: str) -> bool:
        """Whether a text is such a view, as this field writes it."""
        return self._read(text) == text

    def parse(self, text: str, start: str | None, scope: Scope, notices: list[str]) -> str | None:
        """Return the view, to a hundredth of a zoom and ten metres; where it is none, `start`."""
        del scope
        view = self._read(text)
        if view is None:
            notices.append(ADDRESS["no_view"].format(given=shorten(text)))
        return view or start

    @staticmethod
    def _read(text: str) -> str | None:
        if not (found := _VIEW.fullmatch(text)):
            return None
        zoom, latitude, longitude = map(float, found.groups())
        if zoom > DEEPEST_ZOOM or abs(latitude) > 90 or abs(longitude) > 180:
            return None
        return format_view(zoom, latitude, longitude)


@dataclass(frozen=True, kw_only=True)
class MaybeSpan(Maybe):
    """Two days with a comma between them, the earlier first, or None.

    `notice` names the sentence on an address that has no such two days.
    """

    notice: str

    def accepts(self, text: str) -> bool:
        """Whether a text is such a span, as this field writes it."""
        first, _, last = text.partition(",")
        days = read_iso(first), read_iso(last)
        return days[0] is not None and days[1] is not None and days[0] < days[1]

    def parse(self, text: str, start: str | None, scope: Scope, notices: list[str]) -> str | None:
        """Return the span within the front, its days in order; where it is none, `start`."""
        days = [read_day(clean(word)) for word in text.split(",")]
        found = sorted({pin_day(day, scope.front) for day in days if day})
        if len(days) == 2 and None not in days and len(found) == 2:
            return ",".join(day.isoformat() for day in found)
        notices.append(ADDRESS[self.notice].format(given=shorten(text)))
        return start
