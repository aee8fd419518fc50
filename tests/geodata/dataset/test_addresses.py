"""Addresses that a reader cannot use are refused with the reason; a copy is looked for by date."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.errors import Fault
from geodata.core.model import Dataset
from geodata.dataset.addresses import ARCHIVE, REFUSALS, find_archive, find_unusable

REFUSED = {
    "https://en.person.workers.dev/wiki/Town": "proxy or mirror",
    "https://a1b2.cloudfront.net/ru/1": "proxy or mirror",
    "https://prod-www.paper.example/1": "host that the publisher uses for itself",
    "https://novideo.paper.example/1": "host that the publisher uses for itself",
    "https://rss.reader.example/p/i/": "feed",
    "https://feeds.paper.example/live/1": "feed",
    "https://amp.paper.example/1": "AMP copy",
    "https://paper.example/1/amp": "AMP copy",
    "https://paper.example/amp/1": "AMP copy",
    "https://paper.example/share_amp.html": "AMP copy",
    "https://paper.example/a.html?outputType=amp": "reader's own mark",
    "https://paper.example/p/?search=town": "search",
    "https://paper.example/search/town": "search",
    "https://paper.example/war?page=69": "page of a list",
    "https://paper.example/nobot/town": "viewer's or a crawler's view",
    "https://paper.example/article_popover.aspx?guid=1": "viewer's or a crawler's view",
    "https://paper.example/a?from=materials": "reader's own mark",
    "https://paper.example/gonews.asp?NewsID=1&UserID=2": "reader's own mark",
    "https://paper.example:443/a": "port",
}
FindFaults = Callable[[], tuple[Fault, ...]]
EditCell = Callable[[str, str, str, str], None]


@pytest.mark.parametrize(("url", "why"), REFUSED.items())
def test_an_address_that_a_reader_cannot_use_is_refused(url: str, why: str) -> None:
    assert why in find_unusable(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://paper.example/2025/03/campaign/example",
        "https://paper.example/news/damp-weather",
        "https://paper.example/?p=10107",
        "https://paper.example/research/towns",
        "https://production.example/1",
    ],
)
def test_an_address_of_its_own_stands(url: str) -> None:
    assert not find_unusable(url)


def test_every_reason_is_met_by_an_example() -> None:
    assert {find_unusable(url) for url in REFUSED} == set(REFUSALS)


def test_validate_names_the_source_and_the_reason(
    edit_cell: EditCell, find_faults: FindFaults
) -> None:
    edit_cell("sources.csv", "first-paper", "url", "https://first.example/1/amp")
    (fault,) = find_faults()
    assert (fault.file, fault.row) == ("sources.csv", "first-paper")
    assert "is an AMP copy of the page" in fault.rule
    assert "reason" in fault.remedy


def test_a_copy_is_looked_for_near_the_publication_s_date(made_up: Dataset) -> None:
    source = made_up.sources["first-paper"]
    assert find_archive(source) == f"{ARCHIVE}20240810/{source.url}"
    assert find_archive(replace(source, published="2024-08")) == f"{ARCHIVE}202408/{source.url}"
    assert find_archive(replace(source, published="")) == f"{ARCHIVE}*/{source.url}"
    assert find_archive(replace(source, url="")) == ""


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-/?&=._", max_size=60))
def test_any_address_gets_an_answer(tail: str) -> None:
    assert find_unusable(f"https://paper.example/{tail}") in ("", *REFUSALS)


@pytest.mark.parametrize(
    ("url", "why"),
    {
        "https://paper.example:99999/1": "out of range",
        "https://paper.example:abc/1": "could not be cast",
        "https://paper.example:0/1": "not a web address",
        "https://well-known.example@paper.example/": "names a user",
        "https://well-known.example:pass@paper.example/": "names a user",
        "https://@paper.example/": "names a user",
        "https://well-known.example\\@paper.example/": "backslash",
        "https://[paper.example/": "Invalid IPv6",
    }.items(),
)
def test_an_address_that_leads_elsewhere_or_nowhere_is_a_fault(
    url: str, why: str, edit_cell: EditCell, find_faults: FindFaults
) -> None:
    edit_cell("sources.csv", "first-paper", "url", url)
    (fault,) = find_faults()
    assert (fault.file, fault.row) == ("sources.csv", "first-paper")
    assert why in fault.rule
