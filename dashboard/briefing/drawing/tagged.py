"""A drawn page taken apart for a PDF whose tags say what stands on it, in the order of reading.

What a part is stands in the drawing itself, as ARIA roles: headings, paragraphs, tables with rows
and cells are set as text; groups of the role img become figures with the words of their label; what
is left is decoration. A page without such roles is one figure.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from dashboard.briefing.drawing.svg import CELL, ROW_HEAD, Element, serialise

PLATE: Final = "plate"
"""The class of what stands on a map, so that the map has to be drawn before its words."""
_TAG_ROW: Final = re.compile(rb"<</Type/StructElem/S/TR/P \d+ 0 R/K\[([^\]]*)\]")
_TAG_CELL: Final = re.compile(
    rb"(?<=\n)(\d+) 0 obj\n<</Type/StructElem/S/TD/P \d+ 0 R/A\[<</O/Table/Headers\[\]>>\]"
)
_REFERENCE: Final = re.compile(r"#([\w-]+)")
LAYER: Final = "data-layer"
"""The attribute of a group of a figure that names the layer which it is."""
_TEXT: Final = ("heading", "paragraph", "table")


class TaggedLine(TypedDict):
    """A line of text: its start on the baseline, size and width in page units, and its looks."""

    x: float
    y: float
    size: float
    fill: str
    bold: bool
    italic: bool
    shift: float
    words: str
    link: str


class TaggedPart(TypedDict, total=False):
    """A part of a page: a figure, decoration, or words as lines or as rows of cells of lines.

    A figure is one picture or several over each other, each then one of its `layers`.
    """

    kind: Literal["figure", "decoration", "heading", "paragraph", "table"]
    svgs: list[str]
    layers: list[str]
    alt: str
    level: int
    lines: list[TaggedLine]
    rows: list[list[list[TaggedLine]]]
    heads: list[int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A group with a role that stands in no moved group, and the one that it is a child of."""

    group: Element
    parent: Element

    @property
    def role(self) -> str:
        return self.group.attrib["role"]


def part_page(root: Element, alt: str) -> list[TaggedPart]:
    """Return the parts of a page in the order in which they are read; the drawing is not changed.

    Decoration that lies under figures comes first. Words come before the figures, but where they
    stand on one.
    """
    page = deepcopy(root)
    found = [*_find_roles(page)]
    if not any(one.role in _TEXT for one in found):
        return [{"kind": "figure", "svgs": [serialise(root).decode()], "alt": alt}]
    on_map = any(group.get("class") == PLATE for group in page.iter("g"))
    read: list[TaggedPart] = []
    figures: list[TaggedPart] = []
    for one in found:
        if one.role == "img":
            layers = _part_layers(one.group)
            svgs = [_cut_out(page, group) for group in layers.values()]
            said = one.group.get("aria-label") or alt
            figures.append({"kind": "figure", "svgs": svgs, "layers": [*layers], "alt": said})
            one.parent.remove(one.group)
            read.append(figures[-1])
        elif told := _read_words(one):
            read.append(told)
    _drop_words(page, found)
    under, over = _part_decoration(page)
    if not on_map:
        first = [one for one in read if one["kind"] == "heading"]
        rest = [one for one in read if one not in first]
        return [under, *first, *_follow(rest, over)]
    return [under, *figures, over, *(one for one in read if one not in figures)]


def mark_heads(pdf: bytes, parts: Sequence[TaggedPart]) -> bytes:
    """Return a PDF that says of each row of its tables which cell heads it.

    Typst calls every cell of a row data. Both words for a cell are as long, so that no place moves
    to which the file refers.

    Raises:
        ValueError: the file has other rows than the parts.
    """
    heads = [head for part in parts for head in part.get("heads", ())]
    rows = [cells.split(b" 0 R") for cells in _TAG_ROW.findall(pdf)]
    found = {row[head].strip() for row, head in zip(rows, heads, strict=True)}

    def change(cell: re.Match[bytes]) -> bytes:
        if cell[1] not in found:
            return cell[0]
        return cell[0].replace(b"/S/TD", b"/S/TH").replace(b"/Headers[]", b"/Scope/Row")

    return _TAG_CELL.sub(change, pdf)


def _follow(parts: Sequence[TaggedPart], over: TaggedPart) -> list[TaggedPart]:
    """Return parts with decoration after the first figure, which it may lie on."""
    place = next((n for n, one in enumerate(parts) if one["kind"] == "figure"), -1) + 1
    return [*parts[:place], over, *parts[place:]]


def _find_roles(page: Element) -> Iterator[_Found]:
    """Yield the outermost groups with a role in document order.

    Words in a group that is moved or scaled cannot be set at their places, figures can.
    """
    waiting = [(page, child) for child in page]
    while waiting:
        parent, child = waiting.pop(0)
        role = child.get("role")
        if child.tag != "g" or (child.get("transform") and role != "img"):
            continue
        if role in (*_TEXT, "img"):
            yield _Found(child, parent)
        else:
            waiting = [*((child, one) for one in child), *waiting]


