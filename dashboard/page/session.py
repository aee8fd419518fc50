"""Who owns the state between browser and server: the session, and what moves it.

The address, the native controls and the map each ask for changes of the one selection of the
session, and of nothing but what they name. A control's wish waits until the next run of the page
begins: there the map is heard first, since the reader saw what it shows. What the map did not set
itself it is asked for (`state.exchange`).

Streamlit sends what every control shows along with each act, also where a control has yet to learn
that its value was set anew, and takes that for a choice. So the page says how often it has set
controls anew, and the map's messages say how much of that stood on the page. Of a control that had
yet to learn of a setting, nothing that it showed before is a choice; anything else is one. And what
a control says that the page, as it was last drawn, no longer has is no choice: the browser sends
it along until it has heard of that. Nor is what a page says that has outlived its session: its
controls show what the session before set them to, until the map says that they show this one's.

Streamlit ends a run that another overtakes wherever it looks at its own state next. So all that is
known of the talk is one record: what comes of a message or an act is in it as a whole or not at
all, and no callback looks where a run may end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from threading import Lock
from typing import Final, cast
from urllib.parse import parse_qs

import streamlit as st

from dashboard.page.cache import Served, serve_workspace
from dashboard.state.exchange import Exchange, ask_for, open_exchange, take_message, write_wish
from dashboard.state.fields import (
    Scope,
    apply_changes,
    list_fields,
    read_changes,
    read_values,
    write_message,
    write_values,
)
from dashboard.state.filters import Filters
from dashboard.state.selection import EXTENT, Extent, Selection, parse_extent, parse_query
from dashboard.text.language import speak
from dashboard.view.filtered import filter_workspace
from dashboard.view.workspace import Workspace
from geodata.core.model import Front

MAP_KEY: Final = "front_map"
PLACE_QUERY: Final = "place_query"
"""The key of the search for a place, which is emptied once a place is chosen."""
LINK: Final = "link"
"""The key of the field into which a map that found the server again writes what it shows."""
RECORD: Final = "record"
"""The key of all that is known of the talk between browser and server."""
AROUND: Final = frozenset({"language"})
"""The controls around map and panels, which are always there."""
_NOTHING: Final = object()
_ANYTHING: Final = object()
"""What controls show that another session has set."""
_Setting = tuple[int, object, object]
"""Which setting of any control it was, what the control showed before, and what it was set to."""
_Act = tuple[Mapping[str, object], bool]
"""What is wished for, by the names of the fields, and whether it is what controls show."""
_MESSAGES: Final = {name: codec.message for name, codec in list_fields(Selection).items()}
"""What each field of the state is called in a message."""


@dataclass(slots=True)
class Record:
    """What a session knows of the talk.

    `notices` say what in the address could not be read, until the first change; `asked` are the
    acts that wait for the next run, `told` is the last wish that was sent to the map. `settings`
    are those of each native control that it may not know of yet, `count` counts them all, `seen`
    is how many of them stood on the page when the map last spoke. `standing` are the controls on
    the page, `drawn` those that are drawn anew so far, `unsure` those of which nobody knows what
    they show. One run may go on for a while beside another that has overtaken it.
    """

    selection: Selection
    exchange: Exchange
    notices: tuple[str, ...]
    asked: list[_Act] = field(default_factory=list)
    told: int | None = None
    settings: dict[str, list[_Setting]] = field(default_factory=dict)
    count: int = 0
    seen: int | None = None
    drawn: set[str] = field(default_factory=set)
    standing: frozenset[str] = AROUND
    unsure: frozenset[str] = frozenset()
    lock: Lock = field(default_factory=Lock)


def read_view(folder: str) -> tuple[Served, Workspace, Selection]:
    """Return what is shown: the front in the session's language, its claims that pass, and how."""
    selection = read_selection(serve_workspace(folder).workspace)
    served = serve_workspace(folder, selection.language)
    with speak(selection.language):
        return served, filter_workspace(served.workspace, selection.filters), selection


