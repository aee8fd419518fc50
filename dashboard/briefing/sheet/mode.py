"""The sheet of a mode of the map: agreement on a day, or days held over all dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from dashboard.briefing.chart.pile import draw_pile, follow_agreement, list_pile_key
from dashboard.briefing.drawing.lettering import (
    link_to,
    measure_set,
    measure_width,
    wrap_text,
    write,
    write_lines,
    write_paragraph,
    write_row,
)
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.drawing.viewport import Box
from dashboard.briefing.map.legend import Entry, list_lines, size_swatch
from dashboard.briefing.map.modes import (
    box_dates,
    draw_mode,
    make_mode_hatches,
    sample_mode,
    write_dates,
)
from dashboard.briefing.map.panel import MapPanel
from dashboard.briefing.sheet import accounts
from dashboard.briefing.sheet.layout import EMPTY, Block, Parts, SheetPage, compose, open_page
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.sheet import set_chart, set_entries, set_foot, set_head, set_strip
from dashboard.text.catalogues import SHEET
from dashboard.text.spelling import format_day, format_short_day
from dashboard.view.figures import NO_BREAK, format_source, name_claimant
from dashboard.view.shown_mode import (
    AGREEMENT,
    ShownMode,
    format_size,
    list_claims,
    show_mode,
)
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source
from geodata.core.model import Claim

_LEADING: Final = 1.28
_ROW: Final = 1.55  # height of a class in the table, in sizes of the text


def draw_mode_sheet(workspace: Workspace, view: View, look: Look | None = None) -> Element:
    """Return the sheet of the mode that a view shows.

    Raises:
        ValueError: it shows none.
    """
    shown, look = _show(workspace, view), look or Look()
    front = workspace.dataset.front
    page = open_page(workspace, view, replace(look, headline=look.headline or shown.title))
    parts = Parts(
        areas=shown.areas,
        head=lambda page, width: _set_head(page, width, shown),
        table=lambda page, _, width, grow: _set_table(page, width, grow, shown),
        legend=_set_legend,
        chart=_set_pile if shown.mode == AGREEMENT else set_chart,
        foot=set_foot,
        overlay=lambda panel: [draw_mode(shown, panel.base.viewport, panel.base.palette)],
        words=lambda panel: write_dates(
            shown, panel.base.viewport, panel.size, panel.base.palette, panel.furniture
        ),
        patterns=make_mode_hatches(front.accounts, page.palette),
        place_words=partial(box_dates, shown),
    )
    return compose(page, parts, title_mode(workspace, view), describe_mode(workspace, view))


def title_mode(workspace: Workspace, view: View) -> str:
    """Return what the sheet of a mode is called."""
    day = format_day(view.selection.day)
    front = SHEET["title"].format(front=workspace.dataset.front.title, day=day)
    return SHEET["mode_title"].format(front=front, mode=_show(workspace, view).title)


def describe_mode(workspace: Workspace, view: View) -> str:
    """Return in words what the sheet of a mode shows: its classes with their sizes, and notes."""
    shown = _show(workspace, view)
    said = [
        SHEET["mode_class"].format(words=line.words, size=format_size(line.area_km2))
        for line in shown.lines
        if line.area_km2 is not None
    ]
    sentences = [f"{shown.title}.", *([f"{'; '.join(said)}."] if said else []), *shown.notes]
    return " ".join([*sentences, workspace.dataset.front.disclaimer])


def _show(workspace: Workspace, view: View) -> ShownMode:
    shown = show_mode(workspace, view.selection)
    if shown is None:
        raise AssertionError(f"the view shows {view.selection.mode}, expected a mode of the map")
    return shown


def _set_head(page: SheetPage, width: float, shown: ShownMode) -> Block:
    """Return the head of a page; on a map alone the classes stand in it, as nothing else does."""
    head = set_head(page, width)
    if not page.page_size.bare:
        return head
    classes, top = _set_classes(page, width, page.page_size.small, shown), 0.8 * page.page_size.body

    def draw(x: float, y: float) -> Element:
        return make("g", head.draw(x, y), classes.draw(x, y + head.height + top))

    return Block(head.height + top + classes.height, draw)


def _set_table(page: SheetPage, width: float, grow: float, shown: ShownMode) -> Block:
    """Return the classes with their km², notes, and of an agreement what each account says."""
    blocks = [_set_classes(page, width, grow * page.page_size.body, shown)]
    if shown.mode == AGREEMENT:
        blocks.append(_set_accounts(page, width, grow))
    else:
        blocks.append(set_sources(page, width, [shown]))
    blocks = [one for one in blocks if one.height]
    gap = 0.8 * page.page_size.body

    def draw(x: float, y: float) -> Element:
        drawn = []
        for block in blocks:
            rule = make("path", d=f"M{x:.1f} {y:.1f}h{width:.1f}")
            rule.set("stroke", page.palette["hairline"])
            drawn += [rule, block.draw(x, y + gap)]
            y += block.height + 2 * gap
        return make("g", *drawn, id="figures")

    return Block(sum(block.height + 2 * gap for block in blocks) - gap, draw)


def _set_classes(page: SheetPage, width: float, body: float, shown: ShownMode) -> Block:
    small, own = max(0.87 * body, page.page_size.small), [shown.title]
    notes = own if page.look.headline != shown.title else []
    notes = notes if "remarks" in page.without else [*notes, *shown.notes]
    told = set_classes(shown, notes, width, body, small)
    return Block(told.height, lambda x, y: told.draw(x, y, page.palette))


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a map: how high it is, and how to draw it; `mode` where it is of one."""

    height: float
    draw: Callable[[float, float, Palette], Element]
    mode: ShownMode | None = None


