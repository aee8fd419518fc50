"""The progress bar: on a terminal alone, one line in the end."""

import sys

from geodata.core.progress import pick_progress, show_progress


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


def test_progress_is_drawn_on_a_terminal_alone(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert pick_progress() is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert pick_progress() is show_progress
