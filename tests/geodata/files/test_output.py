"""Files and folders are written whole or not at all."""

import errno
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from geodata.core.errors import OutputError
from geodata.files.output import borrow_folder, write_file, write_files, write_folder

FILES = {"a.txt": b"a", "deep/b.txt": b"b"}


def list_files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_folder_holds_the_files_and_nothing_else(tmp_path):
    write_folder(tmp_path / "new" / "pack", FILES)
    assert list_files(tmp_path) == {f"new/pack/{name}": content for name, content in FILES.items()}


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "pack").mkdir()
    write_folder(tmp_path / "pack", FILES)
    assert list_files(tmp_path / "pack") == FILES


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_bytes(b"mine")
    with pytest.raises(OutputError, match="--force"):
        write_folder(tmp_path, FILES)
    assert list_files(tmp_path) == {"mine.txt": b"mine"}


def test_force_replaces_files_of_the_same_names_only(tmp_path):
    (tmp_path / "mine.txt").write_bytes(b"mine")
    (tmp_path / "a.txt").write_bytes(b"old")
    write_folder(tmp_path, FILES, force=True)
    assert list_files(tmp_path) == {**FILES, "mine.txt": b"mine"}


def test_a_file_is_no_folder_to_write_into(tmp_path):
    (tmp_path / "pack").write_bytes(b"mine")
    with pytest.raises(OutputError, match="is a file"):
        write_folder(tmp_path / "pack", FILES, force=True)


@pytest.mark.parametrize("broken", ["rename", "write"])
def test_what_fails_half_way_leaves_nothing(tmp_path, monkeypatch, broken):
    def fail(*_):
        raise OSError("disk full")

    if broken == "rename":
        monkeypatch.setattr(os, "replace", fail)
    files = FILES if broken == "rename" else {**FILES, "c.txt": "no bytes"}
    with pytest.raises((OutputError, TypeError)):
        write_folder(tmp_path / "pack", files)
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_files(tmp_path, {"a.txt": b"new", "b.txt": "no bytes"})
    assert list_files(tmp_path) == {"a.txt": b"old"}
    write_file(path, b"new")
    assert list_files(tmp_path) == {"a.txt": b"new"}


def write_often(path, content):
    for _ in range(20):
        write_file(path, content)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_writers_of_one_file_at_once_leave_one_of_their_files_whole(tmp_path, pool):
    path = tmp_path / "a.bin"
    contents = [bytes([letter]) * 4_000_000 for letter in b"abcd"]
    context = {"mp_context": get_context("spawn")} if pool is ProcessPoolExecutor else {}
    with pool(len(contents), **context) as writers:
        waiting = [writers.submit(write_often, path, content) for content in contents]
        while not all(one.done() for one in waiting):
            assert not path.exists() or path.read_bytes() in contents
        for one in waiting:
            one.result()
    assert list(list_files(tmp_path)) == ["a.bin"]
    assert path.read_bytes() in contents


def test_a_file_is_as_open_to_others_as_any_new_one(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a", b"a")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_name_may_be_as_long_as_a_file_system_takes(tmp_path):
    write_file(tmp_path / ("a" * 255), b"a")
    assert [len(name) for name in list_files(tmp_path)] == [255]


def test_a_borrowed_folder_is_private_and_goes_again(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with borrow_folder() as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "a").write_bytes(b"a")
    assert list(tmp_path.iterdir()) == []


def test_a_full_temporary_folder_is_said_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(OutputError, match=f"{tmp_path}.*No space left.*TMPDIR"), borrow_folder():
        raise full
