"""The film of a front: every frame a whole page, with its date and its sources burnt in.

It becomes H.264 in MP4, GIF or animated WebP; no clock, the same bytes every time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO
from itertools import chain
from types import MappingProxyType
from typing import Final

import av
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from dashboard.briefing.drawing.metadata import Metadata, stamp_gif, stamp_mp4, stamp_webp
from dashboard.briefing.drawing.page_size import PageSize
from dashboard.briefing.drawing.palette import Palette, read_palette
from dashboard.briefing.film.frame import (
    FilmLayout,
    Pen,
    Stage,
    lay_held,
    lay_out_film,
    paint_stage,
    write_frame,
)
from dashboard.briefing.map.extent import list_shown
from dashboard.briefing.map.panel import lay_map
from dashboard.briefing.sheet.credits import write_caution, write_credits
from dashboard.state.selection import INSET_GROUP, Selection
from dashboard.text.catalogues import DECK, FILM, REFUSALS
from dashboard.text.spelling import format_day
from dashboard.view.style import STYLE
from dashboard.view.view import View, build_view
from dashboard.view.workspace import Workspace
from geodata.core import OnStep
from geodata.core.errors import OutputError
from geodata.files.output import borrow_folder

STEPS: Final = ("report", "day")
"""A frame for each day on which something changes, or for every day."""
SPEEDS: Final = {"report": 2.0, "day": 15.0}
"""Frames a second where none are asked for."""
SIZE: Final = (1920, 1080)
LEAST, MOST = 240, 4096
MOST_PIXELS: Final = 4_000_000_000
_LAST_RANK: Final = 2  # of the settlements that are named

Frames = Iterable[Image.Image]

# Looking ahead, x264 reads memory that nobody has written, so that bytes would differ by chance.
_X264: Final = {
    "preset": "veryfast",
    "tune": "animation",
    "crf": "18",
    "threads": "1",
    "bf": "0",
    "rc-lookahead": "0",
    "mbtree": "0",
}
_WEBP: Final = {"lossless": "1", "compression_level": "0", "quality": "20", "loop": "0"}
_BT709: Final = 1
_KEY_SECONDS: Final = 4  # between two frames at which a player can start
_EXACT, _MIXED = 96, 159  # colours of a GIF: the commonest as they are, the others as they mix
_LAST_MS: Final = 2000  # for which a GIF shows its last frame, before it starts again


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
    kind: str = "mp4",
    size: tuple[int, int] = SIZE,
    dark: bool = False,
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
        speed: Frames a second, by default those of SPEEDS.
        kind: One of KINDS: mp4, gif or webp.
        size: Width and height in pixels; for mp4 both even.
        dark: Whether to use the dark theme.
        on_step: Told of each frame.
        cancelled: Asked before each frame; once it says so, nothing is made.
        told: What the file is to say of itself.

    Raises:
        OutputError: the size, the days or the speed make no film.
        StoppedError: `cancelled` said so.
    """
    days = list_days(workspace, selection, first, last, by)
    speed = SPEEDS[by] if speed is None else speed
    check_film(size, len(days), kind, speed)
    views = [build_view(workspace, replace(selection, day=day)) for day in days]
    title = DECK["from_to"].format(first=format_day(days[0]), last=format_day(days[-1]))
    layout = lay_out_film(*size, _write_credit(workspace, views[-1]))
    frames = _paint_frames(workspace, views, layout, read_palette(dark=dark, body=layout.body))

    watched = _watch(_look_ahead(frames), len(days), on_step, cancelled)
    film = KINDS[kind](watched, size, speed, f"{workspace.dataset.front.title}: {title}")
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


def check_film(size: tuple[int, int], frames: int, kind: str, speed: float) -> None:
    """Refuse what makes no film.

    Raises:
        OutputError: a side, the number of pixels or the speed is out of range.
    """
    width, height = size
    if not all(LEAST <= side <= MOST for side in size):
        raise OutputError(
            REFUSALS["film_size"].format(width=width, height=height, least=LEAST, most=MOST)
        )
    if kind == "mp4" and (width % 2 or height % 2):
        raise OutputError(REFUSALS["film_odd"].format(width=width, height=height))
    if not 0.1 <= speed <= 60.0:
        raise OutputError(REFUSALS["film_speed"].format(speed=f"{speed:g}"))
    if width * height * frames > MOST_PIXELS:
        raise OutputError(REFUSALS["film_large"].format(frames=frames, width=width, height=height))


