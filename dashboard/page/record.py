"""What a session knows of the talk between browser and server, and which controls are heard.

A control is heard while it stands on the page. Of one that has left it, what it was last known to
show is an echo, which the browser sends along until it has heard of that; anything else is the
choice of a reader who saw it still.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, cast

import streamlit as st

from dashboard.state.exchange import Exchange
from dashboard.state.fields import write_values
from dashboard.state.selection import Selection
from dashboard.text.language import get_language

RECORD: Final = "record"
"""The key of all that is known of the talk between browser and server."""
AROUND: Final = frozenset({"language"})
"""The controls around map and panels, which are always there and the same in each language."""
UNSAID: Final = 0
"""What the page says of each box: false to Streamlit, and no word of the browser's."""
ANYTHING: Final = object()
"""What controls show that another session has set."""
Setting = tuple[int, object, object]
"""Which setting of any control it was, what the control showed before, and what it was set to."""
Act = tuple[Mapping[str, object], str]
"""What is wished for, by the names of the fields, and the key of the control that shows it."""


@dataclass(slots=True)
class Record:
    """What a session knows of the talk.

    `notices` say what in the address could not be read, until the first change; `asked` are the
    acts that wait for the next run, `told` is the last wish that was sent to the map. `settings`
    are those of each native control that it may not know of yet, `count` counts them all, `seen` is
    how many of them the controls showed for certain when the map last spoke. `standing` are the
    controls on the page, `drawn` those that are drawn anew so far, `held` are those of choices that
    are none of the state. `shown` is what those of fields were last known to show, `unsure` are
    those of which nobody knows what they show: each run sets them anew until so many settings are
    seen. `boxes` are those that the browser last said are open. `turns` counts how often the page
    has turned into another language, `leaves` how often the control of a field has left the page,
    `left` are those that left last, `found` is what a map wrote that found the server again, until
    the next run begins, `message` what it told last, `resets` what controls are to show that are
    none of the state. `deck` are the views that the reader collects, `deck_heard` is the number
    under which the browser gave them, `keeps` says that the next run begins with one more, `answer`
    how that is told. One run may go on for a while beside another that overtook it.
    """

    selection: Selection
    exchange: Exchange
    notices: tuple[str, ...]
    asked: list[Act] = field(default_factory=list)
    told: int | None = None
    settings: dict[str, list[Setting]] = field(default_factory=dict)
    count: int = 0
    seen: int | None = None
    drawn: set[str] = field(default_factory=set)
    standing: frozenset[str] = AROUND
    shown: dict[str, object] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    unsure_until: int = 0
    held: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)
    turns: int = 0
    left: frozenset[str] = frozenset()
    leaves: Counter[str] = field(default_factory=Counter)
    found: Selection | None = None
    message: object = None
    resets: dict[str, object] = field(default_factory=dict)
    deck: tuple[Selection, ...] = ()
    deck_heard: int = 0
    keeps: bool = False
    answer: str = ""
    lock: Lock = field(default_factory=Lock)

    def note_setting(self, key: str, before: object, after: object) -> None:
        """Note that a control is set anew, and what it showed before."""
        self.count += 1
        self.settings.setdefault(key, []).append((self.count, before, after))


def read_record() -> Record:
    """Return the record of this session."""
    return cast(Record, st.session_state[RECORD])


def find_record() -> Record | None:
    """Return the record for a callback; None where the session has yet to begin."""
    record = look_up(RECORD)
    return record if isinstance(record, Record) else None


def count_settings() -> tuple[int, str]:
    """Return how often native controls were set anew, and in which talk with the map."""
    record = read_record()
    return record.count, record.exchange.talk


def begin_drawing() -> set[str]:
    """Say that the controls beside the map are drawn from here on; return where they are noted."""
    record = read_record()
    record.drawn = set()
    return record.drawn


def name_control(record: Record, name: str, language: str) -> str:
    """Return the key of a control: another one after it has left the page, or that has turned.

    Streamlit sends what is chosen in the words that stand on the control, so that what is chosen
    while the page turns into a language is heard by the control whose words the reader saw. Nor can
    what is chosen on one that is about to leave be undone by the one that is drawn in its place.
    """
    count = record.turns + record.leaves[name]
    return name if name in AROUND else f"{name}-{language}-{count}"


def write_controls(record: Record) -> dict[str, object]:
    """Return what each native control of a field is to show, by its key."""
    language = record.selection.language
    values = write_values(record.selection)
    return {name_control(record, name, language): value for name, value in values.items()}


def set_all(record: Record) -> None:
    """Let each run set all controls anew until the map says that they have shown it."""
    record.count += 1
    record.unsure = frozenset(write_controls(record).keys() | record.held)
    record.unsure_until = record.count


def doubt_controls() -> None:
    """Let the runs after a whole run set all controls anew, until they are seen to show it.

    A busy browser draws a whole run in one go with the next, and forgets what its controls showed.
    """
    record = read_record()
    with record.lock:
        set_all(record)


def stand(name: str) -> str:
    """Return the key of a control that is drawn now: it is heard before the run has ended."""
    record = read_record()
    key = name_control(record, name, get_language())
    record.drawn.add(key)
    record.standing |= {key}
    values = write_values(record.selection)
    if name in values and key == name_control(record, name, record.selection.language):
        record.shown[key] = values[name]
    return key


def hold(key: str, value: object) -> str:
    """Return the key of a control that is drawn now, of a choice that is none of the state.

    It begins with `value`. The choice outlives what a browser forgets.
    """
    read_record().held.add(key)
    st.session_state.setdefault(key, value)
    return key


def hear_box(key: str) -> bool:
    """Return whether a box that is drawn next is open, by the browser's last word.

    The page itself always says the same of it. An answer to the closing of a box may come after the
    box was opened again, and a browser that is told "shut" then shuts it.
    """
    said, boxes = look_up(key), read_record().boxes
    if isinstance(said, bool):
        (boxes.add if said else boxes.discard)(key)
    st.session_state[key] = UNSAID
    return key in boxes


def end_drawing(drawn: set[str]) -> None:
    """Say that all controls beside the map are drawn; of the others nothing is heard any more.

    Nothing is said by a run that goes on beside one that has overtaken it, and draws them anew.
    """
    record = read_record()
    if record.drawn is drawn:
        if left := record.standing - drawn - AROUND:
            _take_off(record, left)
        record.standing = frozenset(drawn) | AROUND


def _take_off(record: Record, left: frozenset[str]) -> None:
    """Give the controls that have left another key from now on, and forget those before them."""
    for key in record.left:
        record.shown.pop(key, None)
        record.settings.pop(key, None)
    record.left = left
    for name in write_values(record.selection):
        record.leaves[name] += name_control(record, name, record.selection.language) in left


def read_choice(key: str) -> tuple[bool, object]:
    """Return whether what the control of that key says is no mere echo, and what it says."""
    record, value = find_record(), look_up(key)
    if not record:
        return False, value
    is_choice = key in record.standing or record.shown.get(key, value) != value
    record.shown.update({key: value} if key in record.shown else {})
    return is_choice, value


def look_up(key: str) -> object:
    """Return what stands in Streamlit's state; it ends no run at this look, made for callbacks."""
    return st.session_state.to_dict().get(key)
