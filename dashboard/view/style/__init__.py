"""How everything looks: one table for screen, page, sheets, decks and films."""

from dashboard.view.style.table import (
    DRAWINGS,
    STYLE,
    list_colours,
    number_makers,
    pick_dash,
    write_account_rules,
    write_page_rules,
)

__all__ = [
    "DRAWINGS",
    "STYLE",
    "list_colours",
    "number_makers",
    "pick_dash",
    "write_account_rules",
    "write_page_rules",
]
