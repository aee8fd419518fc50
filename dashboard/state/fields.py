"""The field table: each field of the state declares once how it is written and read everywhere.

A dataclass of the state gives each of its fields a `Codec`, in the field's metadata. From these
declarations alone come the four encodings: the address, the messages to and from the browser, the
values of the native controls, and the options of the commands. A new field is one declaration, and
the look of its control if it has one.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar, cast

from dashboard.state.repair import say_unknown
from geodata.core.model import Front

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Way = Literal["text", "day", "list", "flag", "compared", "host"]
"""How a field is written in an address; what is "host" the browser copies from the server."""

_CODEC: Final = "codec"
MOST_WRITTEN: Final = 1024
"""So many states of late are written once: every run of every reader writes its own ten times."""

Value = TypeVar("Value")
State = TypeVar("State", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered for, each with the ids of its claims; the most frequent stand first.

    Makers go by the ids of their series; other slugs come from the names as the dataset's authors
    wrote them. A workspace whose dataset speaks another language takes the choices of the original,
    so that an address holds in each; `samples` say where to find a slug's name in it: claim id and
    number of the claimant, or source id and 0.
    """

    makers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    claimants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    publishers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    samples: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    total: int = 0


NO_CHOICES: Final = Choices()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a value must be one of: the front, its reported dates, what can be filtered for."""

    front: Front
    reported: Sequence[date] = ()
    choices: Choices = NO_CHOICES


@dataclass(frozen=True, slots=True)
class Option:
    """A field on the command line: its flag and help, and what its value is called or one of."""

    flag: str
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Codec(ABC, Generic[Value]):
    """How one field is written and read.

    `address` is its parameter in an address; `message` its part of a message, none where the map
    neither takes nor gives it; `widget` says that a native control of the field's name shows it,
    `several` that an address may name it several times, as a list; `way` says how the browser
    writes it into an address. `label` is what a reader calls it, instead of its parameter.

    Each encoding meets bad input in its own way. An address is typed by hand: what it says wrongly
    is put right, with a notice. A message comes from our own script, perhaps of another version: a
    bad part keeps the value before. A control that was emptied keeps it as well.
    """

    address: str
    message: str = ""
    widget: bool = False
    option: Option | None = None
    several: bool = False
    way: Way = "text"
    label: Callable[[], str] | None = None

    @abstractmethod
    def parse(self, text: str, start: Value, scope: Scope, notices: list[str]) -> Value:
        """Return what a text in an address says; where it says nothing, `start` and a notice."""

    @abstractmethod
    def format(self, value: Value) -> str:
        """Return a value as it stands in an address."""

    @abstractmethod
    def decode(self, sent: object, before: Value, scope: Scope) -> Value:
        """Return what a message says, `before` where it is no value of this field."""

    def encode(self, value: Value) -> object:
        """Return a value in JSON types."""
        return value

    def show(self, value: Value) -> object:
        """Return a value as its native control shows it."""
        return self.encode(value)

    def take(self, shown: object, before: Value, scope: Scope) -> Value:
        """Return the value that a native control shows, `before` where it shows none."""
        return self.decode(shown, before, scope)

    def spell(self, given: object) -> str | None:
        """Return as it stands in an address what an option was given, None for nothing."""
        return None if given is None else str(given)

    def list_options(self, scope: Scope) -> tuple[object, ...]:
        """Return what a native control offers; nothing where any value will do."""
        del scope
        return ()

    def say_unknown(self, given: str, allowed: Iterable[str]) -> str:
        """Return the notice that what an address gives for the field is none of what there is."""
        return say_unknown(self.label() if self.label else self.address, given, allowed)

    # A field of several parts has more than one name in an address, or more than one control, and
    # overrides what follows.

    def list_parameters(self) -> Mapping[str, bool]:
        """Return the names of the field in an address, each with whether it says a list."""
        return {self.address: self.several}

    def read_address(
        self, query: Mapping[str, str], start: Value, scope: Scope, notices: list[str]
    ) -> Value:
        """Return what an address says of the field, `start` where it says nothing."""
        text = query.get(self.address)
        return start if text is None else self.parse(text, start, scope, notices)

    def write_address(self, value: Value, start: Value) -> Mapping[str, str]:
        """Return the part of an address that leads from `start` to `value`."""
        return {} if value == start else {self.address: self.format(value)}

    def write_message(self, value: Value) -> Mapping[str, object]:
        """Return the part of a message that sets the field."""
        return {self.message: self.encode(value)} if self.message else {}

    def write_values(self, name: str, value: Value) -> Mapping[str, object]:
        """Return what the native controls of the field show; `name` is the field's."""
        return {name: self.show(value)} if self.widget else {}

    def read_values(
        self, name: str, shown: Mapping[str, object], before: Value, scope: Scope
    ) -> Value:
        """Return what the native controls of the field ask for; `name` is the field's."""
        if not self.widget or name not in shown:
            return before
        return self.take(shown[name], before, scope)


