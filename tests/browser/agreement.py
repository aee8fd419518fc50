"""What every part of the page must show for a state, and where a part shows something else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import takewhile
from typing import Final, cast

from dashboard.briefing.export import Wish, preview_sheet
from dashboard.panels.beyond import render_beyond
from dashboard.panels.claims import render_groups, render_statements
from dashboard.panels.claims_table import (
    list_shown_claims,
    tell_no_claims,
)
from dashboard.panels.comparison import render_comparison
from dashboard.panels.disagreement import render_figures, render_pairs
from dashboard.panels.places import render_history
from dashboard.state.comparison import describe_comparison
from dashboard.state.selection import CLOCKS, Selection, parse_query
from dashboard.text.catalogues import CONTROLS, EXPORT, PANELS
from dashboard.text.language import ENGLISH, read_locale, speak
from dashboard.text.spelling import format_day
from dashboard.view.compare import build_comparison
from dashboard.view.figures import format_figure
from dashboard.view.filtered import filter_workspace
from dashboard.view.style import DRAWINGS
from dashboard.view.view import View, build_view
from dashboard.view.view_name import name_view
from dashboard.view.workspace import Workspace, translate_workspace
from geodata.claims.place_history import trace_place
from geodata.core.model import Front, Role
from tests.browser.driver import Screen

NEAR_DEGREES: Final = 0.003  # a pixel and a half at the zoom to which the map flies
NEAR_PIXELS: Final = 4  # by so much a map whose box changes rests beside its view
NEAR_ZOOM: Final = 0.02
LONG: Final = 200  # letters of a difference that are told

Shown = Mapping[str, object]
Pair = tuple[Shown, Shown]
"""What a part shows and what it should, by name."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The state that the page is in: what is selected, and whether by day or by night."""

    selection: Selection
    theme: str = "light"


