"""What the browser computes itself is what Python computes, without a browser."""

import json
import math
import os
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely

from dashboard.briefing.chart.plot import list_runs, pick_step
from dashboard.briefing.chart.window import find_seen_top
from dashboard.briefing.drawing.viewport import Space, find_roomiest
from dashboard.payload.payload import encode_frames
from dashboard.state.comparison import Comparison, describe_comparison
from dashboard.state.fields import write_message
from dashboard.state.filters import Filters
from dashboard.state.selection import CLOCKS, open_selection, write_link
from dashboard.text.language import ENGLISH, LANGUAGES, speak
from dashboard.view.compare import build_comparison, count_places, name_sizes, tell_comparison
from dashboard.view.shown_mode import show_mode
from dashboard.view.view import build_view
from dashboard.view.workspace import lay_out_workspace, translate_workspace
from geodata.claims.timeline import series_points
from geodata.core.model import Kind
from tests.bundled import read_bundled

REPLAY = Path(__file__).with_name("replay.mjs")
DAYS = [
    date.fromisoformat(text)
    for text in (
        *("2024-08-06", "2024-08-12", "2024-09-01", "2024-11-22", "2024-12-31", "2025-01-07"),
        *("2025-03-01", "2025-03-13", "2025-04-06", "2025-04-26", "2025-06-22", "2025-12-31"),
    )
]
KEYS = ("ukraine", "independent", "independent:deepstate", "russia", "third_party", "reading")
OWN = ("reading:russia", "reading:independent", "reading:third_party")


@pytest.fixture(scope="session")
def workspace():
    """The bundled front laid out for use."""
    return lay_out_workspace(read_bundled())


@pytest.fixture(scope="module")
def frames(workspace):
    """What the browser reads of the bundled front, in English."""
    return encode_frames(workspace)


