"""The command `kursk-front serve`: the dashboard on this machine, with Streamlit beside it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

import dashboard
from dashboard.commands.options import (
    Given,
    browser_option,
    data_option,
    find_data,
    port_option,
    refuse_faults,
)
from dashboard.view.workspace import DATA_VARIABLE
from geodata.core.errors import Fault, list_told
from geodata.dataset.load import bundled_folder, load_dataset

DEFAULT_PORT: Final = 8501
ADDRESS: Final = "localhost"
START_SECONDS: Final = 60.0
GRACE_SECONDS: Final = 3.0
# Streamlit imports the page when the first reader comes, which costs them a second. What of it
# needs no running server (the components do) is imported before.
START: Final = """
import runpy
import dashboard.briefing.export, dashboard.payload.payload, dashboard.timeline_map
runpy.run_module("streamlit", run_name="__main__")
"""
REHEARSE: Final = "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED"  # the page is run on request


@click.command()
@port_option
@browser_option
@data_option
@click.pass_context
def serve(context: click.Context, port: int | None, no_browser: bool, data: Path | None) -> None:
    """Serve the dashboard on this machine and open it in a browser."""
    given: Given = context.obj
    data = find_data(context, data)
    faults: list[Fault] = []
    with refuse_faults():  # of a bad table; without a bad layer the rest is shown
        dataset = load_dataset(data or bundled_folder(), faults.append)
    for line in list_told([*faults, *dataset.notices]):
        click.echo(f"Warning: {line}", err=True)
    port = choose_port(port or given["port"])
    url = f"http://{ADDRESS}:{port}"
    click.echo(f"Kursk Front is at {url} (stop with Ctrl-C)")
    environment = {**os.environ, REHEARSE: "true"}
    if data is not None:
        environment[DATA_VARIABLE] = str(data.resolve())
    in_browser = not (no_browser or given["no_browser"])
    threading.Thread(target=_prepare, args=(url, in_browser), daemon=True).start()
    sys.exit(_run_streamlit(port, environment))


def choose_port(asked: int | None) -> int:
    """Return the asked port, else 8501, else a free one; an asked port that is taken is refused."""
    if asked is not None:
        if not _is_free(asked):
            raise click.ClickException(
                f"port {asked} is taken by another program; give another --port, or none."
            )
        return asked
    if _is_free(DEFAULT_PORT):
        return DEFAULT_PORT
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
    return port


def read_settings() -> dict[str, object]:
    """Return Streamlit's settings: the packaged copy, or the checkout's own file."""
    here = Path(dashboard.__file__).parent
    packaged = here / "streamlit.toml"
    path = packaged if packaged.is_file() else here.parent / ".streamlit" / "config.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def list_flags(settings: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    """Yield Streamlit's command-line flags for nested settings."""
    for key, value in settings.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            yield from list_flags(value, name)
        else:
            yield f"--{name}={str(value).lower() if isinstance(value, bool) else value}"


def _run_streamlit(port: int, environment: Mapping[str, str]) -> int:
    app = Path(dashboard.__file__).with_name("app.py")
    flags = [*list_flags(read_settings()), f"--server.port={port}", f"--server.address={ADDRESS}"]
    command = [sys.executable, "-c", START, "run", str(app), *flags]
    with subprocess.Popen(command, env=dict(environment)) as process:  # noqa: S603

        def stop(*_: object) -> None:
            process.terminate()
            # A server in the middle of a run may wait for its own end for ever.
            last = threading.Timer(GRACE_SECONDS, process.kill)
            last.daemon = True
            last.start()

        # Whoever ends this command ends the server too, and not only with Ctrl-C.
        signal.signal(signal.SIGTERM, stop)
        try:
            code = process.wait()
        except KeyboardInterrupt:
            stop()
            code = process.wait()
    return max(code, 0)  # negative when ended by a signal, which is how it is meant to end


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _prepare(url: str, in_browser: bool) -> None:
    """Open the page once the server answers; run it once while the browser is still starting."""
    deadline = time.monotonic() + START_SECONDS
    while not _is_answered(f"{url}/_stcore/health"):
        if time.monotonic() > deadline:
            return
        time.sleep(0.1)
    if in_browser:
        webbrowser.open(url)
    _is_answered(f"{url}/_stcore/script-health-check")


def _is_answered(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=START_SECONDS):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False
