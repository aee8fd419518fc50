"""Which texts of a dataset have letters that the faces of sheets, decks and films lack."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from dashboard.briefing.drawing.lettering import find_missing, spell_letters
from dashboard.text.catalogues import REFUSALS
from geodata.core.errors import Fault
from geodata.core.model import Dataset

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_SHOWN: Final = 60  # characters of a text in a notice


def list_missing_letters(dataset: Dataset) -> tuple[Fault, ...]:
    """Return a notice for each text that is transliterated wherever the faces are used.

    The screen, slides and tables have the reader's own faces, and show it as it is.
    """
    return tuple(
        Fault(file, row, told, REFUSALS["letters_remedy"])
        for file, row, name, text in _list_texts(dataset)
        if (told := tell_letters(name, text))
    )


def tell_letters(name: str, text: str) -> str:
    """Return how a text will be drawn of which the faces lack letters; "" where they lack none."""
    if not (missing := find_missing(text)):
        return ""
    spelled = spell_letters(text)
    drawn = spelled if len(spelled) <= _SHOWN else f"{spelled[:_SHOWN]}…"
    return REFUSALS["letters"].format(field=name, missing=missing, drawn=drawn)


def _list_texts(dataset: Dataset) -> Iterator[tuple[str, str, str, str]]:
    """Yield file, row, field and text of whatever a sheet may write."""
    front = dataset.front
    for name in ("title", "subtitle", "disclaimer"):
        yield "front.toml", "front", name, getattr(front, name)
    parts: tuple[tuple[str, str, Sequence[DataclassInstance]], ...] = (
        ("front.toml", "side", front.accounts),
        ("front.toml", "series_id", front.series),
        ("front.toml", "topic_id", front.topics),
        ("claims.csv", "claim_id", tuple(dataset.claims.values())),
        ("sources.csv", "source_id", tuple(dataset.sources.values())),
        ("settlements.csv", "place_id", tuple(dataset.places.values())),
        ("events.csv", "event_id", dataset.events),
        ("story.csv", "chapter_id", dataset.story),
    )
    for file, row, records in parts:
        for record in records:
            for one in fields(record):
                text = getattr(record, one.name)
                if isinstance(text, str) and not text.isascii():
                    yield file, str(getattr(record, row)), one.name, text
    for land in front.lands:
        yield "front.toml", f"lands {land.name}", "label", land.label
    for label, _ in front.periods:
        yield "front.toml", "periods", "label", label
    for key, phrase in front.words.items():
        yield "front.toml", "words", key, phrase
    for language, translations in dataset.translations.items():
        for (context, _), text in translations.items():
            yield f"locales/{language}.po", context, "msgstr", text
    for layer in dataset.layers.values():
        for name in ("label", "credit", "licence"):
            yield f"layers/base/{layer.layer_id}", "sidecar", name, str(layer.sidecar[name])
