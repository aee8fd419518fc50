"""The tables of where: places as points, and who held which place in each account."""

from shapely.geometry import Point

from geodata.core.model import ControlInterval, Dataset, Place
from geodata.export.table import Column, Link, Table, column, fill_rows


def tabulate_places(dataset: Dataset) -> Table:
    """Return every place, as a point where its position is known."""
    columns: tuple[Column[Place], ...] = (
        column("place_id", "The place's id."),
        column("latin", "Its name in Latin letters."),
        column("russian", "Its name in Russian."),
        column("ukrainian", "Its name in Ukrainian."),
        column("type", "What sort of place it is."),
        column("raion", "The id of its district."),
        column("oblast", "The id of its oblast."),
        column("lat", "Latitude in degrees, WGS 84.", "number"),
        column("lon", "Longitude in degrees, WGS 84.", "number"),
        column("position_source", "Where the position comes from."),
        column("note", "What else is to be said of it."),
    )
    places = tuple(dataset.places.values())
    rows = fill_rows(columns, places)
    links = (Link("raion", "places", "place_id"), Link("oblast", "places", "place_id"))
    shapes = tuple(_locate(place) for place in places)
    return Table("places", "Places", "places", columns, rows, ("place_id",), links, shapes)


def tabulate_control(dataset: Dataset) -> Table:
    """Return every control interval: a place, an account, a status, from when to when."""
    columns: tuple[Column[ControlInterval], ...] = (
        column("interval_id", "The interval's id: place, account and first day."),
        column("place_id", "The place."),
        column("account", "In whose account."),
        column("status", "held: by Ukraine, contested, or lost: by Ukraine to Russia."),
        column("start", "The first day.", "date"),
        column("end", "The last day; empty where it lasts.", "date"),
        column("certainty", "How sure the dates are: high, medium or low."),
        column("claim_ids", "Ids of the claims that say so, joined by ';'.", "ids"),
        column("note", "What else is to be said of it."),
    )
    rows = fill_rows(columns, dataset.control)
    links = (Link("place_id", "places", "place_id"),)
    part = "control intervals"
    return Table("control", "Control intervals", part, columns, rows, ("interval_id",), links)


def _locate(place: Place) -> Point | None:
    if place.lon is None or place.lat is None:
        return None
    return Point(place.lon, place.lat)
