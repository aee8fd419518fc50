"""A film as a file: H.264 in MP4, animated WebP or GIF, at a pace, with no clock in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from types import MappingProxyType
from typing import Final, TypeVar

import av
import numpy as np
from av.container import OutputContainer
from av.stream import Stream
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from PIL import Image

from dashboard.briefing.drawing.metadata import Metadata, stamp_gif, stamp_mp4, stamp_webp
from geodata.files.output import borrow_folder

CARD_S: Final = 3.0
"""The seconds of a card."""
RATE: Final = 30.0
"""The pictures a second of an MP4; some places that show films take none below 23."""

# Looking ahead, x264 reads memory that nobody has written, so that bytes would differ by chance.
_X264: Final = {
    "preset": "veryfast",
    "tune": "animation",
    "crf": "18",
    "threads": "1",
    "bf": "0",
    "rc-lookahead": "0",
    "mbtree": "0",
    # One frame goes in, one comes out, and only what is told to be a key frame is one.
    "x264-params": "force-cfr=1",
    "forced-idr": "1",
    "sc_threshold": "0",
    "refs": "1",
}
_CYCLE: Final = 16  # frames, after which their numbers begin anew
_FADES: Final = 3  # pictures in which one goes over into the next, in a fifth of a second
_TWICE: Final = 2  # frames that each of them stands
_NEVER: Final = 1_000_000
_WEBP: Final = {"lossless": "1", "compression_level": "0", "quality": "20", "loop": "0"}
_BT709: Final = 1
_KEY_SECONDS: Final = 4  # between two frames at which a player can start
_STRAYING: Final = ((40, 0.0004), (4, 0.02))
"""By how much of 255 in how many of its pixels a picture of a GIF may differ from what it shows."""
_EXACT, _MIXED = 96, 159  # colours of a GIF: the commonest as they are, the others as they mix
_HOLD_S: Final = 2.0  # for which the last step is shown at least, before it ends or starts again


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a film: a step of it, or a card before or after the steps."""

    picture: Image.Image
    is_card: bool = False


