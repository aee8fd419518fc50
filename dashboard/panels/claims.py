"""The claims of a view: as HTML, a line for each figure; as rows of the table and of its files."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape
from typing import Final

from dashboard.text.catalogues import CLAIMS, COLUMNS, LAG, TABLE
from dashboard.text.spelling import format_span
from dashboard.view.figures import (
    FORMATS,
    format_age,
    format_basis,
    format_beside,
    format_claim,
    format_lag,
    format_source,
    name_kind,
)
from dashboard.view.style import DRAWINGS
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source, contradictions, grade
from geodata.claims.support import weigh_support
from geodata.core.model import Account, Claim, Dataset, Kind, Source
from geodata.dataset.addresses import find_archive
from geodata.files.spreadsheet import BYTE_ORDER_MARK, Sheet, encode_csv, encode_workbook

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
SHOWN: Final = ("account", "figure", "topic", "as_of", "claimant", "grade", "url", "summary")
"""The columns on screen, of the many in a file."""
ClaimRow = dict[str, str | float | None]
"""One claim: a text, a number or None for each key of COLUMNS."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS: Final = {"summary": 60, "title": 40, "claimant": 32, "url": 30, "claim_id": 28}


def render_groups(workspace: Workspace, view: View) -> str:
    """Return the claims in force on the shown day as HTML, grouped by account, newest first.

    On the clock "known" it first says how many later reports about the day are left out.
    """
    parts = []
    for account, claims in view.groups:
        rows = "".join(render_claim(workspace, view, claim) for claim in claims)
        none = "none_filtered" if workspace.notice else "none"
        parts.append(_render_group(account, rows or _say(none)))
    if not parts:
        return _say("accounts_off")
    return render_hidden(view) + "".join(parts)


def render_hidden(view: View) -> str:
    """Return how many reports about the shown day the clock hides; nothing where it hides none."""
    if view.timeline.hindsight:
        return ""
    count = len(view.hidden)
    words = LAG.count("hidden", count) if count else LAG["hidden_none"]
    return f"<p class='kf-empty' data-testid='hidden'>{words}</p>"


def render_statements(workspace: Workspace, view: View) -> str:
    """Return statements, forces and casualties of the days around the shown day as HTML."""
    parts = []
    for name, kinds in SECTIONS:
        claims = [claim for claim in view.statements if claim.kind in kinds]
        if claims:
            rows = "".join(render_claim(workspace, view, claim) for claim in _days_first(claims))
            parts.append(f"<section><h3>{CLAIMS[name]}</h3>{rows}</section>")
    return "".join(parts) or _say("quiet_filtered" if workspace.notice else "quiet")


