"""Filters: what passes, what an address says of it, and that every part of the screen obeys."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.page import cache
from dashboard.page.files import FILES
from dashboard.panels.claims_table import list_shown_claims, tabulate_claims
from dashboard.payload.payload import encode_filter, encode_modes
from dashboard.state.fields import (
    Scope,
    read_address,
    read_values,
    write_address,
    write_values,
)
from dashboard.state.filters import (
    GRADES,
    NO_FILTERS,
    Filters,
    is_as_good,
    list_choices,
    make_slug,
    pick_claims,
)
from dashboard.state.selection import (
    CLOCKS,
    format_query,
    open_selection,
    parse_map_state,
    parse_query,
)
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.filtered import (
    RECENT,
    describe_filters,
    filter_workspace,
    label_choice,
    name_choice,
)
from dashboard.view.view import build_view
from dashboard.view.workspace import lay_out_workspace, translate_workspace
from geodata.claims.claims import HELD_KINDS, grade
from geodata.core.model import Kind
from geodata.dataset.contents import Watch
from tests.bundled import read_bundled

WORKSPACE = lay_out_workspace(read_bundled())
CLAIMS = WORKSPACE.dataset.claims
B2 = Filters(grade="B2")
CORE = Filters(core=True)
SCOPE = Scope(WORKSPACE.dataset.front, choices=WORKSPACE.choices)
NOBODY = Filters(claimants=("deepstate",), kinds=(Kind.FORCES,))


def draw_some(values):
    chosen = st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True)
    return chosen.map(lambda found: tuple(sorted(found)))


SOME_MAKERS = draw_some(list(WORKSPACE.choices.makers))
SOME_CLAIMANTS = draw_some(list(WORKSPACE.choices.claimants)[:20])
SOME_PUBLISHERS = draw_some(list(WORKSPACE.choices.publishers)[:20])
SOME_KINDS = draw_some(map(Kind, WORKSPACE.choices.kinds))
SOME_GRADE = st.none() | st.sampled_from(GRADES)
# Most filters of all parts at once leave nothing, so filters of one part or two come as often.
FILTERS = st.one_of(
    st.builds(Filters, grade=SOME_GRADE, core=st.booleans()),
    st.builds(Filters, claimants=SOME_CLAIMANTS, grade=SOME_GRADE),
    st.builds(Filters, makers=SOME_MAKERS, core=st.booleans()),
    st.builds(Filters, publishers=SOME_PUBLISHERS),
    st.builds(Filters, kinds=SOME_KINDS),
    st.builds(
        Filters,
        makers=SOME_MAKERS,
        claimants=SOME_CLAIMANTS,
        publishers=SOME_PUBLISHERS,
        kinds=SOME_KINDS,
        grade=SOME_GRADE,
        core=st.booleans(),
    ),
)


def passes(claim, filters):
    """The rule in the plainest words, for a claim that one claimant makes alone."""
    dataset = WORKSPACE.dataset
    publishers = {make_slug(dataset.sources[name].publisher) for name in claim.source_ids}
    claimant = make_slug(claim.claimant.split(" (")[0])
    letter, digit = grade(dataset, claim)
    judged = letter != "F" and digit != "6"
    good = not filters.grade or (letter <= filters.grade[0] and digit <= filters.grade[1])
    return (
        (not filters.makers or claim.series in filters.makers)
        and (not filters.claimants or claimant in filters.claimants)
        and (not filters.publishers or bool(publishers & set(filters.publishers)))
        and (not filters.kinds or claim.kind in filters.kinds)
        and (claim.core or not filters.core)
        and (not filters.grade or (judged and good))
    )


@given(FILTERS)
def test_what_is_kept_passes_every_part_and_nothing_else_does(filters):
    kept = pick_claims(WORKSPACE.dataset, filters, WORKSPACE.choices)
    single = {name for name, one in CLAIMS.items() if not set(";,") & set(one.claimant)}
    assert kept & single == {name for name in single if passes(CLAIMS[name], filters)}


@pytest.mark.parametrize(
    ("graded", "worst", "good"),
    [
        ("B2", "B2", True),
        ("A1", "B2", True),
        ("A3", "B2", False),
        ("C1", "B2", False),
        ("F1", "E5", False),
        ("A6", "E5", False),
        ("E5", "E5", True),
    ],
)
def test_a_grade_is_as_good_when_both_its_parts_are(graded, worst, good):
    assert is_as_good(graded, worst) is good


def test_those_who_speak_together_are_found_under_each_name():
    shared = {name for name, claim in CLAIMS.items() if claim.claimant.startswith("DeepState; ")}
    assert shared
    assert shared <= WORKSPACE.choices.claimants["deepstate"]
    assert "oleksandr-syrskyi" in WORKSPACE.choices.claimants, "the office is no part of the name"


def test_the_figures_of_one_maker_are_found_in_whatever_outlet_relayed_them():
    kept = pick_claims(WORKSPACE.dataset, Filters(makers=("deepstate",)), WORKSPACE.choices)
    assert {CLAIMS[name].series for name in kept} == {"deepstate"}
    names = {CLAIMS[name].claimant for name in kept}
    assert {"DeepState", "DeepState, as relayed by Reuters"} < names
    assert kept - WORKSPACE.choices.claimants["deepstate"], "their claimants bear one name"


def test_a_claim_keeps_its_grade_and_publications_under_a_publisher():
    name = next(name for name, claim in CLAIMS.items() if len(claim.source_ids) > 1)
    last = WORKSPACE.dataset.sources[CLAIMS[name].source_ids[-1]]
    narrowed = filter_workspace(WORKSPACE, Filters(publishers=(make_slug(last.publisher),)))
    assert narrowed.dataset.claims[name].source_ids == CLAIMS[name].source_ids
    assert grade(narrowed.dataset, narrowed.dataset.claims[name]) == grade(
        WORKSPACE.dataset, CLAIMS[name]
    )


@given(FILTERS)
def test_the_address_restores_a_filter(filters):
    front = WORKSPACE.dataset.front
    selection = replace(open_selection(front), filters=filters)
    query = format_query(selection, front)
    assert parse_query(query, front, WORKSPACE.timeline.dates, WORKSPACE.choices) == (selection, ())


def test_the_address_of_no_filter_is_empty():
    assert write_address(NO_FILTERS, NO_FILTERS) == {}


@given(
    st.dictionaries(
        st.sampled_from(["grade", "core", "claimant", "publisher", "kind"]), st.text(), min_size=1
    )
)
def test_no_address_raises(query):
    filters, _ = read_address(query, NO_FILTERS, SCOPE)
    assert read_address(write_address(filters, NO_FILTERS), NO_FILTERS, SCOPE) == (filters, ())


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"claimant": "deepstate,mars"}, Filters(claimants=("deepstate",))),
        ({"publisher": "mars"}, NO_FILTERS),
        ({"kind": "mars,area_held"}, Filters(kinds=(Kind.AREA_HELD,))),
        ({"grade": "mars"}, NO_FILTERS),
        ({"core": "mars"}, NO_FILTERS),
    ],
)
def test_what_is_unknown_is_named_and_left_out(query, left):
    filters, notices = read_address(query, NO_FILTERS, SCOPE)
    assert filters == left
    assert len(notices) == 1
    assert "mars" in notices[0]


def test_a_grade_may_be_typed_small():
    assert read_address({"grade": "b2"}, NO_FILTERS, SCOPE) == (B2, ())


@given(FILTERS)
def test_controls_show_a_filter_and_give_it_back(filters):
    assert read_values(write_values(filters), NO_FILTERS, SCOPE) == filters


def test_the_browser_clears_a_filter_and_sets_none():
    front = WORKSPACE.dataset.front
    before = replace(open_selection(front), filters=B2)
    for value, after in [(None, NO_FILTERS), ("filter-1.json", B2), ("evil", B2)]:
        state = {"date": "2024-08-12", "filter": value}
        assert parse_map_state(state, front, before).filters == after
    assert parse_map_state({"date": "2024-08-12"}, front, before).filters == B2


def test_an_empty_filter_gives_the_workspace_itself():
    assert filter_workspace(WORKSPACE, NO_FILTERS) is WORKSPACE
    assert WORKSPACE.notice == ""


def test_a_filtered_workspace_is_kept_for_a_while():
    first = filter_workspace(WORKSPACE, B2)
    assert filter_workspace(WORKSPACE, B2) is first
    for letter_digit in GRADES[: RECENT + 1]:
        filter_workspace(WORKSPACE, Filters(grade=letter_digit, core=True))
    assert filter_workspace(WORKSPACE, B2) is not first
    assert filter_workspace(WORKSPACE, B2).dataset == first.dataset


def list_named(patch):
    """Every claim id that the map's part of a filter names."""
    figures = [
        figure
        for clock in ("steps", "known_steps")
        for step in patch[clock]
        for figure in step["figures"].values()
    ]
    held = WORKSPACE.dataset.held
    return {
        *patch["claims"],
        *(point["claim"] for series in patch["series"] for point in series["points"]),
        *(one["claim"] for one in patch["words"]),
        *(name for event in patch["events"] for name in event["claims"]),
        *(figure["claim"] for figure in figures),
        *(held[place].claim_id for one in figures for place in (*one["areas"], *one["others"])),
    }


