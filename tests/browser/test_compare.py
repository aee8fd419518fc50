"""Comparing in a browser: overlay, two maps that move as one, the divider, words as in Python."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import take_size, wait_until

pytestmark = pytest.mark.browser

WAIT_MS = 30_000
KYIV = {"mode": "overlay", "account": "ukraine", "against": "ukraine", "day": "2024-08-12"}


@pytest.fixture
def open_bundled(open_page, bundled_url):
    """Return a function that opens the standalone page, in a page of the test's own."""

    def open_it(**options):
        page = open_page(bundled_url, **options)
        page.wait_for_selector("[data-testid=timeline][data-date]")
        return page

    return open_it


@pytest.fixture(scope="module")
def opened(open_shared, bundled_url):
    """The standalone page, which the tests below share."""
    return open_shared(bundled_url)


@pytest.fixture
def bundled(opened):
    """The standalone page at the opening date, comparing nothing, with nothing in focus."""
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.keyboard.press("Escape")
    opened.evaluate(
        "document.activeElement.blur(), kurskFront.command({date: '2024-08-12', compare: null})"
    )
    opened.locator(".kf-compare").wait_for(state="hidden")
    opened.locator("[data-testid=timeline][data-date='2024-08-12']").wait_for()
    return opened


def compare(page, day, wish):
    page.evaluate("wish => kurskFront.command(wish)", {"date": day, "compare": wish})
    page.locator(f"[data-testid=timeline][data-date='{day}']").wait_for()
    wait_a_frame(page)


def wait_a_frame(page):
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


def read_words(page):
    return page.locator("[data-testid=compare-words]").inner_text()


def test_the_key_c_compares_with_the_figure_before_and_ends_it(bundled):
    page = bundled
    page.evaluate("kurskFront.command({date: '2024-11-23'})")
    page.locator("[data-testid=timeline][data-date='2024-11-23']").wait_for()
    page.keyboard.press("c")
    words = page.locator("[data-testid=compare-words]")
    words.get_by_text("Kyiv, 6 September 2024 to 23 November 2024").wait_for()
    expect(page.locator(".kf-legend")).to_be_hidden()
    parts = page.locator("path.kf-compare-part")
    assert {part.get_attribute("data-part") for part in parts.all()} == {
        "gained",
        "lost",
        "unchanged",
    }
    assert not page.locator("path.kf-area[data-account]:not(.kf-compare-outline):visible").count()
    page.keyboard.press("c")
    page.locator(".kf-compare").wait_for(state="hidden")
    expect(page.locator(".kf-legend")).to_be_visible()
    assert not page.locator("path.kf-compare-outline:visible").count()


def test_the_parts_are_cut_where_one_area_ends(bundled):
    page = bundled
    compare(page, "2024-11-23", KYIV)
    # Where Glushkovo's side was given up, ground is lost; round Sudzha it is kept.
    found = page.evaluate(
        """() => {
            const paths = [...document.querySelectorAll("path.kf-compare-part")];
            const cut = (path) => document.querySelector(
                path.getAttribute("clip-path").slice(4, -1) + " path");
            const inside = (shape, x, y) => {
                const point = shape.ownerSVGElement.createSVGPoint();
                Object.assign(point, { x, y });
                return shape.isPointInFill(point);
            };
            const box = document.querySelector(".kf-compare-outline[data-side=before]").getBBox();
            const counts = { gained: 0, lost: 0, unchanged: 0, twice: 0 };
            for (let column = 0; column < 40; column += 1) for (let row = 0; row < 40; row += 1) {
                const x = box.x - 20 + (column / 40) * (box.width + 60);
                const y = box.y - 20 + (row / 40) * (box.height + 60);
                const hits = paths.filter((path) => {
                    const clip = cut(path).cloneNode();
                    clip.setAttribute("fill-rule", "evenodd");
                    path.parentNode.append(clip);
                    const hit = inside(path, x, y) && inside(clip, x, y);
                    clip.remove();
                    return hit;
                });
                if (hits.length > 1) counts.twice += 1;
                for (const one of hits) counts[one.dataset.part] += 1;
            }
            return counts;
        }"""
    )
    assert found["twice"] == 0
    assert found["unchanged"] > found["lost"] > found["gained"] > 0


