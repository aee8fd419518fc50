"""The files that the browser needs: the plugin's scripts and style, and Leaflet's."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

# In order of loading: each script uses only what stands before it, or what it calls later.
SCRIPTS: Final = (
    "scale.js",
    "canvas.js",
    "format.js",
    "dom.js",
    "calm.js",
    "clock.js",
    "memory.js",
    "control.js",
    "model.js",
    "compare_model.js",
    "filter.js",
    "overlaps.js",
    "state.js",
    "store.js",
    "theme.js",
    "patterns.js",
    "ghosts.js",
    "areas.js",
    "strength.js",
    "basemap.js",
    "label_space.js",
    "region_labels.js",
    "dots.js",
    "marks.js",
    "mark_layer.js",
    "labels.js",
    "legend.js",
    "chart_marks.js",
    "chart_events.js",
    "playhead.js",
    "chart.js",
    "slider.js",
    "playback.js",
    "actions.js",
    "story_file.js",
    "chapters.js",
    "story_strip.js",
    "story_edit.js",
    "story.js",
    "blank.js",
    "present.js",
    "bookmarks.js",
    "keys.js",
    "controls.js",
    "tooltip.js",
    "notes.js",
    "place_notes.js",
    "edges.js",
    "why_notes.js",
    "targets.js",
    "hover.js",
    "map_tools.js",
    "help.js",
    "map_table_rows.js",
    "map_table.js",
    "map_view.js",
    "place_ring.js",
    "stage.js",
    "caption.js",
    "compare_words.js",
    "compare_labels.js",
    "compare_overlay.js",
    "compare_places.js",
    "compare_bar.js",
    "compare_sync.js",
    "compare_divider.js",
    "compare_twin.js",
    "compare.js",
    "screen.js",
    "mount.js",
)
STYLES: Final = (
    "theme.css",
    "map.css",
    "figures.css",
    "notes.css",
    "chart.css",
    "controls.css",
    "layouts.css",
    "story.css",
    "present.css",
    "map_table.css",
    "compare.css",
    "compare_maps.css",
)


@cache
def read_scripts() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of every script, Leaflet first, in order of loading."""
    own = files(__package__)
    leaflet = ("leaflet.js", _read_leaflet("leaflet.js"))
    return (leaflet, *((name, own.joinpath(name).read_bytes()) for name in SCRIPTS))


@cache
def read_styles() -> tuple[tuple[str, bytes], ...]:
    """Return name and content of every style sheet, Leaflet's first."""
    own = files(__package__)
    leaflet = ("leaflet.css", _read_leaflet("leaflet.css"))
    return (leaflet, *((name, own.joinpath(name).read_bytes()) for name in STYLES))


def version_name(name: str, content: bytes) -> str:
    """Return `name` with a digest of its content, so that no browser shows an old version."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


@cache
def asset_files() -> Mapping[str, bytes]:
    """Return one script and one style sheet that hold all of them, by versioned name.

    `st_folium` loads one script after the other, and the frames wait behind whatever else is
    fetched, so that small files would keep the reader waiting.
    """
    bundles = {"timeline.js": read_scripts(), "timeline.css": read_styles()}
    joined = {name: b"\n".join(data for _, data in parts) for name, parts in bundles.items()}
    return {version_name(name, content): content for name, content in joined.items()}


def asset_names() -> tuple[str, str]:
    """Return the versioned names of the script and of the style sheet."""
    script, style = asset_files()
    return script, style


def _read_leaflet(name: str) -> bytes:
    return files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", name).read_bytes()