Shots = Iterable[Shot]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many steps a second a film takes, its pictures a second, and the seconds of a card."""

    speed: float
    fps: float | None = None
    card: float = CARD_S

    @classmethod
    def fit(cls, steps: int, seconds: float, card: float | None = None) -> "Pace":
        """Return the pace at which so many steps, the hold of the last, and two cards take so long.

        In a short film the cards take a third of it at most.
        """
        card = min(CARD_S if card is None else max(card, 0.0), seconds / 6.0)
        rest = seconds - 2.0 * card
        if steps > 1 and _HOLD_S < rest < steps * _HOLD_S:
            return cls((steps - 1) / (rest - _HOLD_S), card=card)
        return cls(steps / rest, card=card)

    @property
    def rate(self) -> float:
        """The pictures a second of a file in which all take the same time."""
        return self.fps or max(RATE, self.speed)

    @property
    def hold(self) -> float:
        """The seconds for which the last step is shown beyond its own."""
        return max(_HOLD_S - 1.0 / self.speed, 0.0)

    def time(self, shots: Shots) -> Iterator[tuple[Image.Image, float]]:
        """Yield each picture with its seconds, the last step with those of its hold."""
        waiting: Shot | None = None
        for shot in shots:
            if waiting:
                yield waiting.picture, self._take(waiting, last=shot.is_card)
            waiting = shot
        if waiting:
            yield waiting.picture, self._take(waiting, last=True)

    def repeat(self, shots: Shots, rate: float) -> Iterator[tuple[Image.Image, int]]:
        """Yield each picture with how often it stands in a file of that rate."""
        told, shown = 0.0, 0
        for picture, seconds in self.time(shots):
            told += seconds
            times = max(round(told * rate) - shown, 1)
            shown += times
            yield picture, times

    def _take(self, shot: Shot, *, last: bool) -> float:
        if shot.is_card:
            return self.card
        return 1.0 / self.speed + (self.hold if last else 0.0)


def encode_mp4(shots: Shots, size: tuple[int, int], pace: Pace, title: str) -> bytes:
    """Return H.264 video in yuv420p, its index in front, so that it plays while it loads.

    All pictures take the same time, and there is no list of edits, which some places refuse. A
    picture that stands is encoded a few times, and held by frames that say "as before".
    """
    with borrow_folder() as folder:
        path = folder / "film.mp4"
        options = {"movflags": "+faststart", "fflags": "+bitexact", "use_editlist": "0"}
        with av.open(str(path), "w", format="mp4", options=options) as container:
            container.metadata["title"] = title
            rate = _find_rate(pace.rate)
            stream = container.add_stream("libx264", rate=rate, options=_X264)
            stream.codec_context.framerate = rate
            _set_up(stream.codec_context, size)
            writer = _Writer(container, stream, rate, _make_holds(size, rate))
            drawn = pace.repeat(shots, float(rate))
            for frame, times in _look_ahead((_convert(picture), times) for picture, times in drawn):
                writer.show(frame, times)
            container.mux(stream.encode())
        return path.read_bytes()


@dataclass(slots=True)
class _Writer:
    """Puts pictures into a file, at a constant rate.

    A frame "as before" is the same in every film of a size: nothing but its number, which begins
    anew with each key frame and after `_CYCLE`. So those of each number are made once and copied;
    the picture after them is a key frame, where the encoder's own numbers begin anew, too. Source:
    ITU-T H.264, 7.4.3 (frame_num) and 8.4.1.1 (P_Skip).
    """

    container: OutputContainer
    stream: VideoStream
    rate: Fraction
    holds: tuple[bytes, ...]
    count: int = 0
    fed: int = 0
    number: int = 0
    next_key: int = 0
    shown: av.VideoFrame | None = None

    def show(self, picture: av.VideoFrame, times: int) -> None:
        """Show a picture so many times; one that stands fades in from the one before."""
        stands = times > _CYCLE
        is_key = self.count >= self.next_key
        fades = _FADES if stands and self.shown else 0
        mixed = _mix(self.shown, picture, fades) if self.shown else iter(())
        drawn = 1 if stands else times
        for frame, often in (*((one, _TWICE) for one in mixed), (picture, drawn)):
            for _ in range(often):
                self._encode(frame, is_key=is_key)
                is_key = False
        self.shown = picture
        if stands:
            for _ in range(times - _TWICE * fades - drawn):
                self.number = (self.number + 1) % _CYCLE
                self._mux(av.Packet(self.holds[self.number]))
            self.next_key = self.count

    def _encode(self, frame: av.VideoFrame, *, is_key: bool) -> None:
        frame.pts, frame.time_base = self.fed, 1 / self.rate
        frame.pict_type = PictureType.I if is_key else PictureType.NONE
        self.fed += 1
        for packet in self.stream.encode(frame):
            self.number = 0 if packet.is_keyframe else (self.number + 1) % _CYCLE
            if packet.is_keyframe:
                self.next_key = self.count + round(self.rate * _KEY_SECONDS)
            self._mux(packet)

    def _mux(self, packet: "av.Packet[Stream]") -> None:
        packet.stream, packet.time_base, packet.duration = self.stream, 1 / self.rate, 1
        packet.pts = packet.dts = self.count
        self.count += 1
        self.container.mux(packet)


def _make_holds(size: tuple[int, int], rate: Fraction) -> tuple[bytes, ...]:
    """Return the frames "as before" by their numbers, made of a picture in which nothing moves."""
    context = av.CodecContext.create("libx264", "w")
    context.time_base, context.framerate, context.options = 1 / rate, rate, _X264
    _set_up(context, size)
    frame = _convert(Image.new("RGB", size))
    made: list[bytes] = []
    for place in range(_CYCLE + 1):
        frame.pts, frame.time_base = place, 1 / rate
        made += [bytes(packet) for packet in context.encode(frame)]
    return made[_CYCLE], *made[1:_CYCLE]


def _set_up(context: av.VideoCodecContext, size: tuple[int, int]) -> None:
    context.width, context.height, context.pix_fmt = *size, "yuv420p"
    context.gop_size = _NEVER
    context.color_primaries = context.color_trc = context.colorspace = _BT709


def encode_webp(shots: Shots, size: tuple[int, int], pace: Pace, title: str) -> bytes:
    """Return an animated WebP without loss that goes on for ever; it has no place for a title."""
    del title
    with borrow_folder() as folder:
        path = folder / "film.webp"
        options = {"loop": "0", "fflags": "+bitexact"}
        with av.open(str(path), "w", format="webp", options=options) as container:
            rate = max(pace.speed, 1.0)
            stream = container.add_stream("libwebp_anim", rate=_find_rate(rate), options=_WEBP)
            stream.width, stream.height, stream.pix_fmt = *size, "bgra"
            for picture, times in _look_ahead(pace.repeat(shots, rate)):
                for _ in range(times):
                    container.mux(stream.encode(av.VideoFrame.from_image(picture)))
            container.mux(stream.encode())
        return path.read_bytes()


def encode_gif(shots: Shots, size: tuple[int, int], pace: Pace, title: str) -> bytes:
    """Return a GIF that goes on for ever, halting at its end."""
    del size
    stream = BytesIO()
    durations: list[int] = []

    def list_pictures() -> Iterator[Image.Image]:
        for picture, seconds in pace.time(shots):
            durations.append(round(1000 * seconds))
            yield picture

    start, *rest = _reduce(_look_ahead(list_pictures()))
    options: dict[str, object] = {"comment": title.encode()}
    start.save(
        stream,
        "GIF",
        save_all=True,
        append_images=rest,
        duration=durations if rest else durations[0],
        loop=0,
        optimize=False,
        **options,
    )
    return stream.getvalue()


KINDS: Final[Mapping[str, Callable[[Shots, tuple[int, int], Pace, str], bytes]]] = MappingProxyType(
    {"mp4": encode_mp4, "gif": encode_gif, "webp": encode_webp}
)
"""Each format with what writes it: shots, size, pace and title → bytes."""


STAMPS: Final[Mapping[str, Callable[[bytes, Metadata], bytes]]] = MappingProxyType(
    {"mp4": stamp_mp4, "gif": stamp_gif, "webp": stamp_webp}
)
"""Each format with what puts its metadata into it."""


def _mix(before: av.VideoFrame, after: av.VideoFrame, count: int) -> Iterator[av.VideoFrame]:
    """Yield frames in which one goes over into the other, neither of the two among them."""
    if not count:
        return
    old, new = (one.to_ndarray().astype(np.uint16) for one in (before, after))
    for place in range(1, count + 1):
        mixed = (old * (count + 1 - place) + new * place) // (count + 1)
        yield av.VideoFrame.from_ndarray(mixed.astype(np.uint8), format="yuv420p")


def _look_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, each made by another thread while the one before it is in use."""
    context = copy_context()  # in which the language is spoken

    def make() -> Item | None:
        return context.run(next, items, None)

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(make)
        while (item := coming.result()) is not None:
            coming = pool.submit(make)
            yield item


