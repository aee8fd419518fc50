"""The spread between the accounts over time: its steps, their chart and their table."""

from collections.abc import Iterable
from datetime import date
from html import escape

from dashboard.panels.disagreement_panel import format_ratio
from dashboard.panels.small_charts import Chart, draw_chart, draw_gap, draw_step, list_ticks
from dashboard.state.selection import Selection
from dashboard.text.disagreement import DISAGREEMENT
from dashboard.text.spelling import format_day, format_number, format_span
from dashboard.view.view import KNOWN, Desk, figure_key, figures_on
from geodata.claims.disagreement import (
    Disagreement,
    Spread,
    follow_spread,
    rank_by_km2,
    rank_by_ratio,
)
from geodata.claims.timeline import find_gaps
from geodata.core.dates import make_span
from geodata.core.model import Claim, Span

RANKED = 10


def list_disagreements(desk: Desk, selection: Selection) -> tuple[Disagreement, ...]:
    """Return the spread between the selected accounts' leading figures over all dates.

    On the clock "known" nothing is listed that had not been made public by the selected day.
    """
    clock = selection.clock
    days = desk.list_dates(clock)
    if clock == KNOWN:
        days = tuple(day for day in days if day <= selection.day)
    return follow_spread((day, _list_leading(desk, selection, day)) for day in days)


def render_spread_chart(desk: Desk, selection: Selection, found: Iterable[Disagreement]) -> str:
    """Return the chart of the spread with the playhead on the day, and its table, as HTML."""
    front, day = desk.dataset.front, selection.day
    steps = [(each, each.spread) for each in found]
    greatest = max((spread.km2 for _, spread in steps if spread), default=0.0)
    chart = Chart(front.first, front.last, list_ticks(greatest))
    marks = [
        draw_gap(chart, gap, DISAGREEMENT["gap_title"].format(span=format_span(gap)))
        for gap in _list_gaps(desk, selection)
    ]
    for each, spread in steps:
        if spread:
            until, title = each.until or front.last, _describe_step(each.since, spread)
            later = each.since > day
            marks.append(draw_step(chart, each.since, until, spread.km2, title, later=later))
    shown = DISAGREEMENT["shown_title"].format(day=format_day(day))
    drawn = draw_chart(chart, marks, day, shown, DISAGREEMENT["chart_label"])
    return (
        f"<section><h3>{DISAGREEMENT['over_time']}</h3>{drawn}"
        f"<p class='kf-note'>{DISAGREEMENT['over_time_note']}</p>"
        f"{_render_table(desk, steps)}</section>"
    )


def list_largest(
    desk: Desk, found: Iterable[Disagreement], *, by_ratio: bool
) -> tuple[tuple[date, str], ...]:
    """Return the ten largest disagreements, each with the words that lead to its date."""
    labels = {account.side: account.label for account in desk.dataset.front.accounts}
    ranked = rank_by_ratio(found) if by_ratio else rank_by_km2(found)
    return tuple(
        (
            since,
            DISAGREEMENT["go_to"].format(
                day=format_day(since),
                km2=format_number(spread.km2),
                ratio=format_ratio(spread),
                greatest=labels[spread.greatest.side],
                high=format_number(spread.high_km2),
                smallest=labels[spread.smallest.side],
                low=format_number(spread.low_km2),
            ),
        )
        for since, spread in ranked[:RANKED]
    )


def list_steps(found: Iterable[Disagreement]) -> tuple[tuple[date, str], ...]:
    """Return every step of the chart with the words that lead to its date."""
    return tuple((each.since, _name_step(each)) for each in found)


def _list_gaps(desk: Desk, selection: Selection) -> tuple[Span, ...]:
    """Return the silences; on the clock "known" those among known figures up to the day."""
    if selection.clock != KNOWN:
        return desk.timeline.gaps
    day = selection.day
    gaps = find_gaps(desk.dataset, known_on=day)
    return tuple(make_span(gap.start, min(gap.end, day)) for gap in gaps if gap.start <= day)


def _list_leading(desk: Desk, selection: Selection, day: date) -> list[Claim]:
    """Return what map and main chart show as the selected accounts' figures on `day`."""
    figures = figures_on(desk, day, selection.clock)
    chosen = (figures.get(figure_key(s, selection.mapper)) for s in selection.accounts)
    return [figure.claim for figure in chosen if figure and not figure.in_words]


def _name_step(each: Disagreement) -> str:
    if each.spread is None:
        return DISAGREEMENT["step_choice_none"].format(day=format_day(each.since))
    km2 = format_number(each.spread.km2)
    return DISAGREEMENT["step_choice"].format(day=format_day(each.since), km2=km2)


def _describe_step(since: date, spread: Spread) -> str:
    return DISAGREEMENT["step_title"].format(
        since=format_day(since),
        km2=format_number(spread.km2),
        high=format_number(spread.high_km2),
        low=format_number(spread.low_km2),
    )


def _render_table(desk: Desk, steps: Iterable[tuple[Disagreement, Spread | None]]) -> str:
    labels = {account.side: account.label for account in desk.dataset.front.accounts}
    names = ("from", "apart", "ratio", "greatest", "smallest", "apart_days")
    head = "".join(f"<th scope='col'>{DISAGREEMENT[f'col_{name}']}</th>" for name in names)
    rows = []
    for each, spread in steps:
        since = f"<th scope='row'>{format_day(each.since)}</th>"
        if spread is None:
            rows.append(f"<tr>{since}<td colspan='5'>{DISAGREEMENT['unspread']}</td></tr>")
            continue
        cells = (
            format_number(spread.km2),
            format_ratio(spread),
            f"{labels[spread.greatest.side]} {format_number(spread.high_km2)}",
            f"{labels[spread.smallest.side]} {format_number(spread.low_km2)}",
            str(spread.days_apart),
        )
        rows.append(f"<tr>{since}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
    return (
        f"<details><summary>{DISAGREEMENT['table_steps']}</summary><table class='kf-table'>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></details>"
    )
