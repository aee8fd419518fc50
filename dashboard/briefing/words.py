"""Every word of the pictures that does not come from the data."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SIX_DATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "{front}: six dates, every account",
        "approximate": "approximate",
    }
)

FOOT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "legend": "Ground held by Ukraine according to",
        "contested": "contested part of a range",
        "figures": "Figures: by the claimants and publications named beside them",
        "map": "Map: {makers}",
    }
)

METHOD: Final[Mapping[str, str]] = MappingProxyType(
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
        "near": "line near a report (≤ {near:g} km)",
        "inferred": "inferred (≤ {inferred:g} km)",
        "free": "free",
    }
)
