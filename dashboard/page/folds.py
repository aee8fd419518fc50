"""What a fold of the claims panel opens on, fetched when a reader opens it.

A date's panel has a hundred claims, nearly all of them folded. Sent with every date they were nine
tenths of what the server wrote and the browser cleaned, for the few who open them.
"""

from typing import Final
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.page import cache, jobs
from dashboard.panels.claims import FOLDS, render_fold
from dashboard.state.selection import Selection, parse_query
from dashboard.text.language import speak
from dashboard.view.filtered import filter_workspace
from dashboard.view.memo import keep_panel, keep_view
from dashboard.view.view import View
from dashboard.view.workspace import Workspace

_HEADERS: Final = {"Cache-Control": "no-cache"}
_LEAST_BYTES: Final = 1000  # that are worth compressing


def make_fold_route(base_path: str) -> Route:
    """Return the route by which the browser reads the lines of folds, below a base path.

    The query is the address of the view, so that any server of this dataset can answer.
    """

    def answer(request: Request) -> Response:  # not async: it runs in a thread of its own
        html = write_fold(request.path_params["name"], request.url.query)
        if not html:
            return Response(status_code=404)
        return HTMLResponse(html, headers=_HEADERS)

    packs = [Middleware(GZipMiddleware, minimum_size=_LEAST_BYTES)]
    return Route(f"{base_path}/{FOLDS}/{{name}}", answer, middleware=packs)


def write_fold(name: str, query: str) -> str:
    """Return the lines of the fold `name` in the view of which `query` is the address; '' if none.

    Panels and folds take turns together.
    """
    folder = str(cache.find_folder())
    with jobs.PANELS.take_turn():
        original = cache.serve_workspace(folder).workspace
        front, dates = original.dataset.front, original.timeline.dates
        given = parse_qs(query, keep_blank_values=True)
        selection, _ = parse_query(given, front, dates, original.choices)
        with speak(selection.language):
            return _render(folder, name, selection)


def _render(folder: str, name: str, selection: Selection) -> str:
    served = cache.serve_workspace(folder, selection.language)
    workspace = filter_workspace(served.workspace, selection.filters)
    view = keep_view(workspace, selection)

    def write(workspace: Workspace, view: View) -> str:
        return render_fold(workspace, view, name)

    return keep_panel(f"fold {name}", write, workspace, view)
