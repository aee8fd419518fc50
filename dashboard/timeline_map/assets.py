"""The files that the browser needs: the bundle of our scripts and style, and Leaflet's."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from geodata.dataset.contents import hash_bytes

_BUNDLE: Final = "dist"  # made from src/ by `npm run build`, and committed


@cache
def read_scripts() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of every script, Leaflet first, in order of loading."""
    return tuple((name, _read(name)) for name in ("leaflet.js", "timeline.js"))


@cache
def read_styles() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of every style sheet, Leaflet's first."""
    return tuple((name, _read(name)) for name in ("leaflet.css", "timeline.css"))


def version_name(name: str, content: bytes) -> str:
    """Return `name` with a digest of its content, so that no browser shows an old version."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hash_bytes(content)[:12]}.{suffix}"


@cache
def asset_files() -> Mapping[str, bytes]:
    """Return one script and one style sheet that hold all of them, by versioned name.

    `st_folium` loads one script after the other, so that two would keep the reader waiting.
    """
    bundles = {"timeline.js": read_scripts(), "timeline.css": read_styles()}
    joined = {name: b"\n".join(data for _, data in parts) for name, parts in bundles.items()}
    return {version_name(name, content): content for name, content in joined.items()}


def asset_names() -> tuple[str, str]:
    """Return the versioned names of the script and of the style sheet."""
    script, style = asset_files()
    return script, style


def _read(name: str) -> bytes:
    if name.startswith("leaflet"):
        return files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", name).read_bytes()
    return files(__package__).joinpath(_BUNDLE, name).read_bytes()