READ_INKS = """() => ["gained", "lost"].map((part) =>
    getComputedStyle(document.querySelector(`#kf-compare-${part} .kf-compare-mark`)).stroke)"""


def test_ground_that_one_account_alone_gives_has_its_colour(bundled):
    """Between two accounts nothing was gained or lost, as it may be between two dates of one."""
    page = bundled
    compare(page, "2024-11-23", KYIV)
    changed = page.evaluate(READ_INKS)
    compare(page, "2024-10-01", {**KYIV, "against": "reading", "day": None})
    own = page.evaluate(READ_INKS)
    assert not {*own} & {*changed}
    assert own[0] != own[1]
    compare(page, "2024-11-23", KYIV)
    assert page.evaluate(READ_INKS) == changed


def test_sizes_are_written_on_the_parts_once_all_is_calm(bundled):
    page = bundled
    compare(page, "2024-11-23", KYIV)
    page.locator("text.kf-compare-label[data-part=unchanged]").get_by_text("684 km²").wait_for()
    assert page.locator("text.kf-compare-label[data-part=lost]").text_content() == "−316 km²"
    compare(page, "2025-02-13", KYIV)
    page.locator("text.kf-compare-label[data-part=lost]").get_by_text("km²").wait_for()
    compare(page, "2025-02-13", {**KYIV, "mode": "side"})
    assert not page.locator("text.kf-compare-label:visible").count()


def test_the_overlay_answers_to_pointer_and_keyboard(bundled):
    page = bundled
    compare(page, "2024-11-23", KYIV)
    outline = page.locator("path.kf-compare-outline[data-side=before]")
    assert "about 1,000" in outline.get_attribute("aria-label")
    outline.focus()
    page.keyboard.press("Enter")
    page.locator(".kf-card").get_by_text("about 1,000").first.wait_for()
    compare(page, "2024-11-24", KYIV)
    expect(page.locator(".kf-card")).to_be_visible()  # both areas are drawn still
    compare(page, "2025-02-13", {**KYIV, "day": "2024-11-23"})
    expect(page.locator(".kf-card")).to_be_hidden()


def read_views(page):
    return page.evaluate(
        """() => window.maps.map((map) => [map.getCenter().lat, map.getCenter().lng, map.getZoom(),
            map.getSize().x, map.getSize().y])"""
    )


KEEP_MAPS = """
    window.maps = [];
    Object.defineProperty(window, "L", {
        configurable: true,
        set(value) {
            Object.defineProperty(window, "L", { value, writable: true, configurable: true });
            value.Map.addInitHook(function () { window.maps.push(this); });
        },
    });
"""


def assert_one_view(page):
    main, twin = read_views(page)
    assert main[2] == twin[2]
    assert main[3:] == pytest.approx(twin[3:], abs=2)
    assert main[:2] == pytest.approx(twin[:2], abs=0.004)


@pytest.mark.parametrize("mode", ["side", "swipe"])
def test_two_maps_pan_and_zoom_as_one(open_bundled, mode):
    page = open_bundled(init=KEEP_MAPS)
    compare(page, "2024-11-23", {**KYIV, "mode": mode})
    assert_one_view(page)
    before = read_views(page)[0]
    twin = page.locator("[data-testid=twin]").bounding_box()
    x, y = twin["x"] + 90, twin["y"] + twin["height"] - 90
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=4)
    assert_one_view(page)
    page.mouse.up()
    page.wait_for_timeout(400)
    assert_one_view(page)
    assert read_views(page)[0][:2] != before[:2]
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(700)
    assert_one_view(page)
    assert read_views(page)[0][2] > before[2]
    page.keyboard.press("x")
    page.wait_for_timeout(500)
    page.keyboard.press("d")
    page.wait_for_timeout(500)
    assert_one_view(page)


