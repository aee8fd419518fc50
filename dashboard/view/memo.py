"""What is worked out once for all readers who look at the same: views, panels and lines as HTML."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

from dashboard.state.selection import Selection
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace

MOST: Final = 512  # of views, and of parts of panels of 5 to 60 kB each
Key = TypeVar("Key")
Made = TypeVar("Made")


class Lately(Generic[Key, Made]):
    """What may be asked for again; what nobody has asked for lately makes room.

    Several threads may use it at once.
    """

    def __init__(self, room: int, measure: Callable[[Made], int] = lambda _: 1) -> None:
        """Say how much there is room for, and how much one takes."""
        self._room, self._measure = room, measure
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    def find(self, key: Key) -> Made | None:
        """Return what is kept under `key`, if it is there."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def keep(self, key: Key, made: Made) -> None:
        """Keep it under `key`, in place of what was."""
        with self._lock:
            if key in self._made:
                self._taken -= self._measure(self._made.pop(key))
            self._made[key] = made
            self._taken += self._measure(made)
            while self._taken > self._room:
                _, dropped = self._made.popitem(last=False)
                self._taken -= self._measure(dropped)


class Kept(Generic[Made]):
    """What was made of a workspace for a key, as long as somebody looks at it.

    What it makes must not depend on anything else: the key says the language too.
    """

    def __init__(self, most: int = MOST) -> None:
        """Say how many are kept."""
        self._made: Lately[tuple[int, Hashable], tuple[Workspace, Made]] = Lately(most)

    def take(self, workspace: Workspace, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made under that key, else what `make` makes now."""
        place = id(workspace), key
        if found := self._made.find(place):
            return found[1]
        made = make()
        self._made.keep(place, (workspace, made))  # with it, so that its id stays its own
        return made


_VIEWS: Final = Kept[View]()
_PANELS: Final = Kept[str]()


def keep_view(workspace: Workspace, selection: Selection) -> View:
    """Return the view of a selection."""
    return _VIEWS.take(workspace, selection, lambda: build_view(workspace, selection))


def keep_panel(
    name: str, write: Callable[[Workspace, View], str], workspace: Workspace, view: View
) -> str:
    """Return the HTML of a part of a panel, known by its name."""
    return _PANELS.take(workspace, (view.selection, name), lambda: write(workspace, view))
