"""The writer of SVG, the lettering and the palette: escaping, fixed numbers, widths, tones."""

from time import process_time
from xml.etree.ElementTree import XML

import pytest
import shapely

from dashboard.briefing.drawing.lettering import measure_width, wrap_text
from dashboard.briefing.drawing.palette import read_font, read_palette
from dashboard.briefing.drawing.svg import format_path, make, make_page, serialise

HOSTILE = "<b>&\"'</text><script>\x00\x1f\ud800"


def test_what_comes_from_data_is_escaped():
    page = serialise(make_page(10, 10, HOSTILE, make("text", HOSTILE, id=HOSTILE)))
    root = XML(page.decode())
    kept = "<b>&\"'</text><script>"
    assert root[1].text == kept
    assert root[1].get("id") == kept
    assert root[0].text == kept
    assert [child.tag.rpartition("}")[2] for child in root] == ["title", "text"]


def test_numbers_have_a_fixed_short_form():
    element = make("rect", x=1 / 3, y=-0.0001, width=30.0, height=1e-9, rx=None, stroke_width=2)
    assert element.attrib == {
        "x": "0.33", "y": "0", "width": "30", "height": "0", "stroke-width": "2",
    }  # fmt: skip


def test_a_float_s_last_bit_never_reaches_the_path():
    line = shapely.LineString([(0.1 + 0.2, 1), (5, 5), (10, 1)])
    same = shapely.LineString([(0.3, 1), (5, 5), (10, 1)])
    assert format_path(line) == format_path(same) == "M0.3 1l4.7 4 5-4"


def test_polygons_close_their_rings_and_specks_vanish():
    holed = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4))
    assert format_path(holed).count("z") == 2
    assert format_path(shapely.box(0, 0, 0.01, 0.01)) == ""
    assert format_path(shapely.Polygon()) == ""
    mixed = shapely.GeometryCollection([shapely.MultiPolygon([holed]), shapely.Point(1, 1)])
    assert format_path(mixed) == format_path(holed)


@pytest.mark.parametrize(
    ("text", "narrowest", "widest"),
    # Helvetica's own widths at 100 units a line, and Cyrillic, which no rule of thumb foresees.
    [("Sudzha", 328, 400), ("about 1,000 km²", 722, 900), ("Суджа", 280, 380)],
)
def test_widths_are_near_those_of_a_plain_sans(text, narrowest, widest):
    assert narrowest <= measure_width(text, 100.0) <= widest


def test_lines_break_between_words_and_lose_none():
    text = "Implied by the totals of the Ministry of Defence and of the General Staff"
    lines = wrap_text(text, 15.0, 120.0)
    assert " ".join(lines) == text
    assert len(lines) > 3
    assert all(measure_width(line, 15.0) <= 120.0 for line in lines)


def test_a_word_without_room_is_broken_and_loses_no_letter():
    address = "?date=2024-11-23&compare=overlay&account=ukraine&with=independent:deepstate"
    lines = wrap_text(f"Back: {address}", 15.0, 120.0)
    assert "".join(lines) == f"Back:{address}"
    assert all(measure_width(line, 15.0) <= 120.0 for line in lines)


def test_a_unit_stays_with_its_number():
    for text, last in (("12 by 40 km", "40 km"), ("12 на 40 км", "40 км")):
        assert wrap_text(text, 15.0, measure_width(text, 15.0) - 1.0)[-1] == last
    assert wrap_text("1 km", 15.0, 15.0) == ["1", "k", "m"]  # where it has room, that is


def test_a_word_of_many_letters_is_broken_in_a_time_that_grows_with_it():
    began = process_time()
    lines = wrap_text("щ" * 20_000, 15.0, 120.0)
    assert process_time() - began < 2  # letter by letter it is some hundredths
    assert "".join(lines) == "щ" * 20_000
    assert max(measure_width(line, 15.0) for line in lines) <= 120.0
    assert min(measure_width(f"{line}щ", 15.0) for line in lines[:-1]) > 120.0
    assert wrap_text("щ щщ", 15.0, 1.0) == ["щ"] * 3  # no room is room for one


def test_tones_and_type_are_those_of_the_screen():
    light, dark = read_palette(), read_palette(dark=True)
    names = {"land", "foreign", "outside", "border", "water", "ink", "muted", "halo", "alarm"}
    for palette in (light, dark):
        assert names <= {name for name, _ in palette.tones}
        assert all(len(tone) == 7 and tone[0] == "#" for _, tone in palette.tones)
    assert light["land"] > dark["land"]
    assert read_font().endswith("sans-serif")
    assert "Noto Sans" in read_font()
