"""The About panel: method, limits, neutrality, words and licences, in Markdown."""

from base64 import b64encode
from html import escape
from importlib.resources import files
from typing import Final

from geodata.model import Dataset

PURPOSE: Final = """\
#### What this is
A record of *who said what* about the ground that Ukraine held inside Russia's Kursk Oblast, from
the incursion of 6 August 2024 to the last report of 2025. Kyiv, Moscow, independent mappers and
other states gave different figures for the same day; they stand here side by side, on one clock,
each with its source. Nothing is averaged, blended or joined across makers.

#### How a shape is made
"""

SENTENCES: Final = (
    "Each claim of ground held that is dated to a day gets a shape of the **size claimed**, within "
    "0.5 %, measured on the WGS 84 ellipsoid.",
    "Where the shape lies follows from *control intervals*, places reported held, contested or "
    "lost from one date to another, each tied to the claims that say so: an account's own word "
    "decides, where it is silent the others' word counts for less, and a place that nobody spoke "
    "of counts for nothing.",
    "On an equal-area grid the held places are joined to the border by the cheapest ways round "
    "what was reported lost, and the ground is put in order by its distance from these *axes of "
    "advance*, so that a held area is a salient entered from the border and not a set of discs.",
    "A smooth correction (Gaussian-process regression) bends that order where it would leave a "
    "held place outside or a lost one inside, the farther the surer the report.",
    "The line closes where the area inside equals the claim and follows the oblast boundary itself "
    "on the border side; where reports leave it open it stays close to the account's line before; "
    "a range gives two edges, firm inside contested; a claim that names a district stays inside "
    "it.",
    "Shapes are **approximate**: a line between two reported places is inferred, not seen, and "
    "where no report is near only the size and the axes place it.",
    "Places are points, the centres of villages, and of many it was never said when they were "
    "taken, so that the start of their interval is implied by the later report of their loss.",
    "Announcements run ahead of events and lag behind them, and each account keeps its own dates.",
    "Where a claimed size does not fit the places reported that day **the size wins**, so that "
    "some places lie on the wrong side of the line, and the shapes of mid-August 2024 reach less "
    "deep, straight from the border, than the 28 to 35 km that Kyiv gave.",
    "Mappers count different things (advance, presence, firm control), so the sizes of two of them "
    "are not like with like, and no outline of DeepState, ISW or anyone else was read, traced or "
    "tuned to.",
)
"""The method and its known faults, a sentence each."""

LIMITS: Final = """\
#### What it does not do
* Nothing is drawn between reports: the last one stays, with its age. Silence is hatched.
* *Implied* figures are sums of a side's own totals (Moscow's peak less what it said it had
  retaken); they say so and show the working.

#### Neutral words
"Held" means *said to be held*. Both sides are named, denials are shown as denials, and the order
of the accounts is fixed. Sources carry an Admiralty grade: a letter for the source (A reliable …
E unreliable, F cannot be judged) and, apart from it, a digit for the statement (1 confirmed …
5 improbable, 6 cannot be judged).

#### Keys
← → step by report or by day · Shift with an arrow: the other one · Home, End · Space plays ·
+ and − change the speed.
"""

_PICTURE: Final = "pictures/method.svg"
_PICTURE_WORDS: Final = (
    "Four maps of one claim: the places reported held, contested and lost; the ground ordered by "
    "its distance from the axes of advance; that order bent where it contradicts a report; the "
    "line drawn where the area equals the claim."
)
# The picture keeps its own light paper in both themes; on a narrow screen it scrolls sideways.
_PICTURE_STYLE: Final = (
    "<style>.kf-method{overflow-x:auto}"
    ".kf-method img{display:block;width:100%;min-width:820px;border-radius:4px}"
    "[data-testid=stPopoverBody]:has(.kf-method){width:min(60rem,94vw);max-width:94vw!important}</style>"
)


def number_sentences() -> str:
    """Return the method's sentences as a numbered Markdown list."""
    return "\n".join(f"{number}. {words}" for number, words in enumerate(SENTENCES, 1))


def render_picture() -> str:
    """Return the picture of the method as HTML that asks no server for anything."""
    picture = files("dashboard").joinpath(_PICTURE).read_bytes()
    source = "data:image/svg+xml;base64," + b64encode(picture).decode("ascii")
    image = f'<img src="{source}" alt="{escape(_PICTURE_WORDS)}">'
    return f'{_PICTURE_STYLE}<div class="kf-method">{image}</div>'


def describe_licences(dataset: Dataset) -> str:
    """Return the credits of every layer and part of the dataset as a Markdown list."""
    lines = ["#### Credits and licences"]
    for licence in dataset.front.licences:
        lines.append(f"* {licence['part']}: {licence['credit']} ({licence['licence']}).")
    for layer in dataset.layers.values():
        sidecar = layer.sidecar
        lines.append(f"* {sidecar['label']}: {sidecar['credit']} ({sidecar['licence']}).")
    lines.append("* Program: MIT licence. No request leaves this machine.")
    return "\n".join(lines)
