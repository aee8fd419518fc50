"""What the map and the server tell each other, as types: the browser's are written from them.

Whatever comes from a browser is checked as it is read (`exchange`, `fields`): there, a type is only
what our own script means to send.
"""

from collections.abc import Mapping
from typing import NotRequired, TypedDict


class MapSource(TypedDict):
    """Where what is shown comes from: an element's id or an address each; words for failures."""

    frames: str
    base: str
    failure: NotRequired[dict[str, str]]


class KeptDeck(TypedDict):
    """The views collected for slides, as links, which session holds them, what it last heard."""

    session: str
    heard: int
    links: list[str]


class Envelope(TypedDict, total=False):
    """What goes with the parts of a wish.

    A bare wish is obeyed whole, unless its `nonce` is the one before. A wish with `numbers` says of
    each part in which wish it was set; it had `seen` the map up to a revision, and leaves out what
    the map has heard up to the wish `since` of the same `talk`. `address` is the page's as the host
    would write it; `run` is what the page last said when it asked for a whole run, so that each is
    answered.
    """

    nonce: str | int
    numbers: dict[str, int]
    seen: int
    since: int
    talk: str
    address: str
    run: str
    source: MapSource
    deck: KeptDeck


class PartNews(TypedDict):
    """A part as the reader set it: at which revision, and when they last set it with intent."""

    value: object
    revision: int
    touched: int


class MapMessage(TypedDict):
    """What changed since the host last said what it has seen.

    All of it is newer than any wish before `obeyed`.
    """

    talk: str | None
    revision: int
    obeyed: int
    changes: Mapping[str, PartNews]
