"""Every word of the pictures that does not come from the data."""

from typing import Final

from dashboard.language import Catalogue

SIX_DATES: Final = Catalogue(
    "six_dates",
    {
        "title": "{front}: six dates, every account",
        "approximate": "approximate",
    },
)

VERSUS: Final = Catalogue(
    "versus",
    {
        "title": "{front}: {head}",
        "head": "{first} and {second}, compared",
        "head_own": "{account}, two dates compared",
        "days": "{first} → {second}",
        "places": "{turn}: {places}",
        "rest_one": "and {count} more",
        "rest": "and {count} more",
        "nothing": "no figure yet",
    },
)
"""A sheet of two dates or two accounts compared."""

MULTIPLES: Final = Catalogue(
    "multiples",
    {
        "title": "{front}, {first} to {last}",
        "span": "{first} – {last}",
    },
)

CHART: Final = Catalogue(
    "chart",
    {
        "title": "Ground held by Ukraine in the oblast, km²",
        "gap": "no figure reported",
    },
)

SHEET: Final = Catalogue(
    "sheet",
    {
        "head": "{front}, as of",
        "known": "As it was known on this day: only what had been made public by then",
        "according": "Ground held by Ukraine, according to",
        "silent": "no dated figure yet",
        "grade": "grade {grade}",
        "north": "N",
        "approximate": "approximate",
        "base": "Map: {layers}",
        "layer": "{layers} ({credit}, {licence})",
        "part": "{part}: {credit}, {licence}",
        "datum": "Datum WGS 84. Lambert azimuthal equal-area projection centred on 51.3°\u00a0N, "
        "35.2°\u00a0E; areas are geodesic.",
        "dataset": "Dataset {front} {version}, SHA-256 {digest}",
        "link": "This state: {link}",
        "alt": "Map and figures of {day}. {figures}. {disclaimer}",
        "alt_figure": "{account}: {figure} ({source})",
        "title": "{front}, {day}",
    },
)

LOCATOR: Final = Catalogue("locator", {"ukraine": "Ukraine", "russia": "Russia"})

LEGEND: Final = Catalogue(
    "legend",
    {
        "title": "On the map",
        "contested": "contested part of a range",
        "rival": "other claims of that day",
        "border": "state border",
        "outline": "oblast boundary",
        "districts": "district line, approximate",
        "seym": "river, coarse",
        "rivers-schematic": "small river, schematic",
        "roads-schematic": "main road, schematic",
        "rail-schematic": "railway, schematic",
        "pipeline-schematic": "gas pipeline, schematic",
        "place": "settlement",
    },
)
"""What the map's drawings stand for; lines by the part of the map that they are."""

FOOT: Final = Catalogue(
    "foot",
    {
        "legend": "Ground held by Ukraine according to",
        "contested": "contested part of a range",
        "figures": "Figures: by the claimants and publications named beside them",
        "map": "Map: {makers}",
        "km": "{number} km",
    },
)

LANDS: Final = Catalogue("lands", {"Ukraine": "Ukraine"})
"""Names of lands that are no place of the dataset, by the name in their layer."""

METHOD: Final = Catalogue(
    "method",
    {
        "title": "How a held area is made: {claimant}, {day}, {figure}",
        "reported": "1 Reported",
        "reported_note": "By that day {held} places on this map are reported held, {contested} "
        "contested, {lost} lost; the account's own word counts before that of others.",
        "ordered": "2 Ordered",
        "ordered_note": "Ways in from the border join the held places and go round the lost "
        "ones. The nearer to them, the darker; the dashed line has the size claimed.",
        "bent": "3 Bent",
        "bent_note": "A smooth correction bends this order where it contradicts a report, as "
        "at the {ringed} places ringed. The size stays the same.",
        "drawn": "4 Drawn",
        "drawn_note": "The line closes at the size claimed ({measured} of {claimed} km²), along "
        "the boundary itself on the border side. Places left on its wrong side: {left}.",
        "none": "none",
        "held": "held",
        "contested": "contested",
        "lost": "lost",
        "wrong": "on the wrong side",
        "near": "line near a report (≤ {near} km)",
        "inferred": "inferred (≤ {inferred} km)",
        "free": "free",
    },
)