def test_each_map_shows_its_own_side_and_says_so(bundled):
    page = bundled
    wish = {"mode": "side", "account": "independent", "against": "ukraine", "day": None}
    compare(page, "2025-02-13", wish)
    drawn = "path.kf-area[data-account]:visible"
    twin = page.locator(f"[data-testid=twin] {drawn}")
    main = page.locator(f".kf-map:not(.kf-twin) {drawn}")
    assert [one.get_attribute("data-account") for one in twin.all()] == ["ukraine"]
    assert [one.get_attribute("data-account") for one in main.all()] == ["independent"]
    tags = page.locator(".kf-compare-tag").all_inner_texts()
    assert tags == ["Kyiv, 13 February 2025", "Independent, 13 February 2025"]
    boxes = [page.locator(f".kf-compare-tag[data-side={side}]").bounding_box() for side in SIDES]
    assert boxes[0]["x"] < boxes[1]["x"]


SMALL_KYIV = {"account": "ukraine", "against": "independent", "day": None}
IN_SIGHT = """() => [...document.querySelectorAll(".kf-map")].map((map) => {
    const areas = map.querySelectorAll("path.kf-area[data-account], .kf-compare-outline");
    const [room, ...boxes] = [map, ...areas].map((one) => one.getBoundingClientRect());
    const drawn = boxes.filter((one) => one.width);
    return [drawn.length, Math.max(...drawn.map((one) => one.height)) / room.height,
        drawn.every((one) => one.left > room.left && one.right < room.right
            && one.top > room.top && one.bottom < room.bottom)];
})"""


@pytest.mark.parametrize("mode", ["overlay", "side", "swipe"])
def test_what_is_compared_is_in_sight(open_bundled, mode):
    page = open_bundled(init=KEEP_MAPS)
    read_view = "[maps[0].getZoom(), maps[0].getCenter().lat, maps[0].getCenter().lng]"
    # 90 and 5.5 km² round Tyotkino, far from the rest of the front.
    compare(page, "2025-06-22", {**SMALL_KYIV, "mode": mode})
    for drawn, share, inside in page.evaluate(IN_SIGHT):
        assert drawn
        assert share > 0.1  # of the height of its map
        assert inside
    view = page.evaluate(read_view)
    page.keyboard.press("ArrowLeft")  # the date alone does not move the map below the eyes
    page.locator("[data-testid=timeline]:not([data-date='2025-06-22'])").wait_for()
    wait_a_frame(page)
    assert page.evaluate(read_view) == pytest.approx(view, abs=0.2)  # beside a bar of other words
    page.keyboard.press("c")
    page.locator(".kf-compare").wait_for(state="hidden")
    wait_a_frame(page)
    assert page.evaluate(read_view) != pytest.approx(view, abs=0.2)  # the whole front


def test_a_view_that_the_reader_chose_stays_in_a_comparison(open_bundled):
    page = open_bundled(init=KEEP_MAPS)
    page.evaluate("maps[0].setView([51.3, 35.2], 10, { animate: false })")
    compare(page, "2025-06-22", {**SMALL_KYIV, "mode": "overlay"})
    assert page.evaluate("maps[0].getZoom()") == 10


SIDES = ("before", "after")


def test_the_earlier_date_is_always_on_the_left(bundled):
    page = bundled
    for day in ("2024-09-06", "2024-08-15"):
        compare(page, day, {**KYIV, "mode": "side", "day": "2024-08-27"})
        twin = page.locator("[data-testid=twin]").bounding_box()["x"]
        main = page.locator(".kf-map:not(.kf-twin)").bounding_box()["x"]
        assert (twin < main) == (day > "2024-08-27")
        chosen = [page.locator(f"[data-chosen={one}]") for one in ("against", "account")]
        pinned, shown_day = (one.bounding_box()["x"] for one in chosen)
        assert (pinned < shown_day) == (day > "2024-08-27")
        before = page.locator(".kf-compare-tag[data-side=before]").inner_text()
        assert before == f"Kyiv, {'27' if day > '2024-08-27' else '15'} August 2024"


