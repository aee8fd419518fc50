"""Why each line runs where it does: what the browser is told agrees with the dataset."""

import dataclasses
import json
from datetime import date

from dashboard.payload.evidence import EvidenceTable
from dashboard.view.workspace import lay_out_workspace


def test_each_edge_of_each_ring_has_one_strength(frames):
    seen = set()
    for area in frames["areas"]:
        assert len(area["strength"]) == len(area["polygons"])
        for rings, grades in zip(area["polygons"], area["strength"], strict=True):
            assert [len(ring) - 1 for ring in rings] == [len(letters) for letters in grades]
            seen.update(*grades)
    assert {"b", "n", "i"} <= seen <= set("bnif")


def test_only_an_area_without_ground_rests_on_nothing(frames):
    found = {(bool(area["evidence"]), bool(area["polygons"])) for area in frames["areas"]}
    assert found == {(False, False), (True, True)}


def test_evidence_is_the_account_s_own_word_else_what_others_say_that_day(frames):
    placed = {place["id"] for place in frames["places"]}
    assert sum(bool(area["evidence"]) for area in frames["areas"]) > 50
    for area in frames["areas"]:
        day = area["date"]
        for number in area["evidence"]:
            item = frames["evidence"][number]
            assert item["place"] in placed
            assert item["weight"] in {"strong", "fair", "weak"}
            in_force = [
                place
                for place, row in enumerate(frames["control"])
                if row["place"] == item["place"]
                and row["start"] <= day
                and (row["end"] is None or day <= row["end"])
            ]
            own = [n for n in in_force if frames["control"][n]["account"] == area["account"]]
            assert item["intervals"] == (own or in_force)


def test_evidence_is_what_the_held_area_itself_names(workspace, frames):
    for area, told in zip(workspace.dataset.held, frames["areas"], strict=True):
        named = set()
        for number in told["evidence"]:
            for interval in frames["evidence"][number]["intervals"]:
                row = frames["control"][interval]
                named.add(f"{row['place']}/{row['account']}/{row['start']}")
        assert named == set(area.control)


def test_each_item_of_evidence_is_told_once(frames):
    rows = [json.dumps(row) for row in frames["evidence"]]
    assert len(set(rows)) == len(rows)


def test_every_claim_that_an_interval_rests_on_is_told_with_its_source(frames):
    for row in frames["control"]:
        assert row["claims"]
        for claim_id in row["claims"]:
            claim = frames["claims"][claim_id]
            assert claim["summary"]
            assert claim["source"]
            assert claim["grade"]


def test_places_carry_their_spellings_and_a_position_inside_the_extent(frames):
    west, south, east, north = frames["front"]["extent"]
    assert "sudzha" in {place["id"] for place in frames["places"]}
    for place in frames["places"]:
        assert place["latin"]
        assert {"russian", "ukrainian"} <= set(place)
        assert west <= place["lon"] <= east
        assert south <= place["lat"] <= north


def test_moscow_s_word_on_sudzha_comes_before_the_mappers(frames):
    lost = {
        row["account"]: date.fromisoformat(row["start"])
        for row in frames["control"]
        if row["place"] == "sudzha" and row["status"] == "lost"
    }
    assert lost["russia"] == date(2025, 3, 13)
    assert date(2025, 3, 14) < lost["independent"] <= date(2025, 3, 16)


def test_without_the_oblast_s_layer_no_edge_is_called_its_boundary(workspace):
    layers = {
        name: layer
        for name, layer in workspace.dataset.layers.items()
        if name != workspace.dataset.front.oblast
    }
    held = workspace.dataset.held[:3]
    bare = lay_out_workspace(dataclasses.replace(workspace.dataset, layers=layers, held=held))
    letters = json.dumps([area["strength"] for area in EvidenceTable(bare).describe_areas()])
    assert "b" not in letters
    assert "n" in letters or "i" in letters
