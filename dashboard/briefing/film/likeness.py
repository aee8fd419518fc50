"""Whether two films are one, whatever encoded and wrapped them: pictures, times and words.

An encoder of another release packs the same pictures into other bytes, so that bytes say nothing.
What a player or a picture desk reads beside the pictures is compared as well: which streams there
are, the words in the container, and the packet of metadata (XMP).
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import zip_longest
from typing import Final

import av
from PIL import Image, UnidentifiedImageError

_PACKET: Final = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.DOTALL)
_OF_THE_ENCODER: Final = frozenset({"encoder", "major_brand", "minor_version", "compatible_brands"})
"""Words of a container that tell of its encoder, whose release may be another."""
_Words = list[tuple[str, tuple[tuple[str, str], ...]]]


def are_alike(first: bytes, second: bytes) -> bool:
    """Return whether two films show the same pictures at the same times, with the same words."""
    if _PACKET.findall(first) != _PACKET.findall(second):
        return False
    if _read_comment(first) != _read_comment(second):
        return False
    words = _read_words(first)
    if words is None or words != _read_words(second):
        return False
    return all(one and one == other for one, other in zip_longest(_decode(first), _decode(second)))


def _read_words(film: bytes) -> _Words | None:
    """Return the words of a container and of each stream in it, None where it cannot be read."""
    try:
        with av.open(BytesIO(film), "r") as container:
            parts = [("container", _sort(container.metadata))]
            parts += [(stream.type, _sort(stream.metadata)) for stream in container.streams]
    except (av.FFmpegError, ValueError):
        return None
    return parts


def _sort(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(one for one in words.items() if one[0] not in _OF_THE_ENCODER))


def _read_comment(film: bytes) -> bytes:
    """Return the comment of a GIF, which FFmpeg does not tell; nothing of another film."""
    try:
        with Image.open(BytesIO(film), formats=("GIF",)) as picture:
            return bytes(picture.info.get("comment", b""))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""


def _decode(film: bytes) -> Iterator[bytes]:
    """Yield the pictures of a film with sizes and times, and nothing once it cannot be read."""
    try:
        with av.open(BytesIO(film), "r") as container:
            for frame in container.decode(video=0):
                shown = (frame.width, frame.height, round(frame.time or 0.0, 3))
                yield repr(shown).encode() + frame.to_image().tobytes()
    except (av.FFmpegError, ValueError):
        yield b""
