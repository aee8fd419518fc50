"""The sheet: every figure with its source, only what is visible, and the way back to the state."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product
from urllib.parse import parse_qsl

import pytest
import shapely
import zxingcpp
from PIL import Image

from dashboard.briefing.drawing.image import render_png
from dashboard.briefing.drawing.page_size import LEAST_TYPE, PAGE_SIZES
from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.drawing.qr import count_side, encode
from dashboard.briefing.drawing.svg import serialise
from dashboard.briefing.map.extent import draw_locator, list_shown
from dashboard.briefing.map.ground import read_shapes
from dashboard.briefing.map.legend import is_visible, list_entries
from dashboard.briefing.map.names import list_named
from dashboard.briefing.map.panel import lay_map
from dashboard.briefing.sheet.credits import write_credits, write_datum
from dashboard.briefing.sheet.look import Look
from dashboard.briefing.sheet.multiples import draw_multiples
from dashboard.briefing.sheet.sheet import describe_sheet, draw_sheet, title_sheet
from dashboard.state.filters import Filters
from dashboard.state.selection import open_selection, parse_query
from dashboard.text.catalogues import LEGEND
from dashboard.text.language import speak
from dashboard.text.spelling import format_day, format_span
from dashboard.view.figures import format_age, format_figure, format_source
from dashboard.view.filtered import filter_workspace
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from dashboard.view.workspace import open_workspace
from geodata.claims.claims import best_source, grade
from geodata.core.codes import INSET_GROUP
from geodata.core.dates import parse_span
from geodata.core.model import Role, Side

UKRAINE = Side("ukraine", Role.HOLDER)
RUSSIA = Side("russia", Role.OWNER)

DAYS = (date(2024, 8, 12), date(2025, 3, 12), date(2025, 4, 26), date(2025, 6, 22))
HOSTILE = '<b>&"'


def see(workspace, day=DAYS[0], **changes):
    return build_view(
        workspace, replace(open_selection(workspace.dataset.front), day=day, **changes)
    )


def read_words(root):
    """Return all words of a page as one line, with plain spaces."""
    words = " ".join(element.text or "" for element in root.iter("text"))
    return re.sub(r"\s+", " ", words)


def plain(text):
    return re.sub(r"\s+", " ", text)


def lay(workspace, view, **options):
    """Return the map of a view as a slide has it."""
    options = {"page_size": PAGE_SIZES["slide"], "palette": read_palette(), **options}
    layers = view.selection.layers
    return lay_map(workspace, list_shown([view]), layers, (700.0, 450.0), **options)


WHOLE = [name for name in PAGE_SIZES if name not in ("column", "social-square", "map")]
"""The templates with room for every source; on a map alone figures stand on the areas."""


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("day", DAYS)
def test_every_account_s_figure_stands_with_claimant_source_grade_and_age(workspace, day, name):
    view = see(workspace, day)
    words = read_words(draw_sheet(workspace, view, Look(name)))
    spoken = [one for one in view.accounts if one.figure]
    assert len(spoken) >= 3
    for one in spoken:
        claim, source = one.figure.claim, best_source(workspace.dataset, one.figure.claim)
        said = claim.words if one.figure.in_words else format_figure(claim)
        parts = [one.account.label, said, claim.claimant.partition(" (")[0]]
        parts += [format_source(source), format_span(parse_span(source.published))]
        parts.append(grade(workspace.dataset, claim))
        if one.figure.since < day:
            parts.append(format_age(one.figure.since, day))
        for part in parts:
            assert plain(part) in words


@pytest.mark.parametrize("name", PAGE_SIZES)
def test_a_sheet_says_what_a_reader_has_to_know(workspace, name):
    view = see(workspace, DAYS[1])
    words = read_words(draw_sheet(workspace, view, Look(name)))
    front = workspace.dataset.front
    for part in (
        "Putin at a command post",
        front.title,
        format_day(view.selection.day),
        front.disclaimer,
        "approximate",
        "© OpenStreetMap contributors",
        "Made with Natural Earth",
        "km",
    ):
        assert part in words


@pytest.mark.parametrize("name", ["slide", "a4"])
def test_a_page_with_room_tells_datum_dataset_and_what_lines_stand_for(workspace, name):
    words = read_words(draw_sheet(workspace, see(workspace), Look(name)))
    for part in (
        *("WGS 84", "equal-area", workspace.dataset.digest[:12], "state border"),
        *("no figure reported", "?date=2024-08-12"),
    ):
        assert part in words


@pytest.mark.parametrize(("name", "day"), [*product(PAGE_SIZES, DAYS[1:2]), ("slide", DAYS[3])])
def test_the_map_takes_most_of_the_page_and_the_held_ground_of_the_map(workspace, day, name):
    page_size, view = PAGE_SIZES[name], see(workspace, day)
    root = draw_sheet(workspace, view, Look(name))
    clip = next(one for one in root.iter("clipPath") if one.get("id") == "map-box")[0]
    shown = float(clip.get("width")) * float(clip.get("height"))
    assert shown / (page_size.width * page_size.height) >= 0.6
    viewport = lay(workspace, view).base.viewport
    held = shapely.union_all([viewport.place(area.geometry) for area in list_shown([view])])
    assert held.area / (viewport.width * viewport.height) >= 0.1


@pytest.mark.parametrize("day", DAYS[:3])
def test_a_place_that_the_day_s_claims_name_is_named_on_the_map(workspace, day):
    view = see(workspace, day)
    words = read_words(draw_sheet(workspace, view))
    viewport = lay(workspace, view).base.viewport
    layer = workspace.dataset.find_layer("settlements")
    inside = {
        properties["place_id"]
        for properties, point in read_shapes(layer)
        if viewport.find(point.x, point.y)
    }
    named = list_named([view]) & inside
    assert named
    for place_id in named:
        assert workspace.dataset.places[place_id].latin in words


def test_a_headline_of_one_s_own_stands_first(workspace):
    look = Look(headline="Made up <b>headline</b>")
    words = read_words(draw_sheet(workspace, see(workspace), look))
    assert "Made up <b>headline</b>" in words
    assert "Four answers" not in words


def test_the_credit_is_one_line_without_a_program_s_licence(workspace):
    groups = [*see(workspace).selection.layers, INSET_GROUP]
    words = plain(write_credits(workspace.dataset, groups))
    assert "GPL" not in words
    assert words.count("© OpenStreetMap contributors") == 1
    assert len(words) < 120


@pytest.mark.parametrize("name", ["slide", "a4-portrait", "social"])
def test_sources_lead_where_they_can_be_read(workspace, name):
    view = see(workspace, DAYS[1])
    root = draw_sheet(workspace, view, Look(name, base_url="https://a.example/"))
    addresses = {one.get("href") for one in root.iter("a")}
    sources = [
        best_source(workspace.dataset, one.figure.claim) for one in view.accounts if one.figure
    ]
    assert {one.url for one in sources if one.url} <= addresses
    if name != "social":
        assert any(one.startswith("https://a.example/?date=2025-03-12") for one in addresses)


@pytest.mark.parametrize("name", ["slide", "a4-portrait", "column", "social", "map"])
@pytest.mark.parametrize("size", [None, (800, 450), (360, 640)])
def test_no_type_is_smaller_than_eleven_pixels(workspace, name, size):
    look = Look(name, size_px=size)
    page_size = look.pick_page_size()
    root = draw_sheet(workspace, see(workspace, DAYS[1]), look)
    share = size[0] / page_size.width if size else 1.0
    assert share >= 0.999
    sizes = [float(one.get("font-size")) for one in root.iter("text")]
    assert min(sizes) * share >= LEAST_TYPE - 0.01


def test_a_bare_layer_is_not_credited(workspace):
    bare = read_words(draw_sheet(workspace, see(workspace, layers=())))
    assert "GeoNames" not in bare
    assert "OpenStreetMap" in bare


def test_the_legend_names_only_what_is_visible(workspace):
    view = see(workspace, date(2024, 11, 23))
    words = [entry.words for entry in list_entries(view, lay(workspace, view).base)]
    assert LEGEND["contested"] in words
    assert LEGEND["rival"] not in words
    view = see(workspace, date(2024, 12, 31), layers=(), others=True)
    words = [entry.words for entry in list_entries(view, lay(workspace, view).base)]
    assert LEGEND["rival"] in words
    assert LEGEND["contested"] not in words
    assert LEGEND["roads-schematic"] not in words
    assert LEGEND["border"] in words


def test_the_legend_explains_every_mark_of_a_settlement(workspace):
    view, palette = see(workspace, date(2024, 8, 12)), read_palette(dark=False)
    base = lay(workspace, view).base
    entries = list_entries(view, base)
    (place,) = (one for one in entries if one.words == LEGEND["place"])
    drawn = {one.get("r") for part in base.definitions for one in part.iter("circle")}
    told = {one.get("r") for one in place.draw(0.0, 0.0, 15.0, palette).iter("circle")}
    assert len(told) == 2
    assert drawn == told


def test_an_account_outside_the_map_has_no_drawing_beside_its_figure(workspace):
    view = see(workspace, DAYS[3])
    far = lay(workspace, view, extent=(36.0, 51.6, 36.4, 51.8)).base
    areas = [area for one in view.accounts for area in one.areas]
    assert areas
    assert not any(is_visible(area, far.viewport) for area in areas)
    near = lay(workspace, view).base
    assert any(is_visible(area, near.viewport) for area in areas)


def test_the_link_restores_the_state(workspace):
    selection = replace(
        open_selection(workspace.dataset.front),
        day=DAYS[2],
        accounts=(UKRAINE, RUSSIA),
        clock="known",
        others=True,
    )
    view = build_view(workspace, selection)
    words = read_words(draw_sheet(workspace, view, Look(base_url="https://front.example/")))
    link = re.search(r"https://front\.example/\?(.*)$", words)[1].replace(" ", "")
    query = dict(parse_qsl(link))
    restored, notices = parse_query(
        query, workspace.dataset.front, workspace.timeline.dates, workspace.choices
    )
    assert (restored, notices) == (selection, ())


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["slide", "a4-portrait", "letter"])
def test_a_reader_of_codes_reads_the_link(workspace, name, dark):
    look = Look(
        name, dark=dark, base_url="https://a.example/front/", extent=(34.9, 51.0, 35.6, 51.4)
    )
    root = draw_sheet(workspace, see(workspace, DAYS[1]), look)
    picture = Image.open(BytesIO(render_png(root, 1200))).convert("L")
    (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text in {one.get("href") for one in root.iter("a")}
    base, _, query = found.text.partition("?")
    assert base == "https://a.example/front/"
    restored, notices = parse_query(
        dict(parse_qsl(query)),
        workspace.dataset.front,
        workspace.timeline.dates,
        workspace.choices,
    )
    assert notices == ()
    zoom, latitude, longitude = map(float, restored.view.split("/"))
    assert restored.day == DAYS[1]
    assert (latitude, longitude) == pytest.approx((51.2, 35.25), abs=0.01)
    assert 8.0 < zoom < 11.0


def test_a_code_stands_for_one_state_with_an_address(workspace):
    views = [see(workspace, day) for day in DAYS[:2]]
    codes = [
        draw_sheet(workspace, views[0]),
        draw_sheet(workspace, views[0], Look("map", base_url="https://a.example/")),
        draw_multiples(workspace, views, Look(base_url="https://a.example/")),
    ]
    assert not [one for root in codes for one in root.iter("g") if one.get("class") == "code"]


def test_a_code_is_segno_s_with_room_round_it():
    modules = encode("https://a.example/?date=2025-03-12")
    assert count_side(modules) == len(modules) + 8
    assert all(sum(row[:7]) == 7 for row in (modules[0], modules[6], modules[-1], modules[-7]))
    assert encode("https://a.example/" + "a" * 3000) is None
    assert encode("https://a.example/" + "a" * 600) is None


def test_the_clock_of_what_was_known_is_said_and_hides_what_came_later(workspace):
    usual, known = (
        draw_sheet(workspace, see(workspace, DAYS[0], clock=clock)) for clock in ("event", "known")
    )
    assert "made public by then" not in read_words(usual)
    assert "made public by then" in read_words(known)
    assert len(serialise(known)) < len(serialise(usual))


def test_a_filtered_sheet_says_so(workspace):
    narrowed = filter_workspace(workspace, Filters(grade="B2"))
    words = read_words(draw_sheet(narrowed, see(narrowed)))
    assert plain(narrowed.notice) in words
    assert narrowed.notice


def test_rival_claims_stand_below_the_claim_that_leads(workspace):
    view = see(workspace, others=True)
    rivals = [claim for one in view.accounts if one.figure for claim in one.figure.others]
    assert rivals
    words = read_words(draw_sheet(workspace, view))
    for claim in rivals:
        assert plain(format_figure(claim)) in words


def test_the_user_s_extent_is_shown(workspace):
    view = see(workspace)
    whole, part = lay(workspace, view), lay(workspace, view, extent=(35.1, 51.1, 35.4, 51.3))
    placements = whole.base.viewport, part.base.viewport
    assert placements[1].metres_per_unit < placements[0].metres_per_unit / 1.5
    assert placements[1].find(35.25, 51.2) == pytest.approx((350.0, 225.0), abs=3.0)


def test_furniture_keeps_to_corners_of_its_own(workspace):
    for day in DAYS:
        panel = lay(workspace, see(workspace, day))
        left, top, right, bottom = panel.locator
        bar = panel.bar
        assert left >= bar[2] or right <= bar[0] or top >= bar[3] or bottom <= bar[1]
        assert (right - left) * (bottom - top) < 0.2 * 700 * 450


def test_the_small_map_names_the_oblast_and_shows_a_whole_country(workspace):
    panel = lay(workspace, see(workspace, date(2024, 8, 27)))
    inset = draw_locator(
        workspace.dataset, panel.locator, panel.base.viewport, panel.base.palette, panel.size
    )
    words = [text.text for text in inset.iter("text")]
    assert {"Ukraine", "Russia", "Kursk Oblast"} <= set(words)
    shore = draw_locator(
        workspace.dataset, (0, 0, 300, 300), panel.base.viewport, read_palette(), 9
    )
    fills = [one.get("fill") for one in shore.iter("rect")]
    assert read_palette()["water"] in fills


def test_furniture_stands_where_it_hides_least(workspace):
    for day in DAYS:
        view = see(workspace, day)
        panel = lay(workspace, view)
        held = [panel.base.viewport.place(area.geometry) for area in list_shown([view])]
        box = shapely.box(*panel.locator)
        hidden = shapely.intersection(shapely.union_all(held), box).area
        assert hidden < 0.02 * box.area


def test_the_same_view_gives_the_same_bytes(workspace):
    view = see(workspace)
    assert serialise(draw_sheet(workspace, view)) == serialise(draw_sheet(workspace, view))


def test_words_of_the_data_stay_words(made_up_folder, edit_cell):
    edit_cell("claims.csv", "first-0810-100", "claimant", HOSTILE)
    hostile = open_workspace(made_up_folder)
    view = see(hostile, date(2024, 8, 10))
    page = serialise(draw_sheet(hostile, view)).decode()
    assert "<b>" not in page
    assert HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_front_without_a_small_map_has_its_sheet(made_up_folder):
    other = open_workspace(made_up_folder)
    assert "Made with Natural Earth" not in read_words(
        draw_sheet(other, see(other, date(2024, 9, 1)))
    )


def test_what_cannot_be_seen_is_said(workspace):
    view = see(workspace, DAYS[2])
    said = describe_sheet(workspace, view)
    assert "denies, positions held" in said
    assert "about 30" in said
    assert workspace.dataset.front.disclaimer in said
    assert title_sheet(workspace, view) == "Kursk front, 26 April 2025"


def test_small_multiples_show_every_date_at_one_scale(workspace):
    views = [see(workspace, day) for day in DAYS]
    root = draw_multiples(workspace, views, Look("a4"))
    words = read_words(root)
    for view in views:
        assert format_day(view.selection.day) in words
        for one in view.accounts:
            if one.figure and not one.figure.in_words:
                assert plain(format_figure(one.figure.claim)) in words
    uses = [use.get("href") for use in root.iter("use")]
    assert uses.count("#panel-ground") == len(views)


def test_the_strength_of_evidence_is_drawn_and_explained_when_it_is_on(workspace):
    layers = (*see(workspace).selection.layers, "evidence")
    plain_sheet, strong = (
        draw_sheet(workspace, see(workspace, **one)) for one in ({}, {"layers": layers})
    )
    assert "inferred" not in read_words(plain_sheet)
    for part in ("line near a report", "inferred", "free"):
        assert part in read_words(strong)
    dashes = [path.get("stroke-dasharray") for path in strong.iter("path")]
    palette = read_palette(body=PAGE_SIZES["slide"].body)
    assert dashes.count(palette.dash(STYLE.strengths["free"].dash)) > 1


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "51.3° N, 35.2° E"),
        ("uk", "51,3° пн. ш., 35,2° сх. д."),
        ("ru", "51,3° с. ш., 35,2° в. д."),
    ],
)
def test_the_foot_says_round_which_point_the_ground_is_laid_flat(language, says, kursk, made_up):
    with speak(language):
        assert says in write_datum(kursk.front).replace("\N{NO-BREAK SPACE}", " ")
        assert says not in write_datum(made_up.front).replace("\N{NO-BREAK SPACE}", " ")
