"""What is compared with what: the second side beside the shown date, and its codec."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.state.days import pin_day, read_day, read_iso
from dashboard.state.fields import Codec, Scope, Way
from dashboard.state.repair import clean, match_case
from dashboard.text.catalogues import ADDRESS, COMPARE
from geodata.core.model import Front, Role
from geodata.core.reading import READING

MODES: Final = ("overlay", "side", "swipe")
"""One map of what changed, two maps beside each other, or one over the other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The account of the shown date, and against which account of which date it is set.

    An account is named as `view.figure_key` does; a mapper's own line is an account here too, and
    so is READING, what the reported places imply, or imply by one account's own word alone.
    Without a `day` both sides are of the shown date.
    """

    mode: str
    account: str
    against: str
    day: date | None


def list_keys(front: Front) -> tuple[str, ...]:
    """Return the keys of all that can be compared: accounts, each followed by its mappers.

    Last stand the readings of the places, which are no account: of all, and of each one's own word.
    """
    keys: list[str] = []
    for account in front.accounts:
        keys.append(account.side.value)
        if account.side.role is Role.MAPPERS:
            own = (one for one in front.series if one.side == account.side)
            keys += [f"{account.side.value}:{series.series_id}" for series in own]
    return (*keys, READING, *(f"{READING}:{side.value}" for side in front.sides))


def part_key(key: str) -> tuple[str, str]:
    """Return the account of a key, or READING, and of it the mapper, or whose own word is read."""
    name, _, own = key.partition(":")
    return name, own


def is_reading(key: str) -> bool:
    """Return whether a key is that of a reading of the places."""
    return part_key(key)[0] == READING


def name_key(front: Front, key: str) -> str:
    """Return what a reader calls the account or mapper of that key, or the reading."""
    side, mapper = part_key(key)
    if side == READING:
        if not mapper:
            return COMPARE["compare_places"]
        return COMPARE.fill("compare_places_own", account=name_key(front, mapper))
    if mapper:
        return next(series.label for series in front.series if series.series_id == mapper)
    return next(account.label for account in front.accounts if account.side == side)


def describe_comparison(comparison: Comparison | None) -> dict[str, str | None] | None:
    """Return a comparison in JSON types, as the timeline map takes and gives it."""
    if comparison is None:
        return None
    return {
        "mode": comparison.mode,
        "account": comparison.account,
        "against": comparison.against,
        "day": comparison.day.isoformat() if comparison.day else None,
    }


@dataclass(frozen=True, kw_only=True)
class ComparisonCodec(Codec[Comparison | None]):
    """A comparison or none: three names in an address, an object of four parts in a message."""

    way: Way = "compared"

    def list_parameters(self) -> Mapping[str, bool]:
        """Return how, what, and with what it is compared."""
        return {self.address: False, "account": False, "with": True}

    def parse(
        self, text: str, start: Comparison | None, scope: Scope, notices: list[str]
    ) -> Comparison | None:
        """Return what an address asks for by its mode alone."""
        return self.read_address({self.address: text}, start, scope, notices)

    def read_address(
        self,
        query: Mapping[str, str],
        start: Comparison | None,
        scope: Scope,
        notices: list[str],
    ) -> Comparison | None:
        """Return what an address asks to compare; without a mode it asks for nothing."""
        given, front = query.get(self.address), scope.front
        if given is None:
            return start
        mode = match_case(given, MODES)
        if mode not in MODES:
            notices.append(self.say_unknown(mode, MODES))
            return start
        account = self._read_key(query.get("account"), front, list_keys(front)[0], notices)
        words = [word for word in map(clean, query.get("with", "").split(",")) if word]
        days = [day for day in map(read_day, words) if day is not None]
        others = [word for word in words if read_day(word) is None]
        against = self._read_key(others[0] if others else None, front, account, notices)
        day = days[0] if days else None
        if day is not None and not front.first <= day <= front.last:
            span = {"first": front.first.isoformat(), "last": front.last.isoformat()}
            notices.append(ADDRESS["compare_day"].format(given=day.isoformat(), **span))
            day = None
        return Comparison(mode, account, against, day)

    def _read_key(self, text: str | None, front: Front, otherwise: str, notices: list[str]) -> str:
        keys = list_keys(front)
        word = match_case(text or otherwise, keys)
        if text is None or word in keys:
            return word
        notices.append(self.say_unknown(text, keys))
        return otherwise

    def format(self, value: Comparison | None) -> str:
        """Return the mode."""
        return value.mode if value else ""

    def write_address(
        self, value: Comparison | None, start: Comparison | None
    ) -> Mapping[str, str]:
        """Return the mode, the account, and what of the other side differs."""
        if value is None or value == start:
            return {}
        other = [value.against] if value.against != value.account else []
        day = [value.day.isoformat()] if value.day else []
        against = {"with": ",".join((*other, *day))} if other or day else {}
        return {self.address: value.mode, "account": value.account, **against}

    def encode(self, value: Comparison | None) -> object:
        """Return the comparison in JSON types."""
        return describe_comparison(value)

    def decode(self, sent: object, before: Comparison | None, scope: Scope) -> Comparison | None:
        """Return the comparison, None for None; `before` where a part of it is none of ours."""
        if sent is None:
            return None
        if not isinstance(sent, Mapping):
            return before
        front, given = scope.front, sent.get("day")
        keys, day = list_keys(front), read_iso(given)
        mode, account, against = (sent.get(name) for name in ("mode", "account", "against"))
        if mode not in MODES or account not in keys or against not in keys:
            return before
        if given is not None and day is None:
            return before
        pinned = pin_day(day, front) if day else None
        return Comparison(str(mode), str(account), str(against), pinned)
