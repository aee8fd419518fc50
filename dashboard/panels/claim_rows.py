"""One claim as a line of HTML, which opens on all else that is known of it."""

from html import escape
from typing import Final

from dashboard.state.days import pin_day
from dashboard.text.catalogues import CLAIMS
from dashboard.text.language import get_language
from dashboard.text.spelling import format_short_day, format_span
from dashboard.view.figures import (
    cite_plain,
    format_basis,
    format_beside,
    format_claim,
    format_lag,
    format_source,
    name_claimant,
    name_kind,
)
from dashboard.view.memo import Kept
from dashboard.view.style import DRAWINGS
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source, contradictions, grade
from geodata.claims.support import find_series, weigh_support
from geodata.core.model import Account, Claim, Dataset, Source
from geodata.dataset.addresses import find_archive

_APART: Final = "target='_blank' rel='noopener noreferrer'"
_RESTS: Final = Kept[str](4096)
"""What a line opens on, of 1 to 3 kB each: a panel has a hundred, and the next day most of them."""


def render_row(workspace: Workspace, view: View, claim: Claim, *, who: str = "") -> str:
    """Return one claim as HTML: figure, who, when, source and grade; opened, all else of it.

    `who` stands in the place of the claimant, where the maker has a name of its own. What has no
    figure begins with what it says, and what is of the shown day needs no date.
    """
    dataset = workspace.dataset
    is_of_day = claim.as_of.is_day and claim.as_of.start == view.selection.day
    # The page cleans this HTML element by element, so it has no more of them than it needs.
    facts = [
        render_swatch(workspace, claim),
        f"<b>{escape(format_claim(claim) or claim.summary)}</b>",
        f"<span>{escape(who or name_claimant(claim))}</span>",
        "" if is_of_day else f"<time>{escape(_tell_when(view, claim))}</time>",
    ]
    # A link may not stand in what opens the line, so that it lies beside it.
    source = render_source(best_source(dataset, claim))
    reason = escape(claim.credibility_reason)
    words = "" if format_claim(claim) else " class='kf-told-words'"
    return (
        f"<article class='kf-claim' data-claim='{escape(claim.claim_id)}'>"
        f"<details><summary{words}>{' '.join(facts)}</summary>"
        f"{_keep_rest(workspace, view, claim)}</details>"
        f"<p class='kf-from'>{source} <abbr title='{reason}'>{escape(grade(dataset, claim))}</abbr>"
        f"</p></article>"
    )


def _tell_when(view: View, claim: Claim) -> str:
    """Return the span that a claim describes, and its age on the shown day."""
    if not claim.as_of.is_day:
        return format_span(claim.as_of)
    when = format_short_day(claim.as_of.start)
    days = (view.selection.day - claim.as_of.start).days
    return when if days < 0 else CLAIMS["when"].format(date=when, days=days)


def _keep_rest(workspace: Workspace, view: View, claim: Claim) -> str:
    """Return what a line opens on, which the shown day changes only by what was known of it."""
    timeline = view.timeline
    known_on = timeline.known_on(view.selection.day)
    key = claim.claim_id, known_on, timeline.hindsight, get_language()
    return _RESTS.take(workspace, key, lambda: _render_rest(workspace, view, claim))


def _render_rest(workspace: Workspace, view: View, claim: Claim) -> str:
    """Return what a line has no room for: the words, who exactly, all sources, and a citation."""
    dataset = workspace.dataset
    best = best_source(dataset, claim)
    more = [dataset.sources[i] for i in claim.source_ids if dataset.sources[i] != best]
    several = [best, *more] if more else []  # a single one stands in the line itself
    facts = [
        f"<i>{name_kind(dataset.front, claim.kind)}</i>",
        escape(claim.claimant),
        escape(describe_support(dataset, claim)),
        *(render_source(source) + render_archive(source) for source in several),
    ]
    notes = _render_notes(dataset, claim, beside=view.timeline.hindsight)
    link = f"?date={pin_day(claim.as_of.start, dataset.front).isoformat()}"
    return (
        f"<p>{escape(claim.summary)}{notes}</p>"
        f"<p>{' · '.join(facts)}{'' if several else render_archive(best)}</p>"
        f"<p class='kf-cite'><q>{escape(cite_plain(dataset, claim))}</q> "
        f"<button type='button' data-copy='cite'>{CLAIMS['copy_cite']}</button> "
        f"<button type='button' data-copy='{escape(link)}'>{CLAIMS['copy_link']}</button></p>"
        f"{_render_disputes(workspace, view, claim)}"
    )


