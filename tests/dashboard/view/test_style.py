"""The style table: it is checked, everybody takes from it, and nobody keeps a colour of his own."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import dashboard
from dashboard.briefing.drawing.page_size import PAGE_SIZES
from dashboard.briefing.drawing.palette import measure_luminance, read_palette, to_grey
from dashboard.timeline_map.made_files import COMMAND, FOLDER, write_files
from dashboard.view.style import (
    DRAWINGS,
    STYLE,
    list_colours,
    number_makers,
    pick_dash,
    write_account_rules,
    write_page_rules,
)
from dashboard.view.style.entries import StyleError
from dashboard.view.style.table import parse_style
from geodata.core.model import Role
from tests.bundled import read_bundled
from tests.colours import measure_contrast

ROOT = Path(dashboard.__file__).parent
TEXT = files("dashboard.view.style").joinpath("style.toml").read_text(encoding="utf-8")
COLOUR = re.compile(
    r"(?:#|%23)(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})\b|\b(?:rgba?|hsla?)\(\d", re.I
)
# Two or more lengths in quotes, as a path's dashes are written; a box starts at the origin.
DASHES = re.compile(
    r"([\"'])(?!0 0 )\d+(?:\.\d+)?(?:[ ,]+\d+(?:\.\d+)?)+\1|dasharray: ?\d|LineDash\(\[\d"
)
MADE = {f"timeline_map/src/{name}" for name in write_files()}


def list_sources():
    """Return path and text of every source that draws, save what is made from the table."""
    paths = (path for end in ("py", "js", "css") for path in sorted(ROOT.rglob(f"*.{end}")))
    named = ((path.relative_to(ROOT).as_posix(), path) for path in paths)
    return {
        name: path.read_text(encoding="utf-8")
        for name, path in named
        if name not in MADE and not re.search(r"(^|/)(node_modules|dist)/", name)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("background: #000;", True),
        ("fill='%23fff'", True),
        ("color: rgb(1 2 3 / 0.5)", True),
        ("background: color-mix(in srgb, var(--kf-ink) 30%, transparent)", False),
        ("`rgb({red} {green})`", False),
        ('dash = "5 3.5"', True),
        ("stroke-dasharray: 1 3;", True),
        ("context.setLineDash([4, 2])", True),
        ('{ viewBox: "0 0 30 18" }', False),
        ("stroke-dasharray: var(--kf-pin-dash);", False),
    ],
)
def test_a_colour_or_a_dash_is_found_however_it_is_written(text, found):
    assert bool(COLOUR.search(text) or DASHES.search(text)) is found


def test_no_colour_and_no_dash_stands_outside_of_the_table():
    sources = list_sources()
    assert len(sources) > 100
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, text in sources.items()
        for number, line in enumerate(text.splitlines(), 1)
        if COLOUR.search(line) or DASHES.search(line)
    ]
    assert not found, "put it into dashboard/view/style/style.toml"


def test_what_the_browser_reads_is_made_from_the_table():
    for name, text in write_files().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"run `{COMMAND}`"


def test_the_sheets_ask_for_nothing_that_is_not_given():
    tones = write_files()["style/made_tones.css"]
    sheets = "".join(
        text for name, text in list_sources().items() if re.search(r"timeline_map/(src|page)", name)
    )
    given = set(re.findall(r"--kf-([\w-]+):", tones + sheets))
    given |= set(re.findall(r"setProperty\(\s*[\"'`]--kf-([\w-]+)", sheets))
    asked = set(re.findall(r"var\(--kf-([\w-]+)\)", sheets))
    assert asked
    assert asked <= given


def test_the_page_has_the_colours_of_the_table():
    config = tomllib.loads((ROOT.parent / ".streamlit/config.toml").read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        dark = theme == "dark"
        assert config["theme"][theme] == {
            "primaryColor": STYLE.page["primary"].pick(dark=dark),
            "backgroundColor": STYLE.tones["paper"].pick(dark=dark),
            "secondaryBackgroundColor": STYLE.page["secondary"].pick(dark=dark),
            "textColor": STYLE.tones["ink"].pick(dark=dark),
            "borderColor": STYLE.tones["hairline"].pick(dark=dark),
        }
    accounts = read_bundled().front.accounts
    rules = write_account_rules(accounts)
    assert STYLE.page["primary"].light in write_page_rules()
    assert STYLE.page["primary"].dark in write_page_rules()
    assert all(f"data-account='{one.side}'" in rules for one in accounts)
    for drawing in DRAWINGS.values():
        assert f"light-dark({drawing.light}, {drawing.dark})" in rules


def test_lengths_follow_the_running_text_of_the_page():
    screen, a4 = read_palette(), read_palette(body=PAGE_SIZES["a4"].body)
    assert (screen.size(2.2), screen.dash("7 5"), screen.dash("")) == (2.2, "7 5", None)
    share = PAGE_SIZES["a4"].body / STYLE.type.body
    assert a4.size(2.2) == pytest.approx(2.2 * share, abs=1e-3)
    assert [float(one) for one in (a4.dash("7 5") or "").split()] == pytest.approx(
        [7 * share, 5 * share], abs=1e-3
    )


def test_accounts_are_told_apart_without_colour():
    drawn = [(one.fill, one.dash, one.symbol) for one in DRAWINGS.values()]
    assert len(set(drawn)) == len(drawn)
    assert len({one.symbol for one in DRAWINGS.values()}) == len(drawn)
    assert set(list_colours()) == set(Role)


@pytest.mark.parametrize("dark", [False, True])
def test_lines_of_the_ground_are_seen_in_the_order_of_what_they_tell(dark):
    palette = read_palette(dark=dark)
    seen = [
        measure_contrast(palette[name], palette["land"])
        for name in ("border", "oblast", "road", "rail", "district", "pipeline")
    ]
    assert seen == sorted(seen, reverse=True)
    assert min(*seen, measure_contrast(palette["water"], palette["land"])) >= 1.95


def test_a_grey_is_as_light_as_its_colour():
    assert measure_luminance("#000000") == 0.0
    assert measure_luminance("#ffffff") == pytest.approx(1.0)
    for colour in ("#0072b2", "#b84700", "#f8f6f0", "#010203"):
        grey = to_grey(colour)
        assert grey[1:3] == grey[3:5] == grey[5:]
        assert measure_contrast(grey, colour) < 1.02
    assert to_grey("#808080") == "#808080"


def test_a_held_area_is_told_from_the_neighbour_s_ground_in_greys():
    palette, drawing = read_palette(grey=True), DRAWINGS[Role.HOLDER]
    land, ink = (int(code[1:3], 16) for code in (palette["land"], palette.pick(drawing)))
    tint = round(land + (ink - land) * drawing.fill_opacity)
    assert measure_contrast("#" + 3 * f"{tint:02x}", palette["foreign"]) > 1.3


def test_what_is_to_be_drawn_later_is_declared():
    assert [one.days for one in STYLE.ages][:2] == [7, 30]
    assert STYLE.ages[-1].fill == 0.0
    assert set(STYLE.bounds) == {"least", "most"}
    assert len({(one.slope, one.dash) for one in STYLE.makers}) == len(STYLE.makers) >= 2
    accounts = {colour for one in DRAWINGS.values() for colour in (one.light, one.dark)}
    tone = STYLE.tones[STYLE.reading.tone]
    assert not {tone.light, tone.dark} & accounts


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('light = "#0072B2"', 'light = "blue"', "accounts.holder: colours are #rrggbb"),
        ('dash = "7 5"', 'dash = "7 5 3"', "accounts.owner: dashes are lengths in pairs"),
        ('fill = "hatch"', 'fill = "dots"', "accounts.mappers.fill: not 'dots'"),
        ("[accounts.owner]", "[accounts.elsewhere]", "accounts.elsewhere: is not known"),
        ("fill_opacity = 0.28", "fill_opacity = 1.28", "accounts.holder: shares lie between"),
        ("fill_opacity = 0.28\n", "", "accounts.holder.fill_opacity: is missing"),
        ("weight = 1.1\nopacity", "weigth = 1\nopacity", "rival.weight: is missing"),
        ("weight = 1.1\nopacity", "weight = 1\nopaque = 1\nopacity", "rival.opaque: is not known"),
        ('{ fill = "land" }', '{ fill = "sand" }', "these are no tones: sand"),
        ("days = 7\n", "days = 31\n", "ages rise, and the last has no end"),
        ("[patterns.gap]", "[patterns.gap", "style.toml: "),
    ],
)
def test_a_broken_entry_is_named(old, new, message):
    assert old in TEXT
    with pytest.raises(StyleError, match=re.escape(message)):
        parse_style(TEXT.replace(old, new, 1))


def test_each_mapper_with_a_line_has_a_drawing_of_its_own(workspace):
    front = workspace.dataset.front
    numbers = number_makers(front)
    opening = next(one for one in front.accounts if one.side.role is Role.MAPPERS)
    assert numbers[opening.opens] == 0
    lined = [one.series_id for one in front.series if one.joined and one.series_id in numbers]
    assert len({numbers[name] for name in lined}) == min(len(lined), len(STYLE.makers))
    dashes = [pick_dash(Role.MAPPERS, place) for place in range(len(STYLE.makers))]
    assert len(set(dashes)) == len(dashes)
    assert pick_dash(Role.OWNER, 0) == DRAWINGS[Role.OWNER].dash
