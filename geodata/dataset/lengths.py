"""How long a text may be: what is drawn must fit on a line, what is read on a page.

To set a label of a thousand letters takes seconds, and nobody sees the map beside it.
"""

from typing import Final

NAME_LENGTH: Final = 240
"""Characters of a name or a label: the longest of the bundled front, a title, has 139."""
TEXT_LENGTH: Final = 4_000
"""Characters of any other text of a front, such as what it is about: those have 366 at most."""
_TIMES: Final = 4
"""By which a translation may be longer than what it translates, if that is no name."""
_NAMES: Final = frozenset(
    {
        *("title", "subtitle", "label", "group", "part", "licence", "credit", "description"),
        *("held_by", "lost_by", "gained_by", "area_retaken", "area_across", "share_retaken"),
        *("settlements_retaken", "ties", "name"),
    }
)
"""The keys of `front.toml` and of sidecars whose texts are drawn as names."""


def find_long(key: str, text: str) -> str:
    """Return why the text of a key of `front.toml` or a sidecar is too long, nothing if it fits.

    >>> find_long("label", 1_000 * "a")
    'has 1000 characters, expected 240 at most'
    """
    return _compare(text, NAME_LENGTH if key in _NAMES else TEXT_LENGTH)


def find_long_translation(original: str, text: str) -> str:
    """Return why a translation is too long beside its original, nothing if it fits."""
    return _compare(text, max(NAME_LENGTH, _TIMES * len(original)))


def read_name(cell: str) -> str:
    """Return the name in a cell, which may be empty."""
    if rule := _compare(cell, NAME_LENGTH):
        raise ValueError(rule)
    return cell


def _compare(text: str, most: int) -> str:
    return f"has {len(text)} characters, expected {most} at most" if len(text) > most else ""
