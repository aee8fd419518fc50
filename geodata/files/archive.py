"""Files in one zip archive, the same bytes whenever it is written."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can give
_READABLE: Final = 0o100644 << 16  # a file that its owner may write and all may read
_UNIX: Final = 3


def zip_files(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Return an archive of `files`, in their order, inside `folder` where one is named."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return stream.getvalue()
