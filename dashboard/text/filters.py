"""The words of the filters: their controls, what they leave, and what the map says of them."""

from typing import Final

from dashboard.text.language import Catalogue

FILTERS: Final = Catalogue(
    "filters",
    {
        "filter": "Filter",
        "claimants": "Claimants",
        "publishers": "Publishers",
        "kinds": "Kinds of claim",
        "any": "All",
        "grade": "Grade, at worst",
        "grade_any": "Any grade",
        "grade_help": "Admiralty code: the reliability of the source from A to E, the credibility "
        "of the information from 1 to 5. F and 6 mean that it cannot be judged; no grade lets "
        "them in.",
        "core": "Core documents only",
        "clear": "Clear the filter",
        "choice": "{name} ({count})",
        "better": "{grade} or better",
        "core_only": "core documents only",
        "some_claimants": "claimant {names}",
        "some_publishers": "publisher {names}",
        "some_kinds": "kind {names}",
        "many_claimants_one": "{count} claimant",
        "many_claimants": "{count} claimants",
        "many_publishers_one": "{count} publisher",
        "many_publishers": "{count} publishers",
        "many_kinds_one": "{count} kind",
        "many_kinds": "{count} kinds",
        "shown_one": "{count} of {total} claims",
        "shown": "{count} of {total} claims",
        "notice": "Filtered: {filters} · {shown}",
        "unknown_claimants": "No claimant called {values}; left out of the filter.",
        "unknown_publishers": "No publisher called {values}; left out of the filter.",
        "unknown_kinds": "No kind of claim called {values} (there are {allowed}); left out of "
        "the filter.",
        "unknown_grade": "“{value}” is no grade (a letter from A to E and a digit from 1 to 5, as "
        "in B2); every grade is shown.",
        "unknown_core": "“{value}” does not say whether only core documents count (1, or leave it "
        "out); all claims are shown.",
    },
)

FILTER_ON_MAP: Final = {
    "filter_clear": "Show all",
    "filter_clear_title": "Clear the filter: show every claim on map, chart and panel",
    "no_report_filtered": "no figure under this filter",
    "caption_before_filtered": "No figure under this filter so far.",
    "caption_since_filtered_one": "No new figure under this filter for {count} day, since {date}.",
    "caption_since_filtered": "No new figure under this filter for {count} days, since {date}.",
    "gap_filtered": "no figure under this filter",
}
