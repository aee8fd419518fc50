"""Why each line runs where it does: places, control intervals and the evidence of held areas."""

import json
from datetime import date
from functools import cache
from typing import Final

import shapely
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from dashboard.payload.records import Area, Control, Place
from dashboard.payload.records import Evidence as EvidenceRow
from dashboard.view.view import list_places
from dashboard.view.workspace import Workspace
from geodata.control.evidence import Evidence, weigh_evidence
from geodata.control.strength import Strength, grade_outline
from geodata.core.measure import Plane
from geodata.core.model import Dataset, Edge, HeldArea, Side

WEIGHTS: Final = ((0.6, "strong"), (0.4, "fair"), (0.0, "weak"))
"""Least weight of each class: strong is an account's own word unless it is uncertain."""

LETTERS: Final = {
    Strength.BORDER: "b",
    Strength.NEAR: "n",
    Strength.INFERRED: "i",
    Strength.FREE: "f",
}
"""One letter for each edge of an outline, in the order of the ring's points."""


def describe_places(dataset: Dataset) -> list[Place]:
    """Return every place with a position that a control interval speaks of, WGS 84 degrees."""
    return [
        {
            "id": place.place_id,
            "latin": place.latin,
            "russian": place.russian,
            "ukrainian": place.ukrainian,
            "lat": place.lat,
            "lon": place.lon,
        }
        for place in list_places(dataset)
        if place.lat is not None and place.lon is not None
    ]


def describe_control(dataset: Dataset) -> list[Control]:
    """Return every control interval; evidence refers to them by their place in this list."""
    # In an order that packs well: what neighbours have alike stands together.
    return [
        {
            "certainty": interval.certainty,
            "account": interval.account.value,
            "note": interval.note,
            "start": interval.start.isoformat(),
            "claims": list(interval.claim_ids),
            "place": interval.place_id,
            "end": interval.end.isoformat() if interval.end else None,
            "status": interval.status.value,
        }
        for interval in dataset.control
    ]


class EvidenceTable:
    """The evidence of the workspace's held areas, each item once: areas share most of theirs."""

    def __init__(self, workspace: Workspace) -> None:
        """Keep the workspace; nothing is weighed before an area is described."""
        self._workspace = workspace
        self._numbers = {id(one): number for number, one in enumerate(workspace.dataset.control)}
        self._rows: dict[tuple[str, str, str, tuple[int, ...]], int] = {}
        self._oblast = _join_oblast(workspace.dataset)
        self._plane = Plane(*workspace.dataset.front.centre)
        self._weigh = cache(self._weigh_all)

    def describe_areas(self) -> list[Area]:
        """Return every held area: its rings, what shaped it, and the strength of each edge."""
        return [self._describe_area(area) for area in self._workspace.dataset.held]

    def describe_rows(self) -> list[EvidenceRow]:
        """Return the evidence that the areas described so far refer to by number."""
        return [
            {"place": place, "status": status, "weight": weight, "intervals": list(heard)}
            for place, status, weight, heard in self._rows
        ]

    def _describe_area(self, area: HeldArea) -> Area:
        evidence = self._weigh(area.account, area.date)
        shaping = set(area.control)
        return {
            "date": area.date.isoformat(),
            "account": area.account.value,
            "series": self._workspace.dataset.claims[area.claim_id].series,
            "claim": area.claim_id,
            "edge": "firm" if area.edge is Edge.FIRM else "contested",
            "leading": area.leading,
            "km2": area.claimed_km2,
            "measured": round(area.area_km2, 1),
            "polygons": mapping(area.geometry)["coordinates"],
            "strength": [
                ["".join(LETTERS[edge] for edge in ring) for ring in part]
                for part in grade_outline(area.geometry, evidence, self._oblast, self._plane)
            ],
            "evidence": [
                self._number(item)
                for item in evidence
                if any(one.interval_id in shaping for one in item.intervals)
            ],
        }

    def _number(self, item: Evidence) -> int:
        weight = next(name for least, name in WEIGHTS if item.weight >= least)
        heard = tuple(self._numbers[id(one)] for one in item.intervals)
        row = (item.place_id, item.status.value, weight, heard)
        return self._rows.setdefault(row, len(self._rows))

    def _weigh_all(self, account: Side, day: date) -> tuple[Evidence, ...]:
        dataset = self._workspace.dataset
        return weigh_evidence(dataset.control, dataset.places, account, day)


def _join_oblast(dataset: Dataset) -> BaseGeometry:
    """Return the oblast's outline; empty where its layer could not be loaded."""
    layer = dataset.find_layer("oblast")
    if layer is None:
        return MultiPolygon()
    features = json.loads(layer.geojson)["features"]
    return shapely.union_all([shape(feature["geometry"]) for feature in features])
