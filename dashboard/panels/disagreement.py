"""The disagreement panel as HTML: figures on one axis, contradictions, the spread over time."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from dashboard.panels.claim_rows import render_origin
from dashboard.panels.small_charts import (
    Scales,
    draw_chart,
    draw_gap,
    draw_scale,
    draw_step,
    draw_strip,
    list_ends,
    list_ticks,
)
from dashboard.state.selection import Selection
from dashboard.text.catalogues import DISAGREEMENT
from dashboard.text.spelling import format_day, format_number, format_span
from dashboard.view.figures import format_age, format_claim, name_claimant, name_kind
from dashboard.view.view import View
from dashboard.view.workspace import Workspace, figures_on
from geodata.claims.disagreement import (
    Disagreement,
    Spread,
    find_pairs,
    follow_spread,
    measure_spread,
    rank_by_km2,
    rank_by_ratio,
    read_ends,
)
from geodata.control.modes import figure_key
from geodata.core.model import Claim, Dataset, Kind

FRESH_DAYS = 90
"""An older figure that leads no account is drawn on an axis of its own."""
OPEN_PAIRS = 4
RANKED = 10


def list_leading(view: View) -> tuple[Claim, ...]:
    """Return the leading figure of every account that gives one, as map and chart show it."""
    figures = (account_view.figure for account_view in view.accounts)
    return tuple(figure.claim for figure in figures if figure and not figure.in_words)


def list_held_figures(view: View) -> tuple[Claim, ...]:
    """Return every figure of ground held in force on the shown day, and words in its place.

    The greatest extent ever is a figure of that day alone, where it leads an account.
    """
    leading = list_leading(view)
    return tuple(
        claim
        for _, claims in view.groups
        for claim in claims
        if claim in leading or claim.kind in (Kind.AREA_HELD, Kind.STANDING)
    )


def render_figures(workspace: Workspace, view: View) -> str:
    """Return the spread of the shown day, and every figure in force on one axis, as HTML."""
    if not view.accounts:
        return f"<p class='kf-empty'>{DISAGREEMENT['accounts_off']}</p>"
    leading = list_leading(view)
    day, (fresh, older) = view.selection.day, _part_by_age(view, leading)
    axis = DISAGREEMENT["axis"].format(**workspace.dataset.front.words)
    parts = [
        f"<section><h3>{DISAGREEMENT['heading']}</h3>"
        f"{_render_spreads(workspace, day, leading, fresh)}</section><section><h3>{axis}</h3>",
        _render_axis(workspace, view, fresh, leading),
        f"<p class='kf-note'>{DISAGREEMENT['axis_note']}</p>",
    ]
    if older:
        head = DISAGREEMENT.count("older", len(older))
        note = DISAGREEMENT["older_note"].format(days=FRESH_DAYS)
        parts.append(
            f"<details><summary>{head}</summary><p class='kf-note'>{note}</p>"
            f"{_render_axis(workspace, view, older, leading)}</details>"
        )
    return f"{''.join(parts)}</section>"


def render_pairs(workspace: Workspace, view: View) -> str:
    """Return the pairs of claims in force on the shown day that cannot both be right, as HTML."""
    claims = dict.fromkeys((*list_held_figures(view), *_list_other_claims(view)))
    pairs = sorted(find_pairs(workspace.dataset, claims, view.selection.day), key=_rank_pair)
    rows = [_render_pair(workspace.dataset, pair) for pair in pairs]
    parts = [f"<section><h3>{DISAGREEMENT['pairs']}</h3>", *rows[:OPEN_PAIRS]]
    if not rows:
        parts.append(f"<p class='kf-empty'>{DISAGREEMENT['no_pairs']}</p>")
    if rest := rows[OPEN_PAIRS:]:
        head = DISAGREEMENT.count("pairs_more", len(rest))
        parts.append(f"<details><summary>{head}</summary>{''.join(rest)}</details>")
    return f"{''.join(parts)}</section>"


def format_ratio(spread: Spread) -> str:
    """Return the ratio of a spread as words; nothing is divided by a zero."""
    if not spread.high_km2 - spread.low_km2:
        return DISAGREEMENT["agree"]
    if spread.ratio is None:
        return DISAGREEMENT["one_says_none"]
    decimals = 2 if spread.ratio < 1.1 else 1 if spread.ratio < 10 else 0
    return DISAGREEMENT["ratio"].format(ratio=format_number(round(spread.ratio, decimals)))


def _rank_pair(pair: tuple[Claim, Claim]) -> tuple[bool, int]:
    """Put pairs on the ground held as a whole first, then the newest."""
    beside = any(claim.kind not in (Kind.AREA_HELD, Kind.STANDING) for claim in pair)
    return beside, -max(claim.as_of.start.toordinal() for claim in pair)


def _part_by_age(
    view: View, leading: Sequence[Claim]
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the figures that stand on the main axis, and those too old for it."""
    day = view.selection.day
    fresh: list[Claim] = []
    older: list[Claim] = []
    for claim in list_held_figures(view):
        is_fresh = (day - claim.as_of.end).days <= FRESH_DAYS
        keep = is_fresh or claim in leading or claim.kind is Kind.STANDING
        (fresh if keep else older).append(claim)
    return tuple(fresh), tuple(older)


