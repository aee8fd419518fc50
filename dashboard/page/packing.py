"""Files whose names change with their content: compressed once, fetched once by each browser."""

import asyncio
import gzip
import re
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.view.memo import Lately
from geodata.dataset.contents import hash_bytes

KEPT_BYTES: Final = 32_000_000  # of compressed files
_LEVEL: Final = 6
# "index.DormvYxC.js" of Streamlit, "main.521860b0.js" of st_folium, ours of a dozen letters.
_NAMED: Final = re.compile(r"/(?:static|component|files)/.*[.-][\w-]{8,}\.(?:js|css|json|svg)$")
_CACHED: Final = "public, max-age=31536000, immutable"
_LEFT_OUT: Final = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")


@dataclass(frozen=True, slots=True)
class Packed:
    """One file as it goes over the wire."""

    body: bytes
    media_type: str
    etag: str


class Packing:
    """An ASGI layer that asks the server for such a file once, and answers by itself from then on.

    It keeps them compressed, and those that nobody has asked for lately make room. A browser that
    has a file is told that it still holds.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app
        self._kept: Lately[str, Packed] = Lately(KEPT_BYTES, lambda packed: len(packed.body))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file that a browser may keep; let all else pass."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        packs = "gzip" in headers.get("accept-encoding", "")
        if not packs or scope["method"] != "GET" or not _NAMED.search(scope["path"]):
            await self._app(scope, receive, send)
            return
        packed = self._kept.find(scope["path"]) or await self._pack(scope, receive)
        if packed is None:
            await self._app(scope, receive, send)
            return
        told = {"ETag": packed.etag, "Cache-Control": _CACHED, "Vary": "Accept-Encoding"}
        if packed.etag in headers.get("if-none-match", ""):
            response = Response(status_code=304, headers=told)
        else:
            told["Content-Encoding"] = "gzip"
            response = Response(packed.body, headers=told, media_type=packed.media_type)
        await response(scope, receive, send)

    async def _pack(self, scope: Scope, receive: Receive) -> Packed | None:
        """Return a file as the server gives it, compressed; None if it gives none."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        plain = [pair for pair in scope["headers"] if pair[0] not in _LEFT_OUT]
        await self._app({**scope, "headers": plain}, receive, keep)
        if not messages or messages[0]["status"] != 200:
            return None
        told = Headers(raw=messages[0]["headers"])
        content = b"".join(message.get("body", b"") for message in messages[1:])
        body = await asyncio.to_thread(partial(gzip.compress, content, _LEVEL, mtime=0))
        etag = f'"{hash_bytes(content)[:16]}"'
        packed = Packed(body, told.get("content-type", "application/octet-stream"), etag)
        self._kept.keep(scope["path"], packed)
        return packed
