"""The layers of a PDF: what each holds, in which words it is named, and that all of it is drawn."""

import os
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from dashboard.briefing.drawing.image import render_pdf
from dashboard.briefing.drawing.layers import name_layers
from dashboard.briefing.drawing.pdf_objects import PAGE, Objects, PdfError
from dashboard.briefing.drawing.svg import make, make_page
from dashboard.briefing.export import Wish, make_sheet
from dashboard.cli import main
from dashboard.state.selection import open_selection
from dashboard.text.catalogues import SHEET
from dashboard.text.language import speak

LAYERS = ("ground", "areas", "places", "words", "frame")
GROUP = re.compile(rb"<</Type/OCG/Name<FEFF([0-9A-F]+)>>>")
needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") or os.environ.get("CI")), reason="no poppler (poppler-utils)"
)


@pytest.fixture(scope="module")
def selection(workspace):
    return replace(open_selection(workspace.dataset.front), day=date(2024, 8, 27))


@pytest.fixture(scope="module")
def sheet(workspace, selection):
    return make_sheet(workspace, selection, Wish("pdf"))


@pytest.fixture
def run_sheet():
    def run(*arguments):
        result = CliRunner().invoke(main, ["snapshot", *arguments, "--format", "pdf", "--out", "-"])
        assert result.exit_code == 0, result.output
        return result.stdout_bytes

    return run


def list_names(pdf):
    return [bytes.fromhex(one.decode()).decode("utf-16-be") for one in GROUP.findall(pdf)]


def hide(pdf, *names):
    """Return a PDF as one who has hidden its layers of these names would save it."""
    objects = Objects.read(pdf)
    numbers = [number for number, body in objects.bodies.items() if {*list_names(body)} & {*names}]
    assert len(numbers) == len(names)
    hidden = b" ".join(b"%d 0 R" % number for number in numbers)
    catalog = objects.find(b"/Type/Catalog")
    objects.bodies[catalog] = objects.bodies[catalog].replace(b"/ON[", b"/OFF[%s]/ON[" % hidden)
    return objects.write()


def read_text(pdf, folder):
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()


def test_a_map_has_its_layers_in_the_language_spoken(workspace, selection, sheet):
    assert list_names(sheet) == [SHEET[f"layer_{name}"] for name in LAYERS]
    with speak("uk"):
        told = list_names(make_sheet(workspace, replace(selection, language="uk"), Wish("pdf")))
        assert told == [SHEET[f"layer_{name}"] for name in LAYERS]
    assert told[0] == "Місцевість"


@needs_poppler
def test_a_layer_that_is_hidden_takes_what_stands_in_it_and_nothing_else(sheet, tmp_path):
    kinds = {"places": "Guevo", "words": "Kyiv: 1,294", "frame": "20 km"}
    whole = read_text(sheet, tmp_path)
    for name, words in kinds.items():
        left = read_text(hide(sheet, SHEET[f"layer_{name}"]), tmp_path)
        assert words in whole
        assert words not in left
        assert all(other in left for other in kinds.values() if other != words)
        assert "Oleksandr Syrskyi" in left


@needs_poppler
def test_the_pictures_of_the_layers_make_up_the_page(workspace, selection, sheet, tmp_path):
    """Poppler finds a picture in each layer, and no fault in the file."""
    (tmp_path / "sheet.pdf").write_bytes(sheet)
    told = subprocess.run(
        ["pdfinfo", tmp_path / "sheet.pdf"], capture_output=True, check=True, text=True
    )
    assert "Pages:           1" in told.stdout
    assert "xref" not in told.stderr.lower()
    objects = Objects.read(sheet)
    page = objects.find(PAGE)
    packed = objects.bodies[objects.follow(page, b"/Contents")].partition(b"stream\n")[2]
    content = zlib.decompress(packed[: packed.rindex(b"\nendstream")])
    for name in LAYERS:
        (drawn,) = re.findall(
            rb"/OC/%s BDC\n/Span<</MCID \d+>>BDC\n(.*?)\nEMC\nEMC" % name.encode(), content, re.S
        )
        assert len(drawn) > 500, name


@pytest.mark.parametrize(
    ("days", "template"),
    [
        (("2024-08-27",), "map"),
        (("2024-08-27", "2025-03-12"), "slide"),
        (("2025-06-22",), "column"),
    ],
)
def test_every_kind_of_page_is_taken_apart_and_put_together(run_sheet, days, template):
    dates = [part for day in days for part in ("--date", day)]
    pdf = run_sheet(*dates, "--template", template)
    assert list_names(pdf) == [SHEET[f"layer_{name}"] for name in LAYERS]
    assert Objects.read(pdf).write() == pdf


def test_a_page_without_layers_is_left_as_it_is():
    page = make_page(100, 100, "a page", make("rect", width=50, height=50, fill="#123456"))
    pdf = render_pdf(page, title="a", subject="b", alt="a square", language="en")
    assert list_names(pdf) == []
    assert b"/Viewport" not in pdf


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"startxref\n9\n%%EOF"])
def test_a_file_that_is_built_otherwise_is_refused(content):
    with pytest.raises(PdfError):
        Objects.read(content)


def test_other_figures_than_were_piled_are_refused(sheet):
    with pytest.raises(PdfError):
        name_layers(Objects.read(sheet), [["ground", "areas"]])