def render_swatch(workspace: Workspace, claim: Claim) -> str:
    """Return the drawing of the account that a claim belongs to, with its name for a pointer."""
    front = workspace.dataset.front
    account = next((one for one in front.accounts if one.side == claim.side), None)
    return draw_swatch(account) if account else ""


def draw_swatch(account: Account) -> str:
    """Return an account's drawing, with its name for a pointer."""
    drawing, side = DRAWINGS[account.side.role], account.side.value
    title = escape(account.label)
    return f"<i class='kf-swatch kf-{drawing.fill}' data-account='{side}' title='{title}'></i>"


def render_origin(dataset: Dataset, claim: Claim, when: str) -> str:
    """Return claimant, day, source and grade in one line of HTML; `when` is HTML itself."""
    facts = [
        escape(claim.claimant),
        when,
        render_source(best_source(dataset, claim)),
        f"<abbr>{escape(grade(dataset, claim))}</abbr>",
    ]
    return " · ".join(facts)


def render_source(source: Source) -> str:
    """Return a link to the publication, or its name where no address is known."""
    name = escape(format_source(source))
    if not source.url:
        title = CLAIMS["no_address"].format(title=source.title)
        return f"<cite title='{escape(title)}'>{name}</cite>"
    return (
        f"<a href='{escape(source.url)}' {_APART} title='{escape(source.title)}'>{name}&nbsp;↗</a>"
    )


def render_archive(source: Source) -> str:
    """Return a link that looks for an archived copy of a publication, '' without an address."""
    address = find_archive(source)
    if not address:
        return ""
    return (
        f" <a class='kf-look' href='{escape(address)}' {_APART} "
        f"title='{escape(CLAIMS['archive_title'])}'>{escape(CLAIMS['archive'])}</a>"
    )


def describe_support(dataset: Dataset, claim: Claim) -> str:
    """Return how many independent publications carry a claim, and whether its maker is one."""
    support = weigh_support(dataset, claim)
    count = CLAIMS["publications" if support.publications > 1 else "publication"]
    return CLAIMS["with_maker"].format(count=count) if support.by_maker else count


def _render_notes(dataset: Dataset, claim: Claim, *, beside: bool) -> str:
    """Return its maker's ties, how the figure came about, how much later it was made public.

    With `beside` also how far it is from what the reported places imply.
    """
    series = find_series(dataset.front, claim)
    notes = []
    if series and series.ties:
        notes.append(CLAIMS["ties"].format(maker=series.label, ties=series.ties))
    if basis := format_basis(claim):
        notes.append(basis)
    if lag := format_lag(claim):
        notes.append(lag)
    if beside and (words := format_beside(dataset, claim)):
        notes.append(words)
    if not notes:
        return ""
    return f" <small>[{escape('; '.join(notes))}]</small>"


def _render_disputes(workspace: Workspace, view: View, claim: Claim) -> str:
    known_on = view.timeline.known_on(view.selection.day)
    rivals = contradictions(workspace.dataset, claim, known_on=known_on)
    if not rivals:
        return ""
    rows = "".join(f"<li>{_describe_rival(workspace, rival)}</li>" for rival in rivals)
    summary = CLAIMS.count("disputed", len(rivals))
    return f"<details><summary>{summary}</summary><ul>{rows}</ul></details>"


def _describe_rival(workspace: Workspace, rival: Claim) -> str:
    facts = [
        format_claim(rival) or rival.summary,
        rival.claimant,
        format_span(rival.as_of),
        format_source(best_source(workspace.dataset, rival)),
        grade(workspace.dataset, rival),
    ]
    return escape(" · ".join(facts))
