"""Every sheet, whatever its format, language and day: words inside the page, none over others."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, product

import pytest

from dashboard.briefing.drawing.lettering import REGULAR, SEMIBOLD, read_widths
from dashboard.briefing.drawing.page_size import PAGE_SIZES
from dashboard.briefing.drawing.svg import serialise
from dashboard.briefing.sheet.comparison import draw_comparison
from dashboard.briefing.sheet.look import Look, RequestError
from dashboard.briefing.sheet.mode import draw_mode_sheet
from dashboard.briefing.sheet.multiples import draw_multiples
from dashboard.briefing.sheet.sheet import draw_sheet
from dashboard.state.comparison import Comparison
from dashboard.state.selection import open_selection
from dashboard.text.catalogues import SHEET
from dashboard.text.language import LANGUAGES, speak
from dashboard.text.spelling import format_day
from dashboard.view.figures import format_claim, name_claimant
from dashboard.view.shown_mode import show_mode
from dashboard.view.view import build_view
from dashboard.view.workspace import translate_workspace

DAYS = (
    date(2024, 8, 6),
    date(2024, 8, 12),
    date(2025, 3, 12),
    date(2025, 6, 22),
    date(2025, 12, 31),
)
COMPARED = Comparison("overlay", "ukraine", "ukraine", date(2024, 9, 6))
TOUCH = 0.6  # page units by which boxes may touch: an overhang of letters, no overlap
LEGIBLE_PT = 6.5  # the smallest type on paper
NAME_PT = 8.0  # the smallest name of a place on paper


@dataclass(frozen=True)
class Text:
    """A line of text as it stands on the page."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def list_texts(root):
    """Return every text of a page with its box, wherever groups and uses have moved it."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    return list(_walk(root, 0.0, 0.0, 1.0, by_id))


def _walk(element, x, y, share, by_id):
    if element.tag in {"defs", "title"}:
        return
    transform = element.get("transform", "")
    if found := re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", transform):
        x, y = x + share * float(found[1]), y + share * float(found[2])
    if found := re.search(r"scale\(([-\d.]+)\)", transform):
        share *= float(found[1])
    if element.tag == "text":
        yield _box(element, x, y, share)
    if element.tag == "use":
        yield from _walk(by_id[element.get("href")[1:]], x, y, share, by_id)
    for child in element:
        yield from _walk(child, x, y, share, by_id)


def _box(element, x, y, share):
    size, words = share * float(element.get("font-size")), element.text or ""
    widths = read_widths(SEMIBOLD if element.get("font-weight") else REGULAR)
    assert not [letter for letter in words if letter not in widths], words
    spacing = share * float(element.get("letter-spacing", 0))
    width = size * sum(widths[letter] for letter in words) + spacing * len(words)
    shift = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor"), 0.0)
    left, line = (
        x + share * float(element.get("x")) - shift * width,
        y + share * float(element.get("y")),
    )
    return Text(words, left, line - 0.7 * size, left + width, line + 0.2 * size, size)


def check_page(root):
    """Check that all words lie inside the page, and that no two of them overlap."""
    texts = [one for one in list_texts(root) if one.words]
    width, height = float(root.get("width")), float(root.get("height"))
    for one in texts:
        inside = one.left >= 0 and one.right <= width and one.top >= 0 and one.bottom <= height
        assert inside, one
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            apart = (
                one.right <= other.left + TOUCH
                or other.right <= one.left + TOUCH
                or one.bottom <= other.top + TOUCH
                or other.bottom <= one.top + TOUCH
            )
            assert apart, (one, other)
    return texts


@pytest.fixture(scope="module")
def workspaces(workspace):
    return {language: translate_workspace(workspace, language) for language in LANGUAGES}


SHEETS = [(name, language) for name in PAGE_SIZES for language in LANGUAGES]


def check_days(workspace, name, language, days):
    start = open_selection(workspace.dataset.front)
    with speak(language):
        for day in days:
            clock = ("event", "known")[DAYS.index(day) % 2]
            selection = replace(start, day=day, others=True, clock=clock, language=language)
            root = draw_sheet(workspace, build_view(workspace, selection), Look(name))
            texts = check_page(root)
            assert min(one.size for one in texts) * 0.75 >= LEGIBLE_PT * 0.9


@pytest.mark.parametrize(("name", "language"), SHEETS)
def test_words_stay_inside_and_apart(workspaces, name, language):
    """Two days of the five for each page, shifted from page to page, so that all are drawn."""
    first = SHEETS.index((name, language))
    days = [DAYS[(first + shift) % len(DAYS)] for shift in (0, 2)]
    check_days(workspaces[language], name, language, days)


@pytest.mark.long
@pytest.mark.parametrize(("name", "language"), SHEETS)
def test_words_stay_inside_and_apart_on_every_day(workspaces, name, language):
    check_days(workspaces[language], name, language, DAYS)


SMALL = ((680, 383), (640, 360), (360, 640), (500, 500), (900, 360), (360, 360))
LEAST_PX = 11.0 - 0.1  # of any type on a sheet of so few pixels
KINDS = {"accounts": draw_sheet, "days": draw_mode_sheet, "compared": draw_comparison}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("accounts", name) for name in PAGE_SIZES),
        *product(("days", "compared"), ("slide", "map", "column")),
    ],
)
def test_few_pixels_have_their_words_apart_or_are_refused(workspaces, name, kind):
    """A size for each kind of page, shifted from page to page, so that all are drawn."""
    workspace, place = workspaces["uk"], [*PAGE_SIZES].index(name) + [*KINDS].index(kind)
    size, start = SMALL[place % len(SMALL)], open_selection(workspace.dataset.front)
    asked = {"days": {"mode": "days"}, "compared": {"compare": COMPARED}}.get(kind, {})
    selection = replace(start, day=DAYS[2], language="uk", **asked)
    with speak("uk"):
        view = build_view(workspace, selection)
        try:
            texts = check_page(KINDS[kind](workspace, view, Look(name, size_px=size)))
        except RequestError as refusal:
            assert "{}x{}".format(*size) in str(refusal)  # noqa: PT017
            assert kind != "accounts" or size == (360, 360)
            return
    assert min(one.size for one in texts) >= LEAST_PX


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", ["accounts", "agreement"])
def test_the_day_of_a_narrow_chart_stands_inside_the_page(workspaces, mode, language):
    workspace, draw = workspaces[language], KINDS["accounts" if mode == "accounts" else "days"]
    start = open_selection(workspace.dataset.front)
    for day, width in ((DAYS[1], 400), (DAYS[2], 360)):
        selection = replace(start, day=day, mode=mode, language=language)
        with speak(language):
            view = build_view(workspace, selection)
            root = draw(workspace, view, Look(size_px=(width, 10 * width)))
            shown = format_day(day)
        assert shown in [one.words for one in check_page(root)]


def test_few_pixels_keep_figures_and_caution_to_the_last(workspace):
    """What is left out goes in the stated order: the chart before sources, figures never."""
    start = replace(open_selection(workspace.dataset.front), day=DAYS[2])
    view, front = build_view(workspace, start), workspace.dataset.front
    root = draw_sheet(workspace, view, Look("slide", size_px=(680, 383)))
    words = " ".join(one.words for one in list_texts(root))
    drawn = {one.get("id") for one in root.iter()}
    assert {"figures", "credits", "headline"} <= drawn
    assert "chart" not in drawn
    assert front.disclaimer.split()[0] in words
    for one in view.accounts:
        assert not one.figure or format_claim(one.figure.claim).split()[-1] in words


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_words_on_the_map_cover_no_town(workspaces, language):
    workspace = workspaces[language]
    day = date(2025, 4, 26)
    with speak(language):
        start = open_selection(workspace.dataset.front)
        view = build_view(workspace, replace(start, day=day, language=language))
        root = draw_sheet(workspace, view, Look("column"))
    (shown,) = (one for one in root.iter() if one.get("id") == "map-names")
    rings = [one for one in shown if one.tag == "circle" and one.get("r") == "2.6"]
    plates = [one for one in root.iter("g") if one.get("class") == "area-label"]
    assert rings
    assert plates
    for ring, plate in product(rings, plates):
        x, y = (float(ring.get(side)) for side in ("cx", "cy"))
        left, top, width, height = (
            float(plate[0].get(side)) for side in ("x", "y", "width", "height")
        )
        assert not (left <= x <= left + width and top <= y <= top + height)


def test_sources_follow_each_other_at_one_distance(workspace):
    start = replace(open_selection(workspace.dataset.front), day=DAYS[2], mode="days")
    root = draw_mode_sheet(workspace, build_view(workspace, start), Look("a4"))
    (told,) = (one for one in root.iter("g") if one.get("id") == "sources")
    rows = {}
    for one in list_texts(told):
        if one.words != SHEET["sources"]:
            rows.setdefault(round(one.top), []).append(one)
    gaps = [after.left - one.right for row in rows.values() for one, after in pairwise(row)]
    assert len(gaps) >= 4
    assert max(gaps) - min(gaps) < 0.6


@pytest.mark.parametrize("name", ["a4", "a4-portrait", "letter", "letter-portrait"])
def test_names_of_places_are_legible_on_paper(workspace, name):
    view = build_view(
        workspace, replace(open_selection(workspace.dataset.front), day=date(2025, 3, 12))
    )
    root = draw_sheet(workspace, view, Look(name))
    places = {place.latin for place in workspace.dataset.places.values()}
    names = [one for one in list_texts(root) if one.words in places]
    assert len(names) >= 8
    assert min(one.size for one in names) * 0.75 >= NAME_PT


SIX = [date(2024, 8, 12), date(2024, 8, 27), date(2025, 2, 20), *DAYS[2:4], date(2025, 4, 26)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 5, 12])
@pytest.mark.parametrize("name", ["slide", "a4-portrait"])
def test_small_multiples_stay_inside_and_apart(workspaces, name, count, language):
    workspace = workspaces[language]
    start = open_selection(workspace.dataset.front)
    days = workspace.timeline.dates[:: len(workspace.timeline.dates) // count][:count]
    with speak(language):
        views = [build_view(workspace, replace(start, day=day)) for day in days]
        texts = check_page(draw_multiples(workspace, views, Look(name)))
    # Written at 144 dpi, a unit and a half of it is a pixel.
    assert min(one.size for one in texts) * 1.5 >= LEAST_PX
    if count == 2:
        assert min(one.size for one in texts) >= LEAST_PX


def test_what_many_dates_leave_out_comes_before_smaller_type(workspace):
    """Six dates on a slide tell who said a figure, no longer where; in few pixels are refused."""
    start = open_selection(workspace.dataset.front)
    views = [build_view(workspace, replace(start, day=day)) for day in SIX]
    words = {one.words for one in list_texts(draw_multiples(workspace, views))}
    front, figure = workspace.dataset.front, views[0].accounts[0].figure
    assert front.subtitle not in words
    assert name_claimant(figure.claim) in words
    assert not any("SHA-256" in one for one in words)
    for look in (Look("social-square", size_px=(720, 720)), Look("column", size_px=(378, 869))):
        with pytest.raises(RequestError, match="6 dates"):
            draw_multiples(workspace, views, look)


@pytest.mark.parametrize("mode", ["agreement", "days"])
def test_small_multiples_of_a_mode_tell_its_classes(workspaces, mode):
    workspace = workspaces["en"]
    start = replace(open_selection(workspace.dataset.front), mode=mode)
    views = [build_view(workspace, replace(start, day=day)) for day in DAYS[:3]]
    root = draw_multiples(workspace, views, Look("a4"))
    check_page(root)
    words = [text.text for text in root.iter("text")]
    for view in views:
        for line in show_mode(workspace, view.selection).lines:
            assert line.words in words
    drawn = [one for one in root.iter("g") if one.get("class") == f"mode-{mode}"]
    assert len(drawn) == len(views)


def test_small_multiples_fill_their_page(workspaces):
    workspace = workspaces["en"]
    start = open_selection(workspace.dataset.front)
    views = [build_view(workspace, replace(start, day=day)) for day in SIX]
    (grid,) = re.findall(
        r"translate\(([\d.]+) [\d.]+\) scale\(([\d.]+)\)",
        serialise(draw_multiples(workspace, views)).decode(),
    )
    left, scale = map(float, grid)
    assert left < 0.05 * PAGE_SIZES["slide"].width
    assert scale > 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_dates_stand_in_a_newspaper_column(workspaces, language):
    workspace = workspaces[language]
    start = open_selection(workspace.dataset.front)
    with speak(language):
        views = [build_view(workspace, replace(start, day=day)) for day in DAYS[1:3]]
        check_page(draw_multiples(workspace, views, Look("column")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["slide", "letter-portrait", "square", "map"])
@pytest.mark.parametrize(
    "comparison",
    [
        Comparison("overlay", "ukraine", "ukraine", date(2024, 9, 6)),
        Comparison("overlay", "independent", "independent:deepstate", date(2024, 8, 20)),
        Comparison("overlay", "ukraine", "russia", None),
    ],
)
def test_comparisons_stay_inside_and_apart(workspaces, name, comparison, language):
    workspace = workspaces[language]
    start = open_selection(workspace.dataset.front)
    with speak(language):
        selection = replace(start, day=date(2025, 3, 12), compare=comparison, language=language)
        check_page(draw_comparison(workspace, build_view(workspace, selection), Look(name)))