ABOVE = """(part) => {
    const one = document.querySelector(part);
    const words = [...one.querySelectorAll("li")].filter((item) => item.offsetWidth);
    return words.every((item) => {
        const { left, right, top, bottom } = item.getBoundingClientRect();
        return [left + 2, (left + right) / 2, right - 2].every(
            (x) => one.contains(document.elementFromPoint(x, (top + bottom) / 2)));
    }) && words.length;
}"""


@pytest.mark.parametrize("mode", ["side", "swipe"])
@pytest.mark.parametrize("pinned", ["2024-08-27", "2025-03-13"])  # before and after the shown day
def test_the_key_of_the_marks_stands_over_both_maps_and_clear_of_the_scale(bundled, mode, pinned):
    page = bundled
    compare(page, "2025-02-20", {**KYIV, "mode": mode, "day": pinned})
    assert page.evaluate(ABOVE, ".kf-keys")
    scales = [one.bounding_box() for one in page.locator(".leaflet-control-scale:visible").all()]
    key = page.locator(".kf-keys").bounding_box()
    assert scales
    assert all(one["x"] + one["width"] < key["x"] for one in scales)


def test_the_divider_moves_by_keys_and_by_hand_and_not_the_date(bundled):
    page = bundled
    compare(page, "2024-11-23", {**KYIV, "mode": "swipe"})
    divider = page.get_by_role("slider", name="Divider between the two maps")
    assert divider.get_attribute("aria-valuenow") == "50"
    divider.focus()
    for key, value in (("ArrowRight", 52), ("PageDown", 42), ("Home", 2), ("End", 98)):
        page.keyboard.press(key)
        assert divider.get_attribute("aria-valuenow") == str(value)
        assert f"{value} %" in divider.get_attribute("aria-valuetext")
    assert page.locator("[data-testid=timeline]").get_attribute("data-date") == "2024-11-23"
    box = divider.bounding_box()
    assert box["width"] >= 24
    height = box["y"] + 0.85 * box["height"]  # below the buttons, which lie over both maps
    page.mouse.move(box["x"] + box["width"] / 2, height)
    page.mouse.down()
    page.mouse.move(400, height, steps=3)
    page.mouse.up()
    room = page.locator(".kf-stage").bounding_box()
    share = (400 - room["x"]) / room["width"] * 100
    assert float(divider.get_attribute("aria-valuenow")) == pytest.approx(share, abs=1)
    clip = page.locator("[data-testid=twin]").evaluate("one => one.style.clipPath")
    assert re.match(r"inset\(0(px)? 7[0-9.]+% 0(px)? 0(px)?\)", clip)


def test_the_choices_of_the_bar_change_the_comparison(bundled):
    page = bundled
    compare(page, "2025-02-13", {**KYIV, "day": "2025-06-22"})
    page.get_by_role("combobox", name="Account to compare with").select_option("independent")
    page.get_by_role("button", name="same date").click()
    wait_a_frame(page)
    assert read_words(page).startswith("13 February 2025, as drawn: only Kyiv")
    page.get_by_role("button", name="Swap the two sides").click()
    wait_a_frame(page)
    assert "only Kyiv 84 km²" in read_words(page).replace("\u00a0", " ")
    page.get_by_role("button", name="same date").click()
    page.get_by_role("button", name="Date to compare with").click()
    page.keyboard.type("6 квітня 25")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Account to compare with").select_option("independent")
    wait_a_frame(page)
    assert "Independent, 13 February 2025 to 6 April 2025" in read_words(page)
    swap = page.locator("[data-icon=swap]")
    expect(swap).to_have_attribute("title", "Go to the other of the two dates")
    swap.click()
    page.locator("[data-testid=timeline][data-date='2025-04-06']").wait_for()
    expect(swap).to_be_focused()
    assert "Independent, 13 February 2025 to 6 April 2025" in read_words(page)


def open_field(page):
    page.keyboard.press("g")
    page.locator(".kf-calendar").wait_for()
    return page.locator(".kf-day-field")


def shown(page):
    return page.locator("[data-testid=timeline]").get_attribute("data-date")


