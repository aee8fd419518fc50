"""The commands snapshot and compare: a file whole or none, one clear line of refusal, exit 2."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from shutil import which
from xml.etree.ElementTree import XML

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from dashboard.briefing.drawing.page_size import PAGE_SIZES
from dashboard.briefing.order import FORMATS
from dashboard.briefing.sheet.look import Look, list_settings
from dashboard.cli import main
from dashboard.commands.snapshot import snapshot
from dashboard.commands.views import KINDS
from dashboard.view.compare import format_hectares
from geodata.geometry.overlaps import HECTARES

DARK = 90  # of 255


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_options_name_every_format_and_template() -> None:
    assert set(KINDS) == set(FORMATS)
    told = {one.name: one for one in snapshot.params}
    assert told["template"].type.choices == tuple(PAGE_SIZES)
    assert {name for name, one in list_settings(Look).items() if one.help} <= set(told)


def test_a_snapshot_has_the_size_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "sudzha.png"
    words = ["--date", "2025-03-12", "--format", "png", "--size", "1920x1080", "--out", out]
    result = run("snapshot", *words)
    assert (result.exit_code, result.stdout) == (0, "")
    picture = Image.open(BytesIO(out.read_bytes()))
    assert picture.size == (1920, 1080)
    assert picture.info["dpi"] == pytest.approx((144, 144), abs=0.1)
    assert [path.name for path in tmp_path.iterdir()] == ["sudzha.png"]


def test_other_proportions_are_filled_to_the_edge() -> None:
    result = run("snapshot", "--size", "700x900", "--format", "png", "--out", "-")
    picture = Image.open(BytesIO(result.stdout_bytes))
    assert picture.size == (700, 900)
    corners = [(0, 0), (699, 0), (0, 899), (699, 899)]
    assert {picture.getpixel(corner) for corner in corners} == {(0xFB, 0xFA, 0xF7, 255)}


def test_an_svg_has_the_size_asked_for() -> None:
    root = XML(run("snapshot", "--size", "600x500", "--format", "svg", "--out", "-").stdout)
    assert (root.attrib["width"], root.attrib["height"]) == ("600", "500")
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    assert width / height == pytest.approx(600 / 500, abs=0.001)


def test_paper_has_its_size_at_any_resolution() -> None:
    command = ("snapshot", "--template", "a4", "--dpi", "50", "--format", "png", "--out", "-")
    assert Image.open(BytesIO(run(*command).stdout_bytes)).size == (585, 413)


def test_the_suffix_says_the_format(tmp_path: Path) -> None:
    heads = {"svg": b"<svg", "pdf": b"%PDF-", "png": b"\x89PNG", "pptx": b"PK"}
    for suffix, head in heads.items():
        out = tmp_path / f"page.{suffix}"
        assert run("snapshot", "--out", out).exit_code == 0
        assert out.read_bytes().startswith(head)


def test_a_page_on_paper_is_a_pdf_of_that_size(tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    options = ("--template", "a4-portrait", "--language", "uk", "--date", "2025-06-22")
    assert run("snapshot", *options, "--out", out).exit_code == 0
    told = subprocess.run(["pdfinfo", out], capture_output=True, check=True, text=True).stdout
    assert "595.276 x 841.89 pts (A4)" in told
    assert "Tagged:          yes" in told
    words = subprocess.run(["pdftotext", out, "-"], capture_output=True, check=True, text=True)
    assert "22 червня 2025" in words.stdout
    assert "приблизно 90" in words.stdout.replace("\xa0", " ")
    assert "Київ" in words.stdout


def test_what_is_shown_is_asked_for_as_on_the_page() -> None:
    options = ("--accounts", "ukraine,russia", "--clock", "known", "--format", "svg", "--out", "-")
    words = "".join(XML(run("snapshot", *options).stdout).itertext())
    assert "accounts=ukraine,russia" in words
    assert "Moscow" in words
    assert "Independent" not in words
    state = run("snapshot", "--state", "?date=2025-03-12&clock=known", *options[4:]).stdout
    assert "?date=2025-03-12&amp;clock=known" in state


EVERY_FORM = """
from dashboard.cli import main
for form in ("svg", "pdf", "png"):
    main(["snapshot", "--others", "--format", form, "--out", "-"], standalone_mode=False)
