"""The sheet of a comparison: ground gained, lost and unchanged, and what is said of it."""

from dataclasses import replace
from typing import Final

from dashboard.briefing.drawing.lettering import (
    measure_width,
    wrap_text,
    write,
    write_lines,
    write_paragraph,
    write_row,
)
from dashboard.briefing.drawing.page_size import LEAST_TYPE
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.map.legend import Draw, list_lines
from dashboard.briefing.map.overlays import (
    PARTS,
    draw_change,
    make_patterns,
    sample_outline,
    sample_part,
)
from dashboard.briefing.map.panel import MapPanel
from dashboard.briefing.sheet.accounts import AccountLine, lay_table, tell_briefly, tell_claim
from dashboard.briefing.sheet.layout import EMPTY, Block, Parts, SheetPage, compose, open_page
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.sheet import set_chart, set_entries, set_foot, set_title
from dashboard.text.catalogues import REFUSALS, SHEET, VERSUS
from dashboard.text.spelling import format_day, name_place
from dashboard.view.compare import (
    ACCOUNTS,
    DATES,
    MIXED,
    Compared,
    ComparedSide,
    build_comparison,
    count_places,
    format_hectares,
    name_sizes,
    tell_comparison,
)
from dashboard.view.figures import NO_BREAK, format_claim, format_reading
from dashboard.view.style import STYLE
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.core.errors import FrontError

_SHARE: Final = 0.5  # of the page that the map takes: there is more to say beside it
_LABELS: Final = {DATES: "{day}", ACCOUNTS: "{account}", MIXED: "{account}, {day}"}
_LEADING: Final = 1.28
_NAMED: Final = 24  # places that are named; the rest is counted


class NothingComparedError(FrontError):
    """A sheet of a comparison was asked for where nothing is compared."""


def draw_comparison(
    workspace: Workspace,
    view: View,
    look: Look | None = None,
) -> Element:
    """Return the sheet of what a view compares.

    Raises:
        NothingComparedError: the view compares nothing.
    """
    compared = _compare(workspace, view)
    page = open_page(workspace, view, look or Look())
    page = replace(page, palette=_colour_parts(compared, page.palette))
    sides = (compared.before, compared.after)
    other = next((side.day for side in sides if side.day != view.selection.day), None)
    change = compared.cut_ground()
    parts = Parts(
        areas=[one for side in sides if (one := side.area or side.reading)],
        head=lambda page, width: _set_head(page, width, compared),
        table=lambda page, _, width, grow: _set_table(page, width, grow, compared),
        legend=_set_legend,
        chart=lambda page, width: set_chart(page, width, other=other),
        foot=set_foot,
        overlay=lambda panel: draw_change(change, compared, panel.base),
        patterns=make_patterns(page.palette),
        share=_SHARE,
    )
    alt = describe_comparison(workspace, view)
    return compose(page, parts, title_comparison(workspace, view), alt)


def _colour_parts(compared: Compared, palette: Palette) -> Palette:
    """Return the palette of a page: ground that one of two accounts alone gives has its colour.

    Nobody gained or lost it, and so it has not the colours of ground that changed hands.
    """
    if compared.kind == DATES:
        return palette
    inks = {
        STYLE.patterns[part].tone: ink_of(side.side.role, palette)
        if side.side
        else palette["reading"]
        for part, side in (("lost", compared.before), ("gained", compared.after))
    }
    return palette.lend(inks)


def title_comparison(workspace: Workspace, view: View) -> str:
    """Return what the sheet of a comparison is called."""
    compared = _compare(workspace, view)
    words = f"{_write_head(compared)}, {_write_days(compared)}"
    return VERSUS["title"].format(front=workspace.dataset.front.title, head=words)


def describe_comparison(workspace: Workspace, view: View) -> str:
    """Return in words what the sheet of a comparison shows."""
    compared = _compare(workspace, view)
    sentences = tell_comparison(workspace, compared, view.selection.clock)
    return " ".join([*sentences, workspace.dataset.front.disclaimer])


def _compare(workspace: Workspace, view: View) -> Compared:
    compared = build_comparison(workspace, view.selection)
    if compared is None:
        raise NothingComparedError(REFUSALS["nothing_compared"])
    return compared


