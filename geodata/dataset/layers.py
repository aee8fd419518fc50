"""The rules of the layers: a base layer beside its sidecar, a held area against its claim."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict, cast

import shapely
from shapely.geometry import MultiPolygon

from geodata.claims.claims import is_held_figure, rank_claim
from geodata.core.dates import parse_day
from geodata.core.errors import Fault
from geodata.core.model import Claim, Edge, HeldArea, Layer, Side
from geodata.dataset.schema import Tables

SIDECAR_KEYS = (
    *("id", "label", "role", "group", "on", "schematic", "title", "producer", "url", "version"),
    *("licence", "credit", "accessed", "inputs", "derived", "sha256"),
)
ROLES = (
    *("oblast", "border", "neighbour", "districts", "districts-abroad", "settlements", "river"),
    *("rivers-schematic", "roads-schematic", "rail-schematic", "pipeline-schematic", "locator"),
)
"""What a base layer may be on the map. Nothing looks for a layer by its name."""


class Feature(TypedDict):
    """A feature of a GeoJSON FeatureCollection; its geometry is in WGS 84."""

    type: str
    properties: dict[str, object]
    geometry: object


_BASE_REMEDY = "Run python -m geodata.build basemap."


def read_base_layers(folder: Path) -> tuple[dict[str, Layer], tuple[Fault, ...]]:
    """Return the sound base layers in `folder` by id, and a fault for each that is not."""
    layers: dict[str, Layer] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.geojson")):
        content = path.read_bytes()
        try:
            read_features(content)
            sidecar = _read_sidecar(path.with_suffix(".meta.json"))
        except ValueError as error:
            faults.append(_make_fault(path.stem, str(error)))
            continue
        if broken := [
            _make_fault(path.stem, rule) for rule in _check_sidecar(path.stem, sidecar, content)
        ]:
            faults += broken
        else:
            layers[path.stem] = Layer(path.stem, content, MappingProxyType(sidecar))
    for path in sorted(folder.glob("*.meta.json")):
        name = path.name.removesuffix(".meta.json")
        if not (folder / f"{name}.geojson").exists():
            faults.append(_make_fault(name, "has a sidecar but no layer"))
    return layers, tuple(faults)


def read_features(content: bytes) -> list[Feature]:
    """Return the features of a GeoJSON FeatureCollection.

    Raises:
        ValueError: `content` is no such collection.
    """
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON: {error}") from error
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or given.get("type") != "FeatureCollection":
        raise ValueError("is not a GeoJSON FeatureCollection")
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or "geometry" not in feature:
            raise ValueError("holds a feature without properties or geometry")
    return features


def _read_sidecar(path: Path) -> dict[str, object]:
    try:
        given = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ValueError(f"has no readable sidecar: {error}") from error
    if not isinstance(given, dict):
        raise ValueError("has a sidecar that is not a JSON object")
    return given


def _check_sidecar(name: str, sidecar: Mapping[str, object], content: bytes) -> Iterator[str]:
    for key in SIDECAR_KEYS:
        if key not in sidecar:
            yield f"has a sidecar without {key}"
    if sidecar.get("role", ROLES[0]) not in ROLES:
        yield f"has role '{sidecar['role']}', expected one of {', '.join(ROLES)}"
    if sidecar.get("id", name) != name:
        yield f"has the sidecar of '{sidecar['id']}'"
    if sidecar.get("sha256", "") not in ("", hashlib.sha256(content).hexdigest()):
        yield "differs from the SHA-256 in its sidecar"


def _make_fault(name: str, rule: str) -> Fault:
    return Fault(f"layers/base/{name}.geojson", "layer", rule, _BASE_REMEDY)


class Properties(TypedDict):
    """What a feature says of its held area; sizes in km²."""

    date: str
    account: str
    claimant: str
    leading: bool
    edge: str
    claim_id: str
    claimed_km2: float
    low_km2: float | None
    high_km2: float | None
    area_km2: float
    method: str
    approximate: bool
    control: list[str]


PROPERTIES = tuple(Properties.__annotations__)
TOLERANCE = 0.005  # by which a held area's size may miss its claim
_HELD_REMEDY = "Run python -m geodata.build held."


def claimed_edges(claim: Claim) -> dict[Edge, float]:
    """Return the size in km² of each held area that a claim of ground held asks for."""
    if claim.low is not None and claim.high is not None:
        return {Edge.FIRM: claim.low, Edge.CONTESTED: claim.high}
    return {Edge.FIRM: claim.value or 0.0}


def read_held_areas(folder: Path, tables: Tables) -> tuple[tuple[HeldArea, ...], tuple[Fault, ...]]:
    """Return the held areas of every sound file, and every fault of the files in `folder`.

    A file with any fault is left out as a whole, so that no date is drawn in part.
    """
    held: list[HeldArea] = []
    faults: list[Fault] = []
    wanted = _list_wanted(tables)
    for path in sorted(folder.glob("*.geojson")):
        file = f"layers/held/{path.name}"
        try:
            day = parse_day(path.stem)
            claims = wanted.pop(day, [])
            features = read_features(path.read_bytes())
            if not features:
                raise ValueError("holds no held area")
        except ValueError as error:
            faults.append(Fault(file, "file", str(error), _HELD_REMEDY))
            continue
        areas, broken = _read_areas(file, day, features, tables)
        broken += [Fault(file, *said, _HELD_REMEDY) for said in _check_day(areas, claims, tables)]
        faults += broken
        if not broken:
            held += areas
    for day, claims in sorted(wanted.items()):
        file = f"layers/held/{day}.geojson"
        faults += [Fault(file, c.claim_id, "has no held area", _HELD_REMEDY) for c in claims]
    return tuple(held), tuple(faults)


def _list_wanted(tables: Tables) -> dict[date, list[Claim]]:
    """Return the claims that need a held area, by date."""
    wanted: dict[date, list[Claim]] = defaultdict(list)
    for claim in tables.claims.records.values():
        if is_held_figure(claim):
            wanted[claim.as_of.start].append(claim)
    return wanted


def _read_areas(
    file: str, day: date, features: list[Feature], tables: Tables
) -> tuple[list[HeldArea], list[Fault]]:
    """Return the sound held areas of one file, and the faults of the others."""
    areas: list[HeldArea] = []
    faults: list[Fault] = []
    for number, feature in enumerate(features, 1):
        properties = feature["properties"]
        if _is_faulty_claim(properties.get("claim_id"), tables):
            continue  # the table's own fault, said there
        name = f"{properties.get('claim_id', f'feature {number}')}/{properties.get('edge', '')}"
        geometry = _read_geometry(feature["geometry"])
        rules = list(_check_properties(properties, day, tables))
        sound = cast(Properties, properties)  # where no rule is broken so far
        rules = rules or list(_check_geometry(geometry, sound, tables.front.extent))
        faults += [Fault(file, name, rule, _HELD_REMEDY) for rule in rules]
        if not rules and geometry is not None:
            areas.append(_build_area(sound, day, geometry))
    return areas, faults


def _read_geometry(given: object) -> MultiPolygon | None:
    """Return a GeoJSON geometry as a MultiPolygon, or None when it is none."""
    try:
        geometry = shapely.from_geojson(json.dumps(given))
    except shapely.errors.ShapelyError:
        return None
    return geometry if isinstance(geometry, MultiPolygon) else None


def _check_properties(given: Mapping[str, object], day: date, tables: Tables) -> Iterator[str]:
    """Yield what is wrong with a feature's properties, held against its claim."""
    if set(given) != set(PROPERTIES):
        odd = ", ".join(sorted(set(given) ^ set(PROPERTIES)))
        yield f"has missing or unknown properties ({odd}), expected {', '.join(PROPERTIES)}"
        return
    claim_id = given["claim_id"]
    if not isinstance(claim_id, str) or claim_id not in tables.claims.names:
        yield f"claim_id '{claim_id}' is not in {tables.claims.file}"
        return
    claim = tables.claims.records[claim_id]
    if not is_held_figure(claim) or claim.as_of.start != day:
        yield f"claim is {claim.kind} as of {claim.as_of.text}, expected ground held on {day}"
        return
    edges = {edge.value: size for edge, size in claimed_edges(claim).items()}
    if not isinstance(given["edge"], str) or given["edge"] not in edges:
        yield f"edge '{given['edge']}' is not one of {', '.join(edges)}"
        return
    expected = {
        "date": day.isoformat(),
        "account": claim.side.value,
        "claimant": claim.claimant,
        "claimed_km2": edges[given["edge"]],
        "low_km2": claim.low,
        "high_km2": claim.high,
        "approximate": True,
    }
    for key, value in expected.items():
        if given[key] != value:
            yield f"{key} is {given[key]!r}, expected {value!r} from the claim"
    if not isinstance(given["leading"], bool):
        yield f"leading is {given['leading']!r}, expected true or false"
    if type(given["area_km2"]) not in (int, float):
        yield f"area_km2 is {given['area_km2']!r}, expected a number"
    if not isinstance(given["method"], str) or not given["method"]:
        yield f"method is {given['method']!r}, expected a text"
    yield from _check_control(given["control"], day, tables)


