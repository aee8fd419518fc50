"""Every word on the screen, by part of the screen."""

from typing import Final

from dashboard.text.clock import CLOCK
from dashboard.text.filters import FILTER_ON_MAP
from dashboard.text.language import Catalogue
from dashboard.text.map_table import MAP_TABLE
from dashboard.text.places import PLACE_ON_MAP
from dashboard.text.presenter import PRESENTER

_DATES: Final = {
    "date_long": "{day} {month} {year}",
    "date_short": "{day} {mon} {year}",
    "date_weekday": "{weekday}",
    "age_today": "0 d",
    "age_one": "{count} day old",
    "age": "{count} days old",
    "age_short": "{days} d",
}

_FIGURES: Final = {
    "figures_label": "The shown date and each account's figure",
    "figures_heading": "Ground held by Ukraine in the oblast, according to",
    "no_report": "no dated figure yet",
    "grade": "grade {grade}",
    "disputed_by": "disputed by {count}",
    "mapper_label": "Mapper whose figures stand for {account}",
    "mapper_all": "{account}",
    "account_label": "Show the account: {account}",
    "spoken_figure": "{account}: {figure}",
    "caption_before": "No figure from anyone yet.",
    "caption_since_one": "No new figure for {count} day, since {date}.",
    "caption_since": "No new figure for {count} days, since {date}.",
}

_MAP: Final = {
    "land_ukraine": "Ukraine",
    "land_russia": "Russia",
    "map_tools": "Map",
    "zoom_in": "Zoom in (Z)",
    "zoom_out": "Zoom out (X)",
    "scale_m": "{metres} m",
    "scale_km": "{km} km",
    "fit": "Show the whole front (0)",
    "layers": "Layers",
    "group_districts": "District lines",
    "group_water": "Rivers (small ones schematic)",
    "group_roads": "Roads, rail, pipeline (schematic)",
    "group_settlements": "Settlements",
    "group_evidence": "Strength of evidence",
    "others_title": "Held areas",
    "others": "Other claims of the day",
    "approximate_short": "approximate · credits",
    "credits": "How exact the map is, and whose data it rests on",
    "credit_line": "{layers}: {credit}",
    "area_spoken": "Ground held by Ukraine according to {claimant}: {figure}, as of {as_of}",
}

_NOTES: Final = {
    "held_title": "Ground held by Ukraine according to",
    "note_as_of": "as of {as_of}",
    "edge_firm": "counted as held",
    "edge_contested": "counted as contested",
    "held_hint": "Approximate shapes. Click for the sources.",
    "more_sources": "Also carried by {count} more",
    "measured": "Measured shape: {measured}",
    "open_source": "Open the source: {source}",
    "approximate": "Shapes are approximate: built from reported statements, not surveyed.",
    "card_label": "Claims about this ground",
    "close": "Close",
}

_EVIDENCE: Final = {
    "place_title": "Held by Ukraine, or lost, according to",
    "place_hint": "Click for every claim and its source.",
    "mark_held": "held",
    "mark_contested": "contested",
    "mark_lost": "lost, not held",
    "mark_differ": "accounts differ",
    "status_held": "held since {date}",
    "status_contested": "contested since {date}",
    "status_lost": "lost since {date}",
    "status_never": "not held",
    "certainty_high": "certainty high",
    "certainty_medium": "certainty medium",
    "certainty_low": "certainty low",
    "silent": "Not spoken of by: {accounts}.",
    "silent_since": "{account}: nothing since {date}.",
    "why_title": "Why the line runs here",
    "why_border": "The oblast boundary: ground beyond it is not counted.",
    "why_near": "Near a report: {place} is {km} km away.",
    "why_inferred": "Inferred: the nearest reported place, {place}, is {km} km away.",
    "why_free": "Free: nothing reported within {inferred_km} km; only the size of the claim and "
    "the ways of advance place it.",
    "side_inside": "Held, inside: {place}, {km} km",
    "side_outside": "Lost, outside: {place}, {km} km",
    "side_contested": "Contested: {place}, {km} km",
    "side_held_outside": "Held, yet outside: {place}, {km} km",
    "side_lost_inside": "Lost, yet inside: {place}, {km} km",
    "own_word": "{account}: {status}",
    "other_word": "heard from {account}: {status}",
    "rests_on": "Rests on {count} reported places; the strongest:",
    "rests_held": "{place}: held, says {accounts}",
    "rests_contested": "{place}: contested, says {accounts}",
    "rests_lost": "{place}: lost, says {accounts}",
    "rests_differ": "{place}: {accounts} differ",
    "strength_near": "reported place within {near_km} km",
    "strength_inferred": "inferred, {near_km} to {inferred_km} km",
    "strength_free": "free, farther from any report",
    "strength_border": "oblast boundary",
}

