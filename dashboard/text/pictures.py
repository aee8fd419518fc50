"""Every word of the pictures that does not come from the data."""

from typing import Final

from dashboard.text.language import Catalogue

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
        "datum": "Datum WGS 84. Lambert azimuthal equal-area projection centred on {lat}°\u00a0N, "
        "{lon}°\u00a0E; areas are geodesic.",
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
        "river": "river, coarse",
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

REFUSALS: Final = Catalogue(
    "refusals",
    {
        "no_area": "The {account} account has no held area dated {day}, expected one to explain. "
        "Choose another day or account.",
        "picture_size": "A picture of {width}x{height} pixels was asked for; each side must lie "
        "between 1 and {most}.",
        "many_days": "{given} dates were given, expected 1 to {most}.",
        "extent_size": "The map of {given} is {width} by {height} degrees, expected {least} to "
        "{most}.",
        "extent_misses": "The map of {given} shows nothing of the front, which lies within "
        "{front}.",
        "day_outside": "{day} lies outside the front, expected {first} to {last}.",
        "deck_empty": "A deck of no dates was asked for; give at least one.",
        "film_empty": "A film from {first} to {last} has no frame; give a later last day.",
        "film_size": "A film of {width}x{height} pixels was asked for; each side must lie between "
        "{least} and {most}.",
        "film_odd": "An mp4 of {width}x{height} pixels was asked for; give even numbers.",
        "film_speed": "{speed} frames a second were asked for; give 0.1 to 60.",
        "film_large": "{frames} frames of {width}x{height} pixels are too many; give a smaller "
        "size, fewer days, or a frame for each report.",
        "film_stopped": "The film was stopped; nothing was written.",
        "nothing_compared": "The state compares nothing; give two dates or two accounts.",
    },
)
"""Why a picture, a deck or a film is not made, and what to do."""
