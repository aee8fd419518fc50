"""What Streamlit runs for every reader: the dashboard's one page."""

from dashboard.page.page import main

main()
