"""The panel of places as HTML: where accounts differ, and one place's history, claim by claim.

Above the claims stands a strip, a row for each account over the whole time of the front, every mark
a link. It is HTML and not SVG, which `st.html` does not let through.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from itertools import groupby

from dashboard.panels.claim_rows import render_row
from dashboard.text.catalogues import PLACES
from dashboard.text.spelling import format_day, format_month, format_number, format_span, name_place
from dashboard.view.style import DRAWINGS
from dashboard.view.view import PlaceReport, View
from dashboard.view.workspace import Workspace
from geodata.claims.place_history import Lag, PlaceHistory, Stretch, measure_lags
from geodata.core.model import Account, Claim, ControlInterval, Front, Place, Side, Status

Choice = tuple[str, str, tuple[Place, ...]]
"""A heading in plain words and as HTML, and the places under it."""
_LABEL_MONTHS = 3  # a month's name at every third tick; there is no room for more


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
        status=_name_status(workspace.dataset.front, lag.status),
        first_claim=_link_announcement(lag.first),
        second_claim=_link_announcement(lag.second),
    )


def _name_status(front: Front, status: Status) -> str:
    """Return a status with who holds or lost the place, where it says so."""
    return front.words.get(f"{status.value}_by") or PLACES[status.value]


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
    return f"{_find_account(workspace, interval.account).label}: {PLACES[interval.status.value]}"


def _render_word(workspace: Workspace, interval: ControlInterval) -> str:
    account = _find_account(workspace, interval.account)
    status = PLACES[interval.status.value]
    return f"<span class='kf-word'>{render_swatch(account)}: <b>{status}</b></span>"


def _find_account(workspace: Workspace, side: Side) -> Account:
    return next(one for one in workspace.dataset.front.accounts if one.side == side)


def _key_day(stretch: Stretch) -> date:
    return stretch.interval.start


def _key_voice(stretch: Stretch) -> tuple[str, str]:
    return stretch.interval.account.value, stretch.interval.status.value


def render_strip(workspace: Workspace, history: PlaceHistory, day: date) -> str:
    """Return the strip as HTML, with the playhead at `day`.

    A stretch links to its anchor (`anchor_stretch`), a claim that only names the place to its own
    (`anchor_claim`). An account that says nothing has an empty row. HTML and not SVG, which
    `st.html` does not let through.
    """
    front = workspace.dataset.front
    rows = "".join(_render_row(front, account, history, day) for account in front.accounts)
    label = PLACES["strip"].format(place=name_place(history.place))
    return (
        f"<div class='kf-told' role='group' aria-label='{escape(label)}' "
        f"style='--kf-now: {_place_on_axis(front, day):.2f}%'>"
        f"{rows}{_render_axis(front)}{_render_key(front, day)}</div>"
    )


def anchor_stretch(interval: ControlInterval) -> str:
    """Return the id of the block in which the panel lists what an interval rests on."""
    return f"said-{interval.interval_id.replace('/', '-')}"


def anchor_claim(claim: Claim) -> str:
    """Return the id of a claim in the panel."""
    return f"claim-{claim.claim_id}"


def tell_status(front: Front, interval: ControlInterval) -> str:
    """Return an interval in words: 'held, 15 August 2024 to 11 March 2025'."""
    status = PLACES[interval.status.value]
    if interval.start <= front.first and interval.status is Status.LOST:
        return PLACES["never"]
    if interval.end is None or interval.end >= front.last:
        return PLACES["span_open"].format(status=status, start=format_day(interval.start))
    start, end = format_day(interval.start), format_day(interval.end)
    return PLACES["span"].format(status=status, start=start, end=end)


def render_swatch(account: Account) -> str:
    """Return an account's drawing and its label."""
    side = account.side.value
    swatch = (
        f"<i class='kf-swatch kf-{DRAWINGS[account.side.role].fill}' data-account='{side}'></i>"
    )
    return f"{swatch}{escape(account.label)}"


def _place_on_axis(front: Front, day: date) -> float:
    """Return how far along the axis a day is, in percent; as on the chart, the ends are days."""
    days = (front.last - front.first).days or 1
    return 100.0 * min(max((day - front.first).days / days, 0.0), 1.0)


