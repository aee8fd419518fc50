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
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import dashboard
import geodata
from geodata.core import read_version

_MARK: Final = "kursk-front-origin"
_TOKEN: Final = re.compile(rb"kursk-front-origin:([A-Za-z0-9_=-]+):([0-9a-f]{16})")
_SUM: Final = 16  # digits of the check sum of a token
_ZIP: Final = b"PK\x03\x04"
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
    parts = [*_list_parts(content)]
    for part in parts:
        if found := _TOKEN.search(part):
            return _read_token(found[1], found[2].decode())
    if any(_MARK.encode() in part for part in parts):
        raise BrokenOriginError
    return None


@cache
def name_program() -> str:
    """Return the release with a fingerprint of its code and of what sets its pages."""
    found = sha256()
    for package in (geodata, dashboard):
        folder = Path(package.__file__ or "").parent
        paths = {path for kind in _CODE for path in folder.rglob(kind)}
        for path in sorted(paths, key=lambda one: one.relative_to(folder).as_posix()):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
    return f"{read_version()}+{found.hexdigest()[:12]}, typst {version('typst')}"


def _list_parts(content: bytes) -> Iterator[bytes]:
    """Yield where the token may stand: in the file, or in the members of an archive."""
    if not content.startswith(_ZIP):
        yield content
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    except (BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise BrokenOriginError from error


def _read_token(packed: bytes, told: str) -> Origin:
    if _sum_up(packed) != told:
        raise BrokenOriginError
    try:
        said = json.loads(urlsafe_b64decode(packed))
        return Origin(**{**said, "states": tuple(said["states"])})
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenOriginError from error


def _sum_up(packed: bytes) -> str:
    return sha256(packed).hexdigest()[:_SUM]
