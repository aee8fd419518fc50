"""Who owns the state between browser and server: the session, and what moves it.

The address, the native controls and the map each ask for changes of the one selection of the
session, and of nothing but what they name. A control's wish waits until the next run of the page
begins: there the map is heard first, since the reader saw what it shows. What the map did not set
itself it is asked for (`state.exchange`).

Streamlit sends what every control shows along with each act, also where a control has yet to learn
that its value was set anew, and takes that for a choice. So the page says how often it has set
controls anew, and the map's messages say how much of that has stood there for a while: what comes
with such a message, too, was sent by controls that showed it. Of a control that had yet to learn of
a setting, nothing that it showed before is a choice; anything else is one. Nor is
what a page says a choice that has outlived its session: its controls show what the session before
set them to, until the map says that they show this one's.

Streamlit ends a run that another overtakes wherever it looks at its own state next. So all that is
known of the talk is one record (`page.record`): what comes of a message or an act is in it as a
whole or not at all, and no callback looks where a run may end.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Final, cast
from urllib.parse import parse_qs

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard.page.cache import Served, serve_workspace
from dashboard.page.collected_deck import put_away
from dashboard.page.record import (
    ANYTHING,
    RECORD,
    Record,
    find_record,
    look_up,
    read_choice,
    read_record,
    set_all,
    write_controls,
)
from dashboard.state.exchange import ask_for, is_touched, open_exchange, take_message, write_wish
from dashboard.state.fields import (
    Scope,
    apply_changes,
    list_fields,
    read_changes,
    read_values,
    write_message,
)
from dashboard.state.filters import Filters
from dashboard.state.selection import EXTENT, Extent, Selection, parse_extent, parse_query
from dashboard.text.language import speak
from dashboard.view.filtered import filter_workspace
from dashboard.view.workspace import Workspace
from geodata.core.model import Front

PLACE_QUERY: Final = "place_query"
"""The key of the search for a place, which is emptied once a place is chosen."""
LINK: Final = "link"
"""The key of the field into which a map that found the server again writes what it shows."""
_NOTHING: Final = object()
_MESSAGES: Final = {name: codec.message for name, codec in list_fields(Selection).items()}
"""What each field of the state is called in a message."""


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
    seen = state.to_dict()  # one look for all: each takes a hundredth of a settle
    if RECORD not in seen:
        state[RECORD] = seen[RECORD] = _open_record(workspace)
    record = cast(Record, seen[RECORD])
    front = workspace.dataset.front
    with record.lock:
        _take_up(record)
        spoken, message = record.selection.language, record.message
        extent = _hear_map(record, message, front)
        _note_seen(record, message)
        _obey_controls(record, front)
        if record.selection.language != spoken:
            record.turns += 1
            set_all(record)
        put_away(record)
        anew = _set_anew(record, seen) | record.resets
    if extent:
        state[EXTENT] = extent
    for key, value in anew.items():
        with suppress(StreamlitAPIException):  # of what this run has drawn; the next one sets it
            state[key] = value
            record.resets.pop(key, None)
    return record.selection


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
    for key, value in write_controls(record).items():
        record.note_setting(key, ANYTHING, value)
    record.unsure, record.unsure_until = frozenset(record.settings), record.count


def read_notices() -> tuple[str, ...]:
    """Return what in the address could not be read, until the first change."""
    return read_record().notices


def close_notices() -> None:
    """Show no notice any more: the reader has read them."""
    if record := find_record():
        record.notices = ()


def read_link() -> str:
    """Return what a map last wrote that found the server again, its number before the address."""
    return str(look_up(LINK) or "")


def take_link(workspace: Workspace) -> None:
    """Take over all that is shown, as a map says it that found the server again.

    A session that knows the map hears the same from its messages, and later: the map may play on.
    But of a run that a cut broke off the page drops whatever it missed, and forgets what those
    controls showed: so all of them are set anew.
    """
    record = find_record()
    if not record:
        return
    if record.seen is None:
        record.found, _ = _parse_address(workspace)
    else:
        set_all(record)


def _take_up(record: Record) -> None:
    """Begin once more at what a map wrote that came back: whatever it tells this session is newer.

    On a busy server its first message, with the reader's next step, may come in the same run.
    """
    if record.found:
        record.selection, record.found, record.notices = record.found, None, ()
        _distrust(record)


def _parse_address(workspace: Workspace) -> tuple[Selection, tuple[str, ...]]:
    """Return what the address says; that of a map that came back is newer than the page's own."""
    if link := read_link().partition(" ")[2]:
        query = parse_qs(link)
    else:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
    return parse_query(query, workspace.dataset.front, workspace.timeline.dates, workspace.choices)


def is_map_behind() -> bool:
    """Return whether the map has yet to be told of the selection: not after its own moves."""
    record = read_record()
    return record.told != record.exchange.number


def read_command(selection: Selection, **more: object) -> dict[str, object]:
    """Return what the map is asked for, with `more` parts of its own names beside the fields."""
    record = read_record()
    record.told = record.exchange.number
    return write_wish(record.exchange, {**write_message(selection), **more})


def take_day(day: date) -> None:
    """Go to `day`, as a control of a panel asks."""
    _ask({"day": day})


