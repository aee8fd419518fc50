"""The view as JSON for the timeline map: every frame, figure and base layer on board."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from dashboard.payload.address import describe_address
from dashboard.payload.claims import describe_claims, describe_series, describe_words
from dashboard.payload.evidence import EvidenceTable, describe_control, describe_places
from dashboard.payload.known import describe_known_gaps, list_known_standing
from dashboard.payload.late_records import BaseLayers, Collection, Overlaps, Phrases
from dashboard.payload.late_records import Layer as LayerRow
from dashboard.payload.modes import describe_modes
from dashboard.payload.readings import (
    describe_own,
    describe_shared,
    list_outlines,
    list_readings,
)
from dashboard.payload.records import (
    Account,
    Course,
    Filtered,
    Frames,
    Gap,
    Step,
)
from dashboard.payload.records import Figure as FigureRow
from dashboard.payload.records import Front as FrontRow
from dashboard.payload.story import describe_story
from dashboard.state.repair import FOREIGN
from dashboard.text.catalogues import (
    COMPARE,
    PRESENTER,
    SHARE,
    SHEET,
    STORY_FILE,
    TIMELINE,
    fill_phrases,
)
from dashboard.text.spelling import name_place, spell_calendar
from dashboard.view.style import DRAWINGS
from dashboard.view.view import list_changes
from dashboard.view.workspace import EVENT, KNOWN, Workspace, figures_on, list_areas, list_ghost
from geodata.claims.claims import Figure
from geodata.control.parameters import PARAMETERS
from geodata.core import read_version
from geodata.core.codes import INSET_GROUP
from geodata.core.measure import SharedSizes
from geodata.core.model import Dataset, Front, HeldArea, Place, Role, Span
from geodata.core.reading import CHANCES
from geodata.dataset.contents import hash_bytes
from geodata.geometry.overlaps import find_overlaps

SCHEMA = 5
FOLD_DAYS = 42
LETTERS = 10
DIGITS = 12  # of the digest that names a dataset, as on a sheet
_OWN: Final = "reading-{side}"
_ALL_ON_BOARD: Final[Mapping[str, str]] = MappingProxyType({})


def encode_frames(workspace: Workspace, late: Mapping[str, str] = _ALL_ON_BOARD) -> bytes:
    """Return frames.json: every claim, held area, place and date of the front.

    What not every reader wants (`encode_late`) is among it, unless `late` has the address of the
    file in which it stands, by its stem.
    """
    dataset, front = workspace.dataset, workspace.dataset.front
    evidence = EvidenceTable(workspace)
    areas = evidence.describe_areas()
    frames: Frames = {
        "schema": SCHEMA,
        "front": _describe_front(workspace),
        "text": {**_write_sentences(dataset), **spell_calendar()},
        "phrases": late.get("phrases") or _write_phrases(front),
        "accounts": _describe_accounts(workspace),
        "claims": describe_claims(workspace),
        "areas": areas,
        "evidence": evidence.describe_rows(),
        "overlaps": late.get("overlaps") or _list_overlaps(dataset),
        "readings": list_readings(dataset.readings),
        "chances": list(CHANCES),
        "outlines": late.get("reading") or list_outlines(dataset.readings),
        "shared": late.get("shared") or describe_shared(dataset),
        "own": {
            side.value: late.get(_OWN.format(side=side.value)) or describe_own(readings)
            for side, readings in dataset.own_readings.items()
        },
        "modes": late.get("modes") or describe_modes(workspace, dataset),
        "strength": {"near_km": PARAMETERS.firm_km, "inferred_km": PARAMETERS.inferred_km},
        "places": describe_places(dataset),
        "control": describe_control(dataset),
        "story": describe_story(dataset),
        "address": describe_address(front, _list_groups(dataset)),
        "foreign": FOREIGN.pattern,
        **_describe_course(workspace, dataset),
    }
    return _encode(frames)


def _describe_front(workspace: Workspace) -> FrontRow:
    front = workspace.dataset.front
    return {
        "id": front.front_id,
        "title": front.title,
        "subtitle": front.subtitle,
        "first": front.first.isoformat(),
        "last": front.last.isoformat(),
        "opening": front.opening.isoformat(),
        "extent": list(front.extent),
        "disclaimer": front.disclaimer,
        "lands": [
            {"label": land.label, "abroad": land.side.role is Role.HOLDER} for land in front.lands
        ],
        "periods": [{"label": label, **_write_gap(span)} for label, span in front.periods],
        "folds": [_write_gap(gap) for gap in workspace.timeline.gaps if is_folded(gap)],
    }


def is_folded(gap: Span) -> bool:
    """Return whether a silence is so long that a chart of the whole front draws it narrow."""
    return (gap.end - gap.start).days + 1 >= FOLD_DAYS


def _write_gap(gap: Span) -> Gap:
    return {"start": gap.start.isoformat(), "end": gap.end.isoformat()}


def _list_groups(dataset: Dataset) -> list[str]:
    return [str(layer.sidecar["group"]) for layer in dataset.layers.values()]


def _write_sentences(dataset: Dataset) -> dict[str, str]:
    """Return the sentences of the timeline map with the front's own phrases; `dataset` names it."""
    front, version, digest = dataset.front, read_version(), dataset.digest[:DIGITS]
    named = SHEET["dataset"].format(front=front.front_id, version=version, digest=digest)
    sentences = {**TIMELINE, **COMPARE, "dataset": named}
    return {key: fill_phrases(sentence, front.words) for key, sentence in sentences.items()}


def _write_phrases(front: Front) -> dict[str, str]:
    """Return the sentences of what only some readers open."""
    sentences = {**SHARE, **PRESENTER, **STORY_FILE}
    return {key: fill_phrases(sentence, front.words) for key, sentence in sentences.items()}


