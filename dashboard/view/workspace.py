"""A dataset laid out for use, and what each account holds to on a day.

`figures_on` says it for the view of a day and for every step of the timeline, so that no two of
them can disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from dashboard.state.fields import Choices
from dashboard.state.filters import list_choices
from dashboard.state.selection import CLOCKS
from dashboard.text.language import ENGLISH
from geodata.claims.claims import Figure
from geodata.claims.known import KnownTimeline
from geodata.claims.timeline import EventTimeline, Timeline
from geodata.control.modes import figure_key, group_areas
from geodata.core.errors import Fault
from geodata.core.model import Dataset, HeldArea, Role
from geodata.dataset.load import load_dataset
from geodata.dataset.translation import translate_dataset

EVENT, KNOWN = CLOCKS

DATA_VARIABLE: Final = "KURSK_FRONT_DATA"
"""The environment variable by which `serve` names the dataset folder to the page."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A dataset laid out for use: its timelines, its held areas by claim, what failed to load.

    `timeline` is the one of the events as they fell, `known` the one of what was known that day.
    `choices` are what it can be filtered for; `notice` says what it was filtered for, if it was.
    """

    dataset: Dataset
    timeline: EventTimeline
    known: KnownTimeline
    areas: Mapping[str, tuple[HeldArea, ...]]
    faults: tuple[Fault, ...]
    choices: Choices
    notice: str = ""

    def pick_timeline(self, clock: str) -> Timeline:
        """Return the timeline of a clock, which then answers for it."""
        return self.known if clock == KNOWN else self.timeline


def open_workspace(folder: Path) -> Workspace:
    """Lay out the dataset in `folder`; layers that break a rule are named, not shown.

    Raises:
        DatasetError: a table breaks its rules.

    >>> from geodata import bundled_folder
    >>> open_workspace(bundled_folder()).faults
    ()
    """
    faults: list[Fault] = []
    return lay_out_workspace(load_dataset(folder, faults.append), tuple(faults))


def translate_workspace(workspace: Workspace, language: str) -> Workspace:
    """Return `workspace` with its dataset told in `language`; what it can be filtered for stays."""
    if language == ENGLISH:
        return workspace
    return lay_out_workspace(
        translate_dataset(workspace.dataset, language), workspace.faults, workspace.choices
    )


def lay_out_workspace(
    dataset: Dataset,
    faults: tuple[Fault, ...] = (),
    choices: Choices | None = None,
    notice: str = "",
) -> Workspace:
    """Return `dataset` with its timelines and its held areas by claim.

    `choices` are those of the original where the dataset is translated or filtered; `notice` says
    what it was filtered for.
    """
    areas = group_areas(dataset.held)
    choices = choices or list_choices(dataset)
    timeline, known = EventTimeline.build(dataset), KnownTimeline.build(dataset)
    return Workspace(dataset, timeline, known, areas, faults, choices, notice)


def figures_on(workspace: Workspace, day: date, clock: str = EVENT) -> dict[str, Figure]:
    """Return what is in force on `day`, by account and by mapper; missing before a first figure.

    On the clock "known" only what had been made public by `day` counts. No series has a key but
    a mapper's.
    """
    return {
        figure_key(side, series): figure
        for (side, series), figure in workspace.pick_timeline(clock).figures_on(day).items()
        if series is None or side.role is Role.MAPPERS
    }


def list_areas(workspace: Workspace, figure: Figure | None) -> tuple[tuple[HeldArea, ...], ...]:
    """Return the held areas of a figure's claim, and those of the account's rival claims.

    Words have no area of their own; rival figures of their day have.
    """
    if figure is None:
        return (), ()
    rivals = (area for claim in figure.others for area in workspace.areas.get(claim.claim_id, ()))
    return workspace.areas.get(figure.claim.claim_id, ()), tuple(rivals)


def list_ghost(workspace: Workspace, figure: Figure | None) -> tuple[HeldArea, ...]:
    """Return the last held areas of an account that now speaks in words, none where it never drew.

    They say where it last was said to hold ground, not that it still does.
    """
    if figure is None or figure.ghost is None:
        return ()
    return workspace.areas.get(figure.ghost.claim_id, ())
