"""The command line, `kursk-front`: finds the command that is asked for; needs no Streamlit."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final, Unpack

import click

from dashboard.commands import COMMANDS
from dashboard.commands.options import (
    PROGRAM,
    Given,
    Refusal,
    give_examples,
    read_texts,
    refuse_faults,
    server_options,
    suggest,
)
from geodata.build.console import leave_cleanly
from geodata.core import read_version
from geodata.files.output import read_epoch

_SERVING: Final = {
    "port": "--port",
    "no_browser": "--no-browser",
    "hosts": "--host",
    "base_path": "--base-path",
}


class CommandGroup(click.Group):
    """A group that imports the module of a command only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"dashboard.commands.{cmd_name}"), cmd_name)
        return read_texts(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named; of a misspelt one say which is meant."""
        name = args[0]
        near = suggest(name, COMMANDS)
        if name in COMMANDS or not near or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"no command '{name}'{near}", ctx)

    def make_context(  # its arguments are click's own
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Read the options before the command's name; a fault in them is said in one line."""
        with shorten_usage(), refuse_faults():  # of its help, which may find no room
            context: click.Context = super().make_context(info_name, args, parent, **extra)
            return context

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whatever it cannot work with is refused in one line."""
        with leave_cleanly(), shorten_usage(), refuse_faults():
            read_epoch()
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@contextmanager
def shorten_usage() -> Iterator[None]:
    """Say in one line what is wrong with the words that a command was called with."""
    try:
        yield
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "kursk-front"
        message = " ".join(error.format_message().split()).rstrip(".") + "."
        raise Refusal(f"{message} '{path} --help' tells more.") from error


def _show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"{PROGRAM}, version {read_version()}")
        context.exit()


@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=give_examples(
        "", "snapshot --date 2025-03-12 -o map.png", "claims --date 2025-03-12", "--help"
    )
    + "\n\n"
    + "'kursk-front COMMAND --help' shows more of them; dashboard/commands/README.md lists all.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@server_options
@click.pass_context
def main(context: click.Context, **given: Unpack[Given]) -> None:
    """An offline, sourced dashboard of the Kursk front. Without a command: serve."""
    context.obj = given
    idle = [flag for name, flag in _SERVING.items() if given.get(name)]
    if idle and context.invoked_subcommand not in (None, "serve"):
        told = f"{', '.join(idle)} would change nothing in {context.invoked_subcommand}"
        raise Refusal(f"{told}; leave it out, or serve.")
    if context.invoked_subcommand is None:
        from dashboard.commands.serve import serve  # noqa: PLC0415

        context.invoke(serve)


if __name__ == "__main__":
    main()