def _write_head(compared: Compared) -> str:
    if compared.kind == DATES:
        return VERSUS["head_own"].format(account=compared.after.label)
    return VERSUS["head"].format(first=compared.before.label, second=compared.after.label)


def _write_days(compared: Compared) -> str:
    days = [format_day(side.day) for side in (compared.before, compared.after)]
    if compared.before.day == compared.after.day:
        return days[0]
    return VERSUS["days"].format(first=days[0], second=days[1])


def _set_head(page: SheetPage, width: float, compared: Compared) -> Block:
    """Return the head of a page; on a map alone the key stands in it, as nothing else does."""
    head = _set_title(page, width, compared)
    if not page.page_size.bare:
        return head
    key, top = _set_key(page, width, compared), 0.6 * page.page_size.body

    def draw(x: float, y: float) -> Element:
        return make("g", head.draw(x, y), key.draw(x, y + head.height + top))

    return Block(head.height + top + key.height, draw)


def _set_key(page: SheetPage, width: float, compared: Compared) -> Block:
    """Return a row for each part of the ground, or for each side where one alone has any."""
    size, leading = page.page_size.small, _LEADING * page.page_size.small
    rows = _list_key(page, compared)
    left, apart = 2.4 * size, 0.25 * size
    after = left + max((measure_width(one[1], size, bold=True) for one in rows), default=0.0)
    told = [(*one, wrap_text(one[2], size, width - after - 0.6 * size)) for one in rows]

    def draw(x: float, y: float) -> Element:
        drawn, line, ink = [], y + 0.9 * size, page.palette["ink"]
        for sample, strong, _, words in told:
            mark = sample(x, line - 0.36 * size, size, page.palette) if sample else None
            first = write(strong, x + left, line, size, ink, bold=True)
            rest = write_lines(words, x + after + 0.6 * size, line, size, ink, leading=leading)
            drawn.append(write_row([mark], [[first], rest]))
            line += leading * len(words) + apart
        return make("g", *drawn, role="table")

    return Block(sum(leading * len(one[-1]) + apart for one in told), draw)


def _list_key(page: SheetPage, compared: Compared) -> list[tuple[Draw | None, str, str]]:
    """Return of each row of the key its drawing, what stands in bold beside it, and its words."""
    sizes, names = compared.sizes, name_sizes(page.workspace.dataset.front, compared)
    if sizes is None:
        lines = _tell_sides(page.workspace, compared)
        return [(one.sample, one.label, one.figure) for one in lines]
    told = [part for part in PARTS if part in sizes.told]
    figures = [f"{format_hectares(getattr(sizes, part))}{NO_BREAK}km²" for part in told]
    return [
        (sample_part(part), figure, names[part]) for part, figure in zip(told, figures, strict=True)
    ]


def _set_title(page: SheetPage, width: float, compared: Compared) -> Block:
    front = page.workspace.dataset.front
    title = VERSUS["title"].format(front=front.title, head=_write_head(compared))
    days = _write_days(compared)
    if page.look.headline:
        return set_title(page, width, page.look.headline, days, f"{title}. {front.subtitle}")
    return set_title(page, width, title, days, front.subtitle)


def _set_legend(page: SheetPage, panel: MapPanel, width: float) -> Block:
    return set_entries(page, [] if "ground" in page.without else list_lines(panel.base), width)


def _set_table(page: SheetPage, width: float, grow: float, compared: Compared) -> Block:
    """Return sizes, both sides with their sources, the sentences, and the settlements."""
    body, small = grow * page.page_size.body, grow * page.page_size.small
    sizes, sides = _set_sizes(page, width, body, compared), _set_sides(page, width, body, compared)
    remarked = "remarks" not in page.without
    said = _set_words(page, width, small, compared) if remarked else EMPTY
    blocks = [block for block in (sizes, sides, said) if block.height]
    gap = 0.8 * page.page_size.body

    def draw(x: float, y: float) -> Element:
        drawn = []
        for block in blocks:
            rule = f"M{x:.1f} {y:.1f}h{width:.1f}"
            drawn.append(make("path", d=rule, stroke=page.palette["hairline"]))
            drawn.append(block.draw(x, y + gap))
            y += block.height + 2 * gap
        return make("g", *drawn)

    return Block(sum(block.height + 2 * gap for block in blocks) - gap, draw)


