"""What areas and readings share: measured, written, read back and looked up."""

import json
from dataclasses import replace

import pytest
from shapely.geometry import MultiPolygon, box

from geodata.core.measure import Overlaps
from geodata.core.reading import name_reading, name_readings
from geodata.dataset.load import bundled_folder, find_overlap_faults
from geodata.geometry.comparison import measure_change
from geodata.geometry.overlaps import (
    HECTARES,
    OVERLAPS,
    READING_OVERLAPS,
    encode_overlaps,
    find_overlaps,
    find_reading_overlaps,
    find_wrong_overlaps,
    list_firm,
    list_overlapping,
    look_up_shared,
    measure_hectares,
    measure_overlaps,
    measure_readings,
    measure_shared,
    read_overlaps,
    read_reading_overlaps,
)
from tests.bundled import read_bundled


def list_named(dataset):
    return name_readings(dataset.readings, dataset.own_readings)


@pytest.fixture(scope="module")
def dataset():
    return read_bundled()


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
    found = find_overlaps(dataset.held, dataset.overlaps)
    assert found is dataset.overlaps
    assert [row[0] for row in built["areas"]] == list(found.names)
    assert built["unit"] == "ha"
    assert found == measure_overlaps(found.names, [a.geometry for a in list_firm(dataset.held)])


def test_overlaps_give_the_change_between_two_areas(dataset):
    firm = list_firm(dataset.held)
    rows = find_overlaps(dataset.held, dataset.overlaps).rows
    for first in range(0, len(firm), 5):
        for second in range(first + 1, len(firm), 7):
            change = measure_change(firm[first].geometry, firm[second].geometry)
            shared = rows[second][first]
            gained, lost = rows[second][second] - shared, rows[first][first] - shared
            sizes = (gained, lost, shared)
            exact = (change.gained_km2, change.lost_km2, change.unchanged_km2)
            assert sizes == pytest.approx([km2 * HECTARES for km2 in exact], abs=3)


def test_other_areas_are_measured_anew(dataset):
    held = list_firm(dataset.held)[:3]
    made = find_overlaps(held, dataset.overlaps)
    assert made.names == tuple(area.claim_id for area in held)
    assert made.rows == find_overlaps(held).rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no list of shared sizes"),
        ("{}", "is no list"),
        ('{"areas": [["a"], 3]}', "is no list"),
        ('{"areas": [["a", 1]]}', "does not list the areas"),
        ('{"areas": ' + "[" * 100_000, "is no list"),
        ('{"areas": [["a", 1e999]]}', "is no list"),
        ('{"areas": [["a", 1' + "0" * 400 + "]]}", "is no whole number of hectares"),
    ],
)
def test_a_file_that_is_none_is_refused(dataset, text, says):
    with pytest.raises(ValueError, match=says):
        read_overlaps(text.encode(), dataset.held)


