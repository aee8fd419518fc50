"""What the screen says of its two clocks, and of how long a report took to be made public."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CLOCK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clock_label": "Clock (K)",
        "clock_event": "as the events fell",
        "clock_event_title": "Every report stands on the day that it describes",
        "clock_known": "as it was known that day",
        "clock_known_title": "Only what had been made public by the shown day",
        "as_of_public": "{since}, public {public}",
        "help_clock_keys": "K",
        "help_clock": "as the events fell, or as it was known that day",
    }
)
"""For the timeline map."""

LAG: Final[Mapping[str, str]] = MappingProxyType(
    {
        "public": "made public {reported}",
        "public_later": "made public {reported}, {days} after what it describes",
        "one_day": "1 day",
        "days": "{count} days",
        "as_of": "as of {day}",
        "hidden_none": "No later report about this day is hidden on this clock.",
        "hidden_one": "1 later report about this day is hidden on this clock.",
        "hidden": "{count} later reports about this day are hidden on this clock.",
    }
)
"""For the panels beside the map."""
