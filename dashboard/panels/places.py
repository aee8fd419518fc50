"""The panel of places as HTML: where accounts differ, and one place's history, claim by claim.

Above the claims stands a strip, a row for each account over the whole time of the front, every mark
a link. It is HTML and not SVG, which `st.html` does not let through.
"""

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import groupby

from dashboard.panels.claim_rows import render_row
from dashboard.panels.place_strip import (
    anchor_claim,
    anchor_stretch,
    name_status,
    name_turn,
    render_strip,
    render_swatch,
    tell_status,
)
from dashboard.text.catalogues import PLACES
from dashboard.text.spelling import format_day, format_number, format_span, name_place
from dashboard.view.figures import name_claimant
from dashboard.view.view import PlaceReport, View
from dashboard.view.workspace import Workspace
from geodata.claims.place_history import Lag, PlaceHistory, Stretch, measure_lags
from geodata.core.model import Account, Claim, ControlInterval, Place, Side

Choice = tuple[str, str, tuple[Place, ...]]
"""A heading in plain words and as HTML, and the places under it."""


def name_choice(workspace: Workspace, place: Place) -> str:
    """Return a place as offered by the search: name, another spelling, where it is."""
    name = name_place(place)
    spellings = (place.russian, place.ukrainian, place.latin)
    other = next((one for one in spellings if one and one != name), "")
    return PLACES["choice" if other else "choice_plain"].format(
        name=name, other=other, district=_tell_where(workspace, place)
    )


def name_button(workspace: Workspace, place: Place) -> str:
    """Return a place's name, with where it is if another place bears the same name."""
    name = name_place(place)
    namesakes = sum(name_place(one) == name for one in workspace.dataset.places.values())
    if namesakes == 1 or place.raion not in workspace.dataset.places:
        return name
    return PLACES["choice_plain"].format(name=name, district=_tell_where(workspace, place))


def _tell_where(workspace: Workspace, place: Place) -> str:
    """Return the district of a place, or its oblast; without one, what kind of place it is.

    Both where the district has another place of the same name: a choice is known by its words.
    """
    places, name = workspace.dataset.places, name_place(place)
    district = places.get(place.raion or place.oblast)
    kind = PLACES[f"type_{place.type}"]
    if district is None:
        return kind
    words = [name_place(one) for one in places.values() if one.raion == place.raion]
    return f"{kind}, {name_place(district)}" if words.count(name) > 1 else name_place(district)


def group_differing(workspace: Workspace, reports: Iterable[PlaceReport]) -> tuple[Choice, ...]:
    """Return the places of which accounts say different things, by what they say."""
    groups: dict[tuple[str, str], list[Place]] = {}
    for report in reports:
        if report.status is None:
            words = ", ".join(_tell_word(workspace, one) for one in report.intervals)
            head = " ".join(_render_word(workspace, one) for one in report.intervals)
            groups.setdefault((words, head), []).append(report.place)
    return tuple((words, head, tuple(places)) for (words, head), places in groups.items())


def group_changes(workspace: Workspace, changes: Iterable[Stretch]) -> tuple[Choice, ...]:
    """Return the places of which something was newly said, by day, account and status."""
    groups = []
    ordered = sorted(sorted(changes, key=_key_voice), key=_key_day, reverse=True)
    for _, group in groupby(ordered, key=lambda one: (_key_day(one), _key_voice(one))):
        stretches = list(group)
        interval = stretches[0].interval
        day = format_day(interval.start)
        head = f"<time>{day}</time> {_render_word(workspace, interval)}"
        places = (workspace.dataset.places[one.interval.place_id] for one in stretches)
        groups.append((f"{day}, {_tell_word(workspace, interval)}", head, tuple(places)))
    return tuple(groups)


def render_history(workspace: Workspace, view: View, history: PlaceHistory) -> str:
    """Return a place's name, its strip, who was first, and every claim that tells of it."""
    told = [one for stretches in history.stretches.values() for one in stretches]
    told.sort(key=lambda one: one.interval.start)
    listed: set[str] = set()
    blocks = "".join(_render_stretch(workspace, view, one, listed) for one in told)
    body = f"<h3>{PLACES['words_title']}</h3>{blocks}" if told else ""
    if not told:
        body = f"<p class='kf-empty'>{PLACES['no_words']}</p>"
    return (
        _render_head(workspace, history.place)
        + _render_answers(workspace, history)
        + render_strip(workspace, history, view.selection.day)
        + _render_lags(workspace, measure_lags(history))
        + body
        + _render_mentions(workspace, view, history.mentions)
    )


def _render_head(workspace: Workspace, place: Place) -> str:
    # Each spelling once: in Russian and in Ukrainian many are alike.
    spellings = {place.ukrainian: "uk", place.russian: "ru", place.latin: "en"}
    names = "".join(
        f" <span lang='{language}'>{escape(name)}</span>"
        for name, language in reversed(spellings.items())
        if name and name != name_place(place)
    )
    over = (workspace.dataset.places.get(name) for name in (place.raion, place.oblast))
    district = ", ".join(escape(name_place(one)) for one in over if one)
    key = "no_position" if place.lat is None else "position"
    position = PLACES[key].format(
        lat=_format_degrees(place.lat), lon=_format_degrees(place.lon), source=place.position_source
    )
    note = f"<p class='kf-note'>{escape(place.note)}</p>" if place.note else ""
    return (
        f"<header class='kf-place'><h3>{escape(name_place(place))}{names}</h3>"
        f"<p>{PLACES[f'type_{place.type}']} · {district}</p>"
        f"<p class='kf-note'>{escape(position)}</p>{note}</header>"
    )


