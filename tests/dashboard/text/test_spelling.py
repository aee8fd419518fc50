"""Spans in a reader's words: at their own precision, what both ends share written once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text.spelling import format_day, format_span
from geodata.core.dates import parse_span

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2024-08-12", "12 August 2024"),
        ("2024-08", "August 2024"),
        ("2024-02", "February 2024"),
        ("2024", "2024"),
        ("2024-09/2024-11", "September\N{EN DASH}November 2024"),
        ("2024-12/2025-02", "December 2024 \N{EN DASH} February 2025"),
        ("2024-08-06/2024-08-13", "6\N{EN DASH}13 August 2024"),
        ("2024-08-28/2024-09-03", "28 August \N{EN DASH} 3 September 2024"),
        ("2024/2025", "2024\N{EN DASH}2025"),
        ("2024-08/2025-08", "August 2024 \N{EN DASH} August 2025"),
    ],
)
def test_a_span_is_written_at_its_own_precision(text: str, written: str) -> None:
    assert format_span(parse_span(text)) == written


def test_a_day_is_written_without_zeros() -> None:
    assert format_day(date(2024, 8, 6)) == "6 August 2024"


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]))
def test_a_span_ends_on_its_last_year(one: date, other: date, length: int) -> None:
    first, last = sorted((one.isoformat()[:length], other.isoformat()[:length]))
    span = parse_span(first if first == last else f"{first}/{last}")
    assert format_span(span).endswith(last[:4])
