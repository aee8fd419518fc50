import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.text.catalogues import TIMELINE
from dashboard.timeline_map import render_page
from tests.browser.driver import SETTLED
from tests.browser.waiting import take_size, wait_until

OpenPage = Callable[..., Page]

ROOT = "[data-testid=timeline]"
SLIDER = "[data-testid=timeline-slider]"
# A browser may date a frame before the act that asked for it; here every frame is dated so.
EARLY = """const draw = window.requestAnimationFrame;
window.requestAnimationFrame = (task) => draw((now) => task(now - 300));
window.days = [];
new MutationObserver((changes) => {
    for (const { target } of changes) if (target.dataset.date) days.push(target.dataset.date);
}).observe(document, { subtree: true, attributeFilter: ["data-date"] });"""
SCREEN = {"width": 1440, "height": 900}
SIZES = {"wide": (1440, 900), "tablet": (834, 1112), "phone": (390, 844), "short": (930, 620)}


@pytest.fixture(scope="module")
def opened(open_shared: OpenPage, page_url: str) -> Page:
    """Return the standalone page, for tests that leave nothing chosen."""
    page = open_shared(page_url)
    page.wait_for_selector(f"{ROOT}[data-date]")
    return page


@pytest.fixture
def front(opened: Page) -> Iterator[Page]:
    """Give that page on its opening date, and leave it so, in its first size."""
    yield opened
    opened.mouse.move(5, 5)
    opened.keyboard.press("Escape")
    opened.evaluate("document.activeElement.blur()")
    opened.evaluate("kurskFront.command({ date: '2024-08-12' })")
    wait_for_date(opened, "2024-08-12")
    if opened.viewport_size != SCREEN:
        take_size(opened, opened, *SCREEN.values())


def shown_date(page: Page) -> str:
    return page.get_attribute(ROOT, "data-date") or ""


def wait_for_date(page: Page, day: str) -> None:
    expect(page.locator(ROOT)).to_have_attribute("data-date", day)


def read_picture(page: Page) -> tuple[str, str, str]:
    """Return what is drawn: the first side's area, the playhead's place, the big date."""
    return tuple(
        page.evaluate(
            """() => [
                document.querySelector('path[data-account=ukraine]').getAttribute('d'),
                document.querySelector('.kf-playhead').getAttribute('transform'),
                document.querySelector('.kf-date').textContent]"""
        )
    )


def chart_x(page: Page, day: str) -> tuple[float, float]:
    """Return the client position of a day on the chart."""
    box = page.locator(SLIDER).bounding_box()
    first, last = (page.evaluate("d => Date.parse(d)", d) for d in ("2024-08-06", "2025-12-31"))
    share = (page.evaluate("d => Date.parse(d)", day) - first) / (last - first)
    assert box
    return box["x"] + 9 + share * (box["width"] - 18), box["y"] - 40


def command(page: Page, **wish: Any) -> None:
    page.evaluate("wish => window.kurskFront.command(wish)", {"nonce": str(wish), **wish})


def test_first_frame_shows_the_opening_date_and_every_account(open_front: OpenPage) -> None:
    page = open_front()
    assert shown_date(page) == "2024-08-12"
    drawn = page.eval_on_selector_all(
        "path[data-account]", "all => all.map(p => [p.dataset.account, p.dataset.edge])"
    )
    assert sorted(map(tuple, drawn)) == [
        ("independent", "contested"),
        ("independent", "firm"),
        ("russia", "firm"),
        ("ukraine", "firm"),
    ]
    slider = page.locator(SLIDER)
    assert slider.get_attribute("aria-valuetext") == "12 August 2024"
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("0", "512")


def test_playing_goes_neither_back_nor_out_of_the_front(open_front: OpenPage) -> None:
    page = open_front(init=EARLY)
    page.keyboard.press("Home")
    wait_for_date(page, "2024-08-06")
    page.evaluate("days = ['2024-08-06']")
    for _ in range(6):  # two presses of the key, a frame apart
        page.keyboard.press(" ")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        page.keyboard.press(" ")
    page.keyboard.press(" ")
    wait_until(page, "days.at(-1) > '2024-08-07'")
    page.keyboard.press(" ")
    days = page.evaluate("days")
    assert days == sorted(days)
    assert days[0] == "2024-08-06"


