"""The desk of the claims that pass a filter: the same timeline and figures, for fewer claims."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from dashboard.state.filters import NO_FILTERS, Filters, pick_claims
from dashboard.text.language import get_language
from dashboard.view.filter_words import describe_filters
from dashboard.view.view import Desk, lay_out_desk
from geodata.dataset.subset import keep_claims

RECENT: Final = 8
"""How many filtered desks are kept: what several readers look at, going to and fro."""

_Key = tuple[int, Filters, str]

_recent: OrderedDict[_Key, tuple[Desk, Desk]] = OrderedDict()
_lock = Lock()


def filter_desk(desk: Desk, filters: Filters) -> Desk:
    """Return `desk` with the claims alone that pass `filters`, and with what rests on them.

    Figures in force, captions, silences, places and both clocks follow, as if nobody had said
    anything else. An empty filter returns `desk` itself.
    """
    if filters == NO_FILTERS:
        return desk
    key = (id(desk), filters, get_language())
    with _lock:
        if found := _recent.get(key):
            _recent.move_to_end(key)
            return found[1]
    kept = pick_claims(desk.dataset, filters, desk.choices)
    notice = describe_filters(desk.dataset, filters, desk.choices, len(kept))
    narrowed = lay_out_desk(keep_claims(desk.dataset, kept), desk.faults, desk.choices, notice)
    with _lock:
        _recent[key] = desk, narrowed  # the whole desk too, so that its id stays its own
        while len(_recent) > RECENT:
            _recent.popitem(last=False)
    return narrowed
