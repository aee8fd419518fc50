"""The glossary of each translated language: its standard words, and spellings that it never has.

`<code>.toml` holds them; what a translation must say is asked for by what its English says.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NotRequired, TypedDict, cast

_BLANK: Final = re.compile(r"\{\w*\}")


class _Term(TypedDict):
    english: str
    says: str


class _Forbidden(TypedDict):
    spelling: str
    instead: str
    unless: NotRequired[str]


class _Table(TypedDict):
    terms: dict[str, _Term]
    forbidden: list[_Forbidden]


@dataclass(frozen=True, slots=True)
class Term:
    """A term by its English name: where it is said, and how the language says it."""

    name: str
    english: re.Pattern[str]
    says: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A spelling that no sentence has, unless its English says what `unless` matches."""

    spelling: re.Pattern[str]
    instead: str
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Glossary:
    """The words of one language."""

    terms: tuple[Term, ...]
    forbidden: tuple[Forbidden, ...]

    def list_faults(self, english: str, translated: str) -> Iterator[str]:
        """Yield what is wrong with a translation, one sentence a fault; its blanks are no words."""
        english, bare = (_BLANK.sub("{}", text) for text in (english, translated))
        for term in self.terms:
            if term.english.search(english) and not term.says.search(bare):
                yield f"'{term.name}' is not said as the glossary says it ({term.says.pattern})"
        for one in self.forbidden:
            found = one.spelling.search(bare)
            if found and not (one.unless and one.unless.search(english)):
                yield f"'{found[0]}' is not to be had; write: {one.instead}"


@cache
def read_glossary(language: str) -> Glossary:
    """Return the glossary of a translated language.

    Raises:
        FileNotFoundError: the language has none.
    """
    text = files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    table = cast(_Table, tomllib.loads(text))
    terms = tuple(
        Term(name, _compile(one["english"]), _compile(one["says"]))
        for name, one in table["terms"].items()
    )
    forbidden = tuple(
        Forbidden(
            _compile(one["spelling"]),
            one["instead"],
            _compile(one["unless"]) if "unless" in one else None,
        )
        for one in table["forbidden"]
    )
    return Glossary(terms, forbidden)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
