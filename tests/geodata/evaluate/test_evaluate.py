"""Held areas against references: which frame is compared, what is skipped, what is drawn anew."""

from dataclasses import replace
from datetime import date

import pytest
from shapely.geometry import MultiPolygon, box

from geodata.core.errors import DatasetError
from geodata.core.measure import area_km2
from geodata.core.model import Edge, Role, Side
from geodata.evaluate.evaluate import evaluate_dataset

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)
THIRD_PARTY = Side("third_party", Role.OBSERVERS)

KEYS = [
    "date",
    "account",
    "area_km2",
    "reference_km2",
    "iou",
    "symmetric_difference_km2",
    "mean_distance_km",
    "p95_distance_km",
]
AUGUST, APRIL = date(2024, 8, 12), date(2025, 4, 26)
EMPTY = MultiPolygon()
SQUARE = MultiPolygon([box(35.1, 51.1, 35.3, 51.3)])


def pick_leading(dataset, account, edge=Edge.FIRM):
    """Return the leading held area of each date of an account."""
    return {
        area.date: area.geometry
        for area in dataset.held
        if area.leading and area.account == account and area.edge is edge
    }


def find_reason(evaluation, account):
    return next(entry.reason for entry in evaluation.skipped if entry.account == account)


@pytest.mark.parametrize("account", [UKRAINE, INDEPENDENT, RUSSIA])
def test_our_own_held_areas_agree_with_themselves(kursk, account):
    references = dict(list(pick_leading(kursk, account).items())[::4])
    evaluation = evaluate_dataset(kursk, references, accounts=[account])
    assert [row.date for row in evaluation.rows] == sorted(references)
    for row in evaluation.rows:
        assert row.agreement.iou == pytest.approx(1.0, abs=1e-9)
        assert row.agreement.symmetric_difference_km2 == pytest.approx(0.0, abs=1e-6)
        assert row.agreement.mean_distance_km in (None, pytest.approx(0.0, abs=1e-6))
    assert evaluation.summarize()["overall"]["mean_iou"] == 1.0


def test_the_figure_in_force_is_compared_until_the_next(kursk):
    areas = pick_leading(kursk, INDEPENDENT)
    days = [date(2024, 10, 14), date(2024, 12, 30), date(2024, 12, 31)]
    evaluation = evaluate_dataset(kursk, dict.fromkeys(days, SQUARE), accounts=[INDEPENDENT])
    sizes = [row.agreement.area_km2 for row in evaluation.rows]
    first, later = area_km2(areas[days[0]]), area_km2(areas[days[2]])
    assert sizes == pytest.approx([first, first, later])


def test_rows_have_the_promised_keys_in_order_of_date_and_account(kursk):
    evaluation = evaluate_dataset(kursk, {APRIL: SQUARE, AUGUST: SQUARE})
    rows = evaluation.as_dict()["rows"]
    assert [list(row) for row in rows] == [KEYS] * len(rows)
    assert [(row["date"], row["account"]) for row in rows] == [
        ("2024-08-12", "ukraine"),
        ("2025-04-26", "independent"),
        ("2025-04-26", "russia"),
    ]


def test_words_without_a_figure_have_no_row_and_are_named(kursk):
    evaluation = evaluate_dataset(kursk, {APRIL: SQUARE})
    assert UKRAINE not in {row.account for row in evaluation.rows}
    assert find_reason(evaluation, UKRAINE).startswith("words without a figure since 2025")
    assert find_reason(evaluation, THIRD_PARTY) == "no figure dated to a day by then"


def test_before_the_first_figure_nothing_is_compared(kursk):
    evaluation = evaluate_dataset(kursk, {date(2024, 8, 1): SQUARE})
    assert evaluation.rows == ()
    assert len(evaluation.skipped) == len(kursk.front.accounts)
    overall = evaluation.summarize()["overall"]
    assert overall.pop("rows") == 0
    assert set(overall.values()) == {None}


def test_a_dataset_without_layers_says_so(kursk):
    evaluation = evaluate_dataset(replace(kursk, held=()), {AUGUST: SQUARE})
    assert evaluation.rows == ()
    assert "no held area is built for" in find_reason(evaluation, UKRAINE)


def test_an_empty_reference_agrees_with_an_empty_area_alone(kursk):
    evaluation = evaluate_dataset(kursk, {APRIL: EMPTY})
    found = {row.account: row.agreement for row in evaluation.rows}
    assert found[RUSSIA].iou == 1.0
    assert found[RUSSIA].symmetric_difference_km2 == 0.0
    assert found[INDEPENDENT].iou == 0.0
    assert found[INDEPENDENT].symmetric_difference_km2 == pytest.approx(30.0, rel=0.005)
    overall = evaluation.summarize()["overall"]
    assert overall["mean_iou"] == 0.5
    assert overall["mean_distance_km"] is None


