"""Pages as files: exact pixels, stated resolution, tagged PDF with its fonts, same bytes twice."""

import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from itertools import product

import pytest
from PIL import Image

from dashboard.briefing.drawing.image import render_pdf, render_png, render_svg
from dashboard.briefing.drawing.lettering import write
from dashboard.briefing.drawing.page_size import MOST_PX, PAGE_SIZES, UNITS_AN_INCH
from dashboard.briefing.drawing.svg import make, make_page

WORDS = {"title": "A page", "subject": "made up", "alt": "two words", "language": "uk"}


@pytest.fixture(scope="module")
def page():
    """Return a made-up page, twice as wide as high: a red field and two words."""
    field = make("rect", width=200, height=100, fill="#ff0000")
    words = write("Суджа Sudzha", 10.0, 50.0, 20.0, "#ffffff", bold=True)
    return make_page(200, 100, "made up", field, make("g", words, font_family="Source Sans Pro"))


def open_png(content):
    return Image.open(BytesIO(content))


def run(*command, content):
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_png_has_exactly_the_pixels_asked_for(page):
    assert open_png(render_png(page, 641)).size == (641, 320)
    assert open_png(render_png(page, 641, 480)).size == (641, 480)


def test_png_keeps_the_page_s_proportions(page):
    picture = open_png(render_png(page, 200, 200)).convert("RGBA")
    assert picture.getpixel((100, 10))[3] == 0
    assert picture.getpixel((2, 100)) == (255, 0, 0, 255)


@pytest.mark.parametrize(
    ("name", "dpi"), [*product(PAGE_SIZES, (72, 97)), ("a4", 144), ("a4-portrait", 144)]
)
def test_a_page_fills_its_pixels_to_every_edge(name, dpi):
    """A page has no whole number of pixels: at 144 dpi the edges of A4 were half transparent."""
    size = PAGE_SIZES[name]
    paper = make("rect", width=size.width, height=size.height, fill="#ff0000")
    pixels = tuple(round(side * dpi / UNITS_AN_INCH) for side in (size.width, size.height))
    drawn = open_png(render_png(make_page(size.width, size.height, "made up", paper), *pixels))
    assert drawn.size == pixels
    assert drawn.convert("RGBA").getcolors() == [(pixels[0] * pixels[1], (255, 0, 0, 255))]


def test_png_states_its_resolution(page):
    assert open_png(render_png(page, 200, dpi=300)).info["dpi"] == pytest.approx(
        (300, 300), abs=0.1
    )
    assert open_png(render_png(page, 200)).info["dpi"] == pytest.approx((96, 96), abs=0.1)


@pytest.mark.parametrize("size", [(MOST_PX + 1, 10), (0, 10), (10, MOST_PX + 1), (-5, 5)])
def test_a_size_that_cannot_be_drawn_is_refused(page, size):
    with pytest.raises(ValueError, match=f"between 1 and {MOST_PX}"):
        render_png(page, *size)


def test_the_same_page_gives_the_same_bytes(page):
    assert render_png(page, 300) == render_png(page, 300)
    assert render_pdf(page, **WORDS) == render_pdf(page, **WORDS)
    assert render_svg(page) == render_svg(page)


def test_pdf_is_tagged_and_says_what_it_is(page):
    content = render_pdf(page, **WORDS, page_mm=(297.0, 210.0))
    told = run("pdfinfo", "-", content=content)
    for line in ("Title:           A page", "Subject:         made up", "Tagged:          yes"):
        assert line in told
    assert "Pages:           1" in told
    assert "Page size:       841.89 x 595.276 pts (A4)" in told
    assert "CreationDate" not in told
    assert b"pdfuaid" not in content  # one figure with words for it is less than PDF/UA asks for
    assert re.search(rb"/Lang ?\(uk\)", content)


def test_pdf_bears_the_time_that_it_is_given(page):
    made = datetime(2025, 6, 22, tzinfo=UTC)
    assert "Jun 22 00:00:00 2025" in run(
        "pdfinfo", "-", content=render_pdf(page, **WORDS, made=made)
    )


def test_pdf_carries_its_font_and_its_text(page):
    content = render_pdf(page, **WORDS)
    assert "Суджа Sudzha" in run("pdftotext", "-", "-", content=content)
    fonts = run("pdffonts", "-", content=content).splitlines()[2:]
    assert fonts
    for font in fonts:
        assert "SourceSansPro" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with its letters"
