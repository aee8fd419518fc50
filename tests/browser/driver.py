"""One way to the served page: it does what a reader does, and reads what each part shows.

Tests that go through it know nothing of elements, so that other controls change this module alone.
A reading is a dictionary; what a part does not show is not in it.
"""

import base64
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, cast
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import ConsoleMessage, Frame, FrameLocator, Locator, Page, Request, expect
from playwright.sync_api import Error as PlaywrightError

from dashboard.state.comparison import Comparison
from dashboard.state.selection import CLOCKS, LAYERS, PANELS
from dashboard.text.catalogues import EXPORT, FILTERS, PLACES, TIMELINE
from dashboard.text.language import LANGUAGES, speak
from dashboard.text.spelling import format_day
from tests.browser.readings import (
    CALM,
    HOOKS,
    PAINT,
    PRESS_PAUSE,
    READ_DAY,
    READ_MAP,
    READ_PAGE,
    READ_PICTURE,
    READ_TEXT,
    WATCH_DAYS,
)
from tests.browser.waiting import WAIT_MS, wait_until

QUIET_MS: Final = 500
SERVER_MS: Final = 250  # for the server to hear of an act and to answer it
OFFLINE: Final = (
    "WebSocket",
    "net::ERR_",
    "disconnected from server",
    "reaching server endpoint",
    "Is Streamlit still running?",
)
"""What a browser says of itself while there is no server."""
MAP: Final = ".st-key-map iframe"
SETTLED = """window.settled = []; addEventListener('message', ({ data }) => {
  if (data?.type !== 'streamlit:setComponentValue') return;
  const changes = Object.entries(data.value.changes).map(([part, { value }]) => [part, value]);
  // The first message of a map tells only which part of the world it fitted.
  if (!settled.length && changes.every(([part]) => part === 'extent')) return;
  settled.push({ ...settled.at(-1), ...Object.fromEntries(changes) });
});"""
"""For a map without a page around it: what it has told, message by message, in `settled`."""


