"""The page for a memory stick: one file, opened at its state, without any request."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dashboard.briefing.page import write_page
from dashboard.briefing.sheet.credits import frame_extent
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import Selection, open_selection
from dashboard.text.catalogues import SHARE, TIMELINE
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.workspace import Workspace, translate_workspace
from geodata.core.model import Role, Side
from geodata.core.reading import READING
from tests.browser.paper import assert_printed_on_one_sheet

UKRAINE = Side("ukraine", Role.HOLDER)
RUSSIA = Side("russia", Role.OWNER)

HOME = "https://front.example/"
MOST_BYTES = 2_200_000


def test_it_opens_at_its_state_and_asks_for_nothing(
    workspace: Workspace, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    start = open_selection(workspace.dataset.front)
    wanted = replace(start, day=date(2025, 3, 12), accounts=(UKRAINE, RUSSIA), clock="known")
    path = tmp_path / "front.html"
    near = (34.5, 50.9, 35.3, 51.4)
    path.write_bytes(write_page(workspace, wanted, Look(dark=True, extent=near, base_url=HOME)))
    page = open_page("about:blank", offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector("[data-testid=timeline][data-date='2025-03-12']")
    page.wait_for_timeout(300)
    assert asked == [path.as_uri()]
    assert page.get_attribute(".kf", "data-theme") == "dark"
    boxes = page.locator(".kf-figures input[type=checkbox]")
    assert [box.is_checked() for box in boxes.all()] == [True, False, True, False]
    assert page.locator("button[aria-pressed=true]", has_text="known").count() == 1
    footer = page.locator("footer")
    assert workspace.dataset.digest[:16] in footer.inner_text()
    box, height = footer.bounding_box(), page.viewport_size
    assert box
    assert height
    assert box["y"] + box["height"] == pytest.approx(height["height"], abs=1)
    stage = page.locator(".kf").bounding_box()
    assert stage
    assert stage["y"] + stage["height"] == pytest.approx(box["y"], abs=1)
    told = ["12 March 2025", "as it was known that day", "OpenStreetMap"]
    disclaimer = workspace.dataset.front.disclaimer.split()[:6]
    assert_printed_on_one_sheet(page, tmp_path, [*told, " ".join(disclaimer)])
    assert page.get_attribute(".kf", "data-theme") == "dark"
    assert page.locator(".kf[data-paper]").count() == 0
    share_it(page, workspace, frame_extent(wanted, near))
    assert {url for url in asked if not url.startswith(("data:", "blob:"))} == {path.as_uri()}


def share_it(page: Page, workspace: Workspace, shown: Selection) -> None:
    """Take the view out of the page: no server, no network, a clipboard that refuses pictures."""
    page.keyboard.press("e")
    panel = page.get_by_role("dialog", name=SHARE["share_title"])
    link, cited, embedded = (
        panel.get_by_role("textbox", name=SHARE[key], exact=True)
        for key in ("share_link", "share_citation", "share_embed")
    )
    address, _, told = link.input_value().partition("?")
    assert (address, dict(parse_qsl(told))["view"]) == (HOME, shown.view)
    assert link.input_value() in cited.input_value()
    assert workspace.dataset.digest[:12] in cited.input_value()
    assert 'src="front.html#date=2025-03-12' in embedded.input_value()
    assert panel.get_by_text(SHARE["share_offline"]).count() == 1
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')) }")
    with page.expect_download() as pending:
        panel.get_by_role("button", name=SHARE["share_picture_copy"]).click()
    name = pending.value.suggested_filename
    panel.get_by_text(SHARE["share_picture_refused"].format(name=name)).wait_for()
    with Image.open(pending.value.path()) as picture:
        width, height = picture.size
        pixels = picture.convert("RGB").resize((width // 4, height // 4))
    assert width == 2 * 1440
    stage = page.locator(".kf-stage").bounding_box()
    assert stage
    assert height > 2 * stage["height"]
    colours = pixels.getcolors(width * height) or []
    assert len(colours) > 500  # a map, its figures and a chart, not an empty sheet
    says = panel.get_by_role("textbox", name=SHARE["share_alternative"], exact=True).input_value()
    assert "12 March 2025" in says
    assert TIMELINE["clock_known"] in says
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_what_the_places_imply_is_drawn_told_and_switched(
    workspace: Workspace, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    start = open_selection(workspace.dataset.front)
    wanted = replace(start, day=date(2025, 2, 20), layers=(*start.layers, READING), accounts=())
    path = tmp_path / "front.html"
    path.write_bytes(write_page(workspace, wanted))
    page = open_page("about:blank", offline=True)
    page.goto(path.as_uri())
    page.wait_for_selector("[data-testid=timeline][data-date='2025-02-20']")
    outline = page.locator("path[data-chance='50']")
    assert len(outline.get_attribute("d") or "") > 100
    row, band = page.locator(".kf-computed"), page.locator(".kf-band")
    label = "computed from reported places; nobody's claim"
    for place in (row, page.locator(".kf-chart")):  # without a pointer, a focus or a tap
        expect(place.get_by_text(label)).to_be_visible()
    assert "335–506" in row.inner_text()  # without the middle where letters are wide
    expect(band).to_be_visible()
    box = outline.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"])
    note = page.locator(".kf-tooltip")
    expect(note).to_contain_text("nearest report")
    expect(note).to_contain_text("nobody's claim")
    row.locator(".kf-toggle").click()
    expect(band).to_be_hidden()
    expect(outline).to_have_attribute("d", re.compile("^(M0 0)?$"))
    assert "335–506" in row.inner_text()  # without the middle where letters are wide
    row.locator(".kf-toggle").click()
    page.get_by_role("button", name="as it was known that day").click()
    expect(row).to_contain_text("only as the events fell")
    expect(band).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_on_any_memory_stick_in_every_language(workspace: Workspace, language: str) -> None:
    told = translate_workspace(workspace, language)
    with speak(language):
        selection = replace(open_selection(told.dataset.front), language=language)
        content = write_page(told, selection)
    assert f'<html lang="{language}">' in content[:200].decode()
    assert len(content) <= MOST_BYTES
