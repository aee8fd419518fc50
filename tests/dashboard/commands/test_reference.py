"""The command reference says what the commands declare, whatever release of click reads them."""

import click
import pytest

from dashboard.commands import COMMANDS
from dashboard.commands.reference import README, main, write_reference
from dashboard.state.fields import list_fields
from dashboard.state.filters import Filters
from dashboard.state.selection import Selection

REFERENCE = README.read_text(encoding="utf-8")
SECTIONS = {
    part.partition("\n")[0]: part for part in REFERENCE.split("\n## kursk-front ") if part[0] != "#"
}


def test_it_is_current():
    assert write_reference() == REFERENCE, "run python -m dashboard.commands.reference"
    main(["--check"])


def test_a_stale_one_is_refused(tmp_path, monkeypatch):
    stale = tmp_path / "README.md"
    stale.write_text("stale", encoding="utf-8")
    monkeypatch.setattr("dashboard.commands.reference.README", stale)
    with pytest.raises(SystemExit) as refused:
        main(["--check"])
    assert "python -m dashboard.commands.reference" in str(refused.value.code)
    assert stale.read_text(encoding="utf-8") == "stale"
    main([])
    assert stale.read_text(encoding="utf-8") == REFERENCE


def test_every_command_is_told():
    assert list(SECTIONS) == list(COMMANDS)


def test_nothing_of_it_is_laid_out_by_click(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError

    for name in ("get_help", "get_usage", "format_help"):
        monkeypatch.setattr(click.Command, name, refuse)
    monkeypatch.setattr(click.Option, "get_help_record", refuse)
    assert write_reference() == REFERENCE


@pytest.mark.parametrize(("command", "part"), [("snapshot", Selection), ("claims", Filters)])
def test_an_option_of_the_field_table_stands_in_it(command, part):
    options = [codec.option for codec in list_fields(part).values() if codec.option]
    assert options
    for option in options:
        assert f"| `{option.flag}" in SECTIONS[command]
        assert f"| {option.help}" in SECTIONS[command]
