"""Text from data, addresses and files as one line that a terminal, a log or a page may show."""

import re
import unicodedata
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

MOST: Final = 240
"""Characters of a text that are shown inside a message; the rest is cut."""
MOST_LINES: Final = 12_000
"""Characters of a whole message: about a screen."""

_NO_CHARACTERS: Final = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x11_0000, 0x1_0000)
)
UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    f"|[\U000e0000-\U000e007f\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
"""Control characters, line separators, what is not seen but turns or hides other text, and what
Unicode says is no character: XML, and so a sheet or a deck, cannot hold it."""
_TURNED: Final = frozenset({"R", "AL", "AN"})
_OPEN, _CLOSE = "\u2068", "\u2069"  # first strong isolate, and the end of it
_ISOLATED: Final = re.compile(f"{_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE}")
_KEPT: Final = frozenset({"\n", _OPEN, _CLOSE})
_WEB: Final = re.compile(r"https?://[^\s\"<>]+")  # without what RFC 3986 keeps out of addresses
_HOST: Final = re.compile(r"(?=.{1,253}$)(?:\w(?:[\w-]{0,61}\w)?\.)*\w(?:[\w-]{0,61}\w)?\.?")
_NUMBERS: Final = re.compile(r"[\d.]+")
_PLACE: Final = re.compile(r"https?://[^\s\"<>\\^`{|}?#@]+", re.IGNORECASE)
_SEEN: Final = frozenset("LNPS")
"""The classes of Unicode that leave ink, by their first letter: letters, numbers, signs."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What is of such a class and yet leaves none: fillers of Hangul, the empty cell of Braille."""


def plain_text(text: str, most: int = MOST) -> str:
    r"""Return `text` on one line: unsafe characters as their codes, cut after `most` characters.

    What runs from right to left is isolated, so that the words round it keep their order.

    >>> plain_text("two\nlines \x1b[31m")
    'two\\u000alines \\u001b[31m'
    >>> plain_text("abcdef", 3)
    'abc…'
    """
    cut = text if len(text) <= most else f"{text[:most]}…"
    return isolate(UNSAFE.sub(_spell, cut))


def plain_lines(text: str, most: int = MOST_LINES) -> str:
    r"""Return a message to be shown: it keeps its lines and its isolates, but no codes.

    >>> plain_lines("two\nlines \x1b[31m")
    'two\nlines \\u001b[31m'
    """
    cut = text if len(text) <= most else f"{text[:most]}…"
    return UNSAFE.sub(lambda found: found[0] if found[0] in _KEPT else _spell(found), cut)


def isolate(text: str) -> str:
    r"""Return `text` between marks that keep it to itself, where any of it runs from the right.

    A sentence whose names stand between such marks already stays as it is: of marks in marks
    LibreOffice loses count where a line breaks.

    >>> ascii(isolate("\u05d0 5")), ascii(isolate("a \u2068\u05d0 5\u2069"))
    ("'\\u2068\\u05d0 5\\u2069'", "'a \\u2068\\u05d0 5\\u2069'")
    """
    return f"{_OPEN}{text}{_CLOSE}" if runs_leftward(_ISOLATED.sub("", text)) else text


def is_unseen(text: str) -> bool:
    r"""Return whether nobody sees any of a text, though it is not empty.

    >>> is_unseen("\u3164 \u2800"), is_unseen("a"), is_unseen("")
    (True, False, False)
    """
    return bool(text) and not any(
        unicodedata.category(one)[0] in _SEEN and one not in _BLANK for one in text
    )


def is_web_address(text: str) -> bool:
    """Return whether a text is an address of the web as a whole, which a file may lead to.

    >>> is_web_address("https://paper.example/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return bool(_WEB.fullmatch(text))


def is_host(text: str) -> bool:
    """Return whether a text is the name of a host, or its address in numbers.

    >>> [is_host(one) for one in ("paper.example", "::1", "a b", "*", "999.1.1.1", "a:80")]
    [True, True, False, False, False, False]
    """
    try:
        ip_address(text)
    except ValueError:
        return bool(_HOST.fullmatch(text)) and not _NUMBERS.fullmatch(text)
    return "%" not in text  # a zone is this machine's own affair


def is_place(text: str) -> bool:
    """Return whether a text is an address of the web to which a query may be added.

    >>> is_place("https://paper.example:8080/front/"), is_place("https://paper.example/?q=1")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return bool(_PLACE.fullmatch(text)) and not UNSAFE.search(text) and is_host(host) and port != 0


def find_unshown(text: str) -> str:
    """Return why a text may not be shown as it is, or an empty text where it may."""
    if text.isprintable() and text[:1].isalnum() and text[:1] not in _BLANK:
        return ""  # most texts are plain, and so found in a sixth of the time
    if found := UNSAFE.search(text):
        return f"holds the control character U+{ord(found[0]):04X}"
    return "holds nothing that can be seen" if is_unseen(text) else ""


def runs_leftward(text: str) -> bool:
    """Return whether any of `text` is of a script that is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(one) in _TURNED for one in text)


def _spell(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
