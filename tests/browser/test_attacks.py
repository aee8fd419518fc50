"""A front of attacks, walked through in Chromium: all of it is shown, and none of it acts."""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Frame, Page, Request, expect

from dashboard.state.selection import PANELS
from dashboard.text.catalogues import PLACES
from geodata.dataset.contents import LOOK_S
from tests.browser.waiting import wait_for_rest

OpenPage = Callable[..., Page]
ServeFolder = Callable[[Path], AbstractContextManager[str]]

PORT = ":9"  # of the attacker, on this very machine
# What the attacks would have made: elements of theirs, links to them, formulas, pictures.
ACTED = """() => [...document.querySelectorAll(
    '#pwned, .katex, .katex-error, a[href*="127.0.0.1:9"], a[href*="pwned.example"],' +
    'a[href^="javascript:" i], img[src*="127.0.0.1:9"], iframe[src*="127.0.0.1:9"], del,' +
    '[onmouseover], [onerror], [data-testid="stMarkdownColoredText"]'
)].map(found => found.outerHTML.slice(0, 200))"""


def find_map(page: Page) -> Frame:
    page.wait_for_selector("iframe")
    handle = page.query_selector("iframe")
    assert handle
    frame = handle.content_frame()
    assert frame
    return frame


def test_nothing_of_a_dataset_or_an_address_acts(
    open_page: OpenPage,
    serve_folder: ServeFolder,
    attacked_folder: Path,
    attacks: tuple[str, ...],
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(attacked_folder, tmp_path / "front"))
    (folder / "layers" / "base" / "<b id=pwned>.geojson").write_text("{")
    (folder / "locales" / "![x](http:__127.0.0.1:9).po").write_text('msgid "<b id=pwned>\n')
    dialogs: list[str] = []
    foreign: list[str] = []

    def note(request: Request) -> None:
        if PORT + "/" in request.url or request.url.endswith(PORT):
            foreign.append(request.url)

    def check(page: Page) -> None:
        for frame in page.frames:
            assert frame.evaluate(ACTED) == []

    with serve_folder(folder) as url:
        every = " ".join(attacks)
        wrong = {"date": every, "accounts": every, "mapper": every, "lang": every, every: "1"}
        page = open_page(f"{url}/?{urlencode(wrong)}")
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.on("request", note)
        layer = page.get_by_role("status").filter(has_text="<b id=pwned>")
        expect(layer.first).to_be_visible(timeout=60_000)
        check(page)
        day = {"date": "2024-10-05", "panel": PANELS[0], "place": "middle-village"}
        page.goto(f"{url}/?{urlencode(day)}")
        expect(page.locator(".kf-title")).to_be_visible(timeout=60_000)
        find_map(page).wait_for_selector("[data-testid=timeline][data-date]")
        for number in range(len(PANELS)):
            panel = page.locator("[class*=st-key-panel] button").nth(number)
            panel.click()
            wait_for_rest(page)
            expect(panel).to_have_attribute("aria-checked", "true")
            for fold in page.locator("details[data-fold] > summary").all():
                fold.click()
            expect(page.locator("details[data-fold] > .kf-lines")).to_have_count(0)
            check(page)
        page.goto(f"{url}/?date=2024-08-10&panel=places&compare=overlay")
        find_map(page).wait_for_selector("[data-testid=timeline][data-date]")
        wait_for_rest(page)  # what opens while its button is drawn anew is shut again
        page.get_by_role("button", name="About").click()
        # This front has no picture of its method: words alone.
        words = page.get_by_test_id("stPopoverBody").get_by_test_id("stMarkdown")
        expect(words.first).to_be_visible(timeout=60_000)  # what sets Markdown is fetched first
        check(page)
        page.keyboard.press("Escape")
        # By its name: while the page's style is still on its way, boxes that it hides come first.
        page.get_by_role("textbox", name=PLACES["search"], exact=True).fill(attacks[6])
        page.keyboard.press("Enter")
        wait_for_rest(page)
        check(page)
        wait_for_rest(page)  # what opens while its button is drawn anew is shut again
        page.get_by_role("button", name="Export").click()
        page.get_by_role("dialog").wait_for()
        check(page)
        # Whoever changes the folder under the server is told so.
        path = folder / "sources.csv"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        page.wait_for_timeout(1000 * LOOK_S)  # no sooner is the folder looked at again
        page.goto(f"{url}/?date=2024-08-10")
        expect(page.get_by_text("has changed since it was read")).to_be_visible(timeout=60_000)
    assert dialogs == []
    assert foreign == []
