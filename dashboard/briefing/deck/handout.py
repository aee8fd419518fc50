"""The handout of a deck: a tagged PDF to be printed, in which each slide has a page of its own.

On it stand the slide's map, figures and chart, its notes, and the sources of what it says with
addresses that can be followed; before them what the deck is, behind them how the map is made.
Typst breaks the lines and the pages, so that long notes run on to another.
"""

import json
from collections.abc import Sequence
from typing import Final, TypedDict

from dashboard.briefing.chart.chart import draw_chart, list_shown_series, make_gap_hatch
from dashboard.briefing.chart.key import list_key
from dashboard.briefing.chart.pile import draw_pile, follow_agreement, list_pile_key
from dashboard.briefing.deck.mode import list_class_rows
from dashboard.briefing.deck.slide import (
    DeckContext,
    describe_map,
    draw_key,
    lay_slides,
    lay_stop,
    picture_map,
)
from dashboard.briefing.deck.stops import (
    Stop,
    cite,
    span_days,
    take_notes,
    write_title,
)
from dashboard.briefing.deck.text import TableRow, list_figure_rows
from dashboard.briefing.drawing.image import set_pdf
from dashboard.briefing.drawing.lettering import spell_letters
from dashboard.briefing.drawing.metadata import Metadata
from dashboard.briefing.drawing.palette import read_font
from dashboard.briefing.drawing.svg import Element, make, make_page, serialise
from dashboard.briefing.map.legend import draw_entries, flow_entries, list_lines
from dashboard.briefing.map.panel import MapPanel
from dashboard.briefing.method.method import draw_example
from dashboard.briefing.sheet.credits import list_credits
from dashboard.briefing.sheet.look import Look
from dashboard.text.catalogues import DECK, REFUSALS, SHEET
from dashboard.text.language import get_language
from dashboard.view.shown_mode import AGREEMENT, ShownMode, show_mode
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.core.errors import OutputError
from geodata.core.model import Dataset, Source
from geodata.core.plain import is_web_address
from geodata.files.output import pick_time

_CHART: Final = (672.0, 104.0)  # page units, which are as wide as the page's text
_TYPE: Final = 11.0  # of the chart, in its units: eight points on paper

_TEMPLATE: Final = b"""
#let told = json(bytes(sys.inputs.told))
#let tone = told.tones
#let ink = rgb(tone.ink)
#let muted = rgb(tone.muted)
#let line = 0.5pt + rgb(tone.hairline)
#set page(
  paper: "a4", margin: (x: 16mm, top: 15mm, bottom: 19mm), fill: rgb(tone.paper),
  footer: {
    set text(size: 8pt, fill: muted)
    grid(columns: (1fr, auto), gutter: 6mm, told.foot, context counter(page).display())
  },
)
#set text(font: "Source Sans Pro", size: 10.5pt, fill: ink, hyphenate: false)
#set par(leading: 0.5em, spacing: 0.75em)
#show heading: set text(weight: 600)
#show heading.where(level: 1): set text(size: 26pt)
#show heading.where(level: 2): set text(size: 15pt)
#show heading.where(level: 3): set text(size: 11.5pt)
#show heading: set block(above: 1.1em, below: 0.7em)
#show outline.entry: set block(above: 0.8em)
#let lead(words) = text(size: 12pt, fill: muted, words)
#let follow(address, words) = if address == "" { words } else { link(address, words) }
#let picture(one, width: 100%) = image(bytes(one.svg), format: "svg", width: width, alt: one.alt)
#let write(row, at) = {
  let (words, end, address) = row.cells.at(at)
  let shown = words + follow(address, end)
  if at in row.bold { strong(shown) } else if at > 1 { text(fill: muted, shown) } else { shown }
}
#let figures(one) = {
  let (head, ..rows) = one
  let count = head.cells.len()
  table(
    columns: (auto, 1fr), inset: (x: 0pt, y: 4pt), column-gutter: 8pt,
    stroke: (_, y) => (bottom: line),
    table.header(
      text(fill: muted, head.cells.at(0).at(0)),
      text(fill: muted, head.cells.slice(1).map(one => one.at(0)).join(" \xc2\xb7 ")),
    ),
    ..rows.map(row => (
      write(row, 0),
      range(1, if row.merged { 2 } else { count }).map(at => write(row, at)).join(linebreak()),
    )).flatten(),
  )
}
#let notes(one, size) = {
  set text(size: size)
  if one.figures.len() > 0 {
    heading(level: 3, told.words.figures)
    list(marker: [\xe2\x80\x93], ..one.figures)
  }
  if one.sources.len() > 0 {
    heading(level: 3, told.words.sources)
    for (number, words, address) in one.sources {
      par(hanging-indent: 1.6em, "[" + number + "] " + words + follow(address, address))
    }
  }
  par(text(fill: muted, one.back.at(0) + follow(one.back.at(1), one.back.at(2))))
}
#let fit(one) = context {
  let room = page.height - 19mm - here().position().y
  // A little smaller where a few lines would have the next page to themselves.
  let high(size) = measure(block(width: page.width - 32mm, notes(one, size))).height
  notes(one, (9.5pt, 9pt, 8.5pt, 8pt).filter(size => high(size) <= room).at(0, default: 9.5pt))
}

#v(30mm)
#heading(level: 1, outlined: false, told.title)
#for words in told.lines { par(lead(words)) }
#v(8mm)
#figures(told.accounts)
#v(8mm)
#heading(level: 2, outlined: false, told.words.pages)
#outline(title: none, depth: 2, target: heading.where(level: 2))
#v(1fr)
#par(strong(told.disclaimer))

#for one in told.stops {
  pagebreak()
  heading(level: 2, one.title)
  for words in one.texts { par(words) }
  grid(
    columns: (1fr, 58mm), gutter: 5mm,
    picture(one.map), for rows in one.tables { figures(rows) },
  )
  picture(one.chart)
  fit(one)
}

#pagebreak()
#heading(level: 2, told.method.title)
#for words in told.method.texts { par(words) }
#for one in told.method.pictures { picture(one) }
#for words in told.method.credits { par(text(size: 8.5pt, fill: muted, words)) }
"""


