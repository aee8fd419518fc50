"""Two dates or two accounts compared: address, sizes, settlements, and what is honestly said."""

import gzip
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.panels.comparison import group_turns, render_comparison
from dashboard.payload.payload import encode_late
from dashboard.state.comparison import (
    MODES,
    Comparison,
    describe_comparison,
    is_reading,
    list_keys,
)
from dashboard.state.fields import write_message
from dashboard.state.selection import format_query, open_selection, parse_map_state, parse_query
from dashboard.text.catalogues import COMPARE, fill_phrases
from dashboard.view.compare import (
    build_comparison,
    count_places,
    format_hectares,
    tell_comparison,
)
from dashboard.view.figures import format_reading
from dashboard.view.witness import NEAR_DAYS, find_witness, is_same_maker
from dashboard.view.workspace import KNOWN, figures_on
from geodata.claims.claims import is_known
from geodata.core.reading import READING, find_reading
from geodata.geometry.overlaps import HECTARES


def ask(workspace, address):
    query = dict(part.split("=") for part in address.split("&"))
    return parse_query(query, workspace.dataset.front, workspace.timeline.dates)


def compare(workspace, address):
    selection, notices = ask(workspace, address)
    assert notices == ()
    compared = build_comparison(workspace, selection)
    return compared, tell_comparison(workspace, compared, selection.clock)


@pytest.mark.parametrize(
    "address",
    [
        "date=2024-09-06&compare=overlay&account=ukraine&with=2024-08-12",
        "date=2024-08-12&compare=side&account=ukraine&with=russia",
        "date=2025-03-12&compare=swipe&account=russia&with=ukraine,2025-02-13",
        "date=2025-03-13&compare=overlay&account=independent&with=independent:deepstate",
        "date=2025-03-13&compare=overlay&account=ukraine",
    ],
)
def test_the_address_restores_the_comparison(workspace, address):
    selection, notices = ask(workspace, address)
    assert notices == ()
    query = format_query(selection, workspace.dataset.front)
    assert query == dict(part.split("=") for part in address.split("&"))


@pytest.mark.parametrize(
    ("address", "left", "notices"),
    [
        ("compare=fade", None, 1),
        ("compare=side&account=atlantis", Comparison("side", "ukraine", "ukraine", None), 1),
        (
            "compare=side&account=russia&with=nobody,2031-01-01",
            Comparison("side", "russia", "russia", None),
            2,
        ),
        ("account=russia&with=ukraine", None, 0),
    ],
)
def test_a_bad_address_falls_back_and_says_so(workspace, address, left, notices):
    selection, said = ask(workspace, f"date=2025-03-12&{address}")
    assert selection.compare == left
    assert len(said) == notices


def test_the_map_takes_and_gives_the_comparison(workspace):
    front = workspace.dataset.front
    before = open_selection(front)
    chosen = Comparison("swipe", "russia", "independent:deepstate", date(2025, 2, 6))
    wish = write_message(replace(before, compare=chosen))
    assert parse_map_state(wish, front, before).compare == chosen
    kept = replace(before, compare=chosen)
    for bad in ("x", {"mode": "fade"}, {**describe_comparison(chosen), "account": "x"}):
        assert parse_map_state({**wish, "compare": bad}, front, kept).compare == chosen
    gone = parse_map_state({**wish, "compare": None}, front, kept)
    assert gone.compare is None


def test_the_sides_stand_in_order_of_date(workspace):
    late, _ = compare(workspace, "date=2024-08-12&compare=side&account=ukraine&with=2024-11-23")
    assert (late.before.day, late.after.day) == (date(2024, 8, 12), date(2024, 11, 23))
    assert late.kind == "dates"
    apart, _ = compare(workspace, "date=2024-08-12&compare=side&account=ukraine&with=russia")
    assert (apart.before.key, apart.after.key, apart.kind) == ("russia", "ukraine", "accounts")
    mixed, _ = compare(
        workspace, "date=2025-03-12&compare=side&account=russia&with=ukraine,2025-02-13"
    )
    assert (mixed.before.key, mixed.kind) == ("ukraine", "mixed")


