"""Every language at every width: no word is cut off, none lies on another, the bar is one row."""

from contextlib import contextmanager
from itertools import pairwise

import pytest

from dashboard.text.language import LANGUAGES
from tests.browser.paper import assert_printed_on_one_sheet
from tests.browser.waiting import PAINTED, take_size, wait_until

WAIT_MS = 60_000
WIDE, MIDDLE, PHONE, NARROW = (1600, 950), (1200, 800), (480, 900), (390, 844)
DESK = (1440, 900)
TWICE, FOUR_TIMES = (720, 450), (320, 640)  # as wide as a desk's window enlarged so far
SIZES = {"wide": WIDE, "middle": MIDDLE, "phone": PHONE}
DAYS = ("2024-08-12", "2025-03-13")
# Pixels: one by which another release of the browser or its fonts may set a word wider or narrower,
# and what rounding both sides of a box adds.
SLACK = 2.5

# What is told on purpose in part: its whole text is a tooltip, or one scrolls to it.
SHORTENED = ".kf-caption, .kf-source, .kf-story-title, .kf-head p"
UNSEEN = ".kf-check, .kf-copied, .kf-live, option, select, svg, svg *, [hidden], [hidden] *"

FIND_CUT = """([roots, skipped, slack]) => {
  const cut = [];
  for (const root of document.querySelectorAll(roots)) {
    const outer = root.getBoundingClientRect();
    if (!outer.width) continue;
    for (const one of [root, ...root.querySelectorAll('*')]) {
      if (one.matches(skipped) || !one.innerText?.trim() || !one.clientWidth) continue;
      const style = getComputedStyle(one);
      if (['auto', 'scroll'].includes(style.overflowX)) continue;
      const words = `${one.className}: ${one.innerText.slice(0, 60)}`;
      if (one.scrollWidth > one.clientWidth + slack) cut.push(`wider than its box: ${words}`);
      const box = one.getBoundingClientRect();
      if (box.right > outer.right + slack || box.left < outer.left - 8 - slack) {
        cut.push(`beyond its frame: ${words}`);
      }
    }
  }
  return cut;
}"""

FIND_OVERLAPS = """([root, skipped, slack]) => {
  const pieces = [];
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.matches(skipped) || !holder.offsetParent) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = holder.closest('.kf-source') || holder;
    const bottom = clip.getBoundingClientRect().bottom;
    for (const box of range.getClientRects()) {
      if (box.width && box.top < bottom) pieces.push({ node, box, words: node.data });
    }
  }
  const found = [];
  pieces.forEach((a, place) => {
    for (const b of pieces.slice(place + 1)) {
      if (a.node === b.node) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > slack && down > 4) found.push(`${a.words} | ${b.words}`);
    }
  });
  return found;
}"""

# What part of the map the largest held area and the card cover, of a hundred; the spots that are
# asked for are three pixels apart. And whether the card's date is whole, in which letters.
MEASURE_FRAME = """() => {
  const map = document.querySelector('.kf-map').getBoundingClientRect();
  const share = (pixels) => (100 * pixels) / (map.width * map.height);
  const count = (path) => {
    const point = path.ownerSVGElement.createSVGPoint();
    const back = path.getScreenCTM().inverse();
    const box = path.getBoundingClientRect();
    let found = 0;
    for (let x = Math.max(box.left, map.left); x < Math.min(box.right, map.right); x += 3)
      for (let y = Math.max(box.top, map.top); y < Math.min(box.bottom, map.bottom); y += 3) {
        Object.assign(point, { x, y });
        found += path.isPointInFill(point.matrixTransform(back));
      }
    return share(9 * found);
  };
  const paths = [...document.querySelectorAll('path.kf-area[data-claim]')];
  const card = document.querySelector('.kf-legend').getBoundingClientRect();
  return {
    largest: Math.max(...paths.map(count)),
    card: share(card.width * card.height),
    lent: [...document.fonts].some((face) => face.status === 'loaded'),
  };
}"""