def take_step(key: str) -> None:
    """Go to the day chosen in a list, which is emptied, since the day may move on without it.

    Until the list is known to stand empty, it may still say so, and that is no choice.
    """
    record = find_record()
    is_choice, day = read_choice(key)
    if not record:
        return
    if is_choice and isinstance(day, date):
        with record.lock:
            if is_believed := _is_believed(record, key, day):
                record.note_setting(key, day, None)
        if is_believed:
            take_day(day)
    record.resets[key] = None


def take_control(name: str, key: str) -> None:
    """Take over what the native control of a field shows, which has that key, and nothing else."""
    is_choice, value = read_choice(key)
    if is_choice:
        _ask({name: value}, key)


def take_filters(filters: Filters) -> None:
    """Take over `filters`."""
    _ask({"filters": filters})


def take_place(key: str) -> None:
    """Take over the place chosen among those offered under `key`; the map flies there.

    Where none is chosen there any more the place stays, since a list that is drawn anew says so,
    too: its own button leaves it.
    """
    record = find_record()
    is_choice, place = read_choice(key)
    if record and is_choice and place is not None:
        _ask({"place": place, "panel": "places"})
        record.resets[PLACE_QUERY] = ""


def leave_place() -> None:
    """Go back from one place to all; who leaves one may be typing the next already."""
    _ask({"place": None, "panel": "places"})


def _ask(changes: Mapping[str, object], shown: str = "") -> None:
    """Keep a wish until the next run begins; `shown` is the key of a control that shows it."""
    if record := find_record():  # else the session has yet to begin, by what the page says
        record.asked.append((changes, shown))


def _hear_map(record: Record, message: object, front: Front) -> Extent | None:
    """Take what the map told, if it told anything since; return the part of the world it shows."""
    if not isinstance(message, Mapping):
        return None
    exchange, found = take_message(record.exchange, message)
    selection = record.selection
    heard = apply_changes(selection, read_changes(found, selection, Scope(front)))
    if heard != selection and is_touched(message, found):
        record.notices = ()  # what the map puts right by itself is no act of the reader
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
    for changes, shown in sorted(asked, key=lambda act: bool(act[1])):
        if shown and not all(_is_believed(record, shown, value) for value in changes.values()):
            continue
        if shown:
            selection = read_values(changes, selection, Scope(front))
            _confirm(record, shown)
        else:
            selection = apply_changes(selection, changes)
        record.notices = ()
    differ = [name for name in _MESSAGES if getattr(selection, name) != getattr(before, name)]
    if "language" in differ:
        differ.append("filters")  # what a filter leaves is a file in each language
    parts: Iterable[str] = (_MESSAGES[name] for name in differ)
    record.selection, record.exchange = selection, ask_for(record.exchange, parts)


def _confirm(record: Record, key: str) -> None:
    """Set a control to what was chosen on it, where another setting is on its way to it yet."""
    if settings := record.settings.get(key):
        *_, on_its_way = settings[-1]
        record.note_setting(key, on_its_way, record.shown.get(key))
        record.unsure, record.unsure_until = record.unsure | {key}, record.count


def _is_believed(record: Record, key: str, value: object) -> bool:
    """Whether what the native control of that key shows was chosen, and is no echo."""
    settings = record.settings.get(key, [])
    if record.seen is None:  # no map has spoken yet that could have set anything in this session
        return all(ANYTHING not in shown for _, *shown in settings)
    del settings[: sum(count <= record.seen for count, *_ in settings)]
    return all(ANYTHING not in shown and value not in shown for _, *shown in settings)


def _note_seen(record: Record, message: object) -> None:
    """Remember how many of the settings the controls showed, as the map last said.

    Whatever comes with that message was sent by controls that showed as much; the map tells of a
    setting only once it has been on the page for a while.
    """
    if isinstance(message, Mapping) and message.get("talk") == record.exchange.talk:
        shown = message.get("shown")
        record.seen = shown if isinstance(shown, int) else 0


def _set_anew(record: Record, before: Mapping[str, object]) -> dict[str, object]:
    """Return what native controls are to show that show anything else, or nothing yet.

    `before` is what Streamlit holds of them, by their names, which is no measure of what they show:
    of one that left the page it falls back to the value of the first run, or holds still what the
    browser has forgotten, and would leave it at that.
    """
    wanted = write_controls(record)
    if record.seen is not None and record.seen >= record.unsure_until:
        record.unsure = frozenset()  # until then a run that is overtaken may set them in vain
    unsure, again = record.unsure, record.unsure & record.standing
    for key in record.shown.keys() & wanted.keys():
        if record.shown[key] != wanted[key] or key in again:
            record.note_setting(key, record.shown[key], wanted[key])
            record.shown[key] = wanted[key]
    changed = {key for key, value in wanted.items() if before.get(key, _NOTHING) != value}
    anew = changed | unsure & wanted.keys() | (wanted.keys() - record.standing)
    held = record.held & unsure & before.keys()
    return {key: before[key] for key in held} | {key: wanted[key] for key in anew}


def _is_alike(kept: object, sent: object) -> bool:
    """Whether two parts of a message say the same; in a list of names the order says nothing."""
    if isinstance(kept, list) and isinstance(sent, list):
        return sorted(kept) == sorted(map(str, sent))
    return kept == sent
