"""The strip of one place: a row for each account over all of the time, its marks links."""

from datetime import date, timedelta
from html import escape
from itertools import groupby
from typing import Final

from dashboard.text.catalogues import PLACES
from dashboard.text.spelling import format_day, format_month, name_place
from dashboard.view.style import DRAWINGS
from dashboard.view.workspace import Workspace
from geodata.claims.place_history import PlaceHistory, Stretch
from geodata.core.model import Account, Claim, ControlInterval, Front, Status

_LABEL_MONTHS: Final = 3  # a month's name at every third tick; there is no room for more


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
    status = name_status(front, interval)
    if status == PLACES["never"]:
        return status
    if interval.end is None or interval.end >= front.last:
        return PLACES["span_open"].format(status=status, start=format_day(interval.start))
    start, end = format_day(interval.start), format_day(interval.end)
    return PLACES["span"].format(status=status, start=start, end=end)


def name_status(front: Front, interval: ControlInterval) -> str:
    """Return the status of a place with who holds or lost it: 'lost by the north', 'contested'.

    What an account calls lost from the first day on was never held.
    """
    if interval.status is Status.LOST and interval.start <= front.first:
        return PLACES["never"]
    return name_turn(front, interval.status)


def name_turn(front: Front, status: Status) -> str:
    """Return a status with who holds or lost the place, in the front's own words."""
    return front.words.get(f"{status.value}_by", PLACES["contested"])


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
        words += f"; {PLACES['reversed'].format(status=name_turn(front, stretch.reverses))}"
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
