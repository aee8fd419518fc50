"""The panels beside the map, as HTML."""