@dataclass(frozen=True, kw_only=True)
class Group(Codec[State]):
    """A part of the state with fields of its own; by a message it is emptied, and set no other.

    `empty` is the part that asks for nothing.
    """

    address: str = ""
    way: Way = "host"
    empty: State

    def parse(self, text: str, start: State, scope: Scope, notices: list[str]) -> State:
        """Return `start`: the parts of a group stand in an address, and it does not itself."""
        del text, scope, notices
        return start

    def format(self, value: State) -> str:
        """Return nothing, for the same reason."""
        del value
        return ""

    def decode(self, sent: object, before: State, scope: Scope) -> State:
        """Return the empty part for None, else the former one."""
        del scope
        return self.empty if sent is None else before

    def list_parameters(self) -> Mapping[str, bool]:
        """Return the names of all fields of the part in an address."""
        return list_parameters(self.empty)

    def read_address(
        self, query: Mapping[str, str], start: State, scope: Scope, notices: list[str]
    ) -> State:
        """Return what an address says of the fields of the part."""
        found, more = read_address(query, start, scope)
        notices += more
        return found

    def write_address(self, value: State, start: State) -> Mapping[str, str]:
        """Return the part of an address that leads from `start` to `value`."""
        return write_address(value, start)

    def write_message(self, value: State) -> Mapping[str, object]:
        """Return nothing: what the map shows of it is a file, which the page names."""
        del value
        return {}

    def write_values(self, name: str, value: State) -> Mapping[str, object]:
        """Return what the native controls of the part's fields show."""
        del name
        return write_values(value)

    def read_values(
        self, name: str, shown: Mapping[str, object], before: State, scope: Scope
    ) -> State:
        """Return what the native controls of the part's fields ask for."""
        del name
        return read_values(shown, before, scope)


def declare(codec: Codec[Value]) -> Mapping[str, Codec[Value]]:
    """Return the metadata of a dataclass field that is written and read by `codec`."""
    return {_CODEC: codec}


def list_fields(
    state: "DataclassInstance | type[DataclassInstance]",
) -> Mapping[str, Codec[object]]:
    """Return the codec of each field of a part of the state, or of its class, by the field's name.

    The order is that of the declarations, and of every encoding.
    """
    return _list_fields(state if isinstance(state, type) else type(state))


@cache
def _list_fields(state: type) -> Mapping[str, Codec[object]]:
    return {one.name: cast(Codec[object], one.metadata[_CODEC]) for one in fields(state)}


def apply_changes(state: State, changes: Mapping[str, object]) -> State:
    """Return `state` with new values for the fields that `changes` name.

    Raises:
        TypeError: there is no field of such a name.
    """
    return replace(state, **changes) if changes else state


def list_parameters(state: "DataclassInstance | type[DataclassInstance]") -> dict[str, bool]:
    """Return the names by which an address speaks of a part of the state.

    With each goes whether it says a list, so that it may stand there more than once.
    """
    return _join(one.list_parameters() for one in list_fields(state).values())


def list_aliases(state: "DataclassInstance | type[DataclassInstance]") -> dict[str, str]:
    """Return the names of the fields themselves, each with what it is called in an address."""
    return {name: one.address for name, one in list_fields(state).items() if one.address}


def read_address(
    query: Mapping[str, str], start: State, scope: Scope
) -> tuple[State, tuple[str, ...]]:
    """Return what an address says, `start` where it says nothing, and a notice for each fault.

    The address has been repaired (`state.repair`). Nothing raises, since it is typed by hand.
    """
    notices: list[str] = []
    changes = {
        name: codec.read_address(query, getattr(start, name), scope, notices)
        for name, codec in list_fields(start).items()
    }
    return apply_changes(start, changes), tuple(notices)


def write_address(state: State, start: State) -> dict[str, str]:
    """Return the shortest address that leads from `start` to `state`."""
    return dict(_write_address(cast(Hashable, state), cast(Hashable, start)))


@lru_cache(MOST_WRITTEN)
def _write_address(state: Hashable, start: Hashable) -> Mapping[str, str]:
    return _join(
        codec.write_address(getattr(state, name), getattr(start, name))
        for name, codec in _list_fields(type(state)).items()
    )


def read_changes(
    message: Mapping[str, object], before: "DataclassInstance", scope: Scope
) -> dict[str, object]:
    """Return the value of each field that a message speaks of; a bad part gives that of `before`.

    A message may hold any of its parts, and what is none of them is passed over.
    """
    return {
        name: codec.decode(message[codec.message], getattr(before, name), scope)
        for name, codec in list_fields(before).items()
        if codec.message and codec.message in message
    }


def write_message(state: "DataclassInstance") -> dict[str, object]:
    """Return the message that sets every field which the map knows; JSON types only."""
    return dict(_write_message(cast(Hashable, state)))


@lru_cache(MOST_WRITTEN)
def _write_message(state: Hashable) -> Mapping[str, object]:
    return _join(
        codec.write_message(getattr(state, name))
        for name, codec in _list_fields(type(state)).items()
    )


def read_values(shown: Mapping[str, object], before: State, scope: Scope) -> State:
    """Return `before` with what the native controls in `shown` ask for, by their names.

    What is not in `shown` keeps its value, and so does a switch that was emptied.
    """
    changes = {
        name: codec.read_values(name, shown, getattr(before, name), scope)
        for name, codec in list_fields(before).items()
    }
    return apply_changes(before, changes)


def write_values(state: "DataclassInstance") -> dict[str, object]:
    """Return what each native control shows of the state, by its name."""
    return dict(_write_values(cast(Hashable, state)))


@lru_cache(MOST_WRITTEN)
def _write_values(state: Hashable) -> Mapping[str, object]:
    return _join(
        codec.write_values(name, getattr(state, name))
        for name, codec in _list_fields(type(state)).items()
    )


def _join(parts: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    return {name: value for part in parts for name, value in part.items()}
