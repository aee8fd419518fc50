"""The metadata of a file: an XMP packet by the IPTC's standard, and its place in each format.

Sources: XMP (ISO 16684-1), IPTC Photo Metadata Standard 2023.2 with the code list of digital source
types; PNG keeps the packet in a chunk iTXt, SVG in its element metadata, MP4 in a box uuid, WebP in
a chunk of its own, GIF in an extension for applications.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from PIL.PngImagePlugin import putchunk

from dashboard.briefing.drawing.origin import Origin

MADE: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
"""The digital source type of all that is made here: drawn from data, by the IPTC's list."""
_AFTER_HEAD: Final = 33  # bytes of a PNG up to the end of its first chunk
_XMP_BOX: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_PACKET: Final = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" \
xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" \
xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" \
xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
xmlns:kf="urn:kursk-front:origin" \
xmp:CreatorTool={tool} photoshop:Credit={credit} photoshop:Source={source} \
Iptc4xmpExt:DigitalSourceType={made} kf:dataset={dataset} kf:state={state} kf:origin={token}>\
<dc:title>{title}</dc:title><dc:description>{caption}</dc:description>\
<dc:rights>{rights}</dc:rights><xmpRights:UsageTerms>{rights}</xmpRights:UsageTerms>\
<Iptc4xmpCore:AltTextAccessibility>{alt}</Iptc4xmpCore:AltTextAccessibility>\
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself: title, alt text, credit line, terms, source, and its origin."""

    title: str
    alt: str
    credit: str
    terms: str
    source: str
    origin: Origin


def write_packet(told: Metadata) -> str:
    """Return the XMP packet of a file."""
    return _PACKET.format(
        tool=quoteattr("Kursk Front"),
        credit=quoteattr(told.credit),
        source=quoteattr(told.source),
        made=quoteattr(MADE),
        dataset=quoteattr(f"sha256:{told.origin.dataset}"),
        state=quoteattr(" ".join(told.origin.states)),
        token=quoteattr(told.origin.spell()),
        title=_localise(told.title),
        caption=_localise(told.title),
        rights=_localise(told.terms),
        alt=_localise(told.alt),
    )


def stamp_png(png: bytes, told: Metadata) -> bytes:
    """Return a PNG with its metadata in front of its pixels."""
    stream = BytesIO()
    stream.write(png[:_AFTER_HEAD])
    packet = b"XML:com.adobe.xmp\0\0\0\0\0" + write_packet(told).encode()
    putchunk(stream, b"iTXt", packet)
    stream.write(png[_AFTER_HEAD:])
    return stream.getvalue()


def stamp_svg(svg: bytes, told: Metadata) -> bytes:
    """Return an SVG with its metadata as its first element."""
    head, bracket, rest = svg.partition(b">")
    return head + bracket + f"<metadata>{write_packet(told)}</metadata>".encode() + rest


def stamp_mp4(film: bytes, told: Metadata) -> bytes:
    """Return a film with its metadata in a box behind its pictures, where no player stumbles."""
    packet = _XMP_BOX + write_packet(told).encode()
    return film + struct.pack(">I", len(packet) + 8) + b"uuid" + packet


def stamp_webp(film: bytes, told: Metadata) -> bytes:
    """Return an animated WebP with its metadata in a chunk at its end, announced at its head."""
    packet = write_packet(told).encode()
    chunk = b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)
    body = bytearray(film[8:] + chunk)
    if body[4:8] == b"VP8X":
        body[12] |= 0x04  # the flag that says that there is such a chunk
    return b"RIFF" + struct.pack("<I", len(body)) + bytes(body)


def stamp_gif(film: bytes, told: Metadata) -> bytes:
    """Return a GIF with its metadata before its end, followed by what leads a reader past it."""
    packet = write_packet(told).encode()
    past = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    return film[:-1] + b"\x21\xff\x0bXMP DataXMP" + packet + past + film[-1:]


def stamp_html(page: bytes, told: Metadata) -> bytes:
    """Return a page with what it was made of in its head."""
    meta = f'<meta name="origin" content={quoteattr(told.origin.spell())}>'
    return page.replace(b"<head>", b"<head>" + meta.encode(), 1)


def _localise(text: str) -> str:
    """Return a text as XMP has those that there may be in several languages."""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
