"""Gone and back: the server goes away and returns, perhaps as another, and the page goes on."""

import contextlib
import socket
import threading
import time
from datetime import date
from urllib.parse import urlsplit

import pytest

from dashboard.text.language import speak
from dashboard.text.spelling import format_day
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
HERE = "127.0.0.1"
CHUNK = 65_536
ANSWER_MS = 13_000  # longer than the page waits for an answer before it loads itself anew
RETRY_MS = 60_000  # longer than Streamlit ever waits before it looks for its server again
TIMELINE = "[data-testid=timeline]"
# A server that was started anew, or that has put a session away, does not know it by its name.
FORGET = """
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    constructor(url, names) {
      super(url, window.kfForget && Array.isArray(names) ? names.slice(0, 2) : names);
    }
    send(content) {
      if (!window.kfMute) super.send(content);  // what is said of a page may come to nothing
    }
  };
  window.kfDialogs = 0;
  document.addEventListener("DOMContentLoaded", () => {
    const look = () => {
      for (const one of document.querySelectorAll("[data-testid=stDialog]"))
        if (one.getBoundingClientRect().width) window.kfDialogs += 1;
      requestAnimationFrame(look);
    };
    look();
  });
"""


class Relay:
    """A wire that can be cut: it passes bytes between a port of its own and the server's.

    Cut, it drops every connection and takes no other, as a network does that went away.
    """

    def __init__(self, server_port):
        """Name the server's port; nothing listens yet."""
        self.server_port = server_port
        self.port = 0
        self._listener = None
        self._open = set()
        self._lock = threading.Lock()

    def __enter__(self):
        """Begin to listen."""
        self.join()
        return self

    def __exit__(self, *_):
        """Cut for good."""
        self.cut()

    def join(self):
        """Listen, on the same port as before if there was one."""
        listener = socket.create_server((HERE, self.port), reuse_port=False)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self):
        """Drop every connection, and take no other until `join`."""
        listener, self._listener = self._listener, None
        if listener:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            dropped, self._open = self._open, set()
        for one in dropped:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("localhost", self.server_port))
            except OSError:
                near.close()
                continue
            with self._lock:
                self._open |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    @staticmethod
    def _pass_on(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def wire(address):
    """Return a wire to the served page that can be cut."""
    with Relay(urlsplit(address).port) as relay:
        yield relay


@pytest.fixture
def open_map(open_page, wire):
    """Return a function that opens the served page behind the wire, and gives page and map."""

    def open_it(query, *, own_clock=False):
        page = open_page("about:blank", init=FORGET)
        if own_clock:
            page.clock.install()
        page.goto(f"http://localhost:{wire.port}/{query}")
        frame = page.locator(".st-key-map iframe").last.content_frame
        frame.locator(f"{TIMELINE}[data-date]").wait_for(timeout=WAIT_MS)
        page.locator(".kf-title").wait_for(timeout=WAIT_MS)
        page.wait_for_timeout(500)  # Streamlit's own script settles
        return page, frame

    return open_it


def cut_for(page, wire, seconds):
    wire.cut()
    page.locator("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])").wait_for()
    page.wait_for_timeout(seconds * 1000)


def join(page, wire):
    wire.join()
    join_again(page)


def join_again(page):
    page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]").wait_for(
        timeout=WAIT_MS
    )


def step(frame):
    before = frame.locator(TIMELINE).get_attribute("data-date")
    frame.locator("[data-testid=timeline-slider]").press("ArrowRight")
    frame.locator(f"{TIMELINE}:not([data-date='{before}'])").wait_for()
    return frame.locator(TIMELINE).get_attribute("data-date")


def wait_for_agreement(page, frame, day):
    """Wait until the panel and the address show the day of the map."""
    wait_until(
        page,
        """([day, year]) => location.search.includes(`date=${day}`)
          && document.querySelector(".kf-title")?.textContent.includes(` ${year}`)""",
        arg=[day, day[:4]],
        timeout=WAIT_MS,
    )
    number, month = int(day[8:]), time.strptime(day, "%Y-%m-%d")
    words = f"{number} {time.strftime('%B', month)} {day[:4]}"
    page.locator(".kf-title", has_text=words).wait_for(timeout=WAIT_MS)
    assert frame.locator(TIMELINE).get_attribute("data-date") == day


