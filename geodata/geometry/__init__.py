"""Shapes: polygons, grids, level sets, change between two and agreement of two."""
