"""WCAG 2.2 AA as far as axe-core can tell: the page and the map in it, in each state."""

import pytest

WAIT_MS = 30_000
STATES = {
    "claims": "?date=2025-03-13",
    "table": "?date=2025-03-13&panel=table",
    "places": "?date=2025-03-13&panel=places&place=sudzha",
    "disagreement": "?date=2025-04-26&panel=disagreement",
    "beyond": "?date=2025-04-26&panel=beyond",
    "evidence": "?date=2025-01-17&layers=settlements,evidence",
    "overlay": "?date=2025-03-12&compare=overlay&account=independent&with=2025-02-13",
}


# A mark on the strip of a place is as long as the word it stands for lasted. Where that is short of
# 24 pixels, the list below it leads to the same claim (WCAG 2.5.8, the exception "Equivalent").
STRIP = ("kf-told-bar", "kf-told-mention")


@pytest.fixture
def list_violations(find_barriers):
    def list_them(target):
        return [
            (rule, html)
            for rule, html in find_barriers(target)
            if not (rule == "target-size" and any(name in html for name in STRIP))
        ]

    return list_them


def list_cases():
    """Return query and theme of each case: in every run each state once, the languages and themes
    by turns; with `-m long` the states that stand in another language or theme as well.
    """
    every = [
        ("claims", "", "light"),
        ("claims", "&lang=ru", "dark"),
        ("table", "&lang=uk", "light"),
        ("places", "&lang=uk", "light"),
        ("disagreement", "&lang=ru", "dark"),
        ("beyond", "", "light"),
        ("evidence", "", "dark"),
        ("overlay", "", "light"),
    ]
    rest = [
        *((name, "", "light") for name in ("table", "places", "disagreement", "evidence")),
        *((name, "", "dark") for name in ("claims", "disagreement")),
        ("beyond", "&lang=uk", "light"),
        ("overlay", "&lang=ru", "dark"),
    ]
    assert {name for name, *_ in every} == STATES.keys()
    return [
        *(pytest.param(STATES[name] + more, scheme) for name, more, scheme in every),
        *(
            pytest.param(STATES[name] + more, scheme, marks=pytest.mark.long)
            for name, more, scheme in rest
        ),
    ]


@pytest.mark.parametrize(("query", "scheme"), list_cases())
def test_nothing_that_axe_can_see_breaks_wcag(open_page, address, list_violations, query, scheme):
    page = open_page(f"{address}/{query}", color_scheme=scheme)
    frame = page.wait_for_selector(".st-key-map iframe", timeout=WAIT_MS).content_frame()
    frame.wait_for_selector("[data-testid=timeline][data-date]", timeout=WAIT_MS)
    page.wait_for_timeout(800)  # until the panel has faded in: half-faded text has no contrast
    assert list_violations(page) == []
    assert list_violations(frame) == []


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("ru", "dark"),
        pytest.param("en", "light", marks=pytest.mark.long),
        pytest.param("uk", "light", marks=pytest.mark.long),
    ],
)
def test_the_export_dialog_breaks_no_rule_in_any_group(
    open_page, address, list_violations, language, scheme
):
    page = open_page(f"{address}/?date=2025-03-13&lang={language}", color_scheme=scheme)
    page.locator(".st-key-title button").last.click(timeout=WAIT_MS)
    groups = page.locator("[role=dialog] [data-testid=stButtonGroup]").first.locator("button")
    groups.last.wait_for(timeout=WAIT_MS)
    for number in range(groups.count()):
        groups.nth(number).click()
        page.wait_for_timeout(1500)  # until the choices of the group have come in
        assert list_violations(page.locator("[role=dialog]").element_handle().owner_frame()) == []
