"""The About panel: method, limits, neutrality, words and licences, in Markdown."""

from typing import Final

from geodata.model import Dataset

METHOD: Final = """\
#### What this is
A record of *who said what* about the ground that Ukraine held inside Russia's Kursk Oblast, from
the incursion of 6 August 2024 to the last report of 2025. Kyiv, Moscow, independent mappers and
other states gave different figures for the same day; they stand here side by side, on one clock,
each with its source. Nothing is averaged, blended or joined across makers.

#### How a shape is made
1. Each area claim that is dated to a day gets a shape of **exactly the size claimed** (within
   0.5 %), measured on the WGS 84 ellipsoid.
2. *Where* it lies follows from control intervals: villages reported held, contested or lost by
   that day, each tied to the claims that say so.
3. On an equal-area grid each held village is joined to the border by the cheapest way round what
   was reported lost. Ground is ordered by its distance from these *axes of advance*, so that a held
   area is a salient entered from the border, not a set of discs. A smooth correction
   (Gaussian-process regression) bends the order where a reported village contradicts it.
4. The line runs where the area inside equals the claim; its border side lies exactly on the oblast
   boundary. Where a claim gives a range, the inner edge is the firm figure and the outer one adds
   contested ground. A claim that names a district stays inside it.

#### What it is not
* The shapes are **approximate**. A line between two reported villages is inferred, not seen, and
  no outline of DeepState, ISW or any other mapper was read, traced or tuned to.
* Where a claimed size does not fit the villages reported that day, the size wins and some
  villages lie on the wrong side (a press figure of 13 March 2025 is one of four such cases).
* A reported figure may count presence, advance or firm control; the makers differ, and the
  panel says what each counted where it is known.
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
