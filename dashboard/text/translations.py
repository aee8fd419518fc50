"""The command that keeps the translation files in step: `python -m dashboard.text.translations`.

Adds what is new to `locales/<code>.po`, drops what is gone and marks as fuzzy what was reworded,
so that nothing is shown that no longer says the same. `--check` changes nothing and fails where a
file is out of step or breaks the glossary of its language; `--missing` lists what has no
translation, which is then shown in English.
Files are compared by their messages: how a line is wrapped or flagged is Babel's affair.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from dashboard.text import catalogues
from dashboard.text.catalogues import ONE, Catalogue
from dashboard.text.glossary import read_glossary
from dashboard.text.language import ENGLISH, LANGUAGES
from geodata.dataset.load import bundled_folder, load_dataset
from geodata.dataset.translation import FOLDER, list_texts

_HEADER: Final = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""
_SLAVIC: Final = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
PLURALS: Final[Mapping[str, str]] = {"uk": _SLAVIC, "ru": _SLAVIC}
"""The plural rule of each translated language as gettext writes it: one, few, many."""
_WIDTH: Final = 100

Told = tuple[str, tuple[str, ...], tuple[str, ...], bool]
"""What one message says: context, English forms, translated forms, and whether it is fuzzy."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One text to translate: its context, its English, and its English plural where it has one."""

    context: str
    text: str
    plural: str = ""


def list_catalogues() -> tuple[Catalogue, ...]:
    """Return every catalogue of the dashboard, by its name."""
    found = (value for value in vars(catalogues).values() if isinstance(value, Catalogue))
    return tuple(sorted(found, key=lambda one: one.name))


def list_sentences() -> tuple[CatalogueEntry, ...]:
    """Return every sentence of the dashboard; a pair of singular and plural is one entry."""
    return tuple(entry for one in list_catalogues() for entry in _list_entries(one))


def _list_entries(catalogue: Catalogue) -> Iterator[CatalogueEntry]:
    own = {key: text for key, text in catalogue.english.items() if key not in catalogue.borrowed}
    for key, text in own.items():
        singular = own.get(key + ONE)
        if singular is not None:
            yield CatalogueEntry(f"{catalogue.name}.{key}", singular, text)
        elif not (key.endswith(ONE) and key.removesuffix(ONE) in own):
            yield CatalogueEntry(f"{catalogue.name}.{key}", text)


def list_data_texts() -> tuple[CatalogueEntry, ...]:
    """Return every text of the bundled dataset that may be translated."""
    return tuple(CatalogueEntry(*pair) for pair in list_texts(load_dataset()))


def list_files() -> tuple[tuple[Path, str, tuple[CatalogueEntry, ...]], ...]:
    """Return each translation file with its language and the entries that it must hold."""
    domains = (
        (Path(__file__).parents[1] / FOLDER, list_sentences()),
        (bundled_folder() / FOLDER, list_data_texts()),
    )
    return tuple(
        (folder / f"{language}.po", language, entries)
        for folder, entries in domains
        for language in LANGUAGES
        if language != ENGLISH
    )


def update_file(
    path: Path, language: str, entries: Sequence[CatalogueEntry]
) -> tuple[Catalog, list[CatalogueEntry]]:
    """Return what a translation file must hold, and the entries that it does not translate."""
    known = _read_messages(path, language)
    by_context = {context: message for (context, _), message in known.items() if "." in context}
    catalog = Catalog(locale=language)
    missing = []
    for entry in entries:
        old = known.get((entry.context, entry.text))
        reworded = None if old else by_context.get(entry.context)
        source = old or reworded
        ident = (entry.text, entry.plural) if entry.plural else entry.text
        fits = source is not None and source.pluralizable == bool(entry.plural)
        stale = bool(reworded) or (old is not None and old.id != ident) or (old and old.fuzzy)
        string = source.string if source and fits else None
        flags = ["fuzzy"] if string and stale else []
        catalog.add(ident, string, context=entry.context, flags=flags)
        if stale or not _is_full(string):
            missing.append(entry)
    return catalog, missing


def encode_file(catalog: Catalog, language: str) -> bytes:
    """Return a translation file of `language` under a header that names no release and no hour."""
    stream = io.BytesIO()
    stream.write(_HEADER.format(language=language, plurals=PLURALS[language]).encode())
    write_po(stream, catalog, width=_WIDTH, omit_header=True)
    return stream.getvalue()


def list_faults(catalog: Catalog, language: str) -> list[str]:
    """Return where the translations of `catalog` break the glossary of their language."""
    glossary = read_glossary(language)
    return [
        f"{message.context}: {fault}, in: {form}"
        for message in catalog
        if message.id
        for form in _list_forms(message.string or ())
        if form
        for fault in glossary.list_faults(_list_forms(message.id)[-1], form)
    ]


def is_current(path: Path, language: str, catalog: Catalog) -> bool:
    """Whether a translation file holds the messages of `catalog`, in the same order, no other."""
    held = _read_messages(path, language).values()
    return list_told(held) == list_told(message for message in catalog if message.id)


def list_told(messages: Iterable[Message]) -> list[Told]:
    """Return what messages say, without how a release of Babel would write them."""
    return [
        (
            str(message.context or ""),
            tuple(_list_forms(message.id)),
            tuple(forms) if any(forms) else (),
            message.fuzzy,
        )
        for message in messages
        for forms in [_list_forms(message.string or ())]
    ]


def _read_messages(path: Path, language: str) -> dict[tuple[str, str], Message]:
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {
            (str(message.context or ""), _list_forms(message.id)[0]): message
            for message in read_po(file, locale=language)
            if message.id
        }


def _is_full(string: str | Sequence[str] | None) -> bool:
    """Whether a translation gives every form."""
    forms = _list_forms(string or ())
    return bool(forms) and all(forms)


def _list_forms(string: str | Sequence[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


@click.command(help=__doc__)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file is out of step.")
@click.option("--missing", is_flag=True, help="List every text that has no translation.")
def main(*, check: bool, missing: bool) -> None:
    """Bring every translation file into step, or prove that it is."""
    stale, faults = [], []
    for path, language, entries in list_files():
        catalog, untranslated = update_file(path, language, entries)
        faults += [f"  {language} {fault}" for fault in list_faults(catalog, language)]
        done = len(entries) - len(untranslated)
        click.echo(f"{language} {path.parent.parent.name}: {done} of {len(entries)} translated")
        if missing:
            for entry in untranslated:
                click.echo(f"  {entry.context}: {entry.text}")
        if not is_current(path, language, catalog):
            stale.append(path.name)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(encode_file(catalog, language))
    for fault in faults:
        click.echo(fault)
    if check and faults:
        raise click.ClickException(f"{len(faults)} translations break the glossary, listed above.")
    if check and stale:
        raise click.ClickException(
            f"{len(stale)} translation files are out of step with the catalogues. "
            "Run: python -m dashboard.text.translations"
        )


if __name__ == "__main__":
    main()
