"""Which claims count: filters by claimant, publisher, kind, grade and core documents."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final, TypedDict

from anyascii import anyascii

from dashboard.text.filters import FILTERS
from geodata.claims.claims import grade
from geodata.core.model import Claim, Dataset, Kind

LETTERS: Final = "ABCDE"  # F: the source's reliability cannot be judged
DIGITS: Final = "12345"  # 6: the information's credibility cannot be judged
GRADES: Final = tuple(letter + digit for letter, digit in product(LETTERS, DIGITS))

PARAMETERS: Final = {"claimants": "claimant", "publishers": "publisher", "kinds": "kind"}
"""The parts of a filter that are lists, and what each is called in an address."""
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim must be like to count; an empty part asks for nothing.

    `claimants` and `publishers` are slugs of `Choices`. A claim passes with any of them, and must
    pass every part; lists are in alphabetical order. `grade` is the worst grade that passes, as in
    B2: letter and digit must both be at least as good. F and 6 say that a thing cannot be judged,
    so they pass no grade.
    """

    claimants: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    grade: str | None = None
    core: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered for, each with the ids of its claims; the most frequent stand first.

    Slugs come from the names as the dataset's authors wrote them. A desk whose dataset speaks
    another language takes the choices of the original, so that an address holds in each; `samples`
    say where to find a slug's name in it: claim id and number of the claimant, or source id and 0.
    """

    claimants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    publishers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    samples: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    total: int = 0


NO_FILTERS: Final = Filters()
NO_CHOICES: Final = Choices()


def list_choices(dataset: Dataset) -> Choices:
    """Return what the claims of `dataset` can be filtered for."""
    claimants: dict[str, set[str]] = defaultdict(set)
    publishers: dict[str, set[str]] = defaultdict(set)
    kinds: dict[Kind, set[str]] = defaultdict(set)
    samples: dict[str, tuple[str, int]] = {}
    for claim_id, claim in dataset.claims.items():
        for number, name in enumerate(split_claimants(claim)):
            slug = make_slug(name)
            claimants[slug].add(claim_id)
            samples.setdefault(f"claimant/{slug}", (claim_id, number))
        for source_id in claim.source_ids:
            slug = make_slug(dataset.sources[source_id].publisher)
            publishers[slug].add(claim_id)
            samples.setdefault(f"publisher/{slug}", (source_id, 0))
        kinds[claim.kind].add(claim_id)
    found = {kind.value: frozenset(kinds[kind]) for kind in Kind if kind in kinds}
    return Choices(_rank(claimants), _rank(publishers), found, samples, len(dataset.claims))


def split_claimants(claim: Claim) -> list[str]:
    """Return the name of each of those who make a claim together, without office or place."""
    return [name.strip() for name in _IN_BRACKETS.sub("", claim.claimant).split(";")]


def make_slug(name: str) -> str:
    """Return a name as it stands in an address."""
    return _NO_LETTERS.sub("-", anyascii(name).lower()).strip("-")


def pick_claims(dataset: Dataset, filters: Filters, choices: Choices) -> frozenset[str]:
    """Return the ids of the claims that pass every part of `filters`.

    A claim passes for a publisher if any of its publications is theirs; its grade is always that of
    its best publication, and it keeps them all.
    """
    kept = set(dataset.claims)
    if filters.claimants:
        kept &= _join(choices.claimants, filters.claimants)
    if filters.publishers:
        kept &= _join(choices.publishers, filters.publishers)
    if filters.kinds:
        kept &= _join(choices.kinds, filters.kinds)
    if filters.core:
        kept = {name for name in kept if dataset.claims[name].core}
    if worst := filters.grade:
        kept = {name for name in kept if is_as_good(grade(dataset, dataset.claims[name]), worst)}
    return frozenset(kept)


def is_as_good(graded: str, worst: str) -> bool:
    """Return whether a grade such as A2 is in both parts at least as good as `worst`."""
    return graded in GRADES and graded[0] <= worst[0] and graded[1] <= worst[1]


def parse_filters(query: Mapping[str, str], choices: Choices) -> tuple[Filters, tuple[str, ...]]:
    """Return the filters that an address asks for, and a notice for each value that is none.

    What is unknown is left out; nothing raises, since an address is typed by hand.
    """
    notices: list[str] = []

    def read(part: str, known: Mapping[str, frozenset[str]]) -> list[str]:
        words = {word.strip() for word in query.get(PARAMETERS[part], "").split(",")} - {""}
        if unknown := ", ".join(f"“{word}”" for word in sorted(words - known.keys())):
            sentence = FILTERS[f"unknown_{part}"]
            notices.append(sentence.format(values=unknown, allowed=", ".join(known)))
        return sorted(words & known.keys())

    core, worst = query.get("core", "0"), query.get("grade", "").strip().upper()
    if core not in ("0", "1"):
        notices.append(FILTERS["unknown_core"].format(value=core))
    if worst and worst not in GRADES:
        notices.append(FILTERS["unknown_grade"].format(value=query["grade"]))
    return Filters(
        claimants=tuple(read("claimants", choices.claimants)),
        publishers=tuple(read("publishers", choices.publishers)),
        kinds=tuple(map(Kind, read("kinds", choices.kinds))),
        grade=worst if worst in GRADES else None,
        core=core == "1",
    ), tuple(notices)


def format_filters(filters: Filters) -> dict[str, str]:
    """Return the part of an address that restores `filters`; nothing for what asks for nothing."""
    query = {name: ",".join(getattr(filters, part)) for part, name in PARAMETERS.items()}
    query |= {"grade": filters.grade or "", "core": "1" if filters.core else ""}
    return {name: value for name, value in query.items() if value}


class Controls(TypedDict):
    """What controls named after the parts of a filter show."""

    claimants: list[str]
    publishers: list[str]
    kinds: list[Kind]
    grade: str | None
    core: bool


def write_controls(filters: Filters) -> Controls:
    """Return what the controls are to show of a filter."""
    return {
        "claimants": list(filters.claimants),
        "publishers": list(filters.publishers),
        "kinds": list(filters.kinds),
        "grade": filters.grade,
        "core": filters.core,
    }


def read_controls(shown: Controls) -> Filters:
    """Return the filter that the controls show."""
    return Filters(
        claimants=tuple(sorted(shown["claimants"])),
        publishers=tuple(sorted(shown["publishers"])),
        kinds=tuple(sorted(shown["kinds"])),
        grade=shown["grade"],
        core=shown["core"],
    )


def _join(known: Mapping[str, frozenset[str]], asked: Iterable[str]) -> frozenset[str]:
    """Return the ids under any of `asked`."""
    return frozenset[str]().union(*(known.get(one, frozenset()) for one in asked))


def _rank(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    ranked = sorted(found, key=lambda slug: (-len(found[slug]), slug))
    return {slug: frozenset(found[slug]) for slug in ranked}