class Agreement:
    """Compares what the parts of a page show with what Python says of a state."""

    def __init__(self, screen: Screen, workspace: Workspace) -> None:
        """`workspace` is the whole front, in English."""
        self.screen = screen
        self.whole = workspace
        self._told = {ENGLISH: workspace}

    def tell(self, selection: Selection) -> Workspace:
        """Return the workspace in the language of a selection, of the claims that it lets pass."""
        language = selection.language
        if language not in self._told:
            self._told[language] = translate_workspace(self.whole, language)
        with speak(language):
            return filter_workspace(self._told[language], selection.filters)

    def check(self, expected: Expected) -> None:
        """Compare map, panel, address and the controls in plain sight.

        Raises:
            AssertionError: they differ; it says in what.
        """
        selection = expected.selection
        workspace = self.tell(selection)
        with speak(selection.language):
            view = build_view(workspace, selection)
            pairs = {
                "map": self._compare_map(expected, workspace, view),
                "panel": self._compare_panel(expected, workspace, view),
                "address": self._compare_address(selection),
                "console": ({"errors": self.screen.errors}, {"errors": []}),
                "controls": (self.screen.read_controls(), _list_controls(selection)),
            }
        _compare(pairs)

    def check_box(self, selection: Selection) -> None:
        """Compare the native controls that are out of sight."""
        workspace = self.tell(selection)
        front = workspace.dataset.front
        with speak(selection.language):
            mappers = {one.series_id: one.label for one in front.series}
            opens = [one.opens for one in front.accounts if one.side.role is Role.MAPPERS]
            first = CONTROLS["mapper_all"].format(maker=", ".join(map(mappers.get, opens)))
            wanted = {
                "accounts": [one.label for one in front.accounts if one.side in selection.accounts],
                "layers": [CONTROLS[f"layer_{one}"] for one in selection.layers],
                "mapper": mappers.get(selection.mapper or "", first),
                "reading": self.name_reading(selection.reading, selection),
                "others": selection.others,
                "clock": [selection.clock == one for one in CLOCKS],
            }
        _compare({"box": (self.screen.read_box(), wanted)})

    def name_reading(self, side: str | None, selection: Selection) -> str:
        """Return how the native control says by whose word the places are read."""
        accounts = self.tell(selection).dataset.front.accounts
        names = [one.label for one in accounts if one.side == side]
        with speak(selection.language):
            alone = CONTROLS["reading_alone"].format(account=", ".join(names))
            return alone if names else CONTROLS["reading_all"]

    def check_preview(self, selection: Selection) -> None:
        """Compare the sheet in the open dialog with the one of a selection, dot by dot."""
        words, picture = self.screen.read_preview()
        with speak(selection.language):
            name = EXPORT["preview"].format(day=format_day(selection.day))
            same = picture == preview_sheet(self.tell(selection), selection, Wish("png"))
        shown, wanted = {"words": words, "same": same}, {"words": name, "same": True}
        _compare({"preview": (shown, wanted)})

    def check_deck(self, views: Iterable[Selection], now: Selection) -> None:
        """Compare the views of the deck in the open dialog, while the page shows `now`."""
        front = self.tell(now).dataset.front
        with speak(now.language):
            wanted = [_name_view(front, place, one) for place, one in enumerate(views, start=1)]
        _compare({"deck": ({"views": self.screen.read_deck()}, {"views": wanted})})

    def read_previewed(self, candidates: Sequence[Selection]) -> date:
        """Return of which of the candidates the sheet in the open dialog says to be."""
        words, _ = self.screen.read_preview()
        with speak(candidates[0].language):
            told = {
                EXPORT["preview"].format(day=format_day(one.day)): one.day for one in candidates
            }
        assert words in told, f"{words}, while the map showed {list(told)}"
        return told[words]

    def read_added(self, candidates: Sequence[Selection]) -> date:
        """Return which of the candidates the deck in the open dialog holds as its last view."""
        views = self.screen.read_deck()
        front = self.tell(candidates[0]).dataset.front
        with speak(candidates[0].language):
            told = {_name_view(front, len(views), one): one.day for one in candidates}
        assert views, "nothing was added to the deck"
        assert views[-1] in told, f"{views[-1]}, while the map showed {list(told)}"
        return told[views[-1]]

    def _compare_map(self, expected: Expected, workspace: Workspace, view: View) -> Pair:
        shown, selection = self.screen.read_map(), expected.selection
        figures = {
            one.account.side.value: format_figure(one.figure.claim)
            for one in view.accounts
            if one.figure and not one.figure.in_words
        }
        drawn = {area.claim_id for one in view.accounts for area in one.drawn}
        shown["figures"] = {name: shown["figures"][name] for name in figures}
        shown["foreign"] = set() if selection.compare else {*shown["drawn"]} - drawn
        shown["place"] = self._name_place(shown["place"], selection)
        return shown, {
            "day": selection.day.isoformat(),
            "words": format_day(selection.day),
            "spoken": format_day(selection.day),
            "accounts": [side.value for side in selection.accounts],
            "clock": selection.clock,
            "mapper": selection.mapper,
            "reading": selection.reading,
            "mode": selection.mode,
            "whose": selection.whose or next(iter(selection.accounts), ""),
            "loops": bool(selection.loop),
            "windowed": bool(selection.window),
            "compare": describe_comparison(selection.compare),
            "notice": workspace.notice,
            "place": self._find_ringed(selection),
            "language": read_locale(selection.language).language,
            "theme": expected.theme,
            "shade": expected.theme,
            "inks": _list_inks(workspace, expected.theme),
            "layers": list(selection.layers),
            "others": selection.others,
            "figures": figures,
            "foreign": set(),
            "chapter": self._find_chapter(selection),
            "view": self._find_view(selection, cast(Sequence[float], shown["view"])),
            "playing": False,
            "failures": [],
        }

    def _compare_panel(self, expected: Expected, workspace: Workspace, view: View) -> Pair:
        shown, selection = self.screen.read_panel(), expected.selection
        tones = _list_inks(workspace, expected.theme)
        inks = {name: _write_tone(tone) for name, tone in tones.items()}
        parts = {
            name: self.screen.read_text(html)
            for name, html in _render_parts(workspace, view).items()
        }
        shown["parts"] = {name: shown["parts"].get(name) for name in parts}
        shown["foreign inks"] = {*shown["inks"].items()} - {*inks.items()}
        return shown, {
            "title": PANELS[f"title_{selection.panel}"].format(day=format_day(selection.day)),
            "parts": parts,
            "notice": workspace.notice,
            "shade": expected.theme,
            "scheme": expected.theme,
            "foreign inks": set(),
            "language": read_locale(selection.language).language,
            "alerts": _list_alerts(workspace, view),
            "dialogs": [],
            "held": [],
        }

    def read_selection(self) -> tuple[Selection, tuple[str, ...]]:
        """Return what the address says, and the notices to what it says wrongly."""
        whole = self.whole
        query = self.screen.read_address()
        return parse_query(query, whole.dataset.front, whole.timeline.dates, whole.choices)

    def _compare_address(self, selection: Selection) -> Pair:
        told, notices = self.read_selection()
        names = [one.name for one in fields(selection)]
        shown = {name: getattr(told, name) for name in names}
        wanted = {name: getattr(selection, name) for name in names}
        return shown | {"notices": notices}, wanted | {"notices": ()}

    def _find_chapter(self, selection: Selection) -> str:
        """Return the title of the chapter that is told."""
        story = self._told[selection.language].dataset.story
        return story[int(selection.chapter) - 1].title if selection.chapter else ""

    def _find_view(self, selection: Selection, shown: Sequence[float]) -> Sequence[float]:
        """Return where the map was moved to as the map says it, where it is near enough."""
        if not selection.view:
            return shown
        wanted = [float(part) for part in selection.view.split("/")]
        off = [abs(one - other) for one, other in zip(shown, wanted, strict=True)]
        near = NEAR_PIXELS * 360 / (256 * 2 ** shown[0])
        return shown if off[0] < NEAR_ZOOM and max(off[1:]) < near else wanted

    def _find_ringed(self, selection: Selection) -> str | None:
        """Return the place that the map rings: the chosen one, if it has a position."""
        place = self.whole.dataset.places.get(selection.place or "")
        return selection.place if place and place.lon is not None else None

    def _name_place(self, position: tuple[float, float] | None, selection: Selection) -> object:
        """Return the chosen place if the ring is there, else the ring's position."""
        place = self.whole.dataset.places.get(selection.place or "")
        if position is None or place is None or place.lon is None or place.lat is None:
            return position
        off = max(abs(position[0] - place.lon), abs(position[1] - place.lat))
        return selection.place if off < NEAR_DEGREES else position


