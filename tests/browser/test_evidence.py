"""Settlement marks, "why the line runs here" and the strength of evidence, on a made-up front."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import SETTLED

OpenPage = Callable[..., Page]

ROOT = "[data-testid=timeline]"
LAYERS = ["districts", "water", "roads", "settlements"]
READ_MARK = """([lon, lat]) => {
    const canvas = document.querySelector('.leaflet-kf-marks-pane canvas');
    const point = exposedMap.latLngToContainerPoint([lat, lon]);
    const outer = exposedMap.getContainer().getBoundingClientRect();
    const inner = canvas.getBoundingClientRect();
    const scale = canvas.width / inner.width;
    const at = (dx) => [...canvas.getContext('2d').getImageData(
        Math.round((outer.left + point.x - inner.left + dx) * scale),
        Math.round((outer.top + point.y - inner.top) * scale), 1, 1).data];
    return [at(-2), at(2)];
}"""


@pytest.fixture
def front(open_front: OpenPage) -> Page:
    """Return the made-up front at its opening date, with its map exposed."""
    return open_front(reduced_motion="reduce")


def command(page: Page, **wish: Any) -> None:
    page.evaluate("wish => window.kurskFront.command(wish)", {"nonce": str(wish), **wish})
    if "date" in wish:
        expect(page.locator(ROOT)).to_have_attribute("data-date", wish["date"])
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def find_place(made_up: ModuleType, name: str) -> list[float]:
    return next([lon, lat] for latin, lon, lat, _ in made_up.PLACES if latin == name)


def find_edge(made_up: ModuleType, letter: str) -> list[float]:
    """Return the middle of an edge of the first side's first area, of a given strength."""
    (ring,) = next(
        area["polygons"][0]
        for area in made_up.make_frames()["areas"]
        if area["account"] == "ukraine"
    )
    edge = made_up.STRENGTH.index(letter) + made_up.STRENGTH.count(letter) // 2
    (x1, y1), (x2, y2) = ring[edge], ring[edge + 1]
    return [(x1 + x2) / 2, (y1 + y2) / 2]


def point_at(page: Page, position: list[float]) -> tuple[float, float]:
    x, y = page.evaluate("place => findOnMap(place)", position)
    page.mouse.move(x, y)
    return x, y


def is_alike(first: list[int], second: list[int]) -> bool:
    """Whether two pixels have one colour, the smoothing of edges aside."""
    return all(abs(a - b) <= 24 for a, b in zip(first, second, strict=True))


def read_lines(page: Page) -> dict[str, str]:
    """Return the path data of each strength line of the first side."""
    found = page.eval_on_selector_all(
        ".kf-strength-line[data-of=ukraine]",
        "all => all.map(path => [path.dataset.strength, path.getAttribute('d') || ''])",
    )
    return dict(found)


def test_a_settlement_tells_what_each_account_says_and_who_is_silent(
    front: Page, made_up_timeline: ModuleType
) -> None:
    command(front, date=made_up_timeline.SPLIT_DAY)
    point_at(front, find_place(made_up_timeline, "Alphaville"))
    note = front.locator(".kf-tooltip")
    expect(note.locator("strong").first).to_have_text("Alphaville")
    heads = note.locator(".kf-note-head")
    expect(heads).to_have_count(2)
    expect(heads.nth(0)).to_contain_text("held by Ukraine since 12 Aug 2024")
    expect(heads.nth(1)).to_contain_text("lost by Ukraine since 1 Oct 2024")
    expect(heads.locator("svg.kf-swatch")).to_have_count(2)
    for words in ("a made-up note", "A made-up paper", "grade B2"):
        expect(note).to_contain_text(words)
    expect(note).to_contain_text("Not spoken of by: Mappers, Others.")


