"""What browser and server have told each other: only what changed, and of each part, when.

Both may change the state, and either may speak before it has heard the other. So each part of a
message says at which revision of the map it was set, and when the reader last set it with intent; a
wish of the server says how much of the map it had seen. One rule on both sides makes them agree:
a part that the reader touched after what the wish had seen stays as the reader set it, any other
part becomes what was wished. A session that begins beside a living map learns from it all that it
shows. The browser's half is `timeline_map/src/model/exchange.js`.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast

NOTHING_SEEN: Final = -1
"""What the first wishes of a session had seen: whatever the map says is newer than an address."""


@dataclass(frozen=True, slots=True)
class PartWish:
    """When the server asked for a part: the wish's number, and the map's revision known then."""

    number: int
    seen: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """The server's half of the talk with one map.

    `talk` tells it from that of a former session; `taken` is the last revision that was taken from
    the map, `number` the last wish, `obeyed` the last wish that the map is known to have heard.
    `wishes` holds the parts that the map has yet to hear of.
    """

    talk: str
    parts: tuple[str, ...]
    taken: int = 0
    number: int = 0
    obeyed: int = -1
    wishes: Mapping[str, PartWish] = field(default_factory=dict)


def open_exchange(parts: Iterable[str]) -> Exchange:
    """Return the start of a talk, in which the map is asked for every part."""
    names = tuple(parts)
    wishes = dict.fromkeys(names, PartWish(0, NOTHING_SEEN))
    return Exchange(secrets.token_hex(8), names, wishes=wishes)


def ask_for(exchange: Exchange, parts: Iterable[str]) -> Exchange:
    """Return the exchange after the server has set `parts`; none of them changes nothing."""
    wish = PartWish(exchange.number + 1, exchange.taken)
    asked = {part: wish for part in parts if part in exchange.parts}
    if not asked:
        return exchange
    return replace(exchange, number=wish.number, wishes={**exchange.wishes, **asked})


def write_wish(exchange: Exchange, state: Mapping[str, object]) -> dict[str, object]:
    """Return what the map is sent: the parts of `state` that it has yet to hear of.

    `since` is the wish that the map must have heard before, for what is left out to be right.
    """
    numbers = {part: wish.number for part, wish in exchange.wishes.items() if part in state}
    return {
        **{part: state[part] for part in numbers},
        "numbers": numbers,
        "nonce": exchange.number,
        "seen": exchange.taken,
        "since": exchange.obeyed,
        "talk": exchange.talk,
    }


def take_message(
    exchange: Exchange, message: Mapping[str, object]
) -> tuple[Exchange, dict[str, object]]:
    """Return the exchange after a message of the map, and what it sets, by the names of the parts.

    A message that was taken before sets nothing, nor does one to a former session, nor a part that
    is older than a wish. A map that has heard less than the one before is a new one, and is asked
    for everything.
    """
    revision, changes = message.get("revision"), message.get("changes")
    if message.get("talk") != exchange.talk or not isinstance(changes, Mapping):
        return exchange, {}
    if not isinstance(revision, int) or revision <= exchange.taken:
        return exchange, {}
    obeyed = _read(message, "obeyed", -1)
    wishes = {part: one for part, one in exchange.wishes.items() if one.number > obeyed}
    if obeyed < exchange.obeyed:
        wishes = dict.fromkeys(exchange.parts, PartWish(exchange.number, exchange.taken)) | wishes
    found = {}
    for part, sent in changes.items():
        if not isinstance(sent, Mapping) or _read(sent, "revision") <= exchange.taken:
            continue
        if (wish := wishes.get(part)) and _read(sent, "touched") <= wish.seen:
            continue
        wishes.pop(part, None)
        found[part] = sent.get("value")
    return replace(exchange, taken=revision, obeyed=obeyed, wishes=wishes), found


def is_touched(message: Mapping[str, object], parts: Iterable[str]) -> bool:
    """Whether the reader has set any of these parts of a message, and not the map by itself."""
    changes = cast("Mapping[str, Mapping[str, object]]", message["changes"])
    return any(_read(changes[part], "touched") > 0 for part in parts)


def _read(sent: Mapping[str, object], name: str, otherwise: int = 0) -> int:
    value = sent.get(name)
    return value if isinstance(value, int) else otherwise


def read_kept_deck(kept: str) -> tuple[int, list[str]]:
    """Return the number under which a browser kept its deck, and the links of its views.

    Raises:
        ValueError: it is no such list; anyone can write into the field.
    """
    try:
        read = json.loads(kept)
    except RecursionError as error:
        raise ValueError(kept[:1]) from error
    if not isinstance(read, list) or not read or type(read[0]) is not int:
        raise ValueError(kept)
    heard, *links = read
    if not all(isinstance(link, str) for link in links):
        raise ValueError(kept)
    return heard, links
