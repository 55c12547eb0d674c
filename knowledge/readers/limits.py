"""Time limits inside a reader: what takes too long is left out, and the rest of the file is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Pace = Callable[[], None]
"""Called by a reader after each page, so that whoever waits for it knows that it advances."""

PAGE_SECONDS = 15.0
"""Longest time that one page may take."""


class TooSlow(BaseException):
    """The time allowed is over."""


def idle() -> None:
    """The default pace: says nothing."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside the block once the time is over.

    It needs a system with interval timers and the main thread, which a reading process has; elsewhere it sets no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
