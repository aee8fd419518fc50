"""Decks: native slides from the view, the same bytes every time, opened by another program."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import XML
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Inches

from dashboard.briefing.chart.plot import list_runs
from dashboard.briefing.deck.chart import list_traces
from dashboard.briefing.deck.slide import lay_slides, lay_stop
from dashboard.briefing.deck.slides import build_deck
from dashboard.briefing.deck.stops import (
    Stop,
    list_cited,
    list_sources,
    list_stops,
    tell_story,
)
from dashboard.briefing.deck.text import TableRow, measure_row
from dashboard.briefing.making import make_deck
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.furniture import is_hiding
from dashboard.briefing.map.ground import read_shapes
from dashboard.briefing.order import read_request
from dashboard.briefing.sheet.look import Look
from dashboard.state.filters import Filters
from dashboard.state.selection import Selection, open_selection
from dashboard.text.language import speak
from dashboard.view.figures import format_figure
from dashboard.view.filtered import filter_workspace
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from dashboard.view.workspace import Workspace, lay_out_workspace, translate_workspace
from geodata.claims.claims import grade
from geodata.claims.disagreement import find_open_side
from geodata.core.model import Dataset

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

DAYS = (date(2024, 8, 12), date(2025, 3, 12), date(2025, 6, 22))


@pytest.fixture(scope="module")
def selection(workspace: Workspace) -> Selection:
    return open_selection(workspace.dataset.front)


@pytest.fixture(scope="module")
def stops(selection: Selection) -> tuple[Stop, ...]:
    return list_stops(selection, DAYS)


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int, str]]:
    """Return the steps that are told while `content` is made."""
    return []


@pytest.fixture(scope="module")
def content(
    workspace: Workspace, stops: tuple[Stop, ...], told: list[tuple[int, int, str]]
) -> bytes:
    return build_deck(workspace, stops, on_step=lambda *step: told.append(step))


@pytest.fixture(scope="module")
def deck(content: bytes) -> Deck:
    return Presentation(BytesIO(content))


def list_texts(slide: Slide) -> list[str]:
    """Return every native text of a slide, cell by cell."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return texts + [cell.text for table in tables for row in table.rows for cell in row.cells]


def find_shape(slide: Slide, kind: str) -> BaseShape:
    return next(shape for shape in slide.shapes if getattr(shape, kind, False))


def describe(shape: BaseShape) -> str:
    return str(shape.element.xpath(".//p:cNvPr")[0].get("descr"))


def test_a_slide_for_each_date_between_a_title_and_the_sources_and_the_method(deck: Deck) -> None:
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == "Kursk front"
    assert titles[1:4] == [
        "12 August 2024: Four answers on one day",
        "12 March 2025: Putin at a command post",
        "22 June 2025: Kyiv: about 90 km² held",
    ]
    assert titles[4] == "All figures, and what each line stands for"
    assert all(title.startswith("Sources") for title in titles[5:-1])
    assert titles[-1] == "How the map is made"
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)


def test_each_account_stands_in_a_native_table_with_source_grade_and_age(
    deck: Deck, workspace: Workspace, stops: Sequence[Stop]
) -> None:
    for slide, stop in zip(list(deck.slides)[1:4], stops, strict=True):
        view = build_view(workspace, stop.selection)
        table = find_shape(slide, "has_table").table
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert len(rows) == 1 + len(view.accounts)
        for row, account_view in zip(rows[1:], view.accounts, strict=True):
            assert row[0] == account_view.account.label
            if account_view.figure:
                claim = account_view.figure.claim
                assert row[1] == (claim.words or format_figure(claim))
                claimant, given, age = row[2].split(" · ")
                assert claim.claimant.startswith(claimant)
                assert given == grade(workspace.dataset, claim)
                assert re.fullmatch(r"(the\ssame\sday|.+\sold)\s\[\d+\]", age)


