"""What the server keeps for every reader: the dataset, and the files that the map fetches."""

import atexit
import gc
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from dashboard.payload.payload import encode_base, encode_filter, encode_frames, encode_overlaps
from dashboard.payload.payload import name_file as name_asset
from dashboard.text.language import ENGLISH, speak
from dashboard.timeline_map import asset_files
from dashboard.view.map_files import keep_filter, write_files
from dashboard.view.view import DATA_VARIABLE, Desk, open_desk, translate_desk
from geodata.dataset.load import bundled_folder

# Streamlit serves a component's folder below "component/<this module>.<name>/"; the path is
# relative to the page of st_folium, so it also holds under a server.baseUrlPath.
ASSETS = "front_assets"
ASSET_ROOT = f"../{__name__}.{ASSETS}"


@dataclass(frozen=True, slots=True)
class Served:
    """The desk, and the addresses of the frames and base layers that the map fetches."""

    desk: Desk
    frames_url: str
    base_url: str


def find_folder() -> Path:
    """Return the dataset folder that the command line named, else the bundled one."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else bundled_folder()


@st.cache_resource(show_spinner=False)
def serve_desk(folder: str, language: str = ENGLISH) -> Served:
    """Load the dataset in `folder` once in each language, and lay out the files of the map.

    Raises:
        DatasetError: a table breaks its rules; layers that fail are named in the desk instead.
    """
    if language == ENGLISH:
        desk = open_desk(Path(folder))
    else:
        desk = translate_desk(serve_desk(folder).desk, language)
    overlaps = encode_overlaps(desk)
    shared = name_asset("overlaps", overlaps)
    with speak(language):
        frames, base = encode_frames(desk, f"{ASSET_ROOT}/{shared}"), encode_base(desk)
    names = name_asset("frames", frames), name_asset("base", base)
    write_files(_open_root(), {names[0]: frames, names[1]: base, shared: overlaps})
    # Streamlit collects garbage after every run; what lives as long as the server need not be
    # walked each time (80-125 ms a step otherwise).
    gc.collect()
    gc.freeze()
    return Served(desk, *(f"{ASSET_ROOT}/{name}" for name in names))


def serve_filter(served: Served, narrowed: Desk, query: str) -> str | None:
    """Return the address of what the map shows of a filtered desk; None for the whole.

    `query` names the filter. The file is written when it is first asked for.
    """
    if narrowed is served.desk:
        return None
    name = name_asset("filter", f"{served.frames_url} {query}".encode())
    keep_filter(_open_root() / name, partial(encode_filter, served.desk, narrowed))
    return f"{ASSET_ROOT}/{name}"


@st.cache_resource(show_spinner=False)
def _open_root() -> Path:
    """Return the folder of what the map fetches; it holds the scripts, and goes with the server."""
    root = Path(tempfile.mkdtemp(prefix="kursk-front-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    write_files(root, asset_files())
    components.declare_component(ASSETS, path=str(root))
    return root