def _convert(picture: Image.Image) -> av.VideoFrame:
    """Return a picture as the encoder wants it, colours as high-definition television has them."""
    frame: av.VideoFrame = av.VideoFrame.from_image(picture)
    return frame.reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
    )


def _pick_colours(picture: Image.Image) -> Image.Image:
    """Return the palette of a picture: what it is mostly painted in stays exact."""
    counts = picture.getcolors(picture.width * picture.height) or []
    common = sorted(counts, key=lambda one: (-one[0], one[1]))[:_EXACT]
    exact = [part for _, colour in common if isinstance(colour, tuple) for part in colour]
    mixed = picture.quantize(_MIXED, method=Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(exact + mixed[: 3 * _MIXED])
    return palette


def _reduce(pictures: Iterable[Image.Image]) -> Iterator[Image.Image]:
    """Yield pictures in the colours of the first of them, and anew of each that has others.

    The first may be a card, or of a day on which nothing was held yet.
    """
    colours: Image.Image | None = None
    for picture in pictures:
        reduced = colours and picture.quantize(palette=colours, dither=Image.Dither.NONE)
        if not reduced or _strays(picture, reduced):
            colours = _pick_colours(picture)
            reduced = picture.quantize(palette=colours, dither=Image.Dither.NONE)
        yield reduced


def _strays(picture: Image.Image, reduced: Image.Image) -> bool:
    """Whether a colour was lost where a picture was reduced, or ground took another tint.

    That is seen in a quarter of its pixels.
    """
    ours, theirs = (np.asarray(one.convert("RGB"))[::2, ::2] for one in (picture, reduced))
    off = np.abs(ours.astype(np.int16) - theirs).max(axis=2)
    return any(float((off > most).mean()) > share for most, share in _STRAYING)


def _find_rate(speed: float) -> Fraction:
    return Fraction(speed).limit_denominator(1000)
