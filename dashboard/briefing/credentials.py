"""Content credentials (C2PA): put into a file, read from one, and set aside to judge what is below.

Source: C2PA specification 2.4 (https://spec.c2pa.org), through the library of its authors, which is
an extra: https://github.com/contentauth/c2pa-python. Nothing is fetched: no authority is asked for
the time, no manifest is looked up elsewhere. A signed file differs each time that it is written,
since a signature is salted; the file below does not.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Final, Literal, TypedDict
from xml.sax.saxutils import unescape
from zipfile import ZIP_STORED, ZipFile
from zlib import crc32

from dashboard.briefing.drawing.metadata import MADE
from dashboard.briefing.drawing.origin import find_origin, name_program, search_parts
from dashboard.briefing.seal import Seal, SealError, make_seal, need_library

MIMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "png": "image/png",
        "svg": "image/svg+xml",
        "pdf": "application/pdf",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "mp4": "video/mp4",
        "gif": "image/gif",
        "webp": "image/webp",
    }
)
"""The formats that can be signed, with their media types."""
ASSERTION: Final = "org.kursk-front.origin"
"""The label of what we claim of a file: its title, states, dataset and program."""
_SETTINGS: Final = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
_MARK: Final = re.compile(rb"jumdc2pa|<c2pa:manifest")
_TITLE: Final = re.compile(rb"<dc:title>(?:<rdf:Alt><rdf:li[^>]*>)?([^<]*)<")
_TYPES: Final = "[Content_Types].xml"
_TYPE: Final = b'<Default Extension="c2pa" ContentType="application/c2pa"/></Types>'
_IN_SVG: Final = re.compile(rb"<c2pa:manifest>([^<]*)</c2pa:manifest>")
_STORE: Final = re.compile(rb"(.{4})jumb.{4}jumdc2pa", re.DOTALL)
# What neither the signature nor a hash covers in a store: its boxes' names and sizes, its padding.
_WHOLE: Final = re.compile(
    rb"(.{4})jumb\0\0\0\x1ejumdc2pa.{12}\x03c2pa\0(.{4})jumb.*\x03c2pa\.assertions\0.*"
    rb"\x03c2pa\.claim\.v2\0.*(.{4})jumb\0\0\0\x28jumdc2cs.{12}\x03c2pa\.signature\0.*"
    rb"cpad(?:[\x40-\x57]|X.|Y..)\0*\xf6[XY].*",
    re.DOTALL,
)
_IN_BLOCKS: Final = "gif"  # which has a store cut up, and is judged by its pictures

State = Literal["trusted", "valid", "broken"]
_STATES: Final[Mapping[str, State]] = MappingProxyType({"Valid": "valid", "Trusted": "trusted"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a file's credentials are worth, and in whose name their certificate was given.

    Trusted are those whose certificate leads to an authority that was named as trusted; broken are
    those that do not fit the file, or in which something was changed.
    """

    state: State
    name: str = ""
    organisation: str = ""


def sign_file(content: bytes, form: str, seal: Seal) -> bytes:
    """Return a file of ours with credentials: what it says of its making, signed.

    Raises:
        SealError: its format cannot be signed, or C2PA does not allow the certificate.
    """
    claim = _claim(content)
    if form not in MIMES or claim is None:
        raise SealError("form", form)
    return _embed(content, form, seal, str(claim["title"]), {"label": ASSERTION, "data": claim})


def bears_credentials(content: bytes) -> bool:
    """Whether there seem to be credentials in a file."""
    return bool(_MARK.search(content))


class _Assertion(TypedDict):
    """A statement of credentials, of what sort it is."""

    label: str
    data: object


class _Manifest(TypedDict, total=False):
    """What is read of credentials as the library tells them."""

    assertions: list[_Assertion]
    signature_info: dict[str, str]


def read_credentials(content: bytes, form: str, trusted: bytes = b"") -> Credentials | None:
    """Return what a file's credentials are worth, None where there are none.

    `trusted` are certificates of authorities, as PEM.

    Raises:
        SealError: there are, and the library that reads them is missing.
    """
    if not bears_credentials(content) or form not in MIMES:
        return None
    need_library()
    import c2pa  # noqa: PLC0415 (an extra)

    settings: dict[str, object] = {**_SETTINGS}
    if trusted:
        settings["trust"] = {"user_anchors": trusted.decode(errors="replace")}
    try:
        context = c2pa.Context.from_dict(settings)
        with c2pa.Reader(MIMES[form], BytesIO(content), context=context) as reader:
            told, found = json.loads(reader.json()), reader.get_validation_state()
    except c2pa.C2paError.ManifestNotFound:
        return None
    except (c2pa.C2paError, ValueError):
        return Credentials("broken")
    manifest: _Manifest = told.get("manifests", {}).get(told.get("active_manifest"), {})
    signer = manifest.get("signature_info", {})
    whole = form == _IN_BLOCKS or _is_whole(content, form)
    fits = whole and all(one == _claim(content) for one in _list_claims(manifest))
    state = _STATES.get(found, "broken") if fits else "broken"
    return Credentials(state, str(signer.get("common_name", "")), str(signer.get("issuer", "")))


