"""The panel of places as HTML: one place's history, claim by claim, or where accounts differ."""

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import groupby

from dashboard.panels.claims_table import render_claim
from dashboard.panels.place_strip import (
    anchor_claim,
    anchor_stretch,
    render_strip,
    render_swatch,
    tell_status,
)
from dashboard.text.places import PLACES
from dashboard.text.spelling import format_day, format_number, format_span, name_place
from dashboard.view.places import PlaceStanding
from dashboard.view.view import Desk, View
from geodata.claims.place_history import Lag, PlaceHistory, Stretch, measure_lags
from geodata.core.model import Account, Claim, ControlInterval, Place, Side

Choice = tuple[str, str, tuple[Place, ...]]
"""A heading in plain words and as HTML, and the places under it."""


def name_choice(desk: Desk, place: Place) -> str:
    """Return a place as offered by the search: name, another spelling, district."""
    district = desk.dataset.places.get(place.raion or place.oblast)
    name = name_place(place)
    spellings = (place.russian, place.ukrainian, place.latin)
    other = next((one for one in spellings if one and one != name), "")
    return PLACES["choice" if other else "choice_plain"].format(
        name=name,
        other=other,
        district=name_place(district) if district else PLACES[f"type_{place.type}"],
    )


def name_button(desk: Desk, place: Place) -> str:
    """Return a place's name, with its district where another place bears the same name."""
    places = desk.dataset.places
    shared = sum(place.latin == other.latin for other in places.values()) > 1
    name = name_place(place)
    if not shared or place.raion not in places:
        return name
    return PLACES["choice_plain"].format(name=name, district=name_place(places[place.raion]))


def group_differing(desk: Desk, standings: Iterable[PlaceStanding]) -> tuple[Choice, ...]:
    """Return the places of which accounts say different things, by what they say."""
    groups: dict[tuple[str, str], list[Place]] = {}
    for standing in standings:
        if standing.status is None:
            words = ", ".join(_tell_word(desk, one) for one in standing.intervals)
            head = " ".join(_render_word(desk, one) for one in standing.intervals)
            groups.setdefault((words, head), []).append(standing.place)
    return tuple((words, head, tuple(places)) for (words, head), places in groups.items())


def group_changes(desk: Desk, changes: Iterable[Stretch]) -> tuple[Choice, ...]:
    """Return the places of which something was newly said, by day, account and status."""
    groups = []
    ordered = sorted(sorted(changes, key=_key_voice), key=_key_day, reverse=True)
    for _, group in groupby(ordered, key=lambda one: (_key_day(one), _key_voice(one))):
        stretches = list(group)
        interval = stretches[0].interval
        day = format_day(interval.start)
        head = f"<time>{day}</time> {_render_word(desk, interval)}"
        places = (desk.dataset.places[one.interval.place_id] for one in stretches)
        groups.append((f"{day}, {_tell_word(desk, interval)}", head, tuple(places)))
    return tuple(groups)


def render_history(desk: Desk, view: View, history: PlaceHistory) -> str:
    """Return a place's name, its strip, who was first, and every claim that tells of it."""
    told = [one for stretches in history.stretches.values() for one in stretches]
    told.sort(key=lambda one: one.interval.start)
    listed: set[str] = set()
    blocks = "".join(_render_stretch(desk, view, one, listed) for one in told)
    body = f"<h3>{PLACES['words_title']}</h3>{blocks}" if told else ""
    if not told:
        body = f"<p class='kf-empty'>{PLACES['no_words']}</p>"
    return (
        _render_head(desk, history.place)
        + render_strip(desk, history, view.selection.day)
        + _render_lags(desk, measure_lags(history))
        + body
        + _render_mentions(desk, view, history.mentions)
    )


def _render_head(desk: Desk, place: Place) -> str:
    # Each spelling once: in Russian and in Ukrainian many are alike.
    spellings = {place.ukrainian: "uk", place.russian: "ru", place.latin: "en"}
    names = "".join(
        f" <span lang='{language}'>{escape(name)}</span>"
        for name, language in reversed(spellings.items())
        if name and name != name_place(place)
    )
    over = (desk.dataset.places.get(name) for name in (place.raion, place.oblast))
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


def _render_lags(desk: Desk, lags: tuple[Lag, ...]) -> str:
    if not lags:
        return ""
    rows = "".join(f"<li>{_describe_lag(desk, lag)}</li>" for lag in lags)
    return f"<h3>{PLACES['lag_title']}</h3><ul class='kf-lags'>{rows}</ul>"


def _describe_lag(desk: Desk, lag: Lag) -> str:
    labels = {account.side: account.label for account in desk.dataset.front.accounts}
    key = "lag_days" if lag.days else "lag_same"
    return PLACES.count(
        key,
        lag.days,
        first=escape(labels[lag.first.interval.account]),
        second=escape(labels[lag.second.interval.account]),
        status=PLACES[f"lag_{lag.status.value}"],
        first_claim=_link_announcement(lag.first),
        second_claim=_link_announcement(lag.second),
    )


def _link_announcement(stretch: Stretch) -> str:
    claim = stretch.announcement
    return _link_claim(claim) if claim else ""


def _link_claim(claim: Claim) -> str:
    words = PLACES["lag_claim"].format(claimant=claim.claimant, date=format_span(claim.as_of))
    return f"<a href='#{anchor_claim(claim)}'>{escape(words)}</a>"


def _render_stretch(desk: Desk, view: View, stretch: Stretch, listed: set[str]) -> str:
    """Return one interval with its claims, each in full where it is named first."""
    interval = stretch.interval
    account = _find_account(desk, interval.account)
    facts = [escape(tell_status(desk.dataset.front, interval))]
    if stretch.reverses:
        facts.append(PLACES["reversed"].format(status=PLACES[stretch.reverses.value]))
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
        f"{''.join(_render_anchored(desk, view, claim) for claim in new)}"
        f"{again if told else ''}</section>"
    )


def _render_mentions(desk: Desk, view: View, claims: tuple[Claim, ...]) -> str:
    if not claims:
        return ""
    rows = "".join(_render_anchored(desk, view, claim) for claim in claims)
    return f"<h3>{PLACES['mentions_title']}</h3>{rows}"


def _render_anchored(desk: Desk, view: View, claim: Claim) -> str:
    return f"<div id='{anchor_claim(claim)}'>{render_claim(desk, view, claim)}</div>"


def _tell_word(desk: Desk, interval: ControlInterval) -> str:
    return f"{_find_account(desk, interval.account).label}: {PLACES[interval.status.value]}"


def _render_word(desk: Desk, interval: ControlInterval) -> str:
    account = _find_account(desk, interval.account)
    status = PLACES[interval.status.value]
    return f"<span class='kf-word'>{render_swatch(account)}: <b>{status}</b></span>"


def _find_account(desk: Desk, side: Side) -> Account:
    return next(one for one in desk.dataset.front.accounts if one.side is side)


def _key_day(stretch: Stretch) -> date:
    return stretch.interval.start


def _key_voice(stretch: Stretch) -> tuple[str, str]:
    return stretch.interval.account.value, stretch.interval.status.value
