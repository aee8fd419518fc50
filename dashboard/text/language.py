"""The language that is spoken: catalogues of sentences, and their translations by gettext.

Every sentence stands in a catalogue in English. Translations are read from `locales/<code>.po`,
where a sentence is found by its text and by `<catalogue>.<key>` as its context; what has none
falls back to English. A sentence with a {count} has a twin `<key>_one`; languages with more plural
forms give them in the file, and `Catalogue.count` picks the right one.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.messages.pofile import read_po

LANGUAGES: Final = ("en", "uk", "ru")
ENGLISH: Final = LANGUAGES[0]
SHORT_NAMES: Final = {"en": "EN", "uk": "УК", "ru": "РУ"}
ONE: Final = "_one"

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def get_language() -> str:
    """Return the code of the language that is spoken now, one of LANGUAGES."""
    return _spoken.get()


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Speak `language`, one of LANGUAGES, inside the block; threads do not hear each other."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


class Catalogue(Mapping[str, str]):
    """Sentences by key, each in the language that is spoken when it is asked for."""

    def __init__(self, name: str, sentences: Mapping[str, str]) -> None:
        """Keep the English `sentences`; `name` is part of their address in the translations."""
        self.name = name
        self.english = dict(sentences)

    def __getitem__(self, key: str) -> str:
        """Return the sentence of that key.

        Raises:
            KeyError: no language has such a sentence.
        """
        return read_translations(get_language()).get(f"{self.name}.{key}") or self.english[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of the spoken language: English ones, then its own plural forms."""
        yield from self.english
        prefix = f"{self.name}."
        for address in read_translations(get_language()):
            key = address.removeprefix(prefix)
            if key != address and key not in self.english:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def count(self, key: str, number: int, /, **blanks: object) -> str:
        """Return the sentence of `key` in the form that `number` asks for, its blanks filled.

        {count} is the number itself unless it is given.
        """
        form = f"{key}_{find_form(number)}"
        sentence = self[form] if form in self else self[key]
        return sentence.format(**{"count": number, **blanks})

    def __contains__(self, key: object) -> bool:
        translations = read_translations(get_language())
        return key in self.english or f"{self.name}.{key}" in translations


@cache
def read_locale(language: str) -> Locale:
    """Return the rules of a language for dates, numbers and plurals; English is that of Britain."""
    return Locale.parse("en_GB" if language == ENGLISH else language)


def find_form(number: int) -> str:
    """Return the plural form of a whole number in the spoken language, such as 'few'."""
    form: str = read_locale(get_language()).plural_form(number)
    return form


@cache
def read_translations(language: str) -> Mapping[str, str]:
    """Return the translated sentences of a language by `<catalogue>.<key>`, none for English."""
    found: dict[str, str] = {}
    path = files("dashboard").joinpath("locales", f"{language}.po")
    if language == ENGLISH or not path.is_file():
        return found
    forms = ("one", "few", "many")  # the order of gettext's plural forms in both languages
    with path.open("rb") as file:
        for message in read_po(file, locale=language):
            if not message.id or not message.context or message.fuzzy:
                continue
            if not message.pluralizable:
                found[message.context] = str(message.string or "")
                continue
            sentences = tuple(message.string or ())
            for form, sentence in zip(forms, sentences, strict=False):
                found[f"{message.context}_{form}"] = sentence
            found[message.context] = sentences[-1] if sentences else ""
    return {address: text for address, text in found.items() if text}