class _Picture(TypedDict):
    svg: str
    alt: str


class _Row(TypedDict):
    """A row; of each cell its words, the end of them that leads somewhere, and where to."""

    cells: list[tuple[str, str, str]]
    bold: list[int]
    merged: bool


class _Page(TypedDict):
    """What stands on the page of a stop; `back` are words, address and text of its link."""

    title: str
    texts: list[str]
    map: _Picture
    chart: _Picture
    tables: list[list[_Row]]
    figures: list[str]
    sources: list[tuple[str, str, str]]
    back: tuple[str, str, str]


def build_handout(
    workspace: Workspace,
    stops: Sequence[Stop],
    look: Look | None = None,
    *,
    on_step: OnStep | None = None,
    told: Metadata | None = None,
) -> bytes:
    """Return the handout of a deck as an A4 PDF, in the language that is spoken.

    `told` is what the file is to say of itself. The same workspace, stops and look give the same
    bytes.

    Raises:
        OutputError: there is no stop.
    """
    if not stops:
        raise OutputError(REFUSALS["deck_empty"])
    tell, total = on_step or (lambda *_: None), len(stops) + 1
    dataset = workspace.dataset
    context, views = lay_slides(workspace, stops, look)
    panels = [lay_stop(context, *pair) for pair in zip(stops, views, strict=True)]
    pages: list[_Page] = []
    for place, (stop, view) in enumerate(zip(stops, views, strict=True), 1):
        pages.append(_fill_page(context, stop, view, panels[place - 1]))
        tell(place, total, DECK["step_page"].format(number=place + 1))
    layers = {layer for stop in stops for layer in stop.selection.layers}
    content = {
        **_head(context, stops),
        "stops": pages,
        "method": _tell_method(context, panels[-1], list_credits(dataset, sorted(layers))),
    }
    file = set_pdf(
        _TEMPLATE,
        {"told": json.dumps(_spell(content), ensure_ascii=False)},
        title=f"{dataset.front.title}: {span_days(stops)}",
        subject=DECK["subject"],
        language=get_language(),
        made=pick_time(dataset),
        told=told,
    )
    tell(total, total, DECK["step_file"])
    return file


def _head(context: DeckContext, stops: Sequence[Stop]) -> dict[str, object]:
    """Return what the handout says of the deck as a whole: its words and inks as well."""
    workspace, look, palette = context.workspace, context.look, context.palette
    front = workspace.dataset.front
    foot = (look.marking, workspace.notice, front.disclaimer)
    words = {"figures": "notes_figures", "sources": "notes_sources", "pages": "pages"}
    return {
        "tones": {name: palette[name] for name in ("ink", "muted", "hairline", "paper")},
        "words": {name: DECK[key] for name, key in words.items()},
        "title": front.title,
        "lines": [front.subtitle, span_days(stops)],
        "disclaimer": front.disclaimer,
        "accounts": _list_accounts(stops, workspace.dataset),
        "foot": " · ".join(filter(None, foot)),
    }


