"""Text is text: what a dataset tries to be besides, it is in no file and on no terminal."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner
from PIL import Image

from dashboard.briefing.drawing.lettering import find_missing, spell_letters
from dashboard.cli import main
from dashboard.panels.claims import FOLDS
from dashboard.state.selection import open_selection
from dashboard.text.markdown import plain_label
from dashboard.view.view import build_view
from dashboard.view.workspace import open_workspace
from geodata.core.plain import UNSAFE, plain_text, runs_leftward
from geodata.dataset.load import load_dataset
from tests.dashboard.panels.opened import render_opened

HOST = "127.0.0.1:9"
DAY = "2024-08-10"
TOLD = (
    "claims",
    "frames",
    "validate",
    "modes agreement",
    "modes days",
    "evaluate --reference {held}",
)
COMPARE = "compare --date 2024-09-01 --with 2024-08-10 --account ukraine"
# What the panel of claims is made of: a reader's browser takes the lines of a fold as they come.
PANEL_TAGS = {"a", "abbr", "article", "b", "button", "cite", "details", "div", "h3", "i", "li", "p"}
PANEL_TAGS |= {"q", "section", "small", "span", "summary", "time", "ul"}
NUMBER = re.compile(r"-[0-9.]+")


def write(folder: Path, out: Path, *arguments: str) -> bytes:
    result = CliRunner().invoke(main, [*arguments, "--data", str(folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out.read_bytes()


def show(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--data", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output


def list_xml(content: bytes) -> list[bytes]:
    """Return every part of an archive that is XML, of which there is at least one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels", ".kml"))]
        assert names
        return [archive.read(name) for name in names]


def read_elements(content: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(content).iter())  # noqa: S314 (it is our own)


def check_xml(content: bytes) -> None:
    """Every element is one of the format, and none refers to the attacker."""
    for element in read_elements(content):
        name = str(element.tag).rpartition("}")[2].casefold()
        assert name not in {"script", "img", "iframe", "foreignobject"}
        assert element.get("id") != "pwned"
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].casefold()
            assert not attribute.startswith("on") or attribute == "on"
            if attribute in {"href", "src", "target"}:
                assert HOST not in value
                assert not value.casefold().startswith("javascript:")


