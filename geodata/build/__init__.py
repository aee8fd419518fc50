"""Layers made from tables and packages, byte for byte the same each time."""

from collections.abc import Callable

OnStep = Callable[[int, int, str], object]
"""Told how many parts of how many a build step has done, and the name of the last one."""
