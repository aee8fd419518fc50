"""A file made beside the page: its steps, its end, a way to stop it, and what goes wrong."""

from threading import Barrier, Event, Thread

import pytest

from dashboard.page import jobs
from dashboard.page.jobs import Job, JobLine, JobStoppedError
from dashboard.text.language import get_language, speak
from geodata.core.errors import OutputError

PATIENCE_S = 10.0


def test_it_tells_how_far_it_is_and_keeps_the_file():
    go_on, seen = Event(), Event()

    def make(step):
        step(1, 4, "made up")
        seen.set()
        go_on.wait(PATIENCE_S)
        return b"file"

    job = Job(make)
    assert seen.wait(PATIENCE_S)
    assert (job.share, job.words, job.content) == (0.25, "made up", b"")
    assert job.is_running
    go_on.set()
    job.wait(PATIENCE_S)
    assert not job.is_running
    assert (job.content, job.error) == (b"file", "")


def test_stopped_it_ends_at_the_next_step_without_a_file():
    go_on, steps = Event(), []

    def make(step):
        for number in range(100):
            steps.append(number)
            step(number, 100, "made up")
            go_on.wait(PATIENCE_S)
        return b"file"

    job = Job(make)
    job.stop()
    go_on.set()
    job.wait(PATIENCE_S)
    assert len(steps) < 100
    assert (job.content, job.error) == (b"", "")


def test_a_refusal_is_said_in_its_own_words():
    def make(_step):
        raise OutputError("Nothing of this size can be made; choose a smaller one.")

    job = Job(make)
    job.wait(PATIENCE_S)
    assert job.error == "Nothing of this size can be made; choose a smaller one."


def test_a_failure_reaches_the_reader_as_one_line_and_the_log_in_full(caplog):
    def make(_step):
        raise ValueError("made up")

    job = Job(make)
    job.wait(PATIENCE_S)
    assert job.error == "ValueError: made up"
    assert "Traceback" in caplog.text


def test_it_speaks_the_language_in_which_it_was_asked_for():
    with speak("uk"):
        job = Job(lambda _step: get_language().encode())
    job.wait(PATIENCE_S)
    assert job.content == b"uk"


def test_one_is_made_after_the_other_in_the_order_of_asking():
    line, go_on, order = JobLine(1), Event(), []

    def make(name):
        def run(_step):
            order.append(name)
            go_on.wait(PATIENCE_S)
            return name.encode()

        return run

    begun = []
    for name in ("first", "second", "third"):
        begun.append(Job(make(name), line))
        while not (order if name == "first" else begun[-1].before is not None):
            begun[-1].wait(0.001)
    assert [job.before for job in begun] == [None, 0, 1]
    assert order == ["first"]
    begun[1].stop()
    begun[1].wait(PATIENCE_S)
    assert (begun[1].is_running, begun[2].before) == (False, 0)
    go_on.set()
    for job in begun:
        job.wait(PATIENCE_S)
    assert order == ["first", "third"]
    assert [job.content for job in begun] == [b"first", b"", b"third"]


def test_who_leaves_the_line_by_an_error_lets_the_next_one_in():
    line = JobLine(1)
    with pytest.raises(JobStoppedError), line.take_turn("a"):
        raise JobStoppedError
    with line.take_turn("b"):
        pass


def test_a_file_that_nobody_waits_for_is_not_made(monkeypatch):
    monkeypatch.setattr(jobs, "_LEFT_S", 0.01)
    line, go_on, made = JobLine(1), Event(), []
    first = Job(lambda _step: b"%d" % go_on.wait(PATIENCE_S), line)
    left = Job(lambda _step: made.append(1) or b"", line)
    while left._thread.is_alive():
        left._thread.join(PATIENCE_S)
    go_on.set()
    first.wait(PATIENCE_S)
    assert made == []


def test_a_file_that_is_stopped_is_let_go():
    job = Job(lambda _step: b"file")
    job.wait(PATIENCE_S)
    job.stop()
    assert job.content == b""


def test_so_many_at_once_and_the_others_learn_how_long_they_waited():
    line, inside, most, waits = JobLine(2), [], [], []
    together = Barrier(6)

    def run():
        together.wait(PATIENCE_S)
        with line.take_turn() as waited:
            inside.append(1)
            most.append(len(inside))
            Event().wait(0.05)
            inside.pop()
            waits.append(waited)

    threads = [Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert max(most) == 2
    assert len(waits) == 6
    assert max(waits) >= 0.05  # two turns, less what it came later than others
