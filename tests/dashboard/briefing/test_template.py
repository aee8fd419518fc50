"""A deck on a room's own template: its masters and colours, proved, and faults named."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from dashboard.briefing.deck import ooxml
from dashboard.briefing.deck.template import TemplateError, open_template
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.making import make_deck
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.order import Request, read_request
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.verify import NeedsTemplateError, verify_file
from geodata.core.model import Dataset, Role
from geodata.files.output import zip_files

DAYS = (date(2024, 8, 27), date(2025, 3, 12))
KINDS = "[Content_Types].xml"


def make_template(change: Callable[[object], None] = lambda _: None) -> bytes:
    """Return a template of a made-up house: green, in Courier, with a slide of its own."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    ooxml.paint_theme(deck, {"accent1": "#00ff00", "dk1": "#123456"}, font="Courier", name="House")
    slip = deck.slide_layouts[5].placeholders[0]
    slip.text_frame.paragraphs[0].font.size = Pt(31)
    deck.slides.add_slide(deck.slide_layouts[6])
    change(deck)
    stream = BytesIO()
    deck.save(stream)
    with ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[KINDS] = members[KINDS].replace(b"presentation.main+xml", b"template.main+xml")
    return zip_files(members)


@pytest.fixture(scope="module")
def request_(kursk: Dataset) -> Request:
    return read_request(kursk, {}, DAYS)


@pytest.fixture(scope="module")
def template() -> bytes:
    return make_template()


@pytest.fixture(scope="module")
def content(request_: Request, template: bytes) -> bytes:
    return make_deck(request_, Look(marking="TLP:GREEN"), template=template)


def read(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def test_masters_type_and_colours_are_the_templates_and_accounts_keep_theirs(
    content: bytes, template: bytes
) -> None:
    for name in ("ppt/slideMasters/slideMaster1.xml", "ppt/theme/theme1.xml"):
        assert read(content, name) == read(template, name)
    deck = Presentation(BytesIO(content))
    assert deck.slides[0].slide_layout.name == "Title Slide"
    assert deck.slides[1].slide_layout.name == "Title Only"
    assert len({one.slide_layout.name for one in list(deck.slides)[1:]}) == 1
    kyiv = ink_of(Role.HOLDER, read_palette()).lstrip("#").upper()
    for slide in list(deck.slides)[1:3]:
        charts = [one.chart.element for one in slide.shapes if one.has_chart]
        for root in (slide.element, *charts):
            assert not root.xpath(".//a:schemeClr[starts-with(@val, 'accent')]")
            assert root.xpath(f".//a:srgbClr[@val='{kyiv}']")
        assert "TLP:GREEN" in slide.placeholders[11].text_frame.text


def test_a_deck_on_a_template_proves_itself_with_it_alone(
    kursk: Dataset, request_: Request, content: bytes, template: bytes
) -> None:
    assert verify_file(kursk, content, template).outcome == "same"
    other = make_template(lambda deck: ooxml.paint_theme(deck, {}, font="Arial", name="Other"))
    for wrong in (None, other):
        with pytest.raises(NeedsTemplateError, match="made on a template"):
            verify_file(kursk, content, wrong)
    plain = make_deck(request_, Look())
    assert verify_file(kursk, plain).outcome == "same"
    with pytest.raises(NeedsTemplateError, match="no template"):
        verify_file(kursk, plain, template)


def test_custom_xml_of_a_template_stays_beside_what_the_deck_says_of_itself(
    kursk: Dataset, request_: Request
) -> None:
    template = make_template(lambda deck: ooxml.add_note(deck, "<house/>"))
    content = make_deck(request_, Look(), template=template)
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert read(content, "customXml/item1.xml") == b"<house/>"
    assert verify_file(kursk, content, template).outcome == "same"


def narrow(deck) -> None:
    deck.slide_width = Inches(10)


def link_out(deck) -> None:
    deck.slide_master.part.relate_to(
        "https://example.org/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )


def untitle(deck) -> None:
    for layout in deck.slide_layouts:
        for one in list(layout.placeholders):
            ooxml.drop_shape(one)


@pytest.mark.parametrize(
    ("change", "words"),
    [(narrow, "10.00 × 7.50"), (link_out, "example.org/logo.png"), (untitle, "Title Only")],
)
def test_what_is_no_template_is_a_named_fault(change, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        open_template(make_template(change))


def test_spoilt_files_and_macros_are_refused_by_name(template: bytes) -> None:
    with ZipFile(BytesIO(template)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    kinds = members[KINDS].replace(b"</Types>", b"<!-- macroEnabled --></Types>")
    master = "ppt/slideMasters/slideMaster1.xml"
    layout = "ppt/slideLayouts/slideLayout1.xml"  # seen only by what makes a slide on it
    endless = members[layout].replace(b'idx="1"', b'idx="99999999999"')
    spoilt = [
        zip_files(members | {layout: endless}),
        b"",
        b"PK\x03\x04 and no more",
        template[: len(template) // 2],
        zip_files(members | {KINDS: kinds}),
        zip_files(members | {master: b"<p:sldMaster"}),
        zip_files({name: one for name, one in members.items() if name != master}),
        zip_files({"word/document.xml": b"<a/>"}),
    ]
    for one in spoilt:
        with pytest.raises(TemplateError, match="cannot be read"):
            open_template(one)
