"""The panels beside the map: claims, their table, places, disagreement, and beyond ground."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.page.controls import (
    show_place_choices,
    show_place_return,
    show_place_search,
    show_switch,
)
from dashboard.page.downloads import hold_downloads
from dashboard.page.messages import show_html, show_message
from dashboard.page.record import hold, stand
from dashboard.page.session import take_day, take_step
from dashboard.panels.beside_reading import render_beside
from dashboard.panels.beyond import render_beyond
from dashboard.panels.claims import render_groups, render_statements
from dashboard.panels.claims_table import (
    SHOWN,
    ClaimRow,
    list_all_claims,
    list_downloads,
    list_shown_claims,
    search_rows,
    show_row,
    tabulate_claims,
    tell_no_claims,
)
from dashboard.panels.comparison import group_turns, render_comparison
from dashboard.panels.disagreement import (
    list_disagreements,
    list_largest,
    list_steps,
    render_figures,
    render_pairs,
    render_spread_chart,
)
from dashboard.panels.places import (
    Choice,
    group_changes,
    group_differing,
    name_button,
    name_choice,
    render_history,
)
from dashboard.text.catalogues import COLUMNS, DISAGREEMENT, PANELS, PLACES, TABLE
from dashboard.text.markdown import plain_label
from dashboard.text.spelling import format_day
from dashboard.view.compare import Compared, build_comparison, count_places
from dashboard.view.figures import FORMATS
from dashboard.view.memo import keep_panel
from dashboard.view.view import View
from dashboard.view.workspace import Workspace
from geodata.claims.place_history import list_changes, trace_place
from geodata.core.model import Claim

TABLE_HEIGHT = 340  # pixels
RANKINGS = ("km2", "ratio")
_STEP = "spread_step"
CHANGE_DAYS = 14  # how far back the panel of places tells what was newly said


def show_panel(workspace: Workspace, view: View) -> DeltaGenerator | None:
    """Show the panel that is selected, below what is compared, if anything is.

    Returns the room that it leaves for `show_statements`, which can wait: below what is in force.
    """
    with st.container():  # always there, so that the panel has one place
        if compared := build_comparison(workspace, view.selection):
            show_comparison(workspace, view, compared)
    if view.selection.panel == "table":
        with st.container(key="listing"):
            show_table(workspace, view)
    elif view.selection.panel == "places":
        show_places(workspace, view)
    elif view.selection.panel == "disagreement":
        show_disagreement(workspace, view)
    elif view.selection.panel == "beyond":
        show_beyond(workspace, view)
    else:
        return show_claims(workspace, view)
    return None


def show_comparison(workspace: Workspace, view: View, compared: Compared) -> None:
    """Show what two dates or two accounts differ in: ground, sources, settlements."""
    with st.container(key="compare"):
        _show_part("comparison", render_comparison(workspace, compared, view.selection.clock))
        show_choices(workspace, count_places(compared), group_turns(workspace, compared), "")


def show_table(workspace: Workspace, view: View) -> None:
    """Show the claims of the day or of all dates, to sort, search, cite and download."""
    with st.container(horizontal=True, vertical_alignment="center"):
        whole = _choose_span()
        words = st.text_input(
            TABLE["search"],
            key=hold("table_search", ""),
            placeholder=TABLE["search"],
            label_visibility="collapsed",
        )
    claims = list_all_claims(workspace, view) if whole else list_shown_claims(view)
    if not claims:
        st.info(tell_no_claims(workspace, view))
        return
    rows = tabulate_claims(workspace, claims)
    found = search_rows(rows, words)
    if not found:
        _show_part("listed", escape(TABLE["nothing"].format(words=words)))
        return
    _show_part("listed", TABLE.count("found", len(found), total=len(claims)))
    claims, rows = tuple(claims[place] for place in found), [rows[place] for place in found]
    chosen = _show_rows(rows, claims, view.selection.day)
    _show_citation(workspace, chosen)
    day = "all" if whole else view.selection.day.isoformat()
    subject = TABLE["subject"].format(day=format_day(view.selection.day))
    with hold_downloads("table"), st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(TABLE["download"])
        subject = TABLE["subject_all"] if whole else subject
        for name, mime, write in list_downloads(workspace, claims, rows, subject):
            file = f"claims-{day}.{name}"
            st.download_button(TABLE[name], write, file, mime, key=f"as_{name}", on_click="ignore")


def _choose_span() -> bool:
    """Show the choice between the claims of the day and all; return whether it is all."""
    spans = ("day", "all")
    name, words = "table_span", TABLE["span"]
    chosen = show_switch(words, spans, name, lambda span: TABLE[f"span_{span}"], is_hidden=True)
    return chosen == spans[1]


def _show_rows(rows: Sequence[ClaimRow], claims: Sequence[Claim], day: date) -> Claim:
    """Show the rows as a table; return the claim of the row that is chosen, else the first."""
    names = {**COLUMNS, "km2": TABLE["km2"], "age": TABLE["age"]}
    shown = [show_row(row, claim, day) for row, claim in zip(rows, claims, strict=True)]
    event = st.dataframe(
        [{names[key]: row[key] for key in SHOWN} for row in shown],
        key="table",
        height=TABLE_HEIGHT,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            names["claimant"]: st.column_config.TextColumn(pinned=True, width=130),
            names["km2"]: st.column_config.NumberColumn(width=64, format="localized"),
            names["figure"]: st.column_config.TextColumn(width=110),
            names["as_of"]: st.column_config.TextColumn(width=84),
            names["age"]: st.column_config.NumberColumn(width=70),
            names["grade"]: st.column_config.TextColumn(width=56),
            names["url"]: st.column_config.LinkColumn(display_text=TABLE["open"], width=64),
            names["summary"]: st.column_config.TextColumn(width="large"),
        },
        placeholder="",  # of a claim that gives no number
        alt=TABLE["label"],
    )
    chosen = [place for place in event.selection.rows if place < len(claims)]
    return claims[chosen[0] if chosen else 0]


def _show_citation(workspace: Workspace, claim: Claim) -> None:
    """Show one claim as a citation with a button that copies it."""
    forms = tuple(FORMATS)
    form = show_switch(TABLE["form"], forms, "citation_form", TABLE.__getitem__, is_hidden=True)
    st.code(FORMATS[form](workspace.dataset, claim), language=None, wrap_lines=True)


def show_claims(workspace: Workspace, view: View) -> DeltaGenerator:
    """Show the claims in force at the settled date; return the room for all else that was said."""
    room = st.container(key="claims")
    with room:
        _show_part("claims", keep_panel("claims", render_groups, workspace, view))
    return room


def show_statements(workspace: Workspace, view: View) -> None:
    """Show what was said in the days around the settled date."""
    head = f"<h2 class='kf-around'>{PANELS['around']}</h2>"
    said = keep_panel("statements", render_statements, workspace, view)
    _show_part("statements", head + said)


def show_places(workspace: Workspace, view: View) -> None:
    """Show the search for a place, then the history of the chosen one, or where to look."""
    places = workspace.dataset.places
    chosen = view.selection.place
    with st.container(key="places"):
        show_place_search(partial(name_choice, workspace), places.values())
        if chosen and chosen in places:
            show_place(workspace, view, chosen)
            return
        if chosen:
            show_message(PLACES["unknown"].format(place=chosen), "warning")
        show_place_lists(workspace, view)


def show_place(workspace: Workspace, view: View, place_id: str) -> None:
    """Show what each account says of one place, from the first day of the front to the last."""
    selection = view.selection
    known_on = view.timeline.known_on(selection.day)
    history = trace_place(workspace.dataset, place_id, selection.accounts, known_on=known_on)
    show_place_return()
    html = render_history(workspace, view, history)
    st.html(f"<div class='kf-panel kf-history' data-testid='history'>{html}</div>")


def show_place_lists(workspace: Workspace, view: View) -> None:
    """Show the places of which accounts differ on the shown day, and those newly spoken of."""
    selection = view.selection
    day = format_day(selection.day)
    differing = group_differing(workspace, view.places)
    held_by = workspace.dataset.front.words["held_by"]
    title = PLACES.fill("differ_title", date=day, held_by=held_by)
    show_choices(workspace, title, differing, PLACES["differ_none"])
    since = selection.day - timedelta(days=CHANGE_DAYS)
    changes = list_changes(
        workspace.dataset,
        selection.accounts,
        since,
        selection.day,
        known_on=view.timeline.known_on(selection.day),
    )
    title = PLACES.fill("changes_title", days=CHANGE_DAYS, date=day, held_by=held_by)
    show_choices(workspace, title, group_changes(workspace, changes), PLACES["changes_none"])


def show_choices(workspace: Workspace, title: str, choices: tuple[Choice, ...], none: str) -> None:
    """Show groups of places under `title`, each place a button to its history."""
    empty = "" if choices else f"<p class='kf-empty'>{none}</p>"
    st.html(f"<div class='kf-panel'><h3>{escape(title)}</h3>{empty}</div>")
    for label, head, places in choices:
        st.html(f"<p class='kf-panel kf-choice'>{head}</p>")
        show_place_choices(label, places, f"{title}/{label}", partial(name_button, workspace))


def show_disagreement(workspace: Workspace, view: View) -> None:
    """Show how far apart the figures of the shown day lie, then the spread over all dates."""
    found = list_disagreements(workspace, view.selection)
    with st.container(key="disagreement"):
        _show_part("figures", keep_panel("figures", render_figures, workspace, view))
        _show_part("reading", keep_panel("reading", render_beside, workspace, view))
        _show_part("pairs", keep_panel("pairs", render_pairs, workspace, view))
        _show_part("spread", render_spread_chart(workspace, view.selection, found))
        if found:
            _show_day_choice(list_steps(found))
            _show_part("ranking", f"<h3>{DISAGREEMENT['largest']}</h3>")
            by_ratio = _choose_ranking()
            with st.container(key="largest"):
                _show_day_buttons(list_largest(workspace, found, by_ratio=by_ratio))


def show_beyond(workspace: Workspace, view: View) -> None:
    """Show settlements, forces, losses and ground across the border as small charts."""
    with st.container(key="beyond"):
        _show_part("beyond", keep_panel("beyond", render_beyond, workspace, view))


def _show_part(name: str, html: str) -> None:
    """Show one part of a panel in the panel's letters; tests find it by `name`."""
    show_html(f"<div class='kf-panel' data-testid='{name}'>{html}</div>")


def _show_day_choice(steps: Sequence[tuple[date, str]]) -> None:
    """Show a box to choose any of `steps`, days with their words; the choice goes to its day."""
    labels, key = dict(steps), stand(_STEP)
    st.selectbox(
        DISAGREEMENT["go_any"],
        list(labels),
        key=key,
        index=None,
        format_func=labels.__getitem__,
        placeholder=DISAGREEMENT["go_any_hint"],
        on_change=take_step,
        args=(key,),
    )


def _choose_ranking() -> bool:
    """Show the choice between km² and ratio; return whether the ratio ranks."""
    ranking = show_switch(
        DISAGREEMENT["rank"],
        RANKINGS,
        "ranking",
        lambda name: DISAGREEMENT[f"rank_{name}"],
        note=DISAGREEMENT["rank_note"],
    )
    return ranking == RANKINGS[1]


def _show_day_buttons(steps: Sequence[tuple[date, str]]) -> None:
    """Show one button for each of `steps`, days with their words; it goes to its day."""
    for day, label in steps:
        st.button(
            plain_label(label),
            key=f"go-{day}",
            type="tertiary",
            width="stretch",
            on_click=take_day,
            args=(day,),
        )
