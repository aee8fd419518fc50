"""What the server keeps for every reader: the dataset, and the files that the map fetches."""

import atexit
import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from dashboard.payload.payload import encode_base, encode_filter, encode_frames, encode_overlaps
from dashboard.payload.payload import name_file as name_asset
from dashboard.text.language import ENGLISH, speak
from dashboard.timeline_map import asset_files
from dashboard.view.workspace import DATA_VARIABLE, Workspace, open_workspace, translate_workspace
from geodata.dataset.contents import Watch
from geodata.dataset.load import bundled_folder

# Streamlit serves a component's folder below "component/<this module>.<name>/"; the path is
# relative to the page of st_folium, so it also holds under a server.baseUrlPath.
ASSETS = "front_assets"
ASSET_ROOT = f"../{__name__}.{ASSETS}"
KEPT_FILTERS = 64  # files of filters that are kept, of 10 to 130 kB each


@dataclass(frozen=True, slots=True)
class Served:
    """The workspace, and the addresses of the frames and base layers that the map fetches.

    `watch` says whether the folder still holds what the workspace was read from.
    """

    workspace: Workspace
    frames_url: str
    base_url: str
    watch: Watch


def find_folder() -> Path:
    """Return the dataset folder that the command line named, else the bundled one."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else bundled_folder()


@st.cache_resource(show_spinner=False)
def serve_workspace(folder: str, language: str = ENGLISH) -> Served:
    """Load the dataset in `folder` once in each language, and lay out the files of the map.

    Raises:
        DatasetError: a table breaks its rules; layers that fail are named in the workspace instead.
    """
    if language == ENGLISH:
        workspace = open_workspace(Path(folder))
    else:
        workspace = translate_workspace(serve_workspace(folder).workspace, language)
    overlaps = encode_overlaps(workspace)
    shared = name_asset("overlaps", overlaps)
    with speak(language):
        frames, base = encode_frames(workspace, f"{ASSET_ROOT}/{shared}"), encode_base(workspace)
    names = name_asset("frames", frames), name_asset("base", base)
    write_files(_open_root(), {names[0]: frames, names[1]: base, shared: overlaps})
    # Streamlit collects garbage after every run; what lives as long as the server need not be
    # walked each time (80-125 ms a step otherwise).
    gc.collect()
    gc.freeze()
    watch = Watch(workspace.dataset.folder, workspace.dataset.digest)
    frames_url, base_url = (f"{ASSET_ROOT}/{name}" for name in names)
    return Served(workspace, frames_url, base_url, watch)


def serve_filter(served: Served, narrowed: Workspace, query: str) -> str | None:
    """Return the address of what the map shows of a filtered workspace; None for the whole.

    `query` names the filter. The file is written when it is first asked for.
    """
    if narrowed is served.workspace:
        return None
    name = name_asset("filter", f"{served.frames_url} {query}".encode())
    keep_filter(_open_root() / name, partial(encode_filter, served.workspace, narrowed))
    return f"{ASSET_ROOT}/{name}"


@st.cache_resource(show_spinner=False)
def _open_root() -> Path:
    """Return the folder of what the map fetches; it holds the scripts, and goes with the server."""
    root = Path(tempfile.mkdtemp(prefix="kursk-front-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    write_files(root, asset_files())
    components.declare_component(ASSETS, path=str(root))
    return root


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` below `root`, by their relative names."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def keep_filter(path: Path, encode: Callable[[], bytes]) -> None:
    """Have the file of a filter at `path`: as it is there, else as `encode` makes it.

    Several threads may ask at once. Files that nobody has asked for lately make room.
    """
    if path.exists():
        path.touch()
        return
    part = path.with_suffix(f".{threading.get_ident()}")
    part.write_bytes(encode())
    part.replace(path)
    recent = sorted(path.parent.glob("filter-*.json"), key=os.path.getmtime)
    for old in recent[:-KEPT_FILTERS]:
        old.unlink(missing_ok=True)