def _check_control(given: object, day: date, tables: Tables) -> Iterator[str]:
    """Yield what is wrong with the ids of the control intervals that shaped an area."""
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        yield f"control is {given!r}, expected a list of control intervals"
        return
    intervals = tables.control
    for name in given:
        if name not in intervals.names:
            yield f"control names '{name}', which is not in {intervals.file}"
        elif (found := intervals.records.get(name)) and not found.covers(day):
            yield f"control names '{name}', which does not last on {day}"


def _check_geometry(
    geometry: MultiPolygon | None,
    given: Properties,
    extent: tuple[float, float, float, float],
) -> Iterator[str]:
    """Yield what is wrong with a held area's shape or size (sizes in km², extent in degrees)."""
    claimed, measured = float(given["claimed_km2"]), float(given["area_km2"])
    if geometry is None:
        yield "geometry is not a MultiPolygon"
        return
    if not abs(measured - claimed) <= TOLERANCE * claimed:  # so that NaN fails too
        yield f"measures {measured} km2, not within 0.5 percent of the {claimed} km2 claimed"
    if geometry.is_empty != (claimed == 0):
        yield f"is {'empty' if geometry.is_empty else 'drawn'}, but {claimed} km2 are claimed"
    if not geometry.is_valid:
        yield f"is no valid polygon: {shapely.is_valid_reason(geometry)}"
    if not geometry.is_empty and not shapely.box(*extent).covers(shapely.box(*geometry.bounds)):
        yield f"leaves the extent {list(extent)} of the front"
    for part in geometry.geoms:
        if not part.exterior.is_ccw or any(hole.is_ccw for hole in part.interiors):
            yield "breaks the right-hand rule: shells run counter-clockwise, holes clockwise"
            return


