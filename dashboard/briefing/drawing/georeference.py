"""Where on the Earth the maps of a page lie, in its PDF or beside a picture: QGIS opens it there.

Each map of a PDF is a viewport of the page with a measure of the Earth (ISO 32000-2, 12.9 and
12.10): where its corners lie, and in which plane it is drawn, as well-known text in Esri's form.
Of a picture the same is said in a file beside it, as GDAL keeps it (its "persistent auxiliary
metadata": https://gdal.org/en/stable/development/rfc/rfc9_pamproxy.html).
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import shapely

from dashboard.briefing.drawing.pdf_objects import PAGE, Objects
from dashboard.briefing.drawing.svg import Element, make, serialise
from dashboard.briefing.drawing.viewport import Viewport
from geodata.core.measure import Plane

GROUND: Final = "data-ground"
"""The attribute of a group that is a map: its size in its own units, its plane and its corners."""
_TRANSFORM: Final = re.compile(r"(translate|scale)\(([-\d. ]+)\)")
_FINE: Final = 7  # decimals of a degree: a centimetre
_SQUARE: Final = "[0 0 0 1 1 1 1 0]"  # the corners of a viewport, as shares of its sides
_WKT: Final = (
    'PROJCS["Lambert_Azimuthal_Equal_Area",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Azimuthal_Equal_Area"],'
    'PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",{lon!r}],PARAMETER["Latitude_Of_Origin",{lat!r}],'
    'UNIT["Meter",1.0]]'
)


@dataclass(frozen=True, slots=True)
class PlacedMap:
    """A map on a page: its left and top edge and its size in page units, and where it lies.

    `corners` are longitude and latitude of the south-west, north-west, north-east and south-east.
    """

    left: float
    top: float
    width: float
    height: float
    plane: Plane
    corners: tuple[tuple[float, float], ...]


def tell_ground(viewport: Viewport) -> str:
    """Return what the group of a map says of where it lies."""
    east = viewport.west + viewport.width * viewport.metres_per_unit
    south = viewport.north - viewport.height * viewport.metres_per_unit
    ring = [(viewport.west, south), (viewport.west, viewport.north)]
    ring += [(east, viewport.north), (east, south)]
    corners = shapely.get_coordinates(viewport.plane.unproject(shapely.MultiPoint(ring)))
    told = {
        "size": [round(viewport.width, 2), round(viewport.height, 2)],
        "plane": [viewport.plane.lon, viewport.plane.lat],
        "corners": corners.round(_FINE).tolist(),
    }
    return json.dumps(told, separators=(",", ":"))


def find_grounds(
    root: Element, at: tuple[float, float, float] = (0.0, 0.0, 1.0)
) -> Iterator[PlacedMap]:
    """Yield the maps of a page; `at` is where the element lies: left, top and scale."""
    left, top, scale = at
    for word, numbers in _TRANSFORM.findall(root.get("transform", "")):
        first, *more = (float(one) for one in numbers.split())
        if word == "scale":
            scale *= first
        else:
            left, top = left + scale * first, top + scale * sum(more)
    if told := root.get(GROUND):
        ground = json.loads(told)
        width, height = (scale * side for side in ground["size"])
        corners = tuple((lon, lat) for lon, lat in ground["corners"])
        yield PlacedMap(left, top, width, height, Plane(*ground["plane"]), corners)
    for child in root:
        yield from find_grounds(child, (left, top, scale))


def write_side_file(ground: PlacedMap, page: tuple[float, float], pixels: tuple[int, int]) -> bytes:
    """Return the file beside a picture by which it lies on the Earth as its map does.

    `page` is the page's size in its units, `pixels` that of the picture, in whose middle the page
    stands. What lies around the map lies as if the map went on there.
    """
    scale = min(pixels[0] / page[0], pixels[1] / page[1])
    beside, above = ((side - scale * units) / 2 for side, units in zip(pixels, page, strict=True))
    plane = ground.plane.project(shapely.MultiPoint(ground.corners))
    west, _, east, north = plane.bounds
    metres = (east - west) / (scale * ground.width)  # a pixel, in either direction
    left = west - metres * (beside + scale * ground.left)
    top = north + metres * (above + scale * ground.top)
    lies = ", ".join(f"{one:.6f}" for one in (left, metres, 0.0, top, 0.0, -metres))
    told = make("PAMDataset", make("SRS", _spell(ground.plane)), make("GeoTransform", lies))
    return serialise(told)


def place_grounds(
    objects: Objects, grounds: Sequence[PlacedMap], height: float, points: float
) -> None:
    """Say in a one-page PDF where its maps lie; it is `height` units high, of so many points each.

    Raises:
        PdfError: the file is built otherwise.
    """
    told = "".join(_write_viewport(one, height, points) for one in grounds)
    objects.add_entry(objects.find(PAGE), f"/VP[{told}]".encode())


def _spell(plane: Plane) -> str:
    return _WKT.format(lon=plane.lon, lat=plane.lat)


def _write_viewport(ground: PlacedMap, height: float, points: float) -> str:
    bottom, top = height - ground.top - ground.height, height - ground.top
    sides = (ground.left, bottom, ground.left + ground.width, top)
    box = " ".join(f"{points * side:.3f}" for side in sides)
    degrees = " ".join(f"{lat:.{_FINE}f} {lon:.{_FINE}f}" for lon, lat in ground.corners)
    measure = (
        f"<</Type/Measure/Subtype/GEO/Bounds{_SQUARE}/LPTS{_SQUARE}/GPTS[{degrees}]"
        f"/GCS<</Type/PROJCS/WKT({_spell(ground.plane)})>>>>"
    )
    return f"<</Type/Viewport/BBox[{box}]/Measure{measure}>>"
