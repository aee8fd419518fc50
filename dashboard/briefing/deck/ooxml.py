"""What python-pptx has no call for: a deck's own XML, reached by public doors and in one place.

Whatever of Office Open XML is written element by element stands here, so that a new release of
python-pptx has one module to be tried on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Final, cast

from lxml import etree
from pptx.chart.chart import Chart
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide, SlideLayout
from pptx.util import Length
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_NUMBER: Final = "{7B6F1C1E-5C0D-4F0B-9E53-3A2F1D0C9B11}"
_PLAIN: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
_EDGES: Final = ("L", "R", "T", "B")
_PROGRAM: Final = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>{name}</Application><PresentationFormat>Widescreen</PresentationFormat>\
<Slides>{slides}</Slides></Properties>
"""


@dataclass(frozen=True, slots=True)
class CellEdge:
    """A cell's edge: the theme's name of its colour, its width in EMU, its dash if not solid."""

    colour: str
    width: int
    dash: str = ""


def name_colour(colour: MSO_THEME_COLOR) -> str:
    """Return what a theme calls one of its colours."""
    return str(colour.xml_value)


def drop_thumbnail(deck: Deck) -> None:
    """Take the template's own small picture out of the file."""
    package = deck.part.package
    kinds = {one.rId: one.reltype for one in package.iter_rels()}
    for ident in [one for one, kind in kinds.items() if kind == RELATIONSHIP_TYPE.THUMBNAIL]:
        package.drop_rel(ident)


def drop_printer(deck: Deck) -> None:
    """Take what the template's maker had set up for a printer out of the file."""
    rels = deck.part.rels
    for ident in [one for one in rels if rels[one].reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS]:
        rels.pop(ident)


def drop_slides(deck: Deck) -> None:
    """Take all slides out of a deck, and the sections that they stand in."""
    root = deck.element
    for entries in root.findall(qn("p:sldIdLst")):
        for entry in list(entries):
            deck.part.rels.pop(str(entry.get(qn("r:id"))))
            entries.remove(entry)
    for extra in root.findall(qn("p:extLst")):
        root.remove(extra)


def drop_shape(shape: BaseShape) -> None:
    """Take a shape off its slide."""
    if (tree := shape.element.getparent()) is not None:
        tree.remove(shape.element)


def find_outside(deck: Deck) -> str:
    """Return an address outside the file that it would fetch something from, if there is one."""
    package = deck.part.package
    found = (
        one.target_ref
        for one in package.iter_rels()
        if one.is_external and one.reltype != RELATIONSHIP_TYPE.HYPERLINK
    )
    return next(found, "")


def read_layout_kind(layout: SlideLayout) -> str:
    """Return what kind of slides a layout is for, as "title" or "titleOnly"."""
    return str(layout.element.get("type") or "")


def list_placeholders(layout: SlideLayout) -> dict[str, int]:
    """Return the number of a layout's placeholders by their kinds, as "title" or "ftr"."""
    found = layout.element.iter(qn("p:ph"))
    return {str(one.get("type") or ""): int(one.get("idx") or 0) for one in found}


def describe_program(deck: Deck, name: str) -> None:
    """Say of the file what wrote it and how many slides it has, and nothing of other programs."""
    package = deck.part.package
    for rel in package.iter_rels():
        if rel.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES and not rel.is_external:
            rel.target_part.blob = _PROGRAM.format(name=name, slides=len(deck.slides)).encode()


def fix_colours(deck: Deck, colours: Mapping[str, str]) -> None:
    """Write colours (#rrggbb) in place of those that the theme calls so, on slides and charts."""
    for slide in deck.slides:
        charts = [one.chart for one in slide.shapes if getattr(one, "has_chart", False)]
        for root in (slide.element, *(one.element for one in charts)):
            for entry in list(root.iter(qn("a:schemeClr"))):
                if entry.get("val") in colours:
                    entry.tag = qn("a:srgbClr")
                    entry.set("val", colours[entry.get("val")].lstrip("#").upper())


