"""One request to an ASGI application, without a server."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


def ask_app(app: App, scope: Message) -> list[Message]:
    """Return what an application sends for a request of this scope, which has no body.

    It runs in a thread of its own: in that of the tests a loop may be running already, since a
    browser that Playwright drives stays open until the last test.
    """
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": f"{scope['type']}.request", "body": b""}

    async def answer() -> None:
        await app(scope, receive, send)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer()).result()
    return sent
