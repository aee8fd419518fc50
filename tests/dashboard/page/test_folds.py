"""What a fold of the claims panel opens on, as the browser fetches it."""

import gzip
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from starlette.applications import Starlette

from dashboard.page.folds import make_fold_route
from dashboard.panels.claims import list_folds, render_fold, render_groups
from dashboard.state.selection import open_selection
from dashboard.text.language import speak
from dashboard.view.view import build_view
from dashboard.view.workspace import KNOWN, translate_workspace
from tests.dashboard.page.asking import ask_app

APP = Starlette(routes=[make_fold_route("/front")])


def fetch(address, *, packed=False):
    """Return status, headers and text of the answer at an address below the base path."""
    path, _, query = f"/front/{address}".partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", b"gzip")] if packed else [],
    }
    sent = ask_app(APP, scope)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return sent[0]["status"], told, (gzip.decompress(body) if packed else body).decode()


@pytest.mark.parametrize(
    "more", [{}, {"clock": KNOWN}, {"language": "uk"}, {"view": (35.2, 51.2, 9)}]
)
def test_the_address_in_a_fold_leads_to_its_lines(workspace, more):
    start = open_selection(workspace.dataset.front)
    selection = replace(start, day=date(2025, 2, 20), **more)
    shown = translate_workspace(workspace, selection.language)
    with speak(selection.language):
        view = build_view(shown, selection)
        html = render_groups(shown, view)
        found = dict(re.findall(r"data-fold='([^']+)'>.*?<a class='kf-lines' href='([^']+)'", html))
        assert {"peaks", "superseded"} < set(found) < set(list_folds(shown, view))
        for name, address in found.items():
            status, told, text = fetch(unescape(address))
            assert (status, text) == (200, render_fold(shown, view, name))
            assert told["content-type"] == "text/html; charset=utf-8"
            assert told["cache-control"] == "no-cache"
            assert "view" not in address


def test_lines_travel_compressed():
    address = "files/folds/superseded?date=2025-02-20"
    assert fetch(address, packed=True)[2] == fetch(address)[2]
    assert fetch(address, packed=True)[1]["content-encoding"] == "gzip"


def test_a_fold_that_a_date_has_not_is_not_found():
    for address in (
        "files/folds/other",
        "files/folds/rivals-nobody",
        "files/folds/peaks?accounts=",
    ):
        assert fetch(address)[0] == 404


def test_an_address_that_cannot_be_read_is_that_of_the_opening_view():
    address = "files/folds/superseded"
    assert fetch(f"{address}?date=<b>&clock=%00&{'x' * 3000}") == fetch(address)
