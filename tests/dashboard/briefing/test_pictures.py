"""The README's pictures: every figure with its source, current or said stale."""

import re
from datetime import date
from xml.etree.ElementTree import XML

import pytest
from click.testing import CliRunner

from dashboard.briefing.drawing.svg import serialise
from dashboard.briefing.method import pictures
from dashboard.briefing.method.method import draw_method, study_case
from dashboard.briefing.method.pictures import (
    DRAWING,
    draw_pictures,
    draw_six_dates,
    looks_the_same,
    main,
)
from dashboard.panels.about import (
    list_reading_sentences,
    list_sentences,
    number_sentences,
    render_picture,
)
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_age, format_figure, format_source
from dashboard.view.workspace import figures_on, open_workspace
from geodata.build.freshness import find_stale, has_the_bytes, list_departures
from geodata.claims.claims import best_source
from geodata.core.errors import AreaError
from geodata.core.model import Role, Side
from geodata.dataset.contents import PICTURE_FOLDER
from geodata.dataset.load import bundled_folder
from tests.bundled import read_bundled

SHOWN = read_bundled().front.pictures
UKRAINE = Side("ukraine", Role.HOLDER)
INDEPENDENT = Side("independent", Role.MAPPERS)

LIMITS = {
    "six-dates.svg": 350_000,
    "method.svg": 250_000,
    "method-uk.svg": 250_000,
    "method-ru.svg": 250_000,
}
HOSTILE = '<b>&"'


@pytest.fixture(scope="module")
def drawn(workspace):
    return draw_pictures(workspace)


def read_words(element):
    """Return the text of an element and all below it, with plain spaces."""
    return re.sub(r"\s+", " ", " ".join(element.itertext()))


def find_panels(root, days):
    """Return the groups of a picture that begin with the date of a panel."""
    headings = {format_day(day) for day in days}
    groups = [group for group in root.iter("g") if len(group) and group[0].text in headings]
    return {group[0].text: group for group in groups}