def _list_claims(manifest: _Manifest) -> list[object]:
    """Return what credentials claim of a file in our words."""
    assertions = manifest.get("assertions", [])
    return [one.get("data") for one in assertions if one.get("label") == ASSERTION]


def _claim(content: bytes) -> dict[str, object] | None:
    """Return what we claim of a file: what it says itself, None where it says nothing."""
    origin = find_origin(content)
    if origin is None:
        return None
    found = search_parts(content, _TITLE)
    return {
        "title": unescape(found[1].decode()) if found else "",
        "states": list(origin.states),
        "dataset": f"sha256:{origin.dataset}",
        "program": origin.program,
    }


def is_below(content: bytes, again: bytes, form: str) -> bool:
    """Whether a file with credentials is, below them, the file `again` that was made without.

    That one is signed with a key of the moment, so that its credentials are as long; then the
    file's own take their place, and both must be the same to the byte.
    """
    place = _find_store(content, form)
    if place is None:
        return False
    store = content[place]
    shell = _wrap(again, form, len(store))
    at = shell and _find_store(shell, form)
    if not shell or at != place:
        return False
    filled = shell[: at.start] + store + shell[at.stop :]
    for order in ("big", "little"):  # of a PNG's check sum over its chunk, and of an archive's
        head = b"caBX" if form == "png" else b""
        old, new = (crc32(head + one).to_bytes(4, order) for one in (shell[at], store))
        filled = filled.replace(old, new)
    return filled == content


def _embed(
    content: bytes, form: str, seal: Seal, title: str, *assertions: Mapping[str, object]
) -> bytes:
    import c2pa  # noqa: PLC0415 (an extra)

    made = {"action": "c2pa.created", "digitalSourceType": MADE}
    release = name_program().partition("+")[0]
    claim = {
        "claim_generator_info": [{"name": "Kursk Front", "version": release}],
        "title": title,
        "format": MIMES[form],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [made]}}, *assertions],
    }
    info = c2pa.C2paSignerInfo(seal.algorithm, seal.chain, seal.key, None)
    source, target = BytesIO(_store(content) if form == "pptx" else content), BytesIO()
    try:
        context = c2pa.Context.from_dict(_SETTINGS)
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(claim, context) as builder:
            builder.sign(signer, MIMES[form], source, target)
    except c2pa.C2paError as error:
        raise SealError("refused", str(error).rpartition(": ")[2]) from error
    return target.getvalue()


def _wrap(content: bytes, form: str, length: int) -> bytes | None:
    """Return a file whose credentials, of a key of the moment, stand in `length` bytes."""
    seal, title = make_seal(), 0
    for _ in range(4):  # a longer title may need another byte that says how long it is
        shell = _embed(content, form, seal, "x" * title)
        place = _find_store(shell, form)
        if place is None:
            return None
        missing = length - (place.stop - place.start)
        if missing == 0:
            return shell
        title += missing * 3 // 4 if form == "svg" else missing
        if title < 0:
            return None
    return None


def _find_store(content: bytes, form: str) -> slice | None:
    """Return where the credentials stand in a file."""
    if form == "svg":
        text = _IN_SVG.search(content)
        return slice(*text.span(1)) if text else None
    found = _STORE.search(content)
    if not found:
        return None
    return slice(found.start(), found.start() + int.from_bytes(found[1], "big"))


def _is_whole(content: bytes, form: str) -> bool:
    """Whether in a store all is as it is written that neither signature nor hash would miss."""
    place = _find_store(content, form)
    text = content[place] if place else b""
    try:
        store = b64decode(text, validate=True) if form == "svg" else text
    except ValueError:
        return False
    found = _WHOLE.fullmatch(store)
    if not found or (form == "svg" and b64encode(store) != text):
        return False
    return all(
        int.from_bytes(found[one], "big") == len(store) - found.start(one) for one in (1, 2, 3)
    )


def _store(deck: bytes) -> bytes:
    """Return a deck in an archive that is not packed, as credentials ask, and that knows them."""
    target = BytesIO()
    with ZipFile(BytesIO(deck)) as packed, ZipFile(target, "w", ZIP_STORED) as stored:
        for member in packed.infolist():
            content = packed.read(member)
            member.compress_type = ZIP_STORED
            if member.filename == _TYPES:
                content = content.replace(b"</Types>", _TYPE)
            stored.writestr(member, content)
    return target.getvalue()
