"""How the server bears many readers at once: python tests/benchmarks/bench_sessions.py

Speaks Streamlit's own protocol, without browsers: the sessions open one after the other, rest, and
then each settles on another date every two seconds (`--every`), spread evenly over them. Prints for
each number of sessions the time from that message to the claims panel of the new date, how many
settles came to nothing, what the servers, the proxy and this client took of a processor, and the
memory that each further session costs. The first settle of each session is told apart, as `first`:
it is no part of the other figures. `--processes 2` puts so many behind the sample nginx.conf,
`--storm` has others make sheets of 3840 pixels and films meanwhile, `--empty` measures the least
that Streamlit can do.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

import dashboard
from dashboard.text.catalogues import EXPORT
from dashboard.text.spelling import format_day

HERE = Path(__file__).parent
SAMPLE = Path(dashboard.__file__).parent / "page" / "nginx.conf"
FIRST = date(2024, 8, 12)
LAST_S, OPENING_S, REST_S = 30.0, 0.15, 3.0
_WISH = re.compile(r'\\"nonce\\":(\d+).*?\\"talk\\":\\"(\w+)')
TICKS = os.sysconf("SC_CLK_TCK")
SHEETS, FILMS = 20, 5  # made meanwhile by others under --storm
LOOK_S, FILMED_S = 0.5, 300.0  # how often a film is looked after, and how long it is waited for
NAME = "front.example.org"  # in the sample configuration


class Control(Protocol):
    """A control of the page."""

    id: str
    deferred_file_id: str


@dataclass
class Reader:
    """One session: its connection, and what it must say to settle on a date."""

    link: ClientConnection
    empty: bool = False
    widget: str = ""
    fragment: str = ""
    talk: str = ""
    heard: int = -1
    revision: int = 0
    controls: dict[str, tuple[Control, str]] = field(default_factory=dict)
    patience: float = LAST_S
    made: int = 0
    waits: list[float] = field(default_factory=list)
    failed: int = 0

    async def hear(self) -> ForwardMsg:
        """Take a message, and note which controls it brings and how each is spoken to."""
        message = ForwardMsg.FromString(await asyncio.wait_for(self.link.recv(), self.patience))
        element = message.delta.new_element
        if element.HasField("component_instance") or element.HasField("text_input"):
            own = element.component_instance if not self.empty else element.text_input
            if own.id:
                self.widget, self.fragment = own.id, message.delta.fragment_id
        if found := _WISH.search(element.component_instance.json_args):
            self.heard, self.talk = int(found[1]), found[2]
        kind = element.WhichOneof("type")
        if kind in ("button", "selectbox", "button_group", "download_button"):
            control = getattr(element, kind)
            self.controls[control.label] = control, message.delta.fragment_id
        return message

    async def read_until(self, words: str) -> float:
        """Take messages to the end of the run; return when the HTML came that holds `words`."""
        seen = 0.0
        while True:
            message = await self.hear()
            if not seen and words in message.delta.new_element.html.body:
                seen = time.perf_counter()
            if message.WhichOneof("type") == "script_finished" and (seen or not words):
                return seen

    async def settle(self, day: date) -> None:
        """Say that the map has settled on `day`, and wait for its panel."""
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.widget
        if self.empty:
            state.string_value = format_day(day)
        else:
            state.json_value = self.tell(day)
        start = time.perf_counter()
        try:
            await self.link.send(message.SerializeToString())
            self.waits.append((await self.read_until(format_day(day)) - start) * 1000)
        except (TimeoutError, WebSocketException):
            self.failed += 1

    def tell(self, day: date) -> str:
        """Return what a map says that a reader has moved to `day`."""
        self.revision += 1
        moved = {"revision": self.revision, "touched": self.revision, "value": str(day)}
        told = {"talk": self.talk, "revision": self.revision, "obeyed": self.heard}
        return json.dumps({**told, "shown": 0, "changes": {"date": moved}})

    async def find(self, label: str) -> tuple[Control, str]:
        """Return the control of that label and its fragment, once it is there."""
        while label not in self.controls:
            await self.hear()
        return self.controls[label]

    async def act(self, label: str, **value: object) -> None:
        """Use the control of that label once it is there: press it, or set it to a value."""
        control, fragment = await self.find(label)
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = control.id, not value
        if "array" in value:
            state.string_array_value.data.append(value["array"])
        elif value:
            state.string_value = str(value["text"])
        await self.link.send(message.SerializeToString())
        await self.read_until("")

    async def draw_sheet(self) -> None:
        """Have the shown view drawn as a sheet of 3840 pixels, as its download does."""
        await self.act(EXPORT["open"])
        await self.find(EXPORT["width"])
        self.controls.pop(EXPORT["download"], None)  # that of the size before
        await self.act(EXPORT["width"], text=EXPORT["width_3840"])
        download, _ = await self.find(EXPORT["download"])
        wish = BackMsg()
        request = wish.backend_operation_request
        request.request_id = "sheet"
        request.deferred_file.file_id = download.deferred_file_id
        await self.link.send(wish.SerializeToString())
        while (await self.hear()).WhichOneof("type") != "backend_operation_response":
            pass
        self.made += 1

    async def make_film(self) -> None:
        """Have a film made of all reports, and look after it as the page does."""
        await self.act(EXPORT["open"])
        await self.act(EXPORT["what"], array=EXPORT["what_film"])
        self.controls.pop(EXPORT["download"], None)
        await self.act(EXPORT["make"])
        again = BackMsg()
        while EXPORT["download"] not in self.controls:
            message = await self.hear()
            if message.WhichOneof("type") == "auto_rerun":
                again.rerun_script.fragment_id = message.auto_rerun.fragment_id
            if message.WhichOneof("type") == "script_finished":
                await asyncio.sleep(LOOK_S)
                await self.link.send(again.SerializeToString())
        self.made += 1


async def open_reader(stack: ExitStack, address: str, day: date, *, empty: bool) -> Reader:
    """Open one session on `day`."""
    link = await connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=LAST_S)
    stack.callback(link.transport.abort)
    reader = Reader(link, empty)
    opening = BackMsg()
    opening.rerun_script.query_string = f"date={format_day(day) if empty else day}"
    await link.send(opening.SerializeToString())
    await reader.read_until(format_day(day))
    return reader


async def settle_along(
    reader: Reader, place: int, start: float, every: float, steps: range
) -> None:
    """Settle at each of `steps`, `every` seconds apart from `start` on, each on another day."""
    for step in steps:
        await asyncio.sleep(max(start + step * every - time.perf_counter(), 0))
        await reader.settle(FIRST + timedelta(days=1 + (place + step) % 200))


@dataclass
class Taken:
    """What one number of sessions took."""

    waits: list[float]
    first: list[float]
    failed: int
    server_cpu: float
    proxy_cpu: float
    client_cpu: float
    seconds: float


async def measure(
    address: str, sessions: int, pids: list[int], proxy: list[int], asked: argparse.Namespace
) -> Taken:
    """Return what so many sessions took that settle `steps` times each."""
    with ExitStack() as stack:
        readers = []
        for _ in range(sessions):  # one after the other: what opens is not what is measured
            readers.append(await open_reader(stack, address, FIRST, empty=asked.empty))
            await asyncio.sleep(OPENING_S)
        storm = await asyncio.gather(
            *(
                open_reader(stack, address, FIRST + timedelta(days=300 + place), empty=False)
                for place in range(SHEETS + FILMS if asked.storm else 0)
            )
        )
        for one in storm:
            one.patience = FILMED_S
        begun, every = time.perf_counter() + REST_S, asked.every
        starts = [begun + every * place / sessions for place in range(sessions)]
        along = [*enumerate(zip(readers, starts, strict=True))]
        await asyncio.gather(
            *(settle_along(one, place, start, every, range(1)) for place, (one, start) in along)
        )
        first = [wait for reader in readers for wait in reader.waits]
        for reader in readers:
            reader.waits.clear()
        since, own = time.perf_counter(), time.process_time()
        cpu, between = read_cpu(pids), read_cpu(proxy)
        work = [
            settle_along(one, place, start, every, range(1, asked.steps + 1))
            for place, (one, start) in along
        ]
        wanted = [one.draw_sheet() for one in storm[:SHEETS]]
        wanted += [one.make_film() for one in storm[SHEETS:]]
        await asyncio.gather(*work, *wanted)
        seconds = time.perf_counter() - since
        if storm:
            print(f"made meanwhile: {sum(one.made for one in storm)} of {len(storm)} files")
        return Taken(
            [wait for reader in readers for wait in reader.waits],
            first,
            sum(reader.failed for reader in readers),
            read_cpu(pids) - cpu,
            read_cpu(proxy) - between,
            time.process_time() - own,
            seconds,
        )


def read_cpu(pids: list[int]) -> float:
    """Return the processor time that processes have taken, in seconds."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICKS


