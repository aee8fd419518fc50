"""What the commands that draw share: the options of what is shown, and how they are read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict
from urllib.parse import parse_qsl

import click

from dashboard.commands.options import Command, Refusal, data_option, open_dataset, read_day
from dashboard.state.selection import ADDRESS_PARTS, CLOCKS
from dashboard.text.language import LANGUAGES

if TYPE_CHECKING:
    from dashboard.briefing.order import Request

THEMES: Final = ("light", "dark")


class Shown(TypedDict):
    """What is to be shown, as given on the command line."""

    accounts: str | None
    mapper: str | None
    others: bool
    clock: str | None
    language: str | None
    state: str


def read_days(
    context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[date, ...]:
    """Return days given as YYYY-MM-DD, each once."""
    return tuple(dict.fromkeys(read_day(text, context, parameter) for text in texts))


_OPTIONS: Final = (
    click.option("--accounts", metavar="A,B", help="Accounts to show, such as ukraine,russia."),
    click.option("--mapper", metavar="ID", help="One mapper for the independent account."),
    click.option("--others", is_flag=True, help="Show the rival claims of the same date too."),
    click.option("--clock", type=click.Choice(CLOCKS), help="As events fell, or as was known."),
    click.option("--language", type=click.Choice(LANGUAGES), help="The language of all words."),
    click.option("--state", default="", metavar="?…", help="The address of a state to start from."),
    click.option("--theme", type=click.Choice(THEMES), default=THEMES[0], help="Colours."),
    click.option("--dark", "theme", flag_value="dark", help="The same as --theme dark."),
    data_option,
)


def view_options(command: Command) -> Command:
    """Add the options of what is shown, how it looks, and of the dataset."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def days_option(meaning: str) -> Callable[[Command], Command]:
    """Return the option `--date`, which may be given several times."""
    return click.option(
        "--date", "days", metavar="YYYY-MM-DD", multiple=True, callback=read_days, help=meaning
    )


def read_shown(
    context: click.Context, data: Path | None, shown: Shown, days: Sequence[date] = ()
) -> "Request":
    """Return the desk that the options ask for, with a state for each day.

    Raises:
        FrontError: the dataset breaks its rules, or an option names nothing that it has.
    """
    from dashboard.briefing.order import read_request  # noqa: PLC0415 (takes long to import)

    return read_request(open_dataset(context, data), list_wishes(shown), days)


def list_wishes(shown: Shown) -> Mapping[str, str | None]:
    """Return what is to be shown by the names of the page's address.

    Raises:
        Refusal: a value is empty, or the state is no address of the page.
    """
    given = {
        "accounts": shown["accounts"],
        "mapper": shown["mapper"],
        "others": "1" if shown["others"] else None,
        "clock": shown["clock"],
        "lang": shown["language"],
    }
    for name, text in given.items():
        if text == "":
            raise Refusal(f"nothing is given for {name}; give a value, or leave the option out.")
    start = _read_state(shown["state"])
    return {**start, **{name: text for name, text in given.items() if text is not None}}


def _read_state(state: str) -> Mapping[str, str]:
    """Return the parts of an address, of which only what stands after its '?' counts."""
    parts = dict(parse_qsl(state.rpartition("?")[2]))
    unknown = ", ".join(name for name in parts if name not in ADDRESS_PARTS)
    if unknown or (state and not parts):
        raise Refusal(
            f"--state '{state}' has no {unknown or 'part'} of an address, expected one such as "
            f"'?date=2025-03-12&accounts=ukraine,russia'; there are {', '.join(ADDRESS_PARTS)}."
        )
    return parts
