"""What the bundled control intervals must keep: each fact is drawn from a claim."""

import json
import re
from collections import Counter
from datetime import date, timedelta

import pytest
import shapely
from shapely.geometry import Point, shape

from geodata.core.measure import Plane
from geodata.core.model import ControlInterval, Role, Side, Span, Status
from geodata.dataset.load import bundled_folder
from tests.bundled import read_bundled

UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)
RUSSIA = Side("russia", Role.OWNER)

TABLES = read_bundled()
CONTROL = TABLES.control
DAY = timedelta(days=1)
PLANE = Plane(35.2, 51.3)
BORDER = PLANE.project(
    shapely.union_all(
        [
            shape(feature["geometry"])
            for feature in json.loads(
                (bundled_folder() / "layers" / "base" / "border.geojson").read_bytes()
            )["features"]
        ]
    )
)
COMPLETION = date(2025, 4, 26)  # the day on which Moscow declared the oblast cleared

NEVER_TAKEN = (
    *("belaya", "bolshoye-soldatskoye", "glushkovo", "korenevo"),
    *("kurchatov", "lgov", "rylsk"),
)
DEPTHS = {
    # How deep an account says that the front ever was, in km: what lies farther in was not taken.
    "ru-20240812-smirnov-28": 12.0,
    "ua-20240820-syrskyi-1263": 35.0,
}
PARTISAN = frozenset({RUSSIA, UKRAINE})
MOST_SINGLE = Counter(
    {
        # What a side gives up or announces is its own to say; what it holds should be seen by more.
        (RUSSIA, Status.LOST): 55,
        (RUSSIA, Status.CONTESTED): 16,
        (RUSSIA, Status.HELD): 5,
        (UKRAINE, Status.LOST): 5,
        (UKRAINE, Status.CONTESTED): 4,
    }
)
MOST_ALONE = 30
STATED_IN_TEXT = {
    # Days that a claim gives in its words, other than the one that it is dated to.
    **dict.fromkeys(
        ("1st-knyazhy", "2nd-knyazhy", "kazachya-loknya", "mirny", "zamostye"),
        "announced a few days before Goncharovka, on 14 March 2025",
    ),
    "berdin": "the foothold of 5 January 2025 took about a week to clear",
    "korenevo-village": "BILD's report of 29 August has it left by about the 28th",
    "orlovka": "the video report of 26 February 2025 speaks of the day before",
    "pogrebki": "the video report of 26 February 2025 speaks of the day before",
}
UNSAID = {
    # A control claim that names a place without saying who holds it.
    ("ind-20240807-isw-10km", "sudzha"): "the direction of vehicles 10 km inside",
    ("ru-20240807-gerasimov-halted", "sudzha"): "an advance said to be stopped, no place given",
    ("ru-20250202-podolyaka-sverdlikovo", "guevo"): "Russian successes in its surroundings",
    ("ru-20250202-podolyaka-sverdlikovo", "kurilovka"): "Russian successes in its surroundings",
    ("ind-20250307-deepstate-breakthrough", "sudzha"): "the breakthrough was south of it",
    ("ind-20250307-deepstate-breakthrough", "sverdlikovo"): "the land given up lies west of it",
}


def find_intervals(place_id: str, account: Side) -> list[ControlInterval]:
    found = [i for i in CONTROL if i.place_id == place_id and i.account == account]
    return sorted(found, key=lambda interval: interval.start)


def measure_depth(place_id: str) -> float:
    """Return the distance of a place from the state border in km."""
    place = TABLES.places[place_id]
    return float(PLANE.project(Point(place.lon, place.lat)).distance(BORDER)) / 1000.0


def list_spans(interval: ControlInterval) -> list[Span]:
    claims = [TABLES.claims[claim_id] for claim_id in interval.claim_ids]
    return [span for claim in claims for span in (claim.as_of, claim.reported)]


def is_dated(day: date, interval: ControlInterval) -> bool:
    """Whether a claim of the interval is dated to `day` or the day beside it."""
    return any(span.start - DAY <= day <= span.end + DAY for span in list_spans(interval))


# --- what was never taken -------------------------------------------------------------------


@pytest.mark.parametrize("place_id", NEVER_TAKEN)
def test_a_place_never_taken_is_lost_in_every_account_that_speaks_of_it(place_id: str) -> None:
    spoken = [interval for interval in CONTROL if interval.place_id == place_id]
    assert any(interval.start == TABLES.front.first for interval in spoken)
    for interval in spoken:
        assert interval.status is Status.LOST
        assert interval.end is None


def test_a_depth_of_the_front_speaks_only_of_places_beyond_it() -> None:
    lost = [interval for interval in CONTROL if interval.status is Status.LOST]
    told = [(one, name) for one in lost for name in DEPTHS.keys() & set(one.claim_ids)]
    assert {name for _, name in told} == DEPTHS.keys()
    assert [one for one, name in told if measure_depth(one.place_id) <= DEPTHS[name]] == []


def test_a_distance_in_a_note_is_the_measured_one() -> None:
    told = [
        (interval, float(given))
        for interval in CONTROL
        for given in re.findall(r"lies (\d+) km from the border", interval.note)
    ]
    assert told
    assert [one for one, km in told if abs(measure_depth(one.place_id) - km) >= 1.0] == []


# --- every interval rests on claims ---------------------------------------------------------


def test_an_account_speaks_with_its_own_voice() -> None:
    relayed = {
        interval.interval_id
        for interval in CONTROL
        if interval.account not in {TABLES.claims[name].side for name in interval.claim_ids}
    }
    assert relayed == set()


