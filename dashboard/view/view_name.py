"""The name of a view among others: its day, and shortly what else it shows than an opening does."""

from dashboard.state.comparison import Comparison, name_key
from dashboard.state.selection import LAYERS, MAP_MODES, Selection, open_selection
from dashboard.text.catalogues import CONTROLS, TIMELINE, VIEW_NAME
from dashboard.text.spelling import format_day
from dashboard.view.figures import DOT, name_account, name_reading
from dashboard.view.workspace import EVENT
from geodata.core.model import Front
from geodata.core.reading import READING


def name_view(front: Front, view: Selection) -> str:
    """Return the day of a view, and what tells it from the other views of that day.

    What a slide does not show, such as the panel beside the map, is not in it; nor is the filter,
    which is that of the whole deck.
    """
    parts = [format_day(view.day)]
    if view.compare:
        parts.append(_name_comparison(front, view, view.compare))
    if view.mode != MAP_MODES[0]:
        parts.append(_name_mode(front, view))
    parts += _name_accounts(front, view)
    parts += _name_layers(front, view)
    if view.clock != EVENT:
        parts.append(CONTROLS[f"clock_{view.clock}"])
    return DOT.join(parts)


def _name_comparison(front: Front, view: Selection, compare: Comparison) -> str:
    """Return the two accounts, and the other date where it is another."""
    names = dict.fromkeys(name_key(front, key) for key in (compare.account, compare.against))
    days = [format_day(compare.day)] if compare.day and compare.day != view.day else []
    return VIEW_NAME.fill("compared", sides=" – ".join((*names, *days)))


def _name_mode(front: Front, view: Selection) -> str:
    """Return the mode of the map, and of whom the days are counted."""
    words = TIMELINE[f"mode_{view.mode}"]
    return f"{words}, {name_key(front, view.whose)}" if view.whose else words


def _name_accounts(front: Front, view: Selection) -> list[str]:
    """Return which accounts are shown where some are not, the one mapper, and rival claims."""
    parts = []
    if view.accounts != open_selection(front).accounts:
        names = ", ".join(name_account(front, side) for side in view.accounts)
        parts.append(names or VIEW_NAME["no_accounts"])
    if view.mapper:
        parts.append(next(one.label for one in front.series if one.series_id == view.mapper))
    return [*parts, *([VIEW_NAME["others"]] if view.others else [])]


def _name_layers(front: Front, view: Selection) -> list[str]:
    """Return the layers that are there but at first are not, and those that are off."""
    at_first = open_selection(front).layers
    more = [
        name_reading(front, view.reading) if one == READING else CONTROLS[f"layer_{one}"]
        for one in view.layers
        if one not in at_first
    ]
    off = [CONTROLS[f"layer_{one}"] for one in LAYERS if one in at_first and one not in view.layers]
    return [*more, *([VIEW_NAME.fill("without", layers=", ".join(off))] if off else [])]
