"""The command `kursk-front compare`: two dates, or two accounts, on one sheet or as JSON."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.commands.options import (
    STDOUT,
    Refusal,
    account_option,
    check_day,
    date_option,
    echo_json,
    json_option,
    open_dataset,
    out_option,
    read_day,
    write_out,
)
from dashboard.commands.views import (
    choose_format,
    format_option,
    list_wishes,
    look_options,
    read_look,
    view_options,
    write_order,
)
from dashboard.text.language import speak

if TYPE_CHECKING:
    from dashboard.briefing.order import Request
    from geodata.core.model import Front
    from geodata.core.reading import Reading

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
PAGES: Final = ("png", "svg", "pdf")
"""The formats of a comparison."""


def _read_sides(
    context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[date | str, ...]:
    """Return what has the form of a day as that day, and any other text, an account, as it is."""
    return tuple(
        read_day(text, context, parameter) if _DAY.fullmatch(text) else text for text in texts
    )


@click.command()
@date_option("The shown day; the front's own if left out.")
@account_option(text="The account of that day, by its id; `reading` for what the places imply.")
@click.option(
    "--with",
    "against",
    metavar="DATE|ID",
    multiple=True,
    callback=_read_sides,
    help="The day, the account, or both, that it is set against; an account may be `reading`, too.",
)
@format_option(PAGES)
@out_option("The file to write, such as change.pdf, or - for standard output.", required=False)
@json_option
@look_options
@view_options
@click.pass_context
def compare(
    context: click.Context,
    /,
    *,
    date: date | None,
    account: str | None,
    against: Sequence[date | str],
    form: str | None,
    out: Path | None,
    as_json: bool,
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Compare two dates or two accounts: ground gained, lost, unchanged, and whose change it is."""
    # Maps take long to import.
    from dashboard.briefing.order import order_comparison, read_request  # noqa: PLC0415

    if out is None and not as_json:
        raise Refusal("nothing to write to; give --out, or --json to print what it comes to.")
    if out == STDOUT and as_json:
        raise Refusal("--json and --out - would both go to the output; give --out a file.")
    kind = choose_format(form, out, PAGES) if out else ""
    dataset = open_dataset(context, data)
    wishes = {**list_wishes(given), **_wish_comparison(account, against, dataset.front)}
    request = read_request(dataset, wishes, [date] if date else [])
    if request.selections[0].compare is None:
        raise Refusal("nothing to compare with; give --with, a date or an account.")
    with speak(request.selections[0].language):
        if out:
            write_out(write_order(kind, order_comparison(request, read_look(given, theme))), out)
        if as_json:
            echo_json(describe_comparison(request))


def describe_comparison(request: "Request") -> dict[str, object]:
    """Return a comparison in JSON types: both sides, km², the sentences, the settlements."""
    from dashboard.view.compare import build_comparison, tell_comparison  # noqa: PLC0415
    from geodata.geometry.comparison import HECTARES  # noqa: PLC0415

    workspace, selection = request.workspace, request.selections[0]
    compared = build_comparison(workspace, selection)
    assert compared is not None  # noqa: S101 - told by the caller
    sizes = compared.sizes
    return {
        "kind": compared.kind,
        "sides": [
            {
                "account": side.key,
                "date": side.day.isoformat(),
                "claim": side.claim.claim_id if side.claim else None,
                "computed_km2": _describe_reading(side.reading),
            }
            for side in (compared.before, compared.after)
        ],
        "km2": sizes
        and {name: getattr(sizes, name) / HECTARES for name in ("gained", "lost", "unchanged")},
        "sentences": list(tell_comparison(workspace, compared, selection.clock)),
        "places": [
            {
                "place": one.place.place_id,
                "before": one.before.status.value,
                "after": one.after.status.value,
            }
            for one in compared.places
        ],
    }


def _describe_reading(reading: "Reading | None") -> dict[str, float] | None:
    """Return the area of a side that nobody claims, with the ends of its band, km²."""
    if reading is None:
        return None
    area, low, high = reading.area_km2, reading.low_km2, reading.high_km2
    return {"area": area, "low": low, "high": high}


def _wish_comparison(
    account: str | None, against: Sequence[date | str], front: "Front"
) -> Mapping[str, str]:
    """Return what is to be compared by the names of the page's address.

    Raises:
        Refusal: there are two days or two accounts to set it against, or a day outside the front.
    """
    days = [one for one in against if isinstance(one, date)]
    if "" in against or len(days) > 1 or len(against) - len(days) > 1:
        given = ", ".join(f"'{one}'" for one in against)
        raise Refusal(f"--with is {given}; expected a day, an account, or one of each.")
    for day in days:
        check_day(day, front)
    wishes = {"account": account} if account else {}
    if not against:
        return wishes
    return {**wishes, "compare": "overlay", "with": ",".join(map(str, against))}
