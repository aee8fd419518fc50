"""The claims of a view, a line for each: what is new, what is in force, what stood before it.

Most lines are folded, and most folds stay closed. So a fold is a heading and the address of its
lines (`render_fold`), which the page fetches once a reader opens it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from dashboard.panels.claim_rows import draw_swatch, render_row
from dashboard.state.selection import open_selection, write_link
from dashboard.text.catalogues import CLAIMS, LAG
from dashboard.view.view import AccountView, View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import (
    LEADING_LETTERS,
    TOTAL_KINDS,
    is_known,
    pick_source,
    start_of_force,
)
from geodata.core.model import Claim, Kind

SECTIONS: tuple[tuple[str, frozenset[Kind]], ...] = (
    (
        "statements",
        frozenset(
            {
                Kind.CONTROL,
                Kind.STANDING,
                Kind.EVENT,
                Kind.AREA_GAIN,
                Kind.AREA_OTHER,
                Kind.SETTLEMENTS_GAIN,
            }
        ),
    ),
    ("forces", frozenset({Kind.FORCES})),
    ("casualties", frozenset({Kind.CASUALTIES})),
)
NEW_AT_ONCE: Final = 5
"""So many new claims stand in sight; the others are a click away."""
FOLDS: Final = "files/folds"
"""Where the page finds the lines of a fold, relative to itself."""
_TOLD: Final = ("day", "accounts", "mapper", "others", "clock", "filters", "language")
_OF: Final = "-"  # between the name of a fold and the account that it belongs to


@dataclass(frozen=True, slots=True)
class _Folds:
    """The folds of a view: their claims by name, and the address of the view."""

    claims: Mapping[str, Sequence[Claim]]
    address: str

    def draw(self, name: str) -> str:
        """Return one line that says how many claims are behind it; nothing where there is none.

        What it opens on is a link to their lines, until those have come.
        """
        if not self.claims[name]:
            return ""
        part = name.partition(_OF)[0]
        summary = CLAIMS.count(part, len(self.claims[name]))
        address = escape(f"{FOLDS}/{name}{self.address}")
        return (
            f"<details class='kf-fold' data-part='{part}' data-fold='{name}'>"
            f"<summary>{summary}</summary>"
            f"<a class='kf-lines' href='{address}' target='_blank'>{CLAIMS['apart']}</a>"
            f"</details>"
        )


def render_groups(workspace: Workspace, view: View) -> str:
    """Return the claims of the shown day as HTML: new ones, those in force, peaks, superseded ones.

    On the clock "known" it first says how many later reports about the day are left out.
    """
    if not view.groups:
        return _say("accounts_off")
    totals = _list_totals(view)
    new = list_new(workspace, view, totals)
    folds = _Folds(_fold_totals(workspace, view, totals, new), _write_address(workspace, view))
    return (
        render_hidden(view)
        + _render_new(workspace, view, new, folds)
        + _render_standing(workspace, view, folds)
        + folds.draw("peaks")
        + folds.draw("superseded")
    )


def render_statements(workspace: Workspace, view: View) -> str:
    """Return statements, forces and casualties of the days around the shown day, each folded."""
    if not view.accounts:  # whose statements would stand here
        return _say("accounts_off")
    folds = _Folds(_fold_statements(view), _write_address(workspace, view))
    drawn = "".join(folds.draw(name) for name, _ in SECTIONS)
    quiet = (
        "quiet" if len(view.accounts) == len(workspace.dataset.front.accounts) else "quiet_shown"
    )
    return drawn or _say("quiet_filtered" if workspace.notice else quiet)


def render_fold(workspace: Workspace, view: View, name: str) -> str:
    """Return the lines of one fold of the panel as HTML; nothing where the day has no such fold."""
    claims = list_folds(workspace, view).get(name, ())
    return "".join(render_row(workspace, view, claim) for claim in claims)


def list_folds(workspace: Workspace, view: View) -> dict[str, Sequence[Claim]]:
    """Return the claims of every fold by its name, in the order of its lines."""
    totals = _list_totals(view)
    new = list_new(workspace, view, totals)
    return {**_fold_totals(workspace, view, totals, new), **_fold_statements(view)}


def _fold_totals(
    workspace: Workspace, view: View, totals: Sequence[Claim], new: Sequence[Claim]
) -> dict[str, Sequence[Claim]]:
    """Return the folds among what the accounts hold or held, `new` of them all."""
    folds: dict[str, Sequence[Claim]] = {"more": new[NEW_AT_ONCE:]}
    own = {one.account.side: one.figure for one in view.accounts}
    for account, claims in view.groups:
        shown = own[account.side]
        folds[f"rivals{_OF}{account.side.value}"] = [
            one
            for one in claims
            if one.kind is not Kind.AREA_PEAK and not (shown and one == shown.claim)
        ]
    folds["peaks"] = [claim for claim in totals if claim.kind is Kind.AREA_PEAK]
    folds["superseded"] = _list_ended(workspace, view, totals)
    return folds


def _fold_statements(view: View) -> dict[str, Sequence[Claim]]:
    return {
        name: _days_first(claim for claim in view.statements if claim.kind in kinds)
        for name, kinds in SECTIONS
    }


def _list_totals(view: View) -> list[Claim]:
    return [claim for _, claims in view.groups for claim in claims]


def list_new(workspace: Workspace, view: View, totals: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return what is new on the shown day: described that day, or by the other clock made public.

    Totals stand before statements, in each what rests on sources D to F alone last; each once.
    """
    sources = workspace.dataset.sources
    day, hindsight = view.selection.day, view.timeline.hindsight

    def is_new(claim: Claim) -> bool:
        span = claim.as_of if hindsight else claim.reported
        return span.is_day and span.start == day

    def is_weak(claim: Claim) -> bool:
        return pick_source(claim, sources).reliability not in LEADING_LETTERS

    parts = (sorted(filter(is_new, part), key=is_weak) for part in (totals, view.statements))
    found = {claim.claim_id: claim for part in parts for claim in part}
    return tuple(found.values())


