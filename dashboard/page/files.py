"""What the map fetches, by names that say what is in it.

It is kept in memory: no folder can be read by others, emptied by a cleaner or left behind.
"""

import asyncio
from collections.abc import Callable, Mapping
from mimetypes import guess_type
from threading import Lock
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.timeline_map import asset_files
from dashboard.view.memo import Lately

FOLDER: Final = "files"
ROOT: Final = f"../../{FOLDER}"
"""The folder's address, relative to the page of st_folium, so that it holds under a base path."""
KEPT_FILTERS: Final = 64  # files of filters that are kept, of 10 to 130 kB each


class Files:
    """Files by name: those of the front for good, those of filters as long as they are asked for.

    Several threads may read and write at once.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Begin with `files`, which stay."""
        self._files = dict(files)
        self._filters: Lately[str, bytes] = Lately(KEPT_FILTERS)
        self._promised: dict[str, Callable[[], bytes]] = {}
        self._passing: Lately[str, Callable[[], bytes]] = Lately(KEPT_FILTERS)
        self._lock = Lock()
        self._makers: dict[str, Lock] = {}

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Add files that stay."""
        with self._lock:
            self._files |= files

    def keep_filter(self, name: str, encode: Callable[[], bytes]) -> None:
        """Have a filter's file of that name: as it is there, else as `encode` makes it.

        Files that nobody has asked for lately make room.
        """
        if self._filters.find(name) is None:
            self._filters.keep(name, encode())

    def promise(self, name: str, encode: Callable[[], bytes], *, stays: bool) -> None:
        """Have a file of that name made by `encode` when somebody first reads it.

        One that `stays` is of the front; of the others, those not asked for lately make room.
        """
        if stays:
            self._promised[name] = encode
        else:
            self._passing.keep(name, encode)

    def read(self, name: str) -> bytes | None:
        """Return the file of that name, if it is there or has been promised."""
        with self._lock:
            content = self._files.get(name)
        encode = self._promised.get(name) or self._passing.find(name)
        content = self._filters.find(name) if content is None else content
        return self._make(name, encode) if content is None and encode else content

    def _make(self, name: str, encode: Callable[[], bytes]) -> bytes:
        """Return a promised file, made by the first of those who read it at the same time."""
        with self._lock:
            turn = self._makers.setdefault(name, Lock())
        with turn:
            content = self._filters.find(name)
            if content is None:
                content = encode()
                self._filters.keep(name, content)  # it can be made again
        with self._lock:
            self._makers.pop(name, None)
        return content


FILES: Final = Files(asset_files())
"""Those of this server."""


def make_route(base_path: str) -> Route:
    """Return the route by which the browser reads the files, below a base path."""

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        content = await asyncio.to_thread(FILES.read, name)  # which may have to make it
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type=guess_type(name)[0] or "application/octet-stream")

    return Route(f"{base_path}/{FOLDER}/{{name}}", answer)
