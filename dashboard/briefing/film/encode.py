"""A film as a file: H.264 in MP4, animated WebP or GIF, at a pace, with no clock in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from itertools import chain
from math import ceil
from types import MappingProxyType
from typing import Final

import av
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from dashboard.briefing.drawing.metadata import Metadata, stamp_gif, stamp_mp4, stamp_webp
from geodata.files.output import borrow_folder

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
_HOLD_S: Final = 2.0  # for which the last step is shown at least, before it ends or starts again
_LEAST_RATE: Final = 1.0  # pictures a second of an MP4 at least: some players take no fewer


@dataclass(frozen=True, slots=True)
class Pace:
    """How many steps a second a film takes, and of how many pictures a second it is made."""

    speed: float
    fps: float | None = None

    @classmethod
    def fit(cls, steps: int, seconds: float) -> "Pace":
        """Return the pace at which so many steps, and the hold of the last, take so long."""
        if steps > 1 and _HOLD_S < seconds < steps * _HOLD_S:
            return cls((steps - 1) / (seconds - _HOLD_S))
        return cls(steps / seconds)

    @property
    def rate(self) -> float:
        """The pictures a second of a file in which all take the same time."""
        return self.fps or self.speed * ceil(_LEAST_RATE / self.speed)

    @property
    def hold(self) -> float:
        """The seconds for which the last step is shown beyond its own."""
        return max(_HOLD_S - 1.0 / self.speed, 0.0)

    def repeat(self, frames: Frames) -> Iterator[tuple[Image.Image, int]]:
        """Yield each step with the pictures that it takes, the last with those of its hold."""
        waiting = None
        for place, frame in enumerate(frames):
            if waiting:
                yield waiting
            ends = (round(number * self.rate / self.speed) for number in (place, place + 1))
            start, end = ends
            waiting = frame, max(end - start, 1)
        if waiting:
            yield waiting[0], waiting[1] + round(self.hold * self.rate)


def encode_mp4(frames: Frames, size: tuple[int, int], pace: Pace, title: str) -> bytes:
    """Return H.264 video in yuv420p, its index in front, so that it plays while it loads.

    All pictures take the same time, and there is no list of edits, which some places refuse.
    """
    with borrow_folder() as folder:
        path = folder / "film.mp4"
        options = {"movflags": "+faststart", "fflags": "+bitexact", "use_editlist": "0"}
        with av.open(str(path), "w", format="mp4", options=options) as container:
            container.metadata["title"] = title
            stream = container.add_stream("libx264", rate=_find_rate(pace.rate), options=_X264)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            stream.gop_size = max(1, round(pace.rate * _KEY_SECONDS))
            context = stream.codec_context
            context.color_primaries = context.color_trc = context.colorspace = _BT709
            count = 0
            for picture, times in pace.repeat(frames):
                frame = _convert(picture)
                for _ in range(times):
                    frame.pts, frame.time_base = count, 1 / _find_rate(pace.rate)
                    container.mux(stream.encode(frame))
                    count += 1
            container.mux(stream.encode())
        return path.read_bytes()


def encode_webp(frames: Frames, size: tuple[int, int], pace: Pace, title: str) -> bytes:
    """Return an animated WebP without loss that goes on for ever; it has no place for a title."""
    del title
    with borrow_folder() as folder:
        path = folder / "film.webp"
        options = {"loop": "0", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="webp", options=options) as container:
            stream = container.add_stream(
                "libwebp_anim", rate=_find_rate(pace.speed), options=_WEBP
            )
            stream.width, stream.height, stream.pix_fmt = *size, "bgra"
            for picture, times in Pace(pace.speed, pace.speed).repeat(frames):
                for _ in range(times):
                    container.mux(stream.encode(av.VideoFrame.from_image(picture)))
            container.mux(stream.encode())
        return path.read_bytes()


def encode_gif(frames: Frames, size: tuple[int, int], pace: Pace, title: str) -> bytes:
    """Return a GIF of one palette that goes on for ever, halting at its end."""
    del size
    stream = BytesIO()
    pictures = iter(frames)
    first = next(pictures)
    reduced = _reduce(chain([first], pictures), _pick_colours(first))
    start, *others = reduced
    pause = round(1000 / pace.speed)
    durations = [pause] * len(others) + [pause + round(1000 * pace.hold)]
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


KINDS: Final[Mapping[str, Callable[[Frames, tuple[int, int], Pace, str], bytes]]] = (
    MappingProxyType({"mp4": encode_mp4, "gif": encode_gif, "webp": encode_webp})
)
"""Each format with what writes it: frames, size, pace and title → bytes."""


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
