"""The command that keeps the translation files in step: `python -m dashboard.translations`.

Adds what is new to `locales/<code>.po`, drops what is gone and marks as fuzzy what was reworded,
so that nothing is shown that no longer says the same. `--check` changes nothing and fails where a
file is out of step; `--missing` lists what has no translation, which is then shown in English.
"""

import io
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

import dashboard
from dashboard.language import ENGLISH, LANGUAGES, ONE, Catalogue
from geodata.load import bundled_folder, load_dataset
from geodata.translation import FOLDER, list_texts

_HEADER: Final = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {forms}\n"

"""
_WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate: its context, its English, and its English plural where it has one."""

    context: str
    text: str
    plural: str = ""


def list_catalogues() -> tuple[Catalogue, ...]:
    """Return every catalogue of the dashboard, each once, by the modules' names."""
    found: dict[int, Catalogue] = {}
    for info in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        name = info.name.rpartition(".")[2]
        if name.startswith("text") or name == "words":
            for value in vars(import_module(info.name)).values():
                if isinstance(value, Catalogue):
                    found[id(value)] = value
    return tuple(found.values())


def list_sentences() -> tuple[Entry, ...]:
    """Return every sentence of the dashboard; a pair of singular and plural is one entry."""
    return tuple(entry for one in list_catalogues() for entry in _list_entries(one))


def _list_entries(catalogue: Catalogue) -> Iterator[Entry]:
    for key, text in catalogue.english.items():
        singular = catalogue.english.get(key + ONE)
        if singular is not None:
            yield Entry(f"{catalogue.name}.{key}", singular, text)
        elif not (key.endswith(ONE) and key.removesuffix(ONE) in catalogue.english):
            yield Entry(f"{catalogue.name}.{key}", text)


def list_data_texts() -> tuple[Entry, ...]:
    """Return every text of the bundled dataset that may be translated."""
    return tuple(Entry(*pair) for pair in list_texts(load_dataset()))


def list_files() -> tuple[tuple[Path, str, tuple[Entry, ...]], ...]:
    """Return each translation file with its language and the entries that it must hold."""
    domains = (
        (Path(dashboard.__file__).parent / FOLDER, list_sentences()),
        (bundled_folder() / FOLDER, list_data_texts()),
    )
    return tuple(
        (folder / f"{language}.po", language, entries)
        for folder, entries in domains
        for language in LANGUAGES
        if language != ENGLISH
    )


def update_file(path: Path, language: str, entries: Sequence[Entry]) -> tuple[bytes, list[Entry]]:
    """Return the new content of a translation file, and the entries that it does not translate."""
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
    stream = io.BytesIO()
    # A header of our own: Babel's names its release and the hour.
    stream.write(_HEADER.format(language=language, forms=catalog.plural_forms).encode())
    write_po(stream, catalog, width=_WIDTH, omit_header=True)
    return stream.getvalue(), missing


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
    stale = []
    for path, language, entries in list_files():
        content, untranslated = update_file(path, language, entries)
        done = len(entries) - len(untranslated)
        click.echo(f"{language} {path.parent.parent.name}: {done} of {len(entries)} translated")
        if missing:
            for entry in untranslated:
                click.echo(f"  {entry.context}: {entry.text}")
        if not path.is_file() or path.read_bytes() != content:
            stale.append(path.name)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
    if check and stale:
        raise click.ClickException(
            f"{len(stale)} translation files are out of step with the catalogues. "
            "Run: python -m dashboard.translations"
        )


if __name__ == "__main__":
    main()
