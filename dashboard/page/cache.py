"""What the server keeps for every reader: the dataset, and the files that the map fetches."""

import gc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Final

from dashboard.page.files import FILES, FOLDER, ROOT
from dashboard.payload.modes import MODES_SCHEMA
from dashboard.payload.payload import (
    encode_base,
    encode_filter,
    encode_frames,
    encode_late,
    encode_modes,
)
from dashboard.payload.payload import name_file as name_asset
from dashboard.text.catalogues import MODES
from dashboard.text.language import ENGLISH, get_language, speak
from dashboard.view.workspace import DATA_VARIABLE, Workspace, open_workspace, translate_workspace
from geodata.dataset.contents import Watch
from geodata.dataset.load import bundled_folder


@dataclass(frozen=True, slots=True)
class Served:
    """The workspace, and the addresses of the frames and base layers that the map fetches.

    `pictures` are the addresses of those of the front, by the names of their files, which the page
    itself shows. `watch` says whether the folder still holds what the workspace was read from.
    """

    workspace: Workspace
    frames_url: str
    base_url: str
    pictures: Mapping[str, str]
    watch: Watch


_SERVED: Final[dict[tuple[str, str], Served]] = {}
_ONE_AT_A_TIME: Final = RLock()  # what is told in a language is made of the original


def find_folder() -> Path:
    """Return the dataset folder that the command line named, else the bundled one."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else bundled_folder()


def serve_workspace(folder: str, language: str = ENGLISH) -> Served:
    """Load the dataset in `folder` once in each language, and lay out the files of the map.

    Every run of every reader asks for it several times: Streamlit's own cache takes a tenth of a
    millisecond to find what it keeps.

    Raises:
        DatasetError: a table breaks its rules; layers that fail are named in the workspace instead.
    """
    key = folder, language
    if key not in _SERVED:
        with _ONE_AT_A_TIME:
            if key not in _SERVED:
                _SERVED[key] = _lay_out(folder, language)
    return _SERVED[key]


def _lay_out(folder: str, language: str) -> Served:
    if language == ENGLISH:
        workspace = open_workspace(Path(folder))
    else:
        workspace = translate_workspace(serve_workspace(folder).workspace, language)
    with speak(language):
        late = encode_late(workspace)
        stems = {stem: name_asset(stem, content) for stem, content in late.items()}
        stems["modes"] = _promise_modes(workspace, workspace)
        frames = encode_frames(workspace, {stem: f"{ROOT}/{name}" for stem, name in stems.items()})
        base = encode_base(workspace)
    names = name_asset("frames", frames), name_asset("base", base)
    FILES.keep({names[0]: frames, names[1]: base, **{stems[stem]: late[stem] for stem in late}})
    # What lives as long as the server need not be walked when garbage is collected (80-125 ms).
    gc.collect()
    gc.freeze()
    watch = Watch(workspace.dataset.folder, workspace.dataset.digest)
    frames_url, base_url = (f"{ROOT}/{name}" for name in names)
    return Served(workspace, frames_url, base_url, _lay_out_pictures(workspace), watch)


def _lay_out_pictures(workspace: Workspace) -> dict[str, str]:
    """Have the front's pictures among the files, and return their addresses by their names."""
    drawn = workspace.dataset.pictures
    names = {name: name_asset(Path(name).stem, content, "svg") for name, content in drawn.items()}
    FILES.keep({names[name]: content for name, content in drawn.items()})
    return {name: f"{FOLDER}/{file}" for name, file in names.items()}


def serve_filter(served: Served, narrowed: Workspace, query: str) -> str | None:
    """Return the address of what the map shows of a filtered workspace; None for the whole.

    `query` names the filter. The file is made when it is first asked for.
    """
    if narrowed is served.workspace:
        return None
    name = name_asset("filter", f"{served.frames_url} {query}".encode())
    modes = f"{ROOT}/{_promise_modes(served.workspace, narrowed, query)}"
    FILES.keep_filter(name, partial(encode_filter, served.workspace, narrowed, modes))
    return f"{ROOT}/{name}"


def _promise_modes(whole: Workspace, narrowed: Workspace, query: str = "") -> str:
    """Return the name of the file of the map's modes, which is made when somebody turns to one.

    It is called by what it is made of, since what is in it is not known before.
    """
    language = get_language()

    def encode() -> bytes:
        with speak(language):
            return encode_modes(narrowed, whole.dataset)

    made_of = (whole.dataset.digest, language, query, MODES_SCHEMA, *MODES.values())
    name = name_asset("modes", repr(made_of).encode())
    FILES.promise(name, encode, stays=narrowed is whole)
    return name
