"""What a sheet is asked to show, from words typed by hand to a desk and its views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.state.selection import Selection, parse_query
from dashboard.text.language import speak
from dashboard.text.pictures import REFUSALS
from dashboard.view.filtered_desk import filter_desk
from dashboard.view.view import Desk, View, build_view, lay_out_desk, translate_desk
from geodata.core.errors import FrontError
from geodata.core.model import Dataset, Front


class RequestError(FrontError):
    """A sheet was asked for with words that name nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """The desk in the language asked for and narrowed as asked, and the states to be shown."""

    desk: Desk
    selections: tuple[Selection, ...]

    def build_views(self) -> list[View]:
        """Return the view of each state."""
        return [build_view(self.desk, selection) for selection in self.selections]


def read_request(
    dataset: Dataset, wishes: Mapping[str, str | None], days: Sequence[date] = ()
) -> Request:
    """Return what `wishes` ask for, by the names of the page's address (`accounts`, `clock`, …).

    Each of the `days` gives a state of its own; without any it is the wishes' own date, or the
    front's first. What an address would quietly correct is refused here.

    Raises:
        RequestError: a wish, or a day, names nothing that the front has.
    """
    desk = lay_out_desk(dataset)
    query = {name: text for name, text in wishes.items() if text is not None}
    selection, notices = parse_query(query, dataset.front, desk.timeline.dates, desk.choices)
    if notices:
        raise RequestError(" ".join(notices))
    told = translate_desk(desk, selection.language)
    with speak(selection.language):
        narrowed = filter_desk(told, selection.filters)
        shown = tuple(_move(selection, day, dataset.front) for day in days) or (selection,)
    return Request(narrowed, shown)


def _move(selection: Selection, day: date, front: Front) -> Selection:
    if not front.first <= day <= front.last:
        raise RequestError(
            REFUSALS["day_outside"].format(day=day, first=front.first, last=front.last)
        )
    return replace(selection, day=day)
