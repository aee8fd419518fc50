"""Citations of made-up and real claims, as plain text, BibTeX and RIS."""

from dataclasses import replace

import pytest

from dashboard.view.citations import FORMATS, cite_bibtex, cite_plain, cite_ris
from geodata.claims.claims import best_source

WILD = "50 % of {A} & B_1 #2 \\ ~ ^ $"


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
