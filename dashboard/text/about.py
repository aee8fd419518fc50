"""The words of the About panel: purpose, method, limits, neutrality; in Markdown."""

from typing import Final

from dashboard.text.language import Catalogue

ABOUT: Final = Catalogue(
    "about",
    {
        "what_title": "What this is",
        "what": "A record of *who said what* about the ground that Ukraine held inside "
        "Russia's Kursk Oblast, from the incursion of 6 August 2024 to the last report of "
        "2025. Kyiv, Moscow, independent mappers and other states gave different figures for "
        "the same day; they stand here side by side, on one clock, each with its source. "
        "Nothing is averaged, blended or joined across makers.",
        "how_title": "How a shape is made",
        "sentence_1": "Each claim of ground held that is dated to a day gets a shape of the "
        "**size claimed**, within 0.5 %, measured on the WGS 84 ellipsoid.",
        "sentence_2": "Where the shape lies follows from *control intervals*, places "
        "reported held, contested or lost from one date to another, each tied to the claims "
        "that say so: an account's own word decides, where it is silent the others' word "
        "counts for less, and a place that nobody spoke of counts for nothing.",
        "sentence_3": "On an equal-area grid the held places are joined to the border by the "
        "cheapest ways round what was reported lost, and the ground is put in order by its "
        "distance from these *axes of advance*, so that a held area is a salient entered "
        "from the border and not a set of discs.",
        "sentence_4": "A smooth correction (Gaussian-process regression) bends that order "
        "where it would leave a held place outside or a lost one inside, the farther the "
        "surer the report.",
        "sentence_5": "The line closes where the area inside equals the claim and follows "
        "the oblast boundary itself on the border side; where reports leave it open it stays "
        "close to the account's line before; a range gives two edges, firm inside contested; "
        "a claim that names a district stays inside it.",
        "sentence_6": "Shapes are **approximate**: a line between two reported places is "
        "inferred, not seen, and where no report is near only the size and the axes place "
        "it.",
        "sentence_7": "Places are points, the centres of villages, and of many it was never "
        "said when they were taken, so that the start of their interval is implied by the "
        "later report of their loss.",
        "sentence_8": "Announcements run ahead of events and lag behind them, and each "
        "account keeps its own dates.",
        "sentence_9": "Where a claimed size does not fit the places reported that day **the "
        "size wins**, so that some places lie on the wrong side of the line, and the shapes "
        "of mid-August 2024 reach less deep, straight from the border, than the 28 to 35 km "
        "that Kyiv gave.",
        "sentence_10": "Mappers count different things (advance, presence, firm control), so "
        "the sizes of two of them are not like with like, and no outline of DeepState, ISW "
        "or anyone else was read, traced or tuned to.",
        "limits_title": "What it does not do",
        "limit_between": "Nothing is drawn between reports: the last one stays, with its "
        "age. Silence is hatched.",
        "limit_implied": "*Implied* figures are sums of a side's own totals (Moscow's peak "
        "less what it said it had retaken); they say so and show the working.",
        "neutral_title": "Neutral words",
        "neutral": '"Held" means *said to be held*. Both sides are named, denials are '
        "shown as denials, and the order of the accounts is fixed. Sources carry an "
        "Admiralty grade: a letter for the source (A reliable … E unreliable, F cannot be "
        "judged) and, apart from it, a digit for the statement (1 confirmed … 5 improbable, "
        "6 cannot be judged).",
        "keys_title": "Keys",
        "keys": "← → step by report or by day · Shift with an arrow: the other one · Home, "
        "End · Space plays · + and − change the speed.",
        "picture": "Four maps of one claim: the places reported held, contested and lost; "
        "the ground ordered by its distance from the axes of advance; that order bent where "
        "it contradicts a report; the line drawn where the area equals the claim.",
        "licences_title": "Credits and licences",
        "licence": "{part}: {credit} ({licence}).",
        "program": "Program: MIT licence. No request leaves this machine.",
    },
)
