"""The command `kursk-front claims`: claims by day, account, kind, grade, maker and place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, cast

import click

from dashboard.commands.names import (
    VALUES,
    Known,
    complete_from,
    list_accounts,
    list_makers,
    list_places,
    pick_name,
)
from dashboard.commands.options import (
    Refusal,
    account_option,
    add_options,
    check_day,
    data_option,
    date_option,
    field_options,
    give_examples,
    language_option,
    open_dataset,
    out_option,
    table_option,
)
from dashboard.commands.output import TEXT, choose_form, encode_json, write_out
from dashboard.commands.tables import tabulate
from dashboard.panels.claims_table import tabulate_claims, write_csv, write_xlsx
from dashboard.state.fields import Scope, list_fields, read_values
from dashboard.state.filters import (
    GRADES,
    NO_FILTERS,
    Filters,
    Names,
    list_choices,
    pick_claims,
)
from dashboard.text.catalogues import COLUMNS
from dashboard.text.language import speak
from dashboard.view.figures import FORMATS
from dashboard.view.workspace import lay_out_workspace
from geodata.claims.claims import is_known
from geodata.core.model import Claim, Dataset
from geodata.dataset.translation import translate_dataset
from geodata.export.tables import encode_table, fill_rows, list_claim_columns, list_properties
from geodata.files.spreadsheet import (
    Sheet,
    encode_workbook,
    find_addresses,
)

FORMS: Final = ("table", "json", "csv", "xlsx", "bib", "ris")
LABELLED: Final = ("csv", "xlsx")
"""The forms that have the data pack's columns, or on request those that the screen shows."""

_wanted_options = add_options(
    date_option("Only claims about this day, or about a span with this day in it."),
    date_option("Only claims about this day or later.", "--from", parameter="first"),
    date_option("Only claims about this day or earlier.", "--to", parameter="last"),
    date_option("Only claims that had been made public by this day.", "--known-on"),
    account_option("--account", "accounts", text="Only of this account.", multiple=True),
    click.option(
        "--place",
        "places",
        multiple=True,
        metavar="NAME",
        shell_complete=complete_from(VALUES["place"]),
        help="Only those that name this place, in any spelling.",
    ),
    *field_options(Filters),
)


@click.command(
    epilog=give_examples(
        "claims --date 2025-03-12",
        "claims --from 2025-02-01 --known-on 2025-03-12 --json",
        "claims --grade B2 -o claims.xlsx",
    )
)
@_wanted_options
@table_option(FORMS)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option(
    "--labels",
    is_flag=True,
    help="A workbook or CSV with the headings and words of the screen, not the data pack's.",
)
@out_option("A file to write; standard output for - or if left out.", required=False)
@language_option
@data_option
@click.pass_context
def claims(
    context: click.Context,
    /,
    *,
    date: date | None,
    first: date | None,
    last: date | None,
    known_on: date | None,
    accounts: Collection[str],
    places: Collection[str],
    form: str | None,
    as_json: bool,
    labels: bool,
    out: Path | None,
    language: str,
    data: Path | None,
    **wanted: object,
) -> None:
    """List claims: who said what about which day, on what source.

    An option that may be given more than once keeps what fits any of its values; a claim must fit
    every option. A name may be an id, a label or a part that fits one alone, in any case.
    """
    form = choose_form(form, out, FORMS, as_json=as_json)
    if labels and form not in LABELLED:
        raise Refusal(f"--labels goes with {' or '.join(LABELLED)}, but {form} is written.")
    if first and last and first > last:
        raise Refusal(f"--from is {first}, which is later than --to {last}; swap them.")
    with speak(language):
        dataset = open_dataset(context, data)
        kept = select_claims(
            dataset,
            date=date,
            first=first,
            last=last,
            known_on=known_on,
            accounts=accounts,
            places=places,
            **wanted,
        )
        told = translate_dataset(dataset, language)
        rows = [told.claims[claim_id] for claim_id in kept]
        content = encode_claims(told, rows, form, labels=labels)
    write_out(content, out)


