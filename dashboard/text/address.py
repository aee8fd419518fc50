"""What the page says of an address that it cannot read."""

from typing import Final

from dashboard.text.language import Catalogue

ADDRESS: Final = Catalogue(
    "address",
    {
        "no_date": "“{given}” is not a date (expected YYYY-MM-DD); showing {shown}.",
        "outside": "{given} lies outside {first} to {last}; showing {shown}, the nearest "
        "reported date.",
        "unknown": "“{given}” is not one of {name} (there are: {allowed}).",
        "compare_day": "{given} lies outside {first} to {last}; both sides show the same date.",
        "no_place": "“{given}” is no id of a place; search for it by its name.",
    },
)
