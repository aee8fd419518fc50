"""A dataset told in another language: its words replaced, its ids, figures and dates untouched.

Translations stand in `locales/<code>.po` of the dataset's folder (gettext). A text is found by
itself and by its context, the sort of text it is; what has no translation stays as it is. Titles
and names of publications are never translated: they are what a reader needs to find them.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from babel.messages.pofile import PoFileError, read_po

from geodata.core.errors import Fault
from geodata.core.model import (
    Claim,
    ControlInterval,
    Dataset,
    Event,
    Front,
    HeldArea,
    Layer,
    Translations,
)
from geodata.core.plain import find_unshown
from geodata.dataset.contents import LOCALES, Contents, read_sound
from geodata.dataset.lengths import find_long_translation

FOLDER: Final = LOCALES
_LINE: Final = re.compile(
    r'(#.*|(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\])?\s*"[^"\\]*(\\.[^"\\]*)*")?'
)
_PLURAL: Final = re.compile(r"(#~\s*)?(msgid_plural|msgstr\s*\[)")
_REMEDY: Final = "Correct it, or take it away; until then its language shows the original texts."
Translate = Callable[[str, str], str]
"""A context and a text in; the text to be shown out."""


def translate_dataset(dataset: Dataset, language: str) -> Dataset:
    """Return `dataset` told in `language`, an ISO 639-1 code; as it is where it has no such texts.

    >>> from geodata import load_dataset, translate_dataset
    >>> [account.label for account in translate_dataset(load_dataset(), "uk").front.accounts][1]
    'Незалежні'
    """
    known = dataset.translations.get(language)
    if known is None:
        return dataset
    return replace_texts(dataset, lambda context, text: known.get((context, text), text))


def list_texts(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Return every context and text that a translation may hold, in the order of the tables."""
    found: dict[tuple[str, str], None] = {}

    def note(context: str, text: str) -> str:
        found[context, text] = None
        return text

    replace_texts(dataset, note)
    return tuple(found)


def read_translations(content: bytes) -> Translations:
    """Return the translations in a gettext file by context and text; unsure ones are left out.

    Raises:
        ValueError: it is no such file, or not in UTF-8, or a text in it is not plain.
    """
    lines = content.decode("utf-8-sig").splitlines()
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line.strip()):
            raise ValueError(f"is no gettext file at line {number}: {line.strip()}")
        if _PLURAL.match(line.strip()):  # a header may ask for room for 10^8 forms of one
            raise ValueError(f"has a plural at line {number}: no text of a front has one")
    try:
        catalogue = read_po(lines, abort_invalid=True)
    except (PoFileError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"is no gettext file: {error}") from error
    texts = {
        (str(message.context or ""), str(message.id)): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
    for (_, original), text in texts.items():
        if rule := find_unshown(text) or find_long_translation(original, text):
            raise ValueError(rule)
    return texts


def read_all_translations(contents: Contents) -> tuple[dict[str, Translations], list[Fault]]:
    """Return the translations of a dataset by language, and a fault for each file that is none."""
    found, faults = read_sound(contents, FOLDER, ".po", read_translations, _REMEDY)
    return {PurePosixPath(path).stem: texts for path, texts in found.items()}, faults


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
        about=translate("front", front.about),
        caveats=tuple(translate("caveat", text) for text in front.caveats),
        words={key: translate("phrase", text) for key, text in front.words.items()},
        lands=tuple(replace(one, label=translate("land", one.label)) for one in front.lands),
        periods=tuple((translate("period", label), span) for label, span in front.periods),
        accounts=tuple(
            replace(
                account,
                label=translate("account", account.label),
                description=translate("account", account.description),
            )
            for account in front.accounts
        ),
        series=tuple(
            replace(one, label=translate("series", one.label), ties=translate("ties", one.ties))
            for one in front.series
        ),
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
        credibility_reason=translate("credibility", claim.credibility_reason),
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
