"""What the commands of `kursk-front` share: options, their values, and the dataset."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, TypeVar

import click

from dashboard.commands.names import VALUES, complete_from
from dashboard.commands.output import STDOUT
from dashboard.state.fields import list_fields
from dashboard.state.filters import Names
from dashboard.state.kinds import Flag, SomeOf
from dashboard.text.language import ENGLISH, LANGUAGES
from geodata.build.console import Refusal, refuse_faults
from geodata.core.dates import parse_day
from geodata.core.model import Dataset, Front
from geodata.core.plain import is_host

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Refusal", "refuse_faults"]

PROGRAM: Final = "kursk-front"
_FOLDER: Final = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~-]+")
MOST_MB: Final = 256
"""Of a file to be verified, or of a template."""

Command = TypeVar("Command", bound=Callable[..., object])


class Given(TypedDict):
    """How the dashboard is served; also what was given before the name of a command."""

    port: int | None
    no_browser: bool
    data: Path | None
    hosts: tuple[str, ...]
    base_path: str


def suggest(word: str, known: Iterable[str]) -> str:
    """Return what a misspelt word may mean, for the end of a message; nothing is like it: empty."""
    near = get_close_matches(word.lower(), known, n=2)
    return f"; perhaps {' or '.join(near)}." if near else ""


class NearChoice(click.Choice[str]):
    """One of several words, in any case; of a misspelt one it says which is meant."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that is meant."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            near = suggest(str(value), self.choices)
            if not near:
                raise
            self.fail(f"'{value}' is no choice{near}", param, ctx)


class Text(click.types.StringParamType):
    """A text; bytes that are no UTF-8 reach a program as half characters, which nothing writes."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text, if it is one."""
        text: str = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(f"'{text}' is not UTF-8, expected text in UTF-8.", param, ctx)
        return text


_TEXT: Final = Text()


def read_texts(command: click.Command) -> click.Command:
    """Return the command with each of its options of free text held to UTF-8."""
    for one in command.params:
        if one.type is click.STRING:
            one.type = _TEXT
    return command


def pick_type(choices: Sequence[str]) -> "click.Choice[str]":
    """Return the type of an option that is one of `choices`, in any case."""
    return NearChoice(choices, case_sensitive=False)


def give_examples(*lines: str) -> str:
    """Return the end of a command's help: what to type, a command a line."""
    told = "\n".join(f"  {PROGRAM} {line}" for line in lines)
    return f"\b\nExamples:\n{told}"


data_option = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A dataset folder to show instead of the bundled Kursk front.",
)
language_option = click.option(
    "--language",
    type=pick_type(LANGUAGES),
    default=ENGLISH,
    show_default=True,
    help="The language of what is written.",
)


def table_option(forms: Sequence[str]) -> Callable[[Command], Command]:
    """Return the option `--format` of a command that lists rows, one of `forms`."""
    words = "What to write; without it the file's suffix says which, else a table."
    return click.option("--format", "form", type=pick_type(forms), help=words)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
port_option = click.option(
    "--port", type=click.IntRange(1, 65535), help="Port; a free one if 8501 is taken."
)
browser_option = click.option("--no-browser", is_flag=True, help="Do not open a browser window.")


