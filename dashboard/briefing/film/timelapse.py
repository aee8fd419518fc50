"""The film of a front: every frame a whole page, with its date and its sources burnt in.

It becomes H.264 in MP4, GIF or animated WebP; no clock, the same bytes every time.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PIL import Image

from dashboard.briefing.drawing.metadata import Metadata
from dashboard.briefing.drawing.page_size import PageSize
from dashboard.briefing.drawing.palette import Palette, read_palette
from dashboard.briefing.film.card import paint_end, paint_title
from dashboard.briefing.film.encode import CARD_S, KINDS, STAMPS, Pace, Shot
from dashboard.briefing.film.frame import Pen, Stage, lay_held, paint_stage, write_frame
from dashboard.briefing.film.layout import FilmLayout, lay_out_film
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.panel import lay_map
from dashboard.briefing.sheet.credits import write_caution, write_credits
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import Extent, Selection
from dashboard.text.catalogues import DECK, FILM, REFUSALS
from dashboard.text.spelling import format_day
from dashboard.view.shown_mode import ShownMode, show_mode
from dashboard.view.style import STYLE
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.core.codes import INSET_GROUP
from geodata.core.errors import OutputError
from geodata.core.reading import Shaped

STEPS: Final = ("report", "day")
"""A frame for each day on which something changes, or for every day."""
SPEEDS: Final = {"report": 1 / 3, "day": 15.0}
"""Steps a second where none are asked for: three seconds to read a report."""
SIZE: Final = (1920, 1080)
LEAST, MOST = 240, 4096
MOST_PIXELS: Final = 4_000_000_000
MOST_CARD_S: Final = 60.0
_LAST_RANK: Final = 2  # of the settlements that are named


class StoppedError(OutputError):
    """The film was stopped before its end; there is nothing of it."""


def render_film(
    workspace: Workspace,
    selection: Selection,
    *,
    first: date,
    last: date,
    by: str = STEPS[0],
    speed: float | None = None,
    fps: float | None = None,
    card: float = CARD_S,
    kind: str = "mp4",
    look: Look | None = None,
    on_step: OnStep | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    told: Metadata | None = None,
) -> bytes:
    """Return the film of the days from `first` to `last`, shown as `selection` shows its own.

    Args:
        workspace: The front.
        selection: What is shown: accounts, clock, mapper; its day does not matter.
        first: The first day, in any case the first frame.
        last: The last day; it may be without a frame when nothing changes on it.
        by: One of STEPS.
        speed: Steps a second, by default those of SPEEDS.
        fps: Pictures a second of an MP4, each step shown in as many as that takes; 30 by default.
        card: Seconds of the title before the steps and of the sources after them; 0 for neither.
        kind: One of KINDS: mp4, gif or webp.
        look: Its colours, and its size in pixels, for mp4 both even; SIZE if it has none.
        on_step: Told of each frame.
        cancelled: Asked before each frame; once it says so, nothing is made.
        told: What the file is to say of itself.

    Raises:
        OutputError: the size, the days or the speed make no film.
        StoppedError: `cancelled` said so.
    """
    days = list_days(workspace, selection, first, last, by)
    look = look or Look()
    size = look.size_px or SIZE
    pace = Pace(SPEEDS[by] if speed is None else speed, fps, card)
    check_film(size, len(days), kind, pace)
    views = [build_view(workspace, replace(selection, day=day)) for day in days]
    title = DECK["from_to"].format(first=format_day(days[0]), last=format_day(days[-1]))
    layout = lay_out_film(*size, _write_credit(workspace, views[-1]))
    palette = read_palette(dark=look.dark, body=layout.body)
    shots = _paint_shots(workspace, views, layout, palette, look.extent, has_cards=bool(card))
    watched = _watch(shots, len(days) + (2 if card else 0), on_step, cancelled)
    film = KINDS[kind](watched, size, pace, f"{workspace.dataset.front.title}: {title}")
    return STAMPS[kind](film, told) if told else film


def list_days(
    workspace: Workspace, selection: Selection, first: date, last: date, by: str
) -> tuple[date, ...]:
    """Return the days that have a frame: the first, then each day or each with a change.

    Raises:
        OutputError: the last day comes before the first.
    """
    if last < first:
        raise OutputError(REFUSALS["film_empty"].format(first=first, last=last))
    if by == "day":
        return tuple(first + timedelta(days) for days in range((last - first).days + 1))
    changes = workspace.pick_timeline(selection.clock).dates
    return (first, *(day for day in changes if first < day <= last))


def check_film(
    size: tuple[int, int],
    frames: int,
    kind: str,
    pace: Pace,
) -> None:
    """Refuse what makes no film.

    Raises:
        OutputError: a side, the number of pixels, the speed or the time of a card is out of range.
    """
    if not 0 <= pace.card <= MOST_CARD_S:
        words = REFUSALS["film_card"]
        raise OutputError(words.format(given=f"{pace.card:g}", most=f"{MOST_CARD_S:g}"))
    width, height = size
    if not all(LEAST <= side <= MOST for side in size):
        raise OutputError(
            REFUSALS["film_size"].format(width=width, height=height, least=LEAST, most=MOST)
        )
    if kind == "mp4" and (width % 2 or height % 2):
        raise OutputError(REFUSALS["film_odd"].format(width=width, height=height))
    for rate in (pace.speed, pace.speed if pace.fps is None else pace.fps):
        if not 0.1 <= rate <= 60.0:
            raise OutputError(REFUSALS["film_speed"].format(speed=f"{rate:g}"))
    if width * height * frames > MOST_PIXELS:
        raise OutputError(REFUSALS["film_large"].format(frames=frames, width=width, height=height))


def _paint_shots(
    workspace: Workspace,
    views: list[View],
    layout: FilmLayout,
    palette: Palette,
    extent: Extent | None,
    *,
    has_cards: bool,
) -> Iterator[Shot]:
    """Yield the frames of a film between its cards."""
    if has_cards:
        yield Shot(paint_title(workspace, views, layout, palette), is_card=True)
    yield from map(Shot, _paint_frames(workspace, views, layout, palette, extent))
    if has_cards:
        yield Shot(paint_end(workspace, views, layout, palette), is_card=True)


def _paint_frames(
    workspace: Workspace,
    views: list[View],
    layout: FilmLayout,
    palette: Palette,
    extent: Extent | None,
) -> Iterator[Image.Image]:
    """Yield the finished frames; what does not change from one to the next is painted once."""
    left, top, right, bottom = layout.map
    modes = [show_mode(workspace, view.selection) for view in views]
    panel = lay_map(
        workspace,
        _list_areas(views, modes),
        views[0].selection.layers,
        (right - left, bottom - top),
        page_size=PageSize("film", layout.width, layout.height, layout.body),
        palette=palette,
        extent=extent,
        last_rank=_LAST_RANK,
    )
    pen = Pen(workspace, layout, palette)
    stage: Stage | None = None
    ground: Image.Image | None = None
    shown: list[object] = []
    for view, mode in zip(views, modes, strict=True):
        if stage is None or view.timeline.grows_on(view.selection.day):
            stage, ground = paint_stage(workspace, view.selection, layout, panel), None
        # What a map's areas look like: which they are, how old, and the words on them.
        looks = [
            (STYLE.find_age(one.age), one.figure and one.figure.claim) for one in view.accounts
        ]
        areas: list[object] = [*map(id, list_shown([view])), *looks]
        if mode:
            areas = [mode]
        if ground is None or areas != shown:
            ground, shown = lay_held(stage, view, mode, layout, panel), areas
        frame = ground.copy()
        write_frame(frame, view, pen, stage)
        yield frame


def _list_areas(views: list[View], modes: list[ShownMode | None]) -> list[Shaped]:
    """Return what the map of a film has to hold."""
    moded = {id(area): area for mode in modes if mode for area in mode.areas}
    return [*(moded.values() if any(modes) else list_shown(views))]


def _watch(
    frames: Iterator[Shot], total: int, on_step: OnStep | None, cancelled: Callable[[], bool]
) -> Iterator[Shot]:
    """Yield the frames and tell of each, until the film is stopped."""
    for number, frame in enumerate(frames, 1):
        if cancelled():
            raise StoppedError(REFUSALS["film_stopped"])
        yield frame
        if on_step:
            on_step(number, total, FILM["frame"].format(number=number, total=total))


def _write_credit(workspace: Workspace, view: View) -> str:
    """Return the filter in force, cautions and the credit as one text."""
    dataset, groups = workspace.dataset, [*view.selection.layers, INSET_GROUP]
    notice = f"{workspace.notice}. " if workspace.notice else ""
    return f"{notice}{write_caution(dataset.front, view)} {write_credits(dataset, groups)}"