@pytest.mark.parametrize("forgets", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_page_that_nobody_touched_goes_on_after_a_cut(open_map, wire, forgets):
    page, frame = open_map("?date=2024-08-20&view=10/51.2/35.1")
    page.evaluate("forgets => { window.kfForget = forgets; }", forgets)
    cut_for(page, wire, 5)
    strip = frame.get_by_test_id("away")
    assert "kursk-front" in strip.inner_text()
    assert page.evaluate("window.kfDialogs") == 0, "Streamlit's own words covered the map"
    join(page, wire)
    strip.wait_for(state="hidden", timeout=WAIT_MS)
    wait_for_agreement(page, frame, step(frame))
    page.locator("[class*=st-key-panel] button", has_text="Table").click()
    wait_until(page, "() => location.search.includes('panel=table')", timeout=WAIT_MS)
    assert "view=10/51.2/35.1" in page.url


@pytest.mark.parametrize("forgets", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_map_works_on_without_a_server_and_is_followed_afterwards(open_map, wire, forgets):
    page, frame = open_map("?date=2024-08-20&lang=uk")
    page.evaluate("forgets => { window.kfForget = forgets; }", forgets)
    step(frame)
    cut_for(page, wire, 0)
    frame.locator(TIMELINE).click(position={"x": 700, "y": 300})
    shown = [step(frame) for _ in range(3)][-1]
    page.wait_for_timeout(5000)
    assert page.evaluate("document.activeElement.tagName") == "IFRAME", "the keys left the map"
    assert "Сервер не відповідає" in frame.get_by_test_id("away").inner_text()
    shown = step(frame)
    join(page, wire)
    with speak("uk"):
        words = format_day(date.fromisoformat(shown))
    page.locator(".kf-title", has_text=words).wait_for(timeout=WAIT_MS)
    # A page that waited too long for an answer has loaded itself anew, and its map with it.
    frame.locator(f"{TIMELINE}[data-date='{shown}']").wait_for(timeout=WAIT_MS)
    assert f"date={shown}" in page.url
    assert "lang=uk" in page.url


def test_a_page_that_gets_no_answer_loads_itself_anew_at_what_it_shows(open_map, wire):
    page, frame = open_map("?date=2024-08-20", own_clock=True)
    page.evaluate("Object.assign(window, { kfMute: true, kfForget: true })")
    cut_for(page, wire, 1)
    shown = step(frame)
    join(page, wire)
    with page.expect_navigation(timeout=WAIT_MS):
        page.clock.fast_forward(ANSWER_MS)
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator(f"{TIMELINE}[data-date='{shown}']").wait_for(timeout=WAIT_MS)
    wait_for_agreement(page, frame, shown)
    shown = step(frame)
    wait_for_agreement(page, frame, shown)
    # Where that has just been done it would go on for ever: the reader is told instead.
    page.evaluate("window.kfMute = true")
    cut_for(page, wire, 1)
    join(page, wire)
    page.clock.fast_forward(ANSWER_MS)
    frame.get_by_test_id("away").get_by_text("no longer knows this page").wait_for()


@pytest.mark.parametrize(
    ("seconds", "touched"),
    [
        (1800, True),
        *(pytest.param(180, one, marks=pytest.mark.long) for one in (True, False)),
        pytest.param(1800, False, marks=pytest.mark.long),
    ],
)
def test_a_page_goes_on_after_a_long_cut(open_map, wire, seconds, touched):
    """The page's clock is put on, and the server made to forget as it does after two minutes."""
    page, frame = open_map("?date=2024-08-20", own_clock=True)
    shown = step(frame) if touched else "2024-08-20"
    page.evaluate("window.kfForget = true")
    cut_for(page, wire, 1)
    page.clock.fast_forward(seconds * 1000)
    wire.join()
    page.clock.fast_forward(RETRY_MS)
    join_again(page)
    wait_for_agreement(page, frame, shown)
    wait_for_agreement(page, frame, step(frame))


@pytest.mark.long
def test_a_page_goes_on_after_three_minutes_by_the_clock(open_map, wire):
    page, frame = open_map("?date=2024-08-20")
    shown = step(frame)
    cut_for(page, wire, 180)
    join(page, wire)
    wait_for_agreement(page, frame, shown)
    wait_for_agreement(page, frame, step(frame))
