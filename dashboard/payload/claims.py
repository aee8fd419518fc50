"""Claims and series as the timeline map needs them: figure, dates, grade and source in words."""

from dashboard.payload.known import Lead, list_known_leads
from dashboard.payload.records import Claim as ClaimRow
from dashboard.payload.records import Series, Words
from dashboard.text.catalogues import FIGURES
from dashboard.text.spelling import format_number, format_span
from dashboard.view.figures import (
    format_basis,
    format_beside,
    format_claim,
    format_lag,
    format_source,
)
from dashboard.view.style import number_makers
from dashboard.view.workspace import Workspace
from geodata.claims.claims import HELD_KINDS, best_source, contradictions, grade
from geodata.claims.disagreement import find_open_side
from geodata.core.model import Claim, Kind


def describe_claims(workspace: Workspace) -> dict[str, ClaimRow]:
    """Return each claim that is drawn, or that an event or a control interval rests on, by id."""
    dataset = workspace.dataset
    named = {claim_id for event in dataset.events for claim_id in event.claim_ids}
    named |= {claim_id for interval in dataset.control for claim_id in interval.claim_ids}
    return {
        claim.claim_id: _describe_claim(workspace, claim)
        for claim in dataset.claims.values()
        if _is_charted(claim) or claim.claim_id in named
    }


def describe_series(workspace: Workspace) -> list[Series]:
    """Return every series with its points on the chart, and when each led on either clock."""
    leads = list_known_leads(workspace.dataset)
    numbers = number_makers(workspace.dataset.front)
    rows: list[Series] = [
        {
            "id": series.series_id,
            "account": series.side.value,
            "label": series.label,
            "joined": series.joined,
            "worked_out": series.worked_out,
            "ties": series.ties,
            "points": [
                {
                    "claim": point.claim.claim_id,
                    "start": point.claim.as_of.start.isoformat(),
                    "end": point.claim.as_of.end.isoformat(),
                    "value": point.claim.value,
                    "low": point.claim.low,
                    "high": point.claim.high,
                    "leading": point.leading,
                    "known_leading": leads.get(point.claim.claim_id, Lead()).account,
                    "line": point.on_line,
                    "known_line": leads.get(point.claim.claim_id, Lead()).series,
                    "peak": point.claim.kind is Kind.AREA_PEAK,
                }
                for point in workspace.timeline.points[series.series_id]
            ],
        }
        for series in workspace.dataset.front.series
    ]
    for row in rows:
        if maker := numbers.get(row["id"]):
            row["maker"] = maker
    return rows


def describe_words(workspace: Workspace) -> list[Words]:
    """Return the words that stood for an account's ground held, which end a figure's line."""
    return [
        {
            "claim": claim.claim_id,
            "account": claim.side.value,
            "start": claim.as_of.start.isoformat(),
        }
        for claim in workspace.dataset.claims.values()
        if claim.kind is Kind.STANDING
    ]


def _is_charted(claim: Claim) -> bool:
    return claim.kind in HELD_KINDS or claim.kind is Kind.STANDING


def _describe_claim(workspace: Workspace, claim: Claim) -> ClaimRow:
    source = best_source(workspace.dataset, claim)
    measured = [
        FIGURES["area"].format(number=format_number(round(area.area_km2, 1)))
        for area in workspace.areas.get(claim.claim_id, ())
    ]
    # In an order that packs well: what neighbours have alike stands together.
    row: ClaimRow = {
        "figure": format_claim(claim),
        "series": claim.series,
        "account": claim.side.value,
        "claimant": claim.claimant,
        "summary": claim.summary,
        "grade": grade(workspace.dataset, claim),
        "source": format_source(source),
        "url": source.url,
        "as_of": format_span(claim.as_of),
        "public": claim.reported.end.isoformat(),
        "reported": format_span(claim.reported),
        "lag": format_lag(claim),
        "beside": format_beside(workspace.dataset, claim),
        "measured": FIGURES["measured"].format(areas=", ".join(measured)) if measured else "",
        "disputed_on": [
            rival.reported.end.isoformat() for rival in contradictions(workspace.dataset, claim)
        ],
        "basis": format_basis(claim),
        "more_sources": len(claim.source_ids) - 1,
    }
    if _is_charted(claim) and (bound := find_open_side(claim)):
        row["bound"] = bound
    return row
