"""The addresses of publications: which a reader cannot use, and where to look for a kept copy."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from geodata.core.model import Source

ARCHIVE: Final = "https://web.archive.org/web/"
"""Where copies of pages are looked for, by a date and an address (Wayback Machine)."""
_STAMP: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

_PROXIES: Final = ("workers.dev", "cloudfront.net", "azurewebsites.net", "translate.goog")
_STAGING: Final = re.compile(r"(?:^|\.)(?:prod|staging|stage|dev|test|novideo|newgs)(?:[-.]|$)")
_FEEDS: Final = re.compile(r"^(?:rss|feeds?)\.")
_AMP_HOST: Final = re.compile(r"^amp\.|\.amp\.")
_AMP_PATH: Final = re.compile(r"(?:^|[/_.-])amp(?:\.html?)?(?=/|$)")
_SEARCH_PATH: Final = re.compile(r"/search(?:/|$)")
_VIEWER_PATH: Final = re.compile(r"/nobot(?:/|$)|article_popover")
_PAGING_KEYS: Final = frozenset({"page", "paged"})
_SEARCH_KEYS: Final = frozenset({"search", "q", "query"})
_READER_KEYS: Final = re.compile(r"^(?:utm_\w+|userid|fbclid|gclid|from|cid|icid|outputtype)$")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of address that a reader cannot use: how it is known, and why it is refused."""

    matches: Callable[[SplitResult], bool]
    why: str


def _keys(parts: SplitResult) -> frozenset[str]:
    return frozenset(key.casefold() for key, _ in parse_qsl(parts.query, keep_blank_values=True))


def _host(parts: SplitResult) -> str:
    return parts.hostname or ""


_REFUSED: Final = (
    _Kind(lambda parts: _host(parts).endswith(_PROXIES), "is a proxy or mirror of the page"),
    _Kind(
        lambda parts: bool(_STAGING.search(_host(parts))),
        "is a host that the publisher uses for itself",
    ),
    _Kind(
        lambda parts: bool(_FEEDS.search(_host(parts))),
        "is a feed, whose entries move on",
    ),
    _Kind(
        lambda parts: bool(_AMP_HOST.search(_host(parts)) or _AMP_PATH.search(parts.path)),
        "is an AMP copy of the page",
    ),
    _Kind(
        lambda parts: bool(_SEARCH_PATH.search(parts.path) or _keys(parts) & _SEARCH_KEYS),
        "is a search, whose answers change",
    ),
    _Kind(lambda parts: bool(_keys(parts) & _PAGING_KEYS), "is a page of a list, which moves on"),
    _Kind(
        lambda parts: bool(_VIEWER_PATH.search(parts.path)),
        "is a viewer's or a crawler's view of the page",
    ),
    _Kind(
        lambda parts: any(_READER_KEYS.match(key) for key in _keys(parts)),
        "carries a reader's own mark",
    ),
    _Kind(lambda parts: parts.port in (80, 443), "names a port that goes without saying"),
)


REFUSALS: Final = tuple(kind.why for kind in _REFUSED)
"""Every reason for which an address is refused."""


@lru_cache(maxsize=8192)
def find_unusable(url: str) -> str:
    """Return why a reader cannot use `url` as the address of a publication, '' where one can.

    >>> find_unusable("https://paper.example/2025/03/12/town/amp")
    'is an AMP copy of the page'
    """
    parts = urlsplit(url)
    return next((kind.why for kind in _REFUSED if kind.matches(parts)), "")


def find_archive(source: Source) -> str:
    """Return where to look for an archived copy of a publication near its date, '' without address.

    Built from date and address alone: nobody has asked whether such a copy exists.
    """
    if not source.url:
        return ""
    found = _STAMP.match(source.published)
    stamp = "".join(part for part in found.groups() if part) if found else ""
    return f"{ARCHIVE}{stamp or '*'}/{source.url}"
