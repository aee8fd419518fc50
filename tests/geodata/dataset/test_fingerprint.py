"""The fingerprint of a dataset: of its tables and layers alone, the same wherever it lies."""

import hashlib
import shutil

import pytest

from geodata.dataset.fingerprint import fingerprint
from geodata.dataset.load import load_dataset


def test_it_is_the_sha_256_of_the_files_listing(made_up_folder):
    paths = [
        path for path in made_up_folder.rglob("*") if path.suffix in {".csv", ".toml", ".geojson"}
    ]
    names = sorted(path.relative_to(made_up_folder).as_posix() for path in paths)
    lines = [
        f"{hashlib.sha256((made_up_folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
    ]
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert fingerprint(load_dataset(made_up_folder)) == expected


def test_it_is_the_same_in_another_folder(made_up_folder, tmp_path):
    twin = shutil.copytree(made_up_folder, tmp_path / "twin")
    (twin / "notes.txt").write_text("not part of the data")
    assert fingerprint(load_dataset(twin)) == fingerprint(load_dataset(made_up_folder))


@pytest.mark.parametrize("name", ["sources.csv", "layers/held/2024-08-10.geojson"])
def test_it_changes_with_any_table_or_layer(made_up_folder, name):
    dataset = load_dataset(made_up_folder)
    before = fingerprint(dataset)
    path = made_up_folder / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert fingerprint(dataset) != before