def add_note(deck: Deck, packet: str) -> None:
    """Put a packet of metadata into the file, as an item of custom XML that no slide shows."""
    package = deck.part.package
    # A template of the reader's own may bring such items.
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, CONTENT_TYPE.XML, package, packet.encode())
    deck.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def add_placeholder(slide: Slide, kind: str, ident: int, box: tuple[Length, ...]) -> etree._Element:
    """Put a placeholder of the layout on a slide, such as "sldNum" or "ftr"; return its element.

    python-pptx leaves out those of date, footer and number.
    """
    left, top, width, height = (str(int(side)) for side in box)
    tree = slide.shapes.element
    number = max(int(one.get("id")) for one in tree.iter(qn("p:cNvPr"))) + 1
    shape = etree.SubElement(tree, qn("p:sp"))
    about = etree.SubElement(shape, qn("p:nvSpPr"))
    etree.SubElement(about, qn("p:cNvPr"), id=str(number), name=f"{kind} {number}")
    etree.SubElement(about, qn("p:cNvSpPr"))
    etree.SubElement(
        etree.SubElement(about, qn("p:nvPr")), qn("p:ph"), type=kind, sz="quarter", idx=str(ident)
    )
    place = etree.SubElement(etree.SubElement(shape, qn("p:spPr")), qn("a:xfrm"))
    etree.SubElement(place, qn("a:off"), x=left, y=top)
    etree.SubElement(place, qn("a:ext"), cx=width, cy=height)
    body = etree.SubElement(shape, qn("p:txBody"))
    etree.SubElement(body, qn("a:bodyPr"), lIns="0", tIns="0", rIns="0", bIns="0", anchor="t")
    etree.SubElement(body, qn("a:lstStyle"))
    etree.SubElement(body, qn("a:p"))
    return shape


def number_slide(shape: etree._Element, number: int, size: float) -> None:
    """Let a placeholder show the number of its slide, wherever that is moved to."""
    paragraph = next(shape.iter(qn("a:p")))
    etree.SubElement(paragraph, qn("a:pPr"), algn="r")
    field = etree.SubElement(paragraph, qn("a:fld"), id=_NUMBER, type="slidenum")
    etree.SubElement(field, qn("a:rPr"), sz=str(round(100 * size)))
    etree.SubElement(field, qn("a:t")).text = str(number)


def has_place(shape: BaseShape) -> bool:
    """Return whether a shape has a place of its own, not only that of the page it is based on."""
    return shape.element.find(f".//{qn('a:off')}") is not None


def describe_shape(shape: BaseShape, text: str) -> None:
    """Give a shape the text that a screen reader says in its place."""
    for properties in islice(shape.element.iter(qn("p:cNvPr")), 1):
        properties.set("descr", text)


def set_title_style(deck: Deck, size: Length) -> None:
    """Let titles stand at the left, bold, in one size."""
    style = deck.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", str(int(size.pt * 100)))  # in hundredths of a point
    run.set("b", "1")


def paint_theme(deck: Deck, colours: Mapping[str, str], *, font: str, name: str) -> None:
    """Write colours (#rrggbb by the theme's names) and a font into the theme of a deck."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for slot, colour in colours.items():
        for entry in theme.iterfind(f".//{qn('a:clrScheme')}/{qn(f'a:{slot}')}"):
            entry[:] = [etree.Element(qn("a:srgbClr"), val=colour.lstrip("#").upper())]
    for face in theme.iterfind(f".//{qn('a:fontScheme')}//{qn('a:latin')}"):
        face.set("typeface", font)
    theme.set("name", name)
    part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def set_plain(frame: GraphicFrame) -> None:
    """Take stripes, boxes and every other style from a table."""
    frame.table.horz_banding = False
    for style in frame.element.iter(qn("a:tableStyleId")):
        style.text = _PLAIN


def rule_cell(frame: GraphicFrame, row: int, column: int, rules: Mapping[str, CellEdge]) -> None:
    """Draw the edges of a table's cell by "L", "R", "T" and "B"; those not named stay empty."""
    line = next(islice(frame.element.iter(qn("a:tr")), row, None))
    cell = line.findall(qn("a:tc"))[column]
    properties = cell.find(qn("a:tcPr"))
    if properties is None:
        properties = etree.SubElement(cell, qn("a:tcPr"))
    for place, edge in enumerate(_EDGES):
        properties.insert(place, _make_edge(edge, rules.get(edge)))


