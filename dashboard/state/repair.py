"""An address as it arrives: mangled on its way, with parts that are none of ours, or said twice.

Chats, forms and mail programs change what they pass on. Where it is plain what was meant it is put
right without a word; where it is not, it is named once.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from dashboard.text.catalogues import ADDRESS
from geodata.core.plain import isolate

Query = Mapping[str, str | Sequence[str]]
"""What an address says by its names; a name that stands in it several times gives a list."""

LONGEST_PART: Final = 40  # letters of the address that a notice repeats
MOST_NAMES: Final = 8  # of what there is, in a notice

# What others add to a link to learn who passed it on, and what Streamlit itself understands.
FOREIGN: Final = re.compile(
    r"(utm|mtm|pk|mc|hsa|oly|vero|at|wt|ga)_\w*|_\w*|\w*clid|[gw]braid|igsh\w*|si|ref(_?src)?|spm"
    r"|smid|cmpid|xtor|mkt_tok|share|embed(_options)?"
)
_AND: Final = re.compile(r"[&?;](?:amp;|#38;)*|\b(?:amp;)+")  # no value of ours holds any of it
_UNSEEN: Final = ("Cf", "Cc", "Cs", "Co", "Cn")
_CLUTTER: Final = " \t\r\n.,;:!?*|\\/\"'`´()[]{}<>«»„“”‘’‹›…"
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")


@dataclass(frozen=True, slots=True)
class Repaired:
    """What an address says by the names that there are, and what of it is not plain.

    `unknown` are names that there are not; `twice` say several things, each with the last of them.
    """

    parts: Mapping[str, str]
    unknown: tuple[str, ...]
    twice: Mapping[str, str]

    def list_notices(self) -> tuple[str, ...]:
        """Return a notice for what is not plain, in the language that is spoken now."""
        unknown = ADDRESS["passed_over"].format(given=shorten(", ".join(self.unknown)))
        twice = (
            ADDRESS["twice"].format(name=name, given=shorten(given))
            for name, given in self.twice.items()
        )
        return (*([unknown] if self.unknown else []), *twice)


def repair_query(query: Query, several: Mapping[str, bool], aliases: Mapping[str, str]) -> Repaired:
    """Return what an address says by the names that there are.

    Args:
        query: the address as it arrived.
        several: the names that there are, and whether what such a name says is a list.
        aliases: other words that a hand may type for some of them.
    """
    found: dict[str, list[str]] = {}
    unknown: list[str] = []
    known = {**{name: name for name in several}, **aliases}
    parts = [(name, find_name(name, known), text) for name, text in _split_parts(query)]
    exact = {name for given, name, _ in parts if given == name}
    for given, name, text in parts:
        if name is None or (name in exact and given.casefold() != name):
            if not FOREIGN.fullmatch(given.casefold()):
                unknown.append(given)
        elif text:
            found.setdefault(name, []).append(text)
    repaired: dict[str, str] = {}
    twice: dict[str, str] = {}
    for name, texts in found.items():
        distinct = list(dict.fromkeys(texts))
        if several[name]:
            repaired[name] = ",".join(distinct)
            continue
        repaired[name] = distinct[-1]
        if len(distinct) > 1:
            twice[name] = distinct[-1]
    return Repaired(repaired, tuple(dict.fromkeys(unknown)), twice)


def clean(text: str) -> str:
    """Return a part of an address without what nobody sees, and without clutter around it."""
    seen = unicodedata.normalize("NFKC", unquote(text)).translate(_DASHES)
    seen = "".join(one for one in seen if unicodedata.category(one) not in _UNSEEN)
    return seen.lstrip(_CLUTTER).rstrip(f"{_CLUTTER}_")


def find_name(given: str, known: Mapping[str, str]) -> str | None:
    """Return which of the names in `known` is meant: in any case, or off by one letter."""
    typed = given.casefold()
    if typed in known:
        return known[typed]
    near = {known[name] for name in known if len(name) > 3 and _is_off_by_one(typed, name)}
    return near.pop() if len(near) == 1 else None


def match_case(word: str, allowed: Iterable[str]) -> str:
    """Return the one of `allowed` that `word` is in another case, else the word."""
    return next((one for one in allowed if one.casefold() == word.casefold()), word)


def shorten(text: str, most: int = LONGEST_PART) -> str:
    """Return a part of an address as a notice repeats it: without what nobody sees, and cut."""
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return isolate(plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…")


def list_first(names: Iterable[str]) -> str:
    """Return the first of the names that there are, with commas between them."""
    listed = [*names]
    return ", ".join([*listed[:MOST_NAMES], *(["…"] if len(listed) > MOST_NAMES else [])])


def say_unknown(part: str, given: str, allowed: Iterable[str]) -> str:
    """Return the notice that what was given for a part of the state is none of what there is."""
    return ADDRESS["unknown"].format(part=part, given=shorten(given), allowed=list_first(allowed))


def _split_parts(query: Query) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of an address; what swallowed others is taken apart.

    A text swallows them where "&" was escaped on the way, a name where "=" was as well.
    """
    for given, texts in query.items():
        *before, name = _AND.split(unquote(given))
        for text in [texts] if isinstance(texts, str) else texts:
            first, *after = _AND.split(unquote(text))
            own = name if "=" in name and not first else f"{name}={first}"
            for part in (*before, own, *after):
                called, equals, said = part.partition("=")
                if equals:
                    yield clean(called), clean(said)


def _is_off_by_one(typed: str, name: str) -> bool:
    """Return whether one letter was added, left out or wrong, or two were exchanged, in `name`."""
    if abs(len(typed) - len(name)) > 1:
        return False
    left, right = typed, name
    while left and left[:1] == right[:1]:
        left, right = left[1:], right[1:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )
