"""The dashboard of a contested front: one selection, one view, every panel fed by it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("kursk-front")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+source"
