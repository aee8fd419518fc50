"""A deck as the bytes of its file: no clock in its properties, its parts or its archive."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck

from geodata.files.output import zip_files

_STAMP: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def set_properties(
    deck: Deck, *, title: str, subject: str, language: str, author: str, stamp: datetime
) -> None:
    """Write a deck's core properties, none of which comes from a clock."""
    properties = deck.core_properties
    properties.title, properties.subject, properties.language = title, subject, language
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = properties.last_printed = stamp
    properties.revision = 1
    properties.keywords = properties.comments = properties.category = ""


def serialise_deck(deck: Deck, stamp: datetime) -> bytes:
    """Return the file's bytes, the same for the same deck and `stamp`."""
    when = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    for part in deck.part.package.iter_parts():
        if str(part.partname).endswith(".xlsx"):
            _settle_workbook(part, when)
    stream = BytesIO()
    deck.save(stream)
    return _pack_again(stream.getvalue(), lambda _, content: content)


def _settle_workbook(part: Part, when: bytes) -> None:
    """Take the clock out of a chart's workbook."""

    def settle(name: str, content: bytes) -> bytes:
        return _STAMP.sub(rb"\g<1>" + when, content) if name == "docProps/core.xml" else content

    part._blob = _pack_again(part.blob, settle)


def _pack_again(archive: bytes, settle: Callable[[str, bytes], bytes]) -> bytes:
    """Return an archive with the same members in the same order, without their times."""
    with ZipFile(BytesIO(archive)) as old:
        return zip_files({name: settle(name, old.read(name)) for name in old.namelist()})
