"""The command `kursk-front compare`: two dates, or two accounts, on one sheet or as JSON."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.briefing.sheet.look import PAPER
from dashboard.commands.looks import check_idle, look_options, read_look
from dashboard.commands.names import list_compared, pick_name
from dashboard.commands.options import (
    Refusal,
    account_option,
    check_day,
    date_option,
    give_examples,
    is_given,
    json_option,
    open_dataset,
    out_option,
    read_day,
)
from dashboard.commands.output import STDOUT, echo_json, write_out
from dashboard.commands.signing import sign_made, sign_option
from dashboard.commands.tables import make_plain, tabulate
from dashboard.commands.views import (
    choose_format,
    format_option,
    list_wishes,
    view_options,
    write_order,
)
from dashboard.text.language import speak

if TYPE_CHECKING:
    from dashboard.briefing.order import Request
    from dashboard.briefing.seal import Seal
    from dashboard.view.compare import Compared
    from dashboard.view.sizes import Sizes
    from geodata.core.model import Front
    from geodata.core.reading import Reading

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _read_sides(
    context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[date | str, ...]:
    """Return what has the form of a day as that day, and any other text, an account, as it is."""
    return tuple(
        read_day(text, context, parameter) if _DAY.fullmatch(text) else text for text in texts
    )


@click.command(
    epilog=give_examples(
        "compare --date 2025-03-12 --with 2025-02-13 --json",
        "compare --date 2025-03-12 --with 2025-02-13 -o compared.pdf",
    )
)
@date_option("The shown day; the front's own if left out.")
@account_option(
    text="The account of that day, or one mapper; `reading` for what the places imply, "
    "`reading:ID` by one account's word alone."
)
@click.option(
    "--with",
    "against",
    metavar="DATE|NAME",
    multiple=True,
    callback=_read_sides,
    help="The day, the account, or both, that it is set against; an account may be `reading`, too.",
)
@format_option(PAPER)
@out_option("The file to write, such as change.pdf, or - for standard output.", required=False)
@json_option
@sign_option
@look_options(*PAPER)
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
    seal: "Seal | None",
    theme: str,
    data: Path | None,
    **given: object,
) -> None:
    """Compare two dates or two accounts: ground gained, lost, unchanged, and whose change it is.

    Without --out it prints what the sheet would say, as a table or as JSON. In JSON each of the two
    `sides` has an `id`: its date where dates are compared, its account where accounts are, both as
    account@date where both differ. Of two dates `km2` has `gained`, `lost` and `unchanged`, else
    `only`, by the id of a side, and `both`; each of `places` has a `status` by the id of a side.
    """
    # Maps take long to import.
    from dashboard.briefing.order import order_comparison, read_request  # noqa: PLC0415

    if out == STDOUT and as_json:
        raise Refusal("--json and --out - would both go to the output; give --out a file.")
    kind = choose_format(form, out, PAPER) if out else None
    if not out:
        _check_unwritten(form, seal)
    check_idle(context, kind)
    if idle := [f"--{name}" for name in ("mode", "whose") if is_given(context, name)]:
        raise Refusal(f"{', '.join(idle)} would change nothing in a comparison; leave it out.")
    dataset = open_dataset(context, data)
    wishes = {
        **list_wishes(given, dataset.front),
        **_wish_comparison(account, against, dataset.front),
    }
    request = read_request(dataset, wishes, [date] if date else [])
    if request.selections[0].compare is None:
        raise Refusal("nothing to compare with; give --with, a date or an account.")
    with speak(request.selections[0].language):
        if out and kind:
            made = write_order(kind, order_comparison(request, read_look(given, theme, kind)))
            write_out(sign_made(made, kind, seal), out)
        if as_json:
            echo_json(describe_comparison(request))
        elif not out:
            click.echo(tabulate_comparison(request), nl=False)


def _check_unwritten(form: str | None, seal: "Seal | None") -> None:
    """Refuse the options of a file where none is written.

    Raises:
        Refusal: one was given.
    """
    if form:
        raise Refusal("--format says how --out is written, which is not given; give both, or none.")
    if seal:
        raise Refusal("--sign signs what --out writes, which is not given; give both, or none.")


def describe_comparison(request: "Request") -> dict[str, object]:
    """Return a comparison in JSON types: both sides, km², the sentences, the settlements.

    Its keys are told in the help of the command.
    """
    from dashboard.view.compare import DATES, tell_comparison  # noqa: PLC0415

    compared = _compare(request)
    ids, sizes = _name_sides(compared), compared.sizes
    return {
        "kind": compared.kind,
        "sides": [
            {
                "id": ident,
                "account": side.key,
                "date": side.day.isoformat(),
                "claim": side.claim.claim_id if side.claim else None,
                "computed_km2": _describe_reading(side.reading),
            }
            for ident, side in zip(ids, (compared.before, compared.after), strict=True)
        ],
        "km2": sizes and _describe_sizes(sizes, None if compared.kind == DATES else ids),
        "sentences": list(
            tell_comparison(request.workspace, compared, request.selections[0].clock)
        ),
        "places": [
            {
                "place": one.place.place_id,
                "status": dict(
                    zip(ids, (one.before.status.value, one.after.status.value), strict=True)
                ),
            }
            for one in compared.places
        ],
    }


def _name_sides(compared: "Compared") -> tuple[str, str]:
    """Return by what JSON tells both sides apart: their dates, their accounts, or both."""
    from dashboard.view.compare import ACCOUNTS, DATES  # noqa: PLC0415

    sides = compared.before, compared.after
    if compared.kind == DATES:
        first, second = (side.day.isoformat() for side in sides)
    elif compared.kind == ACCOUNTS:
        first, second = (side.key for side in sides)
    else:
        first, second = (f"{side.key}@{side.day.isoformat()}" for side in sides)
    return first, second


def _describe_sizes(sizes: "Sizes", ids: tuple[str, str] | None) -> dict[str, object]:
    """Return km² gained, lost and unchanged; between sides with ids what one tells, or both do."""
    from geodata.geometry.overlaps import HECTARES  # noqa: PLC0415

    gained, lost, unchanged = (
        size / HECTARES for size in (sizes.gained, sizes.lost, sizes.unchanged)
    )
    if ids is None:
        return {"gained": gained, "lost": lost, "unchanged": unchanged}
    return {"only": {ids[0]: lost, ids[1]: gained}, "both": unchanged}


def _describe_reading(reading: "Reading | None") -> dict[str, float] | None:
    """Return the area of a side that nobody claims, with the ends of its band, km²."""
    if reading is None:
        return None
    area, low, high = reading.area_km2, reading.low_km2, reading.high_km2
    return {"area": area, "low": low, "high": high}


def tabulate_comparison(request: "Request") -> str:
    """Return a comparison as tables: both sides, the ground in km², the settlements, in words."""
    from dashboard.panels.place_strip import name_status  # noqa: PLC0415 (as above)
    from dashboard.text.catalogues import COMPARE_PANEL, LEGEND  # noqa: PLC0415
    from dashboard.view.compare import format_hectares, name_sizes, tell_comparison  # noqa: PLC0415
    from dashboard.view.figures import format_claim, format_reading  # noqa: PLC0415

    compared, km2 = _compare(request), COMPARE_PANEL["col_km2"]
    front, clock = request.workspace.dataset.front, request.selections[0].clock
    sides = [
        {
            COMPARE_PANEL["col_side"]: side.label,
            COMPARE_PANEL["col_as_of"]: side.day.isoformat(),
            COMPARE_PANEL["col_figure"]: (
                (format_claim(side.claim) if side.claim else "")
                or (format_reading(side.reading) if side.reading else COMPARE_PANEL["none"])
            ),
            COMPARE_PANEL["col_claimant"]: side.claim.claimant if side.claim else "",
        }
        for side in (compared.before, compared.after)
    ]
    sizes = [
        {
            COMPARE_PANEL["col_change"]: name,
            km2: format_hectares(getattr(compared.sizes, key)),
        }
        for key, name in name_sizes(front, compared).items()
        if compared.sizes
    ]
    places = [
        {
            LEGEND["place"]: one.place.latin,
            f"1: {compared.before.label}": name_status(front, one.before),
            f"2: {compared.after.label}": name_status(front, one.after),
        }
        for one in compared.places
    ]
    words = "".join(
        f"{make_plain(line)}\n" for line in tell_comparison(request.workspace, compared, clock)
    )
    blocks = (tabulate(sides), tabulate(sizes, right=[km2]), tabulate(places), words)
    return "\n".join(filter(None, blocks))


def _compare(request: "Request") -> "Compared":
    from dashboard.view.compare import build_comparison  # noqa: PLC0415

    compared = build_comparison(request.workspace, request.selections[0])
    assert compared is not None  # noqa: S101 - told by the caller
    return compared


def _wish_comparison(
    account: str | None, against: Sequence[date | str], front: "Front"
) -> Mapping[str, str]:
    """Return what is to be compared by the names of the page's address.

    Accounts may go by their labels or a part of them.

    Raises:
        Refusal: there are two days or two accounts to set it against, or a day outside the front.
    """
    days = [one for one in against if isinstance(one, date)]
    if "" in against or len(days) > 1 or len(against) - len(days) > 1:
        given = ", ".join(f"'{one}'" for one in against)
        raise Refusal(f"--with is {given}; expected a day, an account, or one of each.")
    for day in days:
        check_day(day, front)
    known = list_compared(front)
    wishes = {"account": pick_name("account", account, known)} if account else {}
    if not against:
        return wishes
    texts = [
        one.isoformat() if isinstance(one, date) else pick_name("account", one, known)
        for one in against
    ]
    return {**wishes, "compare": "overlay", "with": ",".join(texts)}
