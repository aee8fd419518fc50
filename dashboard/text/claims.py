"""The words of the claims panel, and what each kind of claim is about."""

from typing import Final

from dashboard.text.language import Catalogue

TOPICS: Final = Catalogue(
    "topics",
    {
        "area_held": "ground held",
        "area_peak": "greatest extent",
        "area_retaken": "ground retaken by Russia",
        "area_gain": "ground gained over days",
        "area_sumy": "Russian-held ground in Sumy Oblast",
        "area_other": "a part or a wider zone",
        "share_retaken": "share retaken by Russia",
        "settlements_held": "settlements held",
        "settlements_retaken": "settlements retaken by Russia",
        "settlements_gain": "settlements gained over days",
        "standing": "ground held, in words",
        "control": "control of places",
        "forces": "forces",
        "casualties": "casualties",
        "event": "event",
    },
)
"""By the code of a claim's kind."""

CLAIMS: Final = Catalogue(
    "claims",
    {
        "none": "No report yet.",
        "none_filtered": "No report under this filter.",
        "accounts_off": "Every account is switched off.",
        "quiet": "Nothing else was reported in these days.",
        "quiet_filtered": "Nothing else from these days passes the filter.",
        "statements": "Statements",
        "forces": "Forces",
        "casualties": "Casualties",
        "disputed_one": "disputed by {count}",
        "disputed": "disputed by {count}",
        "no_address": "{title} (no address known)",
    },
)
