"""The export dialog: what can be made of the view, the deck, the dates or the data, and its making.

A file is made beside the page, which shows how far it is, a way to stop it, and then its download.

The dialog is a fragment, and hangs on one of its own beside that of the map and its panels. Of two
fragments of which one lies in the other Streamlit runs the outer alone when both are to run, so
that a choice made while the map tells of its moves would be lost.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from typing import Final, cast

import streamlit as st

from dashboard.briefing import export
from dashboard.briefing.export import FORMS, GROUPS, Asked, Chosen, Wish, fill_wish, list_forms
from dashboard.page.cache import serve_workspace
from dashboard.page.collected_deck import keep_view, move_in_queue
from dashboard.page.controls import show_switch
from dashboard.page.downloads import hold_downloads
from dashboard.page.jobs import SHEETS, Job
from dashboard.page.messages import show_message
from dashboard.page.record import hold, read_record
from dashboard.page.session import read_view
from dashboard.state.fields import Scope
from dashboard.state.kinds import Day
from dashboard.state.selection import EXTENT, Selection
from dashboard.text.catalogues import EXPORT
from dashboard.text.language import get_language, speak
from dashboard.text.markdown import plain_label
from dashboard.text.spelling import format_day, format_number
from dashboard.view.view_name import name_view
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.core.errors import FrontError
from geodata.core.model import Front

KEPT_PREVIEWS: Final = 16
_WIDTHS: Final = (1280, 1279)
"""Pixels, in turns: Streamlit shows in a dialog at first what the last one of equal looks had."""
_LONGEST_DAY: Final = 40  # letters
FRAGMENT: Final = "export"
"""The key of the fragment on which the dialog hangs."""
_OPEN: Final = "open_export"
_ACTS: Final = "export_acts"
OPENER: Final = f".st-key-{_OPEN}"
"""Selects the button that opens the dialog: what it shows must stand still."""
_LOOK_S: Final = 0.25
_WAITING_LOOK_S: Final = 1.0  # in the line
_GLANCE_S: Final = 0.05
_DOWNLOAD: Final = ":material/download:"
_MOVES: Final = (("up", -1, "arrow_upward"), ("down", 1, "arrow_downward"), ("drop", None, "close"))


@dataclass(slots=True)
class Acts:
    """What was asked of the dialog: whether it is open, how often it was opened, and which file.

    It is handed to the callbacks: one that looks for it in Streamlit's state may be ended there.
    """

    is_open: bool = False
    times: int = 0
    file: Asked | None = None
    job: Job | None = None

    def forget_file(self) -> None:
        """Let go of what was made or begun."""
        job, self.file, self.job = self.job, None, None
        if job:
            job.stop()


def show_ways_out(around: str) -> None:
    """Show the buttons that keep the view for the deck, or take it out of the page.

    `around` is the key of the fragment in which they stand.
    """
    record = read_record()
    if record.answer:
        st.toast(EXPORT.count(record.answer, len(record.deck)))
        record.answer = ""
    st.button(
        EXPORT["queue_add"],
        type="tertiary",
        icon=":material/add_to_photos:",
        on_click=keep_view,
    )
    acts = _find_acts()
    st.button(EXPORT["open"], key=_OPEN, icon=_DOWNLOAD, on_click=_open, args=(acts, around))


def _find_acts() -> Acts:
    return cast(Acts, st.session_state.setdefault(_ACTS, Acts()))


def _open(acts: Acts, around: str) -> None:
    """Open the dialog; the map may have told of a move along with the click on its button."""
    acts.is_open = True
    acts.times += 1
    st.rerun([around, FRAGMENT])


def _close(acts: Acts, times: int) -> None:
    """Close the dialog, unless it has been opened again: acts that come together have no order."""
    if acts.times == times:
        acts.is_open = False
        acts.forget_file()


@st.fragment(key=FRAGMENT)
def show_dialog(folder: str) -> None:
    """Show the dialog while it is open; a whole run of the page leaves it so."""
    acts = _find_acts()
    _, workspace, selection = read_view(folder)
    with speak(selection.language):
        offer_slide(workspace, selection)
        if not acts.is_open:
            return
        close = partial(_close, acts, acts.times)
        dialog = st.dialog(EXPORT["title"], width=_WIDTHS[acts.times % 2], on_dismiss=close)
    dialog(show_export)(folder)


def offer_slide(workspace: Workspace, selection: Selection) -> None:
    """Add a button that nobody sees: the map's panel "Share" presses it for a slide of its view.

    A map that the reader has moved is drawn as it stands, any other fitted to its ground.
    """
    wish = Wish("slide", extent=st.session_state.get(EXTENT) if selection.view else None)
    with st.container(key="slide"), hold_downloads("slide"):
        _offer_view(workspace, selection, wish, EXPORT["form_slide"])


def show_export(folder: str) -> None:
    """Show what can be made of the view, the deck, the dates or the data; a file only on asking.

    Each choice is made on what the screen shows by then.
    """
    _, workspace, selection = read_view(folder)
    with speak(selection.language):
        group = choose("what", GROUPS)
        form = choose("form", list_forms(group))
        choices = FORMS[form].choices
        columns = st.columns(max(len(choices), 1))
        chosen = {}
        for column, (name, options) in zip(columns, choices.items(), strict=False):
            with column:
                chosen[name] = choose(name, options)
        offer = {"sheet": offer_sheet, "deck": offer_deck, "film": offer_film}
        with hold_downloads(FRAGMENT):
            wish = fill_wish(form, cast(Chosen, chosen))
            offer.get(group, offer_pack)(workspace, selection, wish)


def choose(name: str, options: Sequence[str]) -> str:
    """Show the options of one choice of an export, and return the chosen one."""

    def label(option: str) -> str:
        return EXPORT[f"{name}_{option}"]

    if name in ("what", "form"):
        return show_switch(EXPORT[name], options, _name_control(f"{name}_{options[0]}"), label)
    # One form has fewer of a kind than another.
    key = hold(_name_control(f"{name}_{len(options)}"), options[0])
    return st.selectbox(EXPORT[name], options, key=key, format_func=label)


def _name_control(name: str) -> str:
    """Return the key of a control of the open dialog.

    The browser goes on showing for a while what a control of a closed dialog showed, and a click on
    that would say nothing. So each opening has controls of its own.
    """
    return f"export_{_find_acts().times}_{name}"


@st.cache_data(show_spinner=False, max_entries=KEPT_PREVIEWS)
def keep_preview(_workspace: Workspace, selection: Selection, wish: Wish) -> str:
    """Return the preview of a sheet, whole in its address; the selection says all that matters.

    A file of Streamlit's own is gone once a run has shown another, which a page whose connection
    was cut has yet to hear of.
    """
    with SHEETS.take_turn():
        picture = export.preview_sheet(_workspace, selection, wish)
    return f"data:image/png;base64,{b64encode(picture).decode('ascii')}"


def make_in_turn(workspace: Workspace, selection: Selection, wish: Wish) -> bytes:
    """Return a sheet, once those are made that were asked for before."""
    with SHEETS.take_turn():
        return export.make_sheet(workspace, selection, wish)


def offer_sheet(workspace: Workspace, selection: Selection, wish: Wish) -> None:
    """Show the preview of the shown view as a sheet, and its download."""
    if wish.map == "view":
        wish = replace(wish, extent=st.session_state.get(EXTENT))
    if wish.form == "html":
        st.caption(EXPORT["html_note"])
    else:
        try:
            with st.spinner(EXPORT["drawing"]):
                preview = keep_preview(workspace, selection, wish)
        except FrontError as error:
            show_message(str(error), "error")
            return
        st.image(preview, alt=EXPORT["preview"].format(day=format_day(selection.day)))
    _offer_view(workspace, selection, wish, EXPORT["download"], _DOWNLOAD)


def _offer_view(
    workspace: Workspace, selection: Selection, wish: Wish, label: str, icon: str | None = None
) -> None:
    """Show the button that makes a sheet of a view once it is pressed."""
    name = export.name_view(workspace.dataset.front.front_id, wish, selection)
    make = partial(make_in_turn, workspace, selection, wish)
    st.download_button(label, make, name, FORMS[wish.form].mime, icon=icon, on_click="ignore")


def offer_deck(workspace: Workspace, selection: Selection, wish: Wish) -> None:
    """Show the views of the deck in their order, and what makes slides or a page of them."""
    queue = export.adapt_views(read_record().deck, selection)
    if wish.slides == "story":
        queue, days = (selection,), [one.day for one in workspace.dataset.story]
    else:
        days = [one.day for one in queue]
        _list_queue(workspace.dataset.front, queue)
    if not queue:
        st.info(EXPORT["queue_empty"])
        return
    make = partial(export.make_deck, workspace, queue, wish)
    _offer_file((_name(workspace, wish, days), wish, queue), make)


def _list_queue(front: Front, queue: Sequence[Selection]) -> None:
    """Show each view of the deck by its name, and the buttons that move it or take it out."""
    for place, one in enumerate(queue):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<p>{place + 1}. {escape(name_view(front, one))}</p>", width="stretch")
            for move, by, icon in _MOVES:
                st.button(
                    EXPORT[f"queue_{move}"],
                    icon=f":material/{icon}:",
                    key=f"queue_{move}_{place}",
                    on_click=move_in_queue,
                    args=(place, by),
                    disabled=by is not None and not 0 <= place + by < len(queue),
                )


def offer_film(workspace: Workspace, selection: Selection, wish: Wish) -> None:
    """Show the first and the last day of a film, and what makes it."""
    if wish.form == "mp4":
        st.caption(EXPORT["film_note"])
    front = workspace.dataset.front
    left, right = st.columns(2)
    with left:
        first = ask_day(workspace, "first", front.first)
    with right:
        last = ask_day(workspace, "last", front.last)
    wish = replace(wish, first=first, last=last)
    make = partial(export.make_film, workspace, selection, wish)
    _offer_file((_name(workspace, wish, [first, last]), wish, (selection,)), make)


def ask_day(workspace: Workspace, name: str, start: date) -> date:
    """Show a field for a day, and return what was typed, as an address would be read.

    Below it stands the day in words and whether it was reported on, or what was wrong with it.
    """
    key = hold(_name_control(name), start.isoformat())
    typed = st.text_input(EXPORT[name], key=key, max_chars=_LONGEST_DAY).strip()
    reported, notices = workspace.timeline.dates, list[str]()
    day = Day(address="day").parse(typed, start, Scope(workspace.dataset.front, reported), notices)
    told = [*notices, format_day(day), *([EXPORT["reported"]] if day in reported else [])]
    st.caption(plain_label(" · ".join(told)))
    return day


def offer_pack(workspace: Workspace, _selection: Selection, wish: Wish) -> None:
    """Show what the data pack holds, and what makes it: of everything, in the data's own words."""
    st.caption(EXPORT["data_note"])
    whole = serve_workspace(str(workspace.dataset.folder)).workspace
    _offer_file((_name(workspace, wish, []), wish, ()), partial(export.make_pack, whole))