def test_a_date_is_typed_in_each_language_and_taken_by_enter_tab_and_leaving(bundled):
    page = bundled
    box = page.locator(".kf-calendar")
    leave = {
        "Enter": lambda: page.keyboard.press("Enter"),
        "Tab": lambda: page.keyboard.press("Tab"),
        "a click beside it": lambda: page.mouse.click(700, 450),
        "its own button": lambda: page.locator(".kf-go-day").click(),
    }
    typed = {"20 Feb 2025": "2025-02-20", "12 березня": "2025-03-12", "22 июня 25": "2025-06-22"}
    for (way, go), (words, day) in product(
        leave.items(), {**typed, "27.8.24": "2024-08-27"}.items()
    ):
        field = open_field(page)
        assert field.input_value() == shown(page)
        page.keyboard.type(words)
        go()
        wait_a_frame(page)
        assert shown(page) == day, (way, words)
        if way == "Tab":
            assert box.locator("button:focus").count() == 1
            page.keyboard.press("Escape")
        box.wait_for(state="hidden")
    open_field(page)
    page.keyboard.type("2025-05-10")
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    wait_a_frame(page)
    assert shown(page) == "2024-08-27", "Escape took what was typed"
    expect(page.locator(".kf-compare")).to_be_hidden()


def test_what_is_no_date_of_the_front_is_said_and_kept_to_be_mended(bundled):
    page = bundled
    field = open_field(page)
    for words, said in (
        (
            "31 June <b>",
            "“31 June <b>” is no date; write for example 2024-08-12 or 12 August 2024.",
        ),
        ("24 February 2022", "24 February 2022 lies outside: the front is told from"),
    ):
        field.fill(words)
        page.keyboard.press("Enter")
        assert page.locator(".kf-day-told").inner_text().startswith(said)
        assert field.get_attribute("aria-invalid") == "true"
        assert field.input_value() == words
        assert shown(page) == "2024-08-12"
    page.mouse.click(700, 450)
    page.locator(".kf-flash", has_text="24 February 2022 lies outside").wait_for()
    assert shown(page) == "2024-08-12"


def test_a_day_is_picked_in_a_month_that_marks_the_reported_ones(bundled):
    page = bundled
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    wait_a_frame(page)
    steps = []
    while shown(page) < "2024-09":
        steps.append(shown(page))
        page.keyboard.press("ArrowRight")
        wait_a_frame(page)
    page.keyboard.press("ArrowLeft")
    wait_a_frame(page)
    field = open_field(page)
    field.fill("12 August 2024")
    page.keyboard.press("Tab")
    marked = page.locator(".kf-day[data-reported]")
    assert marked.evaluate_all("all => all.map(one => one.dataset.iso)") == steps
    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowRight")
    picked = page.locator(".kf-day:focus")
    assert picked.get_attribute("data-iso") == "2024-09-13"
    assert picked.get_attribute("aria-label") == "13 September 2024"
    page.keyboard.press("Enter")
    page.locator(".kf-calendar").wait_for(state="hidden")
    wait_a_frame(page)
    assert shown(page) == "2024-09-13"


