"""The hashes in sidecars: a layer changed is a fault, an input changed a notice, of any folder."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.core.errors import Fault
from geodata.dataset import seals
from geodata.dataset.contents import Contents
from geodata.dataset.load import load_dataset

FindFaults = Callable[[], tuple[Fault, ...]]
HELD = "layers/held/2024-08-10.geojson"


def _seal(folder: Path, name: str, *, inputs: tuple[str, ...] = ("claims.csv",)) -> Path:
    """Write the sidecar of a folder of layers as a build would."""

    def hash_file(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()

    layers = sorted((folder / "layers" / name).glob("*.geojson"))
    sidecar = folder / "layers" / name / f"{name}.meta.json"
    fields = {
        "sha256": {path.relative_to(folder).as_posix(): hash_file(path) for path in layers},
        "inputs": {one: hash_file(folder / one) for one in inputs},
    }
    sidecar.write_text(json.dumps(fields))
    return sidecar


def _edit(path: Path, change: Callable[[Any], object]) -> None:
    fields = json.loads(path.read_text())
    change(fields)
    path.write_text(json.dumps(fields))


def test_sealed_layers_are_sound_and_bare_ones_are_a_notice(made_up_folder: Path) -> None:
    (notice,) = load_dataset(made_up_folder).notices
    assert notice.file == "layers/held"
    assert "has no sidecar" in notice.rule
    _seal(made_up_folder, "held")
    assert load_dataset(made_up_folder).notices == ()


def test_changed_layer_is_a_fault_told_once_and_not_shown(made_up_folder: Path) -> None:
    _seal(made_up_folder, "held")
    path = made_up_folder / HELD
    path.write_bytes(path.read_bytes() + b" ")
    faults: list[Fault] = []
    dataset = load_dataset(made_up_folder, faults.append)
    assert [(fault.file, fault.rule[:12]) for fault in faults] == [(HELD, "differs from")]
    assert "2024-08-10" not in {area.date.isoformat() for area in dataset.held}
    assert dataset.held


def test_an_input_is_hashed_once_however_often_it_is_named(
    made_up_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edit(
        _seal(made_up_folder, "held"),
        lambda given: given.update(inputs={f"./{'./' * n}claims.csv": "0" * 64 for n in range(99)}),
    )
    read = []
    monkeypatch.setattr(Contents, "fetch", lambda _, name: read.append(name) or b"")
    (notice,) = load_dataset(made_up_folder).notices
    assert read == ["claims.csv"]
    assert notice.rule.count("claims.csv") == 8
    assert "others changed" in notice.rule
    monkeypatch.setattr(seals, "MOST_HASHES", 98)
    (notice,) = load_dataset(made_up_folder).notices
    assert notice.rule == "has 99 inputs, expected 98 at most"


def test_changed_input_is_a_notice(made_up_folder: Path) -> None:
    _seal(made_up_folder, "held", inputs=("claims.csv", "sources.csv"))
    path = made_up_folder / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (notice,) = load_dataset(made_up_folder).notices
    assert "was built before sources.csv changed" in notice.rule
    assert notice.remedy == "Run python -m geodata.build held."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda given: given["sha256"].pop(HELD), "is in no sidecar"),
        (lambda given: given["sha256"].update({HELD: ""}), "without its sha256"),
        (lambda given: given["sha256"].update({HELD: 5}), "without its sha256"),
        (lambda given: given["sha256"].update({HELD: "0" * 64}), "differs from"),
        (lambda given: given["sha256"].update({"layers/held/x.geojson": "0" * 64}), "is missing"),
        (lambda given: given.update(sha256=None), "without its sha256"),
        (lambda given: given["sha256"].update({"a": "0" * 64}), "has a hash for 'a'"),
        (lambda given: given["sha256"].update({"": "0" * 64}), "has a hash for ''"),
        (
            lambda given: given["sha256"].update({"front.toml": "0" * 64}),
            "expected paths of layers",
        ),
        (lambda given: given["sha256"].update({"a/b/c": 5}), "has a hash for 'a/b/c'"),
    ],
)
def test_sidecar_that_vouches_for_nothing_is_a_fault(
    change: Callable[[Any], object], says: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    _edit(_seal(made_up_folder, "held"), change)
    assert any(says in fault.rule for fault in find_faults())


@pytest.mark.parametrize("text", ["{", "[]", '{"a": NaN}', "[" * 100_000, ""])
def test_garbage_in_place_of_a_sidecar_is_a_fault(
    text: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    _seal(made_up_folder, "held").write_text(text)
    (fault,) = find_faults()
    assert fault.file == "layers/held/held.meta.json"
    assert "sidecar" in fault.rule


def test_layers_that_are_still_to_come_are_covered(
    made_up_folder: Path, find_faults: FindFaults
) -> None:
    folder = made_up_folder / "layers" / "reading"
    folder.mkdir()
    layer = folder / "2024-08-10.geojson"
    layer.write_text('{"type":"FeatureCollection","features":[]}')
    _seal(made_up_folder, "reading")
    assert find_faults() == ()
    layer.write_text('{"type": "FeatureCollection","features":[]}')
    (fault,) = find_faults()
    assert fault.file == "layers/reading/2024-08-10.geojson"
    assert fault.remedy == f"Run python -m geodata.build reading --data '{made_up_folder}'."


def test_sidecar_cannot_ask_for_files_outside_the_folder(made_up_folder: Path) -> None:
    _edit(
        _seal(made_up_folder, "held"),
        lambda given: given.update(inputs={"../../etc/passwd": "0" * 64, "/etc/passwd": "0" * 64}),
    )
    (notice,) = load_dataset(made_up_folder).notices
    assert "../../etc/passwd, /etc/passwd changed" in notice.rule


def test_what_lies_in_no_folder_of_layers_is_told_what_to_do(
    made_up_folder: Path, find_faults: FindFaults
) -> None:
    (made_up_folder / "layers" / "stray.meta.json").write_text("{}")
    (fault,) = find_faults()
    assert fault.remedy == "Remove it, or put it into a folder of layers."


def test_a_sidecar_of_hashes_without_end_is_one_fault(
    made_up_folder: Path, find_faults: FindFaults
) -> None:
    many = {f"layers/held/{number}.geojson": "0" * 64 for number in range(10_001)}
    _edit(_seal(made_up_folder, "held"), lambda given: given.update(sha256=many))
    assert "has 10,001 hashes, expected 10,000 at most" in {one.rule for one in find_faults()}