def test_notes_name_every_source_with_its_address(
    deck: Deck, workspace: Workspace, stops: Sequence[Stop]
) -> None:
    for slide, stop in zip(list(deck.slides)[1:4], stops, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        claims = list_cited(workspace.dataset, stop, build_view(workspace, stop.selection))
        sources = list_sources(workspace.dataset, claims)
        assert sources
        assert all(source.url in notes and source.title in notes for source in sources)
        assert f"?date={stop.selection.day}" in notes


def test_the_cover_shows_where(deck: Deck) -> None:
    (picture,) = [shape for shape in deck.slides[0].shapes if shape.shape_type == 13]
    assert "Kyiv: about 1,000 km²" in describe(picture).replace("\u00a0", " ")
    title = deck.slides[0].shapes.title
    assert title.left + title.width <= picture.left
    assert picture.left + picture.width <= deck.slide_width


def test_every_cited_source_stands_on_the_last_slides_with_a_link(
    deck: Deck, workspace: Workspace, stops: Sequence[Stop]
) -> None:
    pages = [one for one in deck.slides if one.shapes.title.text.startswith("Sources")]
    texts = "\n".join(text for page in pages for text in list_texts(page))
    links = {rel.target_ref for page in pages for rel in page.part.rels.values() if rel.is_external}
    claims = [
        claim
        for stop in stops
        for claim in list_cited(workspace.dataset, stop, build_view(workspace, stop.selection))
    ]
    sources = list_sources(workspace.dataset, claims)
    assert sources
    for source in sources:
        assert source.title in texts
        assert not source.url or source.url in links


def test_maps_and_charts_are_described_for_those_who_cannot_see_them(deck: Deck) -> None:
    slide = deck.slides[1]
    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    assert "12 August 2024" in describe(picture)
    assert "Kyiv: about 1,000 km²" in describe(picture).replace("\u00a0", " ")
    assert "12 August 2024" in describe(find_shape(slide, "has_chart"))


def test_the_chart_is_native_and_marks_the_shown_day(deck: Deck, stops: Sequence[Stop]) -> None:
    for slide, stop in zip(list(deck.slides)[1:4], stops, strict=True):
        chart = find_shape(slide, "has_chart").chart
        series = {one.name: one for one in chart.plots[0].series}
        assert {"Kyiv", "DeepState", "Moscow, stated"} <= set(series)
        head = next(one for name, one in series.items() if str(stop.selection.day.year) in name)
        days = {float(one.text) for one in head._element.xpath("c:xVal//c:v")}
        assert days == {(stop.selection.day - date(1899, 12, 30)).days}


def test_a_line_never_joins_two_figures_that_something_stands_between(workspace: Workspace) -> None:
    front = workspace.dataset.front
    traces = {one.label: one for one in list_traces(workspace, open_selection(front))}
    joined = [one for one in front.series if one.joined]
    assert joined
    for series in joined:
        pairs = traces[series.label].pairs
        for (day, km2), (after, next_km2) in pairwise(pairs):
            if km2 is not None and next_km2 is not None:
                assert day == after or km2 == next_km2  # level or upright, never aslant
        runs = list_runs(workspace.timeline, series)
        assert runs
        for run in runs:
            assert (run.start, run.value) in pairs


def test_what_was_not_known_is_neither_charted_nor_shown(
    workspace: Workspace, selection: Selection
) -> None:
    known = replace(selection, day=date(2024, 8, 12), clock="known")
    days = [day for one in list_traces(workspace, known) for day, _ in one.pairs]
    assert max(days) == known.day
    deck = Presentation(BytesIO(build_deck(workspace, [Stop(known)])))
    assert any("As known on 12 August 2024" in text for text in list_texts(deck.slides[1]))


def test_the_story_is_told_with_its_titles_texts_and_sources(
    workspace: Workspace, selection: Selection
) -> None:
    stops = tell_story(workspace, selection)[:2]
    deck = Presentation(BytesIO(build_deck(workspace, stops, Look(dark=True))))
    told = list(deck.slides)[1 : 1 + len(stops)]
    assert len(told) == 2
    for slide, chapter in zip(told, workspace.dataset.story[: len(stops)], strict=True):
        assert slide.shapes.title.text.endswith(f": {chapter.title}")
        assert chapter.text in list_texts(slide)
        assert chapter.text in slide.notes_slide.notes_text_frame.text
        for claim_id in chapter.claim_ids:
            assert (
                workspace.dataset.claims[claim_id].claimant
                in slide.notes_slide.notes_text_frame.text
            )


@pytest.mark.parametrize(
    ("language", "title"), [("uk", "12 серпня 2024"), ("ru", "12 августа 2024")]
)
def test_a_deck_speaks_the_language_that_is_spoken(
    workspace: Workspace, selection: Selection, language: str, title: str
) -> None:
    told = translate_workspace(workspace, language)
    with speak(language):
        content = build_deck(told, list_stops(selection, DAYS[:1]))
    deck = Presentation(BytesIO(content))
    assert title in deck.slides[1].shapes.title.text
    assert deck.core_properties.language == language
    run = deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run._r.rPr.get("lang", "").startswith(language)


def test_the_same_front_gives_the_same_bytes_without_any_clock(
    workspace: Workspace, stops: Sequence[Stop], content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build_deck(workspace, stops) == content
    with ZipFile(BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                book = ZipFile(BytesIO(archive.read(name)))
                assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    stamped = Presentation(BytesIO(build_deck(workspace, stops[:1])))
    assert stamped.core_properties.created == datetime(2023, 11, 14, 22, 13, 20)  # noqa: DTZ001


def test_the_days_of_a_chart_are_dates_to_those_who_edit_its_data(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        sheet = load_workbook(BytesIO(archive.read(books[0]))).active
        chart = next(name for name in archive.namelist() if "charts/chart" in name)
        drawn = XML(archive.read(chart))
    series, columns = {}, [*sheet.iter_cols(values_only=True)]
    for days, values in zip(columns[::2], columns[1::2], strict=True):
        assert days[0] == "Date"
        told = [one for one in zip(days[1:], values[1:], strict=True) if one[0]]
        assert all(isinstance(day, datetime) for day, _ in told)
        assert all(km2 is None or isinstance(km2, int | float) for _, km2 in told)
        series[values[0]] = told
    assert len(series) > 8
    assert len(series["DeepState"]) > 20
    for one in drawn.iter(f"{CHART}ser"):
        (name,) = one.findall(f"{CHART}tx//{CHART}v")
        cached = [float(value.text) for value in one.findall(f"{CHART}yVal//{CHART}v")]
        assert cached == [km2 for _, km2 in series[name.text] if km2 is not None]
        (where,) = one.findall(f"{CHART}yVal//{CHART}f")
        cells = where.text.partition("!")[2].replace("$", "").split(":")
        first, last = (sheet[cell] for cell in cells)
        assert sheet.cell(1, first.column).value == name.text
        assert last.row - first.row + 1 == len(series[name.text])


def test_data_cannot_become_a_script_or_a_formula(made_up: Dataset) -> None:
    sources = {
        name: replace(source, url="javascript:alert(1)", title="a\x0bb<&>")
        for name, source in made_up.sources.items()
    }
    series = tuple(replace(one, label=f"=1+1 {one.label}") for one in made_up.front.series)
    front = replace(made_up.front, series=series)
    workspace = lay_out_workspace(replace(made_up, sources=sources, front=front))
    stops = list_stops(open_selection(front), workspace.timeline.dates[-1:])
    content = build_deck(workspace, stops)
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = [part for name, part in parts.items() if name.endswith(".rels")]
    books = [part for name, part in parts.items() if name.endswith(".xlsx")]
    assert links
    assert books
    assert not any(b"javascript" in part for part in links)
    for part in books:
        with ZipFile(BytesIO(part)) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.usefixtures("content")
def test_progress_is_told_to_its_end(told: list[tuple[int, int, str]]) -> None:
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5]
    assert {total for _, total, _ in told} == {5}


@pytest.mark.skipif(
    not (shutil.which("soffice") or os.environ.get("CI")),
    reason="no LibreOffice (Debian: libreoffice-impress, poppler-utils)",
)
def test_libreoffice_opens_it_and_shows_titles_figures_and_sources(
    content: bytes, deck: Deck, tmp_path: Path
) -> None:
    path = tmp_path / "brief.pptx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    pdf = tmp_path / "brief.pdf"
    info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    assert re.search(rf"Pages:\s+{len(deck.slides)}\n", info)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")
    # A cell breaks a name between its words, so that each stands on a line of its own.
    for words in ("12 August 2024: Four answers", "Oleksandr Syrskyi", "Ground held", "C3"):
        assert words in pages[1]
    assert re.search(r"1,000\s*km²", pages[1])
    assert "Sources" in pages[5]
    assert "How the map is made" in pages[len(deck.slides) - 1]


def test_slides_bear_their_number_and_a_marking_by_themselves(
    workspace: Workspace, stops: Sequence[Stop]
) -> None:
    deck = Presentation(BytesIO(build_deck(workspace, stops[:1], Look(marking="MADE UP <MARK>"))))
    for number, slide in enumerate(deck.slides):
        (field,) = slide.shapes.element.xpath(".//a:fld[@type='slidenum']")
        assert field.xpath("ancestor::p:sp//p:ph[@type='sldNum']")
        (foot,) = [one for one in slide.placeholders if one.placeholder_format.idx == 11]
        told = foot.text_frame.text  # the cover says above it what the others say at their foot
        assert told.startswith("MADE UP <MARK> · ") if number else told == "MADE UP <MARK>"


def test_no_held_ground_lies_below_the_scale(workspace: Workspace, selection: Selection) -> None:
    stop = Stop(replace(selection, day=date(2025, 2, 20)))
    view = build_view(workspace, stop.selection)
    panel = lay_stop(lay_slides(workspace, [stop])[0], stop, view)
    assert not is_hiding(panel.bar, list_shown([view]), panel.base.viewport)


def test_a_link_that_begins_a_line_of_its_own_has_room() -> None:
    title = "A title that takes more than a line " * 3  # and with what precedes it less than two
    row = TableRow((f"Publisher: {title}",), links=((0, "https://a.example/", title),))
    plain = TableRow((f"Publisher: {title}",))
    width = Inches(7.0)
    assert measure_row(row, [width], 12.0) > measure_row(plain, [width], 12.0)


def test_a_slide_to_be_pasted_stands_alone(workspace: Workspace, stops: Sequence[Stop]) -> None:
    deck = Presentation(BytesIO(build_deck(workspace, stops[:2], alone=True)))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(titles) == 2
    assert "Sources" in deck.slides[0].notes_slide.notes_text_frame.text


def test_every_slide_of_the_story_shows_the_places_that_its_claims_name(
    workspace: Workspace, selection: Selection
) -> None:
    dataset = workspace.dataset
    layer = dataset.find_layer("settlements")
    named = 0
    for stop in tell_story(workspace, selection)[-4:]:
        view = build_view(workspace, stop.selection)
        panel = lay_stop(lay_slides(workspace, [stop])[0], stop, view)
        names = {one.text for group in panel.base.definitions for one in group.iter("text")}
        wanted = {place for one in stop.claim_ids for place in dataset.claims[one].places}
        inside = {
            properties["place_id"]
            for properties, point in read_shapes(layer)
            if panel.base.viewport.find(point.x, point.y)
        }
        for place_id in wanted & inside:
            named += 1
            assert dataset.places[place_id].latin in names
    assert named > 4


def test_a_deck_shows_the_ground_asked_for_and_its_notes_lead_to_it(
    workspace: Workspace, stops: Sequence[Stop], deck: Deck
) -> None:
    look = Look(extent=(34.9, 51.0, 35.6, 51.4), base_url="https://a.example/front/")
    near = Presentation(BytesIO(build_deck(workspace, stops[:1], look)))
    maps = [
        next(one for one in each.slides[1].shapes if one.shape_type == 13) for each in (deck, near)
    ]
    assert maps[0].image.blob != maps[1].image.blob
    notes = near.slides[1].notes_slide.notes_text_frame.text
    assert f"https://a.example/front/?date={stops[0].selection.day}" in notes
    assert "view=" in notes


def test_charts_of_one_deck_have_one_axis(deck: Deck) -> None:
    axes = [
        find_shape(slide, "has_chart").chart.value_axis
        for slide in deck.slides
        if any(shape.has_chart for shape in slide.shapes)
    ]
    assert len({(axis.maximum_scale, axis.major_unit) for axis in axes}) == 1
    assert axes[0].major_unit


def test_slides_of_a_filtered_front_say_so(workspace: Workspace, selection: Selection) -> None:
    filters = Filters(grade="B2")
    narrowed = filter_workspace(workspace, filters)
    shown = replace(selection, day=DAYS[0], filters=filters)
    deck = Presentation(BytesIO(build_deck(narrowed, [Stop(shown)])))
    assert narrowed.notice
    texts = [text for slide in deck.slides for text in list_texts(slide)]
    assert sum(narrowed.notice in text for text in texts) == len(deck.slides) - 1


def test_worked_out_figures_are_lighter_in_the_chart(workspace, deck, stops):
    traces = list_traces(workspace, stops[0].selection)
    chart = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    drawn = chart.element.findall(f".//{qn('c:ser')}")
    for trace, one in zip(traces, drawn, strict=True):
        alphas = {alpha.get("val") for alpha in one.iter(qn("a:alpha"))}
        assert alphas == ({"50000"} if trace.worked_out else set())
    assert any(trace.worked_out for trace in traces)


def list_sizes(slide: Slide) -> list[float]:
    """Return the size in points of every native text of a slide that has one."""
    runs = slide.shapes.element.xpath(".//a:r/a:rPr[@sz]")
    return [int(one.get("sz")) / 100 for one in runs]


def test_a_room_can_read_it(workspace: Workspace, selection: Selection, deck: Deck) -> None:
    assert all(size >= 10 for slide in deck.slides for size in list_sizes(slide))
    for slide in list(deck.slides)[1:5]:
        texts = [one for one in slide.shapes if not one.is_placeholder or one.shape_id < 3]
        assert all(
            int(one.get("sz")) >= 1200
            for shape in texts
            for one in shape.element.iter(qn("a:rPr"))
            if one.get("sz")
        )
        chart = find_shape(slide, "has_chart").chart
        assert chart.font.size.pt >= 14
    told = translate_workspace(workspace, "uk")
    with speak("uk"):
        story = tell_story(told, selection)
        slides = Presentation(BytesIO(build_deck(told, story, alone=True))).slides
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert shape.height >= Inches(1.7)
                assert shape.top + shape.height <= Inches(7.0)
            if shape.has_table:
                assert shape.top + shape.height <= Inches(7.0)


def test_an_open_bound_is_an_arrow_on_its_side(workspace: Workspace, deck: Deck) -> None:
    claims = [
        one
        for one in workspace.dataset.claims.values()
        if find_open_side(one) and one.value is not None and one.as_of.is_day
    ]
    traces = list_traces(workspace, open_selection(workspace.dataset.front))
    pointed = [one for one in traces if one.pointed]
    strokes = [
        pair for one in pointed for pair in zip(one.pairs[::3], one.pairs[1::3], strict=True)
    ]
    assert pointed
    for (day, km2), (same, reach) in strokes:
        sides = {find_open_side(one) for one in claims if one.as_of.start == day}
        assert day == same
        assert any(STYLE.bounds[side].outwards == (reach > km2) for side in sides if side)
    chart = find_shape(deck.slides[4], "has_chart").chart
    arrows = chart.element.xpath(".//c:ser//a:tailEnd[@type='triangle']")
    assert len(arrows) == len(pointed)
    assert chart.has_legend


def test_the_file_says_nothing_of_other_programs(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        told = archive.read("docProps/app.xml")
        assert not [name for name in archive.namelist() if "printer" in name]
    assert b"<Application>Kursk Front</Application>" in told
    assert b"Macintosh" not in told
    assert b"4:3" not in told


@pytest.mark.parametrize("form", ["pptx", "pdf"])
def test_a_ground_of_no_lines_has_no_key(form: str, made_up: Dataset) -> None:
    bare = replace(made_up, layers={})
    request = read_request(bare, {"date": "2024-08-10", "layers": "none"})
    assert make_deck(request, Look(), form=form)