def _list_other_claims(view: View) -> Iterable[Claim]:
    """Return what else stands on the shown day: other totals, then statements around it."""
    yield from (claim for _, claims in view.groups for claim in claims)
    yield from view.statements


def _render_spreads(
    workspace: Workspace, day: date, leading: Sequence[Claim], fresh: Sequence[Claim]
) -> str:
    labels = {account.side: account.label for account in workspace.dataset.front.accounts}
    spread = measure_spread(leading)
    if spread is None:
        if not leading:
            return f"<p class='kf-empty'>{DISAGREEMENT['none_yet']}</p>"
        account = escape(labels[leading[0].side])
        lines = f"<p class='kf-empty'>{DISAGREEMENT['only_one'].format(account=account)}</p>"
    else:
        names = labels[spread.greatest.side], labels[spread.smallest.side]
        lines = _render_spread(spread, DISAGREEMENT["leading"], names)
    figures = [claim for claim in fresh if read_ends(claim)]
    # Ground moves within days, so those of one day are set against each other where there are two.
    of_day = [claim for claim in figures if claim.as_of.is_day and claim.as_of.start == day]
    key, beside = ("of_day", of_day) if len(of_day) > 1 else ("all", figures)
    every = measure_spread(beside)
    if every is not None and every != spread and len(figures) > len(leading):
        names = name_claimant(every.greatest), name_claimant(every.smallest)
        lines += _render_spread(every, DISAGREEMENT[key].format(count=len(beside)), names)
    return lines


def _render_spread(spread: Spread, head: str, names: tuple[str, str]) -> str:
    between = DISAGREEMENT["between"].format(
        greatest=names[0],
        smallest=names[1],
        high=format_number(spread.high_km2),
        low=format_number(spread.low_km2),
        high_day=format_span(spread.greatest.as_of),
        low_day=format_span(spread.smallest.as_of),
    )
    days = spread.days_apart
    apart = DISAGREEMENT.count("days_apart", days)
    km2 = DISAGREEMENT["apart"].format(km2=format_number(spread.km2))
    return (
        f"<p class='kf-spread'><span>{escape(head)}</span><b>{km2} · {format_ratio(spread)}</b>"
        f"<span>{escape(between)}.{f' {apart}' if days else ''}</span></p>"
    )


def _render_axis(
    workspace: Workspace, view: View, claims: Sequence[Claim], leading: Sequence[Claim]
) -> str:
    ends = [end for claim in claims for end in list_ends(claim)]
    ticks = list_ticks(max(ends, default=0.0))
    rows = "".join(
        _render_row(workspace, claim, view.selection.day, ticks[-1], is_leading=claim in leading)
        for claim in claims
    )
    return f"<ol class='kf-rows'>{rows}</ol>{draw_scale(ticks) if ends else ''}"


