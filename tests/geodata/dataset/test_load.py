"""A dataset as a whole: loaded, refused with every fault, degraded by layer, fingerprinted."""

import csv
import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from geodata.core.errors import DatasetError, Fault
from geodata.core.measure import area_km2
from geodata.core.model import Dataset, Edge, Role, Side
from geodata.dataset.contents import Watch
from geodata.dataset.geojson import read_features
from geodata.dataset.load import bundled_folder, load_dataset, load_tables, name_folder

INDEPENDENT = Side("independent", Role.MAPPERS)

HELD = "layers/held/2024-08-10.geojson"
BASE = "layers/base/square-oblast.geojson"
SIDECAR = "layers/base/square-oblast.meta.json"

MANY_FORMS = b'msgid ""\nmsgstr "Plural-Forms: nplurals=99999999; plural=n;\\n"\n'

FindFaults = Callable[[], tuple[Fault, ...]]


def test_made_up_front_is_loaded_as_records(made_up: Dataset) -> None:
    claim = made_up.claims["mapper-0810-range"]
    assert (claim.value, claim.low, claim.high) == (None, 60.0, 90.0)
    assert claim.side == INDEPENDENT
    assert made_up.claims["first-0810-100"].source_ids == ("poor-blog", "first-paper")
    assert made_up.control[0].end is None
    assert made_up.events[1].when.text == "2024-09/2024-11"
    assert made_up.places["lost-village"].lat is None
    assert made_up.front.extent == (-30.2, 39.8, -28.8, 41.2)
    assert list(made_up.layers) == ["square-oblast"]
    assert read_features(made_up.layers["square-oblast"].geojson)


def test_held_areas_are_polygons_of_the_size_claimed(made_up: Dataset) -> None:
    assert {area.date.isoformat() for area in made_up.held} == {
        *("2024-08-10", "2024-09-01", "2024-10-05", "2024-10-20"),
    }
    for area in made_up.held:
        assert area_km2(area.geometry) == pytest.approx(area.claimed_km2, rel=0.005)
    firm, contested = (a for a in made_up.held if a.claim_id == "mapper-0810-range")
    assert (firm.edge, contested.edge) == (Edge.FIRM, Edge.CONTESTED)
    assert contested.geometry.covers(firm.geometry)


