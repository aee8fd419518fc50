"""What `streamlit run` finds: the dashboard with its guards, as `kursk-front` serves it."""

from streamlit.starlette import App

from dashboard.page.server import describe_app

app = App(**describe_app())
