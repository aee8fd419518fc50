"""Text from an address, a dataset or a file on the page: as text, never as Markdown or HTML."""

from dataclasses import dataclass
from html import escape
from typing import Final, Literal

import streamlit as st

from geodata.core.plain import MOST, plain_lines

Tone = Literal["error", "warning", "info"]

_LINES: Final = 30


def show_message(text: str, tone: Tone = "info", most: int = MOST) -> None:
    """Show each line of `text`, cut after `most` characters, in a box of its own."""
    lines = text.split("\n")[:_LINES]
    told = "".join(f"<p>{escape(plain_lines(line.strip(), most))}</p>" for line in lines)
    role = "alert" if tone == "error" else "status"
    st.html(f"<div class='kf-message kf-{tone}' role='{role}'>{told}</div>")


@dataclass(frozen=True, slots=True)
class _Written:
    """HTML that stands as it is: text given to Streamlit is first searched for indents.

    That takes half a millisecond for a panel.
    """

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show_html(html: str) -> None:
    """Show HTML that the project wrote itself, with all text from elsewhere escaped."""
    st.html(_Written(html))
