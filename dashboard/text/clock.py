"""What the screen says of its two clocks, and of how long a report took to be made public."""

from typing import Final

from dashboard.text.language import Catalogue

CLOCK: Final = {
    "clock_label": "Clock (K)",
    "clock_event": "as the events fell",
    "clock_event_title": "Every report stands on the day that it describes",
    "clock_known": "as it was known that day",
    "clock_known_title": "Only what had been made public by the shown day",
    "as_of_public": "{since}, public {public}",
    "help_clock_keys": "K",
    "help_clock": "as the events fell, or as it was known that day",
}
"""Part of `text.TIMELINE`, for the timeline map."""

LAG: Final = Catalogue(
    "lag",
    {
        "public": "made public {reported}",
        "public_later_one": "made public {reported}, {count} day after what it describes",
        "public_later": "made public {reported}, {count} days after what it describes",
        "as_of": "as of {day}",
        "hidden_none": "No later report about this day is hidden on this clock.",
        "hidden_one": "{count} later report about this day is hidden on this clock.",
        "hidden": "{count} later reports about this day are hidden on this clock.",
    },
)
"""For the panels beside the map."""
