"""How a command line refuses: which errors become one line, and which are left to click."""

import pytest

from geodata.core.errors import AreaError
from geodata.build.refusal import Refusal, refuse_faults


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
