"""The command `kursk-front completion`: what makes bash, zsh or fish complete the command line."""

from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

SHELLS: Final = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes kursk-front in SHELL.

    For bash: eval "$(kursk-front completion bash)", best in ~/.bashrc.
    """
    command = context.find_root().command
    script = SHELLS[shell](command, {}, "kursk-front", "_KURSK_FRONT_COMPLETE")
    click.echo(script.source())
