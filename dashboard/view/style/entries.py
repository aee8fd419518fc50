"""The entries of the style table: what each says, its unit, and what it may be."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from geodata.core.model import Role

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_DASHES: Final = re.compile(r"(\d+(\.\d+)? \d+(\.\d+)?)( \d+(\.\d+)? \d+(\.\d+)?)*|")


class StyleError(ValueError):
    """An entry of the style table that breaks its rules."""


def require(*, holds: bool, rule: str) -> None:
    """Raise a `StyleError` that says the rule unless it holds."""
    if not holds:
        raise StyleError(rule)


def _check_share(*shares: float) -> None:
    require(holds=all(0.0 <= one <= 1.0 for one in shares), rule="shares lie between 0 and 1")


def _check_length(*lengths: float) -> None:
    rule = "lengths are finite and not negative"
    require(holds=all(0.0 <= one < math.inf for one in lengths), rule=rule)


def _check_colour(*colours: str) -> None:
    rule = "colours are #rrggbb"
    require(holds=all(_COLOUR.fullmatch(one) is not None for one in colours), rule=rule)


def _check_dash(dash: str) -> None:
    rule = "dashes are lengths in pairs: drawn, left blank"
    require(holds=_DASHES.fullmatch(dash) is not None, rule=rule)


@dataclass(frozen=True, slots=True)
class Type:
    """Font families, the face of decks, and running text: size (px) and line height."""

    family: tuple[str, ...]
    deck: str
    body: float
    leading: float

    def __post_init__(self) -> None:
        _check_length(self.body, self.leading)


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour in both themes, #rrggbb; `opacity` is the screen's alone, `grey` that of print."""

    light: str
    dark: str
    opacity: float = 1.0
    grey: str = ""

    def __post_init__(self) -> None:
        _check_colour(self.light, self.dark, *([self.grey] if self.grey else []))
        _check_share(self.opacity)

    def pick(self, *, dark: bool) -> str:
        """Return the colour of a theme."""
        return self.dark if dark else self.light


@dataclass(frozen=True, slots=True)
class Fall:
    """One part of a shadow: how far it falls and how soft it is, px."""

    drop: float
    blur: float
    opacity: float

    def __post_init__(self) -> None:
        _check_length(self.drop, self.blur)
        _check_share(self.opacity)


@dataclass(frozen=True, slots=True)
class Shadow:
    """The shadow of what lies over the map, in one theme."""

    tone: str
    near: Fall
    far: Fall

    def __post_init__(self) -> None:
        _check_colour(self.tone)


@dataclass(frozen=True, slots=True)
class Shadows:
    """The shadow in each theme."""

    light: Shadow
    dark: Shadow


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign of a control: path data in a square of `size`, stroked."""

    size: float
    path: str
    tone: str
    weight: float

    def __post_init__(self) -> None:
        _check_length(self.size, self.weight)


@dataclass(frozen=True, slots=True)
class Drawing:
    """An account's colour (per theme), fill pattern and outline, told apart without colour too."""

    light: str
    dark: str
    fill: Literal["solid", "hatch", "none"]
    fill_opacity: float
    weight: float
    symbol: Literal["circle", "diamond", "square", "triangle"]
    dash: str = ""

    def __post_init__(self) -> None:
        _check_colour(self.light, self.dark)
        _check_share(self.fill_opacity)
        _check_length(self.weight)
        _check_dash(self.dash)

    def pick(self, *, dark: bool) -> str:
        """Return the colour of a theme."""
        return self.dark if dark else self.light


