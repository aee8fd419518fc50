"""The records of base.json, as types: the base layers, ready to draw."""

from typing import TypedDict


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


class Base(TypedDict):
    """base.json."""

    layers: list[Layer]
