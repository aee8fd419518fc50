"""The pictures of a front that About shows: SVG that draws, and does nothing else.

They are shown as images, in which a browser runs no script and fetches nothing. A file that holds
either was not drawn for this, and may be opened by itself, where it would act.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

from geodata.core.errors import Fault
from geodata.dataset.contents import PICTURE_FOLDER, Contents, read_sound

_REMEDY: Final = "Draw it anew as plain SVG that holds all it shows, or remove it."
_ROOT: Final = "svg"
_ACTING: Final = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"}
)
_LINKS: Final = ("href", "src")
_INSIDE: Final = re.compile(r"#|data:(?:image/(?:png|jpeg|gif|webp)|font/[\w-]+)[;,]", re.I)
_URL: Final = re.compile(r"url\(\s*[\"']?\s*", re.I)
_STYLE: Final = "style"


def read_pictures(contents: Contents) -> tuple[dict[str, bytes], list[Fault]]:
    """Return the sound pictures by the names of their files, and a fault for each other."""
    found, faults = read_sound(contents, PICTURE_FOLDER, ".svg", check_picture, _REMEDY)
    return {PurePosixPath(path).name: contents.files[path] for path in found}, faults


def check_picture(content: bytes) -> None:
    """Check that a file is SVG which holds no script and refers to nothing outside of itself.

    Raises:
        ValueError: it is not, and why.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    check = _Check()
    parser.StartElementHandler = check.start
    parser.EndElementHandler = check.end
    parser.CharacterDataHandler = check.read
    parser.StartDoctypeDeclHandler = check.refuse_declaration
    parser.ProcessingInstructionHandler = check.refuse_instruction
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise ValueError(f"is no SVG: {error}") from error


class _Check:
    """What a parser meets in a picture, refused where it is more than a drawing."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._style: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(" ")[2].casefold()
        if not self._open and tag != _ROOT:
            raise ValueError(f"is no SVG: it begins with <{tag}>, expected <{_ROOT}>")
        if tag in _ACTING:
            raise ValueError(f"holds <{tag}>, which does more than draw")
        self._open.append(tag)
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2].casefold(), value)

    def end(self, _name: str) -> None:
        if self._open.pop() == _STYLE:
            _check_style("".join(self._style))
            self._style.clear()

    def read(self, text: str) -> None:
        if self._open[-1] == _STYLE:
            self._style.append(text)

    def refuse_declaration(self, *_: object) -> None:
        raise ValueError("declares a document type, which a picture needs not")

    def refuse_instruction(self, target: str, _text: str) -> None:
        raise ValueError(f"holds the instruction <?{target}?>, expected none")


def _check_attribute(key: str, value: str) -> None:
    if key.startswith("on"):
        raise ValueError(f"holds the handler {key}, which does more than draw")
    if key in _LINKS and not _INSIDE.match(value.strip()):
        raise ValueError(f"refers to {value[:80]!r}, expected a part of itself")
    if key == "attributename" and value.strip().rpartition(":")[2].casefold() in _LINKS:
        raise ValueError("changes where a part of it refers to")
    if key == _STYLE:
        _check_style(value)
    else:
        _check_urls(value)


def _check_style(text: str) -> None:
    if "\\" in text or "@import" in text.casefold():
        raise ValueError("has a style with an import or an escape, which may refer elsewhere")
    _check_urls(text)


def _check_urls(text: str) -> None:
    for found in _URL.finditer(text):
        if not _INSIDE.match(text, found.end()):
            target = text[found.end() : found.end() + 80]
            raise ValueError(f"refers to {target!r}, expected a part of itself")
