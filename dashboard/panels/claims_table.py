"""The claims panel as HTML: every figure on one line with its date, source and grade."""

from collections.abc import Iterable
from html import escape

from dashboard.text.claims import CLAIMS, TOPICS
from dashboard.text.clock import LAG
from dashboard.text.spelling import format_span
from dashboard.view.figures import format_age, format_basis, format_claim, format_lag, format_source
from dashboard.view.style import DRAWINGS
from dashboard.view.view import KNOWN, Desk, View
from geodata.claims.claims import best_source, contradictions, grade
from geodata.core.model import Account, Claim, Dataset, Kind, Source

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


def render_groups(desk: Desk, view: View) -> str:
    """Return the claims in force on the shown day as HTML, grouped by account, newest first.

    On the clock "known" it first says how many later reports about the day are left out.
    """
    parts = []
    for account, claims in view.groups:
        rows = "".join(render_claim(desk, view, claim) for claim in claims)
        none = "none_filtered" if desk.notice else "none"
        parts.append(_render_group(account, rows or _say(none)))
    if not parts:
        return _say("accounts_off")
    return render_hidden(view) + "".join(parts)


def render_hidden(view: View) -> str:
    """Return how many reports about the shown day the clock hides; nothing where it hides none."""
    if view.selection.clock != KNOWN:
        return ""
    count = len(view.hidden)
    words = LAG.count("hidden", count) if count else LAG["hidden_none"]
    return f"<p class='kf-empty' data-testid='hidden'>{words}</p>"


def render_statements(desk: Desk, view: View) -> str:
    """Return statements, forces and casualties of the days around the shown day as HTML."""
    parts = []
    for name, kinds in SECTIONS:
        claims = [claim for claim in view.statements if claim.kind in kinds]
        if claims:
            rows = "".join(render_claim(desk, view, claim) for claim in _days_first(claims))
            parts.append(f"<section><h3>{CLAIMS[name]}</h3>{rows}</section>")
    return "".join(parts) or _say("quiet_filtered" if desk.notice else "quiet")


def render_claim(desk: Desk, view: View, claim: Claim) -> str:
    """Return one claim as HTML: figure, claimant, date, source and grade on one line, then why."""
    dataset = desk.dataset
    sources = [best_source(dataset, claim)]
    sources += [dataset.sources[i] for i in claim.source_ids if dataset.sources[i] != sources[0]]
    head = format_claim(claim)
    figure = f"<b>{escape(head)}</b> " if head else ""
    age = format_age(claim.as_of.start, view.selection.day) if claim.as_of.is_day else ""
    facts = [
        f"<i>{TOPICS[claim.kind]}</i>",
        escape(claim.claimant),
        escape(format_span(claim.as_of))
        + (f" ({age})" if age and claim.as_of.start <= view.selection.day else ""),
        ", ".join(render_source(source) for source in sources),
        escape(grade(dataset, claim)),
    ]
    line = f"<p>{figure}{' · '.join(facts)}</p>"
    tail = f"<p>{escape(claim.summary)}{_render_notes(claim)}</p>"
    # The page cleans this HTML element by element, so it has no more of them than it needs.
    return (
        f"<article class='kf-claim' data-claim='{escape(claim.claim_id)}'>"
        f"{line}{tail}{_render_disputes(desk, view, claim)}</article>"
    )


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
        f"<a href='{escape(source.url)}' target='_blank' "
        f"title='{escape(source.title)}'>{name}&nbsp;↗</a>"
    )


def _say(key: str) -> str:
    return f"<p class='kf-empty'>{CLAIMS[key]}</p>"


def _render_group(account: Account, rows: str) -> str:
    drawing = DRAWINGS[account.side]
    swatch = f"<i class='kf-swatch kf-{drawing.fill}' data-account='{account.side.value}'></i>"
    return (
        f"<section class='kf-group' data-account='{account.side.value}'>"
        f"<h3 title='{escape(account.description)}'>{swatch}{escape(account.label)}</h3>"
        f"{rows}</section>"
    )


def _render_notes(claim: Claim) -> str:
    """Return how the figure came about, and how much later it was made public."""
    notes = []
    if basis := format_basis(claim):
        notes.append(basis)
    if lag := format_lag(claim):
        notes.append(lag)
    if not notes:
        return ""
    return f" <small>[{escape('; '.join(notes))}]</small>"


def _render_disputes(desk: Desk, view: View, claim: Claim) -> str:
    known_on = view.selection.day if view.selection.clock == KNOWN else None
    rivals = contradictions(desk.dataset, claim, known_on=known_on)
    if not rivals:
        return ""
    rows = "".join(f"<li>{_describe_rival(desk, rival)}</li>" for rival in rivals)
    summary = CLAIMS.count("disputed", len(rivals))
    return f"<details><summary>{summary}</summary><ul>{rows}</ul></details>"


def _describe_rival(desk: Desk, rival: Claim) -> str:
    facts = [
        format_claim(rival) or rival.summary,
        rival.claimant,
        format_span(rival.as_of),
        format_source(best_source(desk.dataset, rival)),
        grade(desk.dataset, rival),
    ]
    return escape(" · ".join(facts))


def _days_first(claims: Iterable[Claim]) -> list[Claim]:
    """Put what is dated to the day before what is known only to the month or season."""
    return sorted(claims, key=lambda claim: not claim.as_of.is_day)
