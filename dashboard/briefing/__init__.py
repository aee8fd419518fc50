"""Pictures of the front for paper: the map and its figures as SVG, from the view of the screen.

Text stays text, the same inputs give the same bytes, and nothing but plane geometry is needed: no
browser, no network, no font files.
"""