def _name(workspace: Workspace, wish: Wish, days: Sequence[date]) -> str:
    return export.name_file(workspace.dataset.front.front_id, wish, days)


def _offer_file(asked: Asked, make: Callable[[OnStep], bytes]) -> None:
    """Show the button that makes a file, how far it is with a way to stop it, then its download.

    A run of the dialog cannot be broken off by what the reader does in it, so that the file is made
    beside it, and a part of the dialog looks again every so often.
    """
    acts = _find_acts()
    begun = acts, asked, make
    st.button(EXPORT["make"], type="primary", key="make", on_click=_begin, args=begun)
    job = acts.job
    if not job or acts.file != asked:
        return
    if job.is_running:
        look = _LOOK_S if job.before is None else _WAITING_LOOK_S
        st.fragment(_show_progress, run_every=look)(job, get_language())
    elif job.error:
        show_message(job.error, "error")
    elif job.content:
        name, mime = asked[0], FORMS[asked[1].form].mime
        size = EXPORT["megabytes"].format(number=format_number(round(len(job.content) / 1e6, 2)))
        st.caption(EXPORT["made"].format(name=name, size=size))
        st.download_button(
            EXPORT["download"], job.content, name, mime, icon=_DOWNLOAD, on_click="ignore"
        )


def _show_progress(job: Job, language: str) -> None:
    """Show how far a file is, with a way to stop it; what comes of it the whole page shows."""
    job.wait(_GLANCE_S)
    if not job.is_running:
        st.rerun()
    with speak(language):
        before = job.before
        words = job.words if before is None else EXPORT["waiting"].format(count=before)
        st.progress(job.share, text=plain_label(words))
        st.button(EXPORT["stop"], key="stop", icon=":material/stop_circle:", on_click=job.stop)


def _begin(acts: Acts, asked: Asked, make: Callable[[OnStep], bytes]) -> None:
    """Begin to make what was asked for; of what was made or begun before nothing is kept."""
    acts.forget_file()
    acts.file, acts.job = asked, Job(make)
