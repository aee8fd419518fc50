"""Figures, ages, sources and citations in words."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.view.figures import (
    FORMATS,
    NO_BREAK,
    cite_bibtex,
    cite_plain,
    cite_ris,
    describe_changes,
    format_age,
    format_basis,
    format_claim,
    format_figure,
    format_number,
    format_source,
    name_claimant,
)
from geodata.claims.claims import Figure, best_source
from geodata.core.model import Basis, Qualifier, Unit
from geodata.dataset.translation import translate_dataset
from tests.bundled import read_bundled

TABLES = read_bundled()
CLAIM = next(claim for claim in TABLES.claims.values() if claim.unit is Unit.KM2)
SOURCE = next(iter(TABLES.sources.values()))
WILD = "50 % of {A} & B_1 #2 \\ ~ ^ $"


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
    assert format_age(since, date(2024, 8, 12)) == "the same day"
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


@pytest.fixture
def wild(made_up):
    """Return the made-up front with a claim and a source full of special signs, and the claim."""
    claim = replace(made_up.claims["first-0810-100"], claimant=WILD)
    source = best_source(made_up, claim)
    wild_source = replace(source, title=WILD, url="https://example.org/{a}\\b")
    sources = {**made_up.sources, source.source_id: wild_source}
    return replace(made_up, sources=sources), claim


def test_a_plain_citation_says_who_said_what_when_and_where(kursk):
    cited = cite_plain(kursk, kursk.claims["ua-20240812-syrskyi-1000"])
    assert "Oleksandr Syrskyi" in cited
    assert "about 1,000\u00a0km² (as of 12 August 2024)" in cited
    assert "https://" in cited
    assert "\n" not in cited


def test_a_claim_made_public_later_says_so(kursk):
    late = next(c for c in kursk.claims.values() if c.reported.text != c.as_of.text)
    assert ", made public " in cite_plain(kursk, late)


def test_bibtex_escapes_what_would_end_a_field(wild):
    entry = cite_bibtex(*wild)
    title = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert r"50 \% of \{A\} \& B\_1 \#2 \textbackslash{}" in title
    assert r"\textasciitilde{} \textasciicircum{} \$" in title
    assert "url = {https://example.org/%7Ba%7D%5Cb}" in entry
    assert entry.startswith("@online{first-0810-100,\n")
    assert entry.endswith("}\n")


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_what_follows_a_name_and_a_colon_holds_none(kursk, language):
    told = kursk if language == "en" else translate_dataset(kursk, language)
    texts = [text for claim in told.claims.values() for text in (claim.words, claim.derivation)]
    assert [text for text in texts if ":" in text] == []


def test_every_bibtex_entry_is_balanced(kursk):
    for claim in kursk.claims.values():
        entry = cite_bibtex(kursk, claim).replace("\\{", "").replace("\\}", "")
        assert entry.count("{") == entry.count("}")


def test_every_ris_record_is_one_tag_a_line(kursk):
    for claim in kursk.claims.values():
        lines = cite_ris(kursk, claim).split("\r\n")
        assert lines[0] == "TY  - ELEC"
        assert lines[-2:] == ["ER  - ", ""]
        assert all(line[2:6] == "  - " for line in lines[:-1])


def test_a_ris_date_keeps_the_precision_that_is_known(kursk):
    day = next(s for s in kursk.sources.values() if len(s.published) == 10)
    month = next(s for s in kursk.sources.values() if len(s.published) == 7)
    for source, slashes in ((day, 3), (month, 3)):
        claim = replace(next(iter(kursk.claims.values())), source_ids=(source.source_id,))
        (line,) = (x for x in cite_ris(kursk, claim).split("\r\n") if x.startswith("DA"))
        assert line == "DA  - " + source.published.replace("-", "/") + "/" * (
            slashes - source.published.count("-")
        )


def test_there_are_three_forms():
    assert list(FORMATS) == ["plain", "bibtex", "ris"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (claim(58), claim(55.5), "55.5 km², 2.5 km² less than on 1 March 2025"),
        (claim(58), claim(58), "58 km², unchanged since 1 March 2025"),
        (claim(77.43), claim(63, qualifier=Qualifier.ABOUT), "about 63 km², 14 km² less"),
        (claim(30.2), claim(30, qualifier=Qualifier.ABOUT), "about 30 km²"),
        (claim(1294), claim(1300, qualifier=Qualifier.OVER), "over 1,300 km²"),
        (claim(1000, qualifier=Qualifier.AT_LEAST), claim(1200), "1,200 km²"),
        (claim(110), claim(100, qualifier=Qualifier.UNDER), "under 100 km²"),
    ],
)
def test_no_difference_is_taken_from_a_bound_and_none_of_hedged_figures_is_finer(before, now, told):
    days = date(2025, 3, 1), date(2025, 4, 1)
    old, new = (Figure(day, one, ()) for day, one in zip(days, (before, now), strict=True))
    told_now = describe_changes(TABLES, days[1], {"one": old}, {"one": new})["one"]
    change = told_now.replace(NO_BREAK, " ").partition(": ")[2]
    assert change.startswith(told)
    assert ("than on" in change) == ("less" in told)