@pytest.fixture(scope="session")
def replay():
    """Return a function that asks the browser's modules, run by node."""
    node = shutil.which("node")
    if node is None and os.environ.get("CI"):
        pytest.fail("no node on the path; install it (Debian: apt-get install nodejs)")
    if node is None:
        pytest.skip("no node on the path (Debian: nodejs)")

    def ask(task, frames, asked):
        given = json.dumps({"task": task, "frames": json.loads(frames), "asked": asked})
        command = [node, str(REPLAY)]
        done = subprocess.run(
            command, input=given.encode(), capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return ask


def tell_all(workspace, selection):
    compared = build_comparison(workspace, selection)
    names = ("gained", "lost", "unchanged")
    sizes = compared.sizes
    return {
        "words": list(tell_comparison(workspace, compared, selection.clock)),
        "names": name_sizes(workspace.dataset.front, compared),
        "count": count_places(compared),
        "sizes": sizes and {name: getattr(sizes, name) for name in names},
        "silent": compared.silent,
    }


# The figures are the same ones in each language; all of them are asked for in a long run.
@pytest.mark.parametrize(
    ("language", "nth"),
    [
        *((language, 3 if language == ENGLISH else 11) for language in LANGUAGES),
        pytest.param(ENGLISH, 1, marks=pytest.mark.long),
    ],
)
def test_map_and_python_say_the_same_of_every_comparison(workspace, replay, language, nth):
    start = open_selection(workspace.dataset.front)
    asked = [
        replace(start, day=day, clock=clock, compare=Comparison("overlay", account, against, other))
        for clock in CLOCKS
        for day in DAYS[::nth]
        for other in (None, *DAYS[::3])
        for account in KEYS
        for against in (*KEYS[::2], KEYS[-1])
    ]
    asked += [
        replace(start, day=day, clock=clock, compare=Comparison("overlay", account, against, other))
        for clock in CLOCKS
        for day in DAYS[::3]
        for other in (None, DAYS[5])
        for account in OWN
        for against in (*KEYS[::3], KEYS[-1], *OWN)
    ]
    with speak(language):
        frames = encode_frames(workspace)
        expected = [tell_all(workspace, selection) for selection in asked]
    wishes = [
        {
            "date": one.day.isoformat(),
            "clock": one.clock,
            "compare": describe_comparison(one.compare),
        }
        for one in asked
    ]
    answers = replay("compare", frames, wishes)
    for selection, said, told in zip(asked, answers, expected, strict=True):
        assert said == told, selection


def test_map_and_view_agree_on_every_settlement_as_known(workspace, replay, frames):
    days = [day.isoformat() for day in workspace.known.dates]
    shown = replay("known", frames, days)
    start = open_selection(workspace.dataset.front)
    for day, words in zip(workspace.known.dates, shown, strict=True):
        places = build_view(workspace, replace(start, day=day, clock="known")).places
        expected = [one.interval_id for place in places for one in place.intervals]
        assert sorted(words) == sorted(expected), day


def test_the_map_shows_the_silences_of_every_day_as_known(workspace, replay, frames):
    front = workspace.dataset.front
    days = [front.first + timedelta(days=n) for n in range((front.last - front.first).days + 1)]
    shown = replay("gaps", frames, [day.isoformat() for day in days])
    for day, gaps in zip(days, shown, strict=True):
        told = workspace.known.gaps_on(day)
        assert sorted(gaps) == [[gap.start.isoformat(), gap.end.isoformat()] for gap in told], day


def test_the_same_claims_lead_on_every_day_as_known(workspace, replay, frames):
    front = workspace.dataset.front
    days = sorted({claim.reported.end for claim in workspace.dataset.claims.values()})
    days = [day for day in days if front.first <= day <= front.last]
    shown = replay("leads", frames, [day.isoformat() for day in days])
    for day, (leading, on_line) in zip(days, shown, strict=True):
        points = [
            point
            for points in series_points(workspace.dataset, known_on=day).values()
            for point in points
        ]
        assert leading == [point.claim.claim_id for point in points if point.leading], day
        assert on_line == [point.claim.claim_id for point in points if point.on_line], day


def test_the_browser_writes_and_reads_the_address_that_python_does(workspace, replay, frames):
    """Whatever is shown; of what the server alone knows, the browser copies what it was given."""
    front = workspace.dataset.front
    start = open_selection(front)
    filters = Filters(kinds=(Kind.CONTROL,), grade="B2", core=True)
    others = [
        {},
        {"accounts": (), "layers": ()},
        {"accounts": start.accounts[1:], "mapper": "deepstate", "others": True},
        {"layers": ("water", "evidence"), "clock": "known", "panel": "places", "place": "sudzha"},
        {"compare": Comparison("side", "ukraine", "russia", None), "chapter": "3"},
        {"compare": Comparison("overlay", "russia", "russia", date(2024, 8, 20))},
        {"compare": Comparison("swipe", "independent:deepstate", "russia", date(2024, 8, 20))},
        {"compare": Comparison("side", "reading:russia", "reading", date(2024, 8, 20))},
        {"view": "9.25/51.2/-35.0001", "language": "uk", "filters": filters},
        {"loop": "2024-08-12,2024-10-01", "window": "2024-08-06,2024-08-31"},
    ]
    shown = [replace(start, day=day, **one) for day, one in zip(DAYS, others, strict=False)]
    messages = [write_message(one) for one in shown]
    links = [write_link(front, one).removeprefix("?") for one in shown]
    asked = list(zip(messages, links, strict=True))
    found = replay("address", frames, asked)
    assert [link for link, _ in found] == links
    assert [read for _, read in found] == messages


def test_the_browser_puts_a_mangled_address_right(workspace, replay, frames):
    start = write_message(open_selection(workspace.dataset.front))
    wanted = {**start, "date": "2025-04-26", "accounts": ["ukraine", "russia"]}
    ways = [
        "date=2025-04-26&amp;accounts=ukraine,russia",
        "Date=2025-04-26&AMP;x=1;ACCOUNTS=Ukraine%2CRussia.".replace("AMP;x=1;", "amp;amp;"),
        "date=2025-04-26%26accounts%3Dukraine%2Crussia",
        "\u200bdate=2025-04-26\ufeff&accounts=“ukraine,russia”)",
        "date=2025-04-26&fbclid=x&accounts=ukraine,russia&percent=%E0%A4%A",
    ]
    found = replay("address", frames, [[start, way] for way in ways])
    assert [read for _, read in found] == [wanted] * len(ways)


@pytest.mark.parametrize(
    ("link", "unread"),
    [
        ("date=2025-04-26&accounts=russia,ukraine&others=0&view=10.1/51.2/35.1&fbclid=x", []),
        ("date=2025-04-26&mapper=none-such&lang=uk", ["mapper=none-such", "lang=uk"]),
        ("date=26.4.2025&grade=b2&colour=red", ["date=26.4.2025", "grade=b2", "colour=red"]),
        ("date=2025-04-26&accounts=ukraine,mars&core=1", ["accounts=ukraine,mars", "core=1"]),
        ("date=2099-01-01&account=ukraine&others=yes", None),
    ],
)
def test_a_page_of_its_own_names_what_of_a_link_it_does_not_follow(replay, frames, link, unread):
    (found,) = replay("unread", frames, [link])
    every = [one for one in link.split("&") if not one.startswith("fbclid")]
    assert found == (every if unread is None else unread)


@pytest.mark.parametrize("language", LANGUAGES)
def test_map_and_exports_say_the_same_of_every_mode(workspace, replay, language):
    """The browser's classes have the km² and the words of sheets, slides and films."""
    told, start = translate_workspace(workspace, language), open_selection(workspace.dataset.front)
    some = start.accounts[::2]
    asked = [
        replace(start, day=day, clock=clock, mode="agreement", accounts=accounts, mapper=mapper)
        for day in DAYS
        for clock in CLOCKS
        for accounts, mapper in ((start.accounts, None), (some, None), (start.accounts, "afp-isw"))
    ]
    asked += [
        replace(start, day=day, clock=clock, mode="days", whose=whose)
        for day in DAYS[::4]
        for clock in CLOCKS
        for whose in (None, "independent", "russia", "third_party", "reading")
    ]
    with speak(language):
        frames = encode_frames(told)
        mine = [show_mode(told, one) for one in asked]
    answers = replay("mode", frames, [write_message(one) for one in asked])
    for selection, shown, answer in zip(asked, mine, answers, strict=True):
        assert answer["title"] == shown.title, selection
        assert answer["notes"] == list(shown.notes), selection
        assert [words for words, _ in answer["lines"]] == [one.words for one in shown.lines]
        for (_, km2), line in zip(answer["lines"], shown.lines, strict=True):
            assert km2 == pytest.approx(line.area_km2, abs=0.01)


@pytest.mark.parametrize("clock", CLOCKS)
def test_lines_of_the_chart_are_made_of_the_same_runs(workspace, replay, frames, clock):
    days = [*DAYS, workspace.dataset.front.last]
    answers = replay("runs", frames, [[clock, day.isoformat()] for day in days])
    for day, answer in zip(days, answers, strict=True):
        timeline = workspace.pick_timeline(clock).draw_on(day)
        told = {
            one.series_id: [
                [
                    run.start.isoformat(),
                    (run.end or workspace.dataset.front.last).isoformat(),
                    run.value,
                    run.joined,
                ]
                for run in list_runs(timeline, one)
            ]
            for one in workspace.dataset.front.series
        }
        assert {name: runs for name, runs in answer.items() if runs} == {
            name: runs for name, runs in told.items() if runs
        }, day
    assert any(runs for runs in answers[-1].values())


def test_a_window_of_the_chart_reaches_the_same_height(workspace, replay, frames):
    front, readings = workspace.dataset.front, workspace.dataset.readings
    windows = [(first, last, banded) for first in DAYS for last in DAYS for banded in (False, True)]
    windows = [one for one in windows if one[0] < one[1]]
    asked = [[first.isoformat(), last.isoformat(), banded] for first, last, banded in windows]
    answers = replay("highest", frames, asked)
    for (first, last, banded), answer in zip(windows, answers, strict=True):
        shown = readings if banded else ()
        top = find_seen_top(front.series, workspace.timeline, shown, (first, last))
        assert round(top) == round(answer), (first, last, banded)


def test_round_figures_go_up_by_the_same_step(replay, frames):
    highest = [*range(3, 400), *range(400, 30_000, 97)]
    steps = replay("step", frames, highest)
    assert steps == [pick_step(one) for one in highest]


def test_names_find_room_and_rings_hold_points_alike(replay, frames):
    draw = random.Random(8)  # noqa: S311 (the same boxes each time)

    def make_box():
        left, top = draw.uniform(0, 90), draw.uniform(0, 90)
        return [left, top, left + draw.uniform(1, 30), top + draw.uniform(1, 12)]

    taken, boxes = [make_box() for _ in range(9)], [make_box() for _ in range(200)]
    boxes.append([taken[0][2], taken[0][1], taken[0][2] + 5.0, taken[0][3]])  # they only touch
    space = Space(200.0, 200.0, [tuple(one) for one in taken])
    assert replay("room", frames, [[taken, boxes]])[0] == [
        space.is_free(tuple(one)) for one in boxes
    ]
    turns = [math.tau * place / 11 for place in range(11)]
    ring = [
        (far * math.cos(turn), far * math.sin(turn))
        for turn in turns
        for far in [draw.uniform(3, 9)]
    ]
    points = [(draw.uniform(-9, 9), draw.uniform(-9, 9)) for _ in range(300)]
    inside = replay("inside", frames, [[ring, points]])[0]
    assert inside == shapely.contains_xy(shapely.Polygon(ring), points).tolist()
    assert {True, False} <= set(inside)


def test_names_of_lands_lie_as_deep_on_the_screen_as_on_a_sheet(replay, frames):
    draw, (wide, high), size = random.Random(8), (420.0, 280.0), (60.0, 18.0)  # noqa: S311 (not a secret)
    rings = []
    for _ in range(40):
        centre = draw.uniform(60, wide - 60), draw.uniform(40, high - 40)
        turns = [math.tau * place / 9 for place in range(9)]
        far = [draw.uniform(40, 190) for _ in turns]
        rings.append(
            [
                (centre[0] + length * math.cos(turn), centre[1] + length * math.sin(turn))
                for length, turn in zip(far, turns, strict=True)
            ]
        )
    view = shapely.box(0.0, 0.0, wide, high)
    half, sheet, screen = size[0] / 2, math.hypot(wide / 27, high / 19), math.hypot(15.0, 20.0)
    asked = [[ring, size, [0.0, 0.0, wide, high]] for ring in rings]

    def lie(spot, ring):
        """How deep a name lies by the rule of the screen: off the land's edge, and the map's."""
        (x, y), edge = spot, shapely.Polygon(ring).exterior
        sides = x - half, wide - x - half, 2 * y - size[1], 2 * (high - y) - size[1]
        return min(edge.distance(shapely.Point(spot)), min(sides) + half)

    seen = 0
    for ring, spot in zip(rings, replay("spot", frames, asked), strict=True):
        land = shapely.intersection(shapely.Polygon(ring), view)
        box = find_roomiest(land, size, Space(wide, high))
        if box:
            deep = lie(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), ring) - screen
            assert spot or deep < 0.22 * size[0] + size[1] / 2
            assert not spot or lie(spot, ring) >= deep
        if spot:
            x, y = spot
            beside = shapely.box(x - half, y - size[1] / 2, x + half, y + size[1] / 2)
            if land.contains(beside):
                seen += 1
                depth = beside.distance(shapely.boundary(land)) - sheet / 2 - 0.5
                assert box or depth < 0
                assert not box or shapely.box(*box).distance(shapely.boundary(land)) >= depth
    assert seen > 20


def test_days_are_counted_alike(replay, frames):
    asked = [(day, days) for day in DAYS for days in (-400, -1, 0, 1, 29, 366)]
    told = replay("later", frames, [[day.isoformat(), n] for day, n in asked])
    assert told == [(day + timedelta(days=n)).isoformat() for day, n in asked]