def _part_layers(group: Element) -> dict[str, Element]:
    """Return a group by its layers, each with what stands in it alone; as one where it has none."""
    names = dict.fromkeys(one.attrib[LAYER] for one in group.iter("g") if LAYER in one.attrib)
    layers = {}
    for name in names:
        layer = deepcopy(group)
        for parent in [*layer.iter("g")]:
            for child in [one for one in parent if one.get(LAYER, name) != name]:
                parent.remove(child)
        if any(len(one) for one in layer.iter("g") if LAYER in one.attrib):
            layers[name] = layer
    return layers or {"": group}


def _cut_out(page: Element, group: Element) -> str:
    """Return a picture of the page's size that has one group alone, with what it refers to."""
    picture = Element(page.tag, dict(page.attrib))
    family = next((one for one in page.iter("g") if one.get("font-family")), None)
    holder = Element(
        "g", {"font-family": family.attrib["font-family"]} if family is not None else {}
    )
    holder.append(group)
    picture.extend([*_pick_defined(page, holder), holder])
    return serialise(picture).decode()


def _pick_defined(page: Element, shown: Element) -> list[Element]:
    """Return the definitions of a page to which a part of it refers, or they themselves do."""
    defined = {
        one.attrib["id"]: one for defs in page.iter("defs") for one in defs if "id" in one.attrib
    }
    wanted: dict[str, Element] = {}
    waiting = [shown]
    while waiting:
        for one in waiting.pop().iter():
            for name in _REFERENCE.findall(" ".join(one.attrib.values())):
                if name in defined and name not in wanted:
                    wanted[name] = defined[name]
                    waiting.append(defined[name])
    if not wanted:
        return []
    defs = Element("defs")
    defs.extend(one for name, one in defined.items() if name in wanted)
    return [defs]


def _read_words(one: _Found) -> TaggedPart | None:
    """Return the words of a group by its role, None where it has none."""
    if one.role == "table":
        rows = [
            [cell for cell in row.iter("g") if cell.get("role") in (CELL, ROW_HEAD)]
            for row in one.group.iter("g")
            if row.get("role") == "row"
        ]
        most = max((len(row) for row in rows), default=0)
        heads = [[cell.get("role") for cell in row].index(ROW_HEAD) for row in rows]
        told = [[[*_read_lines(cell)] for cell in row] for row in rows]
        whole = [[*row, *([[]] * (most - len(row)))] for row in told]
        return {"kind": "table", "rows": whole, "heads": heads} if most else None
    lines = [*_read_lines(one.group)]
    if not lines:
        return None
    if one.role == "heading":
        return {"kind": "heading", "level": int(one.group.get("aria-level", "1")), "lines": lines}
    return {"kind": "paragraph", "lines": lines}


def _read_lines(group: Element, link: str = "") -> Iterator[TaggedLine]:
    for child in group:
        if child.tag == "text":
            yield {
                "x": float(child.attrib["x"]),
                "y": float(child.attrib["y"]),
                "size": float(child.attrib["font-size"]),
                "fill": child.attrib["fill"],
                "bold": bool(child.get("font-weight")),
                "italic": bool(child.get("font-style")),
                "shift": {"middle": 0.5, "end": 1.0}.get(child.get("text-anchor", ""), 0.0),
                "words": (child.text or "") + (" " if child is not group[-1] else ""),
                "link": link,
            }
        elif child.tag in ("g", "a"):
            yield from _read_lines(child, child.get("href") or link)


def _drop_words(page: Element, found: Sequence[_Found]) -> None:
    for one in found:
        for parent in [*one.group.iter()]:
            for child in [*parent]:
                if child.tag == "text":
                    parent.remove(child)


def _part_decoration(page: Element) -> tuple[TaggedPart, TaggedPart]:
    """Return what is left of a page: what stands before its content, and the content."""
    under, over = Element(page.tag, dict(page.attrib)), Element(page.tag, dict(page.attrib))
    for child in page:
        if child.tag == "defs":
            under.append(child)
            over.append(child)
        elif child.tag in ("title", "desc"):
            continue
        else:
            (over if child.tag == "g" else under).append(child)
    return _wrap(under), _wrap(over)


def _wrap(page: Element) -> TaggedPart:
    """Return a picture as decoration, or as a figure that is read by its words if it has any."""
    defined = {id(text) for one in page.iter("defs") for text in one.iter("text")}
    shown = " ".join(text.text or "" for text in page.iter("text") if id(text) not in defined)
    if shown:
        return {"kind": "figure", "svgs": [serialise(page).decode()], "alt": shown}
    return {"kind": "decoration", "svgs": [serialise(page).decode()]}
