"""The least that Streamlit can do: a fragment with one field that shows what is typed into it."""

import streamlit as st


@st.fragment
def show_nothing() -> None:
    """Show the field, and its words."""
    words = st.text_input("Words", st.query_params.get("date", ""))
    st.html(f"<p>{words}</p>")


show_nothing()
