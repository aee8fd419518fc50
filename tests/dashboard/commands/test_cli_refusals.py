"""What the command line cannot work with: one line, exit 2, nothing written, nothing replaced."""

import os
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from geodata.build.console import Refusal
from geodata.files.output import write_file

DAY = "2025-03-12"
UNCOUNTED = ("--mode", "days", "--clock", "known")
DEAD = (
    "https://example.org/?q=1#x",
    "https://example.org/?",
    "https://example.org/#",
    "http://",
    "https://host:99999/",
    "https://host:0/",
    "https://-host/",
    "https://a..b/",
    "https://example.org/a b",
    "https://user:pw@host/",
    "https://example.org/front/?date=2024-01-01",
    "//example.org/",
)
"""Addresses to which no state can be added, or which no browser opens."""
FAR = f"https://example.org/{'a' * 3000}"
NO_HOSTS = ("bad host", "*", "", "*.", "a.example:80", "https://a.example", "[::1]", "a..b")
NO_PATHS = ("no slash", "../x y?<b>", "ab{c}d", "a/../b", "a//b", "a?b", "a#b", "%2e", "карта")
BROKEN = "bad\udcff"  # as the system hands over a byte that is no UTF-8
MADE_UP = Path(__file__).parents[2] / "made_up_front"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], prog_name="kursk-front")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["snapshot"], ["--out", "kursk-front snapshot --help"]),
        (["nonsense"], ["nonsense", "--help"]),
        (["--port", "many"], ["--port", "many"]),
        (["snapshot", "--date", "2025-02-30", "--out", "a.png"], ["2025-02-30", "is not a day"]),
        (["snapshot", "--date", "2025-02", "--out", "a.png"], ["2025-02", "is not a day"]),
        (["snapshot", "--date", "2025-W11-3", "--out", "a.png"], ["2025-W11-3", "is not a day"]),
        (["snapshot", "--date", "1999-01-01", "--out", "a.png"], ["1999-01-01", "2024-08-06"]),
        (["snapshot", "--format", "png", "--out", "a.pdf"], [".pdf", "png"]),
        (["snapshot", "--size", "0x100", "--out", "a.svg"], ["0x100", "8192"]),
        (["snapshot", "--size", "99999x99999", "--out", "a.png"], ["99999", "8192"]),
        (["snapshot", "--size", "600x600", "--out", "a.pdf"], ["--size", "pdf"]),
        (["snapshot", "--dpi", "300", "--out", "a.svg"], ["--dpi", "svg"]),
        (["snapshot", "--whose", "russia", "--out", "a.png"], ["--whose", "--mode days"]),
        (["snapshot", *UNCOUNTED, "--out", "a.png"], ["known", "as the events"]),
        (["snapshot", "--state", "?mode=days&clock=known", "--out", "a.svg"], ["--clock known"]),
        (["timelapse", *UNCOUNTED, "--out", "a.gif"], ["known", "as the events"]),
        (["deck", *UNCOUNTED, "--out", "a.pptx"], ["known", "as the events"]),
        (["compare", "--with", DAY, "--mode", "days"], ["--mode", "comparison"]),
        (["snapshot", "--mode", "sizes", "--out", "a.png"], ["sizes", "agreement"]),
        (["snapshot", "--marking", "TLP:RED", "--out", "a.png"], ["--marking", "png"]),
        (["snapshot", "--outline", "--out", "a.png"], ["--outline", "png"]),
        (["snapshot", "--size", "960x540", "--dpi", "300", "--out", "a.png"], ["--size", "--dpi"]),
        (["snapshot", "--template", "a4", "--out", "a.html"], ["--template", "html"]),
        (["snapshot", "--date", DAY, "--date", "2025-03-13", "--out", "a.html"], ["one --date"]),
        (["snapshot", "--dark", "--theme", "light", "--out", "a.png"], ["--dark", "--theme"]),
        (["snapshot", "--theme", "light", "--dark", "--out", "a.png"], ["--dark", "--theme"]),
        (["compare", "--with", DAY, "--template", "a4"], ["--template", "printed"]),
        (["compare", "--with", DAY, "--format", "png"], ["--format", "--out"]),
        *((["serve", "--host", one], ["--host", one]) for one in NO_HOSTS),
        *((["serve", "--base-path", one], ["--base-path", one]) for one in NO_PATHS),
        (["--base-path", "no slash"], ["--base-path", "no slash", "plain path"]),
        (["snapshot", "--title", BROKEN, "--out", "a.png"], ["--title", "is not UTF-8"]),
        (["snapshot", "--link", f"https://a.example/{BROKEN}", "--out", "a.png"], ["--link"]),
        (["deck", "--marking", BROKEN, "--out", "a.pptx"], ["--marking", "is not UTF-8"]),
        (["frames", "--account", BROKEN], ["--account", "is not UTF-8"]),
        (["snapshot", "--state", f"?place={BROKEN}", "--out", "a.png"], ["--state", "UTF-8"]),
        (["compare", "--with", BROKEN], ["--with", "is not UTF-8"]),
        (["--port", "9", "claims"], ["--port", "claims"]),
        (["snapsht", "--out", "a.png"], ["snapsht", "snapshot"]),
        (["snapshot", "--link", "javascript:alert(1)", "--out", "a.svg"], ["javascript", "https"]),
        (["snapshot", "--size", "300x200", "--out", "a.png"], ["300x200", "360"]),
        (["snapshot", "--dpi", "20", "--out", "a.png"], ["'--dpi'", "20", "360 pixels"]),
        (["snapshot", "--dpi", "40", "--out", "a.png"], ["533x300", "360"]),
        *((["snapshot", "--link", one, "--out", "a.svg"], ["--link", one]) for one in DEAD),
        (["snapshot", "--link", FAR, "--out", "a.svg"], ["--link", "3020", "200 at most"]),
        (["deck", "--out", "d.odp"], [".odp", "pptx"]),
        (["page", "--out", "d.txt"], [".txt", "html"]),
        (["frames", "--account", "mars"], ["mars", "russia"]),
        (["frames", "--date", "1999-01-01"], ["1999-01-01"]),
        (["snapshot", "--state", "?date=2025-99-99", "--out", "a.png"], ["2025-99-99", "is not"]),
        (["snapshot", "--size", "big", "--out", "a.png"], ["big", "WIDTHxHEIGHT"]),
        (["snapshot", "--extent", "100,10,101,11", "--out", "a.png"], ["nothing of the front"]),
        (["deck", "--extent", "100,10,101,11", "--out", "a.pptx"], ["nothing of the front"]),
        (["timelapse", "--extent", "100,10,101,11", "--out", "a.mp4"], ["nothing of the front"]),
        (["snapshot", "--extent", "35,51,35.0000001,51.2", "--out", "a.svg"], ["0.02"]),
        (["snapshot", "--extent", "-180,-90,180,90", "--out", "a.svg"], ["360"]),
        (["snapshot", "--dpi", "nan", "--out", "a.png"], ["--dpi", "1200"]),
        (["snapshot", "--state", "?date=1999-03-01", "--out", "a.png"], ["lies outside the front"]),
        (["compare", "--state", "?date=1999-03-01"], ["1999-03-01 lies outside the front"]),
        (["snapshot", "--state", "garbage", "--out", "a.png"], ["garbage", "?date="]),
        (["snapshot", "--state", "?nonsense=1", "--out", "a.png"], ["nonsense", "accounts"]),
        (["snapshot", "--accounts", "", "--out", "a.png"], ["accounts"]),
        (["snapshot", "--accounts", "mars", "--out", "a.png"], ["mars", "ukraine"]),
        (["snapshot", "--out", "nowhere/a.png"], ["nowhere"]),
        (["snapshot", "--out", "."], ["is a folder"]),
        (["compare", "--with", "2024-09-06", "--with", "2024-10-06", "--out", "a.png"], ["--with"]),
        (["compare", "--with", "", "--out", "a.png"], ["--with"]),
        (["compare", "--with", "2030-01-01", "--out", "a.png"], ["2030-01-01", "2025-12-31"]),
        (["compare", "--with", "2025-02-30", "--out", "a.png"], ["2025-02-30", "is not a day"]),
        (["compare", "--with", DAY, "--out", "-", "--format", "svg", "--json"], ["--json"]),
        (["compare", "--with", DAY, "--out", "a.html"], ["a.html", "png, svg, pdf"]),
        (["snapshot", "--template", "sldie", "--out", "a.png"], ["sldie", "perhaps slide"]),
        (["deck", "--out", "a.odp"], ["a.odp", "pptx, pdf"]),
        (["page", "--out", "a.png"], [".png", "html"]),
        (["timelapse", "--fps", "30", "--out", "a.gif"], ["--fps", "gif"]),
        (["timelapse", "--size", "10x10", "--out", "a.mp4"], ["10x10"]),
        (["claims", "--format", "csv", "--json"], ["--json", "csv"]),
        (["claims", "--format", "json", "--out", "a.csv"], [".csv", "json"]),
        (["frames", "--data", "nowhere"], ["nowhere"]),
        (["verify", "/dev/zero", "--data", MADE_UP], ["/dev/zero", "no ordinary file"]),
        (["snapshot", "--sign", "/dev/zero", "/dev/zero", "-o", "a.png"], ["/dev/zero", "1 MB"]),
    ],
)
def test_bad_input_is_refused_in_one_line(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert all(word in result.stderr for word in words), result.stderr
    assert not list(tmp_path.iterdir())
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["snapshot", "--format", "png", "--out", "-"],
        ["deck", "--out", "-"],
        ["claims", "--format", "xlsx"],
        ["datapack", "--out", "-"],
        ["timelapse", "--format", "gif", "--out", "-"],
    ],
)
def test_no_bytes_are_spilled_into_a_terminal(arguments, monkeypatch):
    monkeypatch.setattr("dashboard.commands.output.is_terminal", lambda: True)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing to read in a terminal" in result.stderr


