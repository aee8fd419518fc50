"""The field table: any selection comes back from each encoding, and so does a new field."""

import json
from dataclasses import dataclass, field, fields, replace

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dashboard.commands.options import add_options, field_options
from dashboard.commands.views import list_wishes
from dashboard.state.comparison import MODES, Comparison, list_keys
from dashboard.state.fields import (
    Option,
    Scope,
    apply_changes,
    declare,
    list_fields,
    list_parameters,
    read_address,
    read_changes,
    read_values,
    write_address,
    write_message,
    write_values,
)
from dashboard.state.filters import GRADES, NO_FILTERS, Filters, list_choices
from dashboard.state.kinds import EVERY, OneOf, keep_order
from dashboard.state.selection import (
    CLOCKS,
    LAYERS,
    PANELS,
    Selection,
    list_mappers,
    list_sides,
    open_selection,
)
from dashboard.text.language import LANGUAGES
from geodata.core.model import Kind
from tests.bundled import read_bundled

TABLES = read_bundled()
FRONT = TABLES.front
CHOICES = list_choices(TABLES)
SCOPE = Scope(FRONT, (FRONT.first, FRONT.last), CHOICES)
SHADES = ("plain", "hatched", "dotted")


@dataclass(frozen=True, slots=True)
class Wider(Selection):
    """A selection with one more field, declared as any other and nowhere else."""

    shade: str = field(
        default=SHADES[0],
        metadata=declare(
            OneOf(
                address="shade",
                message="shade",
                widget=True,
                option=Option("--shade", "How the ground is filled.", choices=SHADES),
                allowed=lambda _: SHADES,
            )
        ),
    )


def list_some(values):
    """Return a strategy of some of `values`, in their own order."""
    return st.sets(st.sampled_from(values)).map(lambda some: keep_order(values, some))


def list_names(values):
    """Return a strategy of a few of `values`, in alphabetical order."""
    few = st.sets(st.sampled_from(sorted(values)), max_size=3)
    return few.map(lambda some: tuple(sorted(some)))


days = st.dates(FRONT.first, FRONT.last)
keys = st.sampled_from(list_keys(FRONT))
PARTS = {
    "day": days,
    "accounts": list_some(list_sides(FRONT)),
    "layers": list_some(LAYERS),
    "mapper": st.none() | st.sampled_from(list_mappers(FRONT)),
    "others": st.booleans(),
    "clock": st.sampled_from(CLOCKS),
    "language": st.sampled_from(LANGUAGES),
    "place": st.none() | st.sampled_from(["sudzha", "viktorovka-sudzhansky"]),
    "chapter": st.none() | st.integers(1, 100).map(str),
    "view": st.none() | st.sampled_from(["9/51.2/35.1", "10.25/51/-35.1234"]),
    "loop": st.none() | st.sampled_from(["2024-08-12,2024-10-01", "2024-08-06,2025-12-31"]),
    "window": st.none() | st.sampled_from(["2024-08-06,2024-08-31", "2025-03-01,2025-03-31"]),
    "panel": st.sampled_from(PANELS),
    "compare": st.none()
    | st.builds(Comparison, st.sampled_from(MODES), keys, keys, st.none() | days),
    "filters": st.builds(
        Filters,
        makers=list_names(CHOICES.makers),
        claimants=list_names(CHOICES.claimants),
        publishers=list_names(CHOICES.publishers),
        kinds=list_names(map(Kind, CHOICES.kinds)),
        grade=st.none() | st.sampled_from(GRADES),
        core=st.booleans(),
    ),
}
selections = st.builds(Selection, **PARTS)
wider = st.builds(Wider, **PARTS, shade=st.sampled_from(SHADES))
either = st.one_of(selections, wider)


def open_like(state):
    """Return what a first-time visitor sees, as a state of the same class."""
    sort = state if isinstance(state, type) else type(state)
    return sort(day=FRONT.opening, accounts=list_sides(FRONT))


def read_options(arguments, sort):
    """Return what the commands that draw read of their options, as parameters of an address."""
    found = {}

    @click.command()
    @add_options(*field_options(sort), click.option("--state", default=""))
    def command(**given):
        found.update(list_wishes(given, FRONT, sort))

    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return found


