"""How QGIS draws the layers of a GeoPackage: a style (QML) each, with its time and its names.

A style is a list of rules: which rows, and the symbol that draws them. Only what QGIS needs is
written; what is left out it fills with its own defaults.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.etree import ElementTree as ET

from geodata.core.model import Front, Role
from geodata.core.reading import READING
from geodata.geometry.days_held import BOUNDS

Drawn = Literal["fill", "line", "marker"]
"""What a symbol of QGIS draws."""

_CLASSES: Final = {"fill": "SimpleFill", "line": "SimpleLine", "marker": "SimpleMarker"}
_BETWEEN: Final = "2"  # QGIS: start and end of a feature are two fields
_INK: Final = "#4d4d4d"
_HALO: Final = "#ffffff"
_FILLED: Final = 60  # of 255: what lies below a held area is seen through it
_NAMED: Final = 1.0  # millimetres of the halo round a name


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Which rows of a layer are drawn in one way; `marks` are QGIS's names of a symbol's parts."""

    label: str
    wanted: str
    marks: Mapping[str, str]
    on: bool = True


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """How a layer is drawn: `timed` by time_from and time_to, `named` by one of its columns.

    Where names have no room beside each other, those stay for which `first` gives more of ten.
    """

    sort: Drawn
    rules: Sequence[StyleRule]
    timed: bool = False
    named: str = ""
    first: str = ""


def encode_style(style: LayerStyle) -> str:
    """Return a style as the QML document that QGIS reads."""
    return ET.tostring(build_style(style), encoding="unicode")


def build_style(style: LayerStyle) -> ET.Element:
    """Return a style as the element of which QGIS reads a layer's time, rules and names."""
    root = ET.Element("qgis", {"version": "3.22", "labelsEnabled": str(int(bool(style.named)))})
    if style.timed:
        times = {"startField": "time_from", "endField": "time_to"}
        ET.SubElement(root, "temporal", {"enabled": "1", "mode": _BETWEEN, **times})
    drawn = ET.SubElement(root, "renderer-v2", {"type": "RuleRenderer", "symbollevels": "0"})
    rules, symbols = ET.SubElement(drawn, "rules", {"key": "all"}), ET.SubElement(drawn, "symbols")
    for number, rule in enumerate(style.rules):
        wanted = {"filter": rule.wanted} if rule.wanted else {}
        shown = {"checkstate": str(int(rule.on)), "key": f"rule-{number}"}
        name = {"symbol": str(number), "label": rule.label}
        ET.SubElement(rules, "rule", {**wanted, **name, **shown})
        symbol = ET.SubElement(symbols, "symbol", {"type": style.sort, "name": str(number)})
        layer = ET.SubElement(symbol, "layer", {"class": _CLASSES[style.sort], "enabled": "1"})
        _list_options(layer, rule.marks)
    if style.named:
        _write_names(root, style.named, style.first)
    return root


def _list_options(parent: ET.Element, marks: Mapping[str, str]) -> None:
    options = ET.SubElement(parent, "Option", {"type": "Map"})
    for name, value in marks.items():
        ET.SubElement(options, "Option", {"name": name, "value": value, "type": "QString"})


def _write_names(root: ET.Element, column: str, first: str) -> None:
    """Let each row bear its name in small type with a halo, where there is room."""
    settings = ET.SubElement(ET.SubElement(root, "labeling", {"type": "simple"}), "settings")
    written = {"fieldName": column, "fontSize": "8", "textColor": _spell(_INK, 255)}
    text = ET.SubElement(settings, "text-style", written)
    halo = {"bufferDraw": "1", "bufferSize": str(_NAMED), "bufferColor": _spell(_HALO, 255)}
    ET.SubElement(text, "text-buffer", halo)
    ET.SubElement(settings, "placement", {"placement": "0", "dist": "1"})
    if first:
        given = {"active": ("true", "bool"), "expression": (first, "QString"), "type": ("3", "int")}
        outer = ET.SubElement(ET.SubElement(settings, "dd_properties"), "Option", {"type": "Map"})
        for name in ("properties", "Priority"):
            outer = ET.SubElement(outer, "Option", {"name": name, "type": "Map"})
        for name, (value, sort) in given.items():
            ET.SubElement(outer, "Option", {"name": name, "value": value, "type": sort})


def style_areas(front: Front, colours: Mapping[Role, str]) -> LayerStyle:
    """Return the style of held areas: leading ones by account, an outer edge as an outline.

    Rivals of the same day can be switched on.
    """
    return LayerStyle("fill", tuple(_list_account_rules(front, colours)), timed=True)


