"""The view as JSON for the timeline map: every frame, figure and base layer on board."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from shapely.geometry import mapping

from dashboard.figures import format_basis, format_figure, format_number, format_source
from dashboard.state import list_mappers
from dashboard.style import DRAWINGS
from dashboard.text import TIMELINE
from dashboard.view import Desk, figures_on, list_areas, write_caption
from geodata.claims import HELD_KINDS, Figure, best_source, contradictions, grade
from geodata.dates import format_span
from geodata.model import Claim, HeldArea, Kind

SCHEMA = 1
LETTERS = 10


def encode_frames(desk: Desk) -> bytes:
    """Return frames.json: accounts, series, claims, held areas, steps, events and gaps."""
    dataset, front = desk.dataset, desk.dataset.front
    places = {id(area): place for place, area in enumerate(dataset.held)}
    named = {claim_id for event in dataset.events for claim_id in event.claim_ids}
    shown = [c for c in dataset.claims.values() if _is_charted(c) or c.claim_id in named]
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
            },
            "text": dict(TIMELINE),
            "accounts": _describe_accounts(desk),
            "series": _describe_series(desk),
            "claims": {claim.claim_id: _describe_claim(desk, claim) for claim in shown},
            "areas": [_describe_area(desk, area) for area in dataset.held],
            "steps": _describe_steps(desk, places),
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


def _is_charted(claim: Claim) -> bool:
    return claim.kind in HELD_KINDS or claim.kind is Kind.STANDING


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


def _describe_series(desk: Desk) -> list[dict[str, Any]]:
    return [
        {
            "id": series.series_id,
            "account": series.side.value,
            "label": series.label,
            "joined": series.joined,
            "points": [
                {
                    "claim": point.claim.claim_id,
                    "start": point.claim.as_of.start.isoformat(),
                    "end": point.claim.as_of.end.isoformat(),
                    "value": point.claim.value,
                    "low": point.claim.low,
                    "high": point.claim.high,
                    "leading": point.leading,
                    "line": point.on_line,
                    "peak": point.claim.kind is Kind.AREA_PEAK,
                }
                for point in desk.timeline.points[series.series_id]
            ],
        }
        for series in desk.dataset.front.series
    ]


def _describe_claim(desk: Desk, claim: Claim) -> dict[str, Any]:
    source = best_source(desk.dataset, claim)
    measured = [format_number(round(a.area_km2, 1)) for a in desk.areas.get(claim.claim_id, ())]
    return {
        "account": claim.side.value,
        "series": claim.series,
        "claimant": claim.claimant,
        "figure": format_figure(claim) or claim.words,
        "as_of": format_span(claim.as_of),
        "reported": format_span(claim.reported),
        "grade": grade(desk.dataset, claim),
        "source": format_source(source),
        "url": source.url,
        "more_sources": len(claim.source_ids) - 1,
        "disputed_by": len(contradictions(desk.dataset, claim)),
        "basis": format_basis(claim),
        "summary": claim.summary,
        "measured": f"{' and '.join(measured)} km², geodesic" if measured else "",
    }


def _describe_area(desk: Desk, area: HeldArea) -> dict[str, Any]:
    return {
        "date": area.date.isoformat(),
        "account": area.account.value,
        "series": desk.dataset.claims[area.claim_id].series,
        "claim": area.claim_id,
        "edge": area.edge.value,
        "leading": area.leading,
        "km2": area.claimed_km2,
        "polygons": mapping(area.geometry)["coordinates"],
    }


def _describe_steps(desk: Desk, places: Mapping[int, int]) -> list[dict[str, Any]]:
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
            "caption": write_caption(desk, day),
            "captions": {mapper: write_caption(desk, day, mapper) for mapper in mappers},
            "figures": {key: describe(figure) for key, figure in figures_on(desk, day).items()},
        }
        for day in desk.timeline.dates
    ]
