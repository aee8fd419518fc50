"""Broken folders of a front, each with each command: refused for the true reason, told once.

None of it may end in a traceback, write a file or hide its reason behind what follows from it.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.view.workspace import open_workspace
from geodata.core.errors import DatasetError, Fault

HELD = "layers/held/2024-08-10.geojson"
BASE = "layers/base/square-oblast.geojson"
SIDECAR = "layers/base/square-oblast.meta.json"
READING = "layers/reading/reading.json"
PO = "locales/uk.po"
CLAIM = "first-0810-100,area_held,,2024-08-10,2024-08-10,"

Break = Callable[[Path], None]


def remove(name: str) -> Break:
    return lambda folder: (folder / name).unlink()


def write(name: str, content: bytes) -> Break:
    def put(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    return put


def swap(name: str, old: str, new: str) -> Break:
    def put(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert old.encode() in content
        (folder / name).write_bytes(content.replace(old.encode(), new.encode(), 1))
        if name == BASE:
            sidecar = json.loads((folder / SIDECAR).read_bytes())
            sidecar["sha256"] = hashlib.sha256((folder / BASE).read_bytes()).hexdigest()
            (folder / SIDECAR).write_text(json.dumps(sidecar), encoding="utf-8")

    return put


def recode(name: str) -> Break:
    def put(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(text.encode("utf-16"))

    return put


BROKEN: dict[str, tuple[Break, str]] = {
    "no front": (remove("front.toml"), "front.toml, file: is missing"),
    "front in UTF-16": (recode("front.toml"), "front.toml, file: cannot be read"),
    "front without a title": (swap("front.toml", "title =", "tittle ="), "key title is missing"),
    "front with no character": (swap("front.toml", 'title = "', 'title = "\\uffff'), "U+FFFF"),
    **{
        f"no {name}": (remove(name), f"{name}, file: is missing")
        for name in ("claims.csv", "sources.csv", "settlements.csv", "control.csv", "events.csv")
    },
    **{
        f"{name} in UTF-16": (recode(name), f"{name}, file: is not UTF-8")
        for name in ("claims.csv", "sources.csv", "settlements.csv", "control.csv", "events.csv")
    },
    "control by another name": (swap("control.csv", "account", "acount"), "column account"),
    "control of one cell": (write("control.csv", b"a;b\n"), "control.csv, header: column"),
    "control row cut short": (swap("control.csv", ",high,first-0808-control,", ""), "has 5 cells"),
    "source row cut short": (swap("sources.csv", ",,B,Made up: careful", ",B,Made up"), "8 cells"),
    "claim of 400 digits": (swap("claims.csv", f"{CLAIM}100", CLAIM + "9" * 400), "more than is"),
    "address to no port": (
        swap("sources.csv", "first.example/1", "first.example:99999/1"),
        "out of range",
    ),
    "address of another host": (
        swap("sources.csv", "first.example/1", "known.example@first.example/1"),
        "names a user",
    ),
    "front of an endless number": (
        swap("front.toml", "gap_days = 14", f"gap_days = 0x{'F' * 5000}"),
        "gap_days holds a whole number",
    ),
    "front of an endless key": (
        swap("front.toml", "gap_days = 14", f"{'a.' * 5000}a = 1"),
        "a key of so many parts is nested deeper than 8",
    ),
    "held area of 400 digits": (
        swap(HELD, '"area_km2": ', f'"area_km2": 1{"0" * 400}, "x": '),
        "holds a number of 401 digits",
    ),
    "base layer of no group": (swap(SIDECAR, '"group": "', '"group": "x'), "has group 'x"),
    "hash of a file elsewhere": (
        write("layers/held/held.meta.json", json.dumps({"sha256": {"a": "0" * 64}}).encode()),
        "has a hash for 'a'",
    ),
    "no held area": (remove(HELD), f"{HELD}, first-0810-100: has no held area"),
    "held area of no JSON": (write(HELD, b"["), f"{HELD}, file: is not JSON"),
    "no outline": (remove(BASE), "has a sidecar but no layer"),
    "half a character": (
        swap(BASE, '"properties": {', '"properties": {"x": {"a": "\\ud800"}, '),
        "U+D800",
    ),
    "reading too deep": (write(READING, b"[" * 100_000), "is no coded reading"),
    "reading of nothing": (write(READING, b"{}"), "is no coded reading"),
    "translation of no language": (write(PO, b"no"), f"{PO}, file: is no gettext file"),
    "translation of many forms": (write(PO, b'msgid_plural "a"\n'), "has a plural at line 1"),
    "name of no text": (write("layers/base/\udcff.json", b"{}"), "has a name that is not UTF-8"),
}
DAY = ("--date", "2024-08-10")
COMMANDS: dict[str, tuple[str, ...]] = {
    "validate": ("validate",),
    "validate --json": ("validate", "--json"),
    "snapshot": ("snapshot", *DAY, "-o", "{out}.svg"),
    "compare": ("compare", *DAY, "--with", "2024-10-20", "-o", "{out}.svg"),
    "deck": ("deck", *DAY, "-o", "{out}.pptx"),
    "page": ("page", *DAY, "-o", "{out}.html"),
    "timelapse": ("timelapse", "--from", "2024-08-08", "--to", "2024-08-10", "-o", "{out}.gif"),
    "claims": ("claims", "-o", "{out}.csv"),
    "frames": ("frames",),
    "datapack": ("datapack", "-o", "{out}.zip"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_is_refused_by_every_command(
    name: str, made_up_folder: Path, tmp_path: Path
) -> None:
    spoil, reason = BROKEN[name]
    spoil(made_up_folder)
    for command, words in COMMANDS.items():
        asked = [word.format(out=tmp_path / "out") for word in words]
        result = CliRunner().invoke(main, [*asked, "--data", str(made_up_folder)])
        assert isinstance(result.exception, SystemExit), (command, result.exception)
        assert result.exit_code == (1 if words[0] == "validate" else 2), (command, result.output)
        if "--json" in words:
            told = [str(Fault(**fault)) for fault in json.loads(result.output)["faults"]]
        else:
            told = [line for line in result.output.splitlines() if "Notice" not in line]
        assert sum(reason in line for line in told) == 1, (command, told)
        assert len(told) <= 6, (command, told)
    assert [one.name for one in tmp_path.iterdir()] == ["front"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_is_served_without_what_is_broken(name: str, made_up_folder: Path) -> None:
    spoil, reason = BROKEN[name]
    spoil(made_up_folder)
    try:
        faults = open_workspace(made_up_folder).faults
    except DatasetError as error:
        faults = error.faults
    assert sum(reason in str(fault) for fault in faults) == 1