def test_dataset_is_read_only(made_up: Dataset) -> None:
    with pytest.raises(TypeError):
        made_up.claims["new"] = made_up.claims["first-0810-100"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        made_up.front.title = "Other"  # type: ignore[misc]


def test_bundled_folder_is_in_the_package() -> None:
    assert (bundled_folder() / "front.toml").is_file()


def test_tables_load_without_layers(made_up_folder: Path) -> None:
    (made_up_folder / HELD).unlink()
    dataset = load_tables(made_up_folder)
    assert dataset.claims
    assert dataset.held == ()
    assert not dataset.layers


@pytest.mark.parametrize("name", ["\udcff.csv", "layers/base/\udcff.json", "locales/\udcff.po"])
def test_a_name_that_is_no_text_is_one_fault(
    name: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    (made_up_folder / "locales").mkdir()
    (made_up_folder / name).write_bytes(b"a\n")
    (fault,) = find_faults()
    assert fault.rule == "has a name that is not UTF-8"
    assert fault.file == name.replace("\udcff", "\\udcff")


@pytest.mark.parametrize(
    "member",
    [
        r'"properties": {"x": {"a": "\ud800"}, ',
        r'"properties": {"x": [["\u001b"]], ',
        r'"properties": {"\ud800": "a", ',
        r'"properties": {"x": {"\u202e": 1}, ',
        r'"x": ["\uffff"], "properties": {',
    ],
)
def test_no_text_in_a_base_layer_is_a_code_however_deep(
    member: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    path = made_up_folder / BASE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"properties": {', member, 1), encoding="utf-8")
    reseal(made_up_folder)
    (fault,) = find_faults()
    assert fault.file == BASE
    assert "control character" in fault.rule


def reseal(folder: Path) -> None:
    sidecar = json.loads((folder / SIDECAR).read_bytes())
    sidecar["sha256"] = hashlib.sha256((folder / BASE).read_bytes()).hexdigest()
    (folder / SIDECAR).write_text(json.dumps(sidecar), encoding="utf-8")


def test_folder_without_anything_is_refused(tmp_path: Path) -> None:
    for load in (load_dataset, load_tables):
        with pytest.raises(DatasetError, match=r"front\.toml, file: is missing"):
            load(tmp_path)


def test_bad_layers_are_named_and_the_rest_still_loads(made_up_folder: Path) -> None:
    (made_up_folder / HELD).write_text("{", encoding="utf-8")
    (made_up_folder / SIDECAR).unlink()
    faults: list[Fault] = []
    dataset = load_dataset(made_up_folder, on_layer_fault=faults.append)
    assert [fault.file for fault in faults] == [HELD, BASE]
    assert all("python -m geodata.build" in fault.remedy for fault in faults)
    assert not any(str(made_up_folder) in fault.remedy for fault in faults)  # a page tells them
    assert [area.date.isoformat() for area in dataset.held] == [
        *("2024-09-01", "2024-10-05", "2024-10-20"),
    ]
    with pytest.raises(DatasetError, match="2 faults"):
        load_dataset(made_up_folder)


def test_bad_tables_are_refused_even_where_layers_are_forgiven(
    made_up_folder: Path, edit_cell: Callable[[str, str, str, str], None]
) -> None:
    edit_cell("claims.csv", "first-0810-100", "value", "many")
    with pytest.raises(DatasetError) as caught:
        load_dataset(made_up_folder, on_layer_fault=lambda fault: None)
    assert [fault.file for fault in caught.value.faults] == ["claims.csv"]


def test_digest_is_the_sha_256_of_the_listing_of_what_was_read(made_up_folder: Path) -> None:
    kinds = {".csv", ".toml", ".geojson", ".json"}
    paths = [path for path in made_up_folder.rglob("*") if path.suffix in kinds]
    names = sorted(path.relative_to(made_up_folder).as_posix() for path in paths)
    lines = [
        f"{hashlib.sha256((made_up_folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
    ]
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert load_dataset(made_up_folder).digest == expected


def test_digest_is_the_same_in_another_folder(made_up_folder: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(made_up_folder, tmp_path / "twin")
    (twin / "notes.txt").write_text("not part of the data")
    assert load_dataset(twin).digest == load_dataset(made_up_folder).digest


@pytest.mark.parametrize("name", ["sources.csv", HELD])
def test_digest_is_of_what_was_read_and_not_of_what_is_there_now(
    made_up_folder: Path, name: str
) -> None:
    dataset = load_dataset(made_up_folder)
    before = dataset.digest
    path = made_up_folder / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert dataset.digest == before
    assert load_dataset(made_up_folder).digest != before


def test_one_unreadable_table_is_one_fault(made_up_folder: Path, find_faults: FindFaults) -> None:
    for spoil in (
        lambda path: path.write_bytes(b"\xff"),
        lambda path: path.write_bytes(path.read_bytes()[:200]),
        lambda path: path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n"),
        lambda path: path.write_bytes(b'"' + b"x" * 200_000),
    ):
        content = (made_up_folder / "claims.csv").read_bytes()
        spoil(made_up_folder / "claims.csv")
        assert [fault.file for fault in find_faults()] == ["claims.csv"]
        (made_up_folder / "claims.csv").write_bytes(content)


@pytest.mark.parametrize("name", ["claims.csv", "front.toml", "story.csv", HELD, SIDECAR])
def test_what_cannot_be_read_is_told_with_its_true_reason(
    made_up_folder: Path, find_faults: FindFaults, name: str
) -> None:
    path = made_up_folder / name
    path.unlink(missing_ok=True)
    path.mkdir()
    assert any("is a folder, expected a file" in fault.rule for fault in find_faults())
    path.rmdir()
    path.symlink_to(path.name)
    rules = [fault.rule for fault in find_faults()]
    assert any("is a link that leads to itself" in rule for rule in rules), rules
    path.unlink()
    os.mkfifo(path)
    assert any("is no ordinary file" in fault.rule for fault in find_faults())


def test_empty_folder_of_held_areas_is_one_fault(
    made_up_folder: Path, find_faults: FindFaults
) -> None:
    shutil.rmtree(made_up_folder / "layers/held")
    assert [fault.rule for fault in find_faults()] == [
        "holds no held area, though claims ask for them"
    ]


def test_missing_base_layers_are_one_fault(made_up_folder: Path, find_faults: FindFaults) -> None:
    shutil.rmtree(made_up_folder / "layers/base")
    (fault,) = find_faults()
    assert "no layer of role oblast" in fault.rule


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff", "utf-8"),
        (b'msgid "a\nmsgstr "b"\n', "is no gettext file at line 1"),
        (b'msgid "a"\n', "is no gettext file"),
        (b'msgid "a"\nmsgstr "\x00"\n', "control character U+0000"),
        ('msgid "a"\nmsgstr "\uffff"\n'.encode(), "control character U+FFFF"),
        ('msgid "a"\nmsgstr "\u3164"\n'.encode(), "nothing that can be seen"),
        (MANY_FORMS + b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "has a plural at line 4"),
        (MANY_FORMS + b'#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] "c"\n', "has a plural"),
        (MANY_FORMS + b'msgid "a"\nmsgstr[0] "c"\n', "has a plural"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n', ""),
    ],
)
def test_bad_translation_is_a_fault_and_its_language_is_left_out(
    made_up_folder: Path, text: bytes, says: str
) -> None:
    path = made_up_folder / "locales" / "uk.po"
    path.parent.mkdir()
    path.write_bytes(text)
    faults: list[Fault] = []
    dataset = load_dataset(made_up_folder, faults.append)
    if says:
        assert says in faults[0].rule
        assert faults[0].file == "locales/uk.po"
        assert "uk" not in dataset.translations
    else:
        assert not faults


def test_faults_are_one_line_each_and_no_more_than_a_screen(made_up_folder: Path) -> None:
    path = made_up_folder / "events.csv"
    row = '"two\nlines \x1b]0;title\x07",2024-09-01,Title,Text,1,first-0810-100\n'
    path.write_text(path.read_text() + row * 50)
    with pytest.raises(DatasetError) as caught:
        load_dataset(made_up_folder)
    said = str(caught.value).split("\n")
    assert len(said) == 22
    assert said[-1].strip().startswith("and ")
    assert not any(character in str(caught.value) for character in "\x1b\x07")
    assert "two\\u000alines \\u001b]0;title\\u0007" in said[1]


def test_no_part_of_a_fault_is_endless_or_breaks_a_line() -> None:
    fault = Fault(*["x" * 10_000 + "\n"] * 4)
    assert len(str(fault)) < 1_300
    assert str(Fault("a", "b", "c\x1b", "d\nname")) == "a, b: c\\u001b. d\\u000aname"


def test_watch_tells_a_changed_folder_from_a_touched_one(made_up_folder: Path) -> None:
    watch = Watch(made_up_folder, load_dataset(made_up_folder).digest, every_s=0.0)
    assert not watch.has_changed()
    path = made_up_folder / "sources.csv"
    os.utime(path, (1, 1))
    assert not watch.has_changed()
    content = path.read_bytes()
    path.write_bytes(content + b"x")
    assert watch.has_changed()
    path.write_bytes(content)
    assert not watch.has_changed()
    shutil.rmtree(made_up_folder)
    assert watch.has_changed()


def write_anew(content: bytes) -> bytes:
    return content.decode().encode("utf-16")


def rename_column(content: bytes) -> bytes:
    return content.replace(b"account", b"acount", 1)


def join_otherwise(content: bytes) -> bytes:
    return content.replace(b",", b";")


@pytest.mark.parametrize("spoil", [write_anew, rename_column, join_otherwise, None])
def test_control_that_cannot_be_read_is_told_once(
    spoil: Callable[[bytes], bytes] | None, made_up_folder: Path, find_faults: FindFaults
) -> None:
    path = made_up_folder / "control.csv"
    if spoil is None:
        path.unlink()
    else:
        path.write_bytes(spoil(path.read_bytes()))
    assert [fault.file for fault in find_faults()] == ["control.csv"]


def test_a_mistyped_cell_is_the_one_fault_that_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(bundled_folder(), tmp_path / "front"))
    path = folder / "claims.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    named = {name: column for column, name in enumerate(rows[0])}
    for column, wrong in (("value", "many"), ("as_of", "yesterday"), ("credibility", "9")):
        changed = [list(row) for row in rows]
        held = next(row for row in changed if row[0] == "ua-20240815-syrskyi-1150")
        held[named[column]] = wrong
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(changed)
        path.write_text(out.getvalue(), encoding="utf-8")
        with pytest.raises(DatasetError) as caught:
            load_dataset(folder)
        assert [fault.file for fault in caught.value.faults] == ["claims.csv"], column


def test_a_remedy_names_the_folder_but_for_the_bundled_one(tmp_path: Path) -> None:
    words = "Run python -m geodata.build held."
    assert name_folder(words, bundled_folder()) == words
    assert name_folder(words, bundled_folder() / ".." / "kursk") == words
    told = "Run python -m geodata.build held --data 'it'\"'\"'s mine'."
    assert name_folder(words, Path("it's mine")) == told
    assert name_folder("Remove it.", tmp_path) == "Remove it."
