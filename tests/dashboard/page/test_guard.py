"""Who may ask the server, and what a browser may do with the answer."""

import asyncio
import logging

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from dashboard.commands.serve import list_settings, read_settings
from dashboard.page.guard import NAMES, Guard, is_known, is_own, list_inline, write_policy
from dashboard.page.server import PlainRecord
from tests.dashboard.page.asking import ask_app

OURS = dict(list_settings(read_settings()))[NAMES]
OPEN, CLOSED = 200, 403


def ask(path="/", kind="http", **headers):
    """Ask a guarded server that answers all with 200; return status, headers, and what it saw."""
    seen = []

    async def app(scope, _receive, send):
        seen.append(scope)
        start = {"type": "http.response.start", "status": OPEN, "headers": []}
        await send(start if kind == "http" else {"type": "websocket.accept"})

    named = {"host": "localhost:8501", **headers}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": kind, "method": "GET", "path": path, "headers": raw}
    return ask_app(Guard(app), scope)[0], seen


@pytest.fixture(autouse=True)
def names(monkeypatch):
    monkeypatch.setattr(
        config, "get_option", lambda name: [*OURS, "front.example"] if name == NAMES else None
    )


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("passes", "headers"),
    [
        (True, {}),
        (True, {"host": "127.0.0.1:9"}),
        (True, {"host": "[::1]:8501", "origin": "http://[::1]:8501"}),
        (True, {"origin": "http://localhost:8501"}),
        (True, {"host": "front.example", "origin": "https://front.example"}),
        (True, {"host": "127.0.0.1:8501", "origin": "https://front.example"}),  # of a proxy
        (False, {"host": "evil.test:8501", "origin": "http://evil.test:8501"}),  # rebound
        (False, {"host": ""}),
        (False, {"host": "localhost@evil.test"}),
        (False, {"host": "localhost:port"}),
        (False, {"origin": "http://evil.test"}),
        (False, {"origin": "null"}),
        (False, {"origin": "http://localhost:9999"}),  # another program on this machine
        (False, {"origin": "http://localhost.evil.test:8501"}),
    ],
)
def test_only_known_names_and_own_pages_are_answered(kind, passes, headers):
    answer, seen = ask(kind=kind, **headers)
    assert bool(seen) is passes
    if kind == "http":
        assert answer["status"] == (OPEN if passes else CLOSED)
    else:
        assert answer["type"] == ("websocket.accept" if passes else "websocket.close")


def test_a_socket_that_sends_text_is_closed_before_streamlit_hears_it():
    heard = []

    async def app(_scope, receive, send):
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message["bytes"])

    told = [b"bytes", "text", b"never"]
    sent = [
        {"type": "websocket.receive", "bytes" if isinstance(one, bytes) else "text": one}
        for one in told
    ]
    answers = []

    async def talk():
        async def receive():
            return sent.pop(0)

        async def send(message):
            answers.append(message)

        headers = [(b"host", b"localhost:8501")]
        await Guard(app)({"type": "websocket", "path": "/", "headers": headers}, receive, send)

    asyncio.run(talk())
    assert heard == [b"bytes"]
    assert answers[-1] == {"type": "websocket.close", "code": 1003}


def test_what_a_page_sent_is_mere_text_in_the_log():
    record = PlainRecord("streamlit", logging.WARNING, "", 1, "no %s", ("\x1b[31mred",), None)
    assert logging.Formatter().format(record) == r"no \u001b[31mred"


def test_behind_a_proxy_streamlit_sees_the_name_of_the_page():
    _, (scope,) = ask(kind="websocket", host="127.0.0.1:8501", origin="https://front.example")
    assert dict(scope["headers"])[b"host"] == b"front.example"


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/front/_stcore/script-health-check", "/_stcore/agent/mcp"],
)
def test_what_the_page_does_not_need_is_not_there(path):
    answer, seen = ask(path)
    assert (answer["status"], seen) == (404, [])


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/component/x.y/index.html"])
def test_every_answer_says_what_a_browser_may_do(path):
    answer, _ = ask(path)
    told = {name.decode(): value.decode() for name, value in answer["headers"]}
    assert told["x-content-type-options"] == "nosniff"
    assert told["x-frame-options"] == "SAMEORIGIN"
    policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
    assert policy["connect-src"] == "'self' ws://localhost:8501 wss://localhost:8501"
    assert policy["frame-ancestors"] == "'self'"
    assert not any("http" in sources or "*" in sources for sources in policy.values())
    assert ("'unsafe-inline'" in policy["script-src"]) is ("component" in path)


def test_the_policy_lets_streamlit_s_own_page_run():
    assert "'sha256-" in list_inline()
    assert list_inline() in write_policy(component=False, host="localhost")


@given(st.text() | st.from_regex(r"[a-z.:\[\]@/?#-]{0,20}(:[0-9]{0,6})?"), st.booleans())
@example("localhost.", False)
@example("@0", False)
@example(".", False)
@example("a.front.example:80", True)
def test_names_are_known_as_streamlit_knows_them(host, some):
    names = ["localhost", "*.front.example", "::1"] if some else ["*"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "get_option", lambda _name: names)
        assert is_known(host, names) == is_host_allowed(host)


@given(st.text(), st.text())
def test_any_origin_is_judged(origin, host):
    assert is_own(origin, host, OURS) in (True, False)


def test_no_page_around_this_one_may_steer_it():
    assert dict(list_settings(read_settings()))["client.allowedOrigins"] == []