def _paint_frames(
    workspace: Workspace, views: list[View], layout: FilmLayout, palette: Palette
) -> Iterator[Image.Image]:
    """Yield the finished frames; what does not change from one to the next is painted once."""
    left, top, right, bottom = layout.map
    panel = lay_map(
        workspace,
        list_shown(views),
        views[0].selection.layers,
        (right - left, bottom - top),
        page_size=PageSize("film", layout.width, layout.height, layout.body),
        palette=palette,
        last_rank=_LAST_RANK,
    )
    pen = Pen(workspace, layout, palette)
    stage: Stage | None = None
    ground: Image.Image | None = None
    shown: list[object] = []
    for view in views:
        if stage is None or view.timeline.grows_on(view.selection.day):
            stage, ground = paint_stage(workspace, view.selection, layout, panel), None
        # What a map's areas look like: which they are, how old, and the words on them.
        looks = [
            (STYLE.find_age(one.age), one.figure and one.figure.claim) for one in view.accounts
        ]
        areas = [*map(id, list_shown([view])), *looks]
        if ground is None or areas != shown:
            ground, shown = lay_held(stage, view, layout, panel), areas
        frame = ground.copy()
        write_frame(frame, view, pen, stage)
        yield frame


def _look_ahead(frames: Iterator[Image.Image]) -> Iterator[Image.Image]:
    """Yield the frames, each painted by another thread while the one before it is encoded."""
    context = copy_context()  # in which the language is spoken

    def paint() -> Image.Image | None:
        return context.run(next, frames, None)

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(paint)
        while (frame := coming.result()) is not None:
            coming = pool.submit(paint)
            yield frame


def _watch(
    frames: Iterator[Image.Image], total: int, on_step: OnStep | None, cancelled: Callable[[], bool]
) -> Iterator[Image.Image]:
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


def encode_mp4(frames: Frames, size: tuple[int, int], speed: float, title: str) -> bytes:
    """Return H.264 video in yuv420p, its index in front, so that it plays while it loads."""
    with borrow_folder() as folder:
        path = folder / "film.mp4"
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="mp4", options=options) as container:
            container.metadata["title"] = title
            stream = container.add_stream("libx264", rate=_find_rate(speed), options=_X264)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            stream.gop_size = max(1, round(speed * _KEY_SECONDS))
            context = stream.codec_context
            context.color_primaries = context.color_trc = context.colorspace = _BT709
            for picture in frames:
                container.mux(stream.encode(_convert(picture)))
            container.mux(stream.encode())
        return path.read_bytes()


def encode_webp(frames: Frames, size: tuple[int, int], speed: float, title: str) -> bytes:
    """Return an animated WebP without loss that goes on for ever; it has no place for a title."""
    del title
    with borrow_folder() as folder:
        path = folder / "film.webp"
        options = {"loop": "0", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="webp", options=options) as container:
            stream = container.add_stream("libwebp_anim", rate=_find_rate(speed), options=_WEBP)
            stream.width, stream.height, stream.pix_fmt = *size, "bgra"
            for picture in frames:
                container.mux(stream.encode(av.VideoFrame.from_image(picture)))
            container.mux(stream.encode())
        return path.read_bytes()


def encode_gif(frames: Frames, size: tuple[int, int], speed: float, title: str) -> bytes:
    """Return a GIF of one palette that goes on for ever, halting at its end."""
    del size
    stream = BytesIO()
    pictures = iter(frames)
    first = next(pictures)
    reduced = _reduce(chain([first], pictures), _pick_colours(first))
    start, *others = reduced
    pause = round(1000 / speed)
    durations = [pause] * len(others) + [max(pause, _LAST_MS)]
    options: dict[str, object] = {"comment": title.encode()}
    start.save(
        stream,
        "GIF",
        save_all=True,
        append_images=others,
        duration=durations if others else pause,
        loop=0,
        optimize=False,
        **options,
    )
    return stream.getvalue()


KINDS: Final[Mapping[str, Callable[[Frames, tuple[int, int], float, str], bytes]]] = (
    MappingProxyType({"mp4": encode_mp4, "gif": encode_gif, "webp": encode_webp})
)
"""Each format with what writes it: frames, size, frames a second and title → bytes."""


STAMPS: Final[Mapping[str, Callable[[bytes, Metadata], bytes]]] = MappingProxyType(
    {"mp4": stamp_mp4, "gif": stamp_gif, "webp": stamp_webp}
)
"""Each format with what puts its metadata into it."""


def _convert(picture: Image.Image) -> av.VideoFrame:
    """Return a picture as the encoder wants it, colours as high-definition television has them."""
    frame: av.VideoFrame = av.VideoFrame.from_image(picture)
    return frame.reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
    )


def _pick_colours(picture: Image.Image) -> Image.Image:
    """Return the palette of a film: what its first frame is mostly painted in stays exact."""
    counts = picture.getcolors(picture.width * picture.height) or []
    common = sorted(counts, key=lambda one: (-one[0], one[1]))[:_EXACT]
    exact = [part for _, colour in common if isinstance(colour, tuple) for part in colour]
    mixed = picture.quantize(_MIXED, method=Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(exact + mixed[: 3 * _MIXED])
    return palette


def _reduce(frames: Frames, colours: Image.Image) -> Iterator[Image.Image]:
    for picture in frames:
        yield picture.quantize(palette=colours, dither=Image.Dither.NONE)


def _find_rate(speed: float) -> Fraction:
    return Fraction(speed).limit_denominator(1000)
