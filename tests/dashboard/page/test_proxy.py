"""Two processes behind nginx with the sample configuration: every reader stays with one of them."""

import argparse
import http.client
import importlib.util
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
NAME = "front.example.org"
UPGRADED = 101

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on the path")


@pytest.fixture(scope="module")
def proxy():
    """Return the port of the proxy, and the port of each server behind it."""
    spec = importlib.util.spec_from_file_location(
        "bench_sessions", BENCHMARKS / "bench_sessions.py"
    )
    bench = importlib.util.module_from_spec(spec)
    sys.modules["bench_sessions"] = bench
    spec.loader.exec_module(bench)
    asked = argparse.Namespace(processes=2, empty=False)
    with bench.serve(asked) as (address, *_):
        yield int(address.split(":")[2].split("/")[0])


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


def test_a_reader_stays_with_one_process(proxy):
    _, told, _ = ask(proxy)
    cookie = told["Set-Cookie"].split(";")[0]
    assert cookie.startswith("kursk_front=")
    _, again, _ = ask(proxy, Cookie=cookie)
    assert again["Set-Cookie"].split(";")[0] == cookie
    assert "HttpOnly" in told["Set-Cookie"]


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