def _set_sizes(page: SheetPage, width: float, body: float, compared: Compared) -> Block:
    """Return the km² gained, lost and unchanged side by side, each with its drawing."""
    sizes, names = compared.sizes, name_sizes(page.workspace.dataset.front, compared)
    if sizes is None:
        return Block(0.0, lambda x, y: make("g"))
    column, large, small = width / len(PARTS), 1.7 * body, max(0.87 * body, LEAST_TYPE)
    told = [part for part in PARTS if part in sizes.told]
    labels = {part: wrap_text(names[part], small, column - 3.1 * body) for part in told}
    rows = max((len(lines) for lines in labels.values()), default=0)

    def draw(x: float, y: float) -> Element:
        drawn = []
        for place, part in enumerate(told):
            left, ink = x + place * column, page.palette["ink"]
            figure = format_hectares(getattr(sizes, part))
            sample = sample_part(part)
            mark = sample(left, y + 0.75 * body, 1.15 * body, page.palette)
            at = left + 2.8 * body, y + 1.25 * body
            number = write(figure, *at, large, ink, bold=True)
            unit = at[0] + measure_width(figure, large, bold=True)
            size = [number, write("km²", unit, at[1], body, ink)]
            words = labels[part], at[0], at[1] + 1.25 * body, small, page.palette["muted"]
            name = write_lines(*words, leading=_LEADING * small)
            drawn.append(write_row([mark], [size, name], head=1))
        return make("g", *drawn, role="table")

    return Block(1.25 * body + rows * _LEADING * small + 0.2 * body, draw)


def _set_sides(page: SheetPage, width: float, body: float, compared: Compared) -> Block:
    lines = _tell_sides(page.workspace, compared)
    small = max(0.87 * body, LEAST_TYPE)
    grid = lay_table(lines, width, body, small, brief="sources" in page.without)
    return Block(grid.height, lambda x, y: grid.draw(x, y, page.palette))


def _tell_sides(workspace: Workspace, compared: Compared) -> list[AccountLine]:
    pairs = ((compared.before, True), (compared.after, False))
    return [_tell_side(workspace, side, compared.kind, dashed=dashed) for side, dashed in pairs]


def _tell_side(workspace: Workspace, side: ComparedSide, kind: str, *, dashed: bool) -> AccountLine:
    label = _LABELS[kind].format(account=side.label, day=format_day(side.day))
    sample = sample_outline(dashed=dashed) if side.ground else None
    if side.reading:
        return AccountLine(
            label, format_reading(side.reading), SHEET["computed"], main=True, sample=sample
        )
    claim = side.claim
    if claim is None or side.figure is None:
        return AccountLine(label, VERSUS["nothing"], "", main=True, sample=None)
    source = tell_claim(workspace.dataset, claim, side.figure.since, side.day)
    brief = tell_briefly(workspace.dataset, claim, side.figure.since, side.day)
    return AccountLine(label, format_claim(claim), source, main=True, sample=sample, brief=brief)


def _set_words(page: SheetPage, width: float, size: float, compared: Compared) -> Block:
    said = [*tell_comparison(page.workspace, compared, page.view.selection.clock)]
    said.append(_tell_places(compared, named=0 if "places" in page.without else _NAMED))
    lines = [line for words in said for line in wrap_text(words, size, width)]
    leading = _LEADING * size

    def draw(x: float, y: float) -> Element:
        drawn = write_lines(lines, x, y + 0.8 * size, size, page.palette["ink"], leading=leading)
        return write_paragraph(drawn)

    return Block(leading * (len(lines) - 1) + size, draw)


def _tell_places(compared: Compared, named: int) -> str:
    """Return how many settlements changed hands, and which, as many as have room."""
    count = count_places(compared)
    if not compared.places or not named:
        return f"{count}."
    names = [name_place(change.place) for change in compared.places[:named]]
    if more := len(compared.places) - len(names):
        names.append(VERSUS.count("rest", more))
    return VERSUS["places"].format(turn=count, places=", ".join(names))
