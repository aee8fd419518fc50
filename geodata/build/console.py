"""How a command line speaks: a progress bar where somebody watches, a refusal with exit code 2."""

import errno
import io
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

import click

from geodata.core import OnStep
from geodata.core.errors import FrontError
from geodata.core.plain import plain_lines

BAR_WIDTH: Final = 30  # characters
PART_WIDTH: Final = 24
_BY_SIGNAL: Final = 128  # and its number: what a shell says of a command that a signal ended
LOGGED: Final = 10.0  # seconds between two lines of progress where there is no terminal


Handler = Callable[[int, FrameType | None], object] | int | signal.Handlers | None
"""What may hear a signal."""


class Refusal(click.ClickException):
    """Input that a command cannot work with; nothing was written."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        """Keep the message as plain text, whatever file or option it cites."""
        super().__init__(plain_lines(message))


class ClosedOutput(io.TextIOBase):
    """What stands for a standard output that is closed, for which Python has None.

    So whatever a command prints is refused as by a full disk, and not lost without a word.
    """

    def write(self, _text: object) -> NoReturn:
        """Refuse what is written.

        Raises:
            OSError: always.
        """
        raise OSError(errno.EBADF, "standard output is closed; open it, or send it to a file")


def stand_for_output() -> None:
    """Have what is printed refused where standard output is closed."""
    if sys.stdout is None:
        sys.stdout = ClosedOutput()


def hear_signals(names: Iterable[str], handler: Handler) -> dict[signal.Signals, Handler]:
    """Have `handler` hear the signals of those names, and return what heard each before.

    Left as they are: those that the system lacks, and those that are ignored, as nohup has SIGHUP.
    """
    found = (getattr(signal, name, None) for name in names)
    ends = [end for end in found if end and signal.getsignal(end) is not signal.SIG_IGN]
    return {end: signal.signal(end, handler) for end in ends}


@contextmanager
def leave_cleanly() -> Iterator[None]:
    """End by SIGTERM, SIGHUP and Ctrl-C alike: half-done work takes its temporary files along."""

    def leave(number: int, _frame: object) -> NoReturn:
        raise SystemExit(_BY_SIGNAL + number)

    is_main = threading.current_thread() is threading.main_thread()  # no other may set them
    before = hear_signals(("SIGINT", "SIGTERM", "SIGHUP"), leave) if is_main else {}
    try:
        yield
    except KeyboardInterrupt:  # Ctrl-C where another heard it, or where this is no main thread
        raise SystemExit(_BY_SIGNAL + signal.SIGINT) from None
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)


@contextmanager
def refuse_faults() -> Iterator[None]:
    """Turn an error that this project raised on purpose, or a file out of reach, into a refusal."""
    try:
        yield
    except FrontError as error:
        raise Refusal(str(error)) from error
    except BrokenPipeError:  # the program that read standard output has ended: click knows
        raise
    except OSError as error:
        _empty_output()
        where = f"{error.filename}: " if error.filename else ""
        raise Refusal(f"{where}{error.strerror or error}") from error


def _empty_output() -> None:
    """Throw away what standard output cannot take; Python would try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def pick_progress() -> OnStep:
    """Return the progress bar of a terminal; elsewhere what writes a line now and then."""
    return show_progress if sys.stderr.isatty() else log_progress()


def show_progress(done: int, total: int, part: str) -> None:
    """Draw a bar on standard error with the part that was made last."""
    filled = round(BAR_WIDTH * done / total)
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    end = "\n" if done == total else ""
    click.echo(f"\r{bar} {done}/{total} {part:<{PART_WIDTH}}{end}", err=True, nl=False)


def log_progress(clock: Callable[[], float] = time.monotonic) -> OnStep:
    """Return what writes a line to standard error each LOGGED seconds; short work writes none."""
    last = clock()

    def log(done: int, total: int, part: str) -> None:
        nonlocal last
        if clock() - last >= LOGGED:
            last = clock()
            click.echo(f"{done}/{total} {part}", err=True)

    return log
