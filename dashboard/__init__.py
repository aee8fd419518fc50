"""The dashboard of a contested front: one selection, one view, every panel fed by it."""

from geodata.core import read_version

__version__ = read_version()
