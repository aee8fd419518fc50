"""The map as tables: all that it shows, in step with the date, by keyboard and screen reader."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.state.selection import open_selection
from dashboard.text.spelling import format_day, format_number
from dashboard.view.view import build_view
from geodata.core.model import Status

pytestmark = pytest.mark.browser

NO_BREAK = "\u00a0"


@pytest.fixture
def open_table(open_page, bundled_url):
    """Open the page on a day, with the tables open."""

    def open_it(day, *, wish=None, **options):
        page = open_page(bundled_url, **options)
        page.wait_for_selector("[data-testid=timeline][data-date]")
        show(page, day, **(wish or {}))
        page.get_by_role("button", name="As a table").click()
        page.locator(".kf-table").wait_for()
        return page

    return open_it


@pytest.fixture(scope="module")
def resting(open_shared, bundled_url):
    """The page with the tables open, for tests that change the day alone."""
    page = open_shared(bundled_url)
    page.wait_for_selector("[data-testid=timeline][data-date]")
    page.get_by_role("button", name="As a table").click()
    page.locator(".kf-table").wait_for()
    return page


def show(page, day, **wish):
    page.evaluate("wish => kurskFront.command(wish)", {"date": day, **wish})
    page.locator(f"[data-testid=timeline][data-date='{day}']").wait_for()


def turn_to(page, day):
    """Show a day, and wait until the open tables are those of it."""
    show(page, day)
    name = f"The map of {format_day(date.fromisoformat(day))} as tables"
    page.get_by_role("dialog", name=name).wait_for()


def read_rows(page, place):
    """The cells of one table's body, row by row; 0 is the state, 1 the accounts, 2 the places."""
    rows = page.locator(".kf-table table").nth(place).locator("tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def test_each_account_stands_with_its_claim_areas_source_and_grade(resting, workspace):
    page = resting
    turn_to(page, "2024-08-12")
    rows = {row[0]: row for row in read_rows(page, 1)}
    assert rows["Kyiv"][1] == f"about 1,000{NO_BREAK}km²"
    assert rows["Kyiv"][3:5] == ["firm", "1,000"]
    assert rows["Moscow"][1].startswith("no area – 28 settlements")
    assert rows["Other states"][1] == "no dated figure yet"
    view = build_view(workspace, open_selection(workspace.dataset.front))
    for account_view in view.accounts:
        if not account_view.areas:
            continue
        row = rows[account_view.account.label]
        assert row[5] == format_number(round(account_view.areas[0].area_km2, 1))
        assert len(row[10]) == 2, "no grade"
        assert account_view.figure
    assert page.locator(".kf-table tbody a[href^=https]").count() >= 3


def test_a_contested_edge_has_a_row_of_its_own(resting, workspace):
    area = next(
        one for one in workspace.dataset.held if one.edge.value == "contested" and one.leading
    )
    page = resting
    turn_to(page, area.date.isoformat())
    edges = [row[3] for row in read_rows(page, 1) if row[0] == "Independent"]
    assert sorted(edges) == ["contested", "firm"]


@pytest.mark.parametrize("day", ["2024-08-27", "2025-03-13"])
def test_the_places_are_those_of_the_view(resting, workspace, day):
    page = resting
    turn_to(page, day)
    start = open_selection(workspace.dataset.front)
    view = build_view(workspace, replace(start, day=date.fromisoformat(day)))
    total, *rows = read_rows(page, 2)
    assert sorted(row[0] for row in rows) == sorted(one.place.latin for one in view.places)
    held = [
        sum(
            one.status is Status.HELD and one.account == account.side
            for place in view.places
            for one in place.intervals
        )
        for account in workspace.dataset.front.accounts
    ]
    assert [int(cell.split(" ")[0]) for cell in total[1:5]] == held
    assert total[5] == str(sum(place.status is None for place in view.places))


def test_the_state_names_clock_layers_accounts_and_silence(open_table):
    page = open_table(
        "2025-10-01",
        wish={"clock": "known", "layers": ["water"], "accounts": ["ukraine", "russia"]},
    )
    state = dict(read_rows(page, 0))
    assert "known" in state["Clock"]
    assert state["Layers on"].startswith("Rivers")
    assert state["Accounts switched off"] == "Independent, Other states"
    assert state["Filter"] == "none: all claims"
    assert "no area figure from anyone" in state["Silence"]
    assert "Settlements are switched off" in page.locator(".kf-table").inner_text()


def test_the_strength_of_evidence_is_told_in_shares(open_table):
    page = open_table("2024-08-12", wish={"layers": ["settlements", "evidence"]})
    heads = page.locator(".kf-table table").nth(1).locator("thead th").all_inner_texts()
    assert heads[-1] == "Outline rests on"
    shares = next(row[-1] for row in read_rows(page, 1) if row[0] == "Kyiv")
    total = sum(int(part.split(": ")[1].split(" ")[0]) for part in shares.split(", "))
    assert 98 <= total <= 102


def test_rival_claims_stand_where_the_map_draws_them(open_table):
    page = open_table("2024-08-12", wish={"others": False})
    before = len(read_rows(page, 1))
    show(page, "2024-08-20", others=True)
    page.wait_for_timeout(400)
    rivals = page.locator("path.kf-area.kf-other:visible").count()
    rows = [row for row in read_rows(page, 1) if row[0].endswith("another claim")]
    assert len(rows) == rivals
    assert before == 4


def test_it_follows_the_date_and_escape_gives_the_focus_back(open_page, bundled_url, workspace):
    page = open_page(bundled_url)
    page.wait_for_selector("[data-testid=timeline][data-date]")
    button = page.get_by_role("button", name="As a table")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="The map of 12 August 2024 as tables")
    dialog.wait_for()
    assert page.evaluate("document.querySelector('.kf-table').contains(document.activeElement)")
    page.keyboard.press("Tab")
    page.keyboard.press("PageDown")
    page.wait_for_timeout(500)
    assert page.locator(".kf-table-body").evaluate("one => one.scrollTop") > 0
    page.keyboard.press("ArrowRight")
    after = format_day(workspace.timeline.next(date(2024, 8, 12)))
    page.get_by_role("dialog", name=f"The map of {after} as tables").wait_for(timeout=5000)
    page.keyboard.press("Escape")
    page.wait_for_selector(".kf-table", state="hidden")
    assert button.evaluate("one => one === document.activeElement")
    assert button.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 1440),
        ("dark", 480),
        pytest.param("dark", 1440, marks=pytest.mark.long),
        pytest.param("light", 480, marks=pytest.mark.long),
    ],
)
def test_nothing_that_axe_can_see_breaks_wcag(open_table, find_barriers, scheme, width):
    page = open_table(
        "2024-12-30",
        wish={"layers": ["settlements", "evidence"]},
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    assert find_barriers(page) == []
