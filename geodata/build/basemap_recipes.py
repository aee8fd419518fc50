"""What a front's `recipes/` say of its base map: every layer's origin, every name its making needs.

`basemap.toml` holds the layers in drawing order, the extents and the names; `schematic.toml` the
lines that are drawn through places, by the layer they belong to.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict, cast

import shapely
from shapely.geometry import Polygon

from geodata.core.errors import FrontError

FOLDER: Final = "recipes"
_MAKER: Final = ("producer", "url", "version", "licence", "credit")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the sidecar of one layer says; `inputs` are `package==version` or dataset files.

    `role` is what the layer is on the map, whatever its name, and decides how it is made.
    """

    layer_id: str
    label: str
    role: str
    group: str
    on: bool
    schematic: bool
    title: str
    producer: str
    url: str
    version: str
    licence: str
    credit: str
    accessed: str
    inputs: tuple[str, ...]
    derived: str


@dataclass(frozen=True, slots=True)
class RiverCourse:
    """One schematic line: its name, the place ids that it runs through, the line it ends at."""

    name: str
    stops: tuple[str, ...]
    mouth: str = ""


class _Neighbour(TypedDict):
    name: str
    zone: str


class _Border(TypedDict):
    name: str


class _Oblast(TypedDict):
    place_id: str
    name: str
    region: str
    district: str
    towns: str
    bounded_by: list[str]
    joined: dict[str, str]


class _Abroad(TypedDict):
    place_id: str
    region: str
    district: str
    country: str
    code: str


class _River(TypedDict):
    name: str
    countries: list[str]


class _Crossing(TypedDict):
    place_id: str
    between: list[str]


class Points(TypedDict):
    """Which places are labelled first and second, and the one that lies on the border."""

    first: list[str]
    second: list[str]
    crossing: _Crossing


class _Locator(TypedDict):
    window: list[float]
    moved: list[float]
    lands: dict[str, list[str]]


class RecipeNames(TypedDict):
    """The part of `basemap.toml` that the making of the layers asks for, as written there."""

    frame: list[float]
    reach: list[float]
    neighbour: _Neighbour
    border: _Border
    oblast: _Oblast
    abroad: _Abroad
    river: _River
    points: Points
    locator: _Locator


@dataclass(frozen=True, slots=True)
class Plan:
    """The recipes of a front: its layers in drawing order, its schematic lines, its names."""

    layers: tuple[Recipe, ...]
    courses: Mapping[str, tuple[RiverCourse, ...]]
    names: RecipeNames

    @property
    def frame(self) -> Polygon:
        """What the map can show, WGS 84 degrees: every layer but the oblast is cut to it."""
        return make_box(self.names["frame"])

    @property
    def reach(self) -> Polygon:
        """What is divided into districts: the whole oblast, and the settlements that bound it."""
        return make_box(self.names["reach"])


def make_box(extent: Sequence[float]) -> Polygon:
    """Return an extent given as west, south, east and north, in degrees, as a polygon."""
    west, south, east, north = extent
    return shapely.box(west, south, east, north)


class _Layer(TypedDict):
    id: str
    label: str
    role: str
    group: str
    on: bool
    schematic: bool
    title: str
    inputs: list[str]
    derived: str


def read_plan(folder: Path, pins: Mapping[str, str]) -> Plan:
    """Return the recipes in the dataset in `folder`; `pins` are the releases of the packages.

    Raises:
        FrontError: a file is missing or broken, or lacks what is asked of it.
    """
    try:
        given = tomllib.loads((folder / FOLDER / "basemap.toml").read_text("utf-8"))
        routes = tomllib.loads((folder / FOLDER / "schematic.toml").read_text("utf-8"))
        layers = tuple(_read_recipe(one, given, pins) for one in given["layers"])
        courses = {
            layer: tuple(
                RiverCourse(one["name"], tuple(one["stops"]), one.get("mouth", "")) for one in lines
            )
            for layer, lines in routes.items()
        }
        missing = sorted(RecipeNames.__required_keys__ - set(given))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FrontError(
            f"The recipes of the base map in {FOLDER}/ cannot be read: {error!r}. Correct "
            "basemap.toml and schematic.toml; those of the bundled front show how they look."
        ) from error
    if missing:
        raise FrontError(f"{FOLDER}/basemap.toml lacks {', '.join(missing)}. Add what is missing.")
    return Plan(layers, courses, cast(RecipeNames, given))


def _read_recipe(one: _Layer, given: Mapping[str, object], pins: Mapping[str, str]) -> Recipe:
    """Return the recipe of a layer: its own words over its maker's, with releases and notes."""
    notes = cast(Mapping[str, str], given.get("notes", {}))
    makers = cast(Mapping[str, Mapping[str, str]], given.get("makers", {}))
    words = cast(Mapping[str, str], one)
    told = {**makers.get(words.get("maker", ""), {}), **words}
    maker = {key: told[key].format_map(pins) for key in _MAKER}
    return Recipe(
        layer_id=one["id"],
        label=one["label"],
        role=one["role"],
        group=one["group"],
        on=one["on"],
        schematic=one["schematic"],
        title=one["title"],
        accessed=str(given["accessed"]),
        inputs=tuple(f"{name}=={pins[name]}" if name in pins else name for name in one["inputs"]),
        derived=one["derived"].format_map(notes),
        **maker,
    )