def test_built_sizes_are_held_against_the_shapes(dataset):
    held = list_firm(dataset.held)[:2]
    names = tuple(area.claim_id for area in held)
    good = find_overlaps(held)
    assert read_overlaps(encode_overlaps(good), held) == good
    assert find_wrong_overlaps(held, good, {}, None) == ("", "")
    (own,), (shared, second) = good.rows
    for rows, says in (
        (((own + 900,), (shared, second)), "but it measures"),
        (((own,), (min(own, second) + 900, second)), "share more than there is"),
        (((own,), (second,)), "does not give a size for every two"),
    ):
        with pytest.raises(ValueError, match=says):
            read_overlaps(encode_overlaps(Overlaps(names, rows)), held)
    less = Overlaps(names, ((own,), (shared // 2, second)))
    assert f"which share {shared} ha" in find_wrong_overlaps(held, less, {}, None)[0]
    grown_rows = Overlaps(names, ((own,), (shared, second * 10)))
    assert f"measures {second} ha" in find_wrong_overlaps(held, grown_rows, {}, None)[0]
    # What the layer says of its size does not matter: it is measured.
    grown = (replace(held[0], area_km2=0.01), held[1])
    assert read_overlaps(encode_overlaps(good), grown) == good


def test_a_reading_is_measured_beside_the_areas_and_the_readings_before(dataset):
    held, readings = list_firm(dataset.held)[:2], name_readings(dataset.readings[20:23], {})
    good = measure_readings(held, readings)
    shapes = [one.geometry for one in readings.values()]
    assert [len(row) for row in good.rows] == [3, 4, 5]
    for shape, row in zip(shapes, good.rows, strict=True):
        assert row[-1] == pytest.approx(measure_hectares(shape), abs=2)
        assert row[0] == pytest.approx(measure_shared(shape, held[0].geometry), abs=2)
    assert good.rows[2][2] == pytest.approx(measure_shared(shapes[2], shapes[0]), abs=2)
    assert read_reading_overlaps(encode_overlaps(good), held, readings) == good
    with pytest.raises(ValueError, match="does not list"):
        read_reading_overlaps(encode_overlaps(good), held, dict([*readings.items()][:2]))
    with pytest.raises(ValueError, match="does not give a size"):
        read_reading_overlaps(encode_overlaps(good), held[:1], readings)
    more = Overlaps(good.names, ((10**6, *good.rows[0][1:]), *good.rows[1:]))
    with pytest.raises(ValueError, match="share more than there is"):
        read_reading_overlaps(encode_overlaps(more), held, readings)
    assert find_reading_overlaps(held, readings, good) is good
    assert find_reading_overlaps(held[:1], readings, good).rows[0] == good.rows[0][::2]


def test_what_was_built_serves_though_an_area_is_left_out(dataset):
    held, readings = list_firm(dataset.held)[:3], name_readings(dataset.readings[20:22], {})
    names = [area.claim_id for area in held]
    areas = encode_overlaps(find_overlaps(held))
    every = measure_readings(held, readings)
    shared, left = encode_overlaps(every), [held[0], held[2]]
    assert list_overlapping(areas) == tuple(names)
    assert read_overlaps(areas, left, partial=True) == find_overlaps(left)
    without = tuple((*row[:1], *row[2:]) for row in every.rows)
    assert read_reading_overlaps(shared, left, readings, names).rows == without
    with pytest.raises(ValueError, match="does not list"):
        read_overlaps(areas, left)
    with pytest.raises(ValueError, match="does not list"):
        read_overlaps(areas, left[::-1], partial=True)


def test_what_the_bundled_readings_share_is_what_is_measured(dataset):
    built, named = dataset.reading_overlaps, list_named(dataset)
    assert find_reading_overlaps(dataset.held, named, built) is built
    firm = [area.geometry for area in list_firm(dataset.held)]
    shapes = [*firm, *(one.geometry for one in named.values())]
    for place in range(0, len(built.names), 20):
        row, shape = built.rows[place], shapes[len(firm) + place]
        for other in {*range(0, len(row) - 1, 10), len(row) - 1}:
            shared = measure_shared(shape, shapes[other])
            # An edge of 18 km is longer as a whole than in the parts into which others cut it.
            assert row[other] == pytest.approx(shared, rel=2e-4, abs=2)


def test_a_size_is_looked_up_by_the_names_of_both_sides(dataset):
    area, reading = list_firm(dataset.held)[3], dataset.readings[5]
    side, own = next(iter(dataset.own_readings.items()))
    names = [area.claim_id, name_reading(reading), name_reading(own[4], side.value)]
    shapes = [area.geometry, reading.geometry, own[4].geometry]
    for first, one in zip(names, shapes, strict=True):
        for second, other in zip(names, shapes, strict=True):
            found = look_up_shared(dataset, first, second)
            assert found == look_up_shared(dataset, second, first)
            assert found == pytest.approx(measure_shared(one, other), rel=2e-4, abs=2)
    assert look_up_shared(dataset, names[0], "nobody") is None
    assert look_up_shared(replace(dataset, overlaps=None), names[0], names[1]) is None
    apart = replace(dataset, reading_overlaps=None)
    assert look_up_shared(apart, names[0], names[0]) == measure_hectares(area.geometry)
    assert look_up_shared(apart, names[0], names[1]) is None


def test_sizes_that_nobody_shares_are_refused_at_load(dataset):
    def forget(built: Overlaps, before: int) -> bytes:
        rows = tuple((*(0 for _ in row[before:-1]), row[-1]) for row in built.rows)
        kept = (row[:before] for row in built.rows)
        return encode_overlaps(
            Overlaps(built.names, tuple(a + b for a, b in zip(kept, rows, strict=True)))
        )

    firm = len(list_firm(dataset.held))
    with pytest.raises(ValueError, match="gives 0 ha as shared where"):
        read_overlaps(forget(dataset.overlaps, 0), dataset.held)
    for before in (0, firm):
        with pytest.raises(ValueError, match="gives 0 ha as shared where"):
            read_reading_overlaps(
                forget(dataset.reading_overlaps, before), dataset.held, list_named(dataset)
            )


def test_own_sizes_of_readings_are_held_against_their_layer_at_load(dataset):
    built, named = dataset.reading_overlaps, list_named(dataset)
    for place in range(0, len(built.names), 29):
        row = built.rows[place]
        rows = list(built.rows)
        rows[place] = (*row[:-1], row[-1] * 10 + 100)
        forged = encode_overlaps(Overlaps(built.names, tuple(rows)))
        with pytest.raises(ValueError, match=rf"gives {built.names[place]} .* layer says"):
            read_reading_overlaps(forged, dataset.held, named)


def test_sizes_of_readings_that_no_load_measures_are_all_measured_on_demand(dataset):
    built = dataset.reading_overlaps
    rows = (
        tuple(
            size if other in (len(row) // 2, len(row) - 2, len(row) - 1) else 0
            for other, size in enumerate(row)
        )
        for row in built.rows
    )
    forged = Overlaps(built.names, tuple(rows))
    named = list_named(dataset)
    # What a load looks at holds: it looks at a sample.
    assert read_reading_overlaps(encode_overlaps(forged), dataset.held, named) == forged
    (fault,) = find_overlap_faults(replace(dataset, reading_overlaps=forged))
    assert fault.file == READING_OVERLAPS
    assert "gives 0 ha as shared by" in fault.rule
