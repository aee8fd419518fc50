"""The claims panel with every fold opened, as a reader may read it."""

from dashboard.panels.claims import list_folds, render_fold, render_groups, render_statements
from dashboard.view.view import View
from dashboard.view.workspace import Workspace


def open_folds(html: str, workspace: Workspace, view: View) -> str:
    """Return the HTML of a panel with the lines of its folds in the place of the links to them."""
    for name in list_folds(workspace, view):
        head, mark, rest = html.partition(f"data-fold='{name}'>")
        if mark:
            summary, _, after = rest.partition("<a class='kf-lines'")
            after = after.partition("</a>")[2]
            html = f"{head}{mark}{summary}{render_fold(workspace, view, name)}{after}"
    return html


def render_opened(workspace: Workspace, view: View) -> str:
    """Return all that the panel says of a view."""
    html = render_groups(workspace, view) + render_statements(workspace, view)
    return open_folds(html, workspace, view)