@dataclass(frozen=True, slots=True)
class Hatch:
    """The lines of a hatch: from one to the next, weight (px), share of the fill's opacity."""

    gap: float
    weight: float
    share: float

    def __post_init__(self) -> None:
        _check_length(self.gap, self.weight)
        _check_share(self.share)


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """What an edge keeps of its account's weight and fill; its own dashes if it has any."""

    weight: float
    fill: float
    hatch: Hatch
    dash: str = ""

    def __post_init__(self) -> None:
        _check_share(self.weight, self.fill)
        _check_dash(self.dash)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: weight (px), dashes, opacity, and how its dashes end."""

    weight: float
    dash: str = ""
    opacity: float = 1.0
    cap: Literal["butt", "round"] = "butt"

    def __post_init__(self) -> None:
        _check_length(self.weight)
        _check_dash(self.dash)
        _check_share(self.opacity)


@dataclass(frozen=True, slots=True)
class GroundStyle:
    """A part of the ground: tones of stroke and fill, empty for none; weight (px) and dashes."""

    stroke: str = ""
    weight: float = 0.0
    dash: str = ""
    fill: str = ""

    def __post_init__(self) -> None:
        _check_length(self.weight)
        _check_dash(self.dash)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A tint of a tone, and marks of that weight in tiles (px) on it; 0 for none."""

    tone: str
    tint: float
    tile: float = 0.0
    mark: float = 0.0

    def __post_init__(self) -> None:
        _check_share(self.tint)
        _check_length(self.tile, self.mark)


@dataclass(frozen=True, slots=True)
class ReliefStyle:
    """The method's picture: bands from far beyond the line to deep inside it, and a size's line."""

    tints: tuple[str, ...]
    line: Stroke

    def __post_init__(self) -> None:
        _check_colour(*self.tints)


@dataclass(frozen=True, slots=True)
class Maker:
    """One maker of several within an account: slope of the hatch (degrees), dashes of the line."""

    slope: float
    dash: str = ""

    def __post_init__(self) -> None:
        require(holds=-90.0 <= self.slope <= 90.0, rule="a slope lies between -90 and 90 degrees")
        _check_dash(self.dash)


@dataclass(frozen=True, slots=True)
class Tie:
    """The bar before the name of a maker that is tied to a side: width (px), hollow or full."""

    width: float
    hollow: bool

    def __post_init__(self) -> None:
        _check_length(self.width)


@dataclass(frozen=True, slots=True)
class Age:
    """What areas up to an age in days keep of their fill and of their line's opacity."""

    days: float
    fill: float
    line: float

    def __post_init__(self) -> None:
        _check_share(self.fill, self.line)


@dataclass(frozen=True, slots=True)
class Bound:
    """The open side of a bound: how long its strokes are, how far apart, and their weight (px)."""

    arrow: float
    gap: float
    weight: float
    outwards: bool

    def __post_init__(self) -> None:
        _check_length(self.arrow, self.gap, self.weight)


@dataclass(frozen=True, slots=True)
class StepStyle:
    """Ground that so many accounts give: the tint of its fill, slopes of its hatches (degrees)."""

    givers: int
    tint: float
    slopes: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        _check_share(self.tint)


@dataclass(frozen=True, slots=True)
class AgreementStyle:
    """Ground by how many accounts give it: hatches and lines (px), tone, steps; `alone` one's tint.

    `slopes` has the slope of the lines on what an account of a role gives alone, degrees.
    """

    gap: float
    weight: float
    line: float
    tone: str
    steps: tuple[StepStyle, ...]
    alone: float
    slopes: Mapping[Role, float]

    def __post_init__(self) -> None:
        _check_length(self.gap, self.weight, self.line)
        _check_share(self.alone)
        givers = [one.givers for one in self.steps]
        rule = "steps fall by one, down to two givers"
        require(holds=givers == [*range(len(givers) + 1, 1, -1)], rule=rule)
        require(holds=self.slopes.keys() == set(Role), rule="every role has its slope")


@dataclass(frozen=True, slots=True)
class Days:
    """Days held: the tint of each class, fewest days first; dated outlines, that of the day."""

    tints: tuple[float, ...]
    outline: Stroke
    now: Stroke

    def __post_init__(self) -> None:
        _check_share(*self.tints)
        require(holds=[*self.tints] == sorted(set(self.tints)), rule="tints rise")


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """The reading of the places: tone, opacity of each tint and of its band on the chart, line.

    `drawn` are the chances, of a hundred, within whose outlines the ground is tinted, one tint over
    the other.
    """

    tone: str
    drawn: tuple[float, ...]
    tint: float
    band: float
    line: Stroke

    def __post_init__(self) -> None:
        _check_share(self.tint, self.band)
