"""The command line: ports, settings, frames and refusals."""

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import click
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.commands import COMMANDS
from dashboard.commands.serve import ADDRESS, claim_port, list_settings, read_settings


@pytest.fixture
def taken_port():
    with socket.socket() as holder:
        holder.bind((ADDRESS, 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_help_and_version_answer():
    runner = CliRunner()
    assert "Usage" in runner.invoke(main, ["--help"]).output
    assert "kursk-front" in runner.invoke(main, ["--version"]).output


HEAVY = ("numpy", "shapely", "pyproj", "babel", "rapidfuzz", "xlsxwriter", "importlib.metadata")


def test_the_help_lists_every_command_without_importing_it():
    code = (
        "import sys; from dashboard.cli import main; from dashboard.commands import COMMANDS; "
        "main(['--help'], standalone_mode=False); "
        f"names = [*(f'dashboard.commands.{{name}}' for name in COMMANDS), *{HEAVY}]; "
        "sys.exit(', '.join(name for name in names if name in sys.modules) or 0)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert all(f"  {name} " in told.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_its_own_help(name):
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"main {name}" in result.output


def test_a_broken_command_leaves_the_others_working(monkeypatch):
    monkeypatch.setitem(sys.modules, "dashboard.commands.claims", None)
    runner = CliRunner()
    assert runner.invoke(main, ["claims"]).exit_code == 1
    assert runner.invoke(main, ["--help"]).exit_code == 0
    assert runner.invoke(main, ["frames"]).exit_code == 0


def test_an_unknown_command_is_refused():
    assert CliRunner().invoke(main, ["nope"]).exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell):
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert "_KURSK_FRONT_COMPLETE" in result.stdout


def test_a_shell_completes_commands_and_options():
    def complete(*words):
        environment = {
            "_KURSK_FRONT_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
        told = CliRunner().invoke(main, env=environment, prog_name="kursk-front")
        return [line.partition(",")[2] for line in told.stdout.splitlines()]

    assert complete("kursk-front", "fra") == ["frames"]
    assert complete("kursk-front", "claims", "--kno") == ["--known-on"]
    assert complete("kursk-front", "claims", "--account", "rus") == ["russia"]
    assert "2025-03-12" in complete("kursk-front", "snapshot", "--date", "2025-03")
    assert complete("kursk-front", "deck", "--accounts", "ukraine,rus") == ["ukraine,russia"]
    assert "sudzha" in complete("kursk-front", "claims", "--place", "sud")


def test_an_asked_port_that_is_taken_is_refused(taken_port):
    with pytest.raises(click.ClickException, match=str(taken_port)):
        claim_port(taken_port)


def test_a_free_port_is_found_when_the_usual_one_is_taken(monkeypatch, taken_port):
    monkeypatch.setattr("dashboard.commands.serve.DEFAULT_PORT", taken_port)
    listeners = claim_port(None)
    (port,) = {one.getsockname()[1] for one in listeners}
    assert port != taken_port
    with pytest.raises(click.ClickException, match=str(port)):  # nobody can take it any more
        claim_port(port)
    for one in listeners:
        one.close()


# Each starts a server: one in every run, with `-m long` all four.
ENDS = [
    "SIGTERM",
    *(pytest.param(end, marks=pytest.mark.long) for end in ("SIGHUP", "SIGINT", "SIGKILL")),
]


@pytest.mark.parametrize("end", ENDS)
def test_whoever_ends_the_command_ends_its_server_and_nothing_is_left(end, tmp_path):
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "--no-browser", "--port", str(port)]
    command += ["--base-path", "/kursk/"] if end == "SIGTERM" else []
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, **pipes, env=environment) as process:
        try:
            told = process.stdout.readline().decode()
            url = told.split("is at ")[1].split(" (")[0]
            assert answers(url), "it does not answer where it says"
            process.send_signal(getattr(signal, end))
            code = process.wait(timeout=60)
            assert code == (-signal.SIGKILL if end == "SIGKILL" else 0)
        finally:
            process.kill()
    assert not answers(url), "the server outlived its command"
    assert list(tmp_path.iterdir()) == []


def answers(url):
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_is_ended_takes_its_temporary_files_along(end, tmp_path):
    code = (
        "import signal; from geodata.build.console import leave_cleanly; "
        "from geodata.files.output import borrow_folder\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may ignore it
        "with leave_cleanly(), borrow_folder() as folder:\n"
        "    print(folder, flush=True); signal.pause()"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        try:
            assert str(tmp_path) in process.stdout.readline().decode()
            process.send_signal(end)
            assert process.wait(timeout=60) == 128 + end
        finally:
            process.kill()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", ["SIGINT", "SIGTERM"])
def test_whoever_ends_it_while_it_is_imported_reads_no_trace(end):
    code = (
        "import os, signal, sys\n"
        "class Ended:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == 'click': os.kill(os.getpid(), signal.{end})\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may ignore it
        "sys.meta_path.insert(0, Ended()); from dashboard.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (-getattr(signal, end), b"")


def test_settings_keep_the_machine_s_secrets():
    assert read_settings()["browser"]["gatherUsageStats"] is False


def test_settings_get_the_names_by_which_streamlit_knows_them():
    settings = {
        "browser": {"gatherUsageStats": False},
        "theme": {"light": {"textColor": "#111111"}},
    }
    assert dict(list_settings(settings)) == {
        "browser.gatherUsageStats": False,
        "theme.light.textColor": "#111111",
    }


def test_frames_lists_every_held_area_within_half_a_per_cent():
    result = CliRunner().invoke(main, ["frames", "--json"])
    assert result.exit_code == 0
    rows = json.loads(result.output)
    assert len({row["date"] for row in rows}) >= 33
    for row in rows:
        assert set(row) == {
            "date",
            "account",
            "claimant",
            "leading",
            "edge",
            "claim_id",
            "claimed_km2",
            "area_km2",
        }
        assert abs(row["area_km2"] - row["claimed_km2"]) <= 0.005 * row["claimed_km2"]


def test_frames_as_a_table_has_a_line_for_each_area():
    runner = CliRunner()
    rows = json.loads(runner.invoke(main, ["frames", "--json"]).output)
    lines = runner.invoke(main, ["frames"]).output.splitlines()
    assert len(lines) == len(rows) + 1
    assert lines[0].split()[:4] == ["date", "account", "leads", "edge"]
    assert lines[0].endswith("claimed km²  measured km²  claim")
    assert {line.split()[1] for line in lines[1:]} <= {"Kyiv", "Moscow", "Independent", "Other"}


def test_frames_of_one_day_and_account_are_listed_alone(tmp_path):
    out = tmp_path / "areas.csv"
    command = ["frames", "--date", "2024-08-12", "--account", "kyiv", "-o", str(out)]
    assert CliRunner().invoke(main, command).output == ""
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert {(row["date"], row["account"]) for row in rows} == {("2024-08-12", "ukraine")}


def test_ctrl_c_ends_a_command_with_130_and_without_a_word(monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("dashboard.commands.evaluate.open_dataset", interrupt)
    result = CliRunner().invoke(main, ["evaluate", "--leave-one-out"])
    assert (result.exit_code, result.output) == (130, "")


def test_a_folder_without_a_dataset_is_refused_with_its_faults(tmp_path):
    result = CliRunner().invoke(main, ["frames", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "front.toml" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_folder_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "nowhere"), "frames"])
    assert result.exit_code == 2
