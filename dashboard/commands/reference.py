"""The command reference, this folder's README.md: written from the commands' own options and help.

It reads what the commands declare and not what click prints of it, so that another release of click
gives the same text. `python -m dashboard.commands.reference` writes it, `--check` compares.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from dashboard.commands import COMMANDS

README: Final = Path(__file__).with_name("README.md")
NAME: Final = "kursk-front"
_RUN: Final = "python -m dashboard.commands.reference"
_HEAD: Final = f"""# The commands

One module a command: `claims.py` holds the click command `claims`, which `dashboard/cli.py` imports
when it is called. `options.py` holds what commands share, `views.py` what those share that draw. A
command may import every other folder; what takes long to import it imports in its function, so that
`--help` is quick. To add one, write its module and name it in `__init__.py`; to add an option for a
field of the state, give its declaration in `state/` an `Option`.

What follows is written by `{_RUN}` from the commands themselves.
`{NAME}` alone serves, with the options of `{NAME} serve`; `--help` after any command
says the same as here. An option with … may be given several times. What a command cannot work with
it refuses in one line, with exit code 2, and writes nothing.
"""
_NUMBERS: Final = (click.types.IntParamType, click.types.FloatParamType)


def write_reference() -> str:
    """Return the reference as Markdown, the commands in the order of the program's help."""
    parts = [_HEAD]
    for name in COMMANDS:
        command = getattr(import_module(f"dashboard.commands.{name}"), name)
        parts += _tell_command(f"{NAME} {name}", command)
    return "\n".join(parts)


def _tell_command(path: str, command: click.Command) -> Iterator[str]:
    """Yield heading, usage, help and options of a command, each a block that ends its line."""
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    words = [path, "[OPTIONS]" if options else "", *map(_name_argument, arguments)]
    yield f"## {path}\n\n    {' '.join(filter(None, words))}\n"
    paragraphs = (command.help or "").split("\n\n")
    yield "\n\n".join(" ".join(one.split()) for one in paragraphs) + "\n"
    if options:
        rows = (f"| {_tell_flags(one)} | {_tell_meaning(one)} |" for one in options)
        yield "\n".join(["| option | |", "|---|---|", *rows]) + "\n"


def _name_argument(argument: click.Argument) -> str:
    is_choice = isinstance(argument.type, click.Choice)
    name = _name_value(argument) if is_choice else str(argument.name).upper()
    return name if argument.required else f"[{name}]"


def _tell_flags(option: click.Option) -> str:
    """Return the names of an option with what its value is called or one of."""
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag else f" {_name_value(option)}"
    more = " …" if option.multiple else ""
    return f"`{_escape_bars(names + value + more)}`"


def _tell_meaning(option: click.Option) -> str:
    """Return the help of an option, whether it must be given, and what it is if it is not."""
    notes = ["required"] if option.required else []
    if not option.is_flag and isinstance(option.default, str | int | float) and option.default:
        notes.append(f"`{option.default}` if left out")
    ends = f" ({'; '.join(notes)})" if notes else ""
    return _escape_bars((option.help or "").replace("<", "&lt;")) + ends


def _escape_bars(text: str) -> str:
    """Return a text that can stand in a cell of a table."""
    return text.replace("|", r"\|")


def _name_value(parameter: click.Parameter) -> str:
    """Return what the value of an option or an argument is called."""
    if parameter.metavar:
        return parameter.metavar
    if isinstance(parameter.type, click.Choice):
        return "|".join(str(one) for one in parameter.type.choices)
    if isinstance(parameter.type, click.Path):
        return "PATH" if parameter.type.file_okay else "FOLDER"
    return "NUMBER" if isinstance(parameter.type, _NUMBERS) else "TEXT"


def main(arguments: list[str]) -> None:
    """Write the reference, or with --check only say whether it is current (exit 1 if not)."""
    text = write_reference()
    if arguments != ["--check"]:
        README.write_text(text, encoding="utf-8")
    elif README.read_text(encoding="utf-8") != text:
        sys.exit(f"{README.name} is not what the commands say; run {_RUN}.")


if __name__ == "__main__":
    main(sys.argv[1:])
