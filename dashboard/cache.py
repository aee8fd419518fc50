"""What the server reads once and keeps: the dataset and the files that the map fetches."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from dashboard.cli import DATA_VARIABLE
from dashboard.payload import encode_base, encode_frames, name_file
from dashboard.timeline_map import asset_files
from dashboard.view import Desk, open_desk
from geodata.load import bundled_folder

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


@st.cache_resource(show_spinner="Reading the dataset…")
def serve_desk(folder: str) -> Served:
    """Load the dataset in `folder` once and lay out every file that the map fetches.

    Raises:
        DatasetError: a table breaks its rules; layers that fail are named in the desk instead.
    """
    desk = open_desk(Path(folder))
    frames, base = encode_frames(desk), encode_base(desk)
    names = name_file("frames", frames), name_file("base", base)
    root = _write_files({**asset_files(), names[0]: frames, names[1]: base})
    components.declare_component(ASSETS, path=str(root))
    # Streamlit collects garbage after every run; what lives as long as the server need not be
    # walked each time (80-125 ms a step otherwise).
    gc.collect()
    gc.freeze()
    return Served(desk, *(f"{ASSET_ROOT}/{name}" for name in names))


def _write_files(files: Mapping[str, bytes]) -> Path:
    """Write `files` to a folder that goes with the server."""
    root = Path(tempfile.mkdtemp(prefix="kursk-front-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root
