"""Every held area as one geopandas table, for the command line, notebooks and other tools."""

import geopandas as gpd

from geodata.core.model import Dataset

CRS = "EPSG:4326"
COLUMNS = (
    "date",
    "account",
    "claimant",
    "leading",
    "edge",
    "claim_id",
    "claimed_km2",
    "area_km2",
)


def tabulate_held(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return a row for each held area in order of date: COLUMNS and the geometry, in WGS 84.

    Dates are ISO text; `claimed_km2` is what the claim says, `area_km2` what the polygon measures
    on the WGS 84 ellipsoid. The area of a claim of 0 is an empty MultiPolygon.
    """
    rows = [
        {
            "date": area.date.isoformat(),
            "account": area.account.value,
            "claimant": area.claimant,
            "leading": area.leading,
            "edge": area.edge.value,
            "claim_id": area.claim_id,
            "claimed_km2": area.claimed_km2,
            "area_km2": area.area_km2,
            "geometry": area.geometry,
        }
        for area in dataset.held
    ]
    return gpd.GeoDataFrame(rows, columns=[*COLUMNS, "geometry"], geometry="geometry", crs=CRS)
