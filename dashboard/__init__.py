"""The dashboard of a contested front: one selection, one view, every panel fed by it.

What other programs may use is re-exported here and imported when it is first asked for.

    >>> import dashboard
    >>> from geodata import bundled_folder
    >>> workspace = dashboard.open_workspace(bundled_folder())
    >>> selection = dashboard.open_selection(workspace.dataset.front)
    >>> view = dashboard.build_view(workspace, selection)
    >>> view.selection == selection
    True
    >>> sheet = dashboard.make_sheet(workspace, selection, dashboard.Wish("png"))
    >>> dashboard.verify_file(workspace.dataset, sheet).outcome
    'same'
"""

from typing import TYPE_CHECKING, Final

from geodata.core.lazy_names import offer

if TYPE_CHECKING:
    from dashboard.briefing.export import Wish as Wish
    from dashboard.briefing.export import make_sheet as make_sheet
    from dashboard.briefing.verify import Verdict as Verdict
    from dashboard.briefing.verify import verify_file as verify_file
    from dashboard.state.selection import Selection as Selection
    from dashboard.state.selection import open_selection as open_selection
    from dashboard.state.selection import parse_query as parse_query
    from dashboard.view.view import View as View
    from dashboard.view.view import build_view as build_view
    from dashboard.view.workspace import Workspace as Workspace
    from dashboard.view.workspace import open_workspace as open_workspace

# Where each name lives; the imports above say the same to whoever checks types.
_HOMES: Final = {
    "briefing.export": ("Wish", "make_sheet"),
    "briefing.verify": ("Verdict", "verify_file"),
    "state.selection": ("Selection", "open_selection", "parse_query"),
    "view.view": ("View", "build_view"),
    "view.workspace": ("Workspace", "open_workspace"),
}

if not TYPE_CHECKING:
    __dir__, __getattr__ = offer(__name__, _HOMES)
