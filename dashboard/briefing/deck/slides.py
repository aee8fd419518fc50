"""The deck: one slide for each chosen date or chapter, the sources, and how the map is made."""

from collections.abc import Sequence
from typing import Final

from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length

from dashboard.briefing.deck import ooxml
from dashboard.briefing.deck.chart import draw_chart
from dashboard.briefing.deck.file import (
    MARGIN,
    SET_WIDTH,
    colour_accounts,
    open_deck,
    serialise_deck,
    set_properties,
)
from dashboard.briefing.deck.opening import add_agenda, add_cover
from dashboard.briefing.deck.slide import (
    ROOM,
    TOP,
    DeckContext,
    add_picture,
    add_stop,
    break_rows,
    draw_key,
    lay_slides,
    open_slide,
)
from dashboard.briefing.deck.stops import (
    Stop,
    span_days,
    write_note,
)
from dashboard.briefing.deck.template import (
    HEIGHT,
    WIDTH,
    find_feet,
)
from dashboard.briefing.deck.text import (
    INK,
    LEAST,
    MUTED,
    Numbers,
    SlideBox,
    TableRow,
    draw_table,
    fit_size,
    measure_texts,
    write_box,
    write_frame,
)
from dashboard.briefing.drawing.metadata import Metadata, write_packet
from dashboard.briefing.map.legend import list_lines
from dashboard.briefing.map.panel import MapPanel
from dashboard.briefing.method.method import draw_example
from dashboard.briefing.sheet.credits import list_credits
from dashboard.briefing.sheet.look import Look
from dashboard.text.catalogues import DECK, REFUSALS
from dashboard.text.language import get_language
from dashboard.view.figures import format_source
from dashboard.view.shown_mode import is_moded
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.core.errors import OutputError
from geodata.core.model import Dataset, Source
from geodata.core.plain import isolate
from geodata.files.output import pick_time

_WIDTHS: Final = tuple(Inches(width) for width in (0.7, 9.93, 1.7))  # of the sources
_FOOT_SIZES: Final = (12.0, 11.0, 10.0)  # of what is looked up, and not read in a room
_PICTURE_PX: Final = 1860

AUTHOR: Final = "Kursk Front"
_FIRST: Final = 2  # the number of the first slide after the title's


def list_pages(dataset: Dataset, numbers: Numbers) -> list[list[TableRow]]:
    """Return the rows of each sources slide."""
    rows = []
    for source_id, number in numbers.items():
        source = dataset.sources[source_id]
        texts = (str(number), _name_publication(source), source.published)
        rows.append(TableRow(texts, links=((1, source.url, isolate(source.title)),)))
    return break_rows(rows, _WIDTHS)


def add_overview(deck: Deck, context: DeckContext, stops: Sequence[Stop]) -> Slide | None:
    """Add the chart of the accounts large enough for its legend, up to the last day shown.

    It explains the small charts; a deck of the map's modes alone has other ones, and none of it.
    """
    told = [stop.selection for stop in stops if not is_moded(stop.selection)]
    if not told:
        return None
    slide = open_slide(deck, DECK["overview"])
    box = (MARGIN, TOP, SET_WIDTH, Emu(HEIGHT - TOP - Inches(0.5)))
    draw_chart(slide, box, context.workspace, max(told, key=lambda one: one.day), context.top_km2)
    return slide


def _name_publication(source: Source) -> str:
    return f"{isolate(format_source(source))}: {isolate(source.title)}"


def add_sources(deck: Deck, dataset: Dataset, numbers: Numbers) -> list[Slide]:
    """Add as many slides as the sources need, their addresses in the notes, and return them."""
    pages = list_pages(dataset, numbers)
    head = TableRow(tuple(DECK[key] for key in ("number", "publication", "published")))
    slides = []
    for place, rows in enumerate(pages, 1):
        title = DECK["sources_page"].format(page=place, pages=len(pages))
        slide = open_slide(deck, title if len(pages) > 1 else DECK["sources"])
        corner = (MARGIN, TOP)
        draw_table(slide, corner, _WIDTHS, [head, *rows], name=DECK["sources"])
        slides.append(slide)
    sources = [dataset.sources[name] for name in numbers]
    for slide, rows in zip(slides, pages, strict=True):
        told, sources = sources[: len(rows)], sources[len(rows) :]
        lines = [f"{row.texts[0]}. {one.url}" for row, one in zip(rows, told, strict=True)]
        write_note(slide, [line for line in lines if line[-2:] != ". "])
    return slides


def add_method(
    deck: Deck, workspace: Workspace, lines: Sequence[str], panel: MapPanel | None = None
) -> Slide:
    """Add the slide that says how the map is made, with the picture of one claim's making.

    `lines` are put below it in small type: credits, licences, version; above them stands what the
    lines of the ground of `panel` mean.
    """
    slide, size = open_slide(deck, DECK["method"]), _FOOT_SIZES[0]
    texts = [DECK["method_map"], DECK["method_stay"], DECK["method_grade"]]
    height, foot = measure_texts(texts, LEAST, SET_WIDTH), measure_texts(lines, size, SET_WIDTH)
    bottom = _place_picture(slide, workspace, Emu(ROOM - height - foot - Inches(0.5)))
    write_box(slide, (MARGIN, bottom, SET_WIDTH, height), texts, LEAST, colour=INK)
    top: Length = Emu(bottom + height + Inches(0.04))
    if panel:
        top = _place_key(slide, panel, top)
    write_box(slide, (MARGIN, top, SET_WIDTH, foot), lines, size, colour=MUTED)
    return slide