def read_selection(workspace: Workspace) -> Selection:
    """Return the session's selection, after all that was asked for since the run before.

    The first time it is read from the address.
    """
    state = st.session_state
    if RECORD not in state:
        state[RECORD] = _open_record(workspace)
    record = _read_record()
    message, before = state.get(MAP_KEY), _read_controls(record.selection)
    front = workspace.dataset.front
    with record.lock:
        extent = _hear_map(record, message, front)
        _obey_controls(record, front)
        _note_seen(record, message)
        anew = _set_anew(record, before)
    if extent:
        state[EXTENT] = extent
    for key, value in anew.items():
        state[key] = value
    return record.selection


def _read_controls(selection: Selection) -> dict[str, object]:
    """Return what the native controls show that stand for the parts of a selection."""
    state = st.session_state
    return {key: state[key] for key in write_values(selection) if key in state}


def _open_record(workspace: Workspace) -> Record:
    """Return the record of a session that begins: what is shown is read from the address."""
    selection, notices = _parse_address(workspace)
    exchange = open_exchange(one for one in _MESSAGES.values() if one)
    record = Record(selection, exchange, tuple(notices))
    if read_link():
        _distrust(record)
    return record


def _distrust(record: Record) -> None:
    """Take nothing for a choice that controls show, until they show what this session sets."""
    for key, value in write_values(record.selection).items():
        record.count += 1
        record.settings.setdefault(key, []).append((record.count, _ANYTHING, value))
    record.unsure = frozenset(record.settings)


def read_notices() -> tuple[str, ...]:
    """Return what in the address could not be read, until the first change."""
    return _read_record().notices


def read_link() -> str:
    """Return what a map last wrote that found the server again, its number before the address."""
    return str(st.session_state.get(LINK) or "")


def take_link(workspace: Workspace) -> None:
    """Take over all that is shown, as a map says it that found the server again."""
    selection, _ = _parse_address(workspace)
    record = _look_up(RECORD)
    if isinstance(record, Record) and record.seen is None:
        _distrust(record)
    _ask({name: getattr(selection, name) for name in _MESSAGES})


def _parse_address(workspace: Workspace) -> tuple[Selection, tuple[str, ...]]:
    """Return what the address says; that of a map that came back is newer than the page's own."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if link := read_link().partition(" ")[2]:
        query = parse_qs(link)
    return parse_query(query, workspace.dataset.front, workspace.timeline.dates, workspace.choices)


def is_map_behind() -> bool:
    """Return whether the map has yet to be told of the selection: not after its own moves."""
    record = _read_record()
    return record.told != record.exchange.number


def read_command(selection: Selection, **more: object) -> dict[str, object]:
    """Return what the map is asked for, with `more` parts of its own names beside the fields."""
    record = _read_record()
    record.told = record.exchange.number
    return write_wish(record.exchange, {**write_message(selection), **more})


def count_settings() -> int:
    """Return how often native controls were set anew, for the page to say once they show it."""
    return _read_record().count


def begin_drawing() -> set[str]:
    """Say that the controls beside the map are drawn from here on; return where they are noted."""
    record = _read_record()
    record.drawn = set()
    return record.drawn


def stand(key: str) -> str:
    """Return the key of a control that is drawn now: it is heard before the run has ended."""
    record = _read_record()
    record.drawn.add(key)
    record.standing |= {key}
    return key


def end_drawing(drawn: set[str]) -> None:
    """Say that all controls beside the map are drawn; of the others nothing is heard any more.

    Nothing is said by a run that goes on beside one that has overtaken it, and draws them anew.
    """
    record = _read_record()
    if record.drawn is drawn:
        record.standing = frozenset(drawn) | AROUND


def read_choice(key: str) -> tuple[bool, object]:
    """Return whether the control of that key stands on the page, and what it was put on."""
    record = _look_up(RECORD)
    return isinstance(record, Record) and key in record.standing, _look_up(key)


def _look_up(key: str) -> object:
    """Return what stands in Streamlit's state; it ends no run at this look, made for callbacks."""
    return st.session_state.to_dict().get(key)


def take_day(day: date) -> None:
    """Go to `day`, as a control of a panel asks."""
    _ask({"day": day})


def take_control(name: str) -> None:
    """Take over what the native control of that name shows, and nothing else."""
    stands, value = read_choice(name)
    if stands:
        _ask({name: value}, shown=True)


def take_filters(filters: Filters) -> None:
    """Take over `filters`."""
    _ask({"filters": filters})