def hide_entries(chart: Chart, places: Sequence[int]) -> None:
    """Leave the series at these places out of a chart's legend."""
    anchor = chart.element.find(f".//{qn('c:legend')}/{qn('c:legendPos')}")
    for place in sorted(places, reverse=True):
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx"), val=str(place))
        etree.SubElement(entry, qn("c:delete"), val="1")
        anchor.addnext(entry)


def fade_series(chart: Chart, places: Sequence[int], opacity: float) -> None:
    """Let the series at these places be seen through: their lines and marks."""
    drawn = chart.element.findall(f".//{qn('c:ser')}")
    for place in places:
        for colour in drawn[place].iter(qn("a:schemeClr")):
            etree.SubElement(colour, qn("a:alpha"), val=str(round(opacity * 100_000)))


def point_series(chart: Chart, places: Sequence[int]) -> None:
    """Let the strokes of the series at these places end in an arrow."""
    drawn = chart.element.findall(f".//{qn('c:ser')}")
    for place in places:
        for line in islice(drawn[place].iter(qn("a:ln")), 1):
            etree.SubElement(line, qn("a:tailEnd"), type="triangle", w="med", len="sm")


def space_months(chart: Chart, months: int) -> None:
    """Let the axis of dates of a chart be labelled every so many months."""
    axis = chart.element.find(f".//{qn('c:dateAx')}")
    base = axis.find(qn("c:baseTimeUnit"))
    for tag, value in (("c:majorTimeUnit", "months"), ("c:majorUnit", str(months))):
        base.addnext(etree.Element(qn(tag), val=value))


def spread_table(chart: Chart, heading: str, day_format: str) -> None:
    """Give each series of an XY chart two columns in the workbook behind it: days, and its values.

    python-pptx puts all of them into two, one series below the other.
    """
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": day_format})
        for place, series in enumerate(chart.element.findall(f".//{qn('c:ser')}")):
            first = 2 * place
            sheet.set_column(first, first, 11, days)
            sheet.write_string(0, first, heading)
            for part, column in (("c:tx", first + 1), ("c:xVal", first), ("c:yVal", first + 1)):
                _move_cells(series.find(qn(part)), sheet, column)
    cast(ChartPart, chart.part).chart_workbook.update_from_xlsx_blob(stream.getvalue())


def _move_cells(part: etree._Element, sheet: Worksheet, column: int) -> None:
    """Write what a part of a series has into a column, and let it refer to that."""
    (place,) = part.iter(qn("c:f"))
    name = xl_col_to_name(column, col_abs=True)
    if part.tag == qn("c:tx"):
        sheet.write_string(0, column, "".join(one.text or "" for one in part.iter(qn("c:v"))))
        place.text = f"Sheet1!{name}$1"
        return
    count = int(next(part.iter(qn("c:ptCount"))).get("val", "0"))
    for point in part.iter(qn("c:pt")):
        value = point.findtext(qn("c:v"))
        if value:
            sheet.write_number(int(point.get("idx", "0")) + 1, column, float(value))
    place.text = f"Sheet1!{name}$2:{name}${count + 1}"


def settle_workbooks(deck: Deck, settle: Callable[[bytes], bytes]) -> None:
    """Replace the workbook behind each chart by what `settle` makes of it."""
    for part in deck.part.package.iter_parts():
        if str(part.partname).endswith(".xlsx"):
            part.blob = settle(part.blob)


def _make_edge(edge: str, rule: CellEdge | None) -> etree._Element:
    line = etree.Element(qn(f"a:ln{edge}"), w=str(rule.width if rule else 0))
    if rule is None:
        etree.SubElement(line, qn("a:noFill"))
        return line
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val=rule.colour)
    etree.SubElement(line, qn("a:prstDash"), val=rule.dash or "solid")
    return line
