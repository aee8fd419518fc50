"""The elements that a deck's own XML is given by hand, read back by python-pptx's own calls."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.briefing.deck import ooxml
from dashboard.briefing.deck.ooxml import CellEdge

BOX = (Inches(1), Inches(1), Inches(4), Inches(2))


def reopen(deck):
    stream = BytesIO()
    deck.save(stream)
    return Presentation(stream)


def list_members(deck):
    stream = BytesIO()
    deck.save(stream)
    return ZipFile(stream).namelist()


@pytest.fixture
def deck():
    return Presentation()


@pytest.fixture
def slide(deck):
    return deck.slides.add_slide(deck.slide_layouts[5])


@pytest.fixture
def table(slide):
    return slide.shapes.add_table(2, 3, *BOX)


def add_chart(slide, names):
    data = XyChartData()
    for name in names:
        data.add_series(name).add_data_point(1, 2)
    return slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *BOX, data).chart


def test_only_the_thumbnail_goes_with_the_thumbnail(deck):
    before = list_members(deck)
    ooxml.drop_thumbnail(deck)
    assert set(before) - set(list_members(deck)) == {"docProps/thumbnail.jpeg"}


def test_a_shape_is_described_once_for_a_screen_reader(deck, slide):
    ooxml.describe_shape(slide.shapes.title, "the <title> & more")
    title = reopen(deck).slides[0].shapes.title
    described = [one.get("descr") for one in title.element.iter(qn("p:cNvPr"))]
    assert described == ["the <title> & more"]


def test_a_placeholder_has_a_place_of_its_own_or_its_layouts(deck, slide):
    assert ooxml.has_place(deck.slide_master.placeholders[0])
    assert not ooxml.has_place(slide.shapes.title)


def test_theme_and_titles_carry_what_they_are_given(deck):
    ooxml.paint_theme(deck, {"accent1": "#1a2b3c"}, font="Arial", name="House")
    ooxml.set_title_style(deck, Pt(26))
    stream = BytesIO()
    deck.save(stream)
    with ZipFile(stream) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
    assert '<a:accent1><a:srgbClr val="1A2B3C"/></a:accent1>' in theme
    assert 'name="House"' in theme
    assert theme.count('<a:latin typeface="Arial"') == 2
    style = reopen(deck).slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    run = style.find(qn("a:defRPr"))
    assert (style.get("algn"), run.get("sz"), run.get("b")) == ("l", "2600", "1")


def test_a_cell_is_ruled_where_asked_and_nowhere_else(deck, table):
    ooxml.set_plain(table)
    ooxml.rule_cell(
        table, 1, 2, {"B": CellEdge("bg2", 9525), "L": CellEdge("accent2", 38100, "sysDash")}
    )
    frame = next(one for one in reopen(deck).slides[0].shapes if one.has_table)
    assert not frame.table.horz_banding
    ruled = [
        (row, column)
        for row, line in enumerate(frame.element.iter(qn("a:tr")))
        for column, cell in enumerate(line.iter(qn("a:tc")))
        if cell.find(f".//{qn('a:lnB')}") is not None
    ]
    assert ruled == [(1, 2)]
    edges = {
        edge.tag.rsplit("}ln")[-1]: (edge.get("w"), [one.get("val") for one in edge.iter()])
        for edge in next(frame.element.iter(qn("a:lnL"))).getparent()
    }
    assert list(edges) == ["L", "R", "T", "B"]
    assert edges["L"] == ("38100", [None, None, "accent2", "sysDash"])
    assert edges["B"] == ("9525", [None, None, "bg2", "solid"])
    assert edges["R"] == edges["T"] == ("0", [None, None])


def test_entries_are_hidden_in_the_order_of_their_series(deck, slide):
    chart = add_chart(slide, "abcd")
    chart.has_legend = True
    ooxml.hide_entries(chart, [3, 1])
    shown = next(one for one in reopen(deck).slides[0].shapes if one.has_chart).chart
    hidden = shown.element.findall(f".//{qn('c:legendEntry')}/{qn('c:idx')}")
    assert [one.get("val") for one in hidden] == ["1", "3"]


def test_every_workbook_is_settled(deck, slide):
    for names in ("a", "b"):
        add_chart(slide, names)
    ooxml.settle_workbooks(deck, lambda workbook: b"settled " + workbook[:2])
    stream = BytesIO()
    deck.save(stream)
    with ZipFile(stream) as file:
        books = [file.read(name) for name in file.namelist() if name.endswith(".xlsx")]
    assert books == [b"settled PK"] * 2
