"""Servers behind nginx with the sample configuration: every reader stays with one of them."""

import http.client
import importlib.util
import shutil
import sys
from contextlib import ExitStack, closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
NAME = "front.example.org"
UPGRADED = 101
READERS = 20

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on the path")


@pytest.fixture(scope="module")
def bench():
    """Return the module that starts servers and the proxy."""
    spec = importlib.util.spec_from_file_location(
        "bench_sessions", BENCHMARKS / "bench_sessions.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_sessions"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def proxy(bench):
    """Return the port of the proxy before the dashboard."""
    port = bench.find_port()
    command = [sys.executable, "-m", "dashboard", "--no-browser", f"--port={port}", "--host", NAME]
    with bench.start(command, port), bench.start_proxy([port]) as (front, _):
        yield front


class Named(BaseHTTPRequestHandler):
    """Answers every request with the port of its server."""

    def do_GET(self):
        said = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def pair(bench):
    """Return the port of the proxy before two servers that say which of them answers."""
    with ExitStack() as stack:
        servers = [ThreadingHTTPServer(("127.0.0.1", 0), Named) for _ in range(2)]
        for one in servers:
            stack.enter_context(one)
            Thread(target=one.serve_forever, args=[0.02], daemon=True).start()
            stack.callback(one.shutdown)
        yield stack.enter_context(bench.start_proxy([one.server_port for one in servers]))[0]


def ask(port, path="/", **headers):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
        link.request("GET", path, headers={"Host": NAME, **headers})
        answer = link.getresponse()
        # An opened WebSocket has no body that ends.
        body = b"" if answer.status == UPGRADED else answer.read()
        found = answer.status, dict(answer.getheaders()), body
        answer.close()
        return found


def shake_hands(port, origin):
    """Return the status of the opening of a WebSocket."""
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": origin}
    return ask(port, "/_stcore/stream", **key, **upgrade)[0]


def test_a_reader_stays_with_one_process(pair):
    homes = set()
    for _ in range(READERS):
        _, told, home = ask(pair)
        cookie = told["Set-Cookie"].split(";")[0]
        assert cookie.startswith("kursk_front=")
        assert "HttpOnly" in told["Set-Cookie"]
        for _ in range(3):
            _, again, answered = ask(pair, Cookie=cookie)
            assert answered == home
            assert again["Set-Cookie"].split(";")[0] == cookie
        homes.add(home)
    assert len(homes) == 2  # and not all with the same


def test_the_page_comes_with_its_headers_and_compressed_once(proxy):
    status, told, _ = ask(proxy, **{"Accept-Encoding": "gzip"})
    assert (status, told["Content-Encoding"]) == (200, "gzip")
    assert "frame-ancestors 'self'" in told["content-security-policy"]
    assert ask(proxy, "/_stcore/health")[0] == 200
    assert ask(proxy, "/_stcore/metrics")[0] == 404


def test_pages_of_others_are_refused_through_the_proxy_too(proxy):
    assert shake_hands(proxy, f"https://{NAME}") == UPGRADED
    assert shake_hands(proxy, "https://evil.example") == 403
    assert ask(proxy, Host="evil.example")[0] == 403
