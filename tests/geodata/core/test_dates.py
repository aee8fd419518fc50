"""Dates as claims give them: parsed or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.dates import make_span, parse_day, parse_span

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-08-12", date(2024, 8, 12), date(2024, 8, 12)),
        ("2024-08", date(2024, 8, 1), date(2024, 8, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-09/2024-11", date(2024, 9, 1), date(2024, 11, 30)),
        ("2024-12/2025-02", date(2024, 12, 1), date(2025, 2, 28)),
        ("2024-08-06/2024-08-13", date(2024, 8, 6), date(2024, 8, 13)),
        ("2024-08-28/2024-09-03", date(2024, 8, 28), date(2024, 9, 3)),
        ("2024/2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024-08/2025-08", date(2024, 8, 1), date(2025, 8, 31)),
    ],
)
def test_span_is_parsed(text: str, start: date, end: date) -> None:
    span = parse_span(text)
    assert (span.start, span.end, span.text) == (start, end, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not a date"),
        ("12 August 2024", "is not a date"),
        ("2024-8-12", "is not a date"),
        ("2024-08-12T00:00", "is not a date"),
        ("20240812", "is not a date"),
        ("٢٠٢٤", "is not a date"),
        ("2024-08-12/", "is not a date"),
        ("2024-08-12/2024-08-13/2024-08-14", "is not a date"),
        ("2024-13", "not in the calendar"),
        ("2024-02-30", "not in the calendar"),
        ("0000", "not in the calendar"),
        ("2024-08/2024-09-01", "mixes precisions"),
        ("2024-11/2024-09", "does not end after it starts"),
        ("2024-09/2024-09", "does not end after it starts"),
    ],
)
def test_bad_span_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        parse_span(text)
    assert f"'{text}'" in str(caught.value)
    assert "expected a day 2024-08-12" in str(caught.value)


def test_day_is_parsed() -> None:
    assert parse_day("2024-08-06") == date(2024, 8, 6)


@pytest.mark.parametrize("text", ["2024-08", "2024-08-06/2024-08-07", "2024-08-32", "yesterday"])
def test_bad_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_day(text)


@given(DAYS, st.integers(0, 5000))
def test_span_of_days_round_trips(start: date, length: int) -> None:
    span = make_span(start, start + timedelta(days=length))
    assert (span.start, span.end) == (start, start + timedelta(days=length))
    assert parse_span(span.text) == span
    assert span.is_day == (length == 0)


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]))
def test_any_precision_round_trips(one: date, other: date, length: int) -> None:
    first, last = sorted((one.isoformat()[:length], other.isoformat()[:length]))
    text = first if first == last else f"{first}/{last}"
    span = parse_span(text)
    assert span.text == text
    assert span.start <= min(one, other)
    assert span.end >= max(one, other)


@given(st.text(max_size=24))
def test_any_text_is_parsed_or_refused_with_a_sentence(text: str) -> None:
    try:
        span = parse_span(text)
    except ValueError as error:
        told = str(error)
    else:
        told = f"expected {span.start}" if span.start <= span.end else ""
    assert "expected" in told


def test_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="does not end after it starts"):
        make_span(date(2024, 8, 7), date(2024, 8, 6))
