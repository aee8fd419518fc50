"""Held areas as KML 2.2 with time spans, by which Google Earth offers its time slider.

Written with the standard library: simplekml, the one writer of KML in Python, has had no release
since 2021.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.sax.saxutils import unescape

from babel.dates import format_date
from shapely.geometry import Polygon

from geodata.core.model import Edge, Front, Role, Side
from geodata.export.held_table import Report
from geodata.export.licences import format_notice
from geodata.export.tables import Table

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_GOOGLE: Final = "http://www.google.com/kml/ext/2.2"
_FILLS: Final = {Role.HOLDER: 0x55, Role.MAPPERS: 0x55}  # others are an outline, as on screen
_WIDTHS: Final = {Edge.FIRM: "2.5", Edge.CONTESTED: "1.2"}
_escape: Final = partial(escape, quote=False)  # an apostrophe between tags stands for itself
_OTHERS: Final = "other claims of the same days"
_BALLOON: Final = re.compile(r"(?<=<description>)[^<]+")
"""What is HTML stands as it is, as in Google's own files: escaped once more nobody can read it."""
_HEAD: Final = "<?xml version='1.0' encoding='utf-8'?>\n"
_RANGE_METRES: Final = 160_000  # how far off the eye is at first: the whole front


def encode_kml(
    front: Front, table: Table, reports: Sequence[Report], colours: Mapping[Role, str]
) -> bytes:
    """Return a folder for each account, and in it the areas of rival claims in one of their own.

    `table` has the rows of `reports`, `colours` is each role's colour as #RRGGBB.
    """
    root = Element("kml", {"xmlns": _NAMESPACE, "xmlns:gx": _GOOGLE})
    document = SubElement(root, "Document")
    _add_text(document, "name", front.title)
    _add_text(document, "open", "1")
    told = f"{front.subtitle}. {format_notice(front, table.part)}"
    _add_text(document, "description", _escape(told))
    _look_at(document, front)
    for account in front.accounts:
        for edge in Edge:
            _add_style(document, account.side, edge, colours[account.side.role])
    pairs = list(zip(reports, table.rows, strict=True))
    for account in front.accounts:
        ours = [pair for pair in pairs if pair[0].area.account == account.side]
        if not ours:
            continue
        folder = _add_folder(document, account.label, account.description)
        _add_areas(front, folder, (pair for pair in ours if pair[0].area.leading), shown=True)
        if rivals := [pair for pair in ours if not pair[0].area.leading]:
            others = _add_folder(folder, f"{account.label}: {_OTHERS}", "", shown=False)
            _add_areas(front, others, rivals, shown=False)
    indent(root, " ")
    content = tostring(root, encoding="unicode")
    told_as_is = _BALLOON.sub(lambda found: f"<![CDATA[{unescape(found[0])}]]>", content)
    return f"{_HEAD}{told_as_is}".encode()


def _add_folder(parent: Element, name: str, about: str, *, shown: bool = True) -> Element:
    folder = SubElement(parent, "Folder")
    _add_text(folder, "name", name)
    _add_text(folder, "visibility", str(int(shown)))
    if about:
        _add_text(folder, "description", _escape(about))
    return folder


def _add_areas(
    front: Front,
    folder: Element,
    pairs: Iterable[tuple[Report, Mapping[str, object]]],
    *,
    shown: bool,
) -> None:
    for report, row in pairs:
        area = report.area
        place = SubElement(folder, "Placemark")
        _add_text(
            place, "name", f"{report.label}, {_format_day(area.date)}: {_format_size(report)}"
        )
        _add_text(place, "visibility", str(int(shown)))
        _add_text(place, "description", _describe(front, report))
        span = SubElement(place, "TimeSpan")
        _add_text(span, "begin", report.time_from)
        if report.valid_to:
            _add_text(span, "end", report.time_to)
        _add_text(place, "styleUrl", f"#{area.account}-{area.edge}")
        data = SubElement(place, "ExtendedData")
        for name, value in row.items():
            if value is not None:
                _add_text(SubElement(data, "Data", name=name), "value", _format_value(value))
        if not area.geometry.is_empty:
            shapes = SubElement(place, "MultiGeometry")
            for polygon in area.geometry.geoms:
                _add_polygon(shapes, polygon)


def _add_polygon(parent: Element, polygon: Polygon) -> None:
    shape = SubElement(parent, "Polygon")
    _add_text(shape, "tessellate", "1")
    rings = [("outerBoundaryIs", polygon.exterior)]
    rings += [("innerBoundaryIs", ring) for ring in polygon.interiors]
    for name, ring in rings:
        line = SubElement(SubElement(shape, name), "LinearRing")
        _add_text(line, "coordinates", " ".join(f"{lon!r},{lat!r}" for lon, lat in ring.coords))


def _add_style(document: Element, side: Side, edge: Edge, colour: str) -> None:
    style = SubElement(document, "Style", id=f"{side}-{edge}")
    line = SubElement(style, "LineStyle")
    _add_text(line, "color", _mix(colour, 0xFF))
    _add_text(line, "width", _WIDTHS[edge])
    fill = SubElement(style, "PolyStyle")
    opacity = _FILLS.get(side.role, 0) // (1 if edge is Edge.FIRM else 2)
    _add_text(fill, "color", _mix(colour, opacity))
    _add_text(fill, "fill", str(int(opacity > 0)))


def _look_at(document: Element, front: Front) -> None:
    """Open on the whole front on its opening day, and not on all days at once."""
    west, south, east, north = front.extent
    look = SubElement(document, "LookAt")
    _add_text(SubElement(look, "gx:TimeStamp"), "when", f"{front.opening}T12:00:00Z")
    _add_text(look, "longitude", f"{(west + east) / 2:.4f}")
    _add_text(look, "latitude", f"{(south + north) / 2:.4f}")
    _add_text(look, "range", str(_RANGE_METRES))


def _describe(front: Front, report: Report) -> str:
    """Return the balloon of an area as HTML; everything from data is escaped."""
    area, source = report.area, report.source
    link = _escape(source.title)
    if source.url:
        address = _escape(source.url).replace('"', "%22")
        link = f'<a href="{address}">{link}</a>'
    lines = [
        f"<b>Ground {_escape(front.words['held_by'])} according to {_escape(area.claimant)}</b>",
        f"{_escape(_format_size(report))}, {area.edge} edge; drawn as {area.area_km2:,.1f} km²",
        f"As of {_format_day(area.date)}, made public {_escape(report.claim.reported.text)}",
        f"{_escape(source.publisher)}: {link}; grade {_escape(report.grade)}",
        f"{_escape(report.claim.summary)}",
        f"Approximate, not surveyed. Claim {_escape(area.claim_id)}",
    ]
    return "<br/>".join(lines)


def _format_size(report: Report) -> str:
    hedge = f"{report.claim.qualifier.value} " if report.claim.qualifier.value else ""
    return f"{hedge}{report.area.claimed_km2:,.10g} km²"


def _format_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _format_day(day: date) -> str:
    """Return `day` as English readers write it: 12 August 2024."""
    return str(format_date(day, "d MMMM y", locale="en"))


def _mix(colour: str, opacity: int) -> str:
    """Return #RRGGBB as KML writes it: aabbggrr."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{opacity:02x}{blue}{green}{red}".lower()


def _add_text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
