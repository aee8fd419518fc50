"""The command `kursk-front evaluate`: held areas against a reference, or against themselves."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.commands.names import list_accounts, pick_name
from dashboard.commands.options import (
    account_option,
    data_option,
    give_examples,
    json_option,
    open_dataset,
    pick_type,
)
from dashboard.commands.output import echo_json
from dashboard.commands.tables import lay_out_table
from geodata.build.console import pick_progress
from geodata.core.model import Dataset, Edge, Place
from geodata.core.reading import READING

if TYPE_CHECKING:  # what draws areas takes a while to import
    from geodata.evaluate.calibration import CalibrationSummary
    from geodata.evaluate.evaluate import AgreementSummary, EvaluationResult
    from geodata.evaluate.leave_one_out import Counts, PredictionSummary

_NONE: Final = "–"
_LABELS: Final = {
    "area_km2": "area km²",
    "reference_km2": "reference km²",
    "iou": "IoU",
    "mean_iou": "mean IoU",
    "median_iou": "median IoU",
    "symmetric_difference_km2": "sym. diff. km²",
    "mean_symmetric_difference_km2": "sym. diff. km²",
    "mean_distance_km": "mean km",
    "p95_distance_km": "p95 km",
    "mean_p95_distance_km": "p95 km",
    "period": "month",
    "count": "places",
    "near_count": "near the line",
    "near_accuracy": "accuracy there",
    "mean_chance": "mean chance",
}
_FORMATS: Final = {
    **{"iou": ".4f", "accuracy": ".1%", "distance_km": ".2f", "km2": ",.1f"},
    **{"mean_chance": ".1%", "held": ".1%"},
}
"""How figures are written, by what their name ends on."""

_folder_type = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    epilog=give_examples(
        "evaluate --reference my-polygons --account independent",
        "evaluate --leave-one-out --account reading",
    )
)
@click.option(
    "--reference",
    type=_folder_type,
    metavar="DIR",
    help="Compare with the polygons of DIR: <date>.geojson in WGS 84, of any origin.",
)
@click.option(
    "--leave-one-out",
    is_flag=True,
    help="Predict each reported place from the other places instead; with --account reading, "
    "say how often places are held that were given such a chance.",
)
@account_option(
    text="Only this one; `reading` for what the reported places imply by themselves.",
)
@click.option(
    "--match-area",
    is_flag=True,
    help="Draw each area anew at its reference's size: judges shape apart from size.",
)
@click.option(
    "--edge",
    type=pick_type([edge.value for edge in Edge]),
    help="Which edge to compare where a claim gives a range; firm if left out.",
)
@data_option
@json_option
@click.pass_context
def evaluate(
    context: click.Context,
    *,
    reference: Path | None,
    leave_one_out: bool,
    account: str | None,
    match_area: bool,
    edge: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Compare the held areas with reference polygons, or predict places left out."""
    if (reference is None) is not leave_one_out:
        raise click.UsageError("give either --reference DIR or --leave-one-out, and not both.")
    if leave_one_out and (match_area or edge):
        raise click.UsageError("--match-area and --edge go with --reference, not --leave-one-out.")
    dataset = open_dataset(context, data)
    accounts = _pick_accounts(dataset, account)
    if reference is None and accounts == [READING]:
        result, table = _calibrate(dataset)
    elif reference is None:
        result, table = _leave_out(dataset, accounts)
    else:
        chosen = Edge(edge) if edge else Edge.FIRM
        result, table = _compare(dataset, reference, accounts, chosen, match_area)
    if as_json:
        echo_json(result)
    else:
        click.echo(table)


def _pick_accounts(dataset: Dataset, account: str | None) -> list[str]:
    """Return the account asked for, or all of the front; the reading of the places by its name."""
    if account is None:
        return list(dataset.front.sides)
    return [pick_name("account", account, {**list_accounts(dataset.front), READING: ()})]


def _compare(
    dataset: Dataset, folder: Path, accounts: list[str], edge: Edge, match_area: bool
) -> tuple[Mapping[str, object], str]:
    """Return the comparison with the references in `folder`, for JSON and as a table."""
    # What draws areas takes a while to import, which `serve` need not wait for.
    from geodata.evaluate.evaluate import evaluate_dataset  # noqa: PLC0415
    from geodata.evaluate.references import check_near, read_references  # noqa: PLC0415

    references = read_references(folder)
    check_near(references, dataset.front.extent)
    evaluation = evaluate_dataset(
        dataset,
        references,
        accounts=accounts,
        edge=edge,
        match_area=match_area,
        on_step=pick_progress() if match_area else None,
    )
    result = evaluation.as_dict()
    return result, format_agreement(result)


def _leave_out(dataset: Dataset, accounts: list[str]) -> tuple[Mapping[str, object], str]:
    """Return the predictions of places left out, for JSON and as a table."""
    from geodata.evaluate.leave_one_out import predict_left_out, summarize_predictions  # noqa: PLC0415

    predictions = predict_left_out(dataset, accounts, pick_progress())
    summary = summarize_predictions(predictions)
    rows = [
        {
            "account": item.account,
            "day": item.day.isoformat(),
            "period": item.period,
            "place_id": item.place_id,
            "status": item.status,
            "held": item.held,
            "margin_km": round(item.margin_km, 3),
            "right": item.right,
        }
        for item in predictions
    ]
    table = format_predictions(summary, dataset.places)
    return {"predictions": rows, "summary": summary}, table


