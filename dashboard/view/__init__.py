"""One view of the front for one selection, and its figures in words."""