@pytest.mark.parametrize("name", LIMITS)
def test_pictures_are_well_formed_small_and_ask_no_one(drawn, name):
    picture = drawn[name]
    root = XML(picture.decode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(picture) <= LIMITS[name]
    links = {value for element in root.iter() for key, value in element.items() if "href" in key}
    assert all(link.startswith("#") for link in links)
    idents = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(idents) == len(set(idents))
    assert {link[1:] for link in links} <= set(idents)
    assert 1200 <= float(root.get("width")) <= 1400


@pytest.mark.parametrize("day", SHOWN.dates)
def test_every_figure_stands_with_its_source(workspace, day):
    panel = find_panels(draw_six_dates(workspace, SHOWN.dates), SHOWN.dates)[format_day(day)]
    words = read_words(panel)
    figures = figures_on(workspace, day)
    sides = [account.side for account in workspace.dataset.front.accounts]
    spoken = {side: figures[side.value] for side in sides if side.value in figures}
    assert len(spoken) >= 3
    for figure in spoken.values():
        said = figure.claim.words if figure.in_words else format_figure(figure.claim)
        source = format_source(best_source(workspace.dataset, figure.claim))
        for part in (said, source, figure.claim.claimant):
            assert re.sub(r"\s+", " ", part) in words
        age = format_age(figure.since, day)
        assert figure.since == day or age in words
    assert "approximate" in words


def test_six_dates_name_the_map_s_makers_and_licence(workspace):
    words = read_words(draw_six_dates(workspace, SHOWN.dates))
    for part in (
        "© OpenStreetMap contributors",
        "ODbL 1.0",
        workspace.dataset.front.disclaimer,
        "km",
    ):
        assert part in words


def test_words_of_the_data_stay_words(made_up_folder, edit_cell):
    edit_cell("claims.csv", "first-0810-100", "claimant", HOSTILE)
    hostile = open_workspace(made_up_folder)
    picture = serialise(draw_six_dates(hostile, [date(2024, 8, 10)])).decode()
    assert "<b>" not in picture
    assert any(HOSTILE in (element.text or "") for element in XML(picture).iter())


def test_a_day_on_which_nobody_holds_ground_still_has_its_map(workspace):
    day = date(2024, 8, 6)
    words = read_words(draw_six_dates(workspace, [day]))
    assert format_day(day) in words
    assert "20 km" in words or "50 km" in words


def test_the_method_explains_a_claim_with_reports_on_both_sides(workspace):
    words = read_words(draw_method(workspace, SHOWN.day, SHOWN.side))
    for part in ("1 Reported", "2 Nearest", "3 Smoothed", "4 Drawn", "2.5 km", "7.5 km"):
        assert part in words


def test_the_smoothed_field_differs_from_the_bare_one(workspace):
    case = study_case(workspace, INDEPENDENT, date(2024, 12, 31))
    bare, smoothed = case.nearest.cut(0.0), case.smoothed.cut(0.0)
    assert bare.area == pytest.approx(case.area.claimed_km2 * 1e6, rel=0.02)
    assert smoothed.area == pytest.approx(case.area.claimed_km2 * 1e6, rel=0.02)
    assert bare.symmetric_difference(smoothed).area > 0.02 * bare.area


def test_a_day_without_an_area_is_refused(workspace):
    with pytest.raises(AreaError, match="2024-08-11"):
        study_case(workspace, UKRAINE, date(2024, 8, 11))


@pytest.fixture
def quick(monkeypatch, drawn):
    monkeypatch.setattr(pictures, "load_dataset", lambda folder: read_bundled())
    monkeypatch.setattr(pictures, "draw_pictures", lambda workspace: drawn)


@pytest.mark.usefixtures("quick")
def test_the_command_writes_and_then_finds_all_current(tmp_path):
    out = str(tmp_path / "new")
    stale = CliRunner().invoke(main, ["--check", "--out", out])
    assert stale.exit_code == 1
    assert "stale: method.svg" in stale.output
    assert not (tmp_path / "new").exists()
    assert "7 pictures changed" in CliRunner().invoke(main, ["--out", out]).output
    assert CliRunner().invoke(main, ["--check", "--out", out]).exit_code == 0
    (tmp_path / "new" / "method.svg").write_bytes(b"<svg/>")
    assert CliRunner().invoke(main, ["--check", "--out", out]).exit_code == 1


def test_the_bundled_pictures_are_current(drawn):
    agree = looks_the_same if list_departures(DRAWING) else has_the_bytes
    remedy = "run python -m dashboard.briefing.method.pictures"
    assert find_stale(bundled_folder() / PICTURE_FOLDER, drawn, agree) == [], remedy


def test_a_picture_looks_the_same_when_a_line_moves_by_less_than_a_pixel(drawn):
    picture = drawn["method.svg"]
    moved = re.sub(rb'"M(\d+)\.?\d*', rb'"M\1.1', picture)
    assert moved != picture
    assert looks_the_same("method.svg", moved, picture)


@pytest.mark.parametrize(
    ("old", "new"),
    [(rb">([^<]*)km<", rb">\1miles<"), (rb'fill="#[0-9a-f]+"', rb'fill="#000000"')],
    ids=["words", "colour"],
)
def test_other_words_or_colours_do_not_look_the_same(drawn, old, new):
    picture = drawn["method.svg"]
    changed = re.sub(old, new, picture, flags=re.IGNORECASE)
    assert changed != picture
    assert not looks_the_same("method.svg", changed, picture)


def test_what_is_no_picture_does_not_look_the_same(drawn):
    assert not looks_the_same("method.svg", b"<svg", drawn["method.svg"])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("departures", "code"), [([], 1), (["babel 9 (lock: 2)"], 0)])
def test_the_command_asks_for_bytes_under_the_lock_only(
    monkeypatch, tmp_path, drawn, departures, code
):
    for name, content in drawn.items():
        (tmp_path / name).write_bytes(content.replace(b"</svg>", b" </svg>"))
    monkeypatch.setattr(pictures, "list_departures", lambda names: departures)
    check = CliRunner().invoke(main, ["--check", "--out", str(tmp_path)])
    assert check.exit_code == code


@pytest.mark.parametrize(
    ("name", "sentences"), [("method", list_sentences), ("reading", list_reading_sentences)]
)
def test_about_has_one_picture_and_ten_sentences(workspace, name, sentences):
    assert len(sentences()) == 10
    for sentence in sentences():
        assert re.fullmatch(r"[A-Z].*\.", sentence)
        assert not re.search(r"\. [A-Z]", sentence), "more than one sentence"
    assert number_sentences(sentences()).splitlines()[9].startswith("10. ")
    html = render_picture({f"{name}.svg": "files/drawn.svg"}, name)
    assert html.count("<img") == html.count('src="files/drawn.svg"') == 1
    assert "http" not in html
    assert render_picture({}, name) == ""
