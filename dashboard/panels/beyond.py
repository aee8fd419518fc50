"""What is counted beyond ground, as HTML: small charts of rival figures, each with its source."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

from dashboard.panels.claim_rows import render_origin, render_source
from dashboard.panels.small_charts import (
    Scales,
    draw_chart,
    draw_claim,
    draw_symbol,
    list_ends,
    list_ticks,
)
from dashboard.text.catalogues import BEYOND
from dashboard.text.spelling import format_day, format_span
from dashboard.view.figures import format_figure
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source, grade, is_known, sort_claims, sort_topics
from geodata.core.model import Claim, Dataset, Side, Topic


def render_beyond(workspace: Workspace, view: View) -> str:
    """Return every chart beyond ground with the playhead on the shown day, as HTML."""
    selection = view.selection
    if not selection.accounts:
        return f"<p class='kf-empty'>{BEYOND['accounts_off']}</p>"
    known_on = view.timeline.known_on(selection.day)
    claims = [
        claim
        for claim in workspace.dataset.claims.values()
        if claim.side in selection.accounts and is_known(claim, known_on)
    ]
    topics = sort_topics(workspace.dataset.front, claims)
    parts = [f"<p class='kf-note'>{BEYOND['intro'].format(day=format_day(selection.day))}</p>"]
    for group, members in groupby(topics, key=lambda topic: topic.group):
        charts = [
            _render_topic(workspace, topic, topics[topic], selection.day) for topic in members
        ]
        parts.append(f"<section><h3>{escape(group)}</h3>{''.join(charts)}</section>")
    if len(parts) == 1:
        parts.append(f"<p class='kf-empty'>{BEYOND['nothing']}</p>")
    return "".join(parts)


def _render_topic(workspace: Workspace, topic: Topic, claims: Sequence[Claim], day: date) -> str:
    counted = [claim for claim in claims if list_ends(claim)]
    spoken = [claim for claim in claims if not list_ends(claim)]
    label = escape(topic.label)
    parts = [f"<section class='kf-count' data-topic='{topic.topic_id}'><h4>{label}</h4>"]
    if counted:
        parts.append(_render_latest(workspace, counted, day))
        parts.append(_render_chart(workspace, label, counted, day))
        parts.append(_render_table(workspace.dataset, counted, day))
    if spoken:
        rows = "".join(_render_words(workspace.dataset, claim, day) for claim in spoken)
        head = BEYOND.fill("words", count=len(spoken))
        parts.append(f"<details><summary>{head}</summary><ul>{rows}</ul></details>")
    return f"{''.join(parts)}</section>"


def _render_latest(workspace: Workspace, counted: Sequence[Claim], day: date) -> str:
    """Return the latest figures of every account by `day`, side by side."""
    cells = []
    for account in workspace.dataset.front.accounts:
        for claim in _list_latest(workspace.dataset, counted, account.side, day):
            when = f"<time>{format_span(claim.as_of)}</time>"
            origin = render_origin(workspace.dataset, claim, when)
            symbol = draw_symbol(account.side, account.label)
            cells.append(
                f"<div data-account='{account.side.value}' data-claim='{escape(claim.claim_id)}'>"
                f"<p class='kf-line'>{symbol}<b class='kf-figure'>{escape(format_figure(claim))}"
                f"</b></p><p class='kf-note'>{origin}</p></div>"
            )
    if not cells:
        return f"<p class='kf-empty'>{BEYOND['none_yet']}</p>"
    label = BEYOND.fill("latest", day=format_day(day))
    return f"<div class='kf-rivals' role='group' aria-label='{label}'>{''.join(cells)}</div>"


def _list_latest(
    dataset: Dataset, counted: Sequence[Claim], side: Side, day: date
) -> tuple[Claim, ...]:
    """Return the account's last figures by `day`, all of the same date, best graded first."""
    past = [claim for claim in counted if claim.side == side and claim.as_of.start <= day]
    by_day = [list(same) for _, same in groupby(past, key=lambda claim: claim.as_of.start)]
    return sort_claims(dataset, by_day[-1]) if by_day else ()


def _render_chart(workspace: Workspace, title: str, counted: Sequence[Claim], day: date) -> str:
    front = workspace.dataset.front
    greatest = max(end for claim in counted for end in list_ends(claim))
    scales = Scales(front.first, front.last, list_ticks(greatest))
    marks = [
        draw_claim(scales, claim, _describe_mark(claim), later=claim.as_of.start > day)
        for claim in counted
    ]
    label = BEYOND.fill("chart_label", title=title, count=len(counted))
    return draw_chart(scales, marks, day, BEYOND.fill("shown", day=format_day(day)), label)


def _describe_mark(claim: Claim) -> str:
    return BEYOND.fill(
        "mark_title",
        figure=format_figure(claim),
        claimant=claim.claimant,
        span=format_span(claim.as_of),
    )


def _render_table(dataset: Dataset, counted: Sequence[Claim], day: date) -> str:
    names = ("figure", "claimant", "as_of", "source", "what")
    head = "".join(f"<th scope='col'>{BEYOND[f'col_{name}']}</th>" for name in names)
    rows = "".join(
        f"<tr data-claim='{escape(claim.claim_id)}'>"
        f"<th scope='row'>{escape(format_figure(claim))}</th>"
        f"<td>{escape(claim.claimant)}</td>"
        f"<td>{format_span(claim.as_of)}{_mark_later(claim, day)}</td>"
        f"<td>{render_source(best_source(dataset, claim))} "
        f"<abbr>{escape(grade(dataset, claim))}</abbr></td>"
        f"<td>{escape(claim.summary)}</td></tr>"
        for claim in counted
    )
    title = BEYOND.count("table", len(counted))
    return (
        f"<details><summary>{title}</summary><div class='kf-scroll'><table class='kf-table'>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _render_words(dataset: Dataset, claim: Claim, day: date) -> str:
    origin = render_origin(dataset, claim, f"{format_span(claim.as_of)}{_mark_later(claim, day)}")
    return (
        f"<li data-claim='{escape(claim.claim_id)}'>{escape(claim.summary)} "
        f"<span class='kf-note'>[{origin}]</span></li>"
    )


def _mark_later(claim: Claim, day: date) -> str:
    return f" <em>({BEYOND['later']})</em>" if claim.as_of.start > day else ""
