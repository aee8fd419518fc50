"""What a file says of its making: enough to make it again, and to be told from what was changed.

The words stand in every format as one token, so that one reader finds them in any; where a format
has a place for metadata (XMP), they stand there in the open as well: title, credit, terms, state.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 (an exception, named as one)

from geodata.core import read_version

_MARK: Final = "kursk-front-origin"
_TOKEN: Final = re.compile(rb"kursk-front-origin:([A-Za-z0-9_=-]+):([0-9a-f]{16})")
_SUM: Final = 16  # digits of the check sum of a token
_ZIP: Final = b"PK\x03\x04"
MOST_BYTES: Final = 256_000_000
"""Of an archive, unpacked, that is looked through."""
_UNREADABLE: Final = (BadZipFile, EOFError, LZMAError, OSError, ValueError, RuntimeError, ZlibError)
_CODE: Final = ("*.py", "*.toml")


class BrokenOriginError(ValueError):
    """A file bears the words of its making, but they were changed."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Of what a file was made: what it is, the states shown, the options, dataset and program.

    `make` is one of sheet, deck, film and page; `states` are addresses of states; `dataset` is the
    dataset's fingerprint, `program` the release and the fingerprint of its code.
    """

    make: str
    form: str
    states: tuple[str, ...]
    dataset: str
    options: Mapping[str, str] = field(default_factory=dict)
    program: str = ""

    def spell(self) -> str:
        """Return the token that stands in the file."""
        said = asdict(self) | {"program": self.program or name_program()}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        packed = urlsafe_b64encode(text.encode()).decode()
        return f"{_MARK}:{packed}:{_sum_up(packed.encode())}"


def find_origin(content: bytes) -> Origin | None:
    """Return what a file says of its making, None where it says nothing.

    Raises:
        BrokenOriginError: it did, and was changed.
    """
    is_marked = False
    for part in _list_parts(content):
        if found := _TOKEN.search(part):
            return _read_token(found[1], found[2].decode())
        is_marked = is_marked or _MARK.encode() in part
    if is_marked:
        raise BrokenOriginError
    return None


def search_parts(content: bytes, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    """Return where a file, or a member of an archive, says something first, None where none does.

    Raises:
        BrokenOriginError: the archive cannot be read, or unpacks to more than MOST_BYTES.
    """
    return next(filter(None, map(pattern.search, _list_parts(content))), None)


@cache
def name_program() -> str:
    """Return the release with a fingerprint of its code and of what sets its pages."""
    found = sha256()
    for package in ("geodata", "dashboard"):
        folder = Path(str(files(package)))
        paths = {path for kind in _CODE for path in folder.rglob(kind)}
        for path in sorted(paths, key=lambda one: one.relative_to(folder).as_posix()):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
    return f"{read_version()}+{found.hexdigest()[:12]}, typst {version('typst')}"


def _list_parts(content: bytes) -> Iterator[bytes]:
    """Yield where the token may stand: in the file, or in the members of an archive.

    Raises:
        BrokenOriginError: the archive cannot be read, or unpacks to more than MOST_BYTES.
    """
    if not content.startswith(_ZIP):
        yield content
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()  # of each no more is unpacked than it states
            if sum(one.file_size for one in members) > MOST_BYTES:
                raise BrokenOriginError
            yield from (archive.read(one) for one in members)
    except _UNREADABLE as error:
        raise BrokenOriginError from error


def _read_token(packed: bytes, told: str) -> Origin:
    if _sum_up(packed) != told:
        raise BrokenOriginError
    try:
        return _make_origin(json.loads(urlsafe_b64decode(packed)))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenOriginError from error


def _make_origin(said: Mapping[str, object]) -> Origin:
    """Return the origin that a token states; anyone may have written it.

    Raises:
        KeyError, TypeError, ValueError: a part is missing, unknown, or no text.
    """
    states, options = said["states"], said.get("options", {})
    if not isinstance(states, list) or not states or not isinstance(options, dict):
        raise TypeError
    words = {name: said[name] for name in ("make", "form", "dataset", "program")}
    if set(said) - {*words, "states", "options"}:
        raise ValueError
    return Origin(
        states=tuple(map(_read_text, states)),
        options={_read_text(name): _read_text(option) for name, option in options.items()},
        **{name: _read_text(word) for name, word in words.items()},
    )


def _read_text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError
    given.encode()  # half a letter is none: the error of that is a ValueError
    return given


def _sum_up(packed: bytes) -> str:
    return sha256(packed).hexdigest()[:_SUM]