class Screen:
    """The page with its map, as a reader uses it; the words on controls are those of `language`."""

    def __init__(self, page: Page) -> None:
        """Hook into an empty page; `open` leads it to an address."""
        self.page = page
        self.language = "en"
        self.errors: list[str] = []
        self._asked: set[Request] = set()
        page.add_init_script(HOOKS)
        page.on("console", self._hear)
        page.on("request", self._begin_request)
        page.on("requestfinished", self._end_request)
        page.on("requestfailed", self._end_request)

    # The page as a whole.

    def open(self, url: str) -> None:
        """Follow a link in this tab, and wait for the map."""
        self.page.goto(url)
        self.wait_for_map()

    def reload(self) -> None:
        """Load the page anew."""
        self.page.reload()
        self.wait_for_map()

    def go_back(self) -> None:
        """Go one entry back in the history of the tab."""
        self.page.go_back(wait_until="commit")

    def go_forward(self) -> None:
        """Go one entry forward again, and wait for the map."""
        self.page.wait_for_load_state()  # Chromium may still be about to make it the tab's page
        self.page.go_forward(wait_until="commit")
        self.wait_for_map()

    def wait_for_map(self) -> None:
        """Wait until the map has been painted."""
        self.map.locator("[data-testid=timeline][data-date]").wait_for(timeout=WAIT_MS)

    def quiet(self) -> None:
        """Wait until no message, no change of the page and no request has come for QUIET_MS.

        Raises:
            AssertionError: it does not come to rest.
        """
        self.page.evaluate("window.kfMoved = performance.timeOrigin + performance.now()")
        deadline = time.monotonic() + WAIT_MS / 1000
        while time.monotonic() < deadline:
            left = QUIET_MS - self.page.evaluate(CALM)
            if left <= 0 and not self._asked:
                return
            self.page.wait_for_timeout(min(max(left, 20), 100))
        asked = [one.url for one in self._asked]
        last = self.page.evaluate("kfLast")
        raise AssertionError(f"no rest; still asked for: {asked}; last of all: {last}")

    def rest(self, milliseconds: int) -> None:
        """Do nothing for a while, as a reader does."""
        self.page.wait_for_timeout(milliseconds)

    def flip_theme(self, scheme: str) -> None:
        """Let the system turn light or dark."""
        self.page.emulate_media(color_scheme=cast(Any, scheme))

    @contextmanager
    def without_server(self, *, forgotten: bool = False) -> Iterator[None]:
        """Cut the page off from its server, which may forget it meanwhile, for the block."""
        self.page.context.set_offline(True)
        self.page.evaluate(
            "forgotten => { Object.assign(kfServer, { away: true, forgetful: forgotten });"
            " kfServer.cut(); }",
            forgotten,
        )
        yield
        self.page.context.set_offline(False)
        self.page.evaluate("kfServer.away = false")
        wait_until(self.page, "kfServer.connected()", timeout=WAIT_MS)

    @contextmanager
    def without_hearing(self) -> Iterator[None]:
        """Let the page learn only after the block what its server has said meanwhile."""
        self.page.evaluate("kfServer.late = true")
        yield
        self.page.evaluate("kfServer.release()")

    # The map and its timeline.

    @property
    def map(self) -> FrameLocator:
        """The frame of the map, to look for elements in."""
        return self.page.locator(MAP).last.content_frame

    def ask_map(self, script: str, arg: object = None) -> Any:
        """Return what a script answers in the frame of the map.

        A map that the page takes away as it is asked answers nothing: the next one is asked then.
        """
        while True:
            frame = self.frame
            try:
                return frame.evaluate(script, arg)
            except PlaywrightError:
                if not frame.is_detached():
                    raise

    @property
    def frame(self) -> Frame:
        """The frame of the map, to run scripts in: one that has drawn something.

        What is asked to wait in the empty document with which a frame begins waits for ever.
        """
        deadline = time.monotonic() + WAIT_MS / 1000
        while time.monotonic() < deadline:
            element = self.page.locator(MAP).last.element_handle(timeout=WAIT_MS)
            # None while the page puts another map in the place of one.
            if (found := element.content_frame()) and _has_drawn(found):
                return found
        raise AssertionError("there is no map")

    def paint(self) -> None:
        """Wait until what was done has been painted."""
        self.ask_map(PAINT)

    def read_map(self) -> dict[str, Any]:
        """Return what the map shows; `place` is the position of the ring, degrees, or None."""
        shown = cast(dict[str, Any], self.ask_map(READ_MAP))
        boxes = shown.pop("boxes")
        with speak(shown["language"]):
            shown["layers"] = [one for one in LAYERS if boxes[TIMELINE[f"group_{one}"]]]
            shown["others"] = boxes[TIMELINE["others"]]
        return shown

    def read_day(self) -> date:
        """Return the day that the map shows, once what was done has been painted."""
        return date.fromisoformat(self.ask_map(READ_DAY))

    def press(self, key: str, times: int = 1) -> None:
        """Press a key so many times while the map has the focus."""
        slider = self.map.locator("[data-testid=timeline-slider]")
        slider.focus()
        for _ in range(times):
            self.page.keyboard.press(key)

    def drag(self, *shares: float) -> None:
        """Drag the date over the chart, through shares of its width, and let go at the last."""
        box = self.map.locator("[data-testid=timeline-slider]").bounding_box()
        assert box
        spots = [(box["x"] + 9 + share * (box["width"] - 18), box["y"] - 40) for share in shares]
        self.page.mouse.move(*spots[0])
        self.page.mouse.down()
        for spot in spots[1:]:
            self.page.mouse.move(*spot, steps=8)
        self.page.mouse.up()

    def play(self, faster: int = 0) -> None:
        """Start playing, so many speeds faster than usual, and see the date move."""
        if faster:
            self.press("+", faster)
        before = self.read_day()
        self.press(" ")
        for _ in range(400):
            if self.read_day() != before or not self.is_playing():
                return
        raise AssertionError(f"it does not play on from {before}")

    def pause(self) -> None:
        """Stop playing, if it is; looked at and pressed in one, lest it ends in between."""
        deadline = time.monotonic() + WAIT_MS / 1000
        # Of a map that another takes the place of meanwhile the button is as good as none.
        while not self.ask_map(PRESS_PAUSE):
            assert time.monotonic() < deadline, f"it plays on: {self.list_days()[-9:]}"
            self.paint()

    def slow_down(self, speeds: int) -> None:
        """Play so many speeds slower."""
        if speeds:
            self.press("-", speeds)

    def list_days(self) -> list[date]:
        """Return the days that the map has painted since this was last asked."""
        return [date.fromisoformat(one) for one in self.ask_map("kfDays.splice(0)")]

    def is_playing(self) -> bool:
        """Whether the date moves by itself."""
        button = self.map.locator("[data-testid=timeline-play]")
        return button.get_attribute("data-icon") == "pause"

    def toggle_account(self, account: str) -> None:
        """Switch an account on or off beside its figure."""
        self.map.locator(f"[data-legend={account}] .kf-tick").click()

    def toggle_layer(self, layer: str) -> None:
        """Switch a layer, or the other claims, on or off in the map's menu."""
        words = self._say(TIMELINE, layer if layer == "others" else f"group_{layer}")
        with self._open_menu() as menu:
            menu.locator("label", has_text=words).locator(".kf-tick").click()

    def choose_reading(self, side: str | None) -> None:
        """Choose in the map's menu by whose word alone the places are read, or all."""
        with self._open_menu() as menu:
            menu.locator("select.kf-whose").select_option(side or "")

    def offers_reading(self, side: str | None) -> bool:
        """Whether the map reads the places by that side's word alone, and does read them."""
        self.wait_for_language()
        select = self.map.locator("select.kf-whose")
        return select.is_enabled() and select.locator(f"option[value='{side or ''}']").count() > 0

    def choose_map_mode(self, mode: str) -> None:
        """Choose in the map's menu what it shows."""
        with self._open_menu() as menu:
            menu.locator("select.kf-mode-pick").select_option(mode)

    def choose_whose(self, holder: str) -> None:
        """Choose in the map's menu whose days are counted."""
        with self._open_menu() as menu:
            menu.locator("select.kf-mode-whose").select_option(holder)

    def offers_periods(self) -> bool:
        """Whether the named periods are in sight: a story and a comparison take their room."""
        self.paint()
        return self.map.locator(".kf-periods").is_visible()

    def choose_period(self, place: int) -> None:
        """See one of the named periods on the chart; the first of them is the whole."""
        self.map.locator(".kf-periods button").nth(place).click()

    def mark_loop(self) -> None:
        """Say that the playback goes round from or to the shown date, or goes round no longer."""
        self.wait_for_language()  # a map of another language has not heard of the first of two
        self.press("l")

    @contextmanager
    def _open_menu(self) -> Iterator[Locator]:
        self.wait_for_language()  # a menu that stands open goes with the words before
        button = self.map.locator("[data-icon=layers]").first
        button.click()
        yield self.map.locator(".kf-menu")
        button.click()

    def wait_for_language(self) -> None:
        """Wait until the map speaks the language of the page."""
        spoken = self.map.locator(f"html[lang^={self.language}]")
        spoken.wait_for(state="attached", timeout=WAIT_MS)

    def choose_clock(self, clock: str) -> None:
        """Choose the clock over the figures."""
        self.map.locator(f"[data-clock={clock}]").click()

    def choose_mapper(self, mapper: str | None) -> None:
        """Choose one mapper for the account of several, or all."""
        self.map.locator("select.kf-mapper").select_option(mapper or "")

    def offers_mapper(self, mapper: str | None) -> bool:
        """Whether that mapper may be chosen: one without a claim under the filter is left out."""
        return self.map.locator(f"select.kf-mapper option[value='{mapper or ''}']").count() > 0

    def read_comparison(self) -> Comparison:
        """Return what the map compares, once it does."""
        self.map.locator("[data-testid=timeline]:not([data-compare=''])").wait_for()
        told = self.read_map()["compare"]
        day = date.fromisoformat(told["day"]) if told["day"] else None
        return Comparison(told["mode"], told["account"], told["against"], day)

    def choose_mode(self, mode: str) -> None:
        """Choose how the comparison is shown."""
        self.map.locator(f"[data-mode={mode}]").click()

    def offers_compared(self, side: str, key: str) -> bool:
        """Whether one side of the comparison, `account` or `against`, may be that."""
        select = self.map.locator(f"[data-chosen={side}] select")
        return select.locator(f"option[value='{key}']").count() > 0

    def choose_compared(self, side: str, key: str) -> None:
        """Choose the account of one side of the comparison, `account` or `against`."""
        self.map.locator(f"[data-chosen={side}] select").select_option(key)

    def swap_compared(self) -> None:
        """Let the two sides of the comparison change places."""
        self.map.locator("[data-icon=swap]").click()

    def zoom(self, way: str) -> None:
        """Zoom the map by its button, `plus` or `minus`."""
        self.map.locator(f"[data-icon={way}]").first.click()

    def clear_filter_on_map(self) -> None:
        """Show every claim again by the map's own button."""
        self.map.locator(".kf-legend .kf-filter button").click()

    def turn_chapter(self, key: str) -> None:
        """Tell the story, or its next or former chapter, by a key."""
        self.press(key)

    def close_story(self) -> None:
        """End the story, and whatever else lies over the map."""
        self.press("Escape")

    # What stands beside the map.

    def watch_days(self, enough: int, seconds: float) -> dict[str, list[str]]:
        """Return the days that address and panel go through, until each had enough."""
        return cast(dict[str, list[str]], self.page.evaluate(WATCH_DAYS, [enough, seconds]))

    def read_panel(self) -> dict[str, Any]:
        """Return title, the text of each part, notices, dialogs, theme, language, what is held."""
        return cast(dict[str, Any], self.page.evaluate(READ_PAGE))

    def read_text(self, html: str) -> str:
        """Return the text of HTML as the page would show it."""
        return str(self.page.evaluate(READ_TEXT, html))

    def read_address(self) -> dict[str, str]:
        """Return what the address says, by name."""
        return dict(parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True))

    def read_controls(self) -> dict[str, str | None]:
        """Return what the native controls in plain sight show: panel, language."""
        return {
            "panel": self._read_switch("panel", PANELS),
            "language": self._read_switch("language", LANGUAGES),
        }

    def read_box(self) -> dict[str, Any]:
        """Return what the box of further controls shows."""
        with self._open("more") as box:
            self.quiet()
            return {
                "accounts": _read_tags(box, "accounts"),
                "layers": _read_tags(box, "layers"),
                "mapper": box.locator("[class*=st-key-mapper] input").input_value(),
                "reading": box.locator("[class*=st-key-reading] input").input_value(),
                "others": box.locator("[class*=st-key-others] input").is_checked(),
                "clock": [
                    one.is_checked() for one in box.locator("[class*=st-key-clock] input").all()
                ],
            }

    def choose_panel(self, panel: str) -> None:
        """Choose what stands beside the map."""
        self._switch("panel", PANELS.index(panel))

    def choose_panels_at_once(self, *panels: str) -> None:
        """Choose one panel after another, before the page hears of any."""
        self.quiet()
        with self.without_hearing():
            for panel in panels:
                self.choose_panel(panel)
                wait_until(self.page, "!kfServer.asked", timeout=WAIT_MS)
                self.rest(SERVER_MS)

    def choose_language(self, language: str) -> None:
        """Choose the language of the page."""
        self._switch("language", LANGUAGES.index(language))

    def type_day(self, day: date) -> None:
        """Type a date into its field, as the language of the page writes it."""
        self.wait_for_language()  # a field that stands open goes with the words before
        self.press("g")
        with speak(self.language):
            self.page.keyboard.type(format_day(day))
        self.page.keyboard.press("Enter")

    def choose_clock_in_box(self, clock: str) -> None:
        """Choose the clock by the native control."""
        with self._open("more") as box:
            box.locator("[class*=st-key-clock] label[data-rac]").nth(CLOCKS.index(clock)).click()

    def choose_reading_in_box(self, words: str) -> None:
        """Choose by the native control, in its words, by whose word alone the places are read."""
        with self._open("more") as box:
            self.quiet()  # what is drawn anew while a list is open takes the list
            box.locator("[class*=st-key-reading] input").click()
            self.page.get_by_role("option", name=words, exact=True).click()
            self.page.get_by_role("listbox").wait_for(state="hidden", timeout=WAIT_MS)

    def toggle_core(self) -> bool:
        """Let the core documents alone count, or all, by the native control; return which."""
        with self._open("filter") as box:
            core = box.locator("[class*=st-key-core]").first  # another one may be about to go
            core.locator("label").click()
            wanted = self.page.evaluate("kfTicks") is True
            expect(core.locator("input")).to_be_checked(checked=wanted)  # it is seen to be heard
        return wanted

    def clear_filter_at_once(self) -> None:
        """Close the box of filters and show every claim again, before the page hears of either."""
        self._open_box("filter")
        self.quiet()
        with self.without_hearing():
            self.page.keyboard.press("Escape")
            self.rest(SERVER_MS)
            self.clear_filter()
            self.rest(SERVER_MS)

    def reopen_filters_at_once(self) -> bool:
        """Close the box of filters and open it again before the page hears of the closing.

        Return whether it stood open from then on.
        """
        self._open_box("filter")
        self.quiet()
        with self.without_hearing():
            self.page.keyboard.press("Escape")
            self.rest(SERVER_MS)
            opened = self._open_box("filter").element_handle()
        self.quiet()
        return opened.evaluate("box => box.isConnected") is True

    def choose_grade(self, grade: str) -> None:
        """Choose the worst grade that counts, by the native control."""
        with self._open("filter") as box:
            self.quiet()  # what is drawn anew while somebody types takes the letters
            field = box.locator("[class*=st-key-grade] input")
            field.click()
            field.press_sequentially(grade)
            field.press("Enter")
            # While the list is open, Escape takes back what was chosen in it.
            self.page.get_by_role("listbox").wait_for(state="hidden", timeout=WAIT_MS)

    def clear_filter(self) -> None:
        """Show every claim again by the button of the panel."""
        self.page.get_by_role("button", name=self._say(FILTERS, "clear"), exact=True).click()

    def find_place(self, words: str) -> None:
        """Look for a place in its panel, and choose the first that is found."""
        field = self.page.get_by_label(self._say(PLACES, "search"))
        field.fill(words)
        field.press("Enter")
        self.page.locator("[class*=st-key-found_places] button").first.press("Enter")

    def leave_place(self) -> None:
        """Go from one place back to all."""
        self.page.get_by_role("button", name=self._say(PLACES, "all_places")).click()

    # Ways out of the page.

    def open_export(self) -> None:
        """Open the dialog that makes files."""
        self.page.get_by_role("button", name=self._say(EXPORT, "open"), exact=True).click()
        self._dialog.wait_for(timeout=WAIT_MS)

    def read_preview(self) -> tuple[str, bytes]:
        """Return the words and the picture of the sheet that the open dialog offers."""
        self._choose_form("what_sheet")
        picture = self._dialog.locator("[data-testid=stImage] img")
        picture.wait_for(timeout=WAIT_MS)
        words, content = picture.evaluate(READ_PICTURE)
        return words, base64.b64decode(content)

    def read_deck(self) -> list[str]:
        """Return the views of the deck as the open dialog lists them."""
        self._choose_form("what_deck")
        views = self._dialog.locator("[data-testid=stHtml]:not(:has([data-kf-answer]))")
        return views.all_inner_texts()

    def _choose_form(self, what: str) -> None:
        """Choose what the open dialog makes; it may still show the choice of the last time."""
        self.quiet()
        choice = self._dialog.get_by_role("radio", name=self._say(EXPORT, what), exact=True)
        if choice.get_attribute("aria-checked") != "true":
            choice.click()
        self.quiet()

    def close_dialog(self) -> None:
        """Close what lies over the page."""
        self.page.keyboard.press("Escape")
        self._dialog.wait_for(state="hidden", timeout=WAIT_MS)

    def reopen_export_at_once(self) -> None:
        """Close the dialog that makes files and open it, before the page hears of either."""
        self.quiet()
        with self.without_hearing():
            self.close_dialog()
            self.page.get_by_role("button", name=self._say(EXPORT, "open"), exact=True).click()
            self.rest(SERVER_MS)
        self._dialog.wait_for(timeout=WAIT_MS)

    def add_to_deck(self) -> None:
        """Keep the view for the deck."""
        self.page.get_by_role("button", name=self._say(EXPORT, "queue_add"), exact=True).click()

    @property
    def _dialog(self) -> Locator:
        return self.page.locator("[role=dialog][data-testid=stDialog], [data-testid=stDialog]").last

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(one in message.text for one in OFFLINE):
            self.errors.append(f"{message.text} {message.location['url']}")

    def _begin_request(self, request: Request) -> None:
        if "favicon" not in request.url:  # of its end nobody is told
            self._asked.add(request)

    def _end_request(self, request: Request) -> None:
        self._asked.discard(request)

    def _say(self, words: Mapping[str, str], key: str) -> str:
        with speak(self.language):
            return words[key]

    def _switch(self, key: str, place: int) -> None:
        self.page.locator(f"[class*=st-key-{key}] button[role=radio]").nth(place).click()

    def _read_switch(self, key: str, names: Sequence[str]) -> str | None:
        buttons = self.page.locator(f"[class*=st-key-{key}] button[role=radio]").all()
        pressed = [one.get_attribute("aria-checked") == "true" for one in buttons]
        return names[pressed.index(True)] if True in pressed else None

    def _open_box(self, key: str) -> Locator:
        self.page.locator(f".st-key-{key} [data-testid=stPopoverButton]").click()
        box = self.page.locator("[data-testid=stPopoverBody]")
        box.locator("[data-testid=stElementContainer]").last.wait_for(timeout=WAIT_MS)
        return box

    @contextmanager
    def _open(self, key: str) -> Iterator[Locator]:
        box = self._open_box(key)
        yield box
        self.page.keyboard.press("Escape")
        box.wait_for(state="hidden", timeout=WAIT_MS)


def _read_tags(box: Locator, key: str) -> list[str]:
    tags = box.locator(f"[class*=st-key-{key}] .react-aria-ComboBox [data-tag]")
    return [str(one.get_attribute("aria-label")) for one in tags.all()]


def _has_drawn(frame: Frame) -> bool:
    try:
        return bool(frame.evaluate("() => !!document.querySelector('[data-testid=timeline]')"))
    except PlaywrightError:
        return False  # it has gone meanwhile