"""


def test_another_run_gives_the_same_bytes() -> None:
    """A process with another hash seed writes what this one does."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    told = subprocess.run(
        [sys.executable, "-c", EVERY_FORM],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    ).stdout
    here = [
        run("snapshot", "--others", "--format", form, "--out", "-").stdout_bytes
        for form in ("svg", "pdf", "png")
    ]
    assert told == b"".join(here)
    assert all(mark in told for mark in (b"<svg", b"%PDF-", b"PNG"))


@pytest.mark.skipif(which("gdallocationinfo") is None, reason="no GDAL on the path")
def test_a_picture_with_its_side_file_is_at_its_place(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    words = ("snapshot", "--date", "2024-08-27", "--size", "1000x1000", "--georeference")
    assert run(*words, "-o", str(out)).exit_code == 0
    asked = ["gdallocationinfo", "-wgs84", "-xml", str(out), "35.2714", "51.1906"]  # Sudzha
    told = XML(subprocess.run(asked, capture_output=True, check=True).stdout)
    x, y = (int(told.attrib[name]) for name in ("pixel", "line"))
    with Image.open(out).convert("L") as picture:
        ring = picture.crop((x - 6, y - 6, x + 7, y + 7)).tobytes()
        beside = picture.crop((x - 26, y - 6, x - 13, y + 7)).tobytes()
    assert min(ring) < DARK < min(beside)


def test_a_side_file_is_for_one_map_in_a_file(tmp_path: Path) -> None:
    for words in (
        ("-o", str(tmp_path / "a.pdf")),
        ("--format", "png", "-o", "-"),
        ("--date", "2024-08-12", "--date", "2025-03-12", "-o", str(tmp_path / "a.png")),
    ):
        assert run("snapshot", "--georeference", *words).exit_code == 2
    assert not [*tmp_path.iterdir()]


def test_several_dates_stand_on_one_page() -> None:
    dates = [part for day in ("2024-08-12", "2025-03-12") for part in ("--date", day)]
    words = "".join(XML(run("snapshot", *dates, "--format", "svg", "--out", "-").stdout).itertext())
    assert "12 August 2024 – 12 March 2025" in words


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "2023-01-01"], "outside the front"),
        (["--date", "yesterday"], "yesterday"),
        (["--accounts", "mars"], "mars"),
        (["--mapper", "nobody"], "nobody"),
        (["--size", "big"], "WIDTHxHEIGHT"),
        (["--size", "9000x100"], "between 360 and 8192"),
        (["--size", "0x0"], "between 360 and 8192"),
        (["--extent", "1,2,3"], "WEST,SOUTH,EAST,NORTH"),
        (["--extent", "36,51,35,52"], "WEST,SOUTH,EAST,NORTH"),
        (["--state", "?clock=tomorrow"], "tomorrow"),
        (["--format", "bmp"], "bmp"),
        ([part for day in range(1, 14) for part in ("--date", f"2024-09-{day:02}")], "1 to 12"),
    ],
)
def test_bad_input_is_one_clear_line_and_no_file(tmp_path: Path, options, said) -> None:
    out = tmp_path / "page.png"
    result = run("snapshot", *options, "--out", out)
    assert result.exit_code == 2
    assert said in result.stderr.strip().splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_suffix_that_names_nothing_is_refused(tmp_path: Path) -> None:
    result = run("snapshot", "--out", tmp_path / "page.bmp")
    assert (result.exit_code, "give --format" in result.stderr) == (2, True)