def read_memory(pids: list[int]) -> float:
    """Return the resident memory of processes, in MB."""
    told = (Path(f"/proc/{pid}/status").read_text() for pid in pids)
    return sum(int(one.partition("VmRSS:")[2].split()[0]) for one in told) / 1000


def find_port() -> int:
    """Return a port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def start(command: list[str], port: int) -> Iterator[int]:
    """Start a server, wait until it answers, and yield its process id."""
    health = f"http://localhost:{port}/_stcore/health"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as process:
        try:
            while process.poll() is None:
                try:
                    urllib.request.urlopen(health, timeout=2).close()
                    break
                except (urllib.error.URLError, OSError):
                    time.sleep(0.1)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def serve(asked: argparse.Namespace) -> Iterator[tuple[str, list[int], list[int]]]:
    """Serve what was asked for; yield the address of the WebSocket, the servers and the proxy."""
    with ExitStack() as stack:
        ports, pids = [find_port() for _ in range(asked.processes)], []
        proxy: list[int] = []
        for port in ports:
            command = [sys.executable, "-m", "dashboard", "--no-browser", f"--port={port}"]
            if asked.processes > 1:
                command += ["--host", NAME]
            if asked.empty:
                page = str(HERE / "empty_server.py")
                command = [sys.executable, "-m", "streamlit", "run", page]
                command += ["--server.headless=true", f"--server.port={port}"]
            pids.append(stack.enter_context(start(command, port)))
        if asked.processes > 1:
            port, proxy = stack.enter_context(start_proxy(ports))
            ports = [port]
        yield f"ws://localhost:{ports[0]}/_stcore/stream", pids, proxy


@contextmanager
def start_proxy(ports: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Start nginx with the sample configuration before servers; yield its port and its workers."""
    nginx, port = shutil.which("nginx"), find_port()
    if nginx is None:
        raise SystemExit("nginx is not on the path (Debian: apt-get install nginx)")
    servers = "\n".join(f"server 127.0.0.1:{one};" for one in ports)
    text = SAMPLE.read_text(encoding="utf-8")
    text = text.replace("server 127.0.0.1:8501;", servers).replace("server 127.0.0.1:8502;", "")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    with tempfile.TemporaryDirectory() as folder:
        places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"{one}_temp_path {folder}/{one}; " for one in places)
        whole = (
            f"daemon off; pid {folder}/pid; error_log stderr; worker_processes 1; "
            "events { worker_connections 2048; }\n"
            f"http {{ access_log off; {temporary}\n{text}\n}}\n"
        )
        Path(folder, "nginx.conf").write_text(whole, encoding="utf-8")
        command = [nginx, "-p", folder, "-c", f"{folder}/nginx.conf", "-e", "stderr"]
        with start(command, port) as pid:
            workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            yield port, [int(one) for one in workers]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[10, 50, 100, 200])
    parser.add_argument("--steps", type=int, default=15)
    parser.add_argument("--every", type=float, default=2.0, help="seconds from settle to settle")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument(
        "--storm", action="store_true", help=f"others make {SHEETS} sheets and {FILMS} films"
    )
    parser.add_argument("--empty", action="store_true", help="Streamlit alone")
    asked = parser.parse_args()
    print(
        "sessions  settles  failed   p50    p95    max  first ms  CPU ms: server proxy client   MB"
    )
    sizes: list[tuple[int, float]] = []
    with serve(asked) as (address, pids, proxy):
        alone = argparse.Namespace(**{**vars(asked), "storm": False, "steps": 3})
        asyncio.run(measure(address, 1, pids, proxy, alone))
        sizes.append((0, read_memory(pids)))
        for sessions in asked.sessions:
            taken = asyncio.run(measure(address, sessions, pids, proxy, asked))
            sizes.append((sessions, read_memory(pids)))
            report(sessions, taken, sizes[-1][1])
    slope = statistics.linear_regression(*zip(*sizes, strict=True)).slope
    print(f"memory a further session: {slope:.2f} MB")


def report(sessions: int, taken: Taken, memory: float) -> None:
    """Print one line of the table."""
    waits = sorted(taken.waits) or [float("nan")]
    late = waits[min(len(waits) - 1, int(len(waits) * 0.95))]
    each = 1000 / max(len(taken.waits), 1)
    busy = (taken.server_cpu + taken.proxy_cpu + taken.client_cpu) / taken.seconds
    print(
        f"{sessions:8} {len(taken.waits):8} {taken.failed:7} {statistics.median(waits):6.0f} "
        f"{late:6.0f} {waits[-1]:6.0f} {max(taken.first, default=0):10.0f} "
        f"{taken.server_cpu * each:15.1f} {taken.proxy_cpu * each:5.1f} "
        f"{taken.client_cpu * each:6.1f} {memory:5.0f}   cores busy: {busy:.2f}"
    )


if __name__ == "__main__":
    main()
