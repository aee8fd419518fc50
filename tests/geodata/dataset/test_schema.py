"""The rules of the tables: each rule is broken on the made-up front, and is told as a fault."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.core.errors import DatasetError, Fault
from geodata.dataset.load import load_tables

CLAIMS, SOURCES, PLACES = "claims.csv", "sources.csv", "settlements.csv"
CONTROL, EVENTS = "control.csv", "events.csv"
MADE_UP = Path(__file__).parents[2] / "made_up_front"

EditCell = Callable[[str, str, str, str], None]
FindFaults = Callable[[], tuple[Fault, ...]]

# file, first cell of the row, column, what is written into it, what the fault says
BROKEN_CELLS = [
    (CLAIMS, "first-0810-100", "claim_id", "First 100", "is not an id"),
    (CLAIMS, "first-0810-100", "claim_id", "", "is not an id"),
    (CLAIMS, "first-0810-100", "claim_id", "first-0901-peak", "is there twice"),
    (CLAIMS, "first-0810-100", "kind", "area", "'area' is unknown, expected one of area_held"),
    (CLAIMS, "first-0810-100", "as_of", "10.08.2024", "is not a date"),
    (CLAIMS, "first-0810-100", "as_of", "2202-08-10", "outside the front's days"),
    (CLAIMS, "first-0810-100", "as_of", "2024-08-11", "is after reported"),
    (CLAIMS, "first-0810-100", "as_of", "2024-06-29", "outside the front's days"),
    (CLAIMS, "second-autumn-losses", "as_of", "2024-09/2025-03", "outside the front's days"),
    (CLAIMS, "first-0810-100", "reported", "2202-08-10", "outside the front's days"),
    (CLAIMS, "first-0810-100", "value", "1,000", "is not a number"),
    (CLAIMS, "first-0810-100", "value", "-5", "is negative"),
    (CLAIMS, "first-0810-100", "value", "nan", "is not a number"),
    (CLAIMS, "first-0810-100", "value", "1e3", "is not a number"),
    (CLAIMS, "first-0810-100", "value", "", "has no figure"),
    (CLAIMS, "first-0810-100", "low", "50", "only one end of a range"),
    (CLAIMS, "mapper-0810-range", "high", "60", "is not below high"),
    (CLAIMS, "mapper-0810-range", "value", "95", "outside its range"),
    (CLAIMS, "first-0810-100", "unit", "sq mi", "'sq mi' is unknown"),
    (CLAIMS, "first-0810-100", "unit", "", "figure without a unit"),
    (CLAIMS, "first-0810-100", "unit", "percent", "has unit percent"),
    (CLAIMS, "first-1020-event", "unit", "people", "has unit people without a figure"),
    (CLAIMS, "first-1001-words", "value", "3", "standing has a figure"),
    (CLAIMS, "first-1001-words", "as_of", "2024-10", "kind standing has as_of 2024-10"),
    (CLAIMS, "first-1001-words", "words", "no figure: denied", "words 'no figure: denied'"),
    (CLAIMS, "second-0920-half", "value", "101", "above 100 percent"),
    (CLAIMS, "first-0810-100", "qualifier", "roughly", "'roughly' is unknown"),
    (CLAIMS, "first-0810-100", "basis", "guessed", "'guessed' is unknown"),
    (CLAIMS, "second-0920-half", "derivation", "", "basis computed has no derivation"),
    (CLAIMS, "first-0810-100", "claimant", "", "claimant: is empty"),
    (CLAIMS, "first-0810-100", "side", "neither", "'neither' has no account"),
    (CLAIMS, "second-0922-forces", "side", "third_party", "expected one of ukraine, indep"),
    (CLAIMS, "first-0810-100", "series", "", "has no series"),
    (CLAIMS, "second-0922-forces", "topic", "", "kind forces has no topic"),
    (CLAIMS, "second-0922-forces", "topic", "tanks", "topic tanks is unknown in front.toml"),
    (CLAIMS, "second-0922-forces", "topic", "villages", "or stands for a kind"),
    (CLAIMS, "second-0922-forces", "topic", "Boats", "is not a key"),
    (CLAIMS, "first-0810-100", "topic", "boats", "kind area_held has topic boats"),
    (CLAIMS, "first-0812-villages", "topic", "boats", "kind settlements_held has topic boats"),
    (CLAIMS, "first-0810-100", "series", "nobody", "series nobody is unknown"),
    (CLAIMS, "first-0810-100", "series", "mapper", "not of side ukraine"),
    (CLAIMS, "first-0810-100", "within", "atlantis", "within 'atlantis' is not in"),
    (CLAIMS, "first-0810-100", "places", "atlantis", "places 'atlantis' is not in"),
    (CLAIMS, "first-0810-100", "places", "north-village; south-village", "is not an id"),
    (CLAIMS, "first-0810-100", "places", "north-village;north-village", "names an id twice"),
    (CLAIMS, "first-0810-100", "credibility", "7", "'7' is unknown, expected one of 1, 2"),
    (CLAIMS, "first-0810-100", "summary", "", "summary: is empty"),
    (CLAIMS, "first-0810-100", "disputed_by", "nobody", "disputed_by 'nobody' is not in"),
    (CLAIMS, "first-0810-100", "disputed_by", "first-0810-100", "disputes or restates itself"),
    (CLAIMS, "first-0810-100", "disputed_by", "first-0901-peak", "does not name it back"),
    (CLAIMS, "first-0810-100", "restates", "first-0810-100", "disputes or restates itself"),
    (CLAIMS, "first-0810-100", "restates", "nobody", "restates 'nobody' is not in"),
    (CLAIMS, "first-0810-100", "restates", "first-202409-150", "which itself restates"),
    (CLAIMS, "first-0810-100", "core", "true", "'true' is unknown, expected one of yes, no"),
    (CLAIMS, "first-0810-100", "source_ids", "", "expected at least one id"),
    (CLAIMS, "first-0810-100", "source_ids", "nowhere", "source_ids 'nowhere' is not in"),
    (CLAIMS, "first-0810-100", "summary", '=HYPERLINK("x")', "is a formula to a spreadsheet"),
    (CLAIMS, "first-0810-100", "summary", "@SUM(1)", "is a formula to a spreadsheet"),
    (CLAIMS, "first-0810-100", "summary", "+1", "is a formula to a spreadsheet"),
    (CLAIMS, "first-0810-100", "summary", "-1+2", "is a formula to a spreadsheet"),
    (CLAIMS, "first-0810-100", "summary", "a\x1bb", "control character U+001B"),
    (CLAIMS, "first-0810-100", "summary", "a\nb", "control character U+000A"),
    (CLAIMS, "first-0810-100", "summary", "a\u202eb", "control character U+202E"),
    (CLAIMS, "first-0810-100", "summary", " a", "starts or ends with a space"),
    (CLAIMS, "first-0810-100", "summary", "a\uffff", "control character U+FFFF"),
    (CLAIMS, "first-0810-100", "summary", "a\ufffe", "control character U+FFFE"),
    (CLAIMS, "first-0810-100", "summary", "a\ufdd0", "control character U+FDD0"),
    (CLAIMS, "first-0810-100", "summary", "a\U0010fffe", "control character U+10FFFE"),
    (CLAIMS, "first-0810-100", "summary", "\u3164\u2800", "nothing that can be seen"),
    (CLAIMS, "first-0810-100", "claimant", "\u3164\u115f\u2800\u180e", "that can be seen"),
    (CLAIMS, "first-0810-100", "value", "9" * 400, "more than is counted of anything"),
    (CLAIMS, "first-0810-100", "value", "9" * 300, "more than is counted of anything"),
    (CLAIMS, "first-0810-100", "value", "1" + "0" * 11, "more than is counted of anything"),
    (PLACES, "north-village", "latin", "\u3164", "nothing that can be seen"),
    (PLACES, "north-village", "lat", "9" * 400, "more than is counted of anything"),
    (SOURCES, "first-paper", "url", "javascript:alert(1)", "is not a web address"),
    (SOURCES, "first-paper", "url", "https://", "is not a web address"),
    (SOURCES, "first-paper", "url", "http://[", "url: "),
    (SOURCES, "first-paper", "published", "last week", "is no date"),
    (SOURCES, "first-paper", "published", "2202-01-01", "outside the front's time"),
    (SOURCES, "first-paper", "language", "ukr", "is not a language"),
    (SOURCES, "first-paper", "reliability", "G", "'G' is unknown"),
    (SOURCES, "first-paper", "reason", "", "reason: is empty"),
    (PLACES, "north-village", "type", "city", "'city' is unknown"),
    (PLACES, "north-village", "raion", "atlantis", "raion 'atlantis' is not in"),
    (PLACES, "north-village", "raion", "south-village", "raion 'south-village' is a town"),
    (PLACES, "north-village", "oblast", "square-raion", "oblast 'square-raion' is a raion"),
    (PLACES, "north-village", "oblast", "", "is of type village with oblast ''"),
    (PLACES, "square-raion", "oblast", "", "is of type raion with oblast ''"),
    (PLACES, "square-raion", "raion", "square-raion", "is a raion inside raion"),
    (PLACES, "square-raion", "lat", "40.5", "is a raion with coordinates"),
    (PLACES, "north-village", "lat", "", "only one of lat and lon"),
    (PLACES, "lost-village", "note", "made up", "has no position"),
    (PLACES, "north-village", "lat", "-29.5", "far from the front"),
    (PLACES, "north-village", "lon", "140.75", "far from the front"),
    (PLACES, "north-village", "lat", "40,75", "is not a number"),
    (PLACES, "north-village", "position_source", "", "without a position_source"),
    (PLACES, "north-village", "russian", "Север", "russian 'Север', ukrainian '', from ''"),
    (PLACES, "north-village", "ukrainian", "Північ", "ukrainian 'Північ', from ''"),
    (PLACES, "north-village", "ukrainian_source", "in use", "ukrainian '', from 'in use'"),
    (CONTROL, "south-village", "place_id", "atlantis", "place_id 'atlantis' is not in"),
    (CONTROL, "south-village", "place_id", "square-raion", "place 'square-raion' is a raion"),
    (CONTROL, "south-village", "place_id", "middle-village", "overlaps 'middle-village/"),
    (CONTROL, "middle-village", "end", "", "overlaps 'middle-village/ukraine"),
    (CONTROL, "middle-village", "end", "2024-08-07", "start 2024-08-08 is after end"),
    (CONTROL, "south-village", "start", "2202-08-08", "outside the front's days"),
    (CONTROL, "south-village", "start", "2024-08", "is not a day"),
    (CONTROL, "south-village", "account", "third_party", "'third_party' has no account"),
    (CONTROL, "south-village", "status", "taken", "'taken' is unknown"),
    (CONTROL, "south-village", "certainty", "sure", "'sure' is unknown"),
    (CONTROL, "south-village", "claim_ids", "", "expected at least one id"),
    (CONTROL, "south-village", "claim_ids", "nobody", "claim_ids 'nobody' is not in"),
    (EVENTS, "start", "date", "2202-08-08", "outside the front's days"),
    (EVENTS, "start", "weight", "4", "'4' is unknown"),
    (EVENTS, "start", "title", "A title with no room left for it", "over 28 characters"),
    (EVENTS, "start", "claim_ids", "nobody", "claim_ids 'nobody' is not in"),
]


@pytest.mark.parametrize(("file", "row", "column", "text", "says"), BROKEN_CELLS)
def test_broken_cell_is_a_fault(  # noqa: PLR0917
    file: str,
    row: str,
    column: str,
    text: str,
    says: str,
    edit_cell: EditCell,
    find_faults: FindFaults,
) -> None:
    edit_cell(file, row, column, text)
    faults = [fault for fault in find_faults() if fault.file == file and says in fault.rule]
    assert faults, find_faults()
    assert all(fault.row and fault.remedy.endswith(".") for fault in faults)


def test_made_up_front_is_sound(find_faults: FindFaults) -> None:
    assert find_faults() == ()


def test_all_faults_are_told_at_once(edit_cell: EditCell, find_faults: FindFaults) -> None:
    edit_cell(CLAIMS, "first-0810-100", "kind", "area")
    edit_cell(CLAIMS, "first-0810-100", "value", "many")
    edit_cell(SOURCES, "second-paper", "reliability", "Z")
    edit_cell(EVENTS, "autumn", "weight", "9")
    files = [fault.file for fault in find_faults()]
    assert sorted(files) == [CLAIMS, CLAIMS, EVENTS, SOURCES]  # and no dangling id on top


def test_missing_table_does_not_blame_the_ids_that_point_into_it(
    made_up_folder: Path, find_faults: FindFaults
) -> None:
    (made_up_folder / SOURCES).unlink()
    assert [fault.rule for fault in find_faults()] == ["is missing"]


def _read_grid(file: str) -> list[list[str]]:
    with (MADE_UP / file).open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


@pytest.fixture(scope="module")
def scratch_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scratch")
    for path in MADE_UP.glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def _find_table_faults(folder: Path, file: str, grid: list[list[str]]) -> tuple[Fault, ...]:
    """Return the faults of the made-up tables when `file` holds `grid`."""
    with (folder / file).open("w", newline="", encoding="utf-8", errors="surrogatepass") as stream:
        csv.writer(stream, lineterminator="\n").writerows(grid)
    try:
        load_tables(folder)
    except DatasetError as error:
        return error.faults
    finally:
        (folder / file).write_bytes((MADE_UP / file).read_bytes())
    return ()


@given(
    file=st.sampled_from([CLAIMS, SOURCES, PLACES, CONTROL, EVENTS]),
    cell=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    text=st.one_of(st.text(max_size=12), st.sampled_from(["{row}", "2024", "1e999", "a;b", ";"])),
)
def test_corrupt_cell_never_crashes(
    scratch_folder: Path, file: str, cell: tuple[int, int], text: str
) -> None:
    grid = _read_grid(file)
    row, column = cell
    grid[row % len(grid)][column % len(grid[0])] = text
    for fault in _find_table_faults(scratch_folder, file, grid):
        assert fault.rule
        assert str(fault).startswith(fault.file)


@given(pairs=st.sets(st.tuples(st.integers(1, 16), st.integers(1, 16)), max_size=40))
def test_disputes_pass_when_symmetric_and_only_then(
    scratch_folder: Path, pairs: set[tuple[int, int]]
) -> None:
    links = {(one, other) for one, other in pairs if one != other}
    mirrored = links | {(other, one) for one, other in links}
    grid = _read_grid(CLAIMS)
    column = grid[0].index("disputed_by")
    for relation in (mirrored, links):
        for row in range(1, len(grid)):
            names = [grid[other][0] for one, other in sorted(relation) if one == row]
            grid[row][column] = ";".join(names)
        faults = _find_table_faults(scratch_folder, CLAIMS, grid)
        faults = [one for one in faults if "can be right" not in one.rule]  # of the figures
        assert len(faults) == len({(b, a) for a, b in relation} - relation)
