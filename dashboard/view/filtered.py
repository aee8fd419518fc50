"""What a filter leaves: the workspace of the claims that pass, and its words."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from dashboard.state.fields import Choices
from dashboard.state.filters import (
    NO_FILTERS,
    PARAMETERS,
    Filters,
    pick_claims,
    split_claimants,
)
from dashboard.text.catalogues import FILTERS
from dashboard.text.language import get_language
from dashboard.view.figures import name_kind
from dashboard.view.workspace import Workspace, lay_out_workspace
from geodata.core.model import Dataset
from geodata.dataset.subset import keep_claims

RECENT: Final = 8
"""How many filtered workspaces are kept: what several readers look at, going to and fro."""
_NAMED: Final = 2  # how many names a notice gives before it counts them

_Key = tuple[int, Filters, str]
_recent: OrderedDict[_Key, tuple[Workspace, Workspace]] = OrderedDict()
_lock = Lock()


def filter_workspace(workspace: Workspace, filters: Filters) -> Workspace:
    """Return `workspace` with the claims alone that pass `filters`, and with what rests on them.

    Figures in force, captions, silences, places and both clocks follow, as if nobody had said
    anything else. An empty filter returns `workspace` itself.
    """
    if filters == NO_FILTERS:
        return workspace
    key = (id(workspace), filters, get_language())
    with _lock:
        if found := _recent.get(key):
            _recent.move_to_end(key)
            return found[1]
    kept = pick_claims(workspace.dataset, filters, workspace.choices)
    notice = describe_filters(workspace.dataset, filters, workspace.choices, len(kept))
    narrowed = lay_out_workspace(
        keep_claims(workspace.dataset, kept), workspace.faults, workspace.choices, notice
    )
    with _lock:
        _recent[key] = workspace, narrowed  # the whole workspace too, so that its id stays its own
        while len(_recent) > RECENT:
            _recent.popitem(last=False)
    return narrowed


def name_choice(dataset: Dataset, choices: Choices, part: str, choice: str) -> str:
    """Return the name of a choice of `part`, a field of Filters, in the words of `dataset`.

    A claimant stands without office or place.
    """
    if part == "kinds":
        return name_kind(dataset.front, choice)
    if part == "makers":
        return next(one.label for one in dataset.front.series if one.series_id == choice)
    name, number = choices.samples[f"{PARAMETERS[part]}/{choice}"]
    if part == "publishers":
        return dataset.sources[name].publisher
    names = split_claimants(dataset.claims[name])
    return names[number] if number < len(names) else "; ".join(names)


def describe_filters(dataset: Dataset, filters: Filters, choices: Choices, kept: int) -> str:
    """Return in one line what is filtered for, and how many of all claims that leaves."""
    words = []
    if filters.grade:
        words.append(FILTERS.fill("better", grade=filters.grade))
    if filters.core:
        words.append(FILTERS["core_only"])
    for part in PARAMETERS:
        chosen = getattr(filters, part)
        if len(chosen) > _NAMED:
            words.append(FILTERS.count(f"many_{part}", len(chosen)))
        elif chosen:
            names = "; ".join(name_choice(dataset, choices, part, one) for one in chosen)
            words.append(FILTERS.fill(f"some_{part}", names=names))
    shown = FILTERS.count("shown", kept, total=choices.total)
    return FILTERS.fill("notice", filters=", ".join(words), shown=shown)


def label_choice(dataset: Dataset, choices: Choices, part: str, choice: str) -> str:
    """Return the name of a choice with the number of all claims that it stands for."""
    name = name_choice(dataset, choices, part, choice)
    return FILTERS.fill("choice", name=name, count=len(getattr(choices, part)[choice]))
