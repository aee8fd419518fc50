"""Frames as a film: H.264 in MP4, GIF or animated WebP; no clock, the same bytes every time."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from io import BytesIO
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

import av
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

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


def encode_mp4(frames: Frames, size: tuple[int, int], speed: float, title: str) -> bytes:
    """Return H.264 video in yuv420p, its index in front, so that it plays while it loads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film.webp")
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
