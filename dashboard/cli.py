"""The command line, `kursk-front`: finds the command that is asked for; needs no Streamlit."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Unpack

import click

from dashboard import __version__
from dashboard.commands import COMMANDS
from dashboard.commands.options import (
    Given,
    Refusal,
    refuse_faults,
    server_options,
)
from geodata.build.console import hear_signals
from geodata.files.output import read_epoch

_BY_SIGNAL = 128  # and its number: what a shell says of a command that a signal ended


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
        return command

    def make_context(  # its arguments are click's own
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Read the options before the command's name; a fault in them is said in one line."""
        with shorten_usage():
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
def leave_cleanly() -> Iterator[None]:
    """End by SIGTERM and SIGHUP as by Ctrl-C: what is half done takes its temporary files along."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(_BY_SIGNAL + number)

    is_main = threading.current_thread() is threading.main_thread()  # no other may set them
    before = hear_signals(("SIGTERM", "SIGHUP"), leave) if is_main else {}
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)


@contextmanager
def shorten_usage() -> Iterator[None]:
    """Say in one line what is wrong with the words that a command was called with."""
    try:
        yield
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "kursk-front"
        message = " ".join(error.format_message().split())
        raise Refusal(f"{message} '{path} --help' tells more.") from error


@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="kursk-front")
@server_options
@click.pass_context
def main(context: click.Context, **given: Unpack[Given]) -> None:
    """An offline, sourced dashboard of the Kursk front. Without a command: serve."""
    context.obj = given
    if context.invoked_subcommand is None:
        from dashboard.commands.serve import serve  # noqa: PLC0415

        context.invoke(serve)


if __name__ == "__main__":
    main()