def test_names_of_choices_may_be_in_any_case(tmp_path):
    out = tmp_path / "a.svg"
    words = ["--language", "UK", "--format", "SVG", "--accounts", "Kyiv,moscow", "--theme", "DARK"]
    assert run("snapshot", *words, "-o", out).exit_code == 0
    assert "Київ" in out.read_text(encoding="utf-8")


def test_a_bad_epoch_is_refused_before_anything_reads_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "foo")
    result = run("deck", "--out", tmp_path / "a.pptx")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "SOURCE_DATE_EPOCH" in result.stderr


@pytest.mark.parametrize("link", ["", "https://[::1]:8501", "HTTP://карта.example/front/%20/"])
def test_an_address_that_a_browser_opens_is_taken(link, tmp_path):
    out = tmp_path / "a.svg"
    assert run("snapshot", "--date", DAY, "--link", link, "--out", out).exit_code == 0
    assert f"{link}?date={DAY}" in out.read_text(encoding="utf-8")


def test_names_of_hosts_and_plain_paths_are_taken(monkeypatch):
    claimed = []

    def refuse(port):
        claimed.append(port)
        raise Refusal("taken")

    monkeypatch.setattr("dashboard.commands.serve.claim_port", refuse)
    hosts = [("--host", one) for one in ("front.example", "*.front.example", "::1", "10.0.0.1")]
    for path in ("/front/kursk-2/", "", "/"):
        run("serve", "--port", "9", "--base-path", path, *chain(*hosts))
    assert claimed == [9, 9, 9]


