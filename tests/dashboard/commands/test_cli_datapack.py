"""The command `kursk-front datapack`: a folder, a zip file or a pipe, and its refusals."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.view.style import list_colours
from geodata.export.datapack import build_pack


def run(*arguments):
    return CliRunner().invoke(main, ["datapack", *map(str, arguments)])


def list_files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def files(made_up):
    return build_pack(made_up, list_colours())


def test_a_folder_holds_the_whole_pack(tmp_path, made_up_folder, files):
    result = run("--out", tmp_path / "pack", "--data", made_up_folder)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert list_files(tmp_path / "pack") == files


def test_a_terminal_is_told_what_was_written(tmp_path, made_up_folder, files, monkeypatch):
    told = []
    monkeypatch.setattr("dashboard.commands.datapack.tell", told.append)
    assert run("--out", tmp_path / "pack", "--data", made_up_folder).exit_code == 0
    assert f"{len(files)} files" in told[0]


@pytest.mark.parametrize("name", ["pack.tar", "pack.7z", "pack.odp"])
def test_the_name_of_another_file_is_no_folder(name, tmp_path, made_up_folder):
    result = run("--out", tmp_path / name, "--data", made_up_folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert ".zip" in result.stderr
    assert list(tmp_path.iterdir()) == [made_up_folder] or not list(tmp_path.glob("pack*"))


def test_a_folder_that_is_not_empty_is_refused_in_one_line(tmp_path, made_up_folder):
    (tmp_path / "mine.txt").write_bytes(b"mine")
    result = run("--out", tmp_path, "--data", made_up_folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "--force" in result.stderr
    assert set(list_files(tmp_path)) >= {"mine.txt"}
    assert not (tmp_path / "README.md").exists()


def test_force_writes_into_it_and_keeps_what_was_there(tmp_path, made_up_folder, files):
    place = tmp_path / "pack"
    place.mkdir()
    (place / "mine.txt").write_bytes(b"mine")
    assert run("--out", place, "--force", "--data", made_up_folder).exit_code == 0
    assert list_files(place) == {**files, "mine.txt": b"mine"}


def test_a_zip_file_and_a_pipe_hold_the_same(tmp_path, made_up_folder, files):
    out = tmp_path / "pack.zip"
    assert run("--out", out, "--data", made_up_folder).exit_code == 0
    piped = run("--out", "-", "--data", made_up_folder)
    assert piped.stdout_bytes == out.read_bytes()
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        names = {f"made-up-front-data/{name}" for name in files}
        assert set(archive.namelist()) == names


def test_a_faulty_front_is_refused_and_nothing_written(tmp_path, made_up_folder):
    (made_up_folder / "claims.csv").unlink()
    result = run("--out", tmp_path / "pack", "--data", made_up_folder)
    assert result.exit_code == 2
    assert "claims.csv" in result.stderr
    assert not (tmp_path / "pack").exists()


def test_an_epoch_that_is_no_time_is_refused(tmp_path, made_up_folder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    result = run("--out", tmp_path / "pack", "--data", made_up_folder)
    assert result.exit_code == 2
    assert "soon" in result.stderr
    assert not (tmp_path / "pack").exists()


def test_no_progress_is_drawn_into_a_log(tmp_path, made_up_folder):
    result = run("--out", tmp_path / "pack", "--data", made_up_folder)
    assert "█" not in result.stderr


def test_a_front_is_packed_and_sheets_are_verified_without_the_page(tmp_path, made_up_folder):
    code = (
        "import sys; from dashboard.cli import main; "
        "main(['datapack', '--out', *sys.argv[1:]], standalone_mode=False); "
        "import dashboard.briefing.verify; "
        "sys.exit(bool({'streamlit', 'folium'} & set(sys.modules)))"
    )
    asked = [str(tmp_path / "pack"), "--data", str(made_up_folder)]
    done = subprocess.run([sys.executable, "-c", code, *asked], check=False, env=dict(os.environ))
    assert done.returncode == 0
    assert (tmp_path / "pack" / "front.gpkg").is_file()
