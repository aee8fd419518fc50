"""The date axis of the made-up front: reported dates, series, silences, neighbours."""

from dataclasses import replace
from datetime import date

from geodata.claims.timeline import EventTimeline, find_gaps, reported_dates, series_points
from geodata.core.model import Dataset, Role, Side

UKRAINE = Side("ukraine", Role.HOLDER)


def test_reported_dates_are_those_on_which_figures_or_words_change(made_up: Dataset) -> None:
    assert [day.isoformat() for day in reported_dates(made_up)] == [
        *("2024-08-10", "2024-09-01", "2024-10-01", "2024-10-05", "2024-10-20"),
    ]
    assert reported_dates(made_up, known_on=date(2024, 8, 12)) == (date(2024, 8, 10),)


def test_series_keep_to_their_own_claims(made_up: Dataset) -> None:
    points = series_points(made_up)
    assert list(points) == ["first-side", "mapper", "other-mapper", "second-side"]
    first = points["first-side"]
    assert [point.claim.claim_id for point in first] == [
        *("first-0810-100", "first-0901-peak", "first-202409-150", "first-1020-20"),
    ]
    assert [point.leading for point in first] == [True, True, False, True]
    (other,) = points["other-mapper"]
    assert (other.leading, other.on_line) == (False, False), "an E source alone leads no line"


def test_series_as_known_on_a_day(made_up: Dataset) -> None:
    points = series_points(made_up, known_on=date(2024, 8, 11))
    assert [point.claim.claim_id for point in points["mapper"]] == ["mapper-0810-range"]
    assert points["other-mapper"] == ()


def test_silences_run_from_the_day_after_a_figure_to_the_day_before_the_next(
    made_up: Dataset,
) -> None:
    assert [gap.text for gap in find_gaps(made_up)] == [
        "2024-08-11/2024-08-31",
        "2024-09-02/2024-10-04",
        "2024-10-06/2024-10-19",  # 14 days: just long enough
        "2024-10-21/2024-12-31",
    ]
    front = replace(made_up.front, gap_days=15)
    assert len(find_gaps(replace(made_up, front=front))) == 3


def test_front_without_claims_is_one_silence(made_up: Dataset) -> None:
    empty = replace(made_up, claims={})
    timeline = EventTimeline.build(empty)
    assert [gap.text for gap in timeline.gaps] == ["2024-08-01/2024-12-31"]
    assert timeline.dates == ()
    assert timeline.nearest(date(2024, 8, 10)) is None
    assert timeline.figure(UKRAINE, date(2024, 8, 10)) is None


def test_neighbours_of_a_day(made_up: Dataset) -> None:
    timeline = EventTimeline.build(made_up)
    day = date(2024, 9, 1)
    assert timeline.nearest(date(2202, 1, 1)) == date(2024, 10, 20)
    assert timeline.nearest(date(2024, 10, 3)) == date(2024, 10, 1)
    assert (timeline.previous(day), timeline.next(day)) == (date(2024, 8, 10), date(2024, 10, 1))
    assert timeline.previous(date(2024, 8, 10)) is None
    assert timeline.next(date(2024, 10, 20)) is None
