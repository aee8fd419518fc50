"""What a page says first: what happened, in a few words, and below it what is shown."""

from typing import Final

from dashboard.text.spelling import format_day
from dashboard.view.view import View
from dashboard.view.workspace import Workspace

_WEIGHTS: Final = 2  # events of no more weight than this number are a day's headline; 1 weighs most


def write_headline(workspace: Workspace, view: View) -> str:
    """Return the headline of a day: its chapter of the story, its event, or its caption.

    Where there is none either, it is the day.
    """
    day = view.selection.day
    chapters = [one.title for one in workspace.dataset.story if one.day == day]
    events = sorted(
        (one for one in workspace.dataset.events if one.when.start == one.when.end == day),
        key=lambda one: one.weight,
    )
    titles = [one.title for one in events if one.weight <= _WEIGHTS]
    found = [*chapters, *titles] if view.timeline.hindsight else []
    return found[0] if found else view.caption or format_day(day)
