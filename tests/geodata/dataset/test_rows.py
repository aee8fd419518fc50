"""Every file of the bundled front is a test of its own, whose failure names each broken row."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pytest
import shapely

from geodata.claims.claims import is_held_figure
from geodata.core.errors import DatasetError, Fault
from geodata.core.measure import area_km2
from geodata.core.model import Dataset, Edge
from geodata.dataset import schema
from geodata.dataset.load import bundled_folder, load_dataset
from geodata.dataset.tables import Record, TableSchema

FOLDER = bundled_folder()
Faults = Mapping[tuple[str, str], Sequence[Fault]]


def _name_rows(table: TableSchema[Record]) -> Iterator[tuple[str, str]]:
    """Yield (file, row name) for each row as the loader names it."""
    path = FOLDER / table.file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield table.file, table.name_row(row)


def _read_areas() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield file, row name as the loader names it, and feature of each held area."""
    for path in sorted((FOLDER / "layers" / "held").glob("*.geojson")):
        for feature in json.loads(path.read_bytes())["features"]:
            given = feature["properties"]
            yield f"layers/held/{path.name}", f"{given['claim_id']}/{given['edge']}", feature


def _name_layers() -> Iterator[tuple[str, str]]:
    for path in sorted((FOLDER / "layers" / "base").glob("*.geojson")):
        yield f"layers/base/{path.name}", "layer"


ROWS = [
    *_name_rows(schema.CLAIMS),
    *_name_rows(schema.SOURCES),
    *_name_rows(schema.PLACES),
    *_name_rows(schema.CONTROL),
    *_name_rows(schema.EVENTS),
    *_name_rows(schema.STORY),
    *((file, row) for file, row, _ in _read_areas()),
    *_name_layers(),
]
FILES = sorted({file for file, _ in ROWS})


@pytest.fixture(scope="module")
def faults() -> Faults:
    """Return every fault of the bundled front by file and row."""
    by_row: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    try:
        load_dataset(FOLDER)
    except DatasetError as error:
        for fault in error.faults:
            by_row[fault.file, fault.row].append(fault)
    return by_row


@pytest.mark.parametrize("name", FILES)
def test_each_row_keeps_every_rule(name: str, faults: Faults) -> None:
    broken = [fault for file, row in ROWS if file == name for fault in faults.get((file, row), ())]
    assert not broken, "\n".join(map(str, broken))


def test_no_fault_lies_outside_the_rows(faults: Faults) -> None:
    outside = [str(fault) for row, found in faults.items() if row not in ROWS for fault in found]
    assert not outside, "\n".join(outside)


@pytest.mark.parametrize(
    "feature", [pytest.param(feature, id=row) for _, row, feature in _read_areas()]
)
def test_held_area_measures_what_it_says(feature: dict[str, Any]) -> None:
    given = feature["properties"]
    measured = area_km2(shapely.from_geojson(json.dumps(feature["geometry"])))
    assert measured == pytest.approx(given["area_km2"], abs=0.05)
    assert measured == pytest.approx(given["claimed_km2"], rel=0.005, abs=1e-9)


def test_every_dated_figure_is_drawn_and_no_account_is_led_by_two_claims(kursk: Dataset) -> None:
    drawn = {area.claim_id for area in kursk.held}
    assert drawn == {claim.claim_id for claim in kursk.claims.values() if is_held_figure(claim)}
    ordered = sorted(kursk.held, key=lambda area: (area.date, area.account))
    groups = [[*areas] for _, areas in groupby(ordered, key=lambda area: (area.date, area.account))]
    led = [len({area.claim_id for area in areas if area.leading}) for areas in groups]
    assert set(led) == {0, 1}
    assert any(len({area.claim_id for area in areas}) > 1 for areas in groups)


def test_firm_ground_lies_inside_the_contested_edge(kursk: Dataset) -> None:
    by_claim = {(area.claim_id, area.edge): area.geometry for area in kursk.held}
    contested = [claim_id for claim_id, edge in by_claim if edge is Edge.CONTESTED]
    assert contested
    for claim_id in contested:
        inner, outer = by_claim[claim_id, Edge.FIRM], by_claim[claim_id, Edge.CONTESTED]
        assert area_km2(inner.difference(outer)) < 0.001 * area_km2(inner), claim_id


def test_every_source_is_cited_by_a_claim(kursk: Dataset) -> None:
    cited = {name for claim in kursk.claims.values() for name in claim.source_ids}
    assert set(kursk.sources) - cited == set()
