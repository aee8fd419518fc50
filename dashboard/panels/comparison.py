"""A comparison as HTML beside the map: the same figures, sizes and sentences as tables and text."""

from collections.abc import Iterable
from html import escape

from dashboard.panels.place_strip import name_status
from dashboard.panels.places import Choice
from dashboard.text.catalogues import COMPARE, COMPARE_PANEL
from dashboard.text.spelling import format_day
from dashboard.view.compare import (
    DATES,
    Compared,
    ComparedSide,
    format_hectares,
    name_sizes,
    tell_comparison,
)
from dashboard.view.figures import format_claim, format_reading, format_source
from dashboard.view.workspace import Workspace
from geodata.claims.claims import best_source, grade
from geodata.core.model import Place

Cells = tuple[str, ...]
"""One row of a table, as HTML."""


def render_comparison(workspace: Workspace, compared: Compared, clock: str) -> str:
    """Return what is compared, its sizes and both sides with their sources as HTML."""
    words = escape(" ".join(tell_comparison(workspace, compared, clock)))
    return (
        f"<h3>{COMPARE_PANEL['title']}</h3>"
        f"<p class='kf-line' data-testid='compared'>{words}</p>"
        + _render_sizes(workspace, compared)
        + _render_sides(workspace, compared)
        + _render_silent(compared)
    )


def group_turns(workspace: Workspace, compared: Compared) -> tuple[Choice, ...]:
    """Return the settlements told differently, by what the two sides say of them."""
    groups: dict[str, list[Place]] = {}
    for change in compared.places:
        front = workspace.dataset.front
        before, after = (name_status(front, one) for one in (change.before, change.after))
        key = "compare_turn" if compared.kind == DATES else "compare_against"
        names = {"first": compared.before.label, "second": compared.after.label}
        turn = COMPARE[key].format(before=before, after=after, **names)
        groups.setdefault(turn, []).append(change.place)
    return tuple((turn, escape(turn), tuple(places)) for turn, places in groups.items())


def _render_sizes(workspace: Workspace, compared: Compared) -> str:
    if compared.sizes is None:
        return ""
    names = name_sizes(workspace.dataset.front, compared)
    rows = [
        (escape(names[name]), format_hectares(getattr(compared.sizes, name)))
        for name in ("lost", "unchanged", "gained")
        if name in compared.sizes.told
    ]
    heads = (COMPARE_PANEL["col_change"], COMPARE_PANEL["col_km2"])
    return _render_table(heads, rows) + f"<p class='kf-note'>{COMPARE_PANEL['measured']}</p>"


def _render_sides(workspace: Workspace, compared: Compared) -> str:
    """Return both sides as two columns: figure, claimant, as-of date, source and grade."""
    sides = (compared.before, compared.after)
    titles = (
        COMPARE["compare_tag"].format(account=escape(side.label), day=format_day(side.day))
        for side in sides
    )
    names = ("figure", "claimant", "as_of", "source", "grade")
    columns = zip(*(_describe_side(workspace, side) for side in sides), strict=True)
    rows = [
        (COMPARE_PANEL[f"col_{name}"], *cells) for name, cells in zip(names, columns, strict=True)
    ]
    return _render_table((COMPARE_PANEL["col_side"], *titles), rows)


def _render_silent(compared: Compared) -> str:
    if not compared.silent:
        return ""
    return f"<p class='kf-note'>{COMPARE.count('compare_silent', compared.silent)}</p>"


def _describe_side(workspace: Workspace, side: ComparedSide) -> Cells:
    """Return figure, claimant, as-of date, source and grade of a side; all escaped."""
    if side.reading:
        figure = escape(format_reading(side.reading))
        return figure, COMPARE_PANEL["nobody"], format_day(side.day), COMPARE_PANEL["computed"], ""
    claim = side.claim
    if claim is None or side.figure is None:
        return COMPARE_PANEL["none"], "", "", "", ""
    source = best_source(workspace.dataset, claim)
    link = (
        f"<a href='{escape(source.url, quote=True)}' target='_blank' rel='noopener noreferrer'>"
        f"{escape(format_source(source))}</a>"
    )
    return (
        escape(format_claim(claim)),
        escape(claim.claimant),
        format_day(side.figure.since),
        link,
        grade(workspace.dataset, claim),
    )


def _render_table(heads: Iterable[str], rows: Iterable[Cells]) -> str:
    """Return a table of cells that are HTML already; each row's first cell heads it."""
    head = "".join(f"<th scope='col'>{one}</th>" for one in heads)
    body = "".join(
        f"<tr><th scope='row'>{first}</th>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"
        for first, *rest in rows
    )
    return f"<table class='kf-table'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
