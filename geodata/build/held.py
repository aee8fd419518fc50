"""Build the held areas: one GeoJSON file for each date that a claim of ground held is dated to."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypedDict

from shapely.geometry import MultiPolygon, mapping, shape
from threadpoolctl import threadpool_limits

from geodata.build.sidecar import encode_sidecar
from geodata.claims.claims import is_held_figure, pick_leader
from geodata.control.evidence import Evidence
from geodata.control.field import Ground
from geodata.control.held_area import METHOD, draw_held_area
from geodata.control.scene import Scene, set_scene
from geodata.control.strength import list_shaping
from geodata.core import OnStep
from geodata.core.errors import AreaError, DatasetError, Fault
from geodata.core.measure import area_km2
from geodata.core.model import Claim, Dataset, Edge, Role, Side
from geodata.dataset.layers import Properties, claimed_edges
from geodata.dataset.load import load_tables
from geodata.geometry.comparison import measure_needless
from geodata.geometry.overlaps import OVERLAPS, encode_overlaps, measure_overlaps

SIDECAR: Final = "layers/held/held.meta.json"
TABLES: Final = ("claims.csv", "control.csv", "settlements.csv", "sources.csv")


class _Held(TypedDict):
    """A held area as GeoJSON, in WGS 84."""

    type: str
    properties: Properties
    geometry: dict[str, object]


Drawn = tuple[Side, MultiPolygon]
"""The account and the geometry of a held area of the day."""

Job = tuple[float, Claim, Edge]
"""The size in km² of an area to be drawn, its claim and which edge of it."""


def produce(folder: Path, on_step: OnStep | None = None) -> dict[str, bytes]:
    """Return every held layer of the dataset in `folder`, overlaps and sidecar: path → bytes.

    Reads the tables and the base layers (oblast, border, districts), never the held layers that
    are there. The same inputs give the same bytes.

    Raises:
        DatasetError: the tables or base layers are faulty, or an area cannot be drawn.
    """
    scene = set_scene(load_tables(folder))
    by_date: dict[date, list[Claim]] = defaultdict(list)
    for claim in scene.dataset.claims.values():
        if is_held_figure(claim):
            by_date[claim.as_of.start].append(claim)
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    lines: dict[Side, list[MultiPolygon]] = defaultdict(list)
    all_features: list[_Held] = []
    for number, day in enumerate(sorted(by_date), 1):
        # On one thread, sums run in the same order on a machine of any number of cores.
        with threadpool_limits(1):
            features, broken, leading = _draw_day(scene, by_date[day])
        faults += broken
        for side, geometry in leading:
            lines[side].append(geometry)
        all_features += features
        files[f"layers/held/{day}.geojson"] = _encode(features)
        if on_step:
            on_step(number, len(by_date), day.isoformat())
    if faults:
        raise DatasetError(faults)
    files[OVERLAPS] = _encode_overlaps(all_features)
    needless = {side.value: measure_needless(areas) for side, areas in sorted(lines.items())}
    files[SIDECAR] = _encode_sidecar(scene.dataset, files, needless)
    return files


def _encode_sidecar(
    dataset: Dataset, layers: Mapping[str, bytes], needless: Mapping[str, float]
) -> bytes:
    """Return the sidecar of the layers; `needless` km² of each account flip and flip back."""
    names = {
        "title": f"Ground {dataset.front.words['held_by']} as each claim gives it",
        "producer": "Kursk Front, python -m geodata.build held",
    }
    made = {
        "derived": (
            "One polygon for each claim dated to a day, of the claimed size, placed by the control "
            "intervals of that day: the nearest reported place decides. The border side is the "
            "oblast's. Approximate."
        ),
        "needless_change_km2": {account: round(km2) for account, km2 in needless.items()},
    }
    return encode_sidecar(dataset, TABLES, layers, names=names, made=made)


def _draw_day(scene: Scene, claims: list[Claim]) -> tuple[list[_Held], list[Fault], list[Drawn]]:
    """Return the features of one date, the faults of claims that cannot be drawn, what leads.

    What leads is the firm leading area of each account, unless it is empty.
    """
    front, sources = scene.dataset.front, scene.dataset.sources
    leaders = (
        pick_leader(front, sources, (claim for claim in claims if claim.side == side))
        for side in {claim.side for claim in claims}
    )
    best = {leader.claim_id for leader in leaders if leader is not None}
    jobs = sorted(
        ((size, claim, edge) for claim in claims for edge, size in claimed_edges(claim).items()),
        key=lambda job: (job[0], job[1].claim_id, job[2].value),
    )
    features, faults = [], []
    drawn: list[Drawn] = []
    leading: list[Drawn] = []
    for size, claim, edge in jobs:
        try:
            geometry, evidence = _draw(scene, (size, claim, edge), drawn)
        except AreaError as error:
            faults.append(Fault("claims.csv", claim.claim_id, str(error), "Then build again."))
            continue
        drawn.append((claim.side, geometry))
        is_leading = claim.claim_id in best
        if is_leading and edge is Edge.FIRM and not geometry.is_empty:
            leading.append((claim.side, geometry))
        shaping = list_shaping(evidence, geometry, scene.ground.plane)
        features.append(_describe((size, claim, edge), geometry, is_leading, shaping))
    order = list(Role)
    roles = {side.value: side.role for side in scene.dataset.front.sides}
    features.sort(
        key=lambda f: (
            order.index(roles[f["properties"]["account"]]),
            not f["properties"]["leading"],
            f["properties"]["claim_id"],
            f["properties"]["edge"] == Edge.CONTESTED,
        )
    )
    return features, faults, leading


def _draw(
    scene: Scene, job: Job, drawn: Sequence[Drawn]
) -> tuple[MultiPolygon, tuple[Evidence, ...]]:
    """Return the held area of a job, given what is drawn of the day, and its evidence."""
    size, claim, _ = job
    ground = scene.narrow(claim.within)
    evidence = scene.weigh(claim.side, claim.as_of.start)
    inner = _find_inner(claim.side, ground, drawn)
    return draw_held_area(evidence, ground, size, inner=inner), evidence


def _find_inner(account: Side, ground: Ground, drawn: Sequence[Drawn]) -> MultiPolygon | None:
    """Return the account's largest area so far, which the claim's own must contain.

    None where the claim is limited to a district that it leaves.
    """
    for side, geometry in reversed(drawn):
        if side == account and (ground.within is None or ground.within.covers(geometry)):
            return geometry
    return None


def _describe(
    job: Job, geometry: MultiPolygon, leading: bool, shaping: Sequence[Evidence]
) -> _Held:
    size, claim, edge = job
    return {
        "type": "Feature",
        "properties": {
            "date": claim.as_of.start.isoformat(),
            "account": claim.side.value,
            "claimant": claim.claimant,
            "leading": leading,
            "edge": edge.value,
            "claim_id": claim.claim_id,
            "claimed_km2": size,
            "low_km2": claim.low,
            "high_km2": claim.high,
            "area_km2": round(area_km2(geometry), 3),
            "method": METHOD,
            "approximate": True,
            "control": [one.interval_id for item in shaping for one in item.intervals],
        },
        "geometry": {"type": "MultiPolygon", "coordinates": mapping(geometry)["coordinates"]},
    }


def _encode_overlaps(features: Sequence[_Held]) -> bytes:
    """Return what every two firm areas share, measured as they will be read back."""
    firm = [one for one in features if one["properties"]["edge"] == Edge.FIRM]
    names = [one["properties"]["claim_id"] for one in firm]
    return encode_overlaps(measure_overlaps(names, [shape(one["geometry"]) for one in firm]))


def _encode(features: list[_Held]) -> bytes:
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode("utf-8")
