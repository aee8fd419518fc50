"""Serves the alternative to measure against, with the files that its map fetches."""

from pathlib import Path

from streamlit.starlette import App

from dashboard.page.files import make_route

app = App(Path(__file__).with_name("naive_app.py"), routes=[make_route("")])
