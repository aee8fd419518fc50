"""What is said of two dates or two accounts compared: on the map, beside it and on a sheet."""

from typing import Final

from dashboard.text.language import Catalogue

COMPARE: Final = Catalogue(
    "compare",
    {
        "compare_dates": "{account}, {before} to {after}, as drawn: {gained} km² gained, "
        "{lost} km² lost, {unchanged} km² unchanged.",
        "compare_accounts": "{before}, as drawn. Only {first}: {lost} km². Only {second}: "
        "{gained} km². Both: {unchanged} km².",
        "compare_mixed": "{first} on {before}, {second} on {after}, as drawn. Only the former: "
        "{lost} km². Only the latter: {gained} km². Both: {unchanged} km².",
        "compare_same_report": "The same report stands on both sides: nothing new was said "
        "between them.",
        "compare_one_maker": "One maker stands behind both figures ({maker}): by its own count "
        "the difference of {net} km² is change of ground, and none of it a change of claimant.",
        "compare_all_claimant": "Both figures describe {day}: the whole difference of {net} km² "
        "lies between the claimants, and none of it is a change of ground.",
        "compare_witness": "Two makers: {first}; {second}. {maker} alone counted {from} km² "
        "({from_day}) and {to} km² ({to_day}), so of the difference of {net} km², {ground} km² "
        "is change of ground and {claimant} km² change of claimant.",
        "compare_no_witness": "Two makers: {first} ({from_day}); {second} ({to_day}). Neither "
        "has a figure within {days} days of the other’s date, so of the difference of {net} km² "
        "nobody can tell change of ground from change of claimant.",
        "compare_contested": "Contested ground is left out.",
        "compare_no_figure": "{account}, {day}: no figure yet, so no area to compare.",
        "compare_no_figure_filtered": "{account}, {day}: no figure under this filter, so no area "
        "to compare.",
        "compare_in_words": "{account}, {day}: words in place of a figure, so no area to compare.",
        "compare_plus": "+{number}",
        "compare_minus": "−{number}",
        "compare_changed_one": "{count} settlement changed hands",
        "compare_changed": "{count} settlements changed hands",
        "compare_changed_none": "No settlement changed hands",
        "compare_told_one": "{count} settlement told differently",
        "compare_told": "{count} settlements told differently",
        "compare_told_none": "No settlement told differently",
        "compare_turn": "{before} → {after}",
        "compare_against": "{first}: {before} · {second}: {after}",
        "compare_silent_one": "Not counted: {count} settlement of which only one side speaks.",
        "compare_silent": "Not counted: {count} settlements of which only one side speaks.",
        "compare_gained": "gained",
        "compare_lost": "lost",
        "compare_unchanged": "unchanged",
        "compare_only": "only {account}",
        "compare_both": "both",
        "compare_km2": "{number} km²",
        "compare_open": "Compare two dates or two accounts (C)",
        "compare_label": "Comparison",
        "compare_mode": "How to compare",
        "compare_overlay": "Overlay",
        "compare_overlay_title": "One map: what was gained, lost and kept",
        "compare_side": "Side by side",
        "compare_side_title": "Two maps that move together",
        "compare_swipe": "Swipe",
        "compare_swipe_title": "One map over the other, with a divider to drag",
        "compare_pick_account": "Account on the shown date",
        "compare_pick_against": "Account to compare with",
        "compare_pick_day": "Date to compare with",
        "compare_against_word": "with",
        "compare_shown_day": "same date",
        "compare_shown_day_title": "Both sides on the shown date",
        "compare_swap": "Swap the two sides",
        "compare_close": "End the comparison (C)",
        "compare_divider": "Divider between the two maps",
        "compare_divider_value": "{percent} % of the width: {first}",
        "compare_tag": "{account}, {day}",
        "compare_pinned": "Compared with {day}",
        "compare_empty": "no area",
        "help_compare_keys": "C",
        "help_compare": "compare two dates or two accounts, and back",
    },
)
"""Sent to the timeline map beside `text.TIMELINE`, so that map and panel say the same words."""

COMPARE_PANEL: Final = Catalogue(
    "compare_panel",
    {
        "title": "Comparison",
        "col_change": "ground",
        "col_km2": "km²",
        "col_side": "side",
        "col_figure": "figure",
        "col_claimant": "claimant",
        "col_as_of": "as of",
        "col_source": "source",
        "col_grade": "grade",
        "none": "no figure",
        "measured": "Areas are geodesic, measured on the shapes, which are approximate.",
    },
)
"""For the panel beside the map."""
