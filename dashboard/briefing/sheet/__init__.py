"""Sheets: one view, a comparison or small multiples on one page."""
