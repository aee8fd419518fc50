"""The vocabulary of a contested front: frozen, typed records, and with them the codes they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.core.codes import Basis, Edge, Kind, Qualifier, Role, Side, Status, Unit
from geodata.core.errors import Fault

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

    from geodata.core.measure import Overlaps
    from geodata.core.reading import Reading

__all__ = [
    "Account",
    "Basis",
    "Chapter",
    "Claim",
    "ControlInterval",
    "Dataset",
    "Edge",
    "Event",
    "Front",
    "HeldArea",
    "Kind",
    "Land",
    "Layer",
    "Pictures",
    "Place",
    "Qualifier",
    "Role",
    "Series",
    "Side",
    "Source",
    "Span",
    "Status",
    "Topic",
    "Translations",
    "Unit",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A day, month, year or ISO 8601 interval, kept as written, with its first and last day."""

    start: date
    end: date
    text: str = field(compare=False)

    @property
    def is_day(self) -> bool:
        """Whether the span is dated to the day."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Source:
    """A publication; `reliability` is the Admiralty letter A to F."""

    source_id: str
    publisher: str
    title: str
    url: str
    published: str
    language: str
    via: str
    reliability: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one claimant about one date, carried by one or more sources.

    `words` are a standing's, in place of a figure; `topic` is what an open kind counts.
    """

    claim_id: str
    kind: Kind
    topic: str
    as_of: Span
    reported: Span
    value: float | None
    low: float | None
    high: float | None
    unit: Unit | None
    qualifier: Qualifier
    basis: Basis
    derivation: str
    words: str
    claimant: str
    side: Side
    series: str
    within: str
    places: tuple[str, ...]
    credibility: str
    credibility_reason: str
    summary: str
    disputed_by: tuple[str, ...]
    restates: str
    core: bool
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement, checkpoint, district or oblast; WGS 84 degrees where it is a point."""

    place_id: str
    latin: str
    russian: str
    ukrainian: str
    ukrainian_source: str
    type: str
    raion: str
    oblast: str
    lat: float | None
    lon: float | None
    position_source: str
    note: str


@dataclass(frozen=True, slots=True)
class ControlInterval:
    """A settlement's status in one account from `start` to `end` (inclusive; None: open)."""

    place_id: str
    account: Side
    status: Status
    start: date
    end: date | None
    certainty: str
    claim_ids: tuple[str, ...]
    note: str

    @property
    def interval_id(self) -> str:
        """The name by which a held area refers to the interval: place, account and first day."""
        return f"{self.place_id}/{self.account.value}/{self.start.isoformat()}"

    def covers(self, day: date) -> bool:
        """Whether the interval lasts on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Event:
    """A dated flag on the timeline; `weight` 1 is always labelled, 3 only on request."""

    event_id: str
    when: Span
    title: str
    summary: str
    weight: int
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One stop of the story: a day, what to call it, two sentences, the claims they rest on."""

    chapter_id: str
    day: date
    title: str
    text: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldArea:
    """A polygon for (as-of date, account): ground said to be held, km² on the WGS 84 ellipsoid.

    `control` are the ids of the control intervals that shaped it.
    """

    date: date
    account: Side
    claimant: str
    leading: bool
    edge: Edge
    claim_id: str
    claimed_km2: float
    low_km2: float | None
    high_km2: float | None
    area_km2: float
    method: str
    control: tuple[str, ...]
    geometry: "MultiPolygon"


@dataclass(frozen=True, slots=True)
class Account:
    """A side's version of the map; `opens` is the one series that speaks for it ('': any)."""

    side: Side
    label: str
    description: str
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one maker and definition, and its `ties`; what is `worked_out` never leads."""

    series_id: str
    side: Side
    label: str
    joined: bool
    worked_out: bool = False
    ties: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is counted beyond ground; figures of two topics are never put on one axis.

    To it belong all claims of `kind`, without one those that name it; a `group` is its heading.
    """

    topic_id: str
    kind: Kind | None
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Land:
    """A land round the front: whose it is, and where its name stands on the map of where it lies.

    `name` is that of its feature in the locator layer, `spot` longitude and latitude, WGS 84.
    """

    name: str
    label: str
    side: Side
    spot: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the front's own pictures show: some days side by side, and how one area is made.

    The area is the leading one of `side` on `day`.
    """

    dates: tuple[date, ...]
    day: date
    side: Side


@dataclass(frozen=True, slots=True)
class Front:
    """What `front.toml` says of the front; places are degrees in WGS 84.

    `extent` is west, south, east and north; round `centre` it is laid flat (`measure.Plane`).
    `words` are phrases that name a side, by key; `periods` name stretches of its time.
    """

    front_id: str
    title: str
    subtitle: str
    first: date
    last: date
    opening: date
    extent: tuple[float, float, float, float]
    centre: tuple[float, float]
    oblast: str
    accounts: tuple[Account, ...]
    series: tuple[Series, ...]
    topics: tuple[Topic, ...]
    lands: tuple[Land, ...]
    periods: tuple[tuple[str, Span], ...]
    words: Mapping[str, str]
    about: str
    caveats: tuple[str, ...]
    pictures: Pictures | None
    gap_days: int
    disclaimer: str
    licences: tuple[Mapping[str, str], ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        """The side of each account, in the order of the accounts."""
        return tuple(account.side for account in self.accounts)

    def find_side(self, code: str) -> Side | None:
        """Return the side of that code, None where the front has no account of it."""
        return next((side for side in self.sides if side == code), None)

    def find_terms(self, part: str) -> tuple[Mapping[str, str], ...]:
        """Return the terms of `part` (licence and credit), or all where the front names no such."""
        return tuple(one for one in self.licences if part in one["part"]) or self.licences


@dataclass(frozen=True, slots=True)
class Layer:
    """A base layer as GeoJSON in WGS 84, and the sidecar that says where it comes from."""

    layer_id: str
    geojson: bytes
    sidecar: Mapping[str, object]

    @property
    def role(self) -> str:
        """What the layer is on the map, such as `border`, whatever its name."""
        return str(self.sidecar["role"])


Translations = Mapping[tuple[str, str], str]  # texts by context and original text


@dataclass(frozen=True, slots=True)
class Dataset:
    """A validated, read-only front; every mapping is keyed by id and keeps file order.

    `digest` is the SHA-256 of its files, `notices` what a reader should know though nothing is
    wrong. Where built: the `readings` of the places, and what areas and readings share. `pictures`
    are those of its folder, SVG by the names of their files.
    """

    folder: Path
    front: Front
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    control: tuple[ControlInterval, ...]
    events: tuple[Event, ...]
    story: tuple[Chapter, ...]
    held: tuple[HeldArea, ...]
    layers: Mapping[str, Layer]
    digest: str = ""
    notices: tuple[Fault, ...] = ()
    overlaps: "Overlaps | None" = None
    readings: "tuple[Reading, ...]" = ()
    reading_overlaps: "Overlaps | None" = None
    own_readings: "Mapping[Side, tuple[Reading, ...]]" = field(default_factory=dict)
    translations: Mapping[str, Translations] = field(default_factory=lambda: MappingProxyType({}))
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    def find_layer(self, role: str) -> Layer | None:
        """Return the first base layer of a role, None where the front has none."""
        return next((layer for layer in self.layers.values() if layer.role == role), None)
