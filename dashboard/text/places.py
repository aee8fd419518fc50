"""The words of the panel of places, and of what the map says of its history."""

from typing import Final

from dashboard.text.language import Catalogue

PLACE_ON_MAP: Final = {
    "place_history": "Show its history",
}
"""What the timeline map itself says; part of `text.TIMELINE`."""

PLACES: Final = Catalogue(
    "places",
    {
        "search": "Find a place",
        "search_hint": "Sudzha, Суджа, Soudja … in any spelling, then Enter",
        "found": "Places that may be meant",
        "not_found": "No place is spelt like “{query}”. Fewer letters may find it.",
        "choice": "{name} · {other} ({district})",
        "choice_plain": "{name} ({district})",
        "all_places": "All places",
        "unknown": "The dataset has no place with the id “{place}”.",
        "differ_title": "Accounts differ on {date}",
        "differ_none": "No two accounts differ on a place on this day.",
        "changes_title": "New on record in the {days} days to {date}",
        "changes_none": "No new word on who held a place is on record in these days.",
        "held": "held",
        "contested": "contested",
        "lost": "lost",
        "never": "not held",
        "span": "{status}, {start} to {end}",
        "span_open": "{status} since {start}",
        "silent": "silent on {date}",
        "silent_always": "does not say who held it",
        "reversed": "before: {status}",
        "strip": "Who said what of {place}, by date",
        "strip_key_held": "held by Ukraine",
        "strip_key_contested": "contested",
        "strip_key_lost": "lost, not held",
        "strip_key_turn": "changed its word",
        "strip_key_mention": "named, without deciding control",
        "strip_now": "shown date: {date}",
        "position": "Position {lat}° N, {lon}° E: {source}",
        "no_position": "No position: {source}",
        "lag_title": "Who was first",
        "lag_days_one": "{first} called it {status} {count} day before {second}: {first_claim}; "
        "{second_claim}.",
        "lag_days": "{first} called it {status} {count} days before {second}: {first_claim}; "
        "{second_claim}.",
        "lag_same": "{first} and {second} called it {status} on one day: {first_claim}; "
        "{second_claim}.",
        "lag_claim": "{claimant}, {date}",
        "lag_held": "held by Ukraine",
        "lag_contested": "contested",
        "lag_lost": "lost by Ukraine",
        "words_title": "What it rests on",
        "certainty_high": "certainty high",
        "certainty_medium": "certainty medium",
        "certainty_low": "certainty low",
        "type_village": "village",
        "type_hamlet": "hamlet",
        "type_raion": "district",
        "type_town": "town",
        "type_urban-settlement": "urban settlement",
        "type_oblast": "oblast",
        "type_checkpoint": "checkpoint",
        "again": "Rests on this too:",
        "mentions_title": "Also named, without deciding who held it",
        "no_words": "Nobody in the chosen accounts says who held it.",
    },
)
