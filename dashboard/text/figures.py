"""The words round a figure: its unit, hedge and basis, its age, what it is about."""

from typing import Final

from dashboard.text.language import Catalogue

FIGURES: Final = Catalogue(
    "figures",
    {
        "km2": "{number}\u00a0km²",
        "settlements_one": "{number}\u00a0settlement",
        "settlements": "{number}\u00a0settlements",
        "percent": "{number}%",
        "people_one": "{number}\u00a0person",
        "people": "{number}\u00a0people",
        "about": "about {figure}",
        "over": "over {figure}",
        "at_least": "at least {figure}",
        "up_to": "up to {figure}",
        "nearly": "nearly {figure}",
        "under": "under {figure}",
        "converted": "converted: {working}",
        "computed": "computed: {working}",
        "implied": "implied: {working}",
        "in_words": "said in words: {working}",
        "today": "today",
        "old_one": "{count} day old",
        "old": "{count} days old",
        "via": "{agency} via {publisher}",
        "measured": "{areas}, geodesic",
        "area": "{number} km²",
    },
)

CAPTION: Final = Catalogue(
    "caption",
    {
        "line": "{day} · {changes}",
        "part": "{account}: {change}",
        "maker": "{account} ({maker})",
        "late": "{change} (as of {day})",
        "first": "{figure}, the first figure",
        "same": "{figure}, unchanged since {day}",
        "more": "{figure}, {km2}\u00a0km² more than on {day}",
        "less": "{figure}, {km2}\u00a0km² less than on {day}",
    },
)
"""One line on what changed at a reported date."""
