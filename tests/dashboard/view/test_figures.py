"""Figures, ages and sources in words."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.view.figures import (
    NO_BREAK,
    format_age,
    format_basis,
    format_claim,
    format_figure,
    format_number,
    format_source,
    name_claimant,
)
from geodata.core.model import Basis, Qualifier, Unit
from geodata.dataset.load import bundled_folder, load_tables

TABLES = load_tables(bundled_folder())
CLAIM = next(claim for claim in TABLES.claims.values() if claim.unit is Unit.KM2)
SOURCE = next(iter(TABLES.sources.values()))


def claim(value=None, low=None, high=None, unit=Unit.KM2, qualifier=Qualifier.NONE):
    return replace(CLAIM, value=value, low=low, high=high, unit=unit, qualifier=qualifier)


@pytest.mark.parametrize(
    ("made_up", "text"),
    [
        (claim(1000, qualifier=Qualifier.ABOUT), "about 1,000 km²"),
        (claim(493.29), "493.29 km²"),
        (claim(5.5), "5.5 km²"),
        (claim(0), "0 km²"),
        (claim(low=1150, high=1300), "1,150–1,300 km²"),
        (claim(660, 660, 1020, qualifier=Qualifier.ABOUT), "about 660–1,020 km²"),
        (claim(63.2, unit=Unit.PERCENT), "63.2%"),
        (claim(74, unit=Unit.SETTLEMENTS), "74 settlements"),
        (claim(unit=Unit.PEOPLE), ""),
        (claim(unit=None), ""),
    ],
)
def test_a_figure_keeps_its_hedge_range_and_unit(made_up, text):
    assert format_figure(made_up) == text.replace(" km", NO_BREAK + "km").replace(
        " settlements", NO_BREAK + "settlements"
    )


def test_words_stand_where_there_is_no_figure():
    assert format_claim(claim(5.5)) == format_figure(claim(5.5))
    assert format_claim(replace(claim(unit=None), words="no ground")) == "no ground"
    assert format_claim(claim(unit=None)) == ""


def test_a_claimant_is_named_without_the_office():
    named = replace(CLAIM, claimant="Oleksandr Syrskyi (commander-in-chief)")
    assert name_claimant(named) == "Oleksandr Syrskyi"
    assert name_claimant(replace(CLAIM, claimant="DeepState")) == "DeepState"


def test_numbers_keep_the_decimals_they_were_given_with():
    assert [format_number(v) for v in (1294.0, 427.5, 214.24, 1234567)] == [
        "1,294",
        "427.5",
        "214.24",
        "1,234,567",
    ]


def test_an_age_counts_days():
    since = date(2024, 8, 12)
    assert format_age(since, date(2024, 8, 12)) == "today"
    assert format_age(since, date(2024, 8, 13)) == "1 day old"
    assert format_age(since, date(2024, 8, 24)) == "12 days old"


def test_a_stated_figure_needs_no_working_and_an_implied_one_shows_it():
    assert format_basis(replace(CLAIM, basis=Basis.STATED)) == ""
    made_up = replace(CLAIM, basis=Basis.IMPLIED, derivation="10 less 2")
    assert format_basis(made_up) == "implied: 10 less 2"


def test_the_agency_behind_an_outlet_is_named_once():
    named = replace(SOURCE, publisher="Arab News", via="AFP")
    assert format_source(named) == "AFP via Arab News"
    assert format_source(replace(named, publisher="AFP")) == "AFP"
    assert format_source(replace(named, via="")) == "Arab News"
