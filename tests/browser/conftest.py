"""Chromium for the browser tests: local requests pass, every other one is stopped and counted."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Playwright,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from dashboard.payload.payload import encode_base, encode_frames
from dashboard.timeline_map import asset_files, build_map, describe_source, render_page
from dashboard.view.workspace import Workspace, lay_out_workspace
from tests.bundled import read_bundled

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--js-flags=--expose-gc",
    # Nothing outside is reached: a request for it fails, and is counted.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers"
SCREEN: ViewportSize = {"width": 1440, "height": 900}
# The map is nobody's business but the plugin's; a test that must hit a place needs its projection.
EXPOSE = """Object.defineProperty(window, 'L', {configurable: true, set(leaflet) {
    Object.defineProperty(window, 'L', {value: leaflet, writable: true, configurable: true});
    leaflet.Map.addInitHook(function () { window.exposedMap ??= this; });
}});
window.findOnMap = ([lon, lat]) => {
    const box = exposedMap.getContainer().getBoundingClientRect();
    const point = exposedMap.latLngToContainerPoint([lat, lon]);
    return [box.left + point.x, box.top + point.y];
};"""
# WCAG 2.2 AA, as far as axe-core can tell. What passed is not told: to write it all down costs as
# much as the search.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
LEFT_OUT = pytest.StashKey[int]()
START_SECONDS = 180
expect.set_options(timeout=30_000)  # milliseconds: a busy machine is not a fault of the page
LOCAL = {"127.0.0.1", "localhost"}

OpenPage = Callable[..., Page]
FindBarriers = Callable[..., list[tuple[str, str]]]


def find_chromium() -> str | None:
    """Return the first Chromium on the path; the one without windows takes a quarter less time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test beside this file; without Chromium leave them out, except under CI."""
    here = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    for item in here:
        item.add_marker("browser")
    if here and find_chromium() is None and not os.environ.get("CI"):
        items[:] = [item for item in items if item not in here]
        config.hook.pytest_deselected(items=here)
        config.stash[LEFT_OUT] = len(here)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say in one line that the browser tests were left out, and what would run them."""
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{count} browser tests left out: no Chromium on the path (Debian: chromium)."
        )


class Profiles:
    """Chromium with profiles that keep compiled scripts, and nothing else, from page to page.

    A page costs two seconds of a core where its scripts are compiled already, four in a context of
    its own. Of pages that are open at the same time each has a profile.
    """

    def __init__(self, playwright: Playwright, path: str, folder: Path) -> None:
        self._chromium = playwright.chromium
        self._path = path
        self._folder = folder
        self._all: list[BrowserContext] = []
        self._free: list[BrowserContext] = []

    def take(self) -> BrowserContext:
        """Return a context that no other test uses, with empty storage."""
        if self._free:
            return self._free.pop()
        context = self._chromium.launch_persistent_context(
            self._folder / str(len(self._all)), executable_path=self._path, args=FLAGS
        )
        context.add_init_script(EXPOSE)
        self._all.append(context)
        return context

    def give_back(self, context: BrowserContext) -> None:
        """Close a context's pages but for the first, empty one, and forget what they stored."""
        context.set_offline(False)
        context.clear_cookies()
        first, *others = context.pages
        origins = {_name_origin(page.url) for page in others}
        for page in others:
            page.close()
        session = context.new_cdp_session(first)
        for origin in origins:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
        session.detach()
        self._free.append(context)

    def close(self) -> None:
        """End every Chromium."""
        for context in self._all:
            context.close()


