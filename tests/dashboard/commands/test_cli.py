"""The command line: ports, settings, frames and refusals."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import click
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.commands import COMMANDS
from dashboard.commands.serve import ADDRESS, choose_port, list_flags, read_settings


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


def test_the_help_lists_every_command_without_importing_it():
    code = (
        "import sys; from dashboard.cli import main; from dashboard.commands import COMMANDS; "
        "main(['--help'], standalone_mode=False); "
        "sys.exit(any(f'dashboard.commands.{name}' in sys.modules for name in COMMANDS))"
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
            **os.environ,
            "_KURSK_FRONT_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
        code = "from dashboard.cli import main; main(prog_name='kursk-front')"
        command = [sys.executable, "-c", code]
        told = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
        return [line.partition(",")[2] for line in told.stdout.splitlines()]

    assert complete("kursk-front", "fra") == ["frames"]
    assert complete("kursk-front", "claims", "--kno") == ["--known-on"]
    assert complete("kursk-front", "claims", "--account", "rus") == ["russia"]


def test_an_asked_port_that_is_taken_is_refused(taken_port):
    with pytest.raises(click.ClickException, match=str(taken_port)):
        choose_port(taken_port)


def test_a_free_port_is_found_when_the_usual_one_is_taken(monkeypatch, taken_port):
    monkeypatch.setattr("dashboard.commands.serve.DEFAULT_PORT", taken_port)
    port = choose_port(None)
    assert port != taken_port
    with socket.socket() as probe:
        probe.bind((ADDRESS, port))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_whoever_ends_the_command_ends_its_server(end):
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.cli", "--no-browser", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as process:
        try:
            assert str(port) in process.stdout.readline().decode()
            assert wait_for(lambda: answers(port)), "the server did not start"
            process.send_signal(end)
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()
    assert wait_for(lambda: not answers(port)), "the server outlived its command"


def answers(port):
    try:
        with urllib.request.urlopen(f"http://{ADDRESS}:{port}/_stcore/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def wait_for(condition, seconds=120):
    deadline = time.monotonic() + seconds
    while not (done := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return done


def test_settings_keep_the_machine_s_secrets():
    assert read_settings()["browser"]["gatherUsageStats"] is False


def test_settings_become_flags():
    settings = {
        "browser": {"gatherUsageStats": False},
        "theme": {"light": {"textColor": "#111111"}},
    }
    assert list(list_flags(settings)) == [
        "--browser.gatherUsageStats=false",
        "--theme.light.textColor=#111111",
    ]


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
    assert len(runner.invoke(main, ["frames"]).output.splitlines()) == len(rows)


def test_a_folder_without_a_dataset_is_refused_with_its_faults(tmp_path):
    result = CliRunner().invoke(main, ["frames", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "front.toml" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_folder_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "nowhere"), "frames"])
    assert result.exit_code == 2
