"""The command `kursk-front claims`: claims by day, account, kind, grade, maker and place."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, cast

import click
from rapidfuzz import fuzz, process

from dashboard.commands.options import (
    Refusal,
    account_option,
    add_options,
    check_day,
    check_suffix,
    data_option,
    date_option,
    field_options,
    language_option,
    open_dataset,
    out_option,
    read_suffix,
    write_out,
)
from dashboard.panels.claims import tabulate_claims, write_csv, write_xlsx
from dashboard.state.fields import Scope, list_fields, read_values
from dashboard.state.filters import (
    GRADES,
    NO_FILTERS,
    Filters,
    Names,
    list_choices,
    make_slug,
    pick_claims,
)
from dashboard.text.language import speak
from dashboard.view.figures import FORMATS
from dashboard.view.workspace import lay_out_workspace
from geodata.claims.claims import is_known
from geodata.core.model import Claim, Dataset
from geodata.dataset.translation import translate_dataset
from geodata.export.tables import fill_rows, list_claim_columns, list_properties

FORMS: Final = ("table", "json", "csv", "xlsx", "bib", "ris")
NAMED: Final = 3  # how many names a refusal gives of those that it expects
WIDEST: Final = 36  # characters of a column in a terminal

_some = partial(click.option, multiple=True)

_wanted_options = add_options(
    date_option("Only claims about this day, or about a span with this day in it."),
    date_option("Only claims that had been made public by this day.", "--known-on"),
    account_option("--account", "accounts", text="Only of this account.", multiple=True),
    _some("--place", "places", metavar="ID", help="Only those that name this place."),
    *field_options(Filters),
)


@click.command()
@_wanted_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="What to write; without it the file's suffix says which, else a table.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@out_option("A file to write; standard output for - or if left out.", required=False)
@language_option
@data_option
@click.pass_context
def claims(
    context: click.Context,
    /,
    *,
    date: date | None,
    known_on: date | None,
    accounts: Collection[str],
    places: Collection[str],
    form: str | None,
    as_json: bool,
    out: Path | None,
    language: str,
    data: Path | None,
    **wanted: object,
) -> None:
    """List claims: who said what about which day, on what source.

    An option that may be given more than once keeps what fits any of its values; a claim must fit
    every option. Claimants and publishers may be written in any case.
    """
    form = _choose_form(form, out, as_json=as_json)
    if form == "xlsx" and out is None:
        raise Refusal("a workbook is nothing to read in a terminal; give --out FILE.")
    with speak(language):
        dataset = open_dataset(context, data)
        kept = select_claims(
            dataset, date=date, known_on=known_on, accounts=accounts, places=places, **wanted
        )
        told = translate_dataset(dataset, language)
        content = encode_claims(told, [told.claims[claim_id] for claim_id in kept], form)
    write_out(content, out)


def _choose_form(form: str | None, out: Path | None, *, as_json: bool) -> str:
    """Return what to write: what was asked for, else what the file's suffix says, else a table."""
    if as_json and form not in (None, "json"):
        raise Refusal(f"--json and --format {form} were given, expected one of them.")
    suffix = read_suffix(out)
    chosen = "json" if as_json else form or (suffix if suffix in FORMS else FORMS[0])
    check_suffix(out, "txt" if chosen == FORMS[0] else chosen)
    return chosen


def select_claims(
    dataset: Dataset,
    *,
    date: date | None = None,
    known_on: date | None = None,
    accounts: Collection[str] = (),
    places: Collection[str] = (),
    **wanted: object,
) -> list[str]:
    """Return the ids of the claims that fit all that is wanted, in order of what they describe.

    `wanted` are fields of `Filters`, as they are given on the command line.

    Raises:
        Refusal: a day lies outside the front, or a name is unknown.
    """
    for given in filter(None, (date, known_on)):
        check_day(given, dataset.front)
    _check_names("account", accounts, {side.value: side for side in dataset.front.sides})
    _check_names("place", places, dataset.places)
    scope = Scope(dataset.front, choices=list_choices(dataset))
    filters = _read_filters(wanted, scope)
    picked = (dataset.claims[one] for one in pick_claims(dataset, filters, scope.choices))
    kept = [
        claim
        for claim in picked
        if is_known(claim, known_on)
        and (date is None or claim.as_of.start <= date <= claim.as_of.end)
        and (not accounts or claim.side in accounts)
        and (not places or not set(places).isdisjoint(claim.places))
    ]
    return [c.claim_id for c in sorted(kept, key=lambda c: (c.as_of, c.reported, c.claim_id))]


def encode_claims(dataset: Dataset, claims: Sequence[Claim], form: str) -> bytes:
    """Return claims as a file of one of FORMS, in the language that is spoken."""
    if form == "json":
        return _encode_json(dataset, claims)
    if form in ("bib", "ris"):
        cite = FORMATS["bibtex" if form == "bib" else form]
        return "\n".join(cite(dataset, claim) for claim in claims).encode("utf-8")
    rows = tabulate_claims(lay_out_workspace(dataset), claims)
    if form == "table":
        return _lay_out(rows).encode("utf-8")
    return write_csv(rows) if form == "csv" else write_xlsx(rows, dataset.front.title)


def _read_filters(wanted: Mapping[str, object], scope: Scope) -> Filters:
    """Return the filters that are asked for, names in any case or spelling of their slugs."""
    given = dict(wanted)
    grade = str(wanted.get("grade") or "")
    if grade and grade.upper() not in GRADES:
        raise Refusal(f"no grade '{grade}'; expected a letter A to E and a digit 1 to 5, as in B2.")
    given["grade"] = grade.upper() or None
    for name, codec in list_fields(Filters).items():
        if isinstance(codec, Names) and codec.option and not codec.option.choices:
            slugs = [make_slug(str(one)) for one in cast(Sequence[object], given.get(name, ()))]
            _check_names(codec.address, slugs, codec.list_known(scope))
            given[name] = slugs
    return read_values(given, NO_FILTERS, scope)


def _check_names(sort: str, names: Collection[str], known: Mapping[str, object]) -> None:
    for name in names:
        if name not in known:
            near = (
                one
                for one, *_ in process.extract(name, list(known), scorer=fuzz.ratio, limit=NAMED)
            )
            raise Refusal(f"no {sort} '{name}'; perhaps one of {', '.join(near)}.")


def _encode_json(dataset: Dataset, claims: Sequence[Claim]) -> bytes:
    columns = list_claim_columns(dataset)
    rows = [list_properties(columns, row) for row in fill_rows(columns, claims)]
    return (json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _lay_out(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as aligned lines: day, account, figure or topic, grade, claimant and id."""
    cells = [
        (
            str(row["as_of"]),
            str(row["account"]),
            str(row["figure"] or row["topic"]),
            str(row["grade"]),
            str(row["claimant"]),
            str(row["claim_id"]),
        )
        for row in rows
    ]
    widths = [min(max(map(len, column)), WIDEST) for column in zip(*cells, strict=True)]
    return "".join(f"{_align(line, widths)}\n" for line in cells)


def _align(line: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells in columns, the long ones cut; the last, an id, is always whole."""
    *cells, last = line
    cut = (
        f"{cell if len(cell) <= width else f'{cell[: width - 1]}…':<{width}}"
        for cell, width in zip(cells, widths[:-1], strict=True)
    )
    return "  ".join([*cut, last])
