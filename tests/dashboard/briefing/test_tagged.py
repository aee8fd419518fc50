"""A PDF's tags: what they say stands on the page, and nothing that stands there is left unsaid."""

import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from dashboard.briefing.drawing.image import render_pdf
from dashboard.briefing.drawing.lettering import write, write_heading, write_paragraph
from dashboard.briefing.drawing.svg import Element, make, make_page
from dashboard.briefing.drawing.tagged import mark_heads, part_page
from dashboard.briefing.order import FORMATS, order_sheet, read_request
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import open_selection
from dashboard.view.figures import format_claim
from dashboard.view.view import build_view

DAY = date(2025, 3, 12)
KINDS = [
    ({}, Look("slide", base_url="https://a.example/")),
    ({}, Look("a4-portrait")),
    ({}, Look("map")),
    ({"mode": "agreement"}, Look("slide")),
    ({"mode": "days"}, Look("social")),
    ({"compare": "overlay", "account": "ukraine", "with": "2024-08-27"}, Look("slide")),
]


def order(kursk, wishes, look, *days):
    return order_sheet(read_request(kursk, wishes, days or [DAY]), look)


def list_words(root):
    defined = {id(one) for part in root.iter("defs") for one in part.iter("text")}
    return [one.text for one in root.iter("text") if id(one) not in defined and one.text]


def list_told(parts):
    for part in parts:
        for line in part.get("lines", []):
            yield line["words"].strip()
        for row in part.get("rows", []):
            for cell in row:
                yield from (line["words"].strip() for line in cell)


def read_tags(content):
    command = ["pdfinfo", "-struct-text", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True)
    return told.stdout.decode()


@pytest.mark.parametrize(("wishes", "look"), KINDS)
def test_every_word_of_a_page_is_set_or_in_a_figure_with_words(kursk, wishes, look):
    root = order(kursk, wishes, look).draw()
    parts = part_page(root, "The map in words")
    drawn = " ".join(svg for one in parts if one["kind"] == "figure" for svg in one["svgs"])
    told = [*list_told(parts)]
    for words in list_words(root):
        assert words.strip() in told or f">{words}<" in drawn.replace("&amp;", "&")
    assert all(one["alt"] for one in parts if one["kind"] == "figure")
    for one in parts:
        if one["kind"] == "decoration":
            (svg,) = one["svgs"]
            assert "<text" not in re.sub(r"<defs>.*?</defs>", "", svg)
    levels = [one["level"] for one in parts if one["kind"] == "heading"]
    assert levels == [1, 2]


def test_a_sheet_reads_as_headings_a_map_a_table_and_credits(kursk, workspace):
    content = FORMATS["pdf"](order(kursk, {}, KINDS[0][1]))
    tags = read_tags(content)
    outline = re.findall(r"^  (\w+)", tags, re.MULTILINE)
    assert outline[:3] == ["H1", "H2", "Figure"]
    assert outline.count("Figure") == 2  # map and chart
    assert outline.count("Table") == 1
    assert outline[-1] == "P"
    view = build_view(workspace, replace(open_selection(workspace.dataset.front), day=DAY))
    for one in view.accounts:
        assert f'"{one.account.label}"' in tags
        if one.figure:
            assert format_claim(one.figure.claim).replace("\u00a0", " ") in tags.replace(
                "\u00a0", " "
            )
    assert len(re.findall(r"^ +Link", tags, re.MULTILINE)) >= 4
    assert tags.count("    TR") == tags.count("      TH") == tags.count("/Scope /Row")
    assert tags.count("    TR") == len(view.accounts)
    heads = re.findall(r'      TH:\s+/Scope /Row\s+"(.*?)"', tags)
    assert heads == [one.account.label for one in view.accounts]
    assert b"pdfuaid" not in content  # the marks of rows and headers are less than it asks for
    assert content == FORMATS["pdf"](order(kursk, {}, KINDS[0][1]))


def test_words_on_a_map_alone_lie_over_it(kursk):
    kinds = [one["kind"] for one in part_page(order(kursk, {}, Look("map")).draw(), "map")]
    assert kinds.index("figure") < kinds.index("heading")


def test_small_multiples_are_a_figure_between_head_and_foot(kursk):
    page = order(kursk, {}, Look(), DAY, date(2025, 6, 22))
    outline = re.findall(r"^  (\w+)", read_tags(FORMATS["pdf"](page)), re.MULTILINE)
    assert outline[:2] == ["H1", "H2"]
    assert outline.count("Figure") == 1


def test_a_page_without_parts_is_one_figure():
    page = make_page(100, 50, "t", make("g", write("words", 5, 20, 10, "#000000")))
    (part,) = part_page(page, "what it shows")
    assert (part["kind"], part["alt"]) == ("figure", "what it shows")


def draw_mixed() -> Element:
    lines = [write("One", 5, 10, 8, "#000000"), write("Two", 5, 20, 8, "#000000")]
    head = write_heading(1, lines)
    moved = make("g", write_paragraph([write("moved", 1, 1, 5, "#000000")]), transform="scale(2)")
    return make_page(100, 60, "t", make("g", head, moved))


def test_words_of_a_moved_group_stay_in_a_figure_that_says_them():
    page = draw_mixed()
    head, figure = (one for one in part_page(page, "t") if one["kind"] != "decoration")
    assert [line["words"] for line in head["lines"]] == ["One ", "Two"]
    assert (figure["kind"], figure["alt"]) == ("figure", "moved")
    words = {"title": "t", "subject": "s", "alt": "a", "language": "en"}
    tags = read_tags(render_pdf(page, **words))
    assert "H1" in tags
    assert '"One' in tags


@pytest.mark.parametrize("days", [(), (date(2024, 8, 27), DAY)])
def test_a_page_s_parts_have_roles_that_an_svg_lets_through(kursk, days):
    root = order(kursk, {}, KINDS[0][1], *days).draw()
    assert root.get("role") == "graphics-document document"  # within an img nothing is heard
    named = {one.get("id"): one.text for one in root if one.tag in ("title", "desc")}
    (figure,) = (one for one in root.iter("g") if one.get("aria-labelledby"))
    assert figure.get("role") == "img"
    assert named[figure.get("aria-labelledby")]
    within = {id(one) for one in figure.iter()}
    spoken = [one for one in root.iter("g") if one.get("role") and id(one) not in within]
    assert {"heading", "paragraph"} <= {one.get("role") for one in spoken}
    for row in (one for one in spoken if one.get("role") == "row"):
        roles = [one.get("role") for one in row if one.get("role")]
        assert roles.count("rowheader") == 1
        assert set(roles) <= {"rowheader", "cell"}


def test_a_table_with_other_rows_than_the_file_s_is_refused():
    with pytest.raises(ValueError, match="argument"):
        mark_heads(b"%PDF-1.7", [{"kind": "table", "rows": [], "heads": [0]}])
