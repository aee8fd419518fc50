"""The command line, `kursk-front`: finds the command that is asked for; needs no Streamlit."""

from importlib import import_module
from pathlib import Path

import click

from dashboard import __version__
from dashboard.commands import COMMANDS
from dashboard.options import browser_option, data_option, port_option


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="kursk-front")
@port_option
@browser_option
@data_option
@click.pass_context
def main(context: click.Context, port: int | None, no_browser: bool, data: Path | None) -> None:
    """An offline, sourced dashboard of the Kursk front. Without a command: serve."""
    context.obj = {"port": port, "no_browser": no_browser, "data": data}
    if context.invoked_subcommand is None:
        from dashboard.commands.serve import serve  # noqa: PLC0415

        context.invoke(serve)


if __name__ == "__main__":
    main()
