"""The records of what is fetched beside the frames or only when it is wanted, as types."""

from collections.abc import Sequence
from typing import TypedDict


class Reading(TypedDict):
    """What the reported places imply from a day on, whole km², and the ends of the 80 % band."""

    date: str
    km2: int
    low: int
    high: int


class OutlinesDay(TypedDict):
    """A reading's outlines: rings as runs of corners, first and how many, downwards if negative.

    `chances` are those of the frames' `chances`, `polygons` those of even chances.
    """

    polygons: list[list[list[int]]]
    chances: list[list[list[list[int]]]]


class Outlines(TypedDict):
    """The outlines of all readings, as their layer has them: corners as steps of 1e-5 degree."""

    corners: list[int]
    days: list[OutlinesDay]


class OwnReadings(TypedDict):
    """reading-<account>.json: what the places imply by one account's own word alone."""

    readings: list[Reading]
    outlines: Outlines


class Overlaps(TypedDict):
    """overlaps.json: what each firm area shares with each before it, hectares."""

    rows: Sequence[Sequence[int]]


Turn = int | tuple[int, int]
"""How much a number differs from the one before, and where it lasts, how often in a row."""


class SharedSizes(TypedDict):
    """shared.json: what each reading shares with each firm area, then with each reading before it.

    Hectares. A row is the one before and a step at each place; its `turns` say by how much a step
    differs from that of the place before, and how often in a row if more than twice. First come the
    readings of all accounts, then from the row of its `starts` on those of an account's own word.
    """

    starts: dict[str, int]
    turns: Sequence[Sequence[Turn]]


class Phrases(TypedDict):
    """phrases.json: sentences of what only some readers open, by key."""

    rows: dict[str, str]


class AgreedCell(TypedDict):
    """The ground that just those accounts give, by their place; rings as runs of corners."""

    givers: list[int]
    km2: float
    polygons: list[list[list[int]]]


class AgreedRow(TypedDict):
    """How the firm areas of a day divide the ground; `areas` has one of each account, -1: none."""

    areas: list[int]
    cells: list[AgreedCell]


class HeldClass(TypedDict):
    """Ground held for so many days; `most` is null where there is no end."""

    least: int
    most: int | None
    km2: float
    polygons: list[list[list[int]]]


class HeldSpell(TypedDict):
    """A shape and its days, ISO dates: an area by its place, or a reading by its own."""

    shape: int
    start: str
    end: str
    days: int


class HeldDays(TypedDict):
    """On how many days ground was held; `outlines` are the places of the spells that tell most."""

    spells: list[HeldSpell]
    classes: list[HeldClass]
    outlines: list[int]


class Modes(TypedDict):
    """modes.json: days by account, mapper or reading, and the sentences that go with them.

    `slopes` are those of the lines on what each account gives alone, degrees; `bounds` the least
    days of each class.
    """

    text: dict[str, str]
    slopes: list[float]
    bounds: list[int]
    corners: list[int]
    agreement: list[AgreedRow]
    days: dict[str, HeldDays]


class Feature(TypedDict):
    """A feature of a base layer."""

    type: str
    geometry: object
    properties: dict[str, object]


class Collection(TypedDict):
    """A base layer's features."""

    type: str
    features: list[Feature]


class Layer(TypedDict):
    """A base layer with its credit; `role` says what it is, `on` whether it is drawn at first."""

    id: str
    label: str
    role: str
    group: str
    on: bool
    schematic: bool
    credit: str
    geojson: Collection


class BaseLayers(TypedDict):
    """base.json."""

    layers: list[Layer]
