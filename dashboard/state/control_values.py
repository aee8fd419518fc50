"""What the native controls show of a selection, and the selection that they ask for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, cast

from dashboard.state.filters import Controls, read_controls, write_controls
from dashboard.state.selection import LAYERS, Selection, keep_order
from geodata.core.model import Front, Side

EVERY_MAPPER: Final = "all"
"""What the select box shows for all mappers: it takes None for "nothing chosen yet"."""


class Values(Controls):
    """What the native controls show, by their keys; None where a control was emptied."""

    day: date | None
    accounts: list[Side]
    layers: list[str]
    mapper: str
    others: bool
    clock: str | None
    panel: str | None
    language: str | None


def write_values(selection: Selection) -> Values:
    """Return what each native control shows of `selection`, by its key."""
    return {
        "day": selection.day,
        "accounts": list(selection.accounts),
        "layers": list(selection.layers),
        "mapper": selection.mapper or EVERY_MAPPER,
        "others": selection.others,
        "clock": selection.clock,
        "panel": selection.panel,
        "language": selection.language,
        **write_controls(selection.filters),
    }


def read_values(state: Mapping[str, object], before: Selection, front: Front) -> Selection:
    """Return `before` with what the controls in `state` show; the others keep their part.

    A date or a switch that was emptied keeps its part as well.
    """
    shown = cast(Values, {**write_values(before), **state})
    return replace(
        before,
        day=shown["day"] or before.day,
        accounts=keep_order((account.side for account in front.accounts), shown["accounts"]),
        layers=keep_order(LAYERS, shown["layers"]),
        mapper=None if shown["mapper"] == EVERY_MAPPER else shown["mapper"],
        others=shown["others"],
        clock=shown["clock"] or before.clock,
        panel=shown["panel"] or before.panel,
        language=shown["language"] or before.language,
        filters=read_controls(shown),
    )
