"""Layers made from tables and packages, byte for byte the same each time."""
