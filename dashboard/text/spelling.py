"""Days, spans, numbers and names of places, spelt as the language that is spoken spells them."""

from datetime import date
from functools import cache, lru_cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.text.language import get_language, read_locale
from geodata.core.model import Place, Span

NAME_FIELDS: Final = {
    "en": ("latin",),
    "uk": ("ukrainian", "russian", "latin"),
    "ru": ("russian", "ukrainian", "latin"),
}
"""Which spelling of a place's name each language shows, and which where there is none."""
_PATTERNS: Final = {4: "y", 7: "LLLL y", 10: "d MMMM y"}  # by the length of an ISO date
_FIRST_DAY: Final = "-01"
_DASH: Final = "\N{EN DASH}"


def format_number(value: float, places: int = 2) -> str:
    """Return `value` with thousands separators and its own decimals, `places` at most."""
    return _format_decimal(value, places, get_language())


def format_day(day: date) -> str:
    """Return `day` as readers write it: 12 August 2024."""
    return _format(day.isoformat(), get_language())


def format_short_day(day: date) -> str:
    """Return `day` with its month cut short: 12 Aug 2024."""
    return str(format_date(day, "d MMM y", locale=read_locale(get_language())))


def format_month(day: date) -> str:
    """Return the short name of a day's month, without its year: Aug."""
    return str(format_date(day, "LLL", locale=read_locale(get_language()))).rstrip(".")


def format_span(span: Span) -> str:
    """Return `span` at its own precision: 12 August 2024, August 2024, September–November 2024."""
    language = get_language()
    first, slash, last = span.text.partition("/")
    if not slash:
        return _format(first, language)
    return _join_ends(_format(first, language).split(" "), _format(last, language).split(" "))


def name_place(place: Place) -> str:
    """Return a place's name in the spoken language, else in the nearest that it has one in."""
    spellings = (getattr(place, field) for field in NAME_FIELDS[get_language()])
    name: str = next(name for name in spellings if name)
    return name


def spell_calendar() -> dict[str, str]:
    """Return what the timeline map needs to spell dates, numbers and names by itself."""
    locale = read_locale(get_language())
    months = locale.months["format"]["wide"]
    short = locale.months["format"]["abbreviated"]
    alone = locale.months["stand-alone"]["abbreviated"]
    weekdays = locale.days["stand-alone"]["wide"]  # Monday is 0, in the browser Sunday is
    return {
        "locale": str(locale).replace("_", "-"),
        "name_fields": " ".join(NAME_FIELDS[get_language()]),
        **{f"month_{number}": months[number] for number in range(1, 13)},
        **{f"mon_{number}": short[number] for number in range(1, 13)},
        **{f"axis_{number}": alone[number].rstrip(".") for number in range(1, 13)},
        **{f"weekday_{(number + 1) % 7}": weekdays[number] for number in range(7)},
    }


@lru_cache(maxsize=4096)
def _format_decimal(value: float, places: int, language: str) -> str:
    pattern = f"#,##0.{'#' * places}"
    return str(format_decimal(value, pattern, locale=read_locale(language)))


@cache
def _format(text: str, language: str) -> str:
    """Return one ISO date, month or year in words."""
    day = date.fromisoformat((text + _FIRST_DAY * 2)[:10])
    return str(format_date(day, _PATTERNS[len(text)], locale=read_locale(language)))


def _join_ends(left: list[str], right: list[str]) -> str:
    """Return a span from the words of its two ends; what both end in is written once."""
    shared = 0
    while shared < len(left) - 1 and left[-1 - shared :] == right[-1 - shared :]:
        shared += 1
    kept = left[: len(left) - shared]
    # Unspaced between single words (6-13 August 2024), spaced between phrases.
    joint = _DASH if len(kept) == 1 else f" {_DASH} "
    return f"{' '.join(kept)}{joint}{' '.join(right)}"