def test_sizes_are_those_of_the_cut_ground(workspace):
    compared, _ = compare(
        workspace, "date=2024-11-23&compare=overlay&account=ukraine&with=2024-08-12"
    )
    change = compared.cut_ground()
    sizes = compared.sizes
    assert sizes.gained == pytest.approx(change.gained_km2 * HECTARES, abs=3)
    assert sizes.lost == pytest.approx(change.lost_km2 * HECTARES, abs=3)
    assert sizes.unchanged == pytest.approx(change.unchanged_km2 * HECTARES, abs=3)
    assert min(sizes.gained, sizes.lost, sizes.unchanged) > 0


@given(data=st.data())
@settings(max_examples=settings.default.max_examples * 2 // 5)
def test_nothing_is_lost_between_the_parts(workspace, data):
    front = workspace.dataset.front
    keys = st.sampled_from(list_keys(front))
    days = st.dates(front.first, front.last)
    chosen = Comparison("overlay", data.draw(keys), data.draw(keys), data.draw(st.none() | days))
    clock = data.draw(st.sampled_from(("event", KNOWN)))
    start = open_selection(front)
    selection = replace(start, day=data.draw(days), compare=chosen, clock=clock)
    compared = build_comparison(workspace, selection)
    words = tell_comparison(workspace, compared, clock)
    assert words
    assert all("{" not in sentence for sentence in words)
    for side in sides(compared):
        assert side.figure == figures_on(workspace, side.day, clock).get(side.key)
        assert (side.side is None) == is_reading(side.key)
        reads = is_reading(side.key) and clock != KNOWN
        own = {one.value: found for one, found in workspace.dataset.own_readings.items()}
        told = {READING: workspace.dataset.readings} | {f"{READING}:{k}": own[k] for k in own}
        assert side.reading is (find_reading(told.get(side.key, ()), side.day) if reads else None)
    if compared.sizes is None:
        assert any(side.ground is None for side in sides(compared))
        return
    sizes = compared.sizes
    assert min(sizes.gained, sizes.lost, sizes.unchanged) >= -1
    for side, part in ((compared.before, sizes.lost), (compared.after, sizes.gained)):
        whole = (side.area or side.reading).area_km2
        assert part + sizes.unchanged == pytest.approx(
            whole * HECTARES, abs=10 if side.reading else 1
        )


def sides(compared):
    return (compared.before, compared.after)


def test_one_maker_says_that_all_is_ground(workspace):
    _, words = compare(workspace, "date=2024-11-23&compare=overlay&account=ukraine&with=2024-08-12")
    assert words[1] == COMPARE["compare_one_maker"].format(maker="Kyiv", net="−200")


def test_two_accounts_of_one_day_differ_by_claimant_alone(workspace):
    _, words = compare(
        workspace, "date=2025-06-22&compare=overlay&account=ukraine&with=independent"
    )
    assert words[1] == COMPARE["compare_all_claimant"].format(day="22 June 2025", net="+84.5")


def test_a_maker_with_figures_near_both_dates_tells_ground_from_claimant(workspace):
    _, words = compare(
        workspace,
        "date=2025-03-31&compare=side&account=independent:afp-isw&with=independent,2025-02-06",
    )
    assert "DeepState alone counted 428 km² (6 February 2025) and 77.4 km²" in words[1]
    assert "−350.6 km² is change of ground and +2.6 km² change of claimant" in words[1]


def test_without_such_a_maker_nothing_is_told_apart(workspace):
    _, words = compare(
        workspace,
        "date=2025-03-16&compare=side&account=independent:black-bird"
        "&with=independent:meduza,2024-08-15",
    )
    assert "nobody can tell" in words[1]


def test_a_witness_is_always_a_third_figure_of_one_of_the_two(workspace):
    firm = [area for area in workspace.dataset.held if area.edge.value == "firm"]
    claims = workspace.dataset.claims
    found = 0
    for old in firm:
        for new in firm:
            makers = claims[old.claim_id], claims[new.claim_id]
            if old.date >= new.date or is_same_maker(workspace, *makers):
                continue
            witness = find_witness(workspace, old, new, new.date)
            if witness is None:
                continue
            found += 1
            assert (witness.before is old) != (witness.after is new)
            own, far = (
                (witness.before, witness.after)
                if witness.before is old
                else (witness.after, witness.before)
            )
            other = new if own is old else old
            assert abs((far.date - other.date).days) <= NEAR_DAYS
            assert far not in (old, new)
            assert is_same_maker(workspace, claims[far.claim_id], claims[own.claim_id])
            assert is_known(claims[far.claim_id], new.date)
    assert found


def test_the_reading_is_a_side_that_nobody_claims(workspace):
    address = "date=2025-02-20&compare=overlay&account=ukraine&with=reading"
    compared, words = compare(workspace, address)
    read = find_reading(workspace.dataset.readings, date(2025, 2, 20))
    assert compared.before.reading is read
    assert (compared.before.claim, compared.before.side, compared.places) == (None, None, ())
    assert "computed from the reported places and nobody’s claim" in words[1]
    assert format_reading(read) in words[1]
    assert "no change of ground" in words[1]
    assert count_places(compared) == COMPARE["compare_places_computed"]
    html = render_comparison(workspace, compared, "event")
    assert "computed from reported places; nobody&#x27;s claim" in html or "nobody's claim" in html
    selection, _ = ask(workspace, address)
    assert format_query(selection, workspace.dataset.front)["with"] == "reading"


def test_an_account_s_own_word_is_a_side_that_nobody_claims(workspace):
    address = "date=2025-02-20&compare=overlay&account=reading:russia&with=reading"
    compared, words = compare(workspace, address)
    russia = next(side for side in workspace.dataset.own_readings if side == "russia")
    read = find_reading(workspace.dataset.own_readings[russia], date(2025, 2, 20))
    assert compared.after.reading is read
    assert (compared.after.claim, compared.places) == (None, ())
    assert compared.sizes.gained == pytest.approx(
        HECTARES * compared.cut_ground().gained_km2, rel=2e-4, abs=3
    )
    assert "Places (computed), Moscow alone" in words[0]
    assert "Both sides are computed from the reported places and nobody’s claim" in words[1]
    assert format_reading(read) in words[1]
    html = render_comparison(workspace, compared, "event")
    assert "Places (computed), Moscow alone, 20 February 2025" in html
    selection, _ = ask(workspace, address)
    assert format_query(selection, workspace.dataset.front)["account"] == "reading:russia"


def test_an_account_of_few_places_has_no_word_of_its_own_to_compare(workspace):
    compared, words = compare(
        workspace, "date=2025-02-20&compare=overlay&account=ukraine&with=reading:third_party"
    )
    assert compared.sizes is None
    assert "too few places" in words[0]


def test_the_reading_of_two_dates(workspace):
    compared, words = compare(
        workspace, "date=2025-02-20&compare=overlay&account=reading&with=2024-08-27"
    )
    assert compared.kind == "dates"
    assert compared.sizes.lost > compared.sizes.gained
    assert words[1].startswith("Both sides are computed from the reported places")


def test_the_clock_of_what_was_known_has_no_reading_to_compare(workspace):
    compared, words = compare(
        workspace, "date=2025-02-20&clock=known&compare=overlay&account=ukraine&with=reading"
    )
    assert compared.sizes is None
    assert "rests on later reports too" in words[0]


def test_the_same_report_on_both_dates_says_so(workspace):
    compared, words = compare(
        workspace, "date=2024-08-14&compare=overlay&account=ukraine&with=2024-08-12"
    )
    assert words[1] == COMPARE["compare_same_report"]
    assert (compared.sizes.gained, compared.sizes.lost) == (0, 0)


def test_words_and_silence_have_no_area(workspace):
    compared, words = compare(
        workspace, "date=2025-04-26&compare=overlay&account=ukraine&with=2025-02-13"
    )
    assert compared.sizes is None
    assert words == (COMPARE["compare_in_words"].format(account="Kyiv", day="26 April 2025"),)
    _, words = compare(
        workspace, "date=2024-08-06&compare=overlay&account=third_party&with=ukraine"
    )
    assert len(words) == 2
    assert compared.cut_ground() is None


def test_settlements_that_changed_hands_are_those_of_the_control_intervals(workspace):
    compared, _ = compare(
        workspace, "date=2025-04-06&compare=side&account=independent&with=2025-03-01"
    )
    turns = {one.place.latin: (one.before.status, one.after.status) for one in compared.places}
    assert turns["Sudzha"] == ("held", "lost")
    for change in compared.places:
        assert change.before.covers(compared.before.day)
        assert change.after.covers(compared.after.day)
        assert change.before.status is not change.after.status
    assert count_places(compared) == "Independent: 11 settlements changed hands"
    listed = [place for _, _, places in group_turns(workspace, compared) for place in places]
    assert sorted(place.place_id for place in listed) == [
        change.place.place_id for change in compared.places
    ]
    assert compared.silent


@pytest.mark.parametrize(
    ("hectares", "words"),
    [(0, "0"), (4, "0"), (5, "0.1"), (994, "9.9"), (999, "10"), (1050, "11"), (131_000, "1,310")],
)
def test_sizes_are_whole_from_ten_on(hectares, words):
    assert format_hectares(hectares) == words


def test_the_panel_gives_sentence_sizes_and_both_sources(workspace):
    address = "date=2025-04-19&compare=side&account=russia&with=ukraine,2025-02-13"
    compared, words = compare(workspace, address)
    html = render_comparison(workspace, compared, "event")
    assert " ".join(words) in html
    assert html.count("<tr>") == 1 + len(compared.sizes.told) + 6
    assert "about 500" in html
    assert "3 km²" in html.replace("\u00a0", " ")
    assert html.count("rel='noopener noreferrer'") == 2


def test_what_the_panel_is_given_is_escaped(workspace):
    compared, _ = compare(workspace, "date=2024-08-12&compare=side&account=ukraine&with=russia")
    hostile = replace(compared, before=replace(compared.before, label="<b onclick=x>'"))
    html = render_comparison(workspace, hostile, "event")
    assert "<b onclick" not in html
    assert "&lt;b onclick" in html


def test_the_page_shows_the_comparison_above_the_panel(app):
    app.query_params["date"] = "2025-04-06"
    app.query_params["compare"] = "overlay"
    app.query_params["account"] = "independent"
    app.query_params["with"] = "2025-03-01"
    app.run()
    assert not app.exception
    html = "".join(one.proto.body for one in app.get("html"))
    assert "11 settlements changed hands" in html
    assert "data-testid='compared'>Independent, 1 March 2025 to 6 April 2025" in html
    assert app.query_params["with"] == "2025-03-01"
    labels = [option for pills in app.get("button_group") for option in pills.options]
    assert any("Sudzha" in str(label) for label in labels)


def test_every_mode_is_one_that_the_map_knows():
    assert MODES == ("overlay", "side", "swipe")


def test_what_the_map_needs_to_compare_costs_little(workspace, frames):
    overlaps = frames["overlaps"]
    late = encode_late(workspace)
    assert json.loads(late["overlaps"])["rows"] == overlaps
    assert [len(row) for row in overlaps] == list(range(1, len(overlaps) + 1))
    assert len(overlaps) == sum(area["edge"] == "firm" for area in frames["areas"])
    assert len(gzip.compress(json.dumps(overlaps).encode())) < 5_000  # bytes
    filled = {key: fill_phrases(one, workspace.dataset.front.words) for key, one in COMPARE.items()}
    assert filled.items() <= frames["text"].items()