def test_a_comparison_is_a_sheet_and_json(tmp_path: Path) -> None:
    out = tmp_path / "change.svg"
    result = run("compare", "--date", "2025-02-20", "--with", "2024-09-06", "--out", out, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["kind"] == "dates"
    assert [side["date"] for side in told["sides"]] == ["2024-09-06", "2025-02-20"]
    assert told["km2"]["lost"] == pytest.approx(802, abs=3)
    assert [side["id"] for side in told["sides"]] == ["2024-09-06", "2025-02-20"]
    assert set(told["km2"]) == {"gained", "lost", "unchanged"}
    words = "".join(XML(out.read_text(encoding="utf-8")).itertext())
    assert "two dates compared" in words


def test_two_accounts_are_compared_by_their_names_in_json_as_on_the_sheet(tmp_path: Path) -> None:
    out = tmp_path / "accounts.svg"
    options = ("--date", "2025-01-17", "--account", "ukraine", "--with", "independent", "--json")
    told = json.loads(run("compare", *options, "--out", out).stdout)
    assert told["kind"] == "accounts"
    ids = {side["id"] for side in told["sides"]}
    assert ids == {"ukraine", "independent"}
    assert told["km2"]["both"] == pytest.approx(420, abs=5)
    assert set(told["km2"]) == {"only", "both"}
    assert set(told["km2"]["only"]) == ids
    assert all(set(place["status"]) == ids for place in told["places"])
    cells = [
        [*one.itertext()]
        for one in XML(out.read_text(encoding="utf-8")).iter("{http://www.w3.org/2000/svg}g")
        if one.get("role") == "row"
    ]
    (row,) = [one for one in cells if "km²" in one and "Kyiv" in " ".join(one)]
    assert format_hectares(round(told["km2"]["only"]["ukraine"] * HECTARES)) in row
    assert told["km2"]["only"]["independent"] == 0.0  # which the sheet leaves out


def test_a_comparison_of_both_tells_its_sides_apart_by_both() -> None:
    options = ("--date", "2025-01-17", "--account", "ukraine", "--with", "2024-11-23")
    told = json.loads(run("compare", *options, "--with", "independent", "--json").stdout)
    assert told["kind"] == "mixed"
    ids = ["independent@2024-11-23", "ukraine@2025-01-17"]
    assert [side["id"] for side in told["sides"]] == ids
    assert set(told["km2"]["only"]) == set(ids)


def test_a_comparison_is_printed_where_no_file_is_asked_for() -> None:
    told = run("compare", "--date", "2025-02-20", "--with", "2024-09-06")
    assert told.exit_code == 0
    assert "lost by Ukraine" in told.stdout
    assert "802" in told.stdout
    assert "change of ground" in told.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--json"], "--with"),
        (["--with", "mars", "--json"], "mars"),
        (["--account", "mars", "--with", "2024-09-06", "--json"], "mars"),
        (["--with", "2030-01-01", "--json"], "2030-01-01"),
    ],
)
def test_a_comparison_with_nothing_is_refused(options, said) -> None:
    result = run("compare", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (["--reading", "Kyiv"], ["--reading", "ukraine"]),
        (["--mode", "days", "--whose", "MOSCOW"], ["--mode", "days", "--whose", "russia"]),
        (["--mode", "days", "--whose", "Reading"], ["--mode", "days", "--whose", "reading"]),
    ],
)
def test_an_account_goes_by_its_label_wherever_one_is_named(
    given: list[str], ids: list[str]
) -> None:
    sheets = [
        run("snapshot", "--date", "2024-08-27", *one, "--format", "svg", "-o", "-")
        for one in (given, ids)
    ]
    assert sheets[0].stdout == sheets[1].stdout
    assert {one.exit_code for one in sheets} == {0}


@pytest.mark.parametrize(("title", "is_told"), [("北京", True), ("Суджа", False)])
def test_words_that_will_be_drawn_in_other_letters_are_told(
    tmp_path: Path, title: str, is_told: bool
) -> None:
    result = run("snapshot", "--date", "2024-08-27", "--title", title, "-o", tmp_path / "a.svg")
    assert result.exit_code == 0
    told = "Warning: --title: the drawn letters lack 北京; drawn as BeiJing. Give it in"
    assert result.stderr.startswith(told) == is_told