def write_options(state):
    """Return the words of a command line that ask for a state."""
    query, arguments = write_address(state, open_like(state)), []
    for codec in list_fields(state).values():
        text = query.pop(codec.address, None) if codec.option else None
        if text is not None:
            arguments.append(codec.option.flag)
            arguments += [text] if text != codec.spell(True) else []
    return [*arguments, "--state", "?" + "&".join(f"{name}={text}" for name, text in query.items())]


def test_every_field_is_declared_with_a_codec():
    for part in (Selection, Filters):
        assert list(list_fields(part)) == [one.name for one in fields(part)]
        assert len(set(list_parameters(part))) == len(list_parameters(part))


@given(either)
def test_an_address_restores_everything(state):
    query = json.loads(json.dumps(write_address(state, open_like(state))))
    assert read_address(query, open_like(state), SCOPE) == (state, ())


@given(either)
def test_a_message_restores_all_that_the_map_knows(state):
    """Not the language and the filter: the page is in one, and the other is a file it names."""
    sent = json.loads(json.dumps(write_message(state)))
    before = open_like(state)
    found = apply_changes(before, read_changes(sent, before, SCOPE))
    assert found == replace(state, language=before.language, filters=NO_FILTERS)


@given(either)
def test_the_native_controls_restore_all_that_they_show(state):
    """Not the date and what has buttons instead of a control, nor the view of the map."""
    before = open_like(state)
    found = read_values(write_values(state), before, SCOPE)
    absent = dict.fromkeys(("place", "chapter", "compare", "view", "loop", "window"))
    assert found == replace(state, day=before.day, **absent)


@given(either)
def test_the_command_line_restores_everything(state):
    query = read_options(write_options(state), type(state))
    assert read_address(query, open_like(state), SCOPE) == (state, ())


def test_a_new_field_is_one_declaration():
    before, after = open_like(Wider), replace(open_like(Wider), shade="dotted")
    assert "shade" in list_parameters(Wider)
    assert write_address(after, before)["shade"] == "dotted"
    assert "shade" not in write_address(before, before)
    assert read_address({"shade": "dotted"}, before, SCOPE) == (after, ())
    assert write_message(after)["shade"] == "dotted"
    assert read_changes({"shade": "dotted"}, before, SCOPE) == {"shade": "dotted"}
    assert write_values(after)["shade"] == "dotted"
    assert read_values({"shade": "dotted"}, before, SCOPE) == after
    assert list_fields(Wider)["shade"].list_options(SCOPE) == SHADES
    assert read_options(["--shade", "dotted"], Wider) == {"shade": "dotted"}


def test_a_new_field_meets_bad_input_as_the_others_do():
    before = replace(open_like(Wider), shade="hatched")
    found, notices = read_address({"shade": "mars"}, before, SCOPE)
    assert (found, len(notices)) == (before, 1)
    assert "mars" in notices[0]
    assert "plain, hatched, dotted" in notices[0]
    for bad in (None, 7, "mars", ["dotted"]):
        assert read_changes({"shade": bad}, before, SCOPE) == {"shade": "hatched"}
        assert read_values({"shade": bad}, before, SCOPE) == before


@pytest.mark.parametrize("name", list_fields(Filters))
def test_a_control_of_a_filter_that_shows_nonsense_keeps_its_part(name):
    filters = Filters(("isw",), ("deepstate",), ("afp",), (Kind.CONTROL,), "B2", core=True)
    before = replace(open_selection(FRONT), filters=filters)
    assert read_values({name: {"mars"}}, before, SCOPE) == before
    assert read_values({name: ["mars"]}, before, SCOPE).filters.kinds == (Kind.CONTROL,)


@given(selections)
def test_controls_that_are_not_shown_keep_their_part(selection):
    moved = read_values({"panel": "table", "other": 1}, selection, SCOPE)
    assert moved == replace(selection, panel="table")
    assert read_values({}, selection, SCOPE) == selection


def test_what_was_emptied_keeps_its_part():
    opening = open_selection(FRONT)
    emptied = {"clock": None, "panel": None, "language": None, "mapper": EVERY}
    assert read_values(emptied, opening, SCOPE) == opening


def test_the_order_of_choosing_does_not_matter():
    opening, sides = open_selection(FRONT), list_sides(FRONT)
    chosen = {"accounts": list(reversed(sides)), "layers": list(reversed(LAYERS))}
    assert read_values(chosen, opening, SCOPE) == replace(opening, layers=tuple(LAYERS))