def render_claim(workspace: Workspace, view: View, claim: Claim) -> str:
    """Return one claim as HTML: figure, claimant, date, source and grade on one line, then why."""
    dataset = workspace.dataset
    sources = [best_source(dataset, claim)]
    sources += [dataset.sources[i] for i in claim.source_ids if dataset.sources[i] != sources[0]]
    head = format_claim(claim)
    figure = f"<b>{escape(head)}</b> " if head else ""
    age = format_age(claim.as_of.start, view.selection.day) if claim.as_of.is_day else ""
    facts = [
        f"<i>{name_kind(dataset.front, claim.kind)}</i>",
        escape(claim.claimant),
        escape(format_span(claim.as_of))
        + (f" ({age})" if age and claim.as_of.start <= view.selection.day else ""),
        ", ".join(render_source(source) + render_archive(source) for source in sources),
        f"<abbr title='{escape(claim.credibility_reason)}'>{escape(grade(dataset, claim))}</abbr>",
        escape(describe_support(dataset, claim)),
    ]
    hindsight = view.timeline.hindsight
    line = f"<p>{figure}{' · '.join(facts)}</p>"
    tail = f"<p>{escape(claim.summary)}{_render_notes(dataset, claim, beside=hindsight)}</p>"
    # The page cleans this HTML element by element, so it has no more of them than it needs.
    return (
        f"<article class='kf-claim' data-claim='{escape(claim.claim_id)}'>"
        f"{line}{tail}{_render_disputes(workspace, view, claim)}</article>"
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


def render_archive(source: Source) -> str:
    """Return a link that looks for an archived copy of a publication, '' without an address."""
    address = find_archive(source)
    if not address:
        return ""
    return (
        f" <a class='kf-look' href='{escape(address)}' target='_blank' "
        f"title='{escape(CLAIMS['archive_title'])}'>{escape(CLAIMS['archive'])}</a>"
    )


def describe_support(dataset: Dataset, claim: Claim) -> str:
    """Return how many independent publications carry a claim, and whether its maker is one."""
    support = weigh_support(dataset, claim)
    count = CLAIMS["publications" if support.publications > 1 else "publication"]
    return CLAIMS["with_maker"].format(count=count) if support.by_maker else count


def _say(key: str) -> str:
    return f"<p class='kf-empty'>{CLAIMS[key]}</p>"


def _render_group(account: Account, rows: str) -> str:
    drawing = DRAWINGS[account.side.role]
    swatch = f"<i class='kf-swatch kf-{drawing.fill}' data-account='{account.side.value}'></i>"
    return (
        f"<section class='kf-group' data-account='{account.side.value}'>"
        f"<h3 title='{escape(account.description)}'>{swatch}{escape(account.label)}</h3>"
        f"{rows}</section>"
    )


def _render_notes(dataset: Dataset, claim: Claim, *, beside: bool) -> str:
    """Return its maker's ties, how the figure came about, how much later it was made public.

    With `beside` also how far it is from what the reported places imply.
    """
    series = next((s for s in dataset.front.series if s.series_id == claim.series), None)
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


def _days_first(claims: Iterable[Claim]) -> list[Claim]:
    """Put what is dated to the day before what is known only to the month or season."""
    return sorted(claims, key=lambda claim: not claim.as_of.is_day)


def list_shown_claims(view: View) -> tuple[Claim, ...]:
    """Return the claims in force and the statements of a view, in its order, each once."""
    in_force = [claim for _, claims in view.groups for claim in claims]
    return tuple({claim.claim_id: claim for claim in (*in_force, *view.statements)}.values())


def tabulate_claims(workspace: Workspace, claims: Sequence[Claim]) -> list[ClaimRow]:
    """Return a row for each claim, with the best of its publications."""
    labels = {account.side: account.label for account in workspace.dataset.front.accounts}
    return [
        _tabulate(workspace, claim, labels.get(claim.side, claim.side.value)) for claim in claims
    ]


def list_downloads(
    workspace: Workspace, claims: Sequence[Claim], rows: Sequence[ClaimRow], day: str
) -> list[tuple[str, str, Callable[[], bytes]]]:
    """Return each kind of file that claims can be downloaded as: ending, MIME type, its writer.

    A file is written when it is asked for, not before.
    """

    def cite_all(form: str) -> bytes:
        return "\n".join(FORMATS[form](workspace.dataset, claim) for claim in claims).encode(
            "utf-8"
        )

    subject = TABLE["subject"].format(day=day)
    return [
        ("csv", "text/csv", partial(write_csv, rows)),
        ("xlsx", XLSX, partial(write_xlsx, rows, subject)),
        ("bib", "application/x-bibtex", partial(cite_all, "bibtex")),
        ("ris", "application/x-research-info-systems", partial(cite_all, "ris")),
    ]


def write_csv(rows: Sequence[ClaimRow]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, by which spreadsheets know it."""
    text = encode_csv(list(COLUMNS.values()), ([row[key] for key in COLUMNS] for row in rows))
    return f"{BYTE_ORDER_MARK}{text}".encode()


def write_xlsx(rows: Sequence[ClaimRow], subject: str) -> bytes:
    """Return rows as a workbook of one sheet."""
    sheet = Sheet(
        name=TABLE["sheet"],
        headings=list(COLUMNS.values()),
        rows=[[row[key] for key in COLUMNS] for row in rows],
        widths={number: _WIDTHS[key] for number, key in enumerate(COLUMNS) if key in _WIDTHS},
    )
    return encode_workbook([sheet], subject)


def _tabulate(workspace: Workspace, claim: Claim, account: str) -> ClaimRow:
    source = best_source(workspace.dataset, claim)
    return {
        "claim_id": claim.claim_id,
        "account": account,
        "topic": name_kind(workspace.dataset.front, claim.kind),
        "figure": format_claim(claim),
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit.value if claim.unit else "",
        "as_of": claim.as_of.text,
        "reported": claim.reported.text,
        "claimant": claim.claimant,
        "grade": grade(workspace.dataset, claim),
        "credibility_reason": claim.credibility_reason,
        "support": describe_support(workspace.dataset, claim),
        "basis": format_basis(claim),
        "summary": claim.summary,
        "publisher": format_source(source),
        "title": source.title,
        "published": source.published,
        "url": source.url,
        "archive": find_archive(source),
        "disputed_by": " ".join(claim.disputed_by),
    }