def test_a_suffix_chooses_the_format_of_a_list(tmp_path):
    out = tmp_path / "claims.csv"
    assert run("claims", "--date", DAY, "--out", out).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_state_of_a_comparison_gives_its_sheet(tmp_path):
    address = "https://made-up.example/app?date=2025-03-12&compare=overlay&with=2024-08-12"
    out = tmp_path / "a.svg"
    assert run("snapshot", "--state", address, "--out", out).exit_code == 0
    assert "two dates compared" in out.read_text(encoding="utf-8")


def test_a_sheet_without_accounts_says_so(tmp_path):
    out = tmp_path / "a.svg"
    assert run("snapshot", "--accounts", "none", "--date", DAY, "--out", out).exit_code == 0
    words = out.read_text(encoding="utf-8")
    assert "Every account is switched off." in words
    assert "Ground held by Ukraine, according to" not in words


def test_a_device_is_written_to_and_a_link_followed(tmp_path):
    null = Path(os.devnull)
    before = null.stat().st_ino
    write_file(null, b"made up")
    assert null.stat().st_ino == before
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


PRINTED = [
    ["claims", "--data", str(MADE_UP)],
    ["frames", "--data", str(MADE_UP)],
    ["snapshot", "--data", str(MADE_UP), "--format", "png", "-o", "-"],
    ["validate", str(MADE_UP)],
    ["--help"],
    ["--version"],
    ["claims", "--help"],
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", PRINTED)
def test_a_full_disk_is_said_in_one_line(arguments):
    # Unbuffered output fails once, buffered output tries again when Python ends.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env=buffered,
            check=False,
        )
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert len(lines) == 1
    assert "No space left" in lines[0]


@pytest.mark.skipif(os.name == "nt", reason="a shell of this system closes no output")
@pytest.mark.parametrize("arguments", PRINTED)
def test_a_closed_output_is_said_in_one_line(arguments):
    words = ["/bin/sh", "-c", '"$@" >&-', "sh", sys.executable, "-m", "dashboard", *arguments]
    done = subprocess.run(words, stderr=subprocess.PIPE, check=False)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert len(lines) == 1
    assert "standard output is closed" in lines[0]


@pytest.mark.skipif(os.name == "nt", reason="a shell of this system closes no output")
def test_what_is_written_to_a_file_needs_no_output(tmp_path):
    out = tmp_path / "a.csv"
    made = [sys.executable, "-m", "dashboard", "claims", "--data", str(MADE_UP), "--out", str(out)]
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *made], stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
