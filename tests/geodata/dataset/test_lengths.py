"""A name has room for a line, a text for a page: longer ones are refused by their places."""

import json

import pytest

from geodata.core.errors import DatasetError
from geodata.dataset.contents import hash_bytes
from geodata.dataset.lengths import NAME_LENGTH, TEXT_LENGTH
from geodata.dataset.load import load_dataset
from geodata.dataset.translation import read_translations

NAME, LONG = NAME_LENGTH * "ш", (NAME_LENGTH + 1) * "ш"
RULE = f"has {NAME_LENGTH + 1} characters, expected {NAME_LENGTH} at most"


@pytest.mark.parametrize("key", ["title", "subtitle", "held_by", "label", "description", "credit"])
def test_a_long_name_in_front_toml_is_a_fault_and_the_longest_is_none(made_up_folder, key):
    path = made_up_folder / "front.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{key} ="))
    for text, faults in ((NAME, ()), (LONG, (RULE,))):
        lines[place] = f'{key} = "{text}"'
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            load_dataset(made_up_folder)
            found = ()
        except DatasetError as error:
            found = tuple(fault.rule for fault in error.faults)
        assert found == faults


def test_a_long_text_in_front_toml_is_a_fault(made_up_folder, find_faults):
    path = made_up_folder / "front.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("about ="))
    lines[place] = f'about = "{"a" * (TEXT_LENGTH + 1)}"'
    path.write_text("\n".join(lines), encoding="utf-8")
    assert "characters" in find_faults()[0].rule


@pytest.mark.parametrize(
    ("file", "column"),
    [
        *(("claims.csv", "claimant"), ("sources.csv", "publisher"), ("sources.csv", "title")),
        *(("settlements.csv", "latin"), ("settlements.csv", "russian")),
    ],
)
def test_a_long_name_in_a_table_is_a_fault(made_up_folder, edit_cell, find_faults, file, column):
    row = (made_up_folder / file).read_text(encoding="utf-8").splitlines()[1].partition(",")[0]
    edit_cell(file, row, column, LONG)
    assert any(fault.file == file and RULE in fault.rule for fault in find_faults())


def test_a_long_label_of_a_layer_is_a_fault(made_up_folder, find_faults):
    (path,) = (made_up_folder / "layers" / "base").glob("*.meta.json")
    fields = json.loads(path.read_text(encoding="utf-8"))
    layer = path.with_name(path.name.replace(".meta.json", ".geojson")).read_bytes()
    assert fields["sha256"] == hash_bytes(layer)
    path.write_text(json.dumps({**fields, "label": LONG}), encoding="utf-8")
    assert any(RULE in fault.rule for fault in find_faults())


def test_a_translation_has_room_for_four_times_its_original():
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    for text, sound in ((NAME, True), (LONG, False)):
        content = f'{head}msgctxt "label"\nmsgid "Side A"\nmsgstr "{text}"\n'.encode()
        if sound:
            assert read_translations(content)["label", "Side A"] == text
        else:
            with pytest.raises(ValueError, match=RULE):
                read_translations(content)
    long = f'{head}msgid "{"a" * 100}"\nmsgstr "{"b" * 400}"\n'.encode()
    assert len(read_translations(long)["", "a" * 100]) == 400