FIND_MET = """(slack) => {
  const shown = [...document.querySelectorAll('.kf-event-name, .kf-series-name')].filter(
            (one) => one.style.opacity !== '0' && one.getBoundingClientRect().width);
          const boxes = shown.map((one) => [one.textContent, one.getBoundingClientRect()]);
          return boxes.flatMap(([words, a], place) => boxes.slice(place + 1)
            .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
            .map(([other]) => `${words} | ${other}`));
        }"""

# What readers may ask of any page (WCAG 1.4.12), until it is taken off again.
SPACE = """(on) => {
  window.spaced ??= new CSSStyleSheet();
  spaced.replaceSync(on ? `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important }` : "");
  if (!document.adoptedStyleSheets.includes(spaced))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, spaced];
}"""

REFUSE = """() => {
  Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("refused"));
}"""

LINES = """new Set([...document.querySelectorAll('.st-key-claims .kf-swatch')]
  .map((one) => getComputedStyle(one).borderTopColor)).size > 1"""

COUNT_ROWS = """() => {
  const items = [...document.querySelector('.kf-controls').children];
  const seen = items.filter((one) => one.offsetParent);
  const middles = seen.map((one) => one.offsetTop + one.offsetHeight / 2);
  return Math.max(...middles) - Math.min(...middles) < 8 ? 1 : 2;
}"""


def find_cut(target, roots):
    return target.evaluate(FIND_CUT, [roots, f"{SHORTENED}, {UNSEEN}", SLACK])


@pytest.fixture
def open_layout(open_page, address):
    """Return a function that opens a day in a language: the page and the map in it."""

    def open_it(language, day):
        page = open_page(f"{address}/?date={day}&lang={language}")
        frame = page.wait_for_selector(".st-key-map iframe", timeout=WAIT_MS).content_frame()
        frame.wait_for_selector("[data-testid=timeline][data-date]", timeout=WAIT_MS)
        page.locator("[class*=st-key-panel] button").last.wait_for(timeout=WAIT_MS)
        page.evaluate("document.fonts.ready")
        return page, frame

    return open_it


LONGEST = "ru"  # what has room for its words has room for the others', or `-m long` says where not


@pytest.mark.parametrize(
    "language",
    [LONGEST, *(pytest.param(one, marks=pytest.mark.long) for one in LANGUAGES if one != LONGEST)],
)
def test_no_word_is_cut_off_or_covered(open_layout, language, tmp_path):
    page, frame = open_layout(language, DAYS[0])
    for size in SIZES.values():
        take_size(page, frame, *size)
        assert find_cut(frame, ".kf-legend, .kf-controls, .kf-credits") == []
        assert frame.evaluate(FIND_OVERLAPS, [".kf-legend", UNSEEN, SLACK]) == []
        assert frame.evaluate(COUNT_ROWS) == (2 if size == PHONE else 1)
        assert find_cut(page, ".st-key-head, .st-key-title, [class*=st-key-panel]") == []
        assert find_cut(page, ".st-key-boxes button") == []
        for each in (page, frame):
            each.evaluate(SPACE, True)
        assert find_cut(frame, ".kf-date") == []
        assert find_cut(page, ".st-key-language, [class*=st-key-panel]") == []
        for each in (page, frame):
            each.evaluate(SPACE, False)
        if size == PHONE:
            assert_fit_for_a_thumb(frame)
            assert_one_row_of_choices(page)
            take_size(page, frame, *NARROW)
            title, switch = (
                page.locator(part).first.bounding_box()
                for part in (".kf-head h1", ".st-key-language")
            )
            beyond = page.locator(".kf-head h1").evaluate("e => e.scrollWidth - e.clientWidth")
            assert beyond <= SLACK
            assert title["x"] + title["width"] <= switch["x"] + SLACK
            for enlarged in (TWICE, FOUR_TIMES):
                take_size(page, frame, *enlarged)
                assert_nothing_is_lost(page, frame)
            take_size(page, frame, *size)
        assert_figures_are_said_and_copied_whole(frame)
        with opened(frame, "[data-icon=layers]", ".kf-menu"):
            assert find_cut(frame, ".kf-menu") == []
        with opened(frame, ".kf-controls .kf-text >> nth=0", ".kf-story"):
            assert find_cut(frame, ".kf-story, .kf-legend") == []
            tools, sources = (
                frame.locator(part).bounding_box() for part in (".kf-map-tools", ".kf-credits")
            )
            above = tools["y"] + tools["height"] <= sources["y"]
            assert above or sources["x"] + sources["width"] <= tools["x"]
        with opened(frame, "[data-icon=compare]", ".kf-compare"):
            assert find_cut(frame, ".kf-compare") == []
        with opened(frame, ".kf-go-day", ".kf-calendar:popover-open"):
            assert find_cut(frame, ".kf-calendar") == []
            assert_in_sight(page, frame.locator(".kf-calendar"))
    take_size(page, frame, *DESK)
    measured = frame.evaluate(MEASURE_FRAME)
    assert measured["largest"] >= 15
    assert measured["card"] <= 15
    assert measured["lent"]
    assert_one_line_an_account(frame)
    assert_lent_colours_tell_the_same(page, frame)
    take_size(page, frame, *MIDDLE)
    assert_names_on_the_chart_keep_clear_of_each_other(frame)
    assert_a_presentation_is_the_map_alone(page, frame)
    assert_printed_on_one_sheet(page, tmp_path, [frame.locator(".kf-date").inner_text()])