def _fill_page(context: DeckContext, stop: Stop, view: View, panel: MapPanel) -> _Page:
    workspace = context.workspace
    dataset, shown = workspace.dataset, show_mode(workspace, stop.selection)
    notes = take_notes(dataset, stop, view, context.look)
    figures = list_figure_rows(dataset, view, context.numbers)
    tables = [list_class_rows(shown)] if shown else []
    if not shown or shown.mode == AGREEMENT:
        tables.append(figures)
    before, _, _ = DECK["notes_link"].partition("{link}")
    return {
        "title": write_title(workspace, stop, view),
        "texts": [*notes.texts, *(shown.notes if shown else ())],
        "map": _picture(picture_map(context, view, panel), describe_map(context, view)),
        "chart": _picture(_draw_chart(context, view, shown), SHEET["alt_chart"]),
        "tables": [_set_table(rows) for rows in tables if rows],
        "figures": list(notes.figures),
        "sources": [_cite(one, context.numbers[one.source_id]) for one in notes.sources],
        "back": (before, _open(notes.link), notes.link),
    }


def _draw_chart(context: DeckContext, view: View, shown: ShownMode | None) -> Element:
    """Return the chart of a stop with its key, as wide as the page's text."""
    workspace, palette, selection = context.workspace, context.palette, view.selection
    width, height = _CHART
    box = (0.0, 0.0, width, height)
    if shown and shown.mode == AGREEMENT:
        chart = draw_pile(workspace, selection, box, _TYPE, palette)
        entries = list_pile_key(follow_agreement(workspace, selection))
    else:
        chart = draw_chart(workspace, selection, box, _TYPE, palette)
        series = list_shown_series(workspace.dataset.front, selection)
        entries = list_key(workspace, series)
    key, taken = flow_entries(entries, width, _TYPE)
    drawn = make("g", chart, draw_entries(key, 0.0, height + 2.0, _TYPE, palette))
    drawn.set("font-family", read_font())
    return make_page(
        width, height + taken + 2.0, "chart", make("defs", make_gap_hatch(palette)), drawn
    )


def _list_accounts(stops: Sequence[Stop], dataset: Dataset) -> list[_Row]:
    """Return whose statements the shown accounts are made of."""
    shown = stops[0].selection.accounts
    head = TableRow((DECK["account"], DECK["described"]))
    rows = [
        TableRow((one.label, one.description), bold=(0,))
        for one in dataset.front.accounts
        if one.side in shown
    ]
    return _set_table([head, *rows])


def _tell_method(context: DeckContext, panel: MapPanel, credits_: list[str]) -> dict[str, object]:
    key, *_ = draw_key(panel)
    lines = ", ".join(one.words for one in list_lines(panel.base))
    pictures = [_picture(key, lines)] if lines else []
    if example := draw_example(context.workspace):
        pictures = [_picture(example, DECK["method_alt"]), *pictures]
    return {
        "title": DECK["method"],
        "texts": [DECK["method_map"], DECK["method_stay"], DECK["method_grade"]],
        "pictures": pictures,
        "credits": credits_,
    }


def _set_table(rows: Sequence[TableRow]) -> list[_Row]:
    return [
        {
            "cells": [_split(row, at) for at in range(len(row.texts))],
            "bold": list(row.bold),
            "merged": row.merged,
        }
        for row in rows
    ]


def _split(row: TableRow, at: int) -> tuple[str, str, str]:
    """Return the words of a cell, those at their end that lead to an address, and that address."""
    words = row.texts[at]
    for column, address, end in row.links:
        if column == at and _open(address):
            return words.removesuffix(end), end, address
    return words, "", ""


def _cite(source: Source, number: int) -> tuple[str, str, str]:
    """Return number, words and address of a source; the words end in the address, if it has one."""
    return str(number), cite(source).removesuffix(source.url), _open(source.url)


def _open(address: str) -> str:
    """Return an address that a reader may open, else nothing."""
    return address if is_web_address(address) else ""


def _picture(page: Element, alt: str) -> _Picture:
    return {"svg": serialise(page).decode(), "alt": alt}


def _spell(value: object) -> object:
    """Return texts in letters that the face has, in whatever holds them; drawings have theirs."""
    if isinstance(value, str):
        return spell_letters(value)
    if isinstance(value, dict):
        return {name: one if name == "svg" else _spell(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_spell(one) for one in value]
    return value
