"""Who owns the state between browser and server: the session, and what moves it.

The address, the native controls and the map each ask for changes of the one selection of the
session, and of nothing but what they name. A control's wish waits until the next run of the page
begins: there the map is heard first, since the reader saw what it shows. What the map did not set
itself it is asked for (`state.exchange`).

Streamlit sends what every control shows along with each act, also where a control has yet to learn
that its value was set anew, and takes that for a choice. So the page says how often it has set
controls anew, and the map's messages say how much of that stood on the page. Of a control that had
yet to learn of a setting, nothing that it showed before is a choice; anything else is one.
"""

from collections.abc import Mapping
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
from dashboard.state.selection import (
    EXTENT,
    Selection,
    parse_extent,
    parse_query,
)
from dashboard.text.language import speak
from dashboard.view.filtered import filter_workspace
from dashboard.view.workspace import Workspace
from geodata.core.model import Front

MAP_KEY: Final = "front_map"
PLACE_QUERY: Final = "place_query"
"""The key of the search for a place, which is emptied once a place is chosen."""
LINK: Final = "link"
"""The key of the field into which a map that found the server again writes what it shows."""
_SELECTION: Final = "selection"
_EXCHANGE: Final = "exchange"
_ASKED: Final = "asked"
_LOCK: Final = "lock"
"""A run that another has overtaken goes on for a while beside it."""
_TOLD: Final = "told"
_NOTICES: Final = "notices"
_SETTINGS: Final = "settings"
"""Of each native control those settings that it may not know of yet."""
_Setting = tuple[int, object, object]
"""Which setting of any control it was, what the control showed before, and what it was set to."""
_SETTINGS_COUNT: Final = "settings_count"
_SEEN: Final = "seen"
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
    with cast(Lock, state.setdefault(_LOCK, Lock())):
        if _SELECTION in state:
            selection = cast(Selection, state[_SELECTION])
        else:
            selection = _read_address(workspace)
        selection = _hear_map(selection, workspace.dataset.front)
        selection = _obey_controls(selection, workspace.dataset.front)
        _keep(selection)
        _note_seen()
    return selection


def _read_address(workspace: Workspace) -> Selection:
    state = st.session_state
    selection, state[_NOTICES] = _parse_address(workspace)
    state[_EXCHANGE] = open_exchange(one for one in _MESSAGES.values() if one)
    return selection


def read_notices() -> tuple[str, ...]:
    """Return what in the address could not be read, until the first change."""
    return tuple(st.session_state.get(_NOTICES, ()))


def read_link() -> str:
    """Return what a map last wrote that found the server again, its number before the address."""
    return str(st.session_state.get(LINK) or "")


def take_link(workspace: Workspace) -> None:
    """Take over all that is shown, as a map says it that found the server again."""
    selection, _ = _parse_address(workspace)
    _ask({name: getattr(selection, name) for name in _MESSAGES})