def _format_degrees(angle: float | None) -> str:
    return "" if angle is None else format_number(angle, places=4)


def _render_answers(workspace: Workspace, history: PlaceHistory) -> str:
    """Return a sentence for each account: from when it called the place what, by whose word."""
    rows = []
    for account in workspace.dataset.front.accounts:
        if stretches := history.stretches.get(account.side, ()):
            turns = "; ".join(_tell_turn(workspace, one) for one in stretches)
            rows.append(f"<li>{render_swatch(account)}: {turns}.</li>")
    return f"<ul class='kf-rows' data-testid='answers'>{''.join(rows)}</ul>" if rows else ""


def _tell_turn(workspace: Workspace, stretch: Stretch) -> str:
    interval = stretch.interval
    status = name_status(workspace.dataset.front, interval)
    if status == PLACES["never"]:
        return status
    claim = stretch.announcement or next(iter(stretch.claims), None)
    said = PLACES["turn_said"].format(claimant=escape(name_claimant(claim))) if claim else ""
    turn = PLACES["turn"].format(status=escape(status), date=format_day(interval.start))
    return turn + said


def _render_lags(workspace: Workspace, lags: tuple[Lag, ...]) -> str:
    if not lags:
        return ""
    rows = "".join(f"<li>{_describe_lag(workspace, lag)}</li>" for lag in lags)
    return f"<h3>{PLACES['lag_title']}</h3><ul class='kf-lags'>{rows}</ul>"


def _describe_lag(workspace: Workspace, lag: Lag) -> str:
    labels = {account.side: account.label for account in workspace.dataset.front.accounts}
    key = "lag_days" if lag.days else "lag_same"
    return PLACES.count(
        key,
        lag.days,
        first=escape(labels[lag.first.interval.account]),
        second=escape(labels[lag.second.interval.account]),
        status=escape(name_turn(workspace.dataset.front, lag.status)),
        first_claim=_link_announcement(lag.first),
        second_claim=_link_announcement(lag.second),
    )


def _link_announcement(stretch: Stretch) -> str:
    claim = stretch.announcement
    return _link_claim(claim) if claim else ""


def _link_claim(claim: Claim) -> str:
    words = PLACES["lag_claim"].format(claimant=claim.claimant, date=format_span(claim.as_of))
    return f"<a href='#{anchor_claim(claim)}'>{escape(words)}</a>"


def _render_stretch(workspace: Workspace, view: View, stretch: Stretch, listed: set[str]) -> str:
    """Return one interval with its claims, each in full where it is named first."""
    interval = stretch.interval
    account = _find_account(workspace, interval.account)
    facts = [escape(tell_status(workspace.dataset.front, interval))]
    if stretch.reverses:
        before = name_turn(workspace.dataset.front, stretch.reverses)
        facts.append(escape(PLACES["reversed"].format(status=before)))
    facts.append(PLACES[f"certainty_{interval.certainty}"])
    new = [claim for claim in stretch.claims if claim.claim_id not in listed]
    told = [claim for claim in stretch.claims if claim.claim_id in listed]
    listed.update(claim.claim_id for claim in new)
    again = f"<p class='kf-note'>{PLACES['again']} {'; '.join(map(_link_claim, told))}</p>"
    note = f"<p class='kf-note'>{escape(interval.note)}</p>" if interval.note else ""
    return (
        f"<section class='kf-said' id='{anchor_stretch(interval)}' "
        f"data-account='{interval.account.value}'>"
        f"<h4>{render_swatch(account)} <span>{' · '.join(facts)}</span></h4>{note}"
        f"{''.join(_render_anchored(workspace, view, claim) for claim in new)}"
        f"{again if told else ''}</section>"
    )


def _render_mentions(workspace: Workspace, view: View, claims: tuple[Claim, ...]) -> str:
    if not claims:
        return ""
    rows = "".join(_render_anchored(workspace, view, claim) for claim in claims)
    return f"<h3>{PLACES['mentions_title']}</h3>{rows}"


def _render_anchored(workspace: Workspace, view: View, claim: Claim) -> str:
    return f"<div id='{anchor_claim(claim)}'>{render_row(workspace, view, claim)}</div>"


def _tell_word(workspace: Workspace, interval: ControlInterval) -> str:
    status = name_status(workspace.dataset.front, interval)
    return f"{_find_account(workspace, interval.account).label}: {status}"


def _render_word(workspace: Workspace, interval: ControlInterval) -> str:
    account = _find_account(workspace, interval.account)
    status = escape(name_status(workspace.dataset.front, interval))
    return f"<span class='kf-word'>{render_swatch(account)}: <b>{status}</b></span>"


def _find_account(workspace: Workspace, side: Side) -> Account:
    return next(one for one in workspace.dataset.front.accounts if one.side == side)


def _key_day(stretch: Stretch) -> date:
    return stretch.interval.start


def _key_voice(stretch: Stretch) -> tuple[str, str]:
    return stretch.interval.account.value, stretch.interval.status.value
