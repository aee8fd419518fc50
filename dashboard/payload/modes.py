"""The modes of the map as JSON: what is fetched by whoever turns to agreement or days held."""

from collections.abc import Mapping
from typing import Final

from dashboard.payload.late_records import AgreedRow, HeldDays, Modes
from dashboard.state.selection import list_mappers
from dashboard.text.catalogues import MODES, fill_phrases
from dashboard.view.modes import count_days, list_firm
from dashboard.view.style import STYLE
from dashboard.view.workspace import EVENT, KNOWN, Workspace
from geodata.control.modes import list_counted
from geodata.core.model import Dataset, HeldArea
from geodata.core.reading import READING
from geodata.dataset.readings import Corner, code_area, list_steps
from geodata.geometry.agreement import divide_ground
from geodata.geometry.days_held import BOUNDS

MODES_SCHEMA: Final = 1
"""Rises when the file says other things of the same dataset."""


def describe_modes(workspace: Workspace, whole: Dataset) -> Modes:
    """Return every division of the ground that some day asks for, and everybody's days held.

    Areas are named by their place among those of `whole`, of which the workspace may be a part.
    """
    places = {id(area): place for place, area in enumerate(whole.held)}
    numbers: dict[Corner, int] = {}
    front = workspace.dataset.front
    return {
        "text": {key: fill_phrases(sentence, front.words) for key, sentence in MODES.items()},
        "slopes": [STYLE.agreement.slopes[one.side.role] for one in front.accounts],
        "bounds": list(BOUNDS),
        "agreement": [_describe_agreed(firm, places, numbers) for firm in _list_firm(workspace)],
        "days": {
            key: _describe_days(workspace, key, places, numbers)
            for key in list_counted(workspace.dataset)
        },
        "corners": list_steps(numbers),  # after all that has corners
    }


def _list_firm(workspace: Workspace) -> list[tuple[HeldArea | None, ...]]:
    """Return each combination of firm areas that stands on some day, once, by either clock."""
    found: dict[tuple[int, ...], tuple[HeldArea | None, ...]] = {}
    for clock in (EVENT, KNOWN):
        for mapper in (None, *list_mappers(workspace.dataset.front)):
            for day in workspace.pick_timeline(clock).dates:
                firm = list_firm(workspace, day, mapper, clock)
                found.setdefault(tuple(map(id, firm)), firm)
    return [firm for firm in found.values() if any(firm)]


def _describe_agreed(
    firm: tuple[HeldArea | None, ...], places: Mapping[int, int], numbers: dict[Corner, int]
) -> AgreedRow:
    cells = divide_ground(tuple(area.geometry if area else None for area in firm))
    return {
        "areas": [places[id(area)] if area else -1 for area in firm],
        "cells": [
            {
                "givers": sorted(cell.givers),
                "km2": round(cell.area_km2, 3),
                "polygons": code_area(cell.ground, numbers),
            }
            for cell in cells
        ],
    }


def _describe_days(
    workspace: Workspace, key: str, places: Mapping[int, int], numbers: dict[Corner, int]
) -> HeldDays:
    counted = count_days(workspace, key, workspace.dataset.front.first)
    held = workspace.dataset.held
    return {
        "spells": [
            {
                "shape": spell.number if key == READING else places[id(held[spell.number])],
                "start": spell.start.isoformat(),
                "end": spell.end.isoformat(),
                "days": spell.days,
            }
            for spell in counted.spells
        ],
        "classes": [
            {
                "least": one.least,
                "most": one.most,
                "km2": round(one.area_km2, 3),
                "polygons": code_area(one.ground, numbers),
            }
            for one in counted.classes
        ],
        "outlines": [counted.spells.index(spell) for spell in counted.outlines],
    }