def test_each_of_twenty_drag_steps_repaints_map_and_chart(
    front: Page, made_up_timeline: ModuleType
) -> None:
    page = front
    days = [day for day, key, *_ in made_up_timeline.list_reports() if key == "kyiv"][:21]
    x, y = chart_x(page, days[0])
    page.mouse.move(x, y)
    page.mouse.down()
    pictures = {read_picture(page)}
    for day in days[1:]:
        page.mouse.move(chart_x(page, day)[0], y)
        wait_for_date(page, day)
        pictures.add(read_picture(page))
    page.mouse.up()
    assert len(pictures) == 21
    assert all(len({picture[part] for picture in pictures}) == 21 for part in range(3))


def test_slider_drag_and_click_follow_the_pointer(front: Page) -> None:
    page = front
    box = page.locator(SLIDER).bounding_box()
    assert box
    start, y = chart_x(page, "2024-08-12")[0], box["y"] + box["height"] / 2
    page.mouse.move(start, y)
    page.mouse.down()
    # So near to a report it is the report's day that is meant; far from any, the day itself.
    for day, meant in (("2024-10-01", "2024-10-02"), ("2025-01-01", ""), ("2025-06-22", "")):
        page.mouse.move(chart_x(page, day)[0], y)
        wait_for_date(page, meant or day)
    page.mouse.up()
    page.mouse.click(*chart_x(page, "2024-11-11"))
    wait_for_date(page, "2024-11-11")


def test_keys_step_by_report_by_day_and_to_the_ends(open_front: OpenPage) -> None:
    page = open_front()
    for key, day in (
        ("ArrowRight", "2024-08-29"),
        ("ArrowRight", "2024-09-15"),
        ("ArrowLeft", "2024-08-29"),
        ("Shift+ArrowRight", "2024-08-30"),
        ("Shift+ArrowLeft", "2024-08-29"),
        ("End", "2025-12-31"),
        ("Home", "2024-08-06"),
    ):
        page.keyboard.press(key)
        wait_for_date(page, day)
    page.get_by_role("button", name="day", exact=True).click()
    page.keyboard.press("ArrowRight")
    wait_for_date(page, "2024-08-07")
    page.keyboard.press("Shift+ArrowRight")
    wait_for_date(page, "2024-08-12")
    expect(page.locator(".kf-count")).to_have_text("1 of 25 reports")


def test_playback_runs_stops_and_changes_speed(open_front: OpenPage) -> None:
    page = open_front()
    for _ in range(5):
        page.keyboard.press("+")
    expect(page.locator(".kf-speed")).to_have_text("2 months/s")
    page.keyboard.press(" ")
    wait_until(page, f"document.querySelector('{ROOT}').dataset.date > '2024-09-15'")
    page.keyboard.press(" ")
    page.wait_for_timeout(60)
    stopped = shown_date(page)
    page.wait_for_timeout(200)
    assert shown_date(page) == stopped
    command(page, date="2025-12-20")
    page.get_by_test_id("timeline-play").click()
    wait_for_date(page, "2025-12-31")
    expect(page.get_by_test_id("timeline-play")).to_have_attribute("data-icon", "play")


