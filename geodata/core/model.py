"""The vocabulary of a contested front: codes that tables may hold, and frozen, typed records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.core.errors import Fault

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

    from geodata.core.measure import Overlaps


class Side(StrEnum):
    """Who speaks; `independent` are mappers and media counts, `third_party` other states."""

    UKRAINE = "ukraine"
    RUSSIA = "russia"
    INDEPENDENT = "independent"
    THIRD_PARTY = "third_party"


class Kind(StrEnum):
    """What a claim is about."""

    AREA_HELD = "area_held"  # ground held by Ukraine in the oblast, a running total
    AREA_PEAK = "area_peak"  # the greatest extent ever, as a source gives it
    AREA_RETAKEN = "area_retaken"  # ground retaken by Russia, a running total
    AREA_GAIN = "area_gain"  # ground gained over days, not a total
    AREA_SUMY = "area_sumy"  # ground held by Russia in Sumy Oblast
    AREA_OTHER = "area_other"  # a part, a forecast or a wider zone: never charted as held
    SHARE_RETAKEN = "share_retaken"
    SETTLEMENTS_HELD = "settlements_held"
    SETTLEMENTS_RETAKEN = "settlements_retaken"
    SETTLEMENTS_GAIN = "settlements_gain"  # settlements gained over days, not a total
    STANDING = "standing"  # the ground held as a whole, in words and without a figure
    CONTROL = "control"  # who holds which place
    FORCES = "forces"
    CASUALTIES = "casualties"
    EVENT = "event"


class Unit(StrEnum):
    """The unit of a claim's figure."""

    KM2 = "km2"
    SETTLEMENTS = "settlements"
    PERCENT = "percent"
    PEOPLE = "people"


class Qualifier(StrEnum):
    """How the claimant hedged the figure."""

    NONE = ""
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at least"
    UP_TO = "up to"
    NEARLY = "nearly"
    UNDER = "under"


class Basis(StrEnum):
    """Where a figure comes from: said so, or worked out (then the row says how)."""

    STATED = "stated"
    CONVERTED = "converted"  # from another unit
    COMPUTED = "computed"  # arithmetic on stated numbers, by the outlet or here
    IMPLIED = "implied"  # what a side's other totals leave
    IN_WORDS = "in_words"  # a zero that was said in words


class Edge(StrEnum):
    """The inner and the outer polygon where a claim gives a range."""

    FIRM = "firm"
    CONTESTED = "contested"


class Status(StrEnum):
    """Who holds a settlement during a control interval."""

    HELD = "held"  # by Ukraine
    CONTESTED = "contested"
    LOST = "lost"  # by Ukraine: Russian-held


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

    `words` stand in place of the figure of a claim of kind `standing`, and of no other. `topic` is
    the id of what is counted where the kind leaves that open, as in whose casualties.
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
    """A polygon for (as-of date, account): ground held by Ukraine, km² on the WGS 84 ellipsoid.

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
    """A side's version of the map, with the label that the reader sees."""

    side: Side
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that share one maker and one definition, so that a line may join them."""

    series_id: str
    side: Side
    label: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is counted beyond ground; figures of two topics are never put on one axis.

    All claims of `kind` belong to it; where it is None, those that name the topic do. Topics of
    one `group` stand in a row, under that heading.
    """

    topic_id: str
    kind: Kind | None
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class Front:
    """What `front.toml` says of the front: title, extent, dates, accounts, credits.

    `extent` is west, south, east and north, `centre` the longitude and latitude round which the
    front is laid flat (`measure.Plane`), both in WGS 84 degrees.
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
    gap_days: int
    disclaimer: str
    licences: tuple[Mapping[str, str], ...]


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


Translations = Mapping[tuple[str, str], str]
"""The texts of a language by context and original text."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A validated, read-only front; every mapping is keyed by id and keeps file order.

    `digest` is the SHA-256 of the files that it was read from, `notices` what a reader of it
    should know though nothing is wrong, `overlaps` what its held areas share where that was built,
    `translations` its texts by language.
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
    translations: Mapping[str, Translations] = field(default_factory=lambda: MappingProxyType({}))

    def find_layer(self, role: str) -> Layer | None:
        """Return the first base layer of a role, None where the front has none."""
        return next((layer for layer in self.layers.values() if layer.role == role), None)
