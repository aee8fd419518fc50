"""Which claims count: filters by maker, claimant, publisher, kind, grade and core documents."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from anyascii import anyascii

from dashboard.state.fields import Choices, Codec, Option, Scope, declare, list_fields
from dashboard.state.kinds import Flag, Maybe, Name
from dashboard.state.repair import clean, list_first, shorten
from dashboard.text.catalogues import FILTERS
from geodata.claims.claims import grade
from geodata.core.model import Claim, Dataset, Kind

LETTERS: Final = "ABCDE"  # F: the source's reliability cannot be judged
DIGITS: Final = "12345"  # 6: the information's credibility cannot be judged
GRADES: Final = tuple(letter + digit for letter, digit in product(LETTERS, DIGITS))

_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Names(Codec[tuple[Name, ...]]):
    """Any of many names, in alphabetical order; an address leaves out those that nobody bears.

    `make` turns a text into a name, `part` says which of the `Choices` there are.
    """

    several: bool = True
    part: str
    make: Callable[[str], Name]

    def parse(
        self, text: str, start: tuple[Name, ...], scope: Scope, notices: list[str]
    ) -> tuple[Name, ...]:
        """Return the names that there are; what is unknown is left out."""
        del start
        known = self.list_known(scope)
        words = {clean(word).lower() for word in text.split(",")} - {""}
        if unknown := shorten(", ".join(sorted(words - known.keys()))):
            sentence = FILTERS[f"unknown_{self.part}"]
            notices.append(sentence.format(values=unknown, allowed=list_first(known)))
        return tuple(self.make(word) for word in sorted(words & known.keys()))

    def format(self, value: tuple[Name, ...]) -> str:
        """Return the names with commas between them."""
        return ",".join(value)

    def encode(self, value: tuple[Name, ...]) -> list[Name]:
        """Return the names as a list."""
        return list(value)

    def decode(self, sent: object, before: tuple[Name, ...], scope: Scope) -> tuple[Name, ...]:
        """Return a list in order; `before` where it is none, or holds what no name can be."""
        del scope
        if not isinstance(sent, list | tuple):
            return before
        try:
            return tuple(sorted(self.make(str(one)) for one in sent))
        except ValueError:
            return before

    def list_known(self, scope: Scope) -> Mapping[str, frozenset[str]]:
        """Return the names that there are, each with the ids of its claims."""
        known: Mapping[str, frozenset[str]] = getattr(scope.choices, self.part)
        return known

    def list_options(self, scope: Scope) -> tuple[object, ...]:
        """Return the names that there are, the most frequent first."""
        return tuple(self.list_known(scope))


@dataclass(frozen=True, kw_only=True)
class Grade(Maybe):
    """The worst grade that passes, one of GRADES in either case, or None for any."""

    def accepts(self, text: str) -> bool:
        """Whether a text is a grade, in capitals."""
        return text in GRADES

    def parse(self, text: str, start: str | None, scope: Scope, notices: list[str]) -> str | None:
        """Return the grade; where it is none, `start`."""
        worst = text.strip().upper()
        if worst and not self.accepts(worst):
            notices.append(FILTERS["unknown_grade"].format(value=shorten(text)))
        return self.decode(worst, start, scope)

    def list_options(self, scope: Scope) -> tuple[object, ...]:
        """Return every grade."""
        del scope
        return GRADES


def _declare_names(part: str, option: Option) -> Mapping[str, object]:
    """Declare a part of several names; address and option call it by the name of one."""
    name = option.flag.removeprefix("--")
    return declare(Names(address=name, widget=True, option=option, part=part, make=str))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim must be like to count; an empty part asks for nothing.

    `makers` are ids of series: the figures of one maker, whoever relayed them. `claimants` and
    `publishers` are slugs of `Choices`. A claim passes with any of them, and must pass every part;
    lists are in alphabetical order. `grade` is the worst grade that passes, as in
    B2: letter and digit must both be at least as good. F and 6 say that a thing cannot be judged,
    so they pass no grade.
    """

    makers: tuple[str, ...] = field(
        default=(),
        metadata=_declare_names(
            "makers", Option("--maker", "Only figures of this maker, whoever relays them.", "ID")
        ),
    )
    claimants: tuple[str, ...] = field(
        default=(),
        metadata=_declare_names(
            "claimants", Option("--claimant", "Only by this claimant.", "NAME")
        ),
    )
    publishers: tuple[str, ...] = field(
        default=(),
        metadata=_declare_names(
            "publishers", Option("--publisher", "Only from this publisher.", "NAME")
        ),
    )
    kinds: tuple[Kind, ...] = field(
        default=(),
        metadata=declare(
            Names(
                address="kind",
                widget=True,
                option=Option(
                    "--kind", "Only of this kind.", "KIND", tuple(kind.value for kind in Kind)
                ),
                part="kinds",
                make=Kind,
            )
        ),
    )
    grade: str | None = field(
        default=None,
        metadata=declare(
            Grade(
                address="grade",
                widget=True,
                option=Option("--grade", "Only graded so or better, letter and digit.", "B2"),
            )
        ),
    )
    core: bool = field(
        default=False,
        metadata=declare(
            Flag(
                address="core",
                label=lambda: FILTERS["core"],
                widget=True,
                option=Option("--core", "Only from the core documents."),
            )
        ),
    )


NO_FILTERS: Final = Filters()
PARAMETERS: Final = {
    name: codec.address for name, codec in list_fields(Filters).items() if isinstance(codec, Names)
}
"""The parts of a filter that are lists, and what each is called in an address."""


def list_choices(dataset: Dataset) -> Choices:
    """Return what the claims of `dataset` can be filtered for."""
    makers: dict[str, set[str]] = defaultdict(set)
    claimants: dict[str, set[str]] = defaultdict(set)
    publishers: dict[str, set[str]] = defaultdict(set)
    kinds: dict[Kind, set[str]] = defaultdict(set)
    samples: dict[str, tuple[str, int]] = {}
    for claim_id, claim in dataset.claims.items():
        if claim.series:
            makers[claim.series].add(claim_id)
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
    return Choices(
        makers=_rank(makers),
        claimants=_rank(claimants),
        publishers=_rank(publishers),
        kinds=found,
        samples=samples,
        total=len(dataset.claims),
    )


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
    if filters.makers:
        kept &= _join(choices.makers, filters.makers)
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


def _join(known: Mapping[str, frozenset[str]], asked: Iterable[str]) -> frozenset[str]:
    """Return the ids under any of `asked`."""
    return frozenset[str]().union(*(known.get(one, frozenset()) for one in asked))


def _rank(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    ranked = sorted(found, key=lambda slug: (-len(found[slug]), slug))
    return {slug: frozenset(found[slug]) for slug in ranked}
