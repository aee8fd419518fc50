"""What Streamlit runs: the dashboard's one page."""

from dashboard.page.page import main

main()
