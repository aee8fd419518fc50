"""The style table, `style.toml`, read and checked once."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, TypeVar, get_args, get_origin, get_type_hints

from dashboard.view.style.entries import (
    Age,
    AgreementStyle,
    Bound,
    Days,
    Drawing,
    EdgeStyle,
    GroundStyle,
    Maker,
    Pattern,
    ReadingStyle,
    ReliefStyle,
    Shadows,
    Sign,
    Stroke,
    StyleError,
    Tie,
    Tone,
    Type,
    require,
)
from geodata.core.model import Account, Edge, Front, Role

_FILE: Final = "style.toml"
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Style:
    """The whole table; `style.toml` says what each part is for. Orders are those of the file."""

    type: Type
    tones: Mapping[str, Tone]
    page: Mapping[str, Tone]
    shadow: Shadows
    signs: Mapping[str, Sign]
    accounts: Mapping[Role, Drawing]
    edges: Mapping[Edge, EdgeStyle]
    rival: Stroke
    ground: Mapping[str, GroundStyle]
    strengths: Mapping[str, Stroke]
    strokes: Mapping[str, Stroke]
    patterns: Mapping[str, Pattern]
    relief: ReliefStyle
    makers: tuple[Maker, ...]
    ties: Mapping[str, Tie]
    ages: tuple[Age, ...]
    bounds: Mapping[str, Bound]
    ghost: Stroke
    agreement: AgreementStyle
    days: Days
    reading: ReadingStyle

    def __post_init__(self) -> None:
        """Check what one part says of another."""
        require(holds=self.accounts.keys() == set(Role), rule="every role has its drawing")
        require(holds=self.edges.keys() == set(Edge), rule="every edge has its drawing")
        used = {one.tone for one in self.signs.values()} | {self.reading.tone, self.agreement.tone}
        used |= {one.tone for one in self.patterns.values()}
        used |= {tone for one in self.ground.values() for tone in (one.stroke, one.fill) if tone}
        lacking = ", ".join(sorted(used - self.tones.keys()))
        require(holds=not lacking, rule=f"these are no tones: {lacking}")
        days = [one.days for one in self.ages]
        rule = "ages rise, and the last has no end"
        require(holds=days == sorted(set(days)) and days[-1:] == [math.inf], rule=rule)
        require(holds=bool(self.makers), rule="the first maker of an account has its drawing")

    def find_age(self, days: float) -> Age:
        """Return how an area is drawn that was reported so many days before the shown one."""
        return next(one for one in self.ages if days <= one.days)


def parse_style(text: str) -> Style:
    """Return the style table that a TOML text holds.

    Raises:
        StyleError: an entry is missing, unknown, or breaks its rule; the message names it.
    """
    try:
        return _fill(Style, tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as error:
        raise StyleError(f"{_FILE}: {error}") from error


def _fill(kind: type[_Entry], given: object, where: str) -> _Entry:
    """Return an entry of that kind from its table, which stands at `where`."""
    values = _take_table(given, where)
    wanted: dict[str, Field[object]] = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    needed = {name for name, one in wanted.items() if one.default is MISSING}
    for name in sorted((values.keys() - wanted.keys()) | (needed - values.keys())):
        what = "is missing" if name in needed else "is not known"
        raise StyleError(f"{_FILE}, {_join(where, name)}: {what}")
    hints: Mapping[str, object] = get_type_hints(kind)
    read = {name: _read(hints[name], one, _join(where, name)) for name, one in values.items()}
    try:
        return kind(**read)
    except StyleError as error:
        raise StyleError(f"{_FILE}, {where or 'the whole'}: {error}") from error


def _read(kind: object, given: object, where: str) -> object:
    """Return a value as its field's type wants it."""
    whole, parts = get_origin(kind), get_args(kind)
    if whole is Mapping:
        pairs = _take_table(given, where).items()
        read = {
            _name(parts[0], key, where): _read(parts[1], v, _join(where, key)) for key, v in pairs
        }
        return MappingProxyType(read)
    if whole is tuple and isinstance(given, list):
        return tuple(_read(parts[0], one, f"{where}[{n}]") for n, one in enumerate(given))
    if whole is Literal and given in parts:
        return given
    if isinstance(kind, type) and is_dataclass(kind):
        return _fill(kind, given, where)
    if kind is float and isinstance(given, int | float) and not isinstance(given, bool):
        return float(given)
    if kind in (str, bool, int) and type(given) is kind:
        return given
    raise StyleError(f"{_FILE}, {where}: not {given!r}")


def _name(kind: object, key: str, where: str) -> str | Enum:
    """Return the key of a table: a role, an edge, or any name."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(key)
        except ValueError as error:
            raise StyleError(f"{_FILE}, {_join(where, key)}: is not known") from error
    return key


def _take_table(given: object, where: str) -> dict[str, object]:
    if not isinstance(given, dict):
        raise StyleError(f"{_FILE}, {where}: not a table")
    return given


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


STYLE: Final = parse_style(
    files("dashboard.view.style").joinpath(_FILE).read_text(encoding="utf-8")
)
DRAWINGS: Final = STYLE.accounts
"""How the account of each role is drawn."""


def number_makers(front: Front) -> dict[str, int]:
    """Return for each mapper's series the place of its drawing among the makers of the table.

    First stands the one that its account opens on, then those with a line of their own. Other
    series have the first drawing.
    """
    numbers: dict[str, int] = {}
    for account in front.accounts:
        if account.side.role is not Role.MAPPERS:
            continue
        own = [one for one in front.series if one.side == account.side]
        own.sort(key=lambda one: (one.series_id != account.opens, not one.joined))
        numbers |= {one.series_id: place % len(STYLE.makers) for place, one in enumerate(own)}
    return numbers


def pick_dash(role: Role, maker: int) -> str:
    """Return the dashes of an account's line: a mapper's own, else the role's."""
    return STYLE.makers[maker].dash or DRAWINGS[role].dash


def list_colours() -> dict[Role, str]:
    """Return the colour on a light ground as #RRGGBB."""
    return {role: drawing.light for role, drawing in DRAWINGS.items()}


def write_page_rules() -> str:
    """Return the style rules that give the page its tones.

    Each is that of the page's colour scheme, so that a change of theme needs no new rules.
    """
    tones = " ".join(f"--kf-{name}: {_write_both(one)};" for name, one in STYLE.page.items())
    return f":root {{ {tones} }}"


def write_account_rules(accounts: Iterable[Account]) -> str:
    """Return the style rules that give what is an account's the colour of its role."""
    return "\n".join(
        f"[data-account='{one.side}'] {{ --kf-ink: {_write_both(DRAWINGS[one.side.role])}; }}"
        for one in accounts
    )


def _write_both(colour: Tone | Drawing) -> str:
    return f"light-dark({colour.light}, {colour.dark})"
