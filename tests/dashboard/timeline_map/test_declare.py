import pytest
from click.testing import CliRunner

from dashboard.state.exchange import open_exchange, write_wish
from dashboard.state.fields import write_message
from dashboard.state.messages import Envelope
from dashboard.state.selection import open_selection
from dashboard.timeline_map import declare
from geodata import load_dataset


def test_the_browsers_types_are_those_of_the_payload():
    written = declare.DECLARATIONS.read_text(encoding="utf-8")
    assert written == declare.write_declarations()
    assert "    value: number | null;\n" in written
    assert "    overlaps: string | number[][];\n" in written


def test_types_out_of_step_are_told_and_written_anew(tmp_path, monkeypatch):
    path = tmp_path / "payload.d.ts"
    monkeypatch.setattr(declare, "DECLARATIONS", path)
    told = CliRunner().invoke(declare.main, ["--check"])
    assert told.exit_code == 1
    assert "run `python -m dashboard.timeline_map.declare`" in told.output
    assert not path.exists()
    assert CliRunner().invoke(declare.main).exit_code == 0
    assert path.read_text(encoding="utf-8") == declare.write_declarations()
    assert CliRunner().invoke(declare.main, ["--check"]).exit_code == 0


def test_a_type_without_a_spelling_is_refused():
    with pytest.raises(TypeError, match="no spelling in TypeScript"):
        declare._spell(set[int])


def test_what_the_map_is_asked_for_is_declared_with_the_fields_of_the_state():
    front = load_dataset().front
    exchange = open_exchange(write_message(open_selection(front)))
    wish = write_wish(exchange, write_message(open_selection(front)))
    envelope = set(Envelope.__annotations__)
    declared = declare.write_declarations().partition("interface MapWish {")[2]
    assert {"numbers", "nonce", "seen", "since", "talk"} <= envelope
    for part in set(wish) - envelope:
        assert f"    {part}?: unknown;\n" in declared