def take_place(key: str | None = None) -> None:
    """Take over the place chosen among those offered under `key`, or none; the map flies there."""
    stands, place = read_choice(key) if key else (True, None)
    if stands:
        _ask({"place": place, "panel": "places"})
        st.session_state[PLACE_QUERY] = ""


def _read_record() -> Record:
    return cast(Record, st.session_state[RECORD])


def _ask(changes: Mapping[str, object], *, shown: bool = False) -> None:
    """Keep a wish until the next run begins; `shown` says that it is what controls show."""
    record = _look_up(RECORD)
    if isinstance(record, Record):  # else the session has yet to begin, by what the page says
        record.asked.append((changes, shown))


def _hear_map(record: Record, message: object, front: Front) -> Extent | None:
    """Take what the map told, if it told anything since; return the part of the world it shows."""
    if not isinstance(message, Mapping):
        return None
    exchange, found = take_message(record.exchange, message)
    selection = record.selection
    heard = apply_changes(selection, read_changes(found, selection, Scope(front)))
    if heard != selection:
        record.notices = ()
    kept = write_message(heard)
    odd = [part for part in found if part in kept and not _is_alike(kept[part], found[part])]
    # What it sent that is none of ours it is asked for, and learns what is.
    record.selection, record.exchange = heard, ask_for(exchange, odd)
    return parse_extent(found)


def _obey_controls(record: Record, front: Front) -> None:
    """Do what the controls wish for; the map is asked for what they set."""
    before = selection = record.selection
    asked, record.asked = record.asked, []
    # Acts that are heard together come in no order. What a control itself names stands above what
    # another one brings along, as a chosen place brings the panel of places.
    for changes, shown in sorted(asked, key=itemgetter(1)):
        if shown and not all(_is_believed(record, *one) for one in changes.items()):
            continue
        if shown:
            selection = read_values(changes, selection, Scope(front))
        else:
            selection = apply_changes(selection, changes)
        record.notices = ()
    differ = [name for name in _MESSAGES if getattr(selection, name) != getattr(before, name)]
    if "language" in differ:
        differ.append("filters")  # what a filter leaves is a file in each language
    parts: Iterable[str] = (_MESSAGES[name] for name in differ)
    record.selection, record.exchange = selection, ask_for(record.exchange, parts)


def _is_believed(record: Record, name: str, value: object) -> bool:
    """Whether what the native control of that name shows was chosen, and is no echo."""
    settings = record.settings.get(name, [])
    if record.seen is None:  # no map has spoken yet that could have set anything in this session
        return all(_ANYTHING not in shown for _, *shown in settings)
    known = sum(count <= record.seen for count, *_ in settings)
    behind = known < len(settings)
    del settings[: max(known - 1, 0)]  # of the last one that it shows it may know nothing yet
    return not behind or all(
        _ANYTHING not in shown and value not in shown for _, *shown in settings
    )


def _note_seen(record: Record, message: object) -> None:
    """Remember for the next run how much of the settings stood on the page, as the map last said.

    Of what stands there first when the map speaks, a control may know nothing yet: what comes with
    that message is not believed, what comes after it is.
    """
    if isinstance(message, Mapping) and message.get("talk") == record.exchange.talk:
        if record.seen is None:
            # A busy browser draws two runs in one go, and may miss what the first had set.
            record.unsure = frozenset(write_values(record.selection))
        shown = message.get("shown")
        record.seen = shown if isinstance(shown, int) else 0


def _set_anew(record: Record, before: Mapping[str, object]) -> dict[str, object]:
    """Return what native controls are to show that show anything else, or nothing yet.

    `before` is what they show, by their names, and is remembered.
    """
    wanted = write_values(record.selection)
    changed = {key: value for key, value in wanted.items() if before.get(key, _NOTHING) != value}
    for key in changed.keys() & before.keys():
        record.count += 1
        record.settings.setdefault(key, []).append((record.count, before[key], changed[key]))
    unsure, record.unsure = record.unsure, frozenset()
    return {**changed, **{key: wanted[key] for key in unsure}}


def _is_alike(kept: object, sent: object) -> bool:
    """Whether two parts of a message say the same; in a list of names the order says nothing."""
    if isinstance(kept, list) and isinstance(sent, list):
        return sorted(kept) == sorted(map(str, sent))
    return kept == sent
