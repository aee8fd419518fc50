"""The command `kursk-front evaluate`: held areas against a reference, or against themselves."""

from collections.abc import Mapping
from pathlib import Path

import click

from dashboard.commands.evaluation_tables import format_agreement, format_predictions
from dashboard.commands.options import data_option, echo_json, json_option, open_dataset
from geodata.build.console import pick_progress
from geodata.core.model import Dataset, Edge, Side

_folder_type = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--reference",
    type=_folder_type,
    metavar="DIR",
    help="Compare with the polygons of DIR: <date>.geojson in WGS 84, of any origin.",
)
@click.option(
    "--leave-one-out",
    is_flag=True,
    help="Predict each reported place from the other places instead.",
)
@click.option("--account", type=click.Choice([side.value for side in Side]), help="Only this one.")
@click.option(
    "--match-area",
    is_flag=True,
    help="Draw each area anew at its reference's size: judges shape apart from size.",
)
@click.option(
    "--edge",
    type=click.Choice([edge.value for edge in Edge]),
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
    if reference is None:
        result, table = _leave_out(dataset, accounts)
    else:
        chosen = Edge(edge) if edge else Edge.FIRM
        result, table = _compare(dataset, reference, accounts, chosen, match_area)
    if as_json:
        echo_json(result)
    else:
        click.echo(table)


def _pick_accounts(dataset: Dataset, account: str | None) -> list[Side]:
    """Return the account asked for, or all of the front."""
    sides = [entry.side for entry in dataset.front.accounts]
    if account is None:
        return sides
    if account not in sides:
        known = ", ".join(sides)
        raise click.UsageError(f"this front has no account '{account}', expected one of {known}.")
    return [Side(account)]


def _compare(
    dataset: Dataset, folder: Path, accounts: list[Side], edge: Edge, match_area: bool
) -> tuple[Mapping[str, object], str]:
    """Return the comparison with the references in `folder`, for JSON and as a table."""
    # What draws areas takes a while to import, which `serve` need not wait for.
    from geodata.evaluate.evaluate import evaluate_dataset  # noqa: PLC0415
    from geodata.evaluate.references import read_references  # noqa: PLC0415

    evaluation = evaluate_dataset(
        dataset,
        read_references(folder),
        accounts=accounts,
        edge=edge,
        match_area=match_area,
        on_step=pick_progress() if match_area else None,
    )
    result = evaluation.as_dict()
    return result, format_agreement(result)


def _leave_out(dataset: Dataset, accounts: list[Side]) -> tuple[Mapping[str, object], str]:
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
