"""The words of the decks and of the films that do not come from the data."""

from typing import Final

from dashboard.text.language import Catalogue

DECK: Final = Catalogue(
    "deck",
    {
        "subject": "Competing claims of ground held, each with its source",
        "chapter": "{day}: {title}",
        "untitled": "{front}, {day}",
        "known": "As known on {day}: only what had been made public by then",
        "from_to": "{first} – {last}",
        "map": "Map of {day}. Ground held by Ukraine according to {accounts}.",
        "account_figure": "{account}: {figure}",
        "nothing": "no held area is shown",
        "figures": "What each account says",
        "account": "Account",
        "described": "Whose statements it is made of",
        "figure": "Ground held",
        "claimant": "Claimant",
        "source": "Source",
        "grade": "Grade",
        "age": "Age",
        "silent": "No figure so far",
        "chart": "Ground held by Ukraine, km²",
        "chart_alt": "Chart of every series of figures from {first} to {last}; the upright line "
        "stands at {day}.",
        "range": "{account}: ranges and months",
        "notes_figures": "Figures",
        "notes_sources": "Sources",
        "notes_link": "This state on the screen: {link}",
        "as_of": "as of {day}",
        "reported": "made public {day}",
        "graded": "grade {grade}",
        "sources": "Sources",
        "sources_page": "Sources ({page} of {pages})",
        "number": "No.",
        "publication": "Publication",
        "published": "Published",
        "address": "Address",
        "cited": "Slides",
        "method": "How the map is made",
        "method_map": "Each shape shows what one side or mapper asserted; none is a survey. It is "
        "built from the figure claimed and from the places that the account reports held or lost, "
        "and closes at the size claimed, measured on the WGS 84 ellipsoid.",
        "method_stay": "Nothing is drawn between reports: the last one stays, with its age. Rival "
        "figures stand side by side and are never averaged.",
        "method_grade": "The grade is the Admiralty code: reliability of the source (A–F), then "
        "credibility of the figure (1–6).",
        "method_alt": "Four maps of one claim: the places reported, the order that follows from "
        "them, the order bent to the reports, and the line drawn at the size claimed.",
        "step_slide": "slide {number}",
        "step_method": "method",
        "step_file": "file",
    },
)

FILM: Final = Catalogue(
    "film",
    {
        "clock_known": "As it was known that day",
        "no_figure": "no figure so far",
        "frame": "frame {number} of {total}",
    },
)

PAGE: Final = Catalogue(
    "page",
    {
        "footer": "{front} · dataset {version}, SHA-256 {digest} · {disclaimer}",
    },
)
