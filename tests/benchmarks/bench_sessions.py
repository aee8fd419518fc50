"""How the server bears many readers at once: python tests/benchmarks/bench_sessions.py

Speaks Streamlit's own protocol, without browsers: every session settles on another date every two
seconds. Prints the time from that message to the claims panel of the new date, and the memory that
a session costs the server.
"""

import argparse
import asyncio
import statistics
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bench_front import serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from dashboard.text.spelling import format_day

FIRST = date(2024, 8, 12)
EVERY_S = 2.0
LAST_S = 30.0


@dataclass
class Reader:
    """One session: its connection, and what it must say to settle on a date."""

    link: ClientConnection
    widget: str = ""
    fragment: str = ""
    waits: list[float] = field(default_factory=list)

    async def read_until(self, words: str) -> None:
        """Take messages until one of the shown HTML holds `words`, then to the end of the run."""
        seen = False
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self.link.recv(), LAST_S))
            element = message.delta.new_element
            if element.HasField("component_instance"):
                self.widget = element.component_instance.id
                self.fragment = message.delta.fragment_id
            if not seen and words in element.html.body:
                seen = True
                self.waits.append(time.perf_counter())
            if message.WhichOneof("type") == "script_finished":
                assert seen, f"the run ended without {words!r}"
                return

    async def settle(self, day: date) -> None:
        """Say that the map has settled on `day`, and wait for its panel."""
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.json_value = self.widget, f'{{"date": "{day}"}}'
        start = time.perf_counter()
        await self.link.send(message.SerializeToString())
        await self.read_until(format_day(day))
        self.waits[-1] = (self.waits[-1] - start) * 1000


async def read_along(address: str, place: int, steps: int, step_s: float) -> list[float]:
    """Open one session and settle `steps` times; return the waits in milliseconds."""
    async with connect(address, subprotocols=["streamlit"], max_size=None) as link:
        reader = Reader(link)
        opening = BackMsg()
        opening.rerun_script.query_string = f"date={FIRST}"
        await link.send(opening.SerializeToString())
        await reader.read_until(format_day(FIRST))
        reader.waits.clear()
        start = time.perf_counter() + 10 + step_s * place
        for step in range(steps):
            await asyncio.sleep(max(start + step * EVERY_S - time.perf_counter(), 0))
            await reader.settle(FIRST + timedelta(days=1 + (place + step) % 200))
        return reader.waits


def read_memory(command: str) -> float:
    """Return the memory of the server whose command line holds `command`, in MB."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        words = path.read_bytes().decode(errors="replace")
        if command in words and "runpy" in words:
            status = path.with_name("status").read_text()
            return int(status.partition("VmRSS:")[2].split()[0]) / 1000
    return float("nan")


async def measure(url: str, sessions: int, steps: int) -> list[float]:
    """Return the waits of all sessions."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    readers = (read_along(address, k, steps, EVERY_S / sessions) for k in range(sessions))
    return [wait for waits in await asyncio.gather(*readers) for wait in waits]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--steps", type=int, default=15)
    asked = parser.parse_args()
    with serve("dashboard.cli", "--no-browser", "--port={port}") as url:
        port = f"--server.port={url.rpartition(':')[2]}"
        asyncio.run(measure(url, 1, 2))
        before = read_memory(port)
        waits = sorted(asyncio.run(measure(url, asked.sessions, asked.steps)))
        after = read_memory(port)
    late = waits[int(len(waits) * 0.95)]
    print(f"settled date to claims panel on the server, {asked.sessions} sessions, n {len(waits)}")
    print(f"p50 {statistics.median(waits):.1f} ms   p95 {late:.1f} ms   bar 30 / 65")
    print(f"memory a session {(after - before) / asked.sessions:.2f} MB   bar 0.5")


if __name__ == "__main__":
    main()