_CHART: Final = {
    "chart_label": "Area held by date, square kilometres, one line per series",
    "slider_label": "Date",
    "axis_unit": "km²",
    "range": "{low}–{high}",
    "gap": "no figure reported",
}

_CONTROLS: Final = {
    "controls_label": "Timeline",
    "steps_label": "Step and play",
    "first": "First day (Home)",
    "previous": "Back one step (←)",
    "play": "Play (Space)",
    "pause": "Pause (Space)",
    "next": "Forward one step (→)",
    "last": "Last day (End)",
    "speed_label": "Speed",
    "slower": "Slower (−)",
    "faster": "Faster (+)",
    "speed_1": "1 day/s",
    "speed_3": "3 days/s",
    "speed_7": "1 week/s",
    "speed_14": "2 weeks/s",
    "speed_30": "1 month/s",
    "speed_60": "2 months/s",
    "stride_label": "Step",
    "stride_report": "report",
    "stride_report_title": "Each step goes to the next reported change; with Shift, one day",
    "stride_day": "day",
    "stride_day_title": "Each step is one day; with Shift, the next reported change",
    "count": "{number} of {total} reports",
    "help": "Keys",
    "help_step_keys": "← →",
    "help_step": "back or forward one step",
    "help_other_keys": "Shift + ← →",
    "help_other": "the other step: a day instead of a report, or the reverse",
    "help_ends_keys": "Home, End",
    "help_ends": "first or last day",
    "help_play_keys": "Space",
    "help_play": "play or pause",
    "help_speed_keys": "+ −",
    "help_speed": "faster or slower",
    "help_drag_keys": "Chart",
    "help_drag": "drag or click anywhere to set the date",
    "help_map_keys": "Z X, W A S D",
    "help_map": "zoom and move the map",
    "help_fit_keys": "0",
    "help_fit": "show the whole front",
    "help_escape_keys": "Esc",
    "help_escape": "close what is open, or pause",
}

# What the page says when its own data cannot be read; these words cannot come with the data.
TIMELINE_FAILURES: Final = Catalogue(
    "failures",
    {
        "frames": "The held areas could not be loaded, so there is nothing to show.",
        "base": "The base map could not be loaded. Held areas, chart and figures still work.",
        "filter": "The filter could not be loaded, so the map shows every claim, not what the page "
        "beside it shows.",
        "overlaps": "What any two held areas share could not be loaded, so that nothing can be "
        "compared.",
        "start": "The timeline could not start.",
        "no_script": "This page draws its map with JavaScript, which is switched off here.",
        "remedy": "Reload the page. If that does not help, restart the dashboard on its machine.",
    },
)

# Sentences with {blanks} that the timeline map fills; its JavaScript has no words of its own.
TIMELINE: Final = Catalogue(
    "timeline",
    {
        **_DATES,
        **_FIGURES,
        **_MAP,
        **_NOTES,
        **_EVIDENCE,
        **PLACE_ON_MAP,
        **FILTER_ON_MAP,
        **MAP_TABLE,
        **_CHART,
        **_CONTROLS,
        **CLOCK,
        **PRESENTER,
    },
)

CONTROLS: Final = Catalogue(
    "controls",
    {
        "language": "Language",
        "date": "Date",
        "accounts": "Accounts",
        "layers": "Layers",
        "layer_districts": "Districts",
        "layer_water": "Rivers (small ones schematic)",
        "layer_roads": "Roads, rail and pipeline (schematic)",
        "layer_settlements": "Settlements",
        "layer_evidence": "Strength of evidence",
        "mapper": "Independent account",
        "mapper_all": "All makers, best graded first",
        "others": "Also draw rival claims of the same date",
        "clock": "Clock",
        "clock_event": "As the events fell",
        "clock_known": "As it was known that day",
        "more": "Show",
        "panel": "Panel",
        "panel_claims": "Claims",
        "panel_table": "Table",
        "panel_places": "Places",
        "panel_disagreement": "Disagreement",
        "panel_beyond": "Beyond",
    },
)

PANELS: Final = Catalogue(
    "panels",
    {
        "page_title": "Kursk Front",
        "refused": "The dataset breaks its own rules, so nothing is shown. "
        "Mend these and start again:",
        "reading": "Reading the dataset…",
        "layer_fault": "One layer is left out:",
        "title_claims": "Claims on {day}",
        "title_table": "Claims on {day}",
        "title_places": "Places on {day}",
        "title_disagreement": "Disagreement on {day}",
        "title_beyond": "Beyond ground on {day}",
        "around": "Said in the days around",
        "about": "About",
    },
)