def assert_one_line_an_account(frame):
    """Check that every figure has one line, and the reading one more for what it is."""
    lines = """([day, reading]) => {
      kurskFront.command({ date: day, reading });
      const isTall = (row) => row.offsetHeight > (row.matches('.kf-computed') ? 40 : 28);
      return new Promise(requestAnimationFrame).then(() =>
        [...document.querySelectorAll('.kf-row')].filter(isTall).map((row) => row.textContent));
    }"""
    for day, reading in (("2024-09-06", None), ("2024-12-31", "russia"), ("2025-04-26", None)):
        assert frame.evaluate(lines, [day, reading]) == []
    frame.evaluate("day => kurskFront.command({ date: day })", DAYS[0])


def assert_figures_are_said_and_copied_whole(frame):
    """Check that an age is read out once, and that copied figures name whose they are."""
    after = "all => all.map((one) => getComputedStyle(one, '::after').content)"
    shown = frame.locator(".kf-age").evaluate_all(after)
    assert all(content == "none" or content.endswith('/ ""') for content in shown), shown
    copied = frame.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector(".kf-legend"));
          const text = getSelection().toString();
          getSelection().removeAllRanges();
          return text;
        }"""
    )
    maker = frame.locator("select.kf-mapper option:checked").text_content()
    assert maker.strip() in copied


@contextmanager
def opened(frame, button, part):
    """Open a part of the map by its button, and close it again."""
    frame.click(button)
    frame.wait_for_selector(f"{part}:not([hidden])")
    yield
    frame.click(button)
    frame.wait_for_selector(part, state="hidden")


def assert_names_on_the_chart_keep_clear_of_each_other(frame):
    """Check it where the chart is the lowest that bears names."""
    frame.evaluate("date => kurskFront.command({ date })", DAYS[1])
    frame.locator(f"[data-testid=timeline][data-date='{DAYS[1]}']").wait_for()
    frame.locator("[data-testid=timeline]").evaluate(PAINTED)
    assert frame.evaluate(FIND_MET, SLACK) == []


def assert_a_presentation_is_the_map_alone(page, frame):
    """Check it where a browser refuses the whole screen, with the page's own chrome around."""
    frame.evaluate(REFUSE)
    frame.click(".kf-controls .kf-text >> nth=1")
    frame.locator(".kf[data-presenting]").wait_for()
    covered = page.evaluate(
        """() => {
          const spots = [[5, 5], [innerWidth - 5, 5], [5, innerHeight - 5], [innerWidth - 5, 80]];
          return spots.map(([x, y]) => document.elementFromPoint(x, y).localName);
        }"""
    )
    assert covered == ["iframe"] * 4
    assert frame.evaluate(FIND_OVERLAPS, [".kf-legend", UNSEEN, SLACK]) == []
    frame.locator(".kf").press("Escape")
    frame.locator(".kf:not([data-presenting])").wait_for()
    page.locator("html:not([data-kf-presenting])").wait_for(state="attached")


