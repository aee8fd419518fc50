"""The front on paper: sheets, comparisons, decks and films, drawn from the view of the screen.

Pages are drawn as SVG, whose text stays text; the same inputs give the same bytes. No browser and
no network is needed for any of it.
"""
