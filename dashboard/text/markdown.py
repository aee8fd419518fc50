"""Text of the data inside what Streamlit reads as Markdown: shown as it is."""

import re
from typing import Final

from geodata.core.plain import MOST, plain_text

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_LATE: Final = re.compile(r"(?<=://)|(?<=www)(?=\.)|(?<=@)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE)
"""Where addresses and short codes of pictures begin, which no backslash keeps from being one."""
_JOINER: Final = "\u2060"  # of no width


def plain_label(text: str, most: int = MOST) -> str:
    """Return `text` for a label that Streamlit reads as Markdown, so that it is shown as it is."""
    return _PUNCTUATION.sub(r"\\\1", _LATE.sub(_JOINER, plain_text(text, most)))
