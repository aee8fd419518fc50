"""Slides: native text, tables and charts beside the drawn map."""