def _render_row(
    workspace: Workspace, claim: Claim, day: date, top: float, *, is_leading: bool
) -> str:
    said = format_claim(claim)
    title = f"{said} · {claim.claimant} · {format_span(claim.as_of)}"
    strip = draw_strip(claim, top, title, hollow=not is_leading)
    origin = render_origin(workspace.dataset, claim, _describe_age(claim, day))
    words = escape(said)
    head = f"<q>{words}</q>" if claim.words else f"<b class='kf-figure'>{words}</b>"
    return (
        f"<li data-account='{claim.side.value}' data-claim='{escape(claim.claim_id)}'"
        f"{' data-leading' if is_leading else ''}><p class='kf-line'>{head} "
        f"{origin}</p>{strip}</li>"
    )


def _describe_age(claim: Claim, day: date) -> str:
    if not claim.as_of.is_day:
        return escape(DISAGREEMENT["month_only"].format(span=format_span(claim.as_of)))
    return f"<time>{format_span(claim.as_of)}</time> ({format_age(claim.as_of.start, day)})"


def _render_pair(dataset: Dataset, pair: tuple[Claim, Claim]) -> str:
    sides = "".join(_render_statement(dataset, claim) for claim in pair)
    return f"<div class='kf-pair'>{sides}</div>"


def _render_statement(dataset: Dataset, claim: Claim) -> str:
    head = format_claim(claim)
    origin = render_origin(dataset, claim, f"<time>{format_span(claim.as_of)}</time>")
    return (
        f"<article data-account='{claim.side.value}' data-claim='{escape(claim.claim_id)}'>"
        f"<span class='kf-topic'>{name_kind(dataset.front, claim.kind)}</span>"
        f"{f' <b>{escape(head)}</b>' if head else ''}<p>{escape(claim.summary)}</p>"
        f"<p class='kf-note'>{origin}</p></article>"
    )


def list_disagreements(workspace: Workspace, selection: Selection) -> tuple[Disagreement, ...]:
    """Return the spread between the selected accounts' leading figures over all dates.

    On the clock "known" nothing is listed that had not been made public by the selected day.
    """
    timeline = workspace.pick_timeline(selection.clock)
    end = timeline.end_on(selection.day)
    days = (day for day in timeline.dates if day <= end)
    return follow_spread((day, _list_leading(workspace, selection, day)) for day in days)


def render_spread_chart(
    workspace: Workspace, selection: Selection, found: Iterable[Disagreement]
) -> str:
    """Return the chart of the spread with the playhead on the day, and its table, as HTML."""
    front, day = workspace.dataset.front, selection.day
    steps = [(each, each.spread) for each in found]
    greatest = max((spread.km2 for _, spread in steps if spread), default=0.0)
    scales = Scales(front.first, front.last, list_ticks(greatest))
    marks = [
        draw_gap(scales, gap, DISAGREEMENT["gap_title"].format(span=format_span(gap)))
        for gap in workspace.pick_timeline(selection.clock).gaps_on(day)
    ]
    for each, spread in steps:
        if spread:
            until, title = each.until or front.last, _describe_step(each.since, spread)
            later = each.since > day
            marks.append(draw_step(scales, each.since, until, spread.km2, title, later=later))
    shown = DISAGREEMENT["shown_title"].format(day=format_day(day))
    drawn = draw_chart(scales, marks, day, shown, DISAGREEMENT["chart_label"])
    return (
        f"<section><h3>{DISAGREEMENT['over_time']}</h3>{drawn}"
        f"<p class='kf-note'>{DISAGREEMENT['over_time_note']}</p>"
        f"{_render_table(workspace, steps)}</section>"
    )


def list_largest(
    workspace: Workspace, found: Iterable[Disagreement], *, by_ratio: bool
) -> tuple[tuple[date, str], ...]:
    """Return the ten largest disagreements, each with the words that lead to its date."""
    labels = {account.side: account.label for account in workspace.dataset.front.accounts}
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


def _list_leading(workspace: Workspace, selection: Selection, day: date) -> list[Claim]:
    """Return what map and main chart show as the selected accounts' figures on `day`."""
    figures = figures_on(workspace, day, selection.clock)
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


def _render_table(workspace: Workspace, steps: Iterable[tuple[Disagreement, Spread | None]]) -> str:
    labels = {account.side: account.label for account in workspace.dataset.front.accounts}
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
