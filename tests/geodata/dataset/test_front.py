"""The rules of `front.toml`: each is broken on the made-up front, and is told as a fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.core.errors import Fault

LAND = '[[lands]]\nname = "x"\nlabel = "X"\nside = "{side}"\nspot = {spot}\n\n'
PICTURES = '[pictures]\ndates = []\nday = {day}\nside = "{side}"\n\n[words]'
LONG = "F" * 5000
"""More digits than Python writes down as a decimal."""
FindFaults = Callable[[], tuple[Fault, ...]]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "made-up"', "", "key id is missing"),
        ('title = "Made-up f', r'title = "\uffff', "control character U+FFFF"),
        ('label = "A m', r'label = "\ufffe', "control character U+FFFE"),
        ('label = "A m', r'label = "\u3164" # ', "nothing that can be seen"),
        ('id = "made-up"', 'id = "Made Up"', "is not an id"),
        ('id = "made-up"', 'id = "made-up"\ncolour = 1', "key 'colour' is unknown"),
        ("first = 2024-08-01", 'first = "2024-08-01"', "expected a date"),
        ("first = 2024-08-01", "first = 2024-08-01T00:00:00", "expected a date"),
        ("gap_days = 14", "gap_days = true", "expected a whole number"),
        ("gap_days = 14", "gap_days = 0", "gap_days is 0, expected 1"),
        ("gap_days = 14", "gap_days = ", "cannot be read"),
        ("opening = 2024-08-10", "opening = 2025-08-10", "are not in this order"),
        ("-30.2, 39.8, -28.8, 41.2", "-28.8, 39.8, -30.2, 41.2", "west < east"),
        ("-30.2, 39.8, -28.8, 41.2", "-30.2, 39.8, -28.8", "west < east"),
        ("-30.2, 39.8, -28.8, 41.2", '-30.2, 39.8, -28.8, "41"', "west < east"),
        ('side = "independent"\nrole', 'side = "The mappers"\nrole', "is not a key"),
        ('side = "independent"\nrole', 'side = "me"\nrole', "'independent' is no account's"),
        ('role = "mappers"', 'role = "umpire"', "'umpire' is unknown, expected one of holder"),
        ('role = "mappers"', 'role = "holder"', "role 'holder' is there twice"),
        ('role = "owner"', 'role = "observers"', "no account has the role owner"),
        ('role = "owner"', "", "key role is missing"),
        ('held_by = "held by the first side"', "", "key held_by is missing"),
        ('held_by = "held by the first side"', "held_by = 1", "expected a text"),
        ('lost_by = "lost', 'found_by = "x"\nlost_by = "lost', "key 'found_by' is unknown"),
        ('about = "', 'caveats = [1]\nabout = "', "1 is no text"),
        ("[words]", LAND.format(side="nobody", spot="[1, 2]") + "[words]", "no account's"),
        ("[words]", LAND.format(side="russia", spot="[1, 95]") + "[words]", "a point in degrees"),
        ("[words]", LAND.format(side="russia", spot='["1", 2]') + "[words]", "a point in deg"),
        ("[words]", PICTURES.format(day="2030-01-01", side="russia"), "is no day of the front"),
        ("[words]", PICTURES.format(day='"one"', side="russia"), "expected a date"),
        ("[words]", PICTURES.format(day="2024-08-10", side="nobody"), "no account's"),
        ('side = "independent"\nlabel = "A m', 'side = "third_party"\nlabel = "A m', "no account"),
        ('id = "other-mapper"', 'id = "mapper"', "'mapper' is there twice"),
        ("joined = false", 'joined = "no"', "expected a true or false"),
        ('oblast = "square-oblast"', 'oblast = "atlantis"', "oblast 'atlantis' is not in"),
        ("[[licences]]", "[licences]", "expected a list"),
        ('id = "made-up"', 'id = "made-up"\ncentre = [-30.3, 40]', "a point inside the extent"),
        ('id = "made-up"', 'id = "made-up"\ncentre = [-29.5]', "a point inside the extent"),
        ('id = "made-up"', 'id = "made-up"\ncentre = [-29.5, true]', "a point inside the extent"),
        ('id = "made-up"', 'id = "made-up"\ncentre = 5', "expected a list"),
        ('id = "boats"', "", "key id is missing"),
        ('id = "boats"', 'id = "Boats"', "is not a key"),
        ('id = "boats"', 'id = "losses"', "id 'losses' is there twice"),
        ('id = "boats"', 'id = "boats"\nkind = "boats"', "'boats' is unknown"),
        ('id = "boats"', 'id = "boats"\nkind = "settlements_held"', "is there twice"),
        ('id = "boats"', 'id = "boats"\nkind = 1', "expected a text"),
        ("gap_days = 14", f"gap_days = 0x{LONG}", "gap_days holds a whole number of 20,001 bits"),
        ("-30.2, 39.8,", f"0x{LONG}, 39.8,", "extent holds a whole number of"),
        (
            'id = "made-up"',
            f'id = "made-up"\ncentre = [0x{LONG}, 1]',
            "centre holds a whole number",
        ),
        ('title = "M', f"title = 0x{LONG} # ", "title holds a whole number of 20,001 bits"),
        ("[words]", LAND.format(side="russia", spot=f"[0x{LONG}, 2]") + "[words]", "lands holds"),
        ("[words]", PICTURES.format(day=f"0x{LONG}", side="russia"), "pictures holds a whole"),
        ('id = "made-up"', 'id = "made-up"\n' + "a." * 99 + "a = 1", "a is nested deeper than 8"),
        ("[words]", f"[{'a.' * 99}a]\n[words]", "a is nested deeper than 8 tables or lists"),
        ('id = "made-up"', 'id = "made-up"\n' + "a." * 100_000 + "a = 1", "has 100,000 dots in"),
        ("[words]", f"[{'a.' * 100_000}a]\n[words]", "expected 100 at most: a key of so many"),
        ("[words]", f"# {'x' * 1_000_000}\n[words]", "bytes, expected 1,000,000 at most"),
        ("gap_days = 14", f"gap_days = {'[' * 300}{']' * 300}", "gap_days is nested deeper"),
        ('disclaimer = "', 'accounts = [1]\ndisclaimer = "', "cannot be read"),
    ],
)
def test_broken_front_is_a_fault(
    old: str, new: str, says: str, made_up_folder: Path, find_faults: FindFaults
) -> None:
    path = made_up_folder / "front.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(says in fault.rule and fault.file == "front.toml" for fault in find_faults())


def test_front_needs_tables_of_accounts(made_up_folder: Path, find_faults: FindFaults) -> None:
    (made_up_folder / "front.toml").write_text("accounts = [1]\n", encoding="utf-8")
    assert any(fault.rule == "is not a table" for fault in find_faults())


def test_front_that_is_missing_is_a_fault(made_up_folder: Path, find_faults: FindFaults) -> None:
    (made_up_folder / "front.toml").unlink()
    assert [(fault.file, fault.rule) for fault in find_faults()] == [("front.toml", "is missing")]
