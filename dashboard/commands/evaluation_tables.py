"""The results of `kursk-front evaluate` as aligned text tables."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from geodata.core.model import Place

if TYPE_CHECKING:  # what draws areas takes a while to import
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
}
_FORMATS: Final = {"iou": ".4f", "accuracy": ".1%", "distance_km": ".2f", "km2": ",.1f"}
"""How figures are written, by what their name ends on."""


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
    table = [[_LABELS.get(key, key) for key in rows[0]]]
    table += [[_format_cell(key, value) for key, value in row.items()] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    is_text = [isinstance(value, str) for value in rows[0].values()]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(line, widths, is_text, strict=True)
        ).rstrip()
        for line in table
    )


def _format_cell(key: str, value: object) -> str:
    if value is None:
        return _NONE
    formats = (form for ending, form in _FORMATS.items() if key.endswith(ending))
    return format(value, next(formats, ""))
