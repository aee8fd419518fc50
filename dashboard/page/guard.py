"""What stands before every answer: who may ask, and what a browser may do with the page.

A page of another site can have a browser ask any server that the browser reaches, also under a name
of its own that it has pointed at this machine. So a request must come under a name that is known,
and from a page of this server if it comes from a page at all; WebSockets and all else alike. Where
somebody else got text into the page after all, the policy keeps it from running and from calling
out.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit import config

from dashboard.text.catalogues import REFUSALS

NAMES: Final = "server.allowedHosts"
"""Streamlit's setting, which it heeds for WebSockets alone; here every request is held to it."""
# Of no use to the page: figures on the server, runs of the page on request, files from readers.
_CLOSED: Final = re.compile(
    r"/_stcore/(?:metrics|script-health-check|agent/.*|upload_file/.*)$|/_stcore/agent$"
)
_COMPONENT: Final = "/component/"
_HOST: Final = re.compile(r"[\w.-]+(:\d+)?|\[[\da-fA-F:]+\](:\d+)?")
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FORBIDDEN, _GONE, _POLICY, _TEXT = 403, 404, 1008, 1003
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """An ASGI layer that refuses what does not come from a page of this server."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or let it pass and say what a browser may do with the answer."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        names = config.get_option(NAMES)
        if not is_known(host, names) or not is_own(origin, host, names):
            await _refuse(scope, receive, send, _FORBIDDEN)
        elif _CLOSED.search(scope["path"]):
            await _refuse(scope, receive, send, _GONE)
        else:
            policy = write_policy(component=_COMPONENT in scope["path"], host=host)
            named, answer = _name_origin(scope, origin), _add_headers(send, policy)
            await self._app(named, _hear_bytes(receive, answer), answer)


def is_known(host: str, names: Sequence[str]) -> bool:
    """Whether `host`, as a request gives it with or without a port, is one of `names`.

    "*" is any, "*.example.org" each name below that one; without names all are known.
    """
    name = _find_name(f"//{host}")
    if not names:
        return True
    return name is not None and any(
        pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:]))
        for pattern in (one.strip().lower().rstrip(".") for one in names)
    )


def is_own(origin: str | None, host: str, names: Sequence[str]) -> bool:
    """Whether a request comes from a page of this server, or from no page at all.

    Behind a proxy that does not hand on the name by which it was asked, the page's is one of
    `names`. Other programs on this machine are pages of their own, whatever their port.
    """
    if origin is None or (
        _HOST.fullmatch(host) and origin in (f"http://{host}", f"https://{host}")
    ):
        return True
    name = _find_name(origin)
    return bool(name) and name not in LOCAL and bool(names) and is_known(name or "", names)


LOCAL: Final = frozenset(("localhost", "127.0.0.1", "::1"))
"""The names by which a machine asks itself."""


def write_policy(*, component: bool, host: str) -> str:
    """Return the Content-Security-Policy of the page, or of the frame with the map in it.

    Both may ask this server alone. The frame runs the scripts that st_folium writes into it. A
    WebSocket of the same server is named for browsers to which 'self' is HTTP only.
    """
    scripts = "'unsafe-inline' 'unsafe-eval'" if component else list_inline()
    name = host if _HOST.fullmatch(host) else ""
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' {scripts}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "connect-src": f"'self' ws://{name} wss://{name}" if name else "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{part} {sources}" for part, sources in policy.items())


@cache
def list_inline() -> str:
    """Return the digests of the scripts that Streamlit's page has written into it."""
    page = Path(streamlit.__file__).with_name("static") / "index.html"
    scripts = _INLINE.findall(page.read_text(encoding="utf-8"))
    digests = (b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _find_name(address: str) -> str | None:
    """Return the name in an address in small letters, None where it has none or is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # which must be a number
    except ValueError:
        return None
    user = parts.username is not None or parts.password is not None
    if user or parts.path or parts.query or parts.fragment:
        return None
    return parts.hostname and parts.hostname.rstrip(".")


def _name_origin(scope: Scope, origin: str | None) -> Scope:
    """Return a request under the name of the page that it comes from.

    Streamlit asks a server on the Internet for this machine's address where the two differ.
    """
    if origin is None:
        return scope
    headers = [pair for pair in scope["headers"] if pair[0] != b"host"]
    return {**scope, "headers": [*headers, (b"host", urlsplit(origin).netloc.encode("latin-1"))]}


def _add_headers(send: Send, policy: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            told: Mapping[str, str] = {**_HEADERS, "Content-Security-Policy": policy}
            MutableHeaders(scope=message).update(told)
        await send(message)

    return send_with_headers


def _hear_bytes(receive: Receive, send: Send) -> Receive:
    """Return what hears a socket until it sends text, of which Streamlit's protocol has none."""

    async def hear() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") is None:
            await send({"type": "websocket.close", "code": _TEXT})
            return {"type": "websocket.disconnect", "code": _TEXT}
        return message

    return hear


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(_POLICY)(scope, receive, send)
        return
    words = REFUSALS["host"] if status == _FORBIDDEN else REFUSALS["closed"]
    await PlainTextResponse(f"{words}\n", status, dict(_HEADERS))(scope, receive, send)
