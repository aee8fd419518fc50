"""What held areas share: measured, kept as built, and measured anew where the areas are others."""

import json
from dataclasses import replace

import pytest
from shapely.geometry import MultiPolygon, box

from geodata.dataset.load import bundled_folder, load_dataset
from geodata.geometry.change import measure_change
from geodata.geometry.overlap import (
    HECTARES,
    OVERLAPS,
    Overlaps,
    encode_overlaps,
    find_overlaps,
    list_firm,
    measure_hectares,
    measure_overlaps,
)


@pytest.fixture(scope="module")
def dataset():
    return load_dataset()


def test_a_row_holds_what_is_shared_with_each_before_and_the_own_size():
    shapes = [box(35, 51, 35.2, 51.1), box(35.1, 51, 35.3, 51.1), box(36, 51, 36.1, 51.1)]
    made = measure_overlaps(("a", "b", "c"), shapes)
    (own,), (shared, second), (*none, third) = made.rows
    assert own == second == measure_hectares(shapes[0])
    assert shared == pytest.approx(own / 2, abs=1)
    assert none == [0, 0]
    assert third == measure_hectares(shapes[2])


def test_an_area_of_nothing_shares_nothing():
    made = measure_overlaps(("a", "b"), [box(35, 51, 35.2, 51.1), MultiPolygon()])
    assert made.rows[1] == (0, 0)


def test_the_built_overlaps_are_of_the_bundled_areas(dataset):
    built = json.loads((bundled_folder() / OVERLAPS).read_bytes())
    found = find_overlaps(bundled_folder(), dataset.held)
    assert [row[0] for row in built["areas"]] == list(found.names)
    assert built["unit"] == "ha"
    assert found == measure_overlaps(found.names, [a.geometry for a in list_firm(dataset.held)])


def test_overlaps_give_the_change_between_two_areas(dataset):
    firm = list_firm(dataset.held)
    rows = find_overlaps(bundled_folder(), dataset.held).rows
    for first in range(0, len(firm), 5):
        for second in range(first + 1, len(firm), 7):
            change = measure_change(firm[first].geometry, firm[second].geometry)
            shared = rows[second][first]
            gained, lost = rows[second][second] - shared, rows[first][first] - shared
            sizes = (gained, lost, shared)
            exact = (change.gained_km2, change.lost_km2, change.unchanged_km2)
            assert sizes == pytest.approx([km2 * HECTARES for km2 in exact], abs=3)


def test_other_areas_are_measured_anew(dataset, tmp_path):
    held = list_firm(dataset.held)[:3]
    made = find_overlaps(bundled_folder(), held)
    assert made.names == tuple(area.claim_id for area in held)
    assert made.rows == find_overlaps(tmp_path, held).rows


@pytest.mark.parametrize("text", ["", "{}", '{"areas": [["a"], 3]}', '{"areas": [["a", 1, 2]]}'])
def test_a_file_that_is_none_is_measured_anew(dataset, tmp_path, text):
    held = list_firm(dataset.held)[:2]
    path = tmp_path / OVERLAPS
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert find_overlaps(tmp_path, held).rows == find_overlaps(bundled_folder(), held).rows


def test_built_sizes_that_no_longer_fit_are_not_taken(dataset, tmp_path):
    held = list_firm(dataset.held)[:2]
    names = tuple(area.claim_id for area in held)
    path = tmp_path / OVERLAPS
    path.parent.mkdir(parents=True)
    path.write_bytes(encode_overlaps(Overlaps(names, ((1,), (1, 1)))))
    assert find_overlaps(tmp_path, held).rows == find_overlaps(bundled_folder(), held).rows
    grown = (replace(held[0], area_km2=0.01), replace(held[1], area_km2=0.01))
    assert find_overlaps(tmp_path, grown).rows == ((1,), (1, 1))