def _calibrate(dataset: Dataset) -> tuple[Mapping[str, object], str]:
    """Return how often places left out of the reading were held as likely as it gave them."""
    from geodata.evaluate.calibration import (  # noqa: PLC0415
        judge_apart,
        leave_places_out,
        summarize_calibration,
    )

    examples = leave_places_out(dataset, pick_progress())
    chances = judge_apart(examples)
    summary = summarize_calibration(examples, chances)
    rows = [
        {
            "day": item.day.isoformat(),
            "place_id": item.place_id,
            "held": item.held,
            "chance": round(float(chance), 3),
            "away_km": round(item.away_km, 3),
        }
        for item, chance in zip(examples, chances, strict=True)
    ]
    return {"places": rows, "summary": summary}, format_calibration(summary)


def format_calibration(summary: "CalibrationSummary") -> str:
    """Return the places given a chance of being held between two ends, and the share that were."""
    right, places = summary["right"], summary["places"]
    lines = [
        f"The reading of the places, {places} places left out on {summary['days']} days: "
        f"{right} on their side, {right / places:.1%}",
        f"  Brier score {summary['brier']:.4f}; one chance for all: {summary['baseline']:.4f}",
        f"  fitted on all: odds of e to one for each {summary['doubt_km']:.2f} km of the field",
    ]
    rows = [
        {
            "chance given": f"{row['low']:.0%} to {row['high']:.0%}",
            "count": row["count"],
            "mean_chance": row["chance"],
            "held": row["held"],
        }
        for row in summary["rows"]
    ]
    spans = [
        {
            "nearest report": _describe_span(span["from_km"], span["to_km"]),
            "count": span["count"],
            "mean_chance": span["sure"],
            "accuracy": span["right"],
        }
        for span in summary["by_distance"]
    ]
    return "\n\n".join(["\n".join(lines), _format_table(rows), _format_table(spans)])


def _describe_span(near: float, far: float | None) -> str:
    return f"from {near:g} km" if far is None else f"{near:g} to {far:g} km"


def format_agreement(result: "EvaluationResult") -> str:
    """Return the comparison with references: each row, the means, what was skipped and why."""
    rows, summary = result["rows"], result["summary"]
    blocks = [_describe_comparison(summary)]
    if rows:
        overall = {"account": "overall", **summary["overall"]}
        blocks += [_format_table(rows), _format_table([*summary["accounts"], overall])]
    if skipped := summary["skipped"]:
        lines = [f"  {item['date']} {item['account']}: {item['reason']}" for item in skipped]
        blocks.append("\n".join([f"Nothing to compare with ({len(skipped)}):", *lines]))
    return "\n\n".join(blocks)


def format_predictions(summary: "PredictionSummary", places: Mapping[str, Place]) -> str:
    """Return how often places left out were predicted right: overall, by month and account.

    The places that were got wrong most often come last, by name.
    """
    near, baseline = summary["near"], summary["baseline"]
    lines = [
        f"Predicted as reported, each place from the others: {_describe_share(summary['overall'])}",
        f"  within {summary['near_km']:g} km of the line: {_describe_share(near)}",
        f"  always saying the commoner status: {_format_cell('accuracy', baseline)}",
    ]
    blocks = ["\n".join(lines)]
    worst = [
        {"most often wrong": places[str(item["place_id"])].latin, **_drop(item, "place_id")}
        for item in summary["worst"]
    ]
    blocks += [_format_table(t) for t in (summary["by_period"], summary["by_account"], worst) if t]
    return "\n\n".join(blocks)


def _describe_comparison(summary: "AgreementSummary") -> str:
    what = "areas drawn at the reference's size" if summary["match_area"] else "frames in force"
    return (
        f"{_count(summary['rows'], 'comparison')} on {_count(summary['dates'], 'date')}: {what}, "
        f"{summary['edge']} edge. Areas are geodesic (WGS 84), distances between outlines."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _describe_share(counts: "Counts") -> str:
    return f"{counts['right']} of {counts['count']}, {_format_cell('accuracy', counts['accuracy'])}"


def _drop(item: Mapping[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in item.items() if key != name}


def _format_table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows of the same keys as columns: text to the left, numbers to the right."""
    labels = {key: _LABELS.get(key, key) for key in rows[0]}
    lines = [[_format_cell(key, value) for key, value in row.items()] for row in rows]
    numbers = {labels[key] for key, value in rows[0].items() if not isinstance(value, str)}
    return lay_out_table([*labels.values()], lines, right=numbers).rstrip("\n")


def _format_cell(key: str, value: object) -> str:
    if value is None:
        return _NONE
    formats = (form for ending, form in _FORMATS.items() if key.endswith(ending))
    return format(value, next(formats, ""))