def _read_hosts(
    context: click.Context, parameter: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the names of hosts that a proxy asks for, of which one may be all below a name."""
    for name in names:
        if not is_host(name.removeprefix("*.")):
            words = f"'{name}' is no name of a host, expected one such as front.example, no port."
            raise click.BadParameter(words, context, parameter)
    return names


def _read_base_path(context: click.Context, parameter: click.Parameter, given: str) -> str:
    """Return the path below which a proxy asks, without the slashes at its ends."""
    path = given.strip("/")
    if path and not all(map(_FOLDER.fullmatch, path.split("/"))):
        words = (
            f"'{given}' is no plain path, expected one such as maps/front, of Latin letters, "
            "digits, '-', '_' and '.'."
        )
        raise click.BadParameter(words, context, parameter)
    return path


host_option = click.option(
    "--host",
    "hosts",
    metavar="NAME",
    multiple=True,
    callback=_read_hosts,
    help="A name by which a proxy asks for it; others than this and localhost are refused.",
)
base_path_option = click.option(
    "--base-path",
    default="",
    metavar="PATH",
    callback=_read_base_path,
    help="The path below which a proxy asks for it.",
)


def date_option(
    meaning: str, name: str = "--date", *, parameter: str = "", required: bool = False
) -> Callable[[Command], Command]:
    """Return an option for a day, None if left out; `check_day` then checks it against a front.

    `parameter` is what the command's function calls it, by default the option's own name.
    """
    names = (name, parameter) if parameter else (name,)
    return click.option(
        *names,
        metavar="YYYY-MM-DD",
        required=required,
        callback=_read_day,
        shell_complete=complete_from(VALUES["date"]),
        help=meaning,
    )


def out_option(
    meaning: str, *, required: bool = True, folder: bool = False
) -> Callable[[Command], Command]:
    """Return the option `--out`, in short `-o`: a path, or '-' for standard output.

    Where no file can stand is refused before the work is done; with `folder` it may be a folder.
    """
    path = click.Path(allow_dash=True, path_type=Path)
    check = None if folder else _check_out
    return click.option(
        "-o",
        "--out",
        type=path,
        required=required,
        metavar="PATH",
        callback=check,
        help=meaning,
    )


def template_option(meaning: str) -> Callable[[Command], Command]:
    """Return the option of a deck's own template, a file that there is."""
    path = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.option("--template", "potx", type=path, metavar="FILE.potx", help=meaning)


def account_option(*names: str, text: str, multiple: bool = False) -> Callable[[Command], Command]:
    """Return the option of an account of the front, which a shell completes from its front.toml."""
    return click.option(
        *(names or ("--account",)),
        metavar="NAME",
        help=text,
        multiple=multiple,
        shell_complete=complete_from(VALUES["account"]),
    )


def add_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return what adds several options to a command, in this order."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


server_options = add_options(
    port_option, browser_option, data_option, host_option, base_path_option
)
"""Those of `Given`."""


def field_options(state: "type[DataclassInstance]") -> list[Callable[[Command], Command]]:
    """Return the options of those fields of the state, or of a part of it, that have one.

    Each is called in the command's function what its field is called. What may be any of many
    names is given a name at a time.
    """
    return [
        click.option(
            codec.option.flag,
            name,
            is_flag=isinstance(codec, Flag),
            multiple=isinstance(codec, Names),
            type=pick_type(codec.option.choices) if codec.option.choices else None,
            metavar=codec.option.metavar,
            shell_complete=complete_from(values, joined=isinstance(codec, SomeOf))
            if (values := VALUES.get(codec.address))
            else None,
            help=codec.option.help,
        )
        for name, codec in list_fields(state).items()
        if codec.option
    ]


def open_dataset(context: click.Context, data: Path | None) -> Dataset:
    """Return the dataset that the command or the group was given, else the bundled front.

    Raises:
        DatasetError: the folder breaks its rules.
    """
    from geodata.dataset.load import load_dataset  # noqa: PLC0415

    return load_dataset(find_data(context, data))


def find_data(context: click.Context, data: Path | None) -> Path | None:
    """Return the folder named after the command, else the one before it, else None."""
    given: Given | None = context.obj
    return data or (given["data"] if given else None)


def read_given(path: Path, most_mb: int = MOST_MB) -> bytes:
    """Return the bytes of a file that a command was given, which may be a pipe.

    Raises:
        Refusal: it is larger than any such file, or a device that never ends.
    """
    most = most_mb * 1_000_000
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Refusal(f"{path} has more than {most_mb} MB, expected no larger file.")
    return content


def read_ordinary(path: Path) -> bytes:
    """Return the bytes of a file that a command was given, which may be no pipe: it may never end.

    Raises:
        Refusal: it is no ordinary file, or larger than any such file.
    """
    if not path.is_file():
        raise Refusal(f"{path} is no ordinary file, expected one; write it to a file first.")
    return read_given(path)


def is_given(context: click.Context, name: str) -> bool:
    """Whether an option stands in the command line."""
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def check_day(day: date, front: Front) -> date:
    """Return a day that the front covers.

    Raises:
        Refusal: the day lies outside the front.
    """
    if not front.first <= day <= front.last:
        raise Refusal(f"{day} lies outside the front, expected {front.first} to {front.last}.")
    return day


def _read_day(context: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    return None if text is None else read_day(text, context, parameter)


def read_day(text: str, context: click.Context, parameter: click.Parameter) -> date:
    """Return a day given as YYYY-MM-DD.

    Raises:
        BadParameter: it is none.
    """
    try:
        return parse_day(text)
    except ValueError as error:
        words = f"'{text}' is not a day, expected one such as 2025-03-12."
        raise click.BadParameter(words, context, parameter) from error


def _check_out(context: click.Context, parameter: click.Parameter, out: Path | None) -> Path | None:
    if out and out.is_dir():
        raise click.BadParameter(f"{out} is a folder, expected a file.", context, parameter)
    if out and out != STDOUT and not out.absolute().parent.is_dir():
        words = f"there is no folder {out.parent} to write {out.name} into; make it first."
        raise click.BadParameter(words, context, parameter)
    return out
