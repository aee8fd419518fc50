"""The least that Streamlit can do: a fragment with one field that shows what is typed into it.

What is imported is kept from Streamlit's garbage collection after every run, as the dashboard does;
without that, this costs twice as much.
"""

import gc

import streamlit as st

gc.freeze()


@st.fragment
def show_nothing() -> None:
    """Show the field, and its words."""
    words = st.text_input("Words", "12 August 2024")
    st.html(f"<p>{words}</p>")


show_nothing()
