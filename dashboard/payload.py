"""The view as JSON for the timeline map: every frame, figure and base layer on board."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.payload_claims import describe_claims, describe_series, describe_words
from dashboard.payload_evidence import EvidenceTable, describe_control, describe_places
from dashboard.payload_story import describe_story
from dashboard.state import list_mappers
from dashboard.style import DRAWINGS
from dashboard.text import TIMELINE
from dashboard.view import EVENT, KNOWN, Desk, figures_on, list_areas, write_caption
from geodata.claims import Figure
from geodata.model import HeldArea
from geodata.strength import INFERRED_KM, NEAR_KM

SCHEMA = 2
LETTERS = 10


def encode_frames(desk: Desk) -> bytes:
    """Return frames.json: every claim, held area, place and date of the front."""
    dataset, front = desk.dataset, desk.dataset.front
    places = {id(area): place for place, area in enumerate(dataset.held)}
    evidence = EvidenceTable(desk)
    areas = evidence.describe_areas()
    return _encode(
        {
            "schema": SCHEMA,
            "front": {
                "id": front.front_id,
                "title": front.title,
                "subtitle": front.subtitle,
                "first": front.first.isoformat(),
                "last": front.last.isoformat(),
                "opening": front.opening.isoformat(),
                "extent": list(front.extent),
                "disclaimer": front.disclaimer,
                "gap_days": front.gap_days,
            },
            "text": dict(TIMELINE),
            "accounts": _describe_accounts(desk),
            "series": describe_series(desk),
            "words": describe_words(desk),
            "claims": describe_claims(desk),
            "areas": areas,
            "evidence": evidence.describe_rows(),
            "strength": {"near_km": NEAR_KM, "inferred_km": INFERRED_KM},
            "places": describe_places(dataset),
            "control": describe_control(dataset),
            "steps": _describe_steps(desk, places, EVENT),
            "known_steps": _describe_steps(desk, places, KNOWN),
            "events": [
                {
                    "id": event.event_id,
                    "date": event.when.start.isoformat(),
                    "title": event.title,
                    "summary": event.summary,
                    "weight": event.weight,
                    "claims": list(event.claim_ids),
                }
                for event in dataset.events
            ],
            "story": describe_story(dataset),
            "gaps": [
                {"start": gap.start.isoformat(), "end": gap.end.isoformat()}
                for gap in desk.timeline.gaps
            ],
        }
    )


def encode_base(desk: Desk) -> bytes:
    """Return base.json: every base layer with its credit, ready to draw."""
    layers = []
    for layer in desk.dataset.layers.values():
        sidecar = layer.sidecar
        layers.append(
            {
                "id": layer.layer_id,
                "label": sidecar["label"],
                "group": sidecar["group"],
                "on": sidecar["on"],
                "schematic": sidecar["schematic"],
                "credit": sidecar["credit"],
                "geojson": json.loads(layer.geojson),
            }
        )
    return _encode({"layers": layers})


def name_file(stem: str, content: bytes) -> str:
    """Return a file name that changes with its content, so that browsers may cache it."""
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:LETTERS]}.json"


def _encode(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _describe_accounts(desk: Desk) -> list[dict[str, Any]]:
    rows = []
    for account in desk.dataset.front.accounts:
        drawing = DRAWINGS[account.side]
        rows.append(
            {
                "id": account.side.value,
                "label": account.label,
                "description": account.description,
                "light": drawing.light,
                "dark": drawing.dark,
                "fill": drawing.fill,
                "fill_opacity": drawing.fill_opacity,
                "dash": drawing.dash,
                "weight": drawing.weight,
                "symbol": drawing.symbol,
            }
        )
    return rows


def _describe_steps(desk: Desk, places: Mapping[int, int], clock: str) -> list[dict[str, Any]]:
    """Return the days on which something changes on `clock`, each with what is then in force."""

    def list_places(areas: Iterable[HeldArea]) -> list[int]:
        return [places[id(area)] for area in areas]

    def describe(figure: Figure) -> dict[str, Any]:
        areas, others = list_areas(desk, figure)
        return {
            "claim": figure.claim.claim_id,
            "since": figure.since.isoformat(),
            "areas": list_places(areas),
            "others": list_places(others),
            "words": figure.claim.words if figure.in_words else "",
        }

    mappers = list_mappers(desk.dataset.front)
    return [
        {
            "date": day.isoformat(),
            "caption": write_caption(desk, day, None, clock),
            "captions": {mapper: write_caption(desk, day, mapper, clock) for mapper in mappers},
            "figures": {
                key: describe(figure) for key, figure in figures_on(desk, day, clock).items()
            },
        }
        for day in desk.list_dates(clock)
    ]