def _render_row(front: Front, account: Account, history: PlaceHistory, day: date) -> str:
    stretches = history.stretches.get(account.side, ())
    mentions = [claim for claim in history.mentions if claim.side == account.side]
    now = next((one for one in stretches if one.interval.covers(day)), None)
    if now:
        words = tell_status(front, now.interval)
    elif stretches:
        words = PLACES["silent"].format(date=format_day(day))
    else:
        words = PLACES["silent_always"]
    bars = "".join(_render_bar(front, account, one) for one in stretches)
    dots = "".join(_render_dot(front, claim) for claim in mentions if claim.as_of.is_day)
    return (
        f"<div class='kf-told-row' data-account='{account.side.value}'>"
        f"<p class='kf-told-head'><b>{render_swatch(account)}</b> <span>{escape(words)}</span></p>"
        f"<div class='kf-told-lane'>{bars}</div>"
        f"<div class='kf-told-lane kf-told-mentions'>{dots}</div></div>"
    )


def _render_bar(front: Front, account: Account, stretch: Stretch) -> str:
    interval = stretch.interval
    left = _place_on_axis(front, interval.start)
    end = interval.end + timedelta(days=1) if interval.end else front.last
    width = _place_on_axis(front, end) - left
    status = interval.status.value
    words = f"{account.label}: {tell_status(front, interval)}"
    if stretch.reverses:
        words += f"; {PLACES['reversed'].format(status=PLACES[stretch.reverses.value])}"
    turn = "<i class='kf-told-turn'></i>" if stretch.reverses else ""
    return (
        f"<a class='kf-told-bar' data-status='{status}' href='#{anchor_stretch(interval)}' "
        f"style='left:{left:.2f}%;width:{width:.2f}%' title='{escape(words)}' "
        f"aria-label='{escape(words)}'>{turn}</a>"
    )


def _render_dot(front: Front, claim: Claim) -> str:
    if not front.first <= claim.as_of.start <= front.last:
        return ""
    words = escape(f"{claim.claimant}, {format_day(claim.as_of.start)}: {claim.summary}")
    left = _place_on_axis(front, claim.as_of.start)
    return (
        f"<a class='kf-told-mention' href='#{anchor_claim(claim)}' style='left:{left:.2f}%' "
        f"title='{words}' aria-label='{words}'></a>"
    )


def _render_axis(front: Front) -> str:
    """Return a tick for each month, every third with its name, the year where it is new."""
    days = (front.first + timedelta(days=n) for n in range((front.last - front.first).days + 1))
    months = [next(group) for _, group in groupby(days, key=lambda day: (day.year, day.month))]
    ticks = []
    for number, month in enumerate(months):
        name = ""
        if number % _LABEL_MONTHS == 0:
            shown = month.year if number == 0 or month.month <= _LABEL_MONTHS else ""
            name = f"{format_month(month)} {shown}".strip()
        ticks.append(f"<i style='left:{_place_on_axis(front, month):.2f}%'><span>{name}</span></i>")
    return f"<div class='kf-told-axis' aria-hidden='true'>{''.join(ticks)}</div>"


def _render_key(front: Front, day: date) -> str:
    """Return what each sort of mark means."""
    named = {
        status: PLACES[f"strip_key_{status.value}"] for status in (Status.CONTESTED, Status.LOST)
    }
    named = {Status.HELD: escape(front.words["held_by"]), **named}
    bars = "".join(
        f"<li><i class='kf-told-bar' data-status='{status.value}'></i>{words}</li>"
        for status, words in named.items()
    )
    now = PLACES["strip_now"].format(date=format_day(day))
    return (
        f"<ul class='kf-told-key'>{bars}"
        f"<li><i class='kf-told-turn'></i>{PLACES['strip_key_turn']}</li>"
        f"<li><i class='kf-told-mention'></i>{PLACES['strip_key_mention']}</li>"
        f"<li><i class='kf-told-now'></i>{escape(now)}</li></ul>"
    )