def test_an_ended_word_is_not_taken_for_silence(front: Page, made_up_timeline: ModuleType) -> None:
    command(front, date="2025-06-10")
    x, y = point_at(front, find_place(made_up_timeline, "Betatown"))
    expect(front.locator(".kf-tooltip")).to_contain_text("not held")
    point_at(front, find_place(made_up_timeline, "Delta"))
    expect(front.locator(".kf-tooltip")).to_contain_text("Mappers: nothing since 31 May 2025.")
    expect(front.locator(".kf-tooltip .kf-note")).to_have_count(0)
    command(front, date="2025-05-31")
    front.mouse.move(x, y)
    point_at(front, find_place(made_up_timeline, "Delta"))
    expect(front.locator(".kf-tooltip")).to_contain_text("contested since 12 Aug 2024")


def test_a_click_pins_the_settlement_s_claims_until_a_word_changes(
    front: Page, made_up_timeline: ModuleType
) -> None:
    place = find_place(made_up_timeline, "Alphaville")
    front.mouse.click(*point_at(front, place))
    card = front.locator(".kf-card")
    expect(card).to_contain_text("A made-up claim for the tests.")
    link = card.locator("a").first
    expect(link).to_have_attribute("href", "https://made-up.example/claim")
    command(front, date="2024-09-30")
    expect(card).to_be_visible()
    command(front, date=made_up_timeline.SPLIT_DAY)
    expect(card).to_be_hidden()
    front.mouse.click(*point_at(front, place))
    expect(card).to_be_visible()
    front.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_disputed_settlement_is_drawn_split(front: Page, made_up_timeline: ModuleType) -> None:
    place = find_place(made_up_timeline, "Alphaville")
    for theme in ("light", "dark"):
        command(front, date=made_up_timeline.SPLIT_DAY, theme=theme)
        split = front.evaluate(READ_MARK, place)
        command(front, date="2024-09-30")
        agreed = front.evaluate(READ_MARK, place)
        assert is_alike(*agreed), "what all say is held is one full dot"
        assert not is_alike(*split), "one half is full, the other hollow"
        assert not is_alike(split[0], agreed[0]), "each account's half has its own colour"


def test_marks_follow_the_accounts_and_the_settlements_layer(
    front: Page, made_up_timeline: ModuleType
) -> None:
    place = find_place(made_up_timeline, "Alphaville")
    command(front, date=made_up_timeline.SPLIT_DAY)
    front.locator("[data-legend=russia] .kf-toggle").click()
    command(front, accounts=["ukraine", "independent"])
    assert is_alike(*front.evaluate(READ_MARK, place))
    point_at(front, place)
    expect(front.locator(".kf-tooltip .kf-note-head")).to_have_count(1)
    expect(front.locator(".kf-tooltip")).not_to_contain_text("lost by Ukraine since")
    command(front, layers=["water"])
    assert front.evaluate(READ_MARK, place) == [[0, 0, 0, 0]] * 2
    point_at(front, [place[0] + 0.001, place[1]])
    expect(front.locator(".kf-tooltip")).not_to_contain_text("Alphaville")
    expect(front.locator(".kf-mark-key")).to_be_hidden()


def test_marks_and_names_stay_when_the_map_jumps(front: Page, made_up_timeline: ModuleType) -> None:
    is_drawn = """name => { const canvas = document.querySelector(`.leaflet-${name}-pane canvas`);
        const { width, height } = canvas;
        const copy = new OffscreenCanvas(width, height).getContext('2d');
        copy.drawImage(canvas, 0, 0);
        return copy.getImageData(0, 0, width, height).data.some(Boolean); }"""
    for key in ("z", "0"):
        front.keyboard.press(key)
        front.wait_for_timeout(100)
        for name in ("kf-marks", "kf-labels"):
            assert front.evaluate(is_drawn, name), (key, name)


WHY = {
    "n": [
        "Near a report:",
        "held by Ukraine, inside: Alphaville",
        "Lost or never held, outside: Betatown",
    ],
    "i": ["Inferred: the nearest reported place", "heard from Mappers: not held"],
    "f": ["Free: nothing reported within 7.5 km", "First: held by Ukraine since 12 Aug 2024"],
    "b": ["The oblast boundary"],
}


