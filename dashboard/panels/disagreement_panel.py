"""The disagreement panel as HTML: every figure on one axis, the spread, and what contradicts it."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from dashboard.panels.claims_table import render_origin
from dashboard.panels.small_charts import draw_scale, draw_strip, list_ends, list_ticks
from dashboard.text.claims import TOPICS
from dashboard.text.disagreement import DISAGREEMENT
from dashboard.text.spelling import format_number, format_span
from dashboard.view.figures import format_age, format_claim, name_claimant
from dashboard.view.view import Desk, View
from geodata.claims.disagreement import Spread, find_pairs, measure_spread, read_ends
from geodata.core.model import Claim, Dataset, Kind

__all__ = ["format_ratio", "list_leading", "list_standing", "render_figures", "render_pairs"]

FRESH_DAYS = 90
"""An older figure that leads no account is drawn on an axis of its own."""
OPEN_PAIRS = 4


def list_leading(view: View) -> tuple[Claim, ...]:
    """Return the leading figure of every account that gives one, as map and chart show it."""
    figures = (standing.figure for standing in view.standings)
    return tuple(figure.claim for figure in figures if figure and not figure.in_words)


def list_standing(view: View) -> tuple[Claim, ...]:
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


def render_figures(desk: Desk, view: View) -> str:
    """Return the spread of the shown day, and every figure in force on one axis, as HTML."""
    if not view.standings:
        return f"<p class='kf-empty'>{DISAGREEMENT['accounts_off']}</p>"
    leading = list_leading(view)
    fresh, older = _part_by_age(view, leading)
    parts = [
        f"<section><h3>{DISAGREEMENT['heading']}</h3>{_render_spreads(desk, leading, fresh)}"
        f"</section><section><h3>{DISAGREEMENT['axis']}</h3>",
        _render_axis(desk, view, fresh, leading),
        f"<p class='kf-note'>{DISAGREEMENT['axis_note']}</p>",
    ]
    if older:
        head = DISAGREEMENT.count("older", len(older))
        note = DISAGREEMENT["older_note"].format(days=FRESH_DAYS)
        parts.append(
            f"<details><summary>{head}</summary><p class='kf-note'>{note}</p>"
            f"{_render_axis(desk, view, older, leading)}</details>"
        )
    return f"{''.join(parts)}</section>"


def render_pairs(desk: Desk, view: View) -> str:
    """Return the pairs of claims standing on the shown day that cannot both be right, as HTML."""
    claims = dict.fromkeys((*list_standing(view), *_list_other_claims(view)))
    pairs = sorted(find_pairs(desk.dataset, claims, view.selection.day), key=_rank_pair)
    rows = [_render_pair(desk.dataset, pair) for pair in pairs]
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
    for claim in list_standing(view):
        is_fresh = (day - claim.as_of.end).days <= FRESH_DAYS
        keep = is_fresh or claim in leading or claim.kind is Kind.STANDING
        (fresh if keep else older).append(claim)
    return tuple(fresh), tuple(older)


def _list_other_claims(view: View) -> Iterable[Claim]:
    """Return what else stands on the shown day: other totals, then statements around it."""
    yield from (claim for _, claims in view.groups for claim in claims)
    yield from view.statements


def _render_spreads(desk: Desk, leading: Sequence[Claim], fresh: Sequence[Claim]) -> str:
    labels = {account.side: account.label for account in desk.dataset.front.accounts}
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
    every = measure_spread(figures)
    if every is not None and len(figures) > len(leading):
        names = name_claimant(every.greatest), name_claimant(every.smallest)
        lines += _render_spread(every, DISAGREEMENT["all"].format(count=len(figures)), names)
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


def _render_axis(desk: Desk, view: View, claims: Sequence[Claim], leading: Sequence[Claim]) -> str:
    ends = [end for claim in claims for end in list_ends(claim)]
    ticks = list_ticks(max(ends, default=0.0))
    rows = "".join(
        _render_row(desk, claim, view.selection.day, ticks[-1], is_leading=claim in leading)
        for claim in claims
    )
    return f"<ol class='kf-rows'>{rows}</ol>{draw_scale(ticks) if ends else ''}"


def _render_row(desk: Desk, claim: Claim, day: date, top: float, *, is_leading: bool) -> str:
    said = format_claim(claim)
    title = f"{said} · {claim.claimant} · {format_span(claim.as_of)}"
    strip = draw_strip(claim, top, title, hollow=not is_leading)
    origin = render_origin(desk.dataset, claim, _describe_age(claim, day))
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
        f"<span class='kf-topic'>{TOPICS[claim.kind]}</span>"
        f"{f' <b>{escape(head)}</b>' if head else ''}<p>{escape(claim.summary)}</p>"
        f"<p class='kf-note'>{origin}</p></article>"
    )
