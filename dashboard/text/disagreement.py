"""Every word of the panels on disagreement and on what is counted beyond ground."""

from typing import Final

from dashboard.text.language import Catalogue

DISAGREEMENT: Final = Catalogue(
    "disagreement",
    {
        "accounts_off": "Every account is switched off.",
        "heading": "How far apart",
        "apart": "{km2} km² apart",
        "ratio": "{ratio} to 1",
        "one_says_none": "one says none",
        "agree": "no difference",
        "between": "between {greatest} ({high} km², as of {high_day}) and {smallest} "
        "({low} km², as of {low_day})",
        "days_apart_one": "The two figures describe days {count} day apart.",
        "days_apart": "The two figures describe days {count} days apart.",
        "leading": "Between the accounts’ leading figures",
        "all": "Between all {count} figures below",
        "none_yet": "No account gives a figure yet.",
        "only_one": "Only {account} gives a figure, so there is nothing to set it against.",
        "axis": "Ground held by Ukraine in the oblast, km², by every maker",
        "axis_note": "Filled: the account’s leading figure. Hollow: another figure in force. "
        "Bar: the range that was given. Never blended.",
        "older": "{count} older figures, never replaced by their makers",
        "older_one": "{count} older figure, never replaced by its maker",
        "older_note": "More than {days} days old and not leading an account; "
        "on an axis of their own.",
        "month_only": "known only to {span}",
        "in_words": "in words",
        "pairs": "Claims that cannot both be right",
        "no_pairs": "No two claims that stand on this day are recorded as contradicting "
        "each other.",
        "pairs_more": "{count} more pairs",
        "pairs_more_one": "{count} more pair",
        "against": "against",
        "over_time": "The spread over time",
        "over_time_note": "km² between the greatest and the smallest leading figure of the "
        "accounts. Each step lasts until the next report; nothing is interpolated. Hatched: no "
        "figure reported by anyone. No line: fewer than two accounts give a figure.",
        "chart_label": "Spread between the accounts’ leading figures by date, km²",
        "step_title": "From {since}: {km2} km² ({high} and {low})",
        "gap_title": "No figure reported by anyone, {span}",
        "shown_title": "Shown: {day}",
        "table_steps": "The chart as a table",
        "col_from": "from",
        "col_apart": "km² apart",
        "col_ratio": "ratio",
        "col_greatest": "greatest",
        "col_smallest": "smallest",
        "col_apart_days": "days between",
        "unspread": "fewer than two figures",
        "largest": "The largest disagreements",
        "rank": "Rank by",
        "rank_km2": "by km²",
        "rank_ratio": "by ratio",
        "rank_note": "Each goes to its date. Where one side says none there is no ratio, so these "
        "stand only in the ranking by km².",
        "go_to": "{day} · {km2} km² · {ratio} · {greatest} {high}, {smallest} {low}",
        "go_any": "Go to a step of the chart",
        "go_any_hint": "Choose a date",
        "step_choice": "{day} · {km2} km² apart",
        "step_choice_none": "{day} · fewer than two figures",
    },
)

BEYOND: Final = Catalogue(
    "beyond",
    {
        "accounts_off": "Every account is switched off.",
        "intro": "Figures as of {day}. Each is its maker’s own: never summed, never joined into a "
        "line. Paler marks come after the shown day.",
        "nothing": "Nothing is counted beyond ground.",
        "none_yet": "No figure up to this day.",
        "shown": "Shown: {day}",
        "latest": "Latest figures by {day}",
        "chart_label": "{title}: {count} figures by date",
        "mark_title": "{figure} · {claimant} · {span}",
        "table": "All {count} figures, with sources",
        "table_one": "{count} figure, with its source",
        "words": "Said in words: {count}",
        "col_figure": "figure",
        "col_what": "what was said",
        "col_claimant": "claimant",
        "col_as_of": "as of",
        "col_source": "source",
        "later": "after the shown day",
    },
)
