"""A dataset told in another language keeps every id, figure and date."""

from dataclasses import fields, replace

from geodata.dataset.translation import (
    list_texts,
    read_translations,
    replace_texts,
    translate_dataset,
)
from tests.bundled import read_bundled

DATASET = read_bundled()
TOLD = {"claimant", "words", "derivation", "credibility_reason", "summary"}


def shout(_context: str, text: str) -> str:
    return f"<{text}>"


def test_only_the_words_change():
    told = replace_texts(DATASET, shout)
    assert list(told.claims) == list(DATASET.claims)
    for claim_id, claim in DATASET.claims.items():
        for field in fields(claim):
            before, after = getattr(claim, field.name), getattr(told.claims[claim_id], field.name)
            assert after == (f"<{before}>" if field.name in TOLD and before else before)
    assert told.sources is DATASET.sources
    assert told.places is DATASET.places
    assert [one.interval_id for one in told.control] == [one.interval_id for one in DATASET.control]
    assert [area.geometry for area in told.held] == [area.geometry for area in DATASET.held]
    assert told.front.extent == DATASET.front.extent


def test_a_held_area_names_its_claimant_as_the_claim_does():
    told = replace_texts(DATASET, shout)
    for area in told.held:
        assert area.claimant == told.claims[area.claim_id].claimant


def test_every_text_is_listed_once_with_its_sort():
    texts = list_texts(DATASET)
    assert len(set(texts)) == len(texts)
    assert ("account", "Kyiv") in texts
    assert ("series", "Kyiv") in texts
    assert all(text for _, text in texts)


def test_without_a_file_the_dataset_stays_as_it_is():
    elsewhere = replace(DATASET, translations={})
    assert translate_dataset(elsewhere, "uk") is elsewhere


def test_unsure_translations_are_not_used():
    content = (
        'msgctxt "account"\nmsgid "Made up"\nmsgstr "Вигадано"\n\n'
        '#, fuzzy\nmsgctxt "account"\nmsgid "Unsure"\nmsgstr "Непевно"\n\n'
        'msgctxt "account"\nmsgid "Missing"\nmsgstr ""\n'
    )
    assert read_translations(content.encode()) == {("account", "Made up"): "Вигадано"}