def list_single_partisan() -> list[ControlInterval]:
    """Return the intervals that rest on what one claimant of a side at war says, and no other."""
    found = []
    for interval in CONTROL:
        claims = [TABLES.claims[name] for name in interval.claim_ids]
        if {claim.side for claim in claims} <= PARTISAN and len({c.claimant for c in claims}) == 1:
            found.append(interval)
    return found


def test_few_intervals_rest_on_one_partisan_voice() -> None:
    """An account may rest on its own word alone; the list is printed, and must not grow."""
    single = list_single_partisan()
    for interval in single:
        print(interval.interval_id, interval.status.value, *interval.claim_ids)
    counts = Counter((interval.account, interval.status) for interval in single)
    assert {key: number for key, number in counts.items() if number > MOST_SINGLE[key]} == {}


def test_no_mapper_is_made_to_say_what_one_side_says() -> None:
    """Where a side's word closes an interval of the mappers, a mapper's word opened it."""
    assert {one.account for one in list_single_partisan()} <= PARTISAN


def test_few_places_are_known_from_one_side_at_war_alone() -> None:
    voices: dict[str, set[Side]] = {}
    for interval in CONTROL:
        sides = {TABLES.claims[name].side for name in interval.claim_ids}
        voices.setdefault(interval.place_id, set()).update({interval.account} | sides)
    alone = sorted(
        place for place, sides in voices.items() if len(sides) == 1 and sides <= PARTISAN
    )
    print(*alone)
    assert len(alone) <= MOST_ALONE


def test_an_interval_starts_on_the_day_of_a_claim() -> None:
    assert min(interval.start for interval in CONTROL) >= TABLES.front.first
    undated = [
        interval
        for interval in CONTROL
        if not (interval.status is Status.LOST and interval.start == TABLES.front.first)
        and interval.place_id not in STATED_IN_TEXT
        and not is_dated(interval.start, interval)
    ]
    assert undated == []


def test_an_interval_ends_because_of_a_claim() -> None:
    undated = []
    for interval in CONTROL:
        if interval.end is None or interval.place_id in STATED_IN_TEXT:
            continue
        later = [
            other
            for other in find_intervals(interval.place_id, interval.account)
            if other.start == interval.end + DAY
        ]
        if not any(is_dated(interval.end, other) for other in (interval, *later)):
            undated.append(interval)
    assert undated == []


def test_ground_said_to_be_held_is_not_held_for_ever() -> None:
    held = [interval for interval in CONTROL if interval.status is Status.HELD]
    assert [interval for interval in held if interval.end is None] == []


def test_every_control_claim_is_cited_by_each_place_of_which_it_speaks() -> None:
    cited = {(claim_id, i.place_id) for i in CONTROL for claim_id in i.claim_ids}
    named = {
        (claim.claim_id, place_id)
        for claim in TABLES.claims.values()
        if claim.kind == "control"
        for place_id in claim.places
        if TABLES.places[place_id].oblast == TABLES.front.oblast
        and TABLES.places[place_id].type not in ("raion", "oblast")
    }
    assert named - cited == set(UNSAID)


def test_every_exception_is_needed() -> None:
    assert STATED_IN_TEXT.keys() <= {interval.place_id for interval in CONTROL}


# --- what the accounts say ------------------------------------------------------------------


def test_nobody_names_a_place_as_held_after_the_completion_claim() -> None:
    held = [i for i in CONTROL if i.status is Status.HELD]
    assert max(i.end for i in held if i.end) == COMPLETION - DAY


def test_gornal_oleshnya_and_guevo_are_the_last_that_moscow_counts_as_held() -> None:
    held = [i for i in CONTROL if i.account == RUSSIA and i.status is Status.HELD]
    ends = {i.place_id: i.end for i in held if i.end and i.end > date(2025, 3, 29)}
    assert ends == {
        "guevo": date(2025, 3, 30),
        "oleshnya": date(2025, 4, 18),
        "gornal": date(2025, 4, 25),
    }


def test_moscow_ends_with_each_place_lost_and_fights_on_only_round_tyotkino() -> None:
    moscow = [i for i in CONTROL if i.account == RUSSIA]
    open_ended = [i for i in moscow if i.end is None]
    assert {i.status for i in open_ended} == {Status.LOST}
    after = [i for i in moscow if i.status is not Status.LOST and i.end and i.end > COMPLETION]
    assert {i.place_id for i in after} == {"tyotkino", "novy-put", "otruby"}


@pytest.mark.parametrize(
    ("account", "day"),
    [
        (RUSSIA, date(2025, 3, 13)),
        (INDEPENDENT, date(2025, 3, 15)),
        (UKRAINE, date(2025, 3, 15)),
    ],
)
def test_sudzha_is_held_from_15_august_2024_and_lost_first_in_moscow(
    account: Side, day: date
) -> None:
    intervals = find_intervals("sudzha", account)
    (held,) = (interval for interval in intervals if interval.status is Status.HELD)
    assert held.start == date(2024, 8, 15)
    assert (intervals[-1].status, intervals[-1].start) == (Status.LOST, day)


def test_the_mappers_had_kruglenkoye_lost_a_week_before_moscow_announced_it() -> None:
    starts = [find_intervals("kruglenkoye", account)[-1].start for account in (INDEPENDENT, RUSSIA)]
    assert starts == [date(2025, 1, 10), date(2025, 1, 17)]
