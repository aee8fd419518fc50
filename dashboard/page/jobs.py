"""Files made beside the page: a few at once, the others in a line, and nothing kept for long.

A film takes a processor for seconds and a hundred megabytes meanwhile. However many readers ask,
the page of the others goes on.
"""

import ctypes
import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

from geodata.core import OnStep
from geodata.core.errors import FrontError

_LOOK_S: Final = 0.5  # how often whoever waits looks whether it is still wanted
_LEFT_S: Final = 30.0  # after which a file is wanted no more that nobody looks after


class JobStoppedError(Exception):
    """The reader wants no file any more."""


class JobLine:
    """Lets so many through at once, in the order in which they came."""

    def __init__(self, at_once: int) -> None:
        """Say how many."""
        self._free = at_once
        self._waiting: list[tuple[object, Event]] = []
        self._lock = Lock()

    @contextmanager
    def take_turn(
        self, who: object = None, is_stopped: Callable[[], bool] = bool
    ) -> Iterator[float]:
        """Wait until it is the turn of `who`, and hold it as long as the block lasts.

        Gives the seconds that it waited.

        Raises:
            StoppedError: `is_stopped` says so while it waits.
        """
        start = monotonic()
        self._wait(who, is_stopped)
        try:
            yield monotonic() - start
        finally:
            self._hand_on()

    def count_before(self, who: object) -> int | None:
        """Return how many of those who wait come before `who`; None if it does not wait."""
        with self._lock:
            waiting = [one for one, _ in self._waiting]
        return waiting.index(who) if who in waiting else None

    def _wait(self, who: object, is_stopped: Callable[[], bool]) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = who, Event()
            self._waiting.append(mine)
        while not mine[1].wait(_LOOK_S):
            with self._lock:
                if is_stopped() and mine in self._waiting:
                    self._waiting.remove(mine)
                    raise JobStoppedError

    def _hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.pop(0)[1].set()
            else:
                self._free += 1


FILMS: Final = JobLine(1)
"""What takes seconds: films, slides, data packs."""
SHEETS: Final = JobLine(1)
"""What a reader waits for: sheets and their previews."""
PANELS: Final = JobLine(8)
"""What a settled date is followed by: with more at once, all would be late."""


class Job:
    """The making of one file in a thread of its own, in the language that is spoken at its start.

    `share` runs from 0 to 1 and `words` say what is being done; afterwards either `content` holds
    the file, or `error` says why there is none, or neither, where it was stopped.
    """

    def __init__(self, make: Callable[[OnStep], bytes], line: JobLine = FILMS) -> None:
        """Begin, once it is its turn in `line`; `make` is told what to call at each step."""
        self.share = 0.0
        self.words = ""
        self.content = b""
        self.error = ""
        self._line = line
        self._stop = Event()
        self._seen = monotonic()
        self._thread = Thread(target=copy_context().run, args=(self._run, make), daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the file is still being made, or waits for it."""
        return self._thread.is_alive()

    @property
    def before(self) -> int | None:
        """How many wait before it; None once it is being made."""
        return self._line.count_before(self)

    def wait(self, seconds: float) -> None:
        """Wait until it is made or stopped, at most so long.

        Nobody says when a reader leaves; a file that nobody has waited for lately is not made.
        """
        self._seen = monotonic()
        self._thread.join(seconds)
        self._seen = monotonic()

    def stop(self) -> None:
        """Stop at the next step, and let go of the file."""
        self._stop.set()
        self.content = b""

    def _run(self, make: Callable[[OnStep], bytes]) -> None:
        try:
            with self._line.take_turn(self, self._is_stopped):
                content = make(self._step)
            if not self._stop.is_set():
                self.content = content
        except JobStoppedError:
            return
        except FrontError as error:
            self.error = str(error)
        except Exception as error:
            logging.getLogger(__name__).exception("a file could not be made")
            self.error = f"{type(error).__name__}: {error}"
        finally:
            give_back()

    def _is_stopped(self) -> bool:
        return self._stop.is_set() or monotonic() - self._seen > _LEFT_S

    def _step(self, done: int, total: int, words: str) -> None:
        if self._is_stopped():
            raise JobStoppedError
        self.share, self.words = min(done / max(total, 1), 1.0), words


def give_back() -> None:
    """Give the memory of what was made back to the system, which C's library would keep."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
        if trim:
            trim(0)
