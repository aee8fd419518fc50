"""What is worked out once for all readers who look at the same: views, and their panels as HTML."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, TypeVar

from dashboard.state.selection import Selection
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace

MOST: Final = 512  # of views, and of parts of panels of 5 to 60 kB each
Made = TypeVar("Made")


class Kept(Generic[Made]):
    """What was made of a workspace for a selection; what nobody has looked at lately makes room.

    Several threads may ask at once. What it makes must not depend on anything else: the language is
    that of the selection.
    """

    def __init__(self, most: int = MOST) -> None:
        """Say how many are kept."""
        self._most = most
        self._made: OrderedDict[tuple[int, Selection, str], tuple[Workspace, Made]] = OrderedDict()
        self._lock = Lock()

    def take(
        self, workspace: Workspace, selection: Selection, name: str, make: Callable[[], Made]
    ) -> Made:
        """Return what was made under that name, else what `make` makes now."""
        key = id(workspace), selection, name
        with self._lock:
            if found := self._made.get(key):
                self._made.move_to_end(key)
                return found[1]
        made = make()
        with self._lock:
            self._made[key] = workspace, made  # with the workspace, so that its id stays its own
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


_VIEWS: Final = Kept[View]()
_PANELS: Final = Kept[str]()


def keep_view(workspace: Workspace, selection: Selection) -> View:
    """Return the view of a selection."""
    return _VIEWS.take(workspace, selection, "", lambda: build_view(workspace, selection))


def keep_panel(
    name: str, write: Callable[[Workspace, View], str], workspace: Workspace, view: View
) -> str:
    """Return the HTML of a part of a panel, known by its name."""
    return _PANELS.take(workspace, view.selection, name, lambda: write(workspace, view))