def set_classes(
    shown: ShownMode, remarks: Sequence[str], width: float, body: float, small: float
) -> Told:
    """Return the classes of a mode with their samples and km², and remarks in small type below."""
    said = [line for one in remarks for line in wrap_text(one, small, width)]
    left = size_swatch(body)[0] + 0.7 * body
    rows = [
        (line, format_size(line.area_km2) if line.area_km2 is not None else "")
        for line in shown.lines
    ]
    size_room = max((measure_width(size, body, bold=True) for _, size in rows), default=0.0)
    words_room = max((measure_width(one.words, body) for one in shown.lines), default=0.0)
    column = min(left + words_room + 1.4 * body, width - size_room)
    parted = [(line, size, wrap_text(line.words, body, column - left)) for line, size in rows]
    high = sum(_ROW + _LEADING * (len(words) - 1) for _, _, words in parted) * body

    def draw(x: float, y: float, palette: Palette) -> Element:
        drawn: list[Element] = []
        baseline, ink, leading = y + body, palette["ink"], _LEADING * body
        for line, size, words in parted:
            sample = sample_mode(line.look)(x, baseline - 0.36 * body, body, palette)
            told = write_lines(words, x + left, baseline, body, ink, leading=leading)
            number = write(size, x + column, baseline, body, ink, bold=True)
            drawn.append(write_row([sample], [told, [number]]))
            baseline += (_ROW + _LEADING * (len(words) - 1)) * body
        at = y + high + 0.9 * small
        notes = write_lines(said, x, at, small, palette["muted"], leading=_LEADING * small)
        return make("g", make("g", *drawn, role="table"), write_paragraph(notes))

    return Told(high + _LEADING * small * len(said), draw, shown)


def _set_accounts(page: SheetPage, width: float, grow: float) -> Block:
    """Return each account's figure with its source, without a sample: its area is in a class."""
    lines = accounts.list_lines(page.workspace.dataset, replace(page.view, reading=None), None)
    if "silent" in page.without:
        lines = [one for one in lines if one.source] or lines
    sizes = grow * page.page_size.body, grow * page.page_size.small
    grid = accounts.lay_table(lines, width, *sizes, brief="sources" in page.without)
    return Block(max(grid.height, 0.0), lambda x, y: grid.draw(x, y, page.palette))


def set_sources(page: SheetPage, width: float, modes: Sequence[ShownMode]) -> Block:
    """Return who said each figure whose days are counted, with its day, each a link to its source.

    Where there is no room for all of them, the publishers alone are named.
    """
    size, palette = page.page_size.tiny, page.palette
    ids = dict.fromkeys(one for shown in modes for one in list_claims(shown))
    claims = [page.workspace.dataset.claims[one] for one in ids]
    if not claims:
        return EMPTY
    head = SHEET["sources"]
    brief = "sources" in page.without
    told = _name_publishers(page, claims) if brief else _tell_sources(page, claims)
    start = measure_set(head, size, bold=True) + size
    rows, last = _run_on(told, start, width, size)
    leading = _LEADING * size

    def draw(x: float, y: float) -> Element:
        first = y + 0.9 * size
        title = write(head, x, first, size, palette["muted"], bold=True)
        drawn = [
            link_to(address, [write(line, x + left, first + leading * row, size, palette["muted"])])
            for left, row, line, address in rows
        ]
        return make("g", write_paragraph([title, *drawn]), id="sources")

    return Block(leading * last + size, draw)


def _run_on(
    told: Sequence[tuple[str, str]], start: float, width: float, size: float
) -> tuple[list[tuple[float, int, str, str]], int]:
    """Return words with addresses one after another in rows, the first from `start` on.

    Each piece has its left edge, its row, its words and its address; also which row is the last.
    """
    pieces, at, row = [], start, 0
    for words, address in told:
        left = words.split(" ")
        while left:
            count = len(left)
            while count and measure_width(" ".join(left[:count]), size) > width - at:
                count -= 1
            if not count and at:
                at, row = 0.0, row + 1
                continue
            line = " ".join(
                left[: max(count, 1)]
            )  # a word wider than the page stands over its edge
            pieces.append((at, row, line, address))
            left = left[max(count, 1) :]
            at += measure_set(line, size) + 0.5 * size
            if left:
                at, row = 0.0, row + 1
    return pieces, row


def _tell_sources(page: SheetPage, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Return the day, claimant and publisher of each claim, and where its source can be read."""
    dataset, told = page.workspace.dataset, []
    for claim in claims:
        best = best_source(dataset, claim)
        day = format_short_day(claim.as_of.start).replace(" ", NO_BREAK)
        words = {"day": day, "claimant": name_claimant(claim), "publisher": format_source(best)}
        end = ";" if claim is not claims[-1] else "."
        told.append((SHEET["source_of_day"].format(**words) + end, best.url))
    return told


def _name_publishers(page: SheetPage, claims: Sequence[Claim]) -> list[tuple[str, str]]:
    dataset = page.workspace.dataset
    names = dict.fromkeys(format_source(best_source(dataset, one)) for one in claims)
    return [(", ".join(names), "")]


def _set_legend(page: SheetPage, panel: MapPanel, width: float) -> Block:
    entries: list[Entry] = [] if "ground" in page.without else list_lines(panel.base)
    return set_entries(page, entries, width)


def _set_pile(page: SheetPage, width: float) -> Block:
    rows = follow_agreement(page.workspace, page.view.selection)
    size, palette = page.page_size.tiny, page.palette

    def draw(box: Box) -> Element:
        return draw_pile(page.workspace, page.view.selection, box, size, palette)

    return set_strip(page, width, list_pile_key(rows), draw)
