"""A file made beside the page: its steps, its end, a way to stop it, and what goes wrong."""

from threading import Event

from dashboard.page.export_dialog import Job
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
