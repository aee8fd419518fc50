"""Sentences: the catalogues of this folder, one TOML file for each part of the product, read once.

A table of a file is a catalogue, and a constant of this module. A sentence with a {count} has a
twin `<key>_one`; languages with more plural forms give them in the translations, and
`Catalogue.count` picks the right one. What stands in several places is written once, in
`common.toml`, and borrowed, in all its forms, as `key = { same = "common.key" }`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from dashboard.text.language import find_form, get_language, read_translations
from geodata.core.plain import isolate

ONE: Final = "_one"
_OTHER_FORMS: Final = ("_few", "_many")  # in which a translation may say more than English does
_SAME: Final = "same"

Entries = Mapping[str, str | Mapping[str, str]]
"""A catalogue as it stands in its file: a sentence by its key, or where the sentence stands."""


@cache
def read_tables() -> Mapping[str, Entries]:
    """Return every table of every catalogue file by its name.

    Raises:
        ValueError: two tables have one name, or an entry is neither a sentence nor borrowed.
    """
    tables: dict[str, Entries] = {}
    for path in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if not path.name.endswith(".toml"):
            continue
        for name, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            wrong = [key for key, entry in entries.items() if not _is_entry(entry)]
            if name in tables or wrong:
                raise ValueError(f"{path.name}: [{name}] {', '.join(wrong) or 'twice'}")
            tables[name] = entries
    return tables


def _is_entry(entry: object) -> bool:
    return isinstance(entry, str) or (isinstance(entry, dict) and list(entry) == [_SAME])


class Catalogue(Mapping[str, str]):
    """Sentences by key, each in the language that is spoken when it is asked for."""

    def __init__(self, name: str, table: Entries | None = None) -> None:
        """Name a catalogue; it reads the table of its name when it is first asked.

        Args:
            name: the table's name, and part of the sentences' address in the translations.
            table: what to hold instead of the table in the files.
        """
        self.name = name
        self._given = table

    @cached_property
    def _table(self) -> Entries:
        """The table as given, with the singular of each plural that it borrows."""
        tables = read_tables()
        table: dict[str, str | Mapping[str, str]] = {}
        for key, entry in (tables[self.name] if self._given is None else self._given).items():
            if not isinstance(entry, str):
                home, _, there = entry[_SAME].partition(".")
                if there + ONE in tables[home]:
                    table[key + ONE] = {_SAME: entry[_SAME] + ONE}
            table[key] = entry
        return table

    @cached_property
    def borrowed(self) -> Mapping[str, str]:
        """The address of each sentence that stands in another catalogue, by the key it has here."""
        entries = self._table.items()
        return {key: entry[_SAME] for key, entry in entries if not isinstance(entry, str)}

    @cached_property
    def english(self) -> Mapping[str, str]:
        """The English sentences by key, in the order of the file.

        Raises:
            KeyError: what is borrowed is not there.
        """
        return {
            key: entry if isinstance(entry, str) else _find_sentence(entry[_SAME])
            for key, entry in self._table.items()
        }

    def __getitem__(self, key: str) -> str:
        """Return the sentence of that key.

        Raises:
            KeyError: no language has such a sentence.
        """
        translations = read_translations(get_language())
        translated = translations and translations.get(self._find_address(key))
        return translated or self.english[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of the spoken language: English ones, then its own plural forms."""
        yield from self.english
        translations = read_translations(get_language())
        for key in self.english if translations else ():
            for form in _OTHER_FORMS if f"{key}{ONE}" in self.english else ():
                if self._find_address(key + form) in translations:
                    yield key + form

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        translations = read_translations(get_language())
        return key in self.english or self._find_address(key) in translations

    def count(self, key: str, number: int, /, **blanks: object) -> str:
        """Return the sentence of `key` in the form that `number` asks for, its blanks filled.

        {count} is the number itself unless it is given; words keep to themselves as in `fill`.
        """
        form = f"{key}_{find_form(number)}"
        sentence = self[form] if form in self else self[key]
        return sentence.format(**{"count": number, **_isolate(blanks)})

    def fill(self, key: str, /, **blanks: object) -> str:
        """Return the sentence of `key`, its blanks filled.

        A name that runs from right to left is isolated, so that the figures beside it keep their
        order.
        """
        return self[key].format(**_isolate(blanks))

    def _find_address(self, key: str) -> str:
        """Return `<catalogue>.<key>`, by which the translations know a sentence or its plural."""
        for form in ("", *_OTHER_FORMS):
            if key.endswith(form) and key.removesuffix(form) in self.borrowed:
                return self.borrowed[key.removesuffix(form)] + form
        return f"{self.name}.{key}"


def fill_phrases(sentence: str, words: Mapping[str, str]) -> str:
    """Return `sentence` with the front's own phrases in their blanks; other blanks stay.

    >>> fill_phrases("Ground {held_by} on {day}", {"held_by": "held by the north"})
    'Ground held by the north on {day}'
    """
    for key, phrase in words.items():
        sentence = sentence.replace(f"{{{key}}}", isolate(phrase))
    return sentence


def _isolate(blanks: Mapping[str, object]) -> dict[str, object]:
    return {
        name: isolate(value) if isinstance(value, str) else value for name, value in blanks.items()
    }


def _find_sentence(address: str) -> str:
    name, _, key = address.partition(".")
    sentence = read_tables()[name][key]
    if not isinstance(sentence, str):
        raise KeyError(address)  # borrowed from a borrower
    return sentence


COMMON: Final = Catalogue("common")

TIMELINE: Final = Catalogue("timeline")
FAILURES: Final = Catalogue("failures")
COMPARE: Final = Catalogue("compare")
COMPARE_PANEL: Final = Catalogue("compare_panel")
VERSUS: Final = Catalogue("versus")
PRESENTER: Final = Catalogue("presenter")
STORY_FILE: Final = Catalogue("story_file")
SHARE: Final = Catalogue("share")

MODES: Final = Catalogue("modes")

CONTROLS: Final = Catalogue("controls")
PANELS: Final = Catalogue("panels")
ADDRESS: Final = Catalogue("address")
ABOUT: Final = Catalogue("about")
EXPORT: Final = Catalogue("export")
VIEW_NAME: Final = Catalogue("view_name")
FILTERS: Final = Catalogue("filters")
TOPICS: Final = Catalogue("topics")
CLAIMS: Final = Catalogue("claims")
LAG: Final = Catalogue("lag")
FIGURES: Final = Catalogue("figures")
CAPTION: Final = Catalogue("caption")
COLUMNS: Final = Catalogue("columns")
TABLE: Final = Catalogue("table")
CITATION: Final = Catalogue("citation")
PLACES: Final = Catalogue("places")
DISAGREEMENT: Final = Catalogue("disagreement")
BEYOND: Final = Catalogue("beyond")

SHEET: Final = Catalogue("sheet")
LEGEND: Final = Catalogue("legend")
FOOT: Final = Catalogue("foot")
CHART: Final = Catalogue("chart")
MULTIPLES: Final = Catalogue("multiples")
SIX_DATES: Final = Catalogue("six_dates")
METHOD: Final = Catalogue("method")
READING_PICTURE: Final = Catalogue("reading_picture")
DECK: Final = Catalogue("deck")
FILM: Final = Catalogue("film")
PAGE: Final = Catalogue("page")
REFUSALS: Final = Catalogue("refusals")
