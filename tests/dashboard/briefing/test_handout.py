"""The handout: what its tags say stands on its pages, and that every source can be followed."""

import re
import subprocess
import zlib
from datetime import date

import pytest

from dashboard.briefing.deck.stops import Stop, take_notes
from dashboard.briefing.drawing.lettering import spell_letters
from dashboard.briefing.making import make_deck
from dashboard.briefing.order import Look, read_request
from dashboard.briefing.verify import verify_file
from dashboard.text.language import speak
from dashboard.view.figures import format_claim
from dashboard.view.view import build_view

DAYS = (date(2025, 3, 12), date(2025, 6, 22))
LOOK = Look(marking="<TLP:GREEN> #[]", base_url="https://a.example/")


@pytest.fixture(scope="module")
def request_of_days(kursk):
    return read_request(kursk, {"lang": "uk", "mode": "accounts"}, DAYS)


@pytest.fixture(scope="module")
def handout(request_of_days):
    with speak("uk"):
        return make_deck(request_of_days, LOOK, form="pdf")


def read(command, content):
    """Return what a program of Poppler says of a PDF."""
    told = subprocess.run(command.split(), input=content, capture_output=True, check=True)
    return told.stdout.decode(errors="replace")  # words for figures stand as they are in the file


def unpack(content):
    """Return what stands in the compressed streams of a PDF, its structure among them."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in found if one.startswith(b"\x78"))


def flatten(text):
    return re.sub(r"[\s\u00a0]+", " ", text)


def test_it_is_made_again_to_the_byte_and_verified(kursk, request_of_days, handout):
    assert handout.startswith(b"%PDF-")
    assert verify_file(kursk, handout).outcome == "same"
    middle = len(handout) // 2
    cut = handout[:middle] + bytes([handout[middle] ^ 1]) + handout[middle + 1 :]
    assert verify_file(kursk, cut).outcome != "same"


def test_no_few_lines_have_a_page_to_themselves(kursk):
    """Those of this day would run over by a line or two in type of the usual size."""
    request = read_request(kursk, {"lang": "ru"}, [date(2025, 4, 26)])
    with speak("ru"):
        content = make_deck(request, Look(), form="pdf")
    assert re.search(r"Pages: +3\n", read("pdfinfo -", content))


def test_each_day_has_a_page_with_its_figures_notes_and_sources(kursk, request_of_days, handout):
    pages = flatten(read("pdftotext -layout - -", handout)).split("TLP:GREEN")
    links = read("pdfinfo -url -", handout).split()
    for selection, page in zip(request_of_days.selections, pages[1:], strict=False):
        view = build_view(request_of_days.workspace, selection)
        with speak("uk"):
            notes = take_notes(request_of_days.workspace.dataset, Stop(selection), view, LOOK)
            for one in view.accounts:
                assert one.account.label in page
                if one.figure:
                    first = flatten(format_claim(one.figure.claim)).split(" ")[0]
                    assert spell_letters(first) in page
        assert notes.sources
        for source in notes.sources:
            assert spell_letters(source.title).split(" ")[0] in page
            assert not source.url or source.url in links
        assert notes.link in links


def test_its_tags_are_headings_a_figure_with_words_tables_and_lists(handout):
    tags = read("pdfinfo -struct-text -", handout)
    outline = re.findall(
        r"^ +(H1|H2|H3|Table|Figure|L|TOC) ?(?:<.*>)?(?:\(|\"|$|:)", tags, re.MULTILINE
    )
    assert outline[0] == "H1"
    assert outline.count("H2") == len(DAYS) + 2  # the contents and the method too
    assert outline.count("H3") == 2 * len(DAYS)
    assert outline.count("Table") == len(DAYS) + 1
    assert outline.count("Figure") == 2 * len(DAYS) + 2
    assert re.search(r"^ +TH ", tags, re.MULTILINE)
    assert unpack(handout).count(b"/Alt") == outline.count("Figure")
    assert "<TLP:GREEN> #[]" in flatten(read("pdftotext - -", handout))