def list_seen(view):
    """Every claim id that panels, table and downloads can name."""
    claims = [*list_shown_claims(view), *view.hidden]
    figures = [one.figure for one in view.accounts if one.figure]
    return {
        *(claim.claim_id for claim in claims),
        *(rival for claim in claims for rival in claim.disputed_by),
        *(claim.claim_id for one in figures for claim in (one.claim, *one.others)),
        *(area.claim_id for one in view.accounts for area in (*one.areas, *one.others)),
        *(name for p in view.places for one in p.intervals for name in one.claim_ids),
    }


@settings(max_examples=settings.default.max_examples // 5)
@given(FILTERS)
def test_map_chart_table_and_view_obey_alike_on_every_date(filters):
    narrowed = filter_workspace(WORKSPACE, filters)
    kept = set(narrowed.dataset.claims)
    patch = json.loads(encode_filter(WORKSPACE, narrowed, "modes.json"))
    assert list_named(patch) <= kept
    charted = {point["claim"] for series in patch["series"] for point in series["points"]}
    assert charted == {
        name for name in kept if CLAIMS[name].kind in HELD_KINDS and CLAIMS[name].series
    }
    places = {id(area): place for place, area in enumerate(WORKSPACE.dataset.held)}
    start = replace(open_selection(WORKSPACE.dataset.front), filters=filters, others=True)
    for clock, key in zip(CLOCKS, ("steps", "known_steps"), strict=True):
        assert [step["date"] for step in patch[key]] == [
            day.isoformat() for day in narrowed.pick_timeline(clock).dates
        ]
        for day, step in zip(narrowed.pick_timeline(clock).dates, patch[key], strict=True):
            view = build_view(narrowed, replace(start, day=day, clock=clock))
            assert list_seen(view) <= kept
            if told := [text for one, text in step["changes"].items() if ":" not in one]:
                assert set(view.caption.partition(" · ")[2].split("; ")) <= {*told}, day
            for account_view in view.accounts:
                drawn = step["figures"].get(account_view.key)
                assert (drawn is None) == (account_view.figure is None)
                if drawn and account_view.figure:
                    assert drawn["claim"] == account_view.figure.claim.claim_id
                    assert drawn["areas"] == [places[id(area)] for area in account_view.areas]
                    assert drawn["others"] == [places[id(area)] for area in account_view.others]


def test_the_table_of_a_filtered_day_holds_what_passes_alone():
    narrowed = filter_workspace(WORKSPACE, B2)
    view = build_view(narrowed, replace(open_selection(WORKSPACE.dataset.front), filters=B2))
    rows = tabulate_claims(narrowed, list_shown_claims(view))
    assert rows
    assert all(is_as_good(row["grade"], "B2") for row in rows)
    assert {name for row in rows for name in row["disputed_by"].split()} <= set(
        narrowed.dataset.claims
    )


def test_no_figure_is_called_the_first_under_a_filter():
    narrowed = filter_workspace(WORKSPACE, Filters(claimants=("deepstate",)))
    whole, some = (
        [
            caption
            for step in json.loads(encode_filter(WORKSPACE, one, "modes.json"))["steps"]
            for caption in step["changes"].values()
        ]
        for one in (WORKSPACE, narrowed)
    )
    assert any("the first figure" in caption for caption in whole)
    assert not any("the first figure" in caption for caption in some)


def test_the_notice_names_every_part_and_counts():
    three = tuple(sorted(list(WORKSPACE.choices.publishers)[:3]))
    filters = Filters(("isw",), ("deepstate",), three, (Kind.CONTROL,), "B2", core=True)
    notice = describe_filters(WORKSPACE.dataset, filters, WORKSPACE.choices, 4)
    for words in (
        "B2 or better",
        "core documents",
        "figures of ISW",
        "claimant DeepState",
        "3 publishers",
        "control of places",
    ):
        assert words in notice
    assert f"4 of {len(CLAIMS)} claims" in notice
    assert (
        f"{len(filter_workspace(WORKSPACE, B2).dataset.claims)} of"
        in filter_workspace(WORKSPACE, B2).notice
    )
    assert json.loads(encode_filter(WORKSPACE, filter_workspace(WORKSPACE, B2), "modes.json"))[
        "notice"
    ] == (filter_workspace(WORKSPACE, B2).notice)


def test_an_address_holds_in_every_language():
    for language in LANGUAGES:
        with speak(language):
            workspace = translate_workspace(WORKSPACE, language)
            assert workspace.choices is WORKSPACE.choices
            narrowed = filter_workspace(workspace, Filters(claimants=("deepstate",), grade="B2"))
            assert set(narrowed.dataset.claims) == pick_claims(
                WORKSPACE.dataset, Filters(claimants=("deepstate",), grade="B2"), WORKSPACE.choices
            )
            for series in workspace.choices.makers:
                assert "(" in label_choice(workspace.dataset, workspace.choices, "makers", series)
            for slug in workspace.choices.claimants:
                assert name_choice(workspace.dataset, workspace.choices, "claimants", slug)
            for slug in workspace.choices.publishers:
                assert "(" in label_choice(workspace.dataset, workspace.choices, "publishers", slug)


def test_a_filter_that_leaves_nothing_leaves_an_empty_screen():
    narrowed = filter_workspace(WORKSPACE, NOBODY)
    assert not narrowed.dataset.claims
    view = build_view(narrowed, open_selection(WORKSPACE.dataset.front))
    assert list_seen(view) == set()
    patch = json.loads(encode_filter(WORKSPACE, narrowed, "modes.json"))
    assert (patch["steps"], patch["known_steps"], patch["events"]) == ([], [], [])
    (gap,) = patch["gaps"]
    assert gap["start"] == WORKSPACE.dataset.front.first.isoformat()


def test_choices_count_each_claim_once():
    choices = list_choices(WORKSPACE.dataset)
    assert choices.total == len(CLAIMS)
    assert sum(len(ids) for ids in choices.kinds.values()) == len(CLAIMS)
    counts = [len(ids) for ids in choices.claimants.values()]
    assert counts == sorted(counts, reverse=True)


def test_the_page_obeys_the_filter_of_its_address(app, read_address):
    app.query_params.update({"date": "2024-12-30", "grade": "B2"})
    app.run()
    assert not app.exception
    notice = filter_workspace(WORKSPACE, B2).notice
    html = "".join(block.proto.body for block in app.get("html"))
    assert notice in html
    assert "No report under this filter." in html
    (component,) = app.get("component_instance")
    command = json.loads(component.proto.json_args)["feature_group"]
    assert '"filter":"../../files/filter-' in command
    clear = next(button for button in app.button if button.label == "Clear the filter")
    clear.click().run()
    assert not app.exception
    assert "grade" not in read_address()
    html = "".join(block.proto.body for block in app.get("html"))
    assert notice not in html


def test_the_map_s_part_of_a_filter_is_what_the_filter_leaves():
    watch = Watch(WORKSPACE.dataset.folder, WORKSPACE.dataset.digest)
    served = cache.Served(WORKSPACE, "frames.json", "base.json", {}, watch)
    assert cache.serve_filter(served, WORKSPACE, "") is None
    narrowed = filter_workspace(WORKSPACE, Filters(grade="B1"))
    url = cache.serve_filter(served, narrowed, "grade=B1")
    part = FILES.read(url.rpartition("/")[2])
    modes = json.loads(part)["modes"]
    assert part == encode_filter(WORKSPACE, narrowed, modes)
    # What its modes show is made when it is asked for, of the claims that are left.
    assert FILES.read(modes.rpartition("/")[2]) == encode_modes(narrowed, WORKSPACE.dataset)