def test_the_settlements_that_changed_hands_are_listed(bundled):
    page = bundled
    wish = {"mode": "overlay", "account": "independent", "against": "independent"}
    compare(page, "2025-04-06", {**wish, "day": "2025-03-01"})
    button = page.get_by_role("button", name="Independent: 11 settlements changed hands")
    button.click()
    listed = page.locator(".kf-compare-places")
    assert "held by Ukraine → lost by Ukraine" in listed.inner_text()
    assert "Sudzha" in listed.inner_text()
    assert page.locator("path.kf-compare-ring").count() == 11
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(page.locator(".kf-compare")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_nothing_that_axe_can_see_breaks_wcag(open_bundled, find_barriers, scheme):
    page = open_bundled(color_scheme=scheme)
    wish = {"account": "russia", "against": "ukraine", "day": None}
    listed = page.locator(".kf-compare-places")
    for mode in ("overlay", "side", "swipe"):
        compare(page, "2025-03-12", {**wish, "mode": mode})
        if listed.is_hidden():
            page.locator("[data-testid=compare-places]").click()
        listed.wait_for()
        if mode == "swipe":
            page.locator(".kf-compare-shown").click()
            page.locator(".kf-calendar").wait_for()
        assert find_barriers(page) == [], mode


def test_nothing_of_the_bar_is_cut_off(bundled):
    page = bundled
    for width, mode in product((1600, 1200, 480), ("overlay", "side", "swipe")):
        take_size(page, page, width, 900)
        wish = {"mode": mode, "account": "russia", "against": "ukraine", "day": "2025-02-13"}
        compare(page, "2025-03-12", wish)
        assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
        controls = page.locator(".kf-compare button:visible, .kf-compare select:visible").all()
        assert controls
        for one in controls:
            box = one.bounding_box()
            assert box["x"] >= -1
            assert box["x"] + box["width"] <= width + 1
            assert min(box["width"], box["height"]) >= 24
        assert page.locator(".kf-map:not(.kf-twin)").bounding_box()["height"] >= 200


@pytest.mark.parametrize("width", [940, 768])  # of the map on a desk's screen, and a tablet's
def test_both_sides_have_room_in_the_bar_with_sizes_and_without(bundled, width):
    page = bundled
    take_size(page, page, width, 900)
    for account, mode in product(("russia", "reading:ukraine"), ("overlay", "swipe")):
        compare(page, "2025-02-20", {**OWN_WORD, "mode": mode, "account": account})
        for select in page.locator(".kf-compare select").all():
            # What it would be as wide as its words, whatever room the bar has.
            cut = select.evaluate(
                "one => { const now = one.offsetWidth; one.style.cssText = 'max-width: none;"
                " flex: none'; const whole = one.offsetWidth; one.style.cssText = '';"
                " return whole - now; }"
            )
            assert cut < 2
        sides = [one.bounding_box() for one in page.locator(".kf-compare-side").all()]
        assert all(one["width"] > 0.27 * width for one in sides)
        assert abs(sides[0]["width"] - sides[1]["width"]) < 2
        assert max(one["height"] for one in sides) < 90


OWN_WORD = {"against": "reading:russia", "day": None}


def test_in_a_low_window_the_map_keeps_its_tools_and_its_height(bundled):
    page = bundled
    take_size(page, page, 860, 620)
    compare(page, "2025-02-20", {**KYIV, "mode": "swipe", "day": "2024-08-27"})
    tag = page.locator(".kf-compare-tag[data-side=after]").bounding_box()
    tools = page.locator(".kf-map-tools").bounding_box()
    assert tag["width"] > 100
    assert tag["x"] + tag["width"] <= tools["x"]
    assert page.locator(".kf-map:not(.kf-twin)").bounding_box()["height"] >= 0.4 * 620


def open_app(page, url):
    page.goto(url)
    frame = page.locator(".st-key-map iframe").last.content_frame
    frame.locator("[data-testid=timeline][data-date]").wait_for(timeout=WAIT_MS)
    return frame


def test_a_link_restores_it_and_the_panel_says_the_same(page, address):
    fetched = []
    page.on("request", lambda request: "/overlaps-" in request.url and fetched.append(request.url))
    query = "date=2025-04-06&compare=side&account=independent&with=2025-03-01"
    frame = open_app(page, f"{address}/?{query}")
    assert len(fetched) == 1
    assert "km²" in frame.locator("[data-testid=compare-words]").inner_text()
    frame.locator(".kf-compare").wait_for(timeout=WAIT_MS)
    said = page.locator("[data-testid=compared]")
    said.wait_for(timeout=WAIT_MS)
    assert said.inner_text() == frame.locator("[data-testid=compare-words]").inner_text()
    frame.get_by_role("button", name="Overlay").click()
    page.wait_for_url(re.compile("compare=overlay"), timeout=WAIT_MS)
    frame.locator("[data-testid=compare-places]").click()
    frame.locator(".kf-compare-places").get_by_role("button", name="Sudzha").click()
    page.wait_for_url(re.compile("place=sudzha"), timeout=WAIT_MS)
    page.locator("[data-testid=history]").wait_for(timeout=WAIT_MS)
    frame.get_by_role("button", name="End the comparison").click()
    wait_until(page, "!location.search.includes('compare')", timeout=WAIT_MS)
    page.locator("[data-testid=comparison]").wait_for(state="hidden", timeout=WAIT_MS)


WATCH_WAYS = """
    window.ways = [];
    new MutationObserver((changes) => {
        for (const { oldValue } of changes) if (oldValue) ways.push(oldValue);
    }).observe(document, {
        subtree: true, attributeFilter: ["data-compare"], attributeOldValue: true,
    });
"""
LOOK = """() => [maps[0].getCenter().toString(), maps[0].getZoom(), maps[0].getSize().toString(),
    document.querySelector(".kf").innerText]"""


def test_comparing_is_rehearsed_at_rest_and_leaves_no_trace(open_bundled):
    page = open_bundled(init=KEEP_MAPS + WATCH_WAYS)
    wait_a_frame(page)
    page.wait_for_timeout(2000)
    assert page.evaluate("[maps.length, ways]") == [1, []]  # nobody is at work yet
    page.mouse.move(600, 400)
    before = page.evaluate(LOOK)
    wait_until(page, "ways.length === 2")
    wait_a_frame(page)
    assert page.evaluate("ways") == ["side", "swipe"]
    assert page.evaluate(LOOK) == before
    expect(page.locator(".kf-compare")).to_be_hidden()
    assert not page.locator("[data-testid=twin]").count()


def test_a_view_that_the_reader_chose_is_not_touched_by_a_rehearsal(open_bundled):
    page = open_bundled(init=KEEP_MAPS + WATCH_WAYS)
    page.evaluate("maps[0].setZoom(maps[0].getZoom() + 1, { animate: false })")
    view = page.evaluate(LOOK)[:3]
    page.mouse.move(600, 400)
    wait_until(page, "maps.length === 2")  # the second map was made
    page.wait_for_timeout(500)
    assert page.evaluate("ways") == []
    assert page.evaluate(LOOK)[:3] == view


def open_served(page, address, query):
    """Open the dashboard and return the frame of its map, with a list of what was asked for."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/?{query}")
    frame = page.wait_for_selector(".st-key-map iframe", timeout=WAIT_MS).content_frame()
    frame.wait_for_selector("[data-testid=timeline][data-date]", timeout=WAIT_MS)
    return frame, [url for url in asked if "/overlaps-" in url]


def test_what_areas_share_is_fetched_once_somebody_compares(page, address):
    frame, fetched = open_served(page, address, "date=2024-11-23")
    assert fetched == []
    frame.evaluate("wish => kurskFront.command(wish)", {"compare": KYIV})
    words = frame.locator("[data-testid=compare-words]")
    words.get_by_text("684 km²").wait_for(timeout=WAIT_MS)


def test_whoever_compares_while_it_is_fetched_is_not_forgotten(page, address):
    held = []
    page.route("**/overlaps-*.json", lambda route: held.append(route))  # noqa: PLW0108  it asks for a signature
    frame, _ = open_served(page, address, "date=2024-11-23")
    while not held:  # fetched in a calm moment
        page.wait_for_timeout(100)
    frame.evaluate("wish => kurskFront.command(wish)", {"compare": KYIV})
    page.wait_for_timeout(200)
    expect(frame.locator(".kf-compare")).to_be_hidden()
    held[0].continue_()
    frame.locator("[data-testid=compare-words]").get_by_text("684 km²").wait_for(timeout=WAIT_MS)


def test_that_nothing_can_be_compared_is_said(page, address):
    page.route("**/overlaps-*.json", lambda route: route.fulfill(status=404))
    frame, _ = open_served(page, address, "date=2024-11-23&compare=overlay&with=2024-08-12")
    failure = frame.locator(".kf-failure")
    assert "nothing can be compared" in failure.inner_text()
    frame.locator("[data-testid=timeline-slider]").press("ArrowRight")
    frame.wait_for_selector("[data-testid=timeline]:not([data-date='2024-11-23'])", timeout=WAIT_MS)
    assert failure.count() == 1
    expect(frame.locator(".kf-compare")).to_be_hidden()
