"""The language that is spoken, its rules, and the translations of the catalogues by gettext.

Translations are read from `locales/<code>.po`, where a sentence is found by its text and by
`<catalogue>.<key>` as its context; what has none is said in English.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the help of a command spells neither a day nor a translation
    from babel import Locale

LANGUAGES: Final = ("en", "uk", "ru")
ENGLISH: Final = LANGUAGES[0]
SHORT_NAMES: Final = {"en": "EN", "uk": "УК", "ru": "РУ"}

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


@cache
def read_locale(language: str) -> "Locale":
    """Return the rules of a language for dates, numbers and plurals; English is that of Britain."""
    from babel import Locale  # noqa: PLC0415

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
    from babel.messages.pofile import read_po  # noqa: PLC0415

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
