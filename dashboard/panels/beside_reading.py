"""The claims beside the reading of the places, as HTML: of the shown day, and all by maker."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape

from dashboard.panels.small_charts import draw_scale_around, draw_symbol, list_ticks
from dashboard.text.catalogues import DISAGREEMENT
from dashboard.text.spelling import format_day
from dashboard.view.figures import (
    format_beside,
    format_claim,
    format_figure,
    format_reading,
    implies_none,
    name_claimant,
)
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.beside_reading import Difference, Position, compare_claim
from geodata.core.model import Claim, Dataset
from geodata.core.reading import find_reading

Pair = tuple[Claim, Difference]


def render_beside(workspace: Workspace, view: View) -> str:
    """Return what the places imply on the shown day, and how far each claim is from them."""
    head = f"<section><h3>{DISAGREEMENT['reading']}</h3>"
    if not view.timeline.hindsight:
        return f"{head}<p class='kf-empty'>{DISAGREEMENT['reading_hidden']}</p></section>"
    day = view.selection.day
    reading = find_reading(workspace.dataset.readings, day)
    if reading is None:
        return f"{head}<p class='kf-empty'>{DISAGREEMENT['reading_none']}</p></section>"
    blanks = {"day": format_day(day), "implied": format_reading(reading)}
    key = "reading_day_none" if implies_none(reading) else "reading_day"
    told = f"<p class='kf-spread'>{escape(DISAGREEMENT[key].format(**blanks))}</p>"
    leading = [one.figure.claim for one in view.accounts if one.figure]
    rows = "".join(_render_claim(workspace.dataset, claim) for claim in leading)
    rows = f"<ol class='kf-rows'>{rows}</ol>" if rows else ""
    return f"{head}{told}{rows}{_render_makers(workspace, view)}</section>"


def _render_claim(dataset: Dataset, claim: Claim) -> str:
    beside = format_beside(dataset, claim)
    if not beside:
        return ""
    line = f"<b class='kf-figure'>{escape(format_claim(claim))}</b> {escape(name_claimant(claim))}"
    return (
        f"<li data-account='{claim.side.value}' data-claim='{escape(claim.claim_id)}'>"
        f"<p class='kf-line'>{line} · {escape(beside)}</p></li>"
    )


def _render_makers(workspace: Workspace, view: View) -> str:
    """Return a strip for each maker with a mark for each of its figures, on one axis."""
    makers = list_makers(workspace.dataset, view)
    if not makers:
        return ""
    every = [found.km2 for pairs in makers.values() for _, found in pairs]
    reach = list_ticks(max(map(abs, every)), count=2)[-1] or 1.0
    strips = ""
    for maker, pairs in makers.items():
        strip = _draw_strip(workspace.dataset, pairs, reach)
        strips += f"<li>{_name_maker(workspace, maker, pairs)}{strip}</li>"
    return (
        f"<h4>{DISAGREEMENT['reading_axis']}</h4><ol class='kf-rows'>{strips}</ol>"
        f"{draw_scale_around(reach)}<p class='kf-note'>{DISAGREEMENT['reading_note']}</p>"
    )


def list_makers(dataset: Dataset, view: View) -> Mapping[str, list[Pair]]:
    """Return the figures of the shown accounts with their differences by series, in its order."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for claim in dataset.claims.values():
        if claim.side in view.selection.accounts and (beside := compare_claim(claim, dataset)):
            found[claim.series].append((claim, beside))
    order = [one.series_id for one in dataset.front.series]
    return {series: found[series] for series in order if series in found}


def _name_maker(workspace: Workspace, series: str, pairs: Iterable[Pair]) -> str:
    labels = {one.series_id: one.label for one in workspace.dataset.front.series}
    positions = [found.position for _, found in pairs]
    counts = {one.value: positions.count(one) for one in Position}
    words = DISAGREEMENT.count("reading_maker", len(positions), maker=labels[series], **counts)
    return f"<p class='kf-line'>{escape(words)}</p>"


def _draw_strip(dataset: Dataset, pairs: Iterable[Pair], reach: float) -> str:
    marks = []
    for claim, found in pairs:
        title = DISAGREEMENT["reading_title"].format(
            day=format_day(claim.as_of.start),
            claimant=name_claimant(claim),
            figure=format_figure(claim),
            beside=format_beside(dataset, claim),
        )
        style = f"left:{50.0 + 50.0 * found.km2 / reach:.2f}%"
        marks.append(draw_symbol(claim.side, title, style))
    return f"<div class='kf-strip kf-around'>{''.join(marks)}</div>"
