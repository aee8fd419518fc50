"""What the commands that draw share: what is shown, how it looks, and the way to its file."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import parse_qsl

import click

from dashboard.commands.names import (
    VALUES,
    Known,
    complete_from,
    list_accounts,
    list_counted,
    list_makers,
    pick_name,
)
from dashboard.commands.options import (
    Command,
    Refusal,
    add_options,
    check_day,
    data_option,
    field_options,
    is_given,
    open_dataset,
    pick_type,
    read_day,
)
from dashboard.commands.output import check_output, read_suffix
from dashboard.state.days import read_iso
from dashboard.state.fields import list_fields, list_parameters
from dashboard.state.kinds import NOTHING
from dashboard.state.selection import CLOCKS, MAP_MODES, Selection
from geodata.core.codes import LAYER_GROUPS
from geodata.core.reading import READING

if TYPE_CHECKING:
    from dashboard.briefing.order import Order, Request
    from geodata.core.model import Front

KINDS: Final = ("png", "svg", "pdf", "pptx", "html")
"""Formats by name, so that `--help` need not import what writes them."""
THEMES: Final = ("light", "dark")
DAYS: Final = MAP_MODES[-1]
_DARK: Final = "kursk-front.dark"
_NAMED: Final[Mapping[str, tuple[str, Callable[["Front"], Known]]]] = {
    "accounts": ("account", list_accounts),
    "reading": ("account", list_accounts),
    "whose": ("account", list_counted),
    "mapper": ("mapper", list_makers),
}
Given = Mapping[str, object]
"""What was given on the command line, by the names of the fields of the state and of `Looks`."""


def read_days(
    context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> tuple[date, ...]:
    """Return days given as YYYY-MM-DD, each once."""
    return tuple(dict.fromkeys(read_day(text, context, parameter) for text in texts))


def _note_dark(context: click.Context, parameter: click.Parameter, dark: bool) -> None:
    """Keep for `--theme`, in whichever order they stand, whether `--dark` was given."""
    if not dark:
        return
    context.meta[_DARK] = True
    if is_given(context, "theme") and context.params.get("theme") != THEMES[1]:
        _refuse_two_themes(context, parameter)


def _read_theme(context: click.Context, parameter: click.Parameter, theme: str) -> str:
    if not context.meta.get(_DARK) or theme == THEMES[1]:
        return theme
    if is_given(context, "theme"):
        _refuse_two_themes(context, parameter)
    return THEMES[1]


def _refuse_two_themes(context: click.Context, parameter: click.Parameter) -> NoReturn:
    words = "--dark and --theme light were given, expected one of them."
    raise click.UsageError(words, context)


view_options = add_options(
    *field_options(Selection),
    click.option("--state", default="", metavar="?…", help="The address of a state to start from."),
    click.option(
        "--theme",
        type=pick_type(THEMES),
        default=THEMES[0],
        show_default=True,
        callback=_read_theme,
        help="Colours.",
    ),
    click.option(
        "--dark",
        is_flag=True,
        expose_value=False,
        callback=_note_dark,
        help="The same as --theme dark.",
    ),
    data_option,
)
"""Add the options of what is shown, of its colours, and of the dataset."""


def days_option(meaning: str) -> Callable[[Command], Command]:
    """Return the option `--date`, which may be given several times."""
    return click.option(
        "--date",
        "days",
        metavar="YYYY-MM-DD",
        multiple=True,
        callback=read_days,
        shell_complete=complete_from(VALUES["date"]),
        help=meaning,
    )


def format_option(kinds: tuple[str, ...]) -> Callable[[Command], Command]:
    """Return the option `--format`, one of `kinds`."""
    words = "Format; without it the file's suffix says which."
    return click.option("--format", "form", type=pick_type(kinds), help=words)


def read_shown(
    context: click.Context, data: Path | None, given: Given, days: Sequence[date] = ()
) -> "Request":
    """Return the workspace that the options ask for, with a state for each day.

    Raises:
        FrontError: the dataset breaks its rules, or an option names nothing that it has.
    """
    from dashboard.briefing.order import read_request  # noqa: PLC0415 (takes long to import)

    dataset = open_dataset(context, data)
    request = read_request(dataset, list_wishes(given, dataset.front), days)
    if is_given(context, "whose") and request.selections[0].mode != DAYS:
        raise Refusal(f"--whose would change nothing without --mode {DAYS}; give both, or none.")
    return request


def check_counted(request: "Request") -> None:
    """Refuse days held on the clock on which none are counted: what is drawn would be empty.

    A page says so in words, and its reader can choose the other clock.

    Raises:
        Refusal: so it is.
    """
    shown = request.selections[0]
    if shown.mode == DAYS and shown.compare is None and shown.clock != CLOCKS[0]:
        raise Refusal(
            f"--clock {shown.clock} would leave --mode {DAYS} empty: days held are counted as the "
            "events fell; leave one of them out."
        )


def list_wishes(
    given: Given, front: "Front", sort: type[Selection] = Selection
) -> Mapping[str, str]:
    """Return what is to be shown as the parameters of an address; `sort` is what they are of.

    Accounts and mappers may go by their labels or by a part of them.

    Raises:
        Refusal: a value is empty or unknown, or the state is no address of the page.
    """
    wishes = _read_state(str(given["state"]), list_parameters(sort), front)
    for name, codec in list_fields(sort).items():
        text = codec.spell(given[name]) if codec.option else None
        if text == "":
            words = f"nothing is given for {codec.address}; give a value, or leave the option out."
            raise Refusal(words)
        if text is not None:
            wishes[codec.address] = _name_all(codec.address, text, front)
    return _draw_reading(wishes) if given.get(READING) else wishes


def _draw_reading(wishes: Mapping[str, str]) -> dict[str, str]:
    """Return the wishes with the reading drawn: whoever says by whose word wants to see it."""
    layers = [
        one for one in wishes.get("layers", ",".join(LAYER_GROUPS)).split(",") if one != NOTHING
    ]
    return {**wishes, "layers": ",".join(dict.fromkeys((*layers, READING)))}


def _name_all(sort: str, text: str, front: "Front") -> str:
    """Return the ids of the accounts, or of the maker, that an option names; other text as is."""
    if sort not in _NAMED or text.casefold() == NOTHING:
        return text
    what, list_known = _NAMED[sort]
    parts = [part.strip() for part in text.split(",")]
    return ",".join(pick_name(what, part, list_known(front)) for part in parts if part)


def _read_state(state: str, parameters: Collection[str], front: "Front") -> dict[str, str]:
    """Return the parts of an address, of which only what stands after its '?' counts."""
    parts = dict(parse_qsl(state.rpartition("?")[2]))
    unknown = ", ".join(name for name in parts if name not in parameters)
    if unknown or (state and not parts):
        raise Refusal(
            f"--state '{state}' has no {unknown or 'part'} of an address, expected one such as "
            f"'?date=2025-03-12&clock=known'; there are {', '.join(parameters)}."
        )
    if (text := parts.get("date")) is not None:
        day = read_iso(text)
        if day is None:
            words = f"'{text}' is not a day, expected one such as 2025-03-12."
            raise Refusal(f"--state '{state}': {words}")
        check_day(day, front)
    return parts


def choose_format(form: str | None, out: Path, kinds: tuple[str, ...]) -> str:
    """Return the format that is named, else the one that the file's suffix names.

    Raises:
        Refusal: neither names one of `kinds`, or they contradict each other.
    """
    chosen = form or read_suffix(out)
    if chosen not in kinds:
        raise Refusal(
            f"{out} names none of the formats that can be written here; give --format, one of "
            f"{', '.join(kinds)}."
        )
    check_output(out, chosen)
    return chosen


def write_order(form: str, order: "Order") -> bytes:
    """Return the file of an order.

    Raises:
        Refusal: the size asked for cannot be drawn.
    """
    from dashboard.briefing.order import FORMATS  # noqa: PLC0415

    try:
        return FORMATS[form](order)
    except ValueError as error:
        raise Refusal(f"{error}.") from error
