"""The names of a chart's series lie on no line, as drawn: the paths themselves are read again."""

import re
from dataclasses import replace
from datetime import date

import pytest
import shapely

from dashboard.briefing.chart.chart import draw_chart
from dashboard.briefing.drawing.lettering import measure_set
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.film.chart import draw_stage_chart
from dashboard.briefing.map.areas import ink_of
from dashboard.state.selection import open_selection
from geodata.core.model import Role

SIZE = 11.25
PALETTE = read_palette(dark=False)
STEP = re.compile(r"([MLHVmhvlaz])([^A-Za-z]*)")
DAYS = [date(2024, 8, 12), date(2025, 2, 20), date(2025, 3, 12), date(2025, 6, 22)]


def list_strokes(data):
    """Return the straight strokes of path data; what is curved is a mark, boxed by its middle."""
    x = y = 0.0
    for letter, given in STEP.findall(data):
        at, numbers = (x, y), [float(one) for one in given.replace(",", " ").split()]
        if letter in "az":
            continue
        moved = {"H": (numbers[0], y), "V": (x, numbers[0]), "h": (x + numbers[0], y)}
        moved["v"] = (x, y + numbers[0])
        if letter in "MLml":
            dx, dy = (x, y) if letter.islower() else (0.0, 0.0)
            moved[letter] = (dx + numbers[0], dy + numbers[1])
        x, y = moved[letter]
        for place in range(2, len(numbers) - 1, 2):  # "m-2 0V…" has one pair; others follow on
            x, y = x + numbers[place], y + numbers[place + 1]
        if letter not in "Mm":
            yield shapely.LineString([at, (x, y)])


def read_chart(elements):
    """Return the boxes of the names that stand in a chart, and all strokes in an account's ink."""
    inks = {ink_of(role, PALETTE) for role in Role}
    names, strokes = {}, []
    for root in elements:
        leaders = {id(one[0]) for one in root.iter("g") if [*map(is_name, one)] == [False, True]}
        for one in root.iter():
            if is_name(one):
                x, y, width = float(one.get("x")), float(one.get("y")), measure_set(one.text, SIZE)
                box = x - width / 2.0, y - 0.7 * SIZE, x + width / 2.0, y + 0.15 * SIZE
                names[one.text] = shapely.box(*box)
            elif one.tag == "path" and one.get("stroke") in inks and id(one) not in leaders:
                strokes += list_strokes(one.get("d"))
    return names, strokes


def is_name(element):
    return element.tag == "text" and element.get("paint-order") == "stroke"


@pytest.mark.parametrize("width", [440.0, 900.0])
@pytest.mark.parametrize("day", DAYS)
def test_no_name_lies_on_a_line_a_mark_or_another_name(workspace, day, width):
    selection = replace(open_selection(workspace.dataset.front), day=day)
    drawn = draw_chart(workspace, selection, (0.0, 0.0, width, 0.25 * width), SIZE, PALETTE)
    check_names(*read_chart([drawn]))


def test_the_same_holds_in_a_film(workspace):
    selection = replace(open_selection(workspace.dataset.front), day=date(2025, 9, 3))
    box = (0.0, 0.0, 900.0, 160.0)
    _, drawn = draw_stage_chart(workspace, selection, box, SIZE, PALETTE)
    check_names(*read_chart(one for one in drawn if one is not None))


def check_names(names, strokes):
    assert {"Kyiv", "DeepState"} <= set(names)
    assert len(strokes) > 50
    lines = shapely.MultiLineString([one.coords for one in strokes])
    assert [name for name, box in names.items() if box.intersects(lines)] == []
    boxes = [*names.values()]
    assert shapely.union_all(boxes).area == pytest.approx(sum(box.area for box in boxes))
