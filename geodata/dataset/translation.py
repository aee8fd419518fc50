"""A dataset told in another language: its words replaced, its ids, figures and dates untouched.

Translations stand in `locales/<code>.po` of the dataset's folder (gettext). A text is found by
itself and by its context, the sort of text it is; what has no translation stays as it is. Titles
and names of publications are never translated: they are what a reader needs to find them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.messages.pofile import read_po

from geodata.core.model import Claim, ControlInterval, Dataset, Event, Front, HeldArea, Layer

FOLDER: Final = "locales"
Translate = Callable[[str, str], str]
"""A context and a text in; the text to be shown out."""


def translate_dataset(dataset: Dataset, language: str) -> Dataset:
    """Return `dataset` told in `language`, an ISO 639-1 code; as it is where there is no file.

    >>> from geodata import load_dataset, translate_dataset
    >>> [account.label for account in translate_dataset(load_dataset(), "uk").front.accounts][1]
    'Незалежні'
    """
    path = dataset.folder / FOLDER / f"{language}.po"
    if not path.is_file():
        return dataset
    known = read_translations(path)
    return replace_texts(dataset, lambda context, text: known.get((context, text), text))


def list_texts(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Return every context and text that a translation may hold, in the order of the tables."""
    found: dict[tuple[str, str], None] = {}

    def note(context: str, text: str) -> str:
        found[context, text] = None
        return text

    replace_texts(dataset, note)
    return tuple(found)


def read_translations(path: Path) -> Mapping[tuple[str, str], str]:
    """Return the translations in a gettext file by context and text; unsure ones are left out."""
    with path.open("rb") as file:
        return {
            (str(message.context or ""), str(message.id)): str(message.string)
            for message in read_po(file)
            if message.id and message.string and not message.fuzzy
        }


def replace_texts(dataset: Dataset, find: Translate) -> Dataset:
    """Return `dataset` with every text passed through `find`; empty texts stay empty."""

    def translate(context: str, text: str) -> str:
        return find(context, text) if text else text

    claims = {
        claim.claim_id: _translate_claim(claim, translate) for claim in dataset.claims.values()
    }
    layers = {name: _translate_layer(layer, translate) for name, layer in dataset.layers.items()}
    return replace(
        dataset,
        front=_translate_front(dataset.front, translate),
        claims=MappingProxyType(claims),
        control=tuple(_translate_interval(one, translate) for one in dataset.control),
        events=tuple(_translate_event(event, translate) for event in dataset.events),
        story=tuple(
            replace(
                one, title=translate("chapter", one.title), text=translate("chapter text", one.text)
            )
            for one in dataset.story
        ),
        held=tuple(_translate_area(area, translate) for area in dataset.held),
        layers=MappingProxyType(layers),
    )


def _translate_front(front: Front, translate: Translate) -> Front:
    return replace(
        front,
        title=translate("front", front.title),
        subtitle=translate("front", front.subtitle),
        disclaimer=translate("front", front.disclaimer),
        accounts=tuple(
            replace(
                account,
                label=translate("account", account.label),
                description=translate("account", account.description),
            )
            for account in front.accounts
        ),
        series=tuple(replace(one, label=translate("series", one.label)) for one in front.series),
        topics=tuple(
            replace(
                one, group=translate("topic group", one.group), label=translate("topic", one.label)
            )
            for one in front.topics
        ),
        licences=tuple(
            {**one, "part": translate("licence", one["part"])} for one in front.licences
        ),
    )


def _translate_claim(claim: Claim, translate: Translate) -> Claim:
    return replace(
        claim,
        claimant=translate("claimant", claim.claimant),
        words=translate("words", claim.words),
        derivation=translate("working", claim.derivation),
        summary=translate("summary", claim.summary),
    )


def _translate_interval(interval: ControlInterval, translate: Translate) -> ControlInterval:
    return replace(interval, note=translate("note", interval.note))


def _translate_event(event: Event, translate: Translate) -> Event:
    return replace(
        event, title=translate("event", event.title), summary=translate("event text", event.summary)
    )


def _translate_area(area: HeldArea, translate: Translate) -> HeldArea:
    return replace(area, claimant=translate("claimant", area.claimant))


def _translate_layer(layer: Layer, translate: Translate) -> Layer:
    sidecar = {**layer.sidecar, "label": translate("layer", str(layer.sidecar["label"]))}
    return replace(layer, sidecar=MappingProxyType(sidecar))