def _parse_address(workspace: Workspace) -> tuple[Selection, tuple[str, ...]]:
    """Return what the address says; that of a map that came back is newer than the page's own."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if link := read_link().partition(" ")[2]:
        query = parse_qs(link)
    return parse_query(query, workspace.dataset.front, workspace.timeline.dates, workspace.choices)


def is_map_behind() -> bool:
    """Return whether the map has yet to be told of the selection: not after its own moves."""
    return bool(st.session_state.get(_TOLD) != _read_exchange().number)


def read_command(selection: Selection, **more: object) -> dict[str, object]:
    """Return what the map is asked for, with `more` parts of its own names beside the fields."""
    exchange = _read_exchange()
    st.session_state[_TOLD] = exchange.number
    return write_wish(exchange, {**write_message(selection), **more})


def count_settings() -> int:
    """Return how often native controls were set anew, for the page to say once they show it."""
    return int(st.session_state.get(_SETTINGS_COUNT, 0))


def take_day(day: date) -> None:
    """Go to `day`, as a control of a panel asks."""
    _ask({"day": day})


def take_control(name: str) -> None:
    """Take over what the native control of that name shows, and nothing else."""
    _ask({name: st.session_state[name]}, shown=True)


def take_filters(filters: Filters) -> None:
    """Take over `filters`."""
    _ask({"filters": filters})


def take_place(key: str | None = None) -> None:
    """Take over the place chosen among those offered under `key`, or none; the map flies there."""
    state = st.session_state
    state[PLACE_QUERY] = ""
    _ask({"place": state[key] if key else None, "panel": "places"})


def _read_exchange() -> Exchange:
    return cast(Exchange, st.session_state[_EXCHANGE])


def _ask(changes: Mapping[str, object], *, shown: bool = False) -> None:
    """Keep a wish until the next run begins; `shown` says that it is what controls show."""
    st.session_state[_ASKED] = (*st.session_state.get(_ASKED, ()), (changes, shown))


def _hear_map(selection: Selection, front: Front) -> Selection:
    """Return the selection after what the map told, if it told anything since."""
    state = st.session_state
    message = state.get(MAP_KEY)
    if not isinstance(message, Mapping):
        return selection
    exchange, found = take_message(_read_exchange(), message)
    if EXTENT in found:
        state[EXTENT] = parse_extent(found)
    heard = apply_changes(selection, read_changes(found, selection, Scope(front)))
    if heard != selection:
        state[_NOTICES] = ()
    kept = write_message(heard)
    odd = [part for part in found if part in kept and not _is_alike(kept[part], found[part])]
    state[_EXCHANGE] = ask_for(exchange, odd)  # it sent what is none of ours, and learns what is
    return heard


def _obey_controls(selection: Selection, front: Front) -> Selection:
    """Return the selection after the wishes of the controls; the map is asked for what they set."""
    state = st.session_state
    before = selection
    # Acts that are heard together come in no order. What a control itself names stands above what
    # another one brings along, as a chosen place brings the panel of places.
    for changes, shown in sorted(state.pop(_ASKED, ()), key=itemgetter(1)):
        if shown and not all(_is_believed(name, value) for name, value in changes.items()):
            continue
        if shown:
            selection = read_values(changes, selection, Scope(front))
        else:
            selection = apply_changes(selection, changes)
        state[_NOTICES] = ()
    differ = [name for name in _MESSAGES if getattr(selection, name) != getattr(before, name)]
    if "language" in differ:
        differ.append("filters")  # what a filter leaves is a file in each language
    state[_EXCHANGE] = ask_for(_read_exchange(), (_MESSAGES[name] for name in differ))
    return selection


def _read_settings() -> dict[str, list[_Setting]]:
    return cast(dict[str, list[_Setting]], st.session_state.setdefault(_SETTINGS, {}))


def _is_believed(name: str, value: object) -> bool:
    """Whether what the native control of that name shows was chosen, and is no echo."""
    seen = st.session_state.get(_SEEN)
    if seen is None:
        return True  # no map has spoken yet that could have set anything
    settings = _read_settings().get(name, [])
    known = sum(count <= seen for count, *_ in settings)
    behind = known < len(settings)
    del settings[: max(known - 1, 0)]  # of the last one that it shows it may know nothing yet
    return not behind or all(value not in shown for _, *shown in settings)


def _note_seen() -> None:
    """Remember for the next run how much of the settings stood on the page, as the map last said.

    Of what stands there first when the map speaks, a control may know nothing yet: what comes with
    that message is not believed, what comes after it is.
    """
    message = st.session_state.get(MAP_KEY)
    if isinstance(message, Mapping) and message.get("talk") == _read_exchange().talk:
        shown = message.get("shown")
        st.session_state[_SEEN] = shown if isinstance(shown, int) else 0


def _set_anew(name: str, value: object) -> None:
    """Put a native control on a value, and remember what it showed."""
    state = st.session_state
    state[_SETTINGS_COUNT] = count_settings() + 1
    _read_settings().setdefault(name, []).append((count_settings(), state[name], value))
    state[name] = value


def _is_alike(kept: object, sent: object) -> bool:
    """Whether two parts of a message say the same; in a list of names the order says nothing."""
    if isinstance(kept, list) and isinstance(sent, list):
        return sorted(kept) == sorted(map(str, sent))
    return kept == sent


def _keep(selection: Selection) -> None:
    """Store the selection, and put on it the native controls that show anything else."""
    state = st.session_state
    state[_SELECTION] = selection
    for key, value in write_values(selection).items():
        if key not in state:
            state[key] = value
        elif state[key] != value:
            _set_anew(key, value)