def _write_tone(ink: str) -> str:
    """Return #RRGGBB as a browser tells it."""
    return f"rgb({', '.join(str(part) for part in bytes.fromhex(ink[1:]))})"


def _list_controls(selection: Selection) -> Shown:
    return {
        "panel": selection.panel,
        "language": selection.language,
    }


def _compare(pairs: Mapping[str, Pair]) -> None:
    """Say all that differs, of what is shown and what should be, by the name of the part."""
    differ = [line for part, pair in pairs.items() for line in _list_differences(part, *pair)]
    assert not differ, "\n".join(differ)


def _list_differences(part: str, shown: Shown, wanted: Shown) -> list[str]:
    return [
        f"{part} · {name}: {_tell_difference(shown.get(name), value)}"
        for name, value in wanted.items()
        if shown.get(name) != value
    ]


def _tell_difference(shown: object, wanted: object) -> str:
    """Return both values; of long texts only where they begin to differ."""
    texts = repr(shown), repr(wanted)
    same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False))])
    start = max(same - 30, 0) if max(map(len, texts)) > LONG else 0
    return f"{texts[0][start:][:LONG]}, and should be {texts[1][start:][:LONG]}"


def _name_view(front: Front, place: int, view: Selection) -> str:
    return f"{place}. {name_view(front, view)}"


def _list_inks(workspace: Workspace, theme: str) -> dict[str, str]:
    """Return the colour of each account, as the style table gives it to the account's role."""
    return {
        one.side.value: DRAWINGS[one.side.role].pick(dark=theme == "dark")
        for one in workspace.dataset.front.accounts
    }


def _list_alerts(workspace: Workspace, view: View) -> list[str]:
    """Return what the panel says in a frame: that there is nothing for its table."""
    empty = view.selection.panel == "table" and not list_shown_claims(view)
    return [tell_no_claims(workspace, view)] if empty else []


def _render_parts(workspace: Workspace, view: View) -> dict[str, str]:
    """Return the parts of the panel that is shown as HTML, by their names on the page."""
    selection = view.selection
    parts: dict[str, str] = {}
    if compared := build_comparison(workspace, selection):
        parts["comparison"] = render_comparison(workspace, compared, selection.clock)
    if selection.panel == "claims":
        parts["claims"] = render_groups(workspace, view)
        parts["statements"] = PANELS["around"] + render_statements(workspace, view)
    elif selection.panel == "disagreement":
        parts["figures"] = render_figures(workspace, view)
        parts["pairs"] = render_pairs(workspace, view)
    elif selection.panel == "beyond":
        parts["beyond"] = render_beyond(workspace, view)
    elif selection.panel == "places" and selection.place in workspace.dataset.places:
        known_on = view.timeline.known_on(selection.day)
        history = trace_place(
            workspace.dataset, selection.place, selection.accounts, known_on=known_on
        )
        parts["history"] = render_history(workspace, view, history)
    return parts