def select_claims(
    dataset: Dataset,
    *,
    date: date | None = None,
    first: date | None = None,
    last: date | None = None,
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
    for given in filter(None, (date, first, last, known_on)):
        check_day(given, dataset.front)
    accounts = _pick_names("account", accounts, list_accounts(dataset.front))
    places = _pick_names("place", places, list_places(dataset))
    scope = Scope(dataset.front, choices=list_choices(dataset))
    filters = _read_filters(wanted, scope, list_makers(dataset.front))
    picked = (dataset.claims[one] for one in pick_claims(dataset, filters, scope.choices))
    kept = [
        claim
        for claim in picked
        if is_known(claim, known_on)
        and (date is None or claim.as_of.start <= date <= claim.as_of.end)
        and (first is None or first <= claim.as_of.end)
        and (last is None or claim.as_of.start <= last)
        and (not accounts or claim.side in accounts)
        and (not places or not set(places).isdisjoint(claim.places))
    ]
    return [c.claim_id for c in sorted(kept, key=lambda c: (c.as_of, c.reported, c.claim_id))]


def encode_claims(
    dataset: Dataset, claims: Sequence[Claim], form: str, *, labels: bool = False
) -> bytes:
    """Return claims as a file of one of FORMS, in the language that is spoken.

    A CSV or a workbook has the columns of the data pack, with `labels` those of the screen.
    """
    if form == "json":
        return _encode_json(dataset, claims)
    if form in ("bib", "ris"):
        cite = FORMATS["bibtex" if form == "bib" else form]
        return "\n".join(cite(dataset, claim) for claim in claims).encode("utf-8")
    if form in LABELLED and not labels:
        return _encode_columns(dataset, claims, form)
    rows = tabulate_claims(lay_out_workspace(dataset), claims)
    if form == TEXT:
        return _lay_out(rows).encode("utf-8")
    return write_csv(rows) if form == "csv" else write_xlsx(rows, dataset.front.title)


def _read_filters(wanted: Mapping[str, object], scope: Scope, makers: Known) -> Filters:
    """Return the filters that are asked for, names by an id, a label or a part of one."""
    given = dict(wanted)
    grade = str(wanted.get("grade") or "")
    if grade and grade.upper() not in GRADES:
        raise Refusal(f"no grade '{grade}'; expected a letter A to E and a digit 1 to 5, as in B2.")
    given["grade"] = grade.upper() or None
    for name, codec in list_fields(Filters).items():
        if isinstance(codec, Names) and codec.option and not codec.option.choices:
            known = {one: makers.get(one, ()) for one in codec.list_known(scope)}
            names = [str(one) for one in cast(Sequence[object], given.get(name, ()))]
            given[name] = _pick_names(codec.address, names, known)
    return read_values(given, NO_FILTERS, scope)


def _pick_names(sort: str, given: Iterable[str], known: Known) -> list[str]:
    return [pick_name(sort, one, known) for one in given]


def _encode_columns(dataset: Dataset, claims: Sequence[Claim], form: str) -> bytes:
    """Return claims as the data pack's table of them, as CSV or as a workbook."""
    columns = list_claim_columns(dataset)
    rows = fill_rows(columns, claims)
    if form == "csv":
        return encode_table(columns, rows)
    headings = [one.name for one in columns]
    values = [list(row.values()) for row in rows]
    sheet = Sheet("claims", headings, values, addresses=find_addresses(headings))
    return encode_workbook([sheet], dataset.front.title)


def _encode_json(dataset: Dataset, claims: Sequence[Claim]) -> bytes:
    columns = list_claim_columns(dataset)
    rows = [list_properties(columns, row) for row in fill_rows(columns, claims)]
    return encode_json(rows)


def _lay_out(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as a table: day, account, figure or topic, grade, claimant and id."""
    return tabulate(
        [
            {
                COLUMNS["as_of"]: str(row["as_of"]),
                COLUMNS["account"]: str(row["account"]),
                COLUMNS["figure"]: str(row["figure"] or row["topic"]),
                COLUMNS["grade"]: str(row["grade"]),
                COLUMNS["claimant"]: str(row["claimant"]),
                COLUMNS["claim_id"]: str(row["claim_id"]),
            }
            for row in rows
        ]
    )
