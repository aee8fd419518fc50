"""An SVG that needs no font of the machine, and no program that knows how halos are painted."""

import re
from base64 import b64decode
from io import BytesIO
from xml.etree.ElementTree import XML

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from dashboard.briefing.drawing.image import render_png, render_svg
from dashboard.briefing.drawing.lettering import SEMIBOLD, read_widths, write
from dashboard.briefing.drawing.svg import make, make_hatch, make_page
from dashboard.briefing.method.pictures import measure_difference

SVG = "{http://www.w3.org/2000/svg}"
WORDS = "Суджа, Gornal 500 km²"


def draw():
    halo = write("Гордеевка", 120, 40, 24, "#111111", anchor="middle")
    for name, value in {"stroke": "#ffffff", "stroke-width": "6", "paint-order": "stroke"}.items():
        halo.set(name, value)
    paper = make("rect", width=400, height=160, fill="#8899aa")
    bold = write(WORDS, 390, 100, 32, "#000000", bold=True, anchor="end")
    return make_page(
        400, 160, "a", paper, make("g", halo, bold, font_family="'Some Sans', 'Source Sans Pro'")
    )


def read_faces(svg):
    found = re.findall(r"font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)\)", svg)
    return {weight: TTFont(BytesIO(b64decode(font))) for weight, font in found}


def test_the_letters_in_use_travel_inside_and_no_others():
    svg = render_svg(draw()).decode()
    faces = read_faces(svg)
    assert set(faces) == {"400", "600"}
    letters = {weight: {chr(code) for code in face.getBestCmap()} for weight, face in faces.items()}
    assert letters == {"400": set("Гордеевка"), "600": set(WORDS)}
    widths = {name: face["hmtx"] for name, face in faces.items()}
    glyph = faces["600"].getBestCmap()[ord("G")]
    assert widths["600"][glyph][0] / 1000 == pytest.approx(read_widths(SEMIBOLD)["G"])
    assert "font-family=\"'Source Sans Pro', 'Some Sans', 'Source Sans Pro'\"" in svg
    assert svg == render_svg(draw()).decode()


def test_a_halo_is_words_below_the_words_and_silent():
    root = XML(render_svg(draw()).decode())
    pair = [text for text in root.iter(f"{SVG}text") if text.text == "Гордеевка"]
    assert [one.get("aria-hidden") for one in pair] == ["true", None]
    assert [one.get("stroke") for one in pair] == ["#ffffff", None]
    assert [one.get("fill") for one in pair] == ["#ffffff", "#111111"]
    assert not any(one.get("paint-order") for one in root.iter())


def test_outlined_words_are_shapes_that_look_the_same_and_say_what_they_spell():
    svg = render_svg(draw(), outline=True).decode()
    root = XML(svg)
    assert [one for one in root.iter() if one.tag in (f"{SVG}text", f"{SVG}style")] == []
    labels = [one.get("aria-label") for one in root.iter(f"{SVG}path")]
    assert labels == [None, "Гордеевка", WORDS]
    assert "font-" not in svg
    plain = make_page(400, 160, "a", *list(draw())[1:])
    shapes = make_page(400, 160, "a", *(_strip(one) for one in list(root)[1:]))
    blank = make_page(400, 160, "a", list(draw())[1])
    words, outlines, empty = (render_png(page, 800) for page in (plain, shapes, blank))
    # Letters are not drawn together pair by pair, as a program that sets text does.
    assert measure_difference(words, outlines) <= 0.4 * measure_difference(words, empty)


def _strip(element):
    for one in element.iter():
        one.tag = one.tag.removeprefix(SVG)
    return element


@pytest.mark.parametrize("slope", [-45.0, 0.0, 45.0])
def test_lines_of_a_hatch_are_slanted_and_not_the_pattern(slope):
    hatch = make_hatch("lines", 10, slope, stroke="#000000", weight=1)
    assert hatch.get("patternTransform") is None
    box = make("rect", width=200, height=200, fill="url(#lines)")
    turned = make("path", d="M0 0V10", stroke="#000000", stroke_width=2)
    old = make("pattern", turned, id="lines", width=10, height=10, patternUnits="userSpaceOnUse")
    old.set("patternTransform", f"rotate({slope:g})")
    paper = make("rect", width=200, height=200, fill="#ffffff")
    pages = [make_page(200, 200, "a", make("defs", one), paper, box) for one in (hatch, old)]
    inks = [_share_of_ink(render_png(page, 400)) for page in pages]
    assert inks[0] == pytest.approx(inks[1], rel=0.1)


def _share_of_ink(png):
    grey = Image.open(BytesIO(png)).convert("L")
    return 1.0 - sum(grey.tobytes()) / (255.0 * grey.width * grey.height)


def test_other_slopes_are_refused():
    with pytest.raises(ValueError, match=r"slope is 30, expected -45, 0, 45 or 90"):
        make_hatch("lines", 10, 30.0, stroke="#000000", weight=1)
