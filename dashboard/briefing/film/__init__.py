"""Films: every frame a whole page."""