def encode_late(workspace: Workspace) -> dict[str, bytes]:
    """Return what is fetched only by whoever wants it, each file by its stem.

    What any two areas share and what the readings share, of which there is more by the square of
    their number; the outlines of the readings; the readings of each account's own word; and, in
    the language spoken, the sentences of what only some open.
    """
    dataset = workspace.dataset
    overlaps: Overlaps = {"rows": _list_overlaps(dataset)}
    own = {
        _OWN.format(side=side.value): _encode(describe_own(readings))
        for side, readings in dataset.own_readings.items()
    }
    outlines = list_outlines(dataset.readings)
    phrases: Phrases = {"rows": _write_phrases(dataset.front)}
    return {
        "phrases": _encode(phrases),
        "overlaps": _encode(overlaps),
        "shared": _encode(describe_shared(dataset)),
        "reading": _encode(outlines),
        **own,
    }


def encode_modes(workspace: Workspace, whole: Dataset) -> bytes:
    """Return modes.json: what the modes of the map show of a workspace, `whole` or a part."""
    return _encode(describe_modes(workspace, whole))


def encode_filter(whole: Workspace, narrowed: Workspace, modes: str) -> bytes:
    """Return what differs from the frames of `whole` when `narrowed` is shown, which is filtered.

    `modes` is the address of what the modes of the map show of it.

    Its claims, each with the days on which another of them disputed it, and the whole course of
    both clocks; held areas are named by their place in the frames of `whole`.
    """
    disputes = {name: row["disputed_on"] for name, row in describe_claims(narrowed).items()}
    course = _describe_course(narrowed, whole.dataset)
    filtered: Filtered = {"schema": SCHEMA, "modes": modes, "claims": disputes, **course}
    return _encode(filtered)


def encode_base(workspace: Workspace) -> bytes:
    """Return base.json: every base layer of the map with its credit, ready to draw."""
    layers: list[LayerRow] = []
    for layer in workspace.dataset.layers.values():
        if str(layer.sidecar["group"]) == INSET_GROUP:
            continue
        layers.append(
            {
                "id": layer.layer_id,
                "label": str(layer.sidecar["label"]),
                "role": layer.role,
                "group": str(layer.sidecar["group"]),
                "on": bool(layer.sidecar["on"]),
                "schematic": bool(layer.sidecar["schematic"]),
                "credit": str(layer.sidecar["credit"]),
                "geojson": _name_features(layer.geojson, workspace.dataset.places),
            }
        )
    base: BaseLayers = {"layers": layers}
    return _encode(base)


def _name_features(geojson: bytes, places: Mapping[str, Place]) -> Collection:
    """Give districts and oblasts their names in the spoken language; settlements carry all."""
    collection: Collection = json.loads(geojson)
    for feature in collection["features"]:
        properties = feature["properties"]
        place = places.get(str(properties.get("place_id", "")))
        if place and "name" in properties:
            properties["name"] = name_place(place)
    return collection


def name_file(stem: str, content: bytes, ending: str = "json") -> str:
    """Return a file name that changes with its content, so that browsers may cache it."""
    return f"{stem}-{hash_bytes(content)[:LETTERS]}.{ending}"


def _encode(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _list_overlaps(dataset: Dataset) -> SharedSizes:
    return find_overlaps(dataset.held, dataset.overlaps).rows


def _describe_accounts(workspace: Workspace) -> list[Account]:
    rows: list[Account] = []
    makers = {series.series_id: series.label for series in workspace.dataset.front.series}
    for account in workspace.dataset.front.accounts:
        drawing = DRAWINGS[account.side.role]
        rows.append(
            {
                "id": account.side.value,
                "label": account.label,
                "maker": makers.get(account.opens, ""),
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


def _describe_course(workspace: Workspace, whole: Dataset) -> Course:
    """Return what happens day by day; areas and intervals stand in the order of `whole`."""
    places = {id(area): place for place, area in enumerate(whole.held)}
    standing = list_known_standing(workspace.dataset)
    return {
        "notice": workspace.notice,
        "series": describe_series(workspace),
        "words": describe_words(workspace),
        "steps": _describe_steps(workspace, places, EVENT),
        "known_steps": _describe_steps(workspace, places, KNOWN),
        "events": [
            {
                "id": event.event_id,
                "date": event.when.start.isoformat(),
                "title": event.title,
                "summary": event.summary,
                "weight": event.weight,
                "claims": list(event.claim_ids),
            }
            for event in workspace.dataset.events
        ],
        "gaps": [_write_gap(gap) for gap in workspace.timeline.gaps],
        "known_gaps": describe_known_gaps(workspace.dataset),
        "known_control": [standing.get(one.interval_id) for one in whole.control],
    }


def _describe_steps(workspace: Workspace, places: Mapping[int, int], clock: str) -> list[Step]:
    """Return the days on which something changes on `clock`, each with what is then in force."""

    def list_places(areas: Iterable[HeldArea]) -> list[int]:
        return [places[id(area)] for area in areas]

    def describe(figure: Figure) -> FigureRow:
        areas, others = list_areas(workspace, figure)
        return {
            "claim": figure.claim.claim_id,
            "since": figure.since.isoformat(),
            "areas": list_places(areas),
            "others": list_places(others),
            "ghost": list_places(list_ghost(workspace, figure)),
            "words": figure.claim.words if figure.in_words else "",
        }

    return [
        {
            "date": day.isoformat(),
            "changes": list_changes(workspace, place, clock),
            "figures": {
                key: describe(figure) for key, figure in figures_on(workspace, day, clock).items()
            },
        }
        for place, day in enumerate(workspace.pick_timeline(clock).dates)
    ]
