"""The other modes of the map, as a selection asks for them: agreement, and days held."""

from dataclasses import replace
from datetime import date

from dashboard.state.selection import Selection, list_holders
from dashboard.view.workspace import EVENT, Workspace
from geodata.control import modes
from geodata.control.modes import Agreed, Counted, figure_key
from geodata.core.model import HeldArea
from geodata.core.reading import READING


def list_firm(
    workspace: Workspace, day: date, mapper: str | None, clock: str = EVENT
) -> tuple[HeldArea | None, ...]:
    """Return the firm area of each account of the front in force on a day, None where it has none.

    Words without a figure have none: where they leave a last shape, it is of another day.
    """
    timeline = workspace.pick_timeline(clock)
    return modes.list_firm(workspace.dataset.front, timeline, workspace.areas, day, mapper)


def agree(workspace: Workspace, selection: Selection) -> Agreed:
    """Return how far the chosen accounts agree on the shown day, by the clock of the selection."""
    front = workspace.dataset.front
    firm = list_firm(workspace, selection.day, selection.mapper, selection.clock)
    asked = [n for n, one in enumerate(front.accounts) if one.side in selection.accounts]
    return modes.find_agreed(front, firm, asked)


def list_agreed(workspace: Workspace, selection: Selection) -> tuple[tuple[date, Agreed], ...]:
    """Return how far the accounts agree on each day on which anything changes, in order."""
    days = workspace.pick_timeline(selection.clock).dates
    return tuple((day, agree(workspace, replace(selection, day=day))) for day in days)


def pick_holder(workspace: Workspace, selection: Selection) -> str | None:
    """Return the key of whom the days are counted; None where no account is shown."""
    front = workspace.dataset.front
    shown = next((one.side for one in front.accounts if one.side in selection.accounts), None)
    name = selection.whose or shown
    if name is None or name not in list_holders(front):
        return None
    if name == READING:
        return READING
    return figure_key(next(one for one in front.sides if one == name), selection.mapper)


def count_days(workspace: Workspace, key: str, day: date) -> Counted:
    """Return on how many days ground was held by that account or reading, over all dates."""
    spells = modes.list_spells(workspace.dataset, workspace.timeline, workspace.areas, key)
    return modes.count_spells(key, spells, day)