def _name_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.fixture(scope="session")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profiles]:
    """Return the profiles of a headless Chromium; under CI a missing one is a failure."""
    path = find_chromium()
    if path is None:
        pytest.fail("no Chromium on the path; install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        profiles = Profiles(playwright, path, tmp_path_factory.mktemp("profiles"))
        yield profiles
        profiles.close()


@pytest.fixture(scope="session")
def made_up_timeline() -> ModuleType:
    """Return the module that makes up frames and base layers."""
    path = Path(__file__).parent / "made_up_timeline.py"
    spec = importlib.util.spec_from_file_location("made_up_timeline", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def watch_pages(profiles: Profiles) -> Iterator[OpenPage]:
    """Give a function that opens an address; at the end no request may have gone outside."""
    contexts: list[BrowserContext] = []
    outside: list[str] = []
    errors: list[str] = []

    def note_outside(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"file", "data", "blob"} and parts.hostname not in LOCAL:
            outside.append(request.url)

    def note_policy(message: ConsoleMessage) -> None:
        """Count as an error what a page did that its Content-Security-Policy forbids."""
        if "Content Security Policy" in message.text:
            errors.append(message.text)

    def open_url(
        url: str,
        *,
        init: str = "",
        viewport: ViewportSize = SCREEN,
        offline: bool = False,
        **media: Any,
    ) -> Page:
        context = profiles.take()
        contexts.append(context)
        context.on("request", note_outside)
        context.set_offline(offline)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", note_policy)
        page.set_viewport_size(viewport)
        page.emulate_media(**{"color_scheme": "light", **media})
        page.add_init_script(init)
        page.goto(url)
        return page

    yield open_url
    for context in contexts:
        context.remove_listener("request", note_outside)
        profiles.give_back(context)
    assert outside == []
    assert errors == []


@pytest.fixture
def open_page(profiles: Profiles) -> Iterator[OpenPage]:
    """Return a function that opens an address in a page of the test's own."""
    with watch_pages(profiles) as open_url:
        yield open_url


@pytest.fixture(scope="module")
def open_shared(profiles: Profiles) -> Iterator[OpenPage]:
    """Return a function that opens an address in a page for tests that leave it as they found it.

    To load a page costs seconds of a core; most tests need less to look at it.
    """
    with watch_pages(profiles) as open_url:
        yield open_url


@pytest.fixture(scope="session")
def find_barriers() -> FindBarriers:
    """Return a function that names what breaks WCAG: the rule, and the element as HTML.

    It looks at all of a page or a frame, or at the one part of it that a selector names.
    """

    def find(target: Page | Frame, part: str | None = None) -> list[tuple[str, str]]:
        if part:
            expect(target.locator(part)).to_have_count(1)
        found = Axe().run(target, context=part, options=AXE).response["violations"]
        return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]

    return find


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Return an empty page, watched as every other."""
    return open_page("about:blank")


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """Return the bundled front laid out for use."""
    return lay_out_workspace(read_bundled())


@pytest.fixture(scope="session")
def save_front(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Workspace], str]:
    """Return a function that saves a front as one standalone file and returns its address."""

    def save(front: Workspace) -> str:
        html = render_page(encode_frames(front), encode_base(front), front.dataset.front.title)
        path = tmp_path_factory.mktemp("page") / "front.html"
        path.write_text(html, encoding="utf-8")
        return path.as_uri()

    return save


@pytest.fixture(scope="session")
def bundled_url(workspace: Workspace, save_front: Callable[[Workspace], str]) -> str:
    """Return the address of the bundled front as one standalone file."""
    return save_front(workspace)


@pytest.fixture(scope="session")
def page_url(made_up_timeline: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the made-up front as one standalone file."""
    frames, base = made_up_timeline.make_frames(), made_up_timeline.make_base()
    html = render_page(_dump(frames), _dump(base), "A made-up front")
    path = tmp_path_factory.mktemp("page") / "front.html"
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_front(open_page: OpenPage, page_url: str) -> OpenPage:
    """Return a function that opens the standalone page and waits for its first frame."""

    def open_it(**options: Any) -> Page:
        page = open_page(page_url, **options)
        page.wait_for_selector("[data-testid=timeline][data-date]")
        return page

    return open_it


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the dashboard as the command line serves it, on the bundled front."""
    with serve_front(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def serve_folder(tmp_path: Path) -> Callable[[Path], AbstractContextManager[str]]:
    """Return a function that serves the dataset in a folder, and gives the dashboard's address."""
    return lambda folder: serve_front(tmp_path, "--data", str(folder))


@contextmanager
def serve_front(logs: Path, *options: str) -> Iterator[str]:
    """Serve a front until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "--no-browser", "--port", str(port), *options]
    log = logs / "log.txt"
    with (
        log.open("w") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as server,
    ):
        try:
            url = f"http://localhost:{port}"
            _wait_until_healthy(url, server, log)
            yield url
        finally:
            server.terminate()


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture
def served_folder(made_up_timeline: ModuleType, tmp_path: Path) -> Path:
    """Return a folder laid out as the dashboard serves it, with a plain folium page on top."""
    frames, base = made_up_timeline.make_frames(), made_up_timeline.make_base()
    files = {
        **asset_files(),
        "frames.json": _dump(frames),
        "base.json": _dump(base),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    front_map = build_map(
        describe_source("frames.json", "base.json"), ".", frames["front"]["extent"]
    )
    front_map.get_root().save(str(tmp_path / "index.html"))
    return tmp_path


@pytest.fixture
def served_url(served_folder: Path) -> Iterator[str]:
    """Return the address of the served folder."""
    handler = partial(_QuietHandler, directory=str(served_folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()
    thread.join()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: the tests report what matters."""


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
