"""What a claim rests on: publications that do not repeat each other, and its maker's own page."""

from dataclasses import replace

from geodata.claims.support import Support, is_own_page, weigh_support
from geodata.core.model import Dataset


def test_texts_of_one_agency_count_once(made_up: Dataset) -> None:
    claim = made_up.claims["first-1020-20"]
    assert weigh_support(made_up, claim) == Support(2, by_maker=False)
    wire = {
        name: replace(source, via="A Wire") if name in claim.source_ids else source
        for name, source in made_up.sources.items()
    }
    assert weigh_support(replace(made_up, sources=wire), claim).publications == 1


def test_a_publisher_whom_the_claim_credits_is_its_maker(kursk: Dataset) -> None:
    claim = kursk.claims["ind-20250310-cit-villages"]
    assert weigh_support(kursk, claim).by_maker
    assert not weigh_support(kursk, kursk.claims["ua-20240827-syrskyi-1294"]).by_maker


def test_whom_the_maker_drew_on_is_no_maker(kursk: Dataset) -> None:
    claim = kursk.claims["ind-20250428-isw-8"]
    desk = next(iter(kursk.sources.values()))
    assert is_own_page(replace(desk, publisher="Russia Matters"), claim)
    assert not is_own_page(replace(desk, publisher="ISW data"), claim)