def test_the_contested_edge_is_the_outer_one_where_a_claim_has_it(kursk):
    outer = pick_leading(kursk, INDEPENDENT, Edge.CONTESTED)
    day = date(2024, 10, 14)
    references = {day: outer[day], date(2025, 1, 17): SQUARE}
    for edge, size in ((Edge.FIRM, 660.0), (Edge.CONTESTED, 1020.0)):
        evaluation = evaluate_dataset(kursk, references, accounts=[INDEPENDENT], edge=edge)
        assert evaluation.summarize()["edge"] == edge.value
        two_edges, one_edge = (row.agreement for row in evaluation.rows)
        assert one_edge.area_km2 == pytest.approx(420.0, rel=0.005)
        assert two_edges.area_km2 == pytest.approx(size, rel=0.005)
        assert (two_edges.iou == pytest.approx(1.0)) is (edge is Edge.CONTESTED)


def test_the_summary_averages_by_account_and_overall(kursk):
    evaluation = evaluate_dataset(kursk, {AUGUST: SQUARE, APRIL: SQUARE})
    summary = evaluation.summarize()
    assert (summary["dates"], summary["rows"], summary["match_area"]) == (2, 3, False)
    told = {entry["account"]: entry for entry in summary["accounts"]}
    for row in evaluation.rows:  # one a side: words stand where the others would
        assert told[row.account]["mean_iou"] == pytest.approx(row.agreement.iou, abs=1e-4)
    # The empty area of April has no outline.
    assert told[RUSSIA]["mean_distance_km"] is None
    ious = sorted(row.agreement.iou for row in evaluation.rows)
    assert summary["overall"]["median_iou"] == pytest.approx(ious[1], abs=1e-4)
    assert [entry["account"] for entry in summary["skipped"]] == [
        "independent",
        "russia",
        "third_party",
        "ukraine",
        "third_party",
    ]


def test_matching_draws_the_size_of_the_reference_with_the_evidence_of_its_date(kursk):
    steps = []
    march = date(2025, 3, 13)
    reference = pick_leading(kursk, INDEPENDENT)[march]
    evaluation = evaluate_dataset(
        kursk,
        {march: reference, APRIL: SQUARE},
        accounts=[UKRAINE, INDEPENDENT],
        match_area=True,
        on_step=lambda *step: steps.append(step),
    )
    assert [(row.date, row.account) for row in evaluation.rows] == [
        (day, side) for day in (march, APRIL) for side in (UKRAINE, INDEPENDENT)
    ]
    for row in evaluation.rows:
        found = row.agreement
        assert found.area_km2 == pytest.approx(found.reference_km2, rel=0.005)
    # Kyiv's figure in force in March is 500 km², the mappers' of that day is the reference itself.
    assert evaluation.rows[1].agreement.iou > 0.9
    assert steps == [(1, 2, "2025-03-13"), (2, 2, "2025-04-26")]
    assert evaluation.summarize()["match_area"] is True


def test_matching_an_empty_reference_gives_an_empty_area(kursk):
    evaluation = evaluate_dataset(kursk, {AUGUST: EMPTY}, match_area=True)
    assert {row.account for row in evaluation.rows} == {a.side for a in kursk.front.accounts}
    assert all(row.agreement.area_km2 == 0.0 for row in evaluation.rows)


def test_matching_keeps_to_the_district_that_the_figure_in_force_names(kursk):
    june, beyond = date(2025, 6, 22), MultiPolygon([box(34.9, 51.1, 35.4, 51.5)])
    accounts = [UKRAINE, RUSSIA]
    evaluation = evaluate_dataset(kursk, {june: beyond}, accounts=accounts, match_area=True)
    assert [row.account for row in evaluation.rows] == [RUSSIA]
    assert "the ground it may lie in" in find_reason(evaluation, UKRAINE)


def test_a_size_that_cannot_be_drawn_is_skipped_with_the_reason(kursk):
    country = MultiPolygon([box(30.0, 48.0, 40.0, 54.0)])
    evaluation = evaluate_dataset(kursk, {AUGUST: country, APRIL: EMPTY}, match_area=True)
    assert {row.date for row in evaluation.rows} == {APRIL}
    reason = find_reason(evaluation, RUSSIA)
    assert reason.startswith("cannot be drawn: The area is ")
    assert reason.endswith("km² of the ground it may lie in")


def test_a_date_without_evidence_is_skipped(kursk):
    evaluation = evaluate_dataset(kursk, {date(2023, 1, 1): SQUARE}, match_area=True)
    assert evaluation.rows == ()
    assert "no place was reported" in find_reason(evaluation, UKRAINE)


def test_matching_needs_the_base_layers(made_up):
    with pytest.raises(DatasetError, match=r"role border"):
        evaluate_dataset(made_up, {date(2024, 8, 10): SQUARE}, match_area=True)
