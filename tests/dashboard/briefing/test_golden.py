"""The main sheets against pictures that were looked at, with tolerance for another rasteriser.

After a change that is meant run them with KURSK_FRONT_RENEW=1 in the environment, then look at the
pictures in tests/golden and commit them.
"""

import os
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.method.pictures import LIKE, WIDTH_PX, measure_difference
from dashboard.briefing.sheet.comparison import draw_comparison
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.multiples import draw_multiples
from dashboard.briefing.sheet.sheet import draw_sheet
from dashboard.state.comparison import Comparison
from dashboard.state.selection import open_selection
from dashboard.text.language import speak
from dashboard.view.view import build_view
from dashboard.view.workspace import translate_workspace

GOLDEN = Path(__file__).parents[2] / "golden"
RENEW = "KURSK_FRONT_RENEW"

SHEETS = {
    "slide-2024-08-12": ("slide", date(2024, 8, 12), False, "en"),
    "slide-2025-03-12-dark": ("slide", date(2025, 3, 12), True, "en"),
    "a4-2025-06-22-uk": ("a4", date(2025, 6, 22), False, "uk"),
    "letter-portrait-2025-03-12-ru": ("letter-portrait", date(2025, 3, 12), False, "ru"),
    "square-2025-04-26": ("square", date(2025, 4, 26), False, "en"),
}


def compare(picture, name):
    """Check a picture (PNG) against the golden one of that name, or renew that."""
    path = GOLDEN / f"{name}.png"
    if os.environ.get(RENEW):
        path.parent.mkdir(exist_ok=True)
        Image.open(BytesIO(picture)).convert("RGB").quantize(128).save(path, optimize=True)
    differs = measure_difference(picture, path.read_bytes())
    assert differs <= LIKE, f"{differs:.2%} of {name} differs; see this file's head"


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_look_as_they_did(workspace, name):
    page_size, day, dark, language = SHEETS[name]
    told = translate_workspace(workspace, language)
    with speak(language):
        selection = replace(open_selection(told.dataset.front), day=day, language=language)
        root = draw_sheet(told, build_view(told, selection), Look(page_size, dark=dark))
    compare(render_png(root, WIDTH_PX), name)


def test_small_multiples_look_as_they_did(workspace):
    start = open_selection(workspace.dataset.front)
    days = [date(2024, 8, 12), date(2024, 11, 23), date(2025, 3, 13), date(2025, 6, 22)]
    views = [build_view(workspace, replace(start, day=day)) for day in days]
    compare(render_png(draw_multiples(workspace, views), WIDTH_PX), "multiples-4")


def test_a_comparison_looks_as_it_did(workspace):
    comparison = Comparison("overlay", "independent", "independent", date(2024, 11, 23))
    start = open_selection(workspace.dataset.front)
    view = build_view(workspace, replace(start, day=date(2025, 2, 20), compare=comparison))
    compare(render_png(draw_comparison(workspace, view), WIDTH_PX), "comparison-2025-02-20")


def test_another_day_would_be_noticed(workspace, monkeypatch):
    monkeypatch.delenv(RENEW, raising=False)
    view = build_view(
        workspace, replace(open_selection(workspace.dataset.front), day=date(2024, 8, 19))
    )
    with pytest.raises(AssertionError, match="differs"):
        compare(render_png(draw_sheet(workspace, view), WIDTH_PX), "slide-2024-08-12")