def _check_day(
    areas: list[HeldArea], claims: list[Claim], tables: Tables
) -> Iterator[tuple[str, str]]:
    """Yield (row, rule) for areas of one day that are missing, doubled or wrongly leading."""
    drawn = [(area.claim_id, area.edge) for area in areas]
    for claim in claims:
        for edge in claimed_edges(claim):
            if (count := drawn.count((claim.claim_id, edge))) != 1:
                yield f"{claim.claim_id}/{edge}", f"is there {count} times, expected once"
    sources = tables.sources.records
    if tables.claims.faults or any(name not in sources for c in claims for name in c.source_ids):
        return  # which claim leads cannot be said before the tables are sound
    for side in dict.fromkeys(claim.side for claim in claims):
        rivals = [claim for claim in claims if claim.side is side]
        best = min(rivals, key=lambda claim: rank_claim(claim, sources)).claim_id
        for area in areas:
            if area.account is side and area.leading != (area.claim_id == best):
                rule = f"leading is {area.leading}, but the best graded claim is {best}"
                yield f"{area.claim_id}/{area.edge}", rule


def _is_faulty_claim(claim_id: object, tables: Tables) -> bool:
    claims = tables.claims
    known = isinstance(claim_id, str) and claim_id in claims.names
    return known and claim_id not in claims.records


def _build_area(given: Properties, day: date, geometry: MultiPolygon) -> HeldArea:
    return HeldArea(
        date=day,
        account=Side(given["account"]),
        claimant=given["claimant"],
        leading=given["leading"],
        edge=Edge(given["edge"]),
        claim_id=given["claim_id"],
        claimed_km2=float(given["claimed_km2"]),
        low_km2=_to_float(given["low_km2"]),
        high_km2=_to_float(given["high_km2"]),
        area_km2=float(given["area_km2"]),
        method=given["method"],
        control=tuple(given["control"]),
        geometry=geometry,
    )


def _to_float(given: float | None) -> float | None:
    return None if given is None else float(given)