class Elements(HTMLParser):
    """Notes what in a page is an element, and what it refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_front_of_attacks_is_sound_and_its_letters_are_told(attacked_folder: Path) -> None:
    dataset = load_dataset(attacked_folder)
    assert dataset.held
    output = show(attacked_folder, "validate")
    assert "no faults" in output
    assert "the drawn letters lack" in output


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_sheets_hold_no_markup_and_no_empty_boxes(
    attacked_folder: Path, tmp_path: Path, form: str
) -> None:
    content = write(attacked_folder, tmp_path / f"x.{form}", "snapshot", "--date", DAY)
    if form == "svg":
        check_xml(content)
        drawn = "".join(one.text or "" for one in read_elements(content) if "text" in one.tag)
        assert drawn
        assert find_missing(drawn) == ""
    if form == "png":
        told = Image.open(BytesIO(content)).info["XML:com.adobe.xmp"].encode()
        check_xml(told)  # who is quoted there is text
        content = content.replace(told, b"")
    assert HOST.encode() not in content or form == "svg"
    assert b"/JavaScript" not in content


def test_slides_hold_no_link_of_the_attacker(attacked_folder: Path, tmp_path: Path) -> None:
    content = write(attacked_folder, tmp_path / "x.pptx", "deck", "--date", DAY)
    for part in list_xml(content):
        check_xml(part)


def test_no_figure_of_a_slide_stands_in_a_name_s_turn(
    leftward_folder: Path, tmp_path: Path
) -> None:
    content = write(leftward_folder, tmp_path / "x.pptx", "deck", "--date", DAY)
    cells = list_cells(content)
    assert sum(map(runs_leftward, cells)) > 9
    for text in cells:
        check_turns(text)


def list_cells(content: bytes) -> list[str]:
    """Return the text of each cell of a table, and each name in a chart, on native slides."""
    found = []
    for part in list_xml(content):
        for element in read_elements(part):
            name = str(element.tag).rpartition("}")[2]
            if name == "tc" or (name == "v" and "chart" in str(element.tag)):
                found.append("".join(element.itertext()))
    return found


def check_turns(line: str) -> None:
    """What runs from right to left in a line does so between marks, which end in it."""
    depth = 0
    for letter in line:
        depth += {"\u2068": 1, "\u2069": -1}.get(letter, 0)
        assert depth >= 0
        assert depth or not runs_leftward(letter), line
    assert depth == 0


def test_page_holds_only_its_own_elements(attacked_folder: Path, tmp_path: Path) -> None:
    content = write(attacked_folder, tmp_path / "x.html", "page", "--date", DAY)
    elements = Elements()
    elements.feed(content.decode())
    assert elements.found
    for tag, attributes in elements.found:
        assert attributes.get("id") != "pwned"
        assert tag not in {"img", "iframe"}
        for name in ("src", "href"):
            assert HOST not in (attributes.get(name) or "")


def test_panel_of_claims_holds_only_its_own_elements(attacked_folder: Path) -> None:
    workspace = open_workspace(attacked_folder)
    start = open_selection(workspace.dataset.front)
    view = build_view(workspace, replace(start, day=date(2024, 10, 5)))
    elements = Elements()
    elements.feed(render_opened(workspace, view))
    assert len(elements.found) > 100
    for tag, attributes in elements.found:
        assert tag in PANEL_TAGS
        assert attributes.get("id") != "pwned"
        assert not [name for name in attributes if name.startswith("on")]
        href = attributes.get("href", FOLDS)
        assert href is not None
        assert href.startswith(("https://", "http://", FOLDS))


@pytest.mark.parametrize(
    ("form", "command"),
    [
        *((form, "claims") for form in ("csv", "xlsx", "json", "bib", "ris")),
        *(("csv", command) for command in ("frames", "modes agreement", "modes days")),
    ],
)
def test_tables_hold_no_formula(
    attacked_folder: Path, tmp_path: Path, form: str, command: str
) -> None:
    content = write(attacked_folder, tmp_path / f"x.{form}", *command.split())
    if form == "csv":
        cells = [
            cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row
        ]
        assert cells
        assert not [
            cell for cell in cells if cell.startswith(tuple("=+-@")) and not NUMBER.fullmatch(cell)
        ]
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert cells
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        links = [cell.hyperlink.target or "" for cell in cells if cell.hyperlink]
        assert not [link for link in links if HOST in link]
    else:  # which know no formulas: what the attacker wrote stands there as text
        assert "pwned" in content.decode()
        assert not [
            one for one in UNSAFE.findall(content.decode()) if one not in "\r\n\u2068\u2069"
        ]


def test_data_pack_is_inert(attacked_folder: Path, tmp_path: Path) -> None:
    content = write(attacked_folder, tmp_path / "x.zip", "datapack")
    for part in list_xml(content):
        check_xml(part)


def test_a_film_says_who_is_quoted_as_text(attacked_folder: Path, tmp_path: Path) -> None:
    days = ("--from", DAY, "--to", "2024-08-12", "--size", "320x240")
    content = write(attacked_folder, tmp_path / "x.gif", "timelapse", *days)
    start, end = content.index(b"<x:xmpmeta"), content.index(b"</x:xmpmeta>")
    told = content[start:end] + b"</x:xmpmeta>"
    check_xml(told)
    assert HOST.encode() not in content.replace(told[: end - start], b"")


def test_what_is_told_in_another_language_is_text_too(
    attacked_folder: Path, tmp_path: Path
) -> None:
    ukrainian = ("--language", "uk", "--date", DAY)
    content = write(attacked_folder, tmp_path / "x.svg", "snapshot", *ukrainian)
    check_xml(content)
    drawn = "".join(one.text or "" for one in read_elements(content) if "text" in one.tag)
    assert find_missing(drawn) == ""
    for part in list_xml(write(attacked_folder, tmp_path / "x.pptx", "deck", *ukrainian)):
        check_xml(part)
    page = Elements()
    page.feed(write(attacked_folder, tmp_path / "x.html", "page", *ukrainian).decode())
    assert not [tag for tag, given in page.found if given.get("id") == "pwned"]


def test_a_sheet_of_attacks_is_verified_in_plain_words(
    attacked_folder: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "\x1b[31mx.svg"
    write(attacked_folder, sheet, "snapshot", "--date", DAY)
    output = show(attacked_folder, "verify", str(sheet))
    assert ": same:" in output
    assert not find_codes(output)


def find_codes(output: str) -> list[str]:
    """Return what on a terminal would be more than text."""
    return [one for one in UNSAFE.findall(output) if one not in "\n\u2068\u2069"]


@pytest.mark.parametrize("command", [*TOLD, COMPARE])
def test_terminal_gets_no_codes(attacked_folder: Path, command: str) -> None:
    asked = command.format(held=attacked_folder / "layers" / "held").split()
    assert not find_codes(show(attacked_folder, *asked))


@pytest.mark.parametrize("command", ["claims", COMPARE])
def test_no_figure_stands_in_a_name_s_turn(attacked_folder: Path, command: str) -> None:
    """Whatever runs from right to left in a line does so between marks, which end in it."""
    output = show(attacked_folder, *command.split())
    assert any(runs_leftward(line) for line in output.splitlines())
    for line in output.splitlines():
        check_turns(line)


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "\x1b]0;pwned\x07"),
        ("snapshot", "--date", "\x1b[31m2024", "--out", "x.png"),
        ("\x1b[31mpwned\u202e",),
        ("snapshot", "--out", "x.\x1b[31m", "--date", "2024-08-12"),
        ("claims", "--state", "?\x1b[31m=1"),
    ],
)
def test_refusals_cite_codes_as_text(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert not find_codes(result.output)
    assert len(result.output) < 2_000


def test_every_attack_is_one_plain_line(attacks: tuple[str, ...]) -> None:
    for attack in (*attacks, "\x1b[31m", "a\nb", "\u202egnp.exe", "x" * 10_000):
        shown = plain_text(attack)
        assert len(shown) < 600
        assert not [one for one in UNSAFE.findall(shown) if one not in "\u2068\u2069"]
        assert find_missing(spell_letters(attack)) == ""
        label = plain_label(attack)
        assert not re.search(r"(?<!\\)[][<>*_`#$|!:]", label)


def test_letters_that_the_faces_have_are_kept() -> None:
    kept = "Суджа, Кореневе: Їжак ґанок ёлка – “Ł” Ελλάδα"
    assert spell_letters(kept) == kept
    assert spell_letters("新华社 TASS") == "XinHuaShe TASS"