def _place_key(slide: Slide, panel: MapPanel, top: Length) -> Length:
    """Put what the lines of the ground mean on a slide, and return where there is room again.

    A ground without lines leaves nothing to be told.
    """
    told = ", ".join(one.words for one in list_lines(panel.base))
    if not told:
        return top
    page, width, height = draw_key(panel)
    add_picture(slide, page, _PICTURE_PX, (MARGIN, top), width=SET_WIDTH, told=told)
    return Emu(top + round(SET_WIDTH * height / width) + Inches(0.06))


def _place_picture(slide: Slide, workspace: Workspace, limit: Length) -> Length:
    """Put the method's picture below the title, so high, and return where there is room again.

    A front that names no claim for it to explain, or lacks that claim, goes without it.
    """
    page = draw_example(workspace)
    if page is None:
        return TOP
    told = DECK["method_alt"]
    picture = add_picture(slide, page, _PICTURE_PX, (MARGIN, TOP), width=SET_WIDTH, told=told)
    if picture.height > limit:
        picture.width, picture.height = Emu(round(picture.width * limit / picture.height)), limit
        picture.left = Emu((WIDTH - picture.width) // 2)
    return Emu(TOP + picture.height + Inches(0.14))


def build_deck(
    workspace: Workspace,
    stops: Sequence[Stop],
    look: Look | None = None,
    *,
    on_step: OnStep | None = None,
    told: Metadata | None = None,
    alone: bool = False,
    template: bytes | None = None,
) -> bytes:
    """Return a PowerPoint file of a slide for each stop, in the language that is spoken.

    Titles, texts, tables, notes and charts are native and can be edited; the maps are pictures,
    each of the ground that its date tells of. `told` is what the file is to say of itself.
    With `alone` there is no slide but those of the stops: their notes hold the sources. A
    `template` is a POTX or PPTX file whose masters, layouts, type and colours it takes; accounts
    keep their own colours, by which the maps tell them apart. The same workspace, stops and
    template give the same bytes.

    Raises:
        OutputError: there is no stop.
        TemplateError: the template is none.
    """
    if not stops:
        raise OutputError(REFUSALS["deck_empty"])
    tell = on_step or (lambda *_: None)
    total = len(stops) + 2
    context, views = lay_slides(workspace, stops, look)
    look = context.look
    deck = open_deck(context.palette, template)
    viewed = [*zip(stops, views, strict=True)]
    if not alone:
        add_cover(deck, context, viewed)
        add_agenda(deck, context, viewed)
    panel: MapPanel | None = None
    for place, (stop, view) in enumerate(viewed):
        panel = add_stop(deck, context, stop, view)
        tell(place + 1, total, DECK["step_slide"].format(number=place + _FIRST))
    if not alone:
        _add_end(deck, context, stops, panel)
    tell(total - 1, total, DECK["step_method"])
    for number, slide in enumerate(deck.slides, 1):
        if number >= _FIRST or alone or look.marking:
            _write_foot(slide, workspace, number, look.marking, alone=alone)
    if template is not None:
        ooxml.fix_colours(deck, colour_accounts(context.palette))
    content = _finish(deck, workspace, stops, told)
    tell(total, total, DECK["step_file"])
    return content


def _add_end(
    deck: Deck, context: DeckContext, stops: Sequence[Stop], panel: MapPanel | None
) -> None:
    """Add what explains the slides of the stops: all figures, the sources, the method."""
    dataset = context.workspace.dataset
    layers = {layer for stop in stops for layer in stop.selection.layers}
    add_overview(deck, context, stops)
    add_sources(deck, dataset, context.numbers)
    add_method(deck, context.workspace, list_credits(dataset, layers), panel)


def _finish(
    deck: Deck, workspace: Workspace, stops: Sequence[Stop], told: Metadata | None
) -> bytes:
    """Return the bytes of a deck that says what it is, and what it was made of."""
    dataset = workspace.dataset
    stamp = pick_time(dataset)
    set_properties(
        deck,
        title=f"{dataset.front.title}: {span_days(stops)}",
        subject=DECK["subject"],
        language=get_language(),
        author=AUTHOR,
        stamp=stamp,
    )
    if told:
        ooxml.add_note(deck, write_packet(told))
    return serialise_deck(deck, stamp)


def _write_foot(
    slide: Slide, workspace: Workspace, number: int, marking: str, *, alone: bool
) -> None:
    """Fill the placeholders of a slide's lower edge: marking, filter and disclaimer; its number.

    The cover, which a deck has unless it is `alone`, bears its marking only. A template without
    such placeholders has the words in a box, and its slides no number.
    """
    width = Emu(SET_WIDTH - Inches(0.8))
    cover = number < _FIRST and not alone  # which says the rest itself
    told = [] if cover else [workspace.notice, workspace.dataset.front.disclaimer]
    text = " · ".join(filter(None, [marking, *told]))
    top, height, feet = Emu(HEIGHT - Inches(0.44)), Inches(0.36), find_feet(slide)
    size = fit_size(text, _FOOT_SIZES, width, height)
    box: SlideBox = (MARGIN, top, width, height)
    if feet.footer is None:
        write_box(slide, box, [text], size, colour=MUTED)
    else:
        ooxml.add_placeholder(slide, "ftr", feet.footer, box)
        (foot,) = [one for one in slide.placeholders if one.placeholder_format.idx == feet.footer]
        write_frame(foot.text_frame, [text], size, colour=MUTED)
        foot.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    if feet.number is not None:
        corner = Emu(WIDTH - MARGIN - Inches(0.6))
        box = (corner, top, Inches(0.6), height)
        shape = ooxml.add_placeholder(slide, "sldNum", feet.number, box)
        ooxml.number_slide(shape, number, _FOOT_SIZES[0])
