"""Slides and films of the map's modes tell, draw and chart what the view has."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from pptx import Presentation

from dashboard.briefing.chart.pile import follow_agreement
from dashboard.briefing.deck.slides import build_deck
from dashboard.briefing.deck.stops import Stop
from dashboard.briefing.making import make_film
from dashboard.briefing.order import FORMATS, order_sheet, read_request
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.verify import verify_file
from dashboard.state.selection import open_selection
from dashboard.view.shown_mode import format_size, show_mode

DAY = date(2025, 1, 20)
EPOCH = date(1899, 12, 30)


@pytest.fixture(scope="module")
def chosen(workspace):
    start = replace(open_selection(workspace.dataset.front), day=DAY)
    return [
        replace(start, mode="agreement"),
        replace(start, mode="days", whose="independent"),
        replace(start, mode="days", clock="known"),
    ]


@pytest.fixture(scope="module")
def slides(workspace, chosen):
    content = build_deck(workspace, [Stop(one) for one in chosen], alone=True)
    return list(Presentation(BytesIO(content)).slides)


def list_cells(slide):
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def test_a_slide_tells_title_notes_and_classes(workspace, chosen, slides):
    for slide, selection in zip(slides, chosen, strict=True):
        shown = show_mode(workspace, selection)
        assert shown.title in slide.shapes.title.text
        texts = " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
        assert all(note in texts for note in shown.notes)
        cells = list_cells(slide)
        for line in shown.lines:
            if line.area_km2 is not None:
                assert cells[cells.index(line.words) + 1] == format_size(line.area_km2)


def test_the_chart_piles_up_the_classes_of_every_day(workspace, chosen, slides):
    chart = next(one.chart for one in slides[0].shapes if one.has_chart)
    days = [EPOCH + timedelta(float(one)) for one in chart.plots[0].categories]
    sums = [sum(one) for one in zip(*(s.values for s in chart.plots[0].series), strict=True)]
    rows = {row.day: sum(row.km2) for row in follow_agreement(workspace, chosen[0])}
    assert set(rows) <= set(days)
    for day, km2 in zip(days, sums, strict=True):
        since = max(one for one in rows if one <= day)
        assert km2 == pytest.approx(rows[since], abs=0.2)


def test_a_slide_proves_itself_and_a_page_of_several_days_does(kursk):
    request = read_request(kursk, {"mode": "agreement", "lang": "en"}, [DAY])
    content = FORMATS["pptx"](order_sheet(request, Look(marking="TLP:GREEN")))
    assert verify_file(kursk, content).outcome == "same"
    several = read_request(kursk, {"mode": "agreement"}, [DAY, date(2025, 3, 12)])
    page = FORMATS["svg"](order_sheet(several, Look()))
    assert verify_file(kursk, page).outcome == "same"
    assert page.count(b"mode-agreement") == 2


@pytest.mark.parametrize("wish", [{"mode": "agreement"}, {"mode": "days", "whose": "russia"}])
def test_a_film_of_a_mode_is_another_and_proves_itself(kursk, wish):
    look = Look(size_px=(480, 270))
    span = {"first": DAY, "last": DAY, "by": "report", "kind": "gif"}
    film, plain = (make_film(read_request(kursk, one, [DAY]), look, **span) for one in (wish, {}))
    assert film != plain
    assert verify_file(kursk, film).outcome == "same"
    with Image.open(BytesIO(film)) as one, Image.open(BytesIO(plain)) as other:
        one.seek(1)  # after the card with the title, which is the same
        other.seek(1)
        difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
        assert difference.crop((0, 0, 300, 200)).getbbox()  # the map
