"""How a command line speaks: a bar on a terminal alone, refusals of one line."""

import sys
from geodata.build.console import log_progress, pick_progress, show_progress
import pytest
from geodata.core.errors import AreaError
from geodata.build.console import Refusal, refuse_faults


def test_progress_names_the_part_and_ends_its_line(capsys):
    show_progress(1, 2, "2024-08-12")
    assert not capsys.readouterr().err.endswith("\n")
    show_progress(2, 2, "2024-08-27")
    told = capsys.readouterr().err
    assert "2/2 2024-08-27" in told
    assert told.endswith("\n")


def test_a_shorter_name_wipes_out_a_longer_one(capsys):
    show_progress(1, 3, "2024-08-31 independent")
    long = capsys.readouterr().err
    show_progress(2, 3, "x")
    assert len(capsys.readouterr().err) == len(long)


def test_progress_is_drawn_on_a_terminal_alone(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    pick_progress()(1, 2, "at once")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert pick_progress() is show_progress


def test_a_pipe_is_told_of_long_work_now_and_then(capsys):
    seconds = iter([0.0, 1.0, 11.0, 11.0, 12.0, 22.0, 22.0])
    log = log_progress(lambda: next(seconds))
    for done in range(1, 5):
        log(done, 9, "made-up")
    assert capsys.readouterr().err == "2/9 made-up\n4/9 made-up\n"


def test_an_error_raised_on_purpose_is_refused_in_its_words():
    with pytest.raises(Refusal, match="too large") as refused, refuse_faults():
        raise AreaError("too large")
    assert refused.value.exit_code == 2


def test_a_file_out_of_reach_is_refused_by_its_name(tmp_path):
    with pytest.raises(Refusal, match=r"gone\.csv: No such file"), refuse_faults():
        (tmp_path / "gone.csv").read_bytes()


def test_an_error_of_the_system_without_a_file_is_told_too():
    with pytest.raises(Refusal, match="disk full"), refuse_faults():
        raise OSError("disk full")


def test_a_reader_that_went_away_is_no_bad_input():
    with pytest.raises(BrokenPipeError), refuse_faults():
        raise BrokenPipeError


def test_an_error_of_the_program_stays_one():
    with pytest.raises(ZeroDivisionError), refuse_faults():
        1 / 0  # noqa: B018
