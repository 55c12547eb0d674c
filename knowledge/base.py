"""The edition in use: follows the pointer, swaps without a restart, closes what nobody reads any more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from knowledge.directory import Directory
from knowledge.errors import BoussoleError
from knowledge.retrieval import Retriever

_log = logging.getLogger(__name__)


class Closeable(Protocol):
    """Whatever has files to release."""

    def close(self) -> None:
        """Release them."""


@dataclass(frozen=True, slots=True)
class OpenEdition:
    """One edition, opened: what a question needs."""

    number: int
    retriever: Retriever
    directory: Directory
    files: Closeable


@dataclass(slots=True)
class _Held:
    edition: OpenEdition
    readers: int = 0


class Base:
    """Gives the current edition to each question. Any thread may ask."""

    def __init__(self, current: Callable[[], int], open_edition: Callable[[int], OpenEdition]) -> None:
        """`current` reads the pointer (cheap, called at each question); `open_edition` opens a number.

        Raises NoEditionError (from `current`) when nothing is published yet.
        """
        self._current = current
        self._open = open_edition
        self._held = _Held(open_edition(current()))
        self._broken: int | None = None
        self._counting = Lock()
        self._opening = Lock()

    @contextmanager
    def edition(self) -> Iterator[OpenEdition]:
        """Lend the current edition for the time of one question; it stays open until given back."""
        self._follow()
        with self._counting:
            held = self._held
            held.readers += 1
        try:
            yield held.edition
        finally:
            with self._counting:
                held.readers -= 1
                unused = held is not self._held and held.readers == 0
            if unused:
                held.edition.files.close()

    def close(self) -> None:
        """Close the edition in use; nobody may ask afterwards."""
        self._held.edition.files.close()

    def _follow(self) -> None:
        """Swap to the edition that the pointer names; others go on with the old one meanwhile."""
        if not self._opening.acquire(blocking=False):
            return
        try:
            number = self._current()
            if number not in (self._held.edition.number, self._broken):
                self._swap(number)
        except (BoussoleError, OSError) as error:
            _log.warning("Edition pointer unreadable, staying with %d: %s", self._held.edition.number, error)
        finally:
            self._opening.release()

    def _swap(self, number: int) -> None:
        try:
            fresh = _Held(self._open(number))
        except (BoussoleError, OSError) as error:
            self._broken = number
            _log.error("Edition %d does not open, staying with %d: %s", number, self._held.edition.number, error)
            return
        with self._counting:
            before, self._held = self._held, fresh
            unused = before.readers == 0
        if unused:
            before.edition.files.close()
        _log.info("Edition %d is in use.", number)