def test_an_outline_tells_why_it_runs_there(front: Page, made_up_timeline: ModuleType) -> None:
    for letter, words in WHY.items():
        command(front, accounts=["ukraine"])
        edge = find_edge(made_up_timeline, letter)
        note = front.locator(".kf-tooltip")
        x, y = point_at(front, edge)
        expect(note).to_contain_text("Why the line runs here")
        for part in ["First side", "grade B2", *words]:
            expect(note).to_contain_text(part)
        front.mouse.click(x, y)
        card = front.locator(".kf-card")
        expect(card).to_contain_text(words[0])
        expect(card.locator("a").first).to_have_attribute("href", "https://made-up.example/claim")
        command(front, accounts=[])
        expect(card).to_be_hidden()


def test_outlines_that_run_together_are_all_told_and_the_inside_is_left_as_it_was(
    front: Page, made_up_timeline: ModuleType
) -> None:
    note = front.locator(".kf-tooltip")
    point_at(front, find_edge(made_up_timeline, "i"))
    expect(note.locator(".kf-note")).to_have_count(1)
    point_at(front, [35.2, 51.25])
    expect(note).to_contain_text("Ground held by Ukraine according to")
    expect(note.locator(".kf-note")).to_have_count(3)


def test_the_card_of_a_held_area_says_what_it_rests_on(front: Page) -> None:
    front.keyboard.press("Tab")
    front.locator("path.kf-area[data-account=ukraine]").focus()
    front.keyboard.press("Enter")
    card = front.locator(".kf-card")
    expect(card).to_contain_text("Rests on 4 reported places")
    expect(card.locator(".kf-note-places li")).to_have_count(4)
    expect(card.locator(".kf-note-places")).to_contain_text(
        "Alphaville: held by Ukraine, says First"
    )


def test_strength_of_evidence_is_switched_on_by_menu_and_by_command(front: Page) -> None:
    key = front.locator(".kf-strengths:not(.kf-bound-key)")
    expect(key).to_be_hidden()
    assert set(read_lines(front).values()) <= {"", "M0 0"}
    outline = front.locator("path.kf-area[data-account=ukraine]")
    expect(outline).to_have_css("stroke-opacity", "1")
    front.get_by_role("button", name="Layers").click()
    front.get_by_text("Strength of evidence").click()
    expect(key.locator("li")).to_have_count(4)
    expect(key).to_contain_text("inferred, 2.5 to 7.5 km")
    expect(outline).to_have_css("stroke-opacity", "0")
    lines = read_lines(front)
    assert set(lines) == {"near", "inferred", "free", "border"}
    assert all(len(path) > 10 for path in lines.values())
    command(front, layers=LAYERS)
    expect(key).to_be_hidden()
    command(front, layers=[*LAYERS, "evidence"])
    expect(key).to_be_visible()


def test_strengths_differ_in_dash_and_width_not_only_in_colour(front: Page) -> None:
    read = """all => all.map(path => { const style = getComputedStyle(path);
        return [style.strokeDasharray, style.strokeWidth].join('|'); })"""
    styles = front.eval_on_selector_all(".kf-strength-line[data-of=ukraine]", read)
    assert len(set(styles)) == 4
    in_key = front.eval_on_selector_all(".kf-strengths:not(.kf-bound-key) path", read)
    assert set(in_key) == set(styles)


def test_strength_lines_follow_the_date_and_the_accounts(front: Page) -> None:
    command(front, layers=[*LAYERS, "evidence"])
    pictures = set()
    for day in ("2024-08-12", "2024-08-29", "2024-09-15"):
        command(front, date=day)
        pictures.add(tuple(sorted(read_lines(front).items())))
    assert len(pictures) == 3
    command(front, accounts=["russia"])
    assert set(read_lines(front).values()) <= {"", "M0 0"}


def test_the_settled_state_names_the_evidence_layer(open_page: OpenPage, served_url: str) -> None:
    page = open_page(
        served_url,
        init=SETTLED,
    )
    page.wait_for_selector(f"{ROOT}[data-date]")
    page.get_by_role("button", name="Layers").click()
    page.get_by_text("Strength of evidence").click()
    page.wait_for_timeout(300)
    assert page.evaluate("settled[0].layers") == [*LAYERS, "evidence"]
