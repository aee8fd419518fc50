"""The sheet: one page with map, figures, chart, legend and credits that feeds every format."""

from dashboard.briefing.drawing.page_size import TEMPLATES, Template
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.drawing.svg import Element
from dashboard.briefing.drawing.viewport import Bounds
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.overlays import draw_evidence
from dashboard.briefing.map.panel import draw_view
from dashboard.briefing.sheet.blocks import set_chart, set_foot, set_head, set_legend, set_table
from dashboard.briefing.sheet.layout import Page, Parts, compose
from dashboard.text.pictures import SHEET
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_claim
from dashboard.view.view import Desk, View


def draw_sheet(
    desk: Desk,
    view: View,
    *,
    template: Template | None = None,
    dark: bool = False,
    extent: Bounds | None = None,
    base_url: str = "",
) -> Element:
    """Return the sheet of a view, in the language that is spoken.

    `extent` is what the map shows (west, south, east, north in WGS 84 degrees), by default all
    that is held with the towns near it. The link that restores the state stands relative to
    `base_url`. Where words would not fit, all type of the page is set smaller.
    """
    palette = read_palette(dark=dark)
    page = Page(desk, view, template or TEMPLATES["slide"], palette, base_url, extent)
    parts = Parts(
        areas=list_shown([view]),
        head=set_head,
        table=set_table,
        legend=set_legend,
        chart=set_chart,
        foot=set_foot,
        overlay=lambda panel: [
            *draw_view(panel.base, view),
            *draw_evidence(desk.dataset, view, panel.base),
        ],
    )
    return compose(page, parts, title_sheet(desk, view))


def title_sheet(desk: Desk, view: View) -> str:
    """Return what a sheet is called."""
    day = format_day(view.selection.day)
    return SHEET["title"].format(front=desk.dataset.front.title, day=day)


def describe_sheet(desk: Desk, view: View) -> str:
    """Return in words what a sheet shows, for those who cannot see it."""
    front, said = desk.dataset.front, []
    for one in view.standings:
        if one.figure:
            claim = one.figure.claim
            figure = format_claim(claim)
            words = {"account": one.account.label, "figure": figure, "source": claim.claimant}
            said.append(SHEET["alt_figure"].format(**words))
    day, figures = format_day(view.selection.day), "; ".join(said) or SHEET["silent"]
    return SHEET["alt"].format(day=day, figures=figures, disclaimer=front.disclaimer)
