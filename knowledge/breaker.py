"""A circuit breaker: after several failures in a row, a dead service is left alone for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Breaker:
    """Closed at first; opens after `failures` in a row; after `delay` seconds lets one try through (half-open).

    That try closes it again if it succeeds, else opens it for another delay. Safe to share between threads.
    `clock` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float], failures: int = 3, delay: float = 60.0) -> None:
        self._clock = clock
        self._limit = failures
        self._delay = delay
        self._count = 0
        self._retry_at = 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether the service is being left alone at this moment."""
        with self._lock:
            return self._count >= self._limit and self._clock() < self._retry_at

    def allows(self) -> bool:
        """Whether to call the service now. When half-open, only one caller is told yes per delay."""
        with self._lock:
            if self._count < self._limit:
                return True
            if self._clock() < self._retry_at:
                return False
            self._retry_at = self._clock() + self._delay
            return True

    def succeeded(self) -> None:
        """Note that the service answered."""
        with self._lock:
            self._count = 0

    def failed(self) -> None:
        """Note that the service failed."""
        with self._lock:
            self._count += 1
            self._retry_at = self._clock() + self._delay
