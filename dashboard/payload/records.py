"""The records that the timeline map is sent, as types: the browser's are written from them."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from dashboard.payload.late_records import Modes, Outlines, OwnReadings, Reading, SharedSizes

Ring = list[list[float]]
"""Longitude and latitude of each point of a closed ring, WGS 84 degrees."""

Days = list[str]
"""The first and the last of some days, ISO dates."""


class Land(TypedDict):
    """A land round the front: its name, and whether it lies beyond the border that is crossed."""

    label: str
    abroad: bool


class Gap(TypedDict):
    """A silence or, with its name, a period of the front: from its first day to its last."""

    label: NotRequired[str]
    start: str
    end: str


class Front(TypedDict):
    """The front itself; days are ISO dates, the extent west, south, east, north in degrees."""

    id: str
    title: str
    subtitle: str
    first: str
    last: str
    opening: str
    extent: list[float]
    disclaimer: str
    lands: list[Land]
    periods: list[Gap]
    folds: list[Gap]


class Account(TypedDict):
    """A side's version of the map, and how it is drawn; weight and dash in pixels.

    `maker` is whose figures speak for it while no other maker is chosen; '' where any may.
    """

    id: str
    label: str
    maker: str
    description: str
    light: str
    dark: str
    fill: Literal["solid", "hatch", "none"]
    fill_opacity: float
    dash: str
    weight: float
    symbol: Literal["circle", "diamond", "square", "triangle"]


class Claim(TypedDict):
    """A claim in words; `public` and `disputed_on` are ISO dates.

    `beside` is how far it is from what the reported places imply, "" where none is said; `bound` is
    on which side its figure is open.
    """

    account: str
    series: str
    claimant: str
    figure: str
    as_of: str
    reported: str
    grade: str
    source: str
    url: str
    more_sources: int
    public: str
    lag: str
    disputed_on: list[str]
    basis: str
    summary: str
    measured: str
    beside: str
    bound: NotRequired[Literal["least", "most"]]


class Point(TypedDict):
    """A claim on the chart, km²; it leads its account's day, and stands on its series' line.

    `known_leading` and `known_line` are the days on which it does so among what was public.
    """

    claim: str
    start: str
    end: str
    value: float | None
    low: float | None
    high: float | None
    leading: bool
    known_leading: Days | None
    line: bool
    known_line: Days | None
    peak: bool


class Series(TypedDict):
    """The points of one maker, or of several; `maker` is its drawing's place, else the first."""

    id: str
    account: str
    label: str
    joined: bool
    worked_out: bool
    ties: str
    maker: NotRequired[int]
    points: list[Point]


class Words(TypedDict):
    """Words that stood for an account's ground held, which end a figure's line."""

    claim: str
    account: str
    start: str


class Area(TypedDict):
    """A held area: its polygons, a letter for the strength of each edge, its evidence by number."""

    date: str
    account: str
    series: str
    claim: str
    edge: Literal["firm", "contested"]
    leading: bool
    km2: float
    measured: float
    polygons: list[list[Ring]]
    strength: list[list[str]]
    evidence: list[int]


class Evidence(TypedDict):
    """What a reported place says of a line, and the control intervals that say so, by number."""

    place: str
    status: str
    weight: str
    intervals: list[int]


class Limits(TypedDict):
    """How far from a report a line is near it, and how far it is inferred."""

    near_km: float
    inferred_km: float


class Place(TypedDict):
    """A settlement of which some account speaks, WGS 84 degrees."""

    id: str
    latin: str
    russian: str
    ukrainian: str
    lat: float
    lon: float


class Control(TypedDict):
    """A control interval; `end` is None while it lasts. It is known from its first claim on."""

    place: str
    account: str
    status: str
    start: str
    end: str | None
    certainty: str
    claims: list[str]
    note: str


class Citation(TypedDict):
    """A source of a chapter."""

    label: str
    url: str


class Chapter(TypedDict):
    """A chapter of the story."""

    date: str
    title: str
    text: str
    sources: list[Citation]


class Figure(TypedDict):
    """What an account says on a day: the claim, since when, its areas by number, or words.

    `ghost` are the last areas of an account that now speaks in words.
    """

    claim: str
    since: str
    areas: list[int]
    others: list[int]
    ghost: list[int]
    words: str


class Step(TypedDict):
    """A day on which something changes: what each account newly says, and its figure in force."""

    date: str
    changes: dict[str, str]
    figures: dict[str, Figure]


class Event(TypedDict):
    """Something that happened; 1 is the weightiest."""

    id: str
    date: str
    title: str
    summary: str
    weight: int
    claims: list[str]


class KnownGap(Gap):
    """A silence among known figures, which the days `known` see, as far as it lasted by each."""

    known: Days


class Course(TypedDict):
    """What happens from the first day to the last, and what the front was filtered for.

    `known_control` are the days on which each of the frames' control intervals stands by what was
    public, in their order; None where it never does.
    """

    notice: str
    series: list[Series]
    words: list[Words]
    steps: list[Step]
    known_steps: list[Step]
    events: list[Event]
    gaps: list[Gap]
    known_gaps: list[KnownGap]
    known_control: list[Days | None]


class AddressField(TypedDict):
    """A field of the state in an address: its names there, and its `part` of a message.

    `start` stands in no address, nor does what the host alone can write; `allowed` is the order of
    a list.
    """

    names: list[str]
    part: str
    form: Literal["text", "day", "list", "flag", "compared", "host"]
    start: object
    allowed: list[str]


class Frames(Course):
    """frames.json: overlaps are rows of hectares, or the address of the file that holds them.

    So are the outlines of the readings, what those share (`shared`), the readings of each
    account's own word (`own`), what the modes show, and the sentences of what only some open
    (`phrases`); `chances` says of how many in a hundred each outline tells. `foreign` is the
    pattern of names that others add to a link.
    """

    schema: int
    front: Front
    text: dict[str, str]
    phrases: str | dict[str, str]
    accounts: list[Account]
    claims: dict[str, Claim]
    areas: list[Area]
    evidence: list[Evidence]
    overlaps: str | Sequence[Sequence[int]]
    readings: list[Reading]
    chances: list[int]
    outlines: str | Outlines
    shared: str | SharedSizes
    own: dict[str, str | OwnReadings]
    modes: str | Modes
    strength: Limits
    places: list[Place]
    control: list[Control]
    story: list[Chapter]
    address: list[AddressField]
    foreign: str


class Filtered(Course):
    """What a filter leaves: for each claim the days on which another of them disputed it.

    `modes` is the address of what the modes show of these claims.
    """

    schema: int
    modes: str
    claims: dict[str, list[str]]