def assert_fit_for_a_thumb(frame):
    """Check that the map comes first, that a swipe scrolls the page, and that targets are wide."""
    seen = frame.evaluate(
        """() => {
          const map = document.querySelector('.kf-map');
          const places = '.kf-map-tools button, .kf-controls button';
          const buttons = [...document.querySelectorAll(places)]
            .filter((one) => one.offsetParent);
          return {
            top: map.getBoundingClientRect().top,
            share: map.clientHeight / window.parent.innerHeight,
            swipe: getComputedStyle(map).touchAction,
            least: Math.min(...buttons.flatMap((one) => [one.offsetWidth, one.offsetHeight])),
          };
        }"""
    )
    assert seen["top"] == 0
    assert seen["share"] >= 0.45
    assert seen["swipe"] == "pan-y"
    assert seen["least"] >= 44


def assert_nothing_is_lost(page, frame):
    """Check that an enlarged page scrolls in one direction, and its buttons cover no figure."""
    assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth")
    assert find_cut(frame, ".kf-legend, .kf-controls") == []
    assert frame.evaluate(FIND_OVERLAPS, [".kf-legend", UNSEEN, SLACK]) == []
    tools, figures = (frame.locator(one).bounding_box() for one in (".kf-map-tools", ".kf-legend"))
    assert tools["y"] + tools["height"] <= figures["y"]


def assert_lent_colours_tell_the_same(page, frame):
    """Check that where the system lends the colours, what is on and whose it is can be told."""
    page.emulate_media(forced_colors="active")
    frame.locator(".kf-row .kf-tick").last.click()  # the reading, so that no box is empty
    told = {
        ".kf-row :checked + .kf-tick": ".kf-row :not(:checked) + .kf-tick",
        ".kf-text[aria-pressed=true]": ".kf-text[aria-pressed=false]",
    }
    frame.locator(".kf-row .kf-tick").first.click()
    for on, off in told.items():
        assert read_grounds(frame, on).isdisjoint(read_grounds(frame, off)), on
    group = "[data-testid=stButtonGroup] button"
    on, off = f"{group}[data-selected=true]", f"{group}:not([data-selected=true])"
    assert read_grounds(page, on).isdisjoint(read_grounds(page, off))
    wait_until(page, "() => " + LINES)  # once the panel is there again
    for place in (frame.locator(".kf-row .kf-tick").first, frame.locator(".kf-row .kf-tick").last):
        place.click()
    page.emulate_media(forced_colors="none")