def test_zoom_and_pan_stay_over_steps_until_fitted(front: Page) -> None:
    page = front
    view = "getComputedStyle(document.querySelector('.leaflet-map-pane')).transform"
    scale = "document.querySelector('.leaflet-control-scale-line').textContent"
    for key in ("z", "z", "d"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    before = page.evaluate(view), page.evaluate(scale)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    wait_for_date(page, "2024-11-05")
    assert (page.evaluate(view), page.evaluate(scale)) == before
    page.keyboard.press("0")
    wait_until(page, f"{scale} !== {json.dumps(before[1])}")


def test_accounts_differ_in_fill_and_line_on_map_and_in_legend(front: Page) -> None:
    page = front
    read = """all => all.map(p => { const s = getComputedStyle(p);
        return [s.fill, s.fillOpacity, s.strokeDasharray, s.stroke].join('|'); })"""
    on_map = page.eval_on_selector_all("path[data-edge=firm]", read)
    in_legend = page.eval_on_selector_all(".kf-figures .kf-swatch rect", read)
    assert len(set(on_map)) == 3
    assert set(on_map) <= set(in_legend)
    fills = {style.split("|")[0] for style in on_map}
    assert any("url(" in fill for fill in fills)
    contested = page.eval_on_selector_all("path[data-edge=contested]", read)
    assert not set(contested) & set(on_map)


def test_accounts_mappers_layers_and_other_claims_can_be_chosen(open_front: OpenPage) -> None:
    page = open_front()
    page.locator("[data-legend=russia] .kf-toggle").click()
    expect(page.locator("path[data-account=russia]")).to_have_count(0)
    page.locator("[data-legend=russia] .kf-toggle").click()
    expect(page.locator("path[data-account=russia]")).to_have_count(1)
    command(page, date="2024-09-20")
    row = page.locator("[data-legend=independent]")
    expect(row.locator(".kf-value")).to_have_text("about 676 km²")
    row.locator("select").select_option("mapper-a")
    expect(row.locator(".kf-value")).to_have_text("600–900 km²")
    command(page, date="2025-10-02")
    says = page.locator("[data-legend=ukraine] .kf-says")
    expect(says).to_have_attribute("aria-label", re.compile("no figure"))
    # What it last drew is a ghost, with the words beside it, and no area that it claims.
    expect(page.locator("path[data-account=ukraine]:not(.kf-ghost)")).to_have_count(0)
    expect(page.locator("path.kf-ghost[data-account=ukraine]")).to_have_count(1)
    expect(page.locator("[data-ghost=ukraine]")).to_contain_text("no figure")
    page.get_by_role("button", name="Layers").click()
    page.get_by_text("Other claims of the day").click()
    expect(page.locator("path.kf-other[data-account=ukraine]")).to_have_count(1)


def test_words_that_the_figures_come_to_cover_stand_clear_of_them(
    page: Page, bundled_url: str
) -> None:
    page.goto(f"{bundled_url}#date=2025-03-12")  # of all that stands there no inset gives way
    words = page.locator("[data-ghost=independent]")
    expect(words).to_contain_text("no figure")
    page.wait_for_timeout(800)  # until they have their seat
    box = words.bounding_box()
    assert box
    card = f"left: {box['x'] - 30}px; top: {box['y']}px; width: 60px; height: 40px; min-width: 0"
    page.evaluate("style => { document.querySelector('.kf-legend').style.cssText += style; }", card)
    wait_until(
        page,
        """() => {
            const names = [".kf-legend", "[data-ghost=independent]"];
            const find = (name) => document.querySelector(name).getBoundingClientRect();
            const [card, words] = names.map(find);
            const [besides, below] = [card.right < words.left, card.bottom < words.top];
            return besides || below || words.right < card.left || words.bottom < card.top;
        }""",
    )
    assert words.bounding_box() != box


def test_hover_tells_and_click_pins_a_card_with_its_source(front: Page) -> None:
    page = front
    box = page.locator("path[data-account=ukraine]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    note = page.locator(".kf-tooltip")
    expect(note).to_contain_text("Ground held by Ukraine according to")
    expect(note).to_contain_text("A made-up paper")
    expect(note.locator(".kf-note")).to_have_count(3)
    page.mouse.click(x, y)
    link = page.locator(".kf-card a").first
    expect(link).to_have_attribute("href", "https://made-up.example/claim")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    page.keyboard.press("Escape")
    expect(page.locator(".kf-card")).to_be_hidden()


def test_held_areas_and_cards_work_from_the_keyboard(front: Page) -> None:
    page = front
    area = page.locator("path[data-account=russia]")
    page.keyboard.press("Tab")
    area.focus()
    expect(page.locator(".kf-tooltip")).to_contain_text("Second side")
    assert "according to Second side" in (area.get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    expect(page.locator(".kf-card")).to_contain_text("Second side")
    page.keyboard.press("Escape")
    expect(area).to_be_focused()


def test_chart_hover_names_the_claim_and_the_event(front: Page) -> None:
    page = front
    mark = page.locator("[data-series=kyiv] .kf-mark").last.evaluate(
        """path => { const box = path.ownerSVGElement.getBoundingClientRect();
            const start = path.getPointAtLength(0);
            return {x: box.x + start.x, y: box.y + start.y}; }"""
    )
    flag = page.locator(".kf-event-flag").nth(1).bounding_box()
    assert flag
    page.mouse.move(mark["x"], mark["y"])
    note = page.locator(".kf-tooltip")
    expect(note).to_contain_text("km²")
    # Every account is read at the day under the pointer, and nothing of it covers the chart.
    read = page.locator("[data-testid=readout]")
    expect(read.locator(".kf-read")).to_have_count(4)
    chart, told, said = (
        page.locator(one).bounding_box() for one in (".kf-chart", ".kf-tooltip", ".kf-readout")
    )
    assert chart
    assert told
    assert said
    assert max(told["y"] + told["height"], said["y"] + said["height"]) <= chart["y"] + 1
    page.mouse.move(flag["x"] + 3, flag["y"] + 3)
    expect(page.locator(".kf-tooltip")).to_contain_text("Made up 2")


def test_a_move_of_the_map_is_told_when_it_was_the_reader_s(
    open_page: OpenPage, served_url: str
) -> None:
    page = open_page(served_url, init=SETTLED, reduced_motion="reduce")
    page.wait_for_selector(f"{ROOT}[data-date]")
    page.wait_for_timeout(300)
    told = page.evaluate("settled.length")
    page.get_by_role("button", name=TIMELINE["zoom_in"]).click()
    wait_until(page, "told => settled.length > told", arg=told)
    west, _, east, _ = page.evaluate("settled.at(-1).extent")
    page.get_by_role("button", name=TIMELINE["zoom_in"]).click()
    wait_until(page, "told => settled.length > told + 1", arg=told)
    nearer_west, _, nearer_east, _ = page.evaluate("settled.at(-1).extent")
    assert nearer_east - nearer_west < east - west


def test_settled_state_is_told_once_and_never_for_commands(
    open_page: OpenPage, served_url: str
) -> None:
    page = open_page(served_url, init=SETTLED)
    page.wait_for_selector(f"{ROOT}[data-date]")
    page.evaluate(
        """() => { for (let i = 0; i < 3; i += 1)
            document.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight"})); }"""
    )
    wait_until(page, "settled.length")
    page.wait_for_timeout(400)
    assert page.evaluate("settled.map(s => s.date)") == ["2024-10-02"]
    command(page, date="2025-01-01", others=True)
    wait_for_date(page, "2025-01-01")
    page.wait_for_timeout(300)
    assert page.evaluate("settled.length") == 1
    page.locator("[data-legend=russia] .kf-toggle").click()
    page.wait_for_timeout(300)
    state = page.evaluate("settled[1]")
    state.pop("extent", None)
    assert state == {
        "date": "2024-10-02",  # what a command brought is not told back
        "accounts": ["ukraine", "independent", "third_party"],
    }


def test_command_before_the_mount_sets_the_first_frame_and_bad_values_are_ignored(
    open_page: OpenPage, served_url: str
) -> None:
    init = f"""{SETTLED}
        document.addEventListener('DOMContentLoaded', () => kurskFront.command(
            {{date: '2025-02-30x', accounts: ['ukraine', 'mars'], mapper: 'nobody', nonce: 1}}));"""
    page = open_page(served_url, init=init)
    page.wait_for_selector(f"{ROOT}[data-date]")
    assert shown_date(page) == "2024-08-12"
    assert page.locator("path[data-account]").count() == 1
    page.evaluate("kurskFront.command({date: '2024-12-12', nonce: 1})")
    page.wait_for_timeout(100)
    assert shown_date(page) == "2024-08-12"


def test_hostile_texts_stay_texts(
    open_page: OpenPage, made_up_timeline: ModuleType, tmp_path: Path
) -> None:
    frames = made_up_timeline.make_frames(hostile=True)
    base = made_up_timeline.make_base()
    html = render_page(
        json.dumps(frames).encode(), json.dumps(base).encode(), f"T{made_up_timeline.HOSTILE}"
    )
    path = tmp_path / "hostile.html"
    path.write_text(html, encoding="utf-8")
    page = open_page(path.as_uri())
    page.wait_for_selector(f"{ROOT}[data-date]")
    box = page.locator("path[data-account=ukraine]").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".kf-card")).to_contain_text("<img src=x")
    assert page.locator("img, b, a[href^=javascript]").count() == 0
    assert page.evaluate("window.hostile") is None
    assert "<img src=x" in page.title()


# A fade is over before a busy machine looks at it: here each that begins is counted.
COUNT_FADES = """window.fades = 0;
const animate = Element.prototype.animate;
Element.prototype.animate = function (...given) {
    window.fades += this.matches('.leaflet-kf-afterimages-pane');
    return animate.apply(this, given);
};"""


def test_steps_fade_unless_motion_is_reduced(open_front: OpenPage) -> None:
    page = open_front(reduced_motion="no-preference", init=COUNT_FADES)
    page.keyboard.press("ArrowRight")
    wait_for_date(page, "2024-08-29")
    wait_until(page, "fades === 1")
    pane = "document.querySelector('.leaflet-kf-afterimages-pane')"
    wait_until(page, f"{pane}.getAnimations().length === 0")
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    wait_for_date(page, "2024-09-15")
    assert page.evaluate("fades") == 1


@pytest.mark.parametrize(
    ("steps", "allowed"),
    [(200, 800_000), pytest.param(3000, 1_000_000, marks=pytest.mark.long)],
)
def test_heap_does_not_grow_with_steps(open_front: OpenPage, steps: int, allowed: int) -> None:
    page = open_front()
    run = """async (steps) => {
        const slider = document.querySelector('[data-testid=timeline-slider]');
        for (let step = 0; step < steps; step += 1) {
            slider.value = (step * 7) % 512;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            await new Promise(requestAnimationFrame);
        }
        await new Promise(done => setTimeout(done, 200));
    }"""
    session = page.context.new_cdp_session(page)

    def measure(steps: int) -> float:
        page.evaluate(run, steps)
        session.send("HeapProfiler.collectGarbage")
        return float(session.send("Runtime.getHeapUsage")["usedSize"])

    before = measure(150)
    assert measure(steps) - before < allowed


def test_theme_follows_system_host_and_command(open_front: OpenPage) -> None:
    page = open_front(color_scheme="dark")
    root = page.locator(ROOT)
    expect(root).to_have_attribute("data-theme", "dark")
    page.evaluate("postMessage({type: 'streamlit:render', theme: {base: 'light'}}, '*')")
    expect(root).to_have_attribute("data-theme", "light")
    command(page, theme="dark")
    expect(root).to_have_attribute("data-theme", "dark")


def test_at_every_size_nothing_overlaps_and_playhead_and_thumb_coincide(
    front: Page,
) -> None:
    page = front
    for size, (width, height) in SIZES.items():
        take_size(page, page, width, height)
        layout = "wide" if size == "short" else size
        expect(page.locator(ROOT)).to_have_attribute("data-size", layout)
        for day in ("2024-08-06", "2024-08-12", "2025-04-01", "2025-10-05", "2025-12-31"):
            command(page, date=day)
            wait_for_date(page, day)
            assert_laid_out(page, width, height)
            line = page.locator(".kf-playhead-line").evaluate(
                "e => { const b = e.getBoundingClientRect(); return (b.left + b.right) / 2; }"
            )
            assert line == pytest.approx(chart_x(page, day)[0], abs=0.6), (size, day)


def assert_laid_out(page: Page, width: int, height: int) -> None:
    """Check that no part leaves the page or covers another, and that targets are large enough."""
    boxes = page.evaluate(
        """() => Object.fromEntries(
            ['legend', 'map-tools', 'credits', 'plot', 'controls', 'caption'].map(e => '.kf-' + e)
            .map(name => [name, document.querySelector(name).getBoundingClientRect().toJSON()]))"""
    )
    for box in boxes.values():
        assert box["left"] >= 0
        assert box["right"] <= width
        assert box["top"] >= 0
        assert box["bottom"] <= height
    names = list(boxes)
    for index, first in enumerate(names):
        for second in names[index + 1 :]:
            a, b = boxes[first], boxes[second]
            apart = (
                a["right"] <= b["left"] + 1
                or b["right"] <= a["left"] + 1
                or a["bottom"] <= b["top"] + 1
                or b["bottom"] <= a["top"] + 1
            )
            assert apart, (first, second)
    targets = page.eval_on_selector_all(
        ".kf-button, .kf-mapper, .kf-toggle, summary",
        "all => all.filter(e => e.offsetParent).map(e => Math.min(e.offsetWidth, e.offsetHeight))",
    )
    assert min(targets) >= 24


def test_missing_frames_and_base_are_named(
    open_page: OpenPage, served_url: str, served_folder: Path
) -> None:
    (served_folder / "base.json").unlink()
    page = open_page(served_url, init=SETTLED)
    page.wait_for_selector(f"{ROOT}[data-date]")
    expect(page.get_by_role("alert")).to_contain_text("base map could not be loaded")
    page.get_by_role("alert").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    (served_folder / "frames.json").write_text("not JSON")
    broken = open_page(served_url, init=SETTLED)
    expect(broken.get_by_role("alert")).to_contain_text("held areas could not be loaded")
    expect(broken.get_by_role("alert")).to_contain_text("Reload the page")


def test_the_chart_s_window_is_chosen_narrowed_moved_and_follows_the_date(
    open_front: OpenPage,
) -> None:
    page = open_front()
    pressed = page.locator(".kf-periods [aria-pressed=true]")
    ticks = page.locator(".kf-months")
    expect(pressed).to_have_text(TIMELINE["window_all"])
    whole = ticks.text_content()
    page.get_by_role("button", name="Early").click()
    expect(pressed).to_have_text("Early")
    expect(page).to_have_url(re.compile("window=2024-08-06,2024-08-31"))
    assert "20" in (ticks.text_content() or "")
    # By key, on a layout with other letters; by the wheel; and all of it by a double click.
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ш', code: 'KeyI'}))")
    expect(pressed).to_have_count(0)
    expect(page).not_to_have_url(re.compile("window=2024-08-06,2024-08-31"))
    page.reload()
    expect(page).to_have_url(re.compile("window=2024-08-"))
    expect(pressed).to_have_count(0)
    chart = page.locator(".kf-chart").bounding_box()
    assert chart
    page.mouse.move(chart["x"] + chart["width"] / 2, chart["y"] + chart["height"] / 2)
    narrow = ticks.text_content()
    page.mouse.wheel(0, 300)
    wait_until(page, "was => document.querySelector('.kf-months').textContent !== was", arg=narrow)
    page.locator("[data-testid=brush]").dblclick()
    expect(pressed).to_have_text(TIMELINE["window_all"])
    assert ticks.text_content() == whole
    # It goes along with a date that leaves it.
    page.get_by_role("button", name="Early").click()
    expect(pressed).to_have_text("Early")
    page.keyboard.press("End")
    wait_for_date(page, "2025-12-31")
    expect(page).to_have_url(re.compile("window=2025-12-06,2025-12-31"))