def _list_account_rules(front: Front, colours: Mapping[Role, str]) -> Iterator[StyleRule]:
    for account in front.accounts:
        own = f"\"account\" = '{account.side.value}'"
        colour = colours[account.side.role]
        line = {
            "outline_color": _spell(colour, 255),
            "outline_width": "0.6",
            "outline_style": "dash" if account.side.role is Role.OWNER else "solid",
        }
        firm = {"color": _spell(colour, _FILLED), **line}
        edge = {"style": "no", **line, "outline_width": "0.3", "outline_style": "dash"}
        rival = {"style": "no", **line, "outline_width": "0.3", "outline_style": "dot"}
        leading = f'{own} AND "leading" = true'
        yield StyleRule(account.label, f"{leading} AND \"edge\" = 'firm'", firm)
        yield StyleRule(
            f"{account.label}, contested", f"{leading} AND \"edge\" = 'contested'", edge
        )
        yield StyleRule(f"{account.label}, rival", f'{own} AND "leading" = false', rival, on=False)


def style_readings() -> LayerStyle:
    """Return the style of the readings: the even outline as a grey tint, others on request."""
    grey = {"color": _spell(_INK, _FILLED // 2), "outline_color": _spell(_INK, 255)}
    thin = {"style": "no", "outline_color": _spell(_INK, 160), "outline_style": "dot"}
    everyone = '("account" IS NULL OR "account" = \'\')'
    rules = (
        StyleRule("computed from reported places", f'{everyone} AND "chance" = 50', grey),
        StyleRule("other chances", f'{everyone} AND "chance" <> 50', thin, on=False),
    )
    return LayerStyle("fill", rules, timed=True)


def style_agreement() -> LayerStyle:
    """Return the style of agreement: the more accounts give ground, the darker."""
    rules = [
        StyleRule(f"given by {words}", f'"given_by" {wanted}', _tint(step))
        for words, wanted, step in (("one", "= 1", 1), ("two", "= 2", 2), ("three", ">= 3", 4))
    ]
    return LayerStyle("fill", rules, timed=True)


def style_days() -> LayerStyle:
    """Return the style of days held by the reading, the longer the darker; others on request."""
    rules = [
        StyleRule(
            f"reading, {least} days or more",
            f'"whose" = \'{READING}\' AND "least_days" = {least}',
            _tint(step),
        )
        for step, least in enumerate(BOUNDS, 1)
    ]
    thin = {"style": "no", "outline_color": _spell(_INK, 160), "outline_style": "dot"}
    others = StyleRule("all others", f"\"whose\" <> '{READING}'", thin, on=False)
    return LayerStyle("fill", (*rules, others))


def _tint(step: int) -> dict[str, str]:
    return {"color": _spell(_INK, step * _FILLED // 2), "outline_color": _spell(_INK, 90)}


def style_places() -> LayerStyle:
    """Return the style of places: a dot with its name, a town's a square, which is named first."""
    dot = {"color": _spell(_HALO, 255), "outline_color": _spell(_INK, 255), "size": "1.4"}
    square = {**dot, "color": _spell(_INK, 255), "name": "square", "size": "2"}
    rules = (
        StyleRule("town", "\"type\" = 'town'", square),
        StyleRule("place", "\"type\" <> 'town'", dot),
    )
    first = (
        "CASE WHEN \"type\" = 'town' THEN 10 WHEN \"type\" = 'urban-settlement' THEN 8 ELSE 5 END"
    )
    return LayerStyle("marker", rules, named="latin", first=first)


_LINES: Final[Mapping[str, tuple[str, str, str]]] = {
    "border": ("#333333", "0.8", "solid"),
    "oblast": ("#666666", "0.4", "solid"),
    "districts": ("#999999", "0.2", "dash"),
    "districts-abroad": ("#999999", "0.2", "dash"),
    "river": ("#6a9fc4", "0.5", "solid"),
    "rivers-schematic": ("#6a9fc4", "0.3", "dash"),
    "roads-schematic": ("#b08d57", "0.4", "dash"),
    "rail-schematic": ("#777777", "0.3", "dash dot"),
    "pipeline-schematic": ("#777777", "0.3", "dot"),
}
"""Colour, width in millimetres and dashes of a base layer, by its role on the map."""
_OTHER_LINE: Final = ("#888888", "0.3", "solid")


def style_base(role: str, label: str, sort: Drawn) -> LayerStyle:
    """Return the style of a base layer: its outline alone, quieter than what is held."""
    colour, width, dashes = _LINES.get(role, _OTHER_LINE)
    if sort == "fill":
        marks = {"style": "no", "outline_color": _spell(colour, 255)}
        marks |= {"outline_width": width, "outline_style": dashes}
    else:
        marks = {"line_color": _spell(colour, 255), "line_width": width, "line_style": dashes}
    return LayerStyle(sort, (StyleRule(label, "", marks),))


def _spell(colour: str, opacity: int) -> str:
    """Return #RRGGBB with an opacity of 255 as QGIS writes a colour."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"{red},{green},{blue},{opacity}"