def read_grounds(target, selector):
    """Return the colours behind the elements; there is at least one of them."""
    grounds = target.locator(selector).evaluate_all(
        "all => all.map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert grounds, selector
    return set(grounds)


def assert_in_sight(page, locator):
    """Check that no part of it lies outside of the window of the page."""
    box, (width, height) = locator.bounding_box(), page.viewport_size.values()
    assert 0 <= box["x"] <= width - box["width"]
    assert 0 <= box["y"] <= height - box["height"]


def assert_one_row_of_choices(page):
    """Check that view and filter stand beside each other."""
    boxes = [one.bounding_box() for one in page.locator(".st-key-boxes > *").all()]
    assert len(boxes) == 2
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < SLACK
    assert all(a["x"] + a["width"] <= b["x"] + SLACK for a, b in pairwise(boxes))


@pytest.fixture
def bundled(open_page, bundled_url):
    """The standalone page, at the day whose ground is the smallest and the farthest off."""
    page = open_page(bundled_url, viewport={"width": 1440, "height": 900})
    page.wait_for_selector("[data-testid=timeline][data-date]")
    show(page, "2025-06-22")
    return page


def show(page, day):
    page.evaluate("date => kurskFront.command({ date })", day)
    page.locator(f"[data-testid=timeline][data-date='{day}']").wait_for()


def test_small_ground_is_enlarged_and_a_key_fits_the_map_to_it(bundled):
    inset = bundled.get_by_test_id("inset")
    inset.wait_for()
    for account in ("ukraine", "independent"):  # 90 and 5.5 km²
        box = inset.locator(f"[data-inset={account}]").bounding_box()
        assert min(box["width"], box["height"]) > 30
    assert "5.5" in inset.inner_text()
    meets = "(one, other) => one.left < other.right && one.right > other.left"
    meets += " && one.top < other.bottom && one.bottom > other.top"
    covered = inset.evaluate(
        f"inset => [...document.querySelectorAll('.kf-legend, .kf-map-tools, .kf-keys')].filter("
        f"one => ({meets})(inset.getBoundingClientRect(), one.getBoundingClientRect()))"
        f".map(one => one.className)"
    )
    assert not covered
    show(bundled, "2024-08-12")  # which fills the map
    inset.wait_for(state="hidden")
    show(bundled, "2025-06-22")
    inset.wait_for()
    bundled.keyboard.press("0")
    inset.wait_for(state="hidden")
    box = bundled.locator("path.kf-area[data-account=ukraine]").bounding_box()
    figures = bundled.locator(".kf-legend").bounding_box()
    assert box["x"] > figures["x"] + figures["width"]
    assert box["height"] > 300
    bundled.keyboard.press("0")  # again: the whole front
    inset.wait_for()
    inset.click()
    inset.wait_for(state="hidden")


LOWEST = """() => {
    const areas = [...document.querySelectorAll("path.kf-agree, path.kf-area[data-account]")];
    const boxes = areas.map((one) => one.getBoundingClientRect()).filter((one) => one.width);
    return Math.max(...boxes.map((one) => one.bottom));
}"""


@pytest.mark.parametrize("mode", ["agreement", "days"])
def test_ground_stays_in_sight_when_the_card_below_the_map_grows(bundled, mode):
    bundled.set_viewport_size({"width": NARROW[0], "height": 930})
    show(bundled, "2025-02-20")
    bundled.evaluate("mode => kurskFront.command({ mode })", mode)
    bundled.get_by_test_id("mode").wait_for()
    size = "[exposedMap.getSize().y, exposedMap.getContainer().clientHeight]"
    wait_until(bundled, f"{size}[0] === {size}[1]")
    edge = bundled.locator(".kf-map").bounding_box()
    assert edge["height"] < 350
    for _ in range(2):
        assert bundled.evaluate(LOWEST) < edge["y"] + edge["height"]
        bundled.keyboard.press("0")
        bundled.evaluate(PAINTED)


def test_a_chapter_has_its_own_view_and_that_of_a_link_wins(bundled):
    bundled.keyboard.press("PageDown")
    bundled.get_by_test_id("inset").wait_for(state="hidden")
    assert "view" not in bundled.url
    bundled.keyboard.press("Escape")
    bundled.get_by_test_id("inset").wait_for()
    wish = {"date": "2024-08-12", "chapter": "2", "view": "9/51.2/35"}
    bundled.evaluate("wish => kurskFront.command(wish)", wish)
    bundled.locator("[data-testid=timeline][data-date='2024-08-12']").wait_for()
    wait_until(bundled, "exposedMap.getZoom() === 9")
