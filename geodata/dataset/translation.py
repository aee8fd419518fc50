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
Tell = Callable[[str, str], str]
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
    return retell_dataset(dataset, lambda context, text: known.get((context, text), text))


def list_texts(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Return every context and text that a translation may hold, in the order of the tables."""
    found: dict[tuple[str, str], None] = {}

    def note(context: str, text: str) -> str:
        found[context, text] = None
        return text

    retell_dataset(dataset, note)
    return tuple(found)


def read_translations(path: Path) -> Mapping[tuple[str, str], str]:
    """Return the translations in a gettext file by context and text; unsure ones are left out."""
    with path.open("rb") as file:
        return {
            (str(message.context or ""), str(message.id)): str(message.string)
            for message in read_po(file)
            if message.id and message.string and not message.fuzzy
        }


def retell_dataset(dataset: Dataset, tell: Tell) -> Dataset:
    """Return `dataset` with every text passed through `tell`; empty texts stay empty."""

    def say(context: str, text: str) -> str:
        return tell(context, text) if text else text

    claims = {claim.claim_id: _retell_claim(claim, say) for claim in dataset.claims.values()}
    layers = {name: _retell_layer(layer, say) for name, layer in dataset.layers.items()}
    return replace(
        dataset,
        front=_retell_front(dataset.front, say),
        claims=MappingProxyType(claims),
        control=tuple(_retell_interval(one, say) for one in dataset.control),
        events=tuple(_retell_event(event, say) for event in dataset.events),
        story=tuple(
            replace(one, title=say("chapter", one.title), text=say("chapter text", one.text))
            for one in dataset.story
        ),
        held=tuple(_retell_area(area, say) for area in dataset.held),
        layers=MappingProxyType(layers),
    )


def _retell_front(front: Front, say: Tell) -> Front:
    return replace(
        front,
        title=say("front", front.title),
        subtitle=say("front", front.subtitle),
        disclaimer=say("front", front.disclaimer),
        accounts=tuple(
            replace(
                account,
                label=say("account", account.label),
                description=say("account", account.description),
            )
            for account in front.accounts
        ),
        series=tuple(replace(one, label=say("series", one.label)) for one in front.series),
        topics=tuple(
            replace(one, group=say("topic group", one.group), label=say("topic", one.label))
            for one in front.topics
        ),
        licences=tuple({**one, "part": say("licence", one["part"])} for one in front.licences),
    )


def _retell_claim(claim: Claim, say: Tell) -> Claim:
    return replace(
        claim,
        claimant=say("claimant", claim.claimant),
        words=say("words", claim.words),
        derivation=say("working", claim.derivation),
        summary=say("summary", claim.summary),
    )


def _retell_interval(interval: ControlInterval, say: Tell) -> ControlInterval:
    return replace(interval, note=say("note", interval.note))


def _retell_event(event: Event, say: Tell) -> Event:
    return replace(event, title=say("event", event.title), summary=say("event text", event.summary))


def _retell_area(area: HeldArea, say: Tell) -> HeldArea:
    return replace(area, claimant=say("claimant", area.claimant))


def _retell_layer(layer: Layer, say: Tell) -> Layer:
    sidecar = {**layer.sidecar, "label": say("layer", str(layer.sidecar["label"]))}
    return replace(layer, sidecar=MappingProxyType(sidecar))
