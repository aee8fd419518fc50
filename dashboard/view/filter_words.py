"""What is filtered for, in words: the name of each choice, and one line for map and panel."""

from typing import Final

from dashboard.state.fields import Choices
from dashboard.state.filters import PARAMETERS, Filters, split_claimants
from dashboard.text.claims import TOPICS
from dashboard.text.filters import FILTERS
from geodata.core.model import Dataset

NAMED: Final = 2  # how many names a notice gives before it counts them


def name_choice(dataset: Dataset, choices: Choices, part: str, choice: str) -> str:
    """Return the name of a choice of `part`, a field of Filters, in the words of `dataset`.

    A claimant stands without office or place.
    """
    if part == "kinds":
        return TOPICS[choice]
    name, number = choices.samples[f"{PARAMETERS[part]}/{choice}"]
    if part == "publishers":
        return dataset.sources[name].publisher
    names = split_claimants(dataset.claims[name])
    return names[number] if number < len(names) else "; ".join(names)


def describe_filters(dataset: Dataset, filters: Filters, choices: Choices, kept: int) -> str:
    """Return in one line what is filtered for, and how many of all claims that leaves."""
    words = []
    if filters.grade:
        words.append(FILTERS["better"].format(grade=filters.grade))
    if filters.core:
        words.append(FILTERS["core_only"])
    for part in PARAMETERS:
        chosen = getattr(filters, part)
        if len(chosen) > NAMED:
            words.append(FILTERS.count(f"many_{part}", len(chosen)))
        elif chosen:
            names = "; ".join(name_choice(dataset, choices, part, one) for one in chosen)
            words.append(FILTERS[f"some_{part}"].format(names=names))
    shown = FILTERS.count("shown", kept, total=choices.total)
    return FILTERS["notice"].format(filters=", ".join(words), shown=shown)


def label_choice(dataset: Dataset, choices: Choices, part: str, choice: str) -> str:
    """Return the name of a choice with the number of all claims that it stands for."""
    name = name_choice(dataset, choices, part, choice)
    return FILTERS["choice"].format(name=name, count=len(getattr(choices, part)[choice]))
