"""What the server keeps: the dataset, the files that the map fetches, those that a reader made."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from dashboard.page import exports
from dashboard.page.exports import FORMS, Wish
from dashboard.page.job import Job
from dashboard.payload.payload import encode_base, encode_filter, encode_frames, encode_overlaps
from dashboard.payload.payload import name_file as name_asset
from dashboard.state.selection import EXTENT, Selection
from dashboard.text.export import EXPORT
from dashboard.text.language import ENGLISH, speak
from dashboard.text.spelling import format_day, format_number
from dashboard.timeline_map import asset_files
from dashboard.view.map_files import keep_filter, write_files
from dashboard.view.view import DATA_VARIABLE, Desk, open_desk, translate_desk
from geodata.core.errors import FrontError
from geodata.core.progress import OnStep
from geodata.dataset.load import bundled_folder

# Streamlit serves a component's folder below "component/<this module>.<name>/"; the path is
# relative to the page of st_folium, so it also holds under a server.baseUrlPath.
ASSETS = "front_assets"
KEPT_PREVIEWS = 16
_DATES = "YYYY-MM-DD"
_JOB, _QUEUE = "job", "queue"
_LOOK_S = 0.25
_DOWNLOAD = ":material/download:"
_MOVES = (("up", -1, "arrow_upward"), ("down", 1, "arrow_downward"), ("drop", None, "close"))
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


@st.cache_data(show_spinner=False, max_entries=KEPT_PREVIEWS)
def keep_preview(_desk: Desk, selection: Selection, wish: Wish) -> bytes:
    """Return the preview of a sheet as a PNG; the selection says all of the desk that matters."""
    return exports.preview_sheet(_desk, selection, wish)


def read_queue() -> tuple[Selection, ...]:
    """Return the views that the reader added to the deck, in their order."""
    return tuple(st.session_state.get(_QUEUE, ()))


def add_to_queue(selection: Selection) -> None:
    """Add a view to the deck, unless it is in it already."""
    st.session_state[_QUEUE] = tuple(dict.fromkeys((*read_queue(), selection)))


def move_in_queue(place: int, by: int | None) -> None:
    """Move a view of the deck by so many places, or out of it for None."""
    st.session_state[_QUEUE] = exports.move_view(read_queue(), place, by)


def offer_sheet(desk: Desk, selection: Selection, wish: Wish) -> None:
    """Show the preview of the shown view as a sheet, and its download."""
    if wish.map == "view":
        wish = replace(wish, extent=st.session_state.get(EXTENT))
    if wish.form == "html":
        st.caption(EXPORT["html_note"])
    else:
        try:
            preview = keep_preview(desk, selection, wish)
        except FrontError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.image(preview, alt=EXPORT["preview"].format(day=format_day(selection.day)))
    name, mime = _name(desk, wish, [selection.day]), FORMS[wish.form].mime
    make = partial(exports.make_sheet, desk, selection, wish)
    st.download_button(EXPORT["download"], make, name, mime, icon=_DOWNLOAD, on_click="ignore")


def offer_deck(desk: Desk, selection: Selection, wish: Wish) -> None:
    """Show the views of the deck in their order, and what makes slides or a page of them."""
    queue = exports.adapt_views(read_queue(), selection)
    story = wish.slides == "story"
    for place, one in enumerate(() if story else queue):
        day = format_day(one.day)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<p>{place + 1}. {day}</p>", width="stretch")
            for move, by, icon in _MOVES:
                st.button(
                    EXPORT[f"queue_{move}"],
                    icon=f":material/{icon}:",
                    key=f"queue_{move}_{place}",
                    on_click=move_in_queue,
                    args=(place, by),
                )
    days = [one.day for one in queue]
    if story:
        queue, days = (selection,), [one.day for one in desk.dataset.story]
    if not queue:
        st.info(EXPORT["queue_empty"])
        return
    make = partial(exports.make_deck, desk, queue, wish)
    _offer_file((_name(desk, wish, days), wish, queue), make)


def offer_film(desk: Desk, selection: Selection, wish: Wish) -> None:
    """Show the first and the last day of a film, and what makes it."""
    front = desk.dataset.front
    left, right = st.columns(2)
    first = left.date_input(EXPORT["first"], front.first, front.first, front.last, format=_DATES)
    last = right.date_input(EXPORT["last"], front.last, front.first, front.last, format=_DATES)
    days = [first, last]
    wish = replace(wish, first=first, last=last)
    make = partial(exports.make_film, desk, selection, wish)
    _offer_file((_name(desk, wish, days), wish, (selection,)), make)


def offer_pack(desk: Desk, _selection: Selection, wish: Wish) -> None:
    """Show what the data pack holds, and what makes it: of everything, in the data's own words."""
    st.caption(EXPORT["data_note"])
    whole = serve_desk(str(desk.dataset.folder)).desk
    _offer_file((_name(desk, wish, []), wish, ()), partial(exports.make_pack, whole))


def _name(desk: Desk, wish: Wish, days: Sequence[date]) -> str:
    return exports.name_file(desk.dataset.front.front_id, wish, days)


def _offer_file(asked: exports.Asked, make: Callable[[OnStep], bytes]) -> None:
    """Show the button that makes a file, how far it is with a way to stop it, then its download.

    A run of the dialog cannot be broken off by what the reader does in it, so that the file is made
    beside it, and the dialog looks again every so often.
    """
    begun, job = st.session_state.get(_JOB, (None, None))
    st.button(EXPORT["make"], type="primary", key="make", on_click=_begin, args=(asked, make))
    if begun != asked:
        return
    if job.is_running:
        st.progress(job.share, text=job.words)
        st.button(EXPORT["stop"], key="stop", icon=":material/stop_circle:", on_click=job.stop)
        job.wait(_LOOK_S)
        st.rerun(scope="fragment")
    elif job.error:
        st.error(job.error, icon=":material/error:")
    elif job.content:
        name, mime = asked[0], FORMS[asked[1].form].mime
        size = EXPORT["megabytes"].format(number=format_number(round(len(job.content) / 1e6, 2)))
        st.caption(EXPORT["made"].format(name=name, size=size))
        st.download_button(
            EXPORT["download"], job.content, name, mime, icon=_DOWNLOAD, on_click="ignore"
        )


def _begin(asked: exports.Asked, make: Callable[[OnStep], bytes]) -> None:
    """Begin to make what was asked for; of what was made or begun before nothing is kept."""
    _, before = st.session_state.get(_JOB, (None, None))
    if before:
        before.stop()
    st.session_state[_JOB] = asked, Job(make)


@st.cache_resource(show_spinner=False)
def _open_root() -> Path:
    """Return the folder of what the map fetches; it holds the scripts, and goes with the server."""
    root = Path(tempfile.mkdtemp(prefix="kursk-front-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    write_files(root, asset_files())
    components.declare_component(ASSETS, path=str(root))
    return root
