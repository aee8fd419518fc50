"""The command `kursk-front serve`: the dashboard on this machine, in this process."""

import errno
import os
import socket
import sys
import threading
import tomllib
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Unpack

import click

from dashboard.commands.options import (
    Given,
    find_data,
    refuse_faults,
    server_options,
)
from dashboard.commands.output import warn
from dashboard.view.workspace import DATA_VARIABLE
from geodata.build.console import ClosedOutput
from geodata.core.errors import DatasetError, list_told
from geodata.dataset.load import bundled_folder, name_folders

DEFAULT_PORT: Final = 8501
ADDRESS: Final = "localhost"
# A browser may take either for localhost, and so nobody else may have the other.
_FAMILIES: Final = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_WAITING: Final = 1024  # connections before they are answered
_TRIES: Final = 20
_NAMES: Final = "server.allowedHosts"


@click.command()
@server_options
@click.pass_context
def serve(context: click.Context, **own: Unpack[Given]) -> None:
    """Serve the dashboard on this machine and open it in a browser."""
    given: Given = context.obj
    data = find_data(context, own["data"])
    base_path = own["base_path"] or given["base_path"]
    with ExitStack() as held:
        if isinstance(sys.stdout, ClosedOutput):  # a service may run without
            sys.stdout = held.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        listeners = claim_port(own["port"] or given["port"])
        for one in listeners:
            held.enter_context(one)
        url = f"http://{ADDRESS}:{listeners[0].getsockname()[1]}/{base_path}".rstrip("/")
        if data is not None:
            os.environ[DATA_VARIABLE] = str(data.resolve())
        told = _read_front(data or bundled_folder())
        settings = dict(list_settings(read_settings()))
        settings[_NAMES] = [*_read_names(settings), *(own["hosts"] or given["hosts"])]
        settings["server.baseUrlPath"] = base_path

        def start() -> None:
            for line in told:
                warn(line)
            click.echo(f"Kursk Front is at {url} (stop with Ctrl-C)")
            if not (own["no_browser"] or given["no_browser"]):
                threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

        from dashboard.page.server import run_server  # noqa: PLC0415 (half a second of imports)

        run_server(listeners, settings, start)


def claim_port(asked: int | None) -> list[socket.socket]:
    """Return sockets that listen at the asked port, else at 8501, else at a free one.

    Nobody can take the port any more between its choice and the first answer.

    Raises:
        ClickException: the asked port is taken.
    """
    for port in (asked,) if asked else (DEFAULT_PORT, *[0] * _TRIES):
        if listeners := _listen(port):
            return listeners
    raise click.ClickException(
        f"port {asked or DEFAULT_PORT} is taken by another program; give another --port, or none."
    )


def _listen(port: int) -> list[socket.socket]:
    """Return a socket for each address of this machine at one port, none where one is taken."""
    listeners: list[socket.socket] = []
    for family, address in _FAMILIES:
        # With its protocol said, asyncio sends small answers at once (TCP_NODELAY).
        one = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if os.name != "nt":  # where it would let two programs have one port
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((address, port))
            one.listen(_WAITING)
        except OSError as error:
            one.close()
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                for other in listeners:
                    other.close()
                return []
            continue  # a machine may have no such address
        port = one.getsockname()[1]
        listeners.append(one)
    return listeners


def read_settings() -> dict[str, object]:
    """Return Streamlit's settings: the packaged copy, or the checkout's own file."""
    here = Path(__file__).parents[1]
    packaged = here / "streamlit.toml"
    path = packaged if packaged.is_file() else here.parent / ".streamlit" / "config.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def list_settings(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield nested settings by the dotted names by which Streamlit knows them."""
    for key, value in settings.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            yield from list_settings(value, name)
        else:
            yield name, value


def _read_names(settings: Mapping[str, object]) -> Sequence[str]:
    names = settings[_NAMES]
    return [str(name) for name in names] if isinstance(names, list) else []


def _read_front(folder: Path) -> list[str]:
    """Read the dataset for the page, and return what is wrong with it but does not end it."""
    from dashboard.page.cache import serve_workspace  # noqa: PLC0415 (half a second of imports)

    with refuse_faults():  # of a bad table; without a bad layer the rest is shown
        try:
            workspace = serve_workspace(str(folder)).workspace
        except DatasetError as error:
            raise DatasetError(name_folders(error.faults, folder)) from error
    return list_told(name_folders([*workspace.faults, *workspace.dataset.notices], folder))