def _render_new(workspace: Workspace, view: View, new: Sequence[Claim], folds: _Folds) -> str:
    key = "new" if view.timeline.hindsight else "new_known"
    rows = "".join(render_row(workspace, view, claim) for claim in new[:NEW_AT_ONCE])
    title = f"<h3>{CLAIMS[key]} <small>{len(new)}</small></h3>"
    more = folds.draw("more")
    return f"<section data-part='new'>{title}{rows or _say('new_none')}{more}</section>"


def _render_standing(workspace: Workspace, view: View, folds: _Folds) -> str:
    """Return one line for each account, and below it the others of its figures in force, folded."""
    own = {one.account.side: one for one in view.accounts}
    parts = [f"<section data-part='standing'><h3>{CLAIMS['standing']}</h3>"]
    for account, _ in view.groups:
        side = account.side.value
        parts.append(
            f"<div class='kf-group' data-account='{side}'>"
            f"{_render_leader(workspace, view, own[account.side])}"
            f"{folds.draw(f'rivals{_OF}{side}')}</div>"
        )
    return "".join(parts) + "</section>"


def _render_leader(workspace: Workspace, view: View, shown: AccountView) -> str:
    """Return the figure of an account, or that it has none."""
    account = shown.account
    if shown.figure:
        return render_row(workspace, view, shown.figure.claim, who=shown.maker)
    none = CLAIMS["none_filtered" if workspace.notice else "none"]
    return (
        f"<p class='kf-none-said'>{draw_swatch(account)} {escape(account.label)}: "
        f"<span>{none}</span></p>"
    )


def _list_ended(workspace: Workspace, view: View, totals: Iterable[Claim]) -> list[Claim]:
    """Return the totals of the shown accounts that stood before and no longer do, newest first."""
    day = view.selection.day
    known_on = view.timeline.known_on(day)
    standing = {claim.claim_id for claim in totals}
    sides = {account.side for account, _ in view.groups}
    ended = (
        claim
        for claim in workspace.dataset.claims.values()
        if claim.kind in TOTAL_KINDS
        and claim.side in sides
        and claim.claim_id not in standing
        and start_of_force(claim) <= day
        and is_known(claim, known_on)
    )
    return sorted(ended, key=start_of_force, reverse=True)


def _write_address(workspace: Workspace, view: View) -> str:
    """Return the address of a view, as far as the lines of folds depend on it."""
    front = workspace.dataset.front
    told = {part: getattr(view.selection, part) for part in _TOLD}
    return write_link(front, replace(open_selection(front), **told))


def render_hidden(view: View) -> str:
    """Return how many reports about the shown day the clock hides; nothing where it hides none."""
    if view.timeline.hindsight:
        return ""
    count = len(view.hidden)
    words = LAG.count("hidden", count) if count else LAG["hidden_none"]
    return f"<p class='kf-empty' data-testid='hidden'>{words}</p>"


def _say(key: str) -> str:
    return f"<p class='kf-empty'>{CLAIMS[key]}</p>"


def _days_first(claims: Iterable[Claim]) -> list[Claim]:
    """Put what is dated to the day before what is known only to the month or season."""
    return sorted(claims, key=lambda claim: not claim.as_of.is_day)
