"""Names as people type them: an id, a label or a part of one, in any case and any script.

Every command's options are made of it, so that it reads the dataset only when it is asked for one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem

from dashboard.state.comparison import list_keys, name_key
from dashboard.state.filters import list_choices
from geodata.build.console import Refusal
from geodata.core.errors import DatasetError
from geodata.core.model import Dataset, Front
from geodata.core.reading import READING

NAMED: Final = 3
"""How many names a refusal gives of those that it expects."""
_SHORTEST: Final = 3  # letters of a part by which a name is found
_APART: Final = ("-", ":", ".")  # what words are joined by in ids

Known = Mapping[str, Collection[str]]
"""Ids, each with the names that it also goes by."""


def pick_name(sort: str, given: str, known: Known) -> str:
    """Return the id that is meant by itself, by another of its names, or by a part of one.

    Case, script and joints between words make no difference. An id wins over a name, a whole name
    over a surname, that over any other part; a part must fit one id alone, but for those that are
    joined from it.

    Raises:
        Refusal: nothing is called so, or several ids are meant.
    """
    if given in known:
        return given
    asked = _fold(given)
    ids = {one: {_fold(one)} for one in known}
    names = {one: ids[one] | {_fold(name) for name in known[one] if name} for one in known}
    found = [one for one in known if asked in ids[one]] if asked else []
    found = found or [one for one in known if asked in names[one]]
    for fits in (_ends_on, str.__contains__) if len(asked) >= _SHORTEST else ():
        found = found or [one for one in known if any(fits(name, asked) for name in names[one])]
    found = [
        one for one in found if not any(part in found for part in one.split(":") if part != one)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"'{given}' may be any {sort} of {_list_some(found)}; give one of them.")
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    near = process.extract(given, [*known], scorer=fuzz.ratio, limit=NAMED)
    hint = f"; perhaps one of {', '.join(one for one, *_ in near)}" if near else ""
    raise Refusal(f"no {sort} '{given}'{hint}.")


def list_accounts(front: Front) -> Known:
    """Return the accounts of a front."""
    return {one.side.value: (one.label,) for one in front.accounts}


def list_counted(front: Front) -> Known:
    """Return by whose word days held can be counted: each account's, and what the places imply."""
    return {**list_accounts(front), READING: ()}


def list_makers(front: Front) -> Known:
    """Return the makers of figures."""
    return {one.series_id: (one.label,) for one in front.series}


def list_compared(front: Front) -> Known:
    """Return all that can be compared: the accounts and each mapper."""
    return {key: (name_key(front, key), key.rpartition(":")[2]) for key in list_keys(front)}


def list_places(dataset: Dataset) -> Known:
    """Return the places of a dataset in each of their spellings."""
    return {
        one.place_id: (one.latin, one.russian, one.ukrainian) for one in dataset.places.values()
    }


def complete_from(
    list_values: Callable[[Dataset], Iterable[str]], *, joined: bool = False
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what completes an option with values of the dataset that was typed or is bundled.

    With `joined` the option takes several with commas between them.
    """

    def complete(
        context: click.Context, parameter: click.Parameter, typed: str
    ) -> list[CompletionItem]:
        from geodata.dataset.load import load_tables  # noqa: PLC0415

        del parameter
        before, comma, last = typed.rpartition(",") if joined else ("", "", typed)
        try:
            values = [*list_values(load_tables(_find_folder(context)))]
        except (DatasetError, OSError):
            return []
        return [CompletionItem(f"{before}{comma}{one}") for one in values if one.startswith(last)]

    return complete


def list_days(dataset: Dataset) -> list[str]:
    """Return the days that claims are about, the latest first."""
    days = {claim.as_of.start for claim in dataset.claims.values() if claim.as_of.is_day}
    return [day.isoformat() for day in sorted(days, reverse=True)]


VALUES: Final[Mapping[str, Callable[[Dataset], Iterable[str]]]] = {
    "account": lambda dataset: list_accounts(dataset.front),
    "accounts": lambda dataset: list_accounts(dataset.front),
    "reading": lambda dataset: list_accounts(dataset.front),
    "whose": lambda dataset: list_counted(dataset.front),
    "mapper": lambda dataset: list_makers(dataset.front),
    "maker": lambda dataset: list_choices(dataset).makers,
    "claimant": lambda dataset: list_choices(dataset).claimants,
    "publisher": lambda dataset: list_choices(dataset).publishers,
    "place": lambda dataset: dataset.places,
    "date": list_days,
}
"""What completes an option, by the name of its field in an address."""


def _find_folder(context: click.Context) -> Path:
    from geodata.dataset.load import bundled_folder  # noqa: PLC0415

    # While a shell asks, no command has run, so that the folder is only in what was typed.
    given = [one.params.get("data") for one in (context, context.parent) if one]
    return next(filter(None, given), None) or bundled_folder()


def _ends_on(name: str, part: str) -> bool:
    return name.endswith(f" {part}")


def _fold(name: str) -> str:
    from geodata.places.gazetteer import fold_spelling  # noqa: PLC0415

    for joint in _APART:
        name = name.replace(joint, " ")
    return fold_spelling(name)


def _list_some(names: Collection[str]) -> str:
    first = [*names][: 2 * NAMED]
    return ", ".join([*first, *(["…"] if len(names) > len(first) else [])])
