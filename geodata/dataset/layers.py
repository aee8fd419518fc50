"""The rules of the held areas: each is measured, and held against its claim."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import PurePosixPath
from typing import TypedDict, cast

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.claims.claims import is_held_figure, pick_leader
from geodata.core.dates import parse_day
from geodata.core.errors import MOST_FAULTS, Fault, cap_faults
from geodata.core.measure import area_km2
from geodata.core.model import Claim, Edge, HeldArea
from geodata.dataset.contents import Contents
from geodata.dataset.geojson import (
    MOST_TOGETHER,
    Feature,
    check_vertices,
    read_features,
    read_shape,
)
from geodata.dataset.schema import Tables
from geodata.dataset.seals import Seals


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
FOLDER = "layers/held"
TOLERANCE = 0.005  # by which a held area's size may miss its claim
_ROUNDED_DEGREES = 1e-5  # the step to which coordinates are rounded
_ROUNDED_KM2, _ROUNDED = 0.01, 0.001  # by which the size written down may miss the one measured
HELD_REMEDY = "Run python -m geodata.build held."


def claimed_edges(claim: Claim) -> dict[Edge, float]:
    """Return the size in km² of each held area that a claim of ground held asks for."""
    if claim.low is not None and claim.high is not None:
        return {Edge.FIRM: claim.low, Edge.CONTESTED: claim.high}
    return {Edge.FIRM: claim.value or 0.0}


def read_held_areas(
    contents: Contents, tables: Tables, seals: Seals, outline: Sequence[BaseGeometry]
) -> tuple[tuple[HeldArea, ...], tuple[Fault, ...]]:
    """Return the held areas of every sound file, and every fault of the files in the folder.

    A file with any fault is left out as a whole, so that no date is drawn in part. `outline` is
    that of the oblast, WGS 84; without it nothing is held against it.
    """
    held: list[HeldArea] = []
    faults: list[Fault] = []
    wanted, ground = _list_wanted(tables), _spread_outline(outline)
    names = contents.list_names(FOLDER, ".geojson")
    if wanted and not names:
        rule = contents.unreadable.get(FOLDER, "holds no held area, though claims ask for them")
        return (), (Fault(FOLDER, "files", rule, HELD_REMEDY),)
    for file in names:
        areas, broken = _read_day(file, contents, tables, wanted)
        if file in seals.broken:
            continue  # it is not what was built, which is said of it already
        try:
            check_vertices((one.geometry for one in (*held, *areas)), MOST_TOGETHER)
        except ValueError as error:
            rule = f"{error}, with the files before {PurePosixPath(file).name}"
            return tuple(held), (*faults, Fault(FOLDER, "files", rule, HELD_REMEDY))
        broken = broken or _find_strays(file, areas, ground)
        faults += broken
        if not broken:
            held += areas
    for day, claims in sorted(wanted.items()):
        file = f"{FOLDER}/{day}.geojson"
        if file not in seals.broken:
            faults += [Fault(file, c.claim_id, "has no held area", HELD_REMEDY) for c in claims]
    return tuple(held), tuple(faults)


def _read_day(
    file: str, contents: Contents, tables: Tables, wanted: dict[date, list[Claim]]
) -> tuple[list[HeldArea], list[Fault]]:
    """Return the sound held areas of one file, and every fault of it; its day is wanted no more."""
    try:
        day = parse_day(PurePosixPath(file).stem)
        claims = wanted.pop(day, [])
        if file not in contents.files:
            raise ValueError(contents.explain(file))
        features = read_features(contents.files[file])
        if not features:
            raise ValueError("holds no held area")
    except ValueError as error:
        return [], [Fault(file, "file", str(error), HELD_REMEDY)]
    areas, broken = _read_areas(file, day, features, tables)
    try:
        check_vertices(area.geometry for area in areas)
    except ValueError as error:
        broken.append(Fault(file, "file", str(error), HELD_REMEDY))
    missing = (Fault(file, *said, HELD_REMEDY) for said in _check_day(areas, claims, tables))
    return areas, cap_faults(chain(broken, missing))


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
        if len(faults) > MOST_FAULTS:
            break  # the file is wrong as a whole
        properties = feature["properties"]
        if _is_faulty_claim(properties.get("claim_id"), tables):
            continue  # the table's own fault, said there
        name = f"{properties.get('claim_id', f'feature {number}')}/{properties.get('edge', '')}"
        rules = list(_check_properties(properties, day, tables))
        sound = cast(Properties, properties)  # where no rule is broken so far
        try:
            geometry = _read_geometry(feature["geometry"])
            rules = rules or list(_check_geometry(geometry, sound, tables.front.extent))
        except ValueError as error:
            rules.append(str(error))
        else:
            if not rules:
                claim = tables.claims.records[sound["claim_id"]]
                areas.append(_build_area(sound, claim, geometry))
        faults += [Fault(file, name, rule, HELD_REMEDY) for rule in rules]
    return areas, faults


def _read_geometry(given: object) -> MultiPolygon:
    """Return a GeoJSON geometry as a MultiPolygon.

    Raises:
        ValueError: it is none.
    """
    geometry = read_shape(given)
    if not isinstance(geometry, MultiPolygon):
        raise ValueError(f"geometry is not a MultiPolygon but a {geometry.geom_type}")
    return geometry


def _spread_outline(outline: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """Return the oblast with the metre that rounding moves a border by, quick to ask; or None.

    An area that has the border for its edge is told from one that crosses it only at length.
    """
    if not outline:
        return None
    ground = shapely.buffer(shapely.union_all(outline), _ROUNDED_DEGREES)
    shapely.prepare(ground)
    return ground


def _find_strays(file: str, areas: Sequence[HeldArea], ground: BaseGeometry | None) -> list[Fault]:
    """Return a fault for each area that lies outside the oblast by more than its size may miss."""
    if ground is None:
        return []
    faults = []
    for area in areas:
        if area.geometry.is_empty or ground.covers(area.geometry):
            continue
        beyond = area_km2(shapely.difference(area.geometry, ground))
        if beyond > TOLERANCE * area.claimed_km2:
            rule = f"lies outside the oblast with {beyond:.2f} km2"
            faults.append(Fault(file, f"{area.claim_id}/{area.edge}", rule, HELD_REMEDY))
    return faults


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
    for name in given if intervals.whole else ():
        if name not in intervals.names:
            yield f"control names '{name}', which is not in {intervals.file}"
        elif (found := intervals.records.get(name)) and not found.covers(day):
            yield f"control names '{name}', which does not last on {day}"


def _check_geometry(
    geometry: MultiPolygon, given: Properties, extent: tuple[float, float, float, float]
) -> Iterator[str]:
    """Yield what is wrong with a held area's shape or size (sizes in km², extent in degrees)."""
    claimed, stated = float(given["claimed_km2"]), float(given["area_km2"])
    if geometry.is_empty != (claimed == 0):
        yield f"is {'empty' if geometry.is_empty else 'drawn'}, but {claimed} km2 are claimed"
        return
    if not geometry.is_valid:
        yield f"is no valid polygon: {shapely.is_valid_reason(geometry)}"
        return
    measured = area_km2(geometry)
    if not abs(measured - claimed) <= TOLERANCE * claimed:
        yield f"measures {measured:.3f} km2, not within 0.5 percent of the {claimed} km2 claimed"
    elif not abs(measured - stated) <= max(_ROUNDED_KM2, _ROUNDED * claimed):
        yield f"area_km2 is {stated}, but it measures {measured:.3f} km2"
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
        rivals = [claim for claim in claims if claim.side == side]
        leader = pick_leader(tables.front, sources, rivals)
        best = leader.claim_id if leader else ""
        for area in areas:
            if area.account == side and area.leading != (area.claim_id == best):
                rule = f"leading is {area.leading}, but what leads is {best or 'no claim'}"
                yield f"{area.claim_id}/{area.edge}", rule


def _is_faulty_claim(claim_id: object, tables: Tables) -> bool:
    claims = tables.claims
    known = isinstance(claim_id, str) and claim_id in claims.names
    return known and claim_id not in claims.records


def _build_area(given: Properties, claim: Claim, geometry: MultiPolygon) -> HeldArea:
    return HeldArea(
        date=claim.as_of.start,
        account=claim.side,
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
