"""The names of views in a deck: short, and different wherever their slides are."""

import pytest

from dashboard.state.selection import parse_query
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.view_name import name_view
from dashboard.view.workspace import translate_workspace

DAY = {"date": "2025-02-20"}
VIEWS = {
    "20 February 2025": {},
    "20 February 2025 · compared: Kyiv – DeepState": {
        "compare": "side",
        "account": "ukraine",
        "with": "independent:deepstate",
    },
    "20 February 2025 · compared: Kyiv – 12 August 2024": {
        "compare": "overlay",
        "account": "ukraine",
        "with": "2024-08-12",
    },
    "20 February 2025 · compared: Kyiv – Moscow – 12 August 2024": {
        "compare": "overlay",
        "account": "ukraine",
        "with": "russia,2024-08-12",
    },
    "20 February 2025 · agreement": {"mode": "agreement"},
    "20 February 2025 · days held": {"mode": "days"},
    "20 February 2025 · days held, Moscow": {"mode": "days", "whose": "russia"},
    "20 February 2025 · Kyiv, Moscow": {"accounts": "ukraine,russia"},
    "20 February 2025 · no account": {"accounts": "none"},
    "20 February 2025 · DeepState": {"mapper": "deepstate"},
    "20 February 2025 · rival claims": {"others": "1"},
    "20 February 2025 · Places imply · without: Districts": {
        "layers": "water,roads,settlements,reading"
    },
    "20 February 2025 · As it was known that day": {"clock": "known"},
}


def read(workspace, more):
    selection, notices = parse_query(
        {**DAY, **more}, workspace.dataset.front, workspace.timeline.dates
    )
    assert notices == ()
    return selection


@pytest.mark.parametrize(("name", "more"), VIEWS.items())
def test_a_view_is_named_by_what_is_not_as_at_first(workspace, name, more):
    named = name_view(workspace.dataset.front, read(workspace, more))
    assert named.replace("\u00a0", " ") == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_views_have_one_name(workspace, language):
    views = [read(workspace, more) for more in VIEWS.values()]
    with speak(language):
        front = translate_workspace(workspace, language).dataset.front
        assert len({name_view(front, view) for view in views}) == len(VIEWS)


def test_what_no_slide_shows_is_not_in_the_name(workspace):
    front = workspace.dataset.front
    unseen = {"panel": "places", "loop": "2024-08-12,2024-10-01", "grade": "B2"}
    assert name_view(front, read(workspace, unseen)) == "20 February 2025"
