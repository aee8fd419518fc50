"""A file being made beside the page: how far it is, a way to stop it, and in the end its bytes."""

import logging
from collections.abc import Callable
from contextvars import copy_context
from threading import Event, Thread

from geodata.core import OnStep
from geodata.core.errors import FrontError


class Job:
    """The making of one file in a thread of its own, in the language that is spoken at its start.

    `share` runs from 0 to 1 and `words` say what is being done; afterwards either `content` holds
    the file, or `error` says why there is none, or neither, where it was stopped.
    """

    def __init__(self, make: Callable[[OnStep], bytes]) -> None:
        """Begin; `make` is told what to call at each step."""
        self.share = 0.0
        self.words = ""
        self.content = b""
        self.error = ""
        self._stop = Event()
        self._thread = Thread(target=copy_context().run, args=(self._run, make), daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the file is still being made."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait until it is made or stopped, at most so long."""
        self._thread.join(seconds)

    def stop(self) -> None:
        """Stop at the next step; there will be no file."""
        self._stop.set()

    def _run(self, make: Callable[[OnStep], bytes]) -> None:
        try:
            self.content = make(self._step)
        except _StoppedError:
            return
        except FrontError as error:
            self.error = str(error)
        except Exception as error:
            logging.getLogger(__name__).exception("a file could not be made")
            self.error = f"{type(error).__name__}: {error}"

    def _step(self, done: int, total: int, words: str) -> None:
        if self._stop.is_set():
            raise _StoppedError
        self.share, self.words = min(done / max(total, 1), 1.0), words


class _StoppedError(Exception):
    """The reader wants no file any more."""
