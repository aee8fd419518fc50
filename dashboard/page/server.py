"""The server: Streamlit's, behind what guards it, in this very process.

`kursk-front serve` calls `run_server`; `streamlit run dashboard/app.py` finds the same parts there.
No process is started, so that none can be left behind.
"""

import gc
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from os import _exit
from pathlib import Path
from socket import socket
from typing import Final, TypedDict

import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit import config, runtime
from streamlit.starlette import App

from dashboard.page.files import make_route
from dashboard.page.folds import make_fold_route
from dashboard.page.guard import Guard
from dashboard.page.messages import show_message
from dashboard.page.packing import Packing
from dashboard.text.catalogues import PANELS
from geodata.build.console import hear_signals
from geodata.core.plain import plain_lines

SWITCH_S: Final = 0.001
"""How long a thread goes on while another waits: a sheet that is drawn must not hold up panels."""
GRACE_S: Final = 3
"""Seconds in which a server ends by itself; one in the middle of a run may wait for ever."""
MOST_HEARD: Final = 1_000_000  # bytes of one message of a page, of which the usual has a thousand
_PING_S: Final = 30.0
_LOOK_UP: Final = "get_options_for_section"
_ENDS: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class ServerParts(TypedDict):
    """What the application is put together from."""

    script_path: Path
    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Callable[[App], AbstractAsyncContextManager[None]]
    on_script_error: Callable[[Exception], bool]


def describe_app() -> ServerParts:
    """Return the parts of the application, by Streamlit's settings at this moment."""
    base_path = config.get_option("server.baseUrlPath").strip("/")
    below = f"/{base_path}" if base_path else ""
    return {
        "script_path": Path(__file__).with_name("script.py"),
        "routes": [make_fold_route(below), make_route(below)],
        "middleware": [Middleware(Guard), Middleware(Packing)],
        "lifespan": rehearse,
        "on_script_error": show_failure,
    }


@asynccontextmanager
async def rehearse(_app: App) -> AsyncIterator[None]:
    """Run the page once for nobody, before the first reader may come.

    A reader who came meanwhile would import the page's modules beside that run, and might wait for
    ever.
    """
    await _run_once()
    yield


async def _run_once() -> None:
    await runtime.get_instance().does_script_run_without_error()
    # What the first run imported stays for good, and need not be walked for garbage.
    gc.collect()
    gc.freeze()


def keep_settings() -> None:
    """Look the colours up once, which no reader can change.

    Streamlit goes through all of its three hundred settings six times a run.
    """
    look_up = getattr(config, _LOOK_UP, None)  # no promise of Streamlit's
    if look_up and not hasattr(look_up, "cache_info"):
        setattr(config, _LOOK_UP, cache(look_up))


class PlainRecord(logging.LogRecord):
    """What is logged, as mere text: Streamlit quotes what a page sent, and terminals obey codes."""

    def getMessage(self) -> str:  # noqa: N802 (the name is logging's)
        """Return the message without codes."""
        return plain_lines(super().getMessage())


def show_failure(error: Exception) -> bool:
    """Say in our own words that the page failed; the reason stands in the log."""
    logging.getLogger(__name__).error("the page failed", exc_info=error)
    show_message(PANELS["failed"], "error")
    return True


class _Server(uvicorn.Server):
    """Uvicorn's server, which says when it answers."""

    def __init__(self, settings: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(settings)
        self._on_start = on_start

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started:
            self._on_start()


def run_server(
    listeners: Sequence[socket], settings: Mapping[str, object], on_start: Callable[[], None]
) -> None:
    """Serve the page on sockets that listen already, until a signal ends it.

    `settings` are Streamlit's by their dotted names; `on_start` is called once it answers.
    """
    sys.setswitchinterval(SWITCH_S)
    logging.setLogRecordFactory(PlainRecord)
    for name, value in settings.items():
        config.set_option(name, value)
    keep_settings()
    options = uvicorn.Config(
        App(**describe_app()),
        ws="websockets-sansio",
        ws_max_size=MOST_HEARD,
        ws_ping_interval=_PING_S,
        ws_ping_timeout=_PING_S,
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = _Server(options, on_start)

    def stop(*_: object) -> None:
        server.should_exit = True

    # Uvicorn has its own for the first two while it runs, and then calls these once more.
    hear_signals(_ENDS, stop)
    server.run(sockets=list(listeners))
    last = threading.Timer(GRACE_S, _exit, (0,))  # a thread of a reader's may never end
    last.daemon = True
    last.start()
