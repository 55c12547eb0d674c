"""The state of the base as its keepers see it: what is in use, what has expired, what is to be verified."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.editions import Editions, Manifest
from knowledge.errors import EditionError
from knowledge.history import Event
from knowledge.scrutiny import is_over
from knowledge.sources import Sources
from knowledge.store import Store

SOON = 30
"""Days before its end from which something is said to expire soon."""

Dated = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class State:
    """The edition in use."""

    manifest: Manifest
    last: Event | None
    """What made it the one in use."""
    pending: bool
    """Whether the sources folder holds changes that are not published."""
    expired: Dated
    """Documents and actors, each with the day until which it was valid."""
    expiring: Dated
    to_check: tuple[str, ...]
    """Actors whose entry is not verified."""

    @property
    def needs_care(self) -> bool:
        """Whether anything waits for somebody."""
        return bool(self.expired or self.expiring or self.to_check or self.pending or self.manifest.rejected)


def state(editions: Editions, sources: Sources, today: date) -> State:
    """Look at the edition in use; raises EditionError when there is none or it is damaged."""
    number = editions.current()
    manifest = editions.manifest(number)
    actors = editions.actors(number)
    dated = sorted({*_documents(editions, number), *((a.name, a.valid_until) for a in actors if a.valid_until)})
    soon = (today + timedelta(SOON)).isoformat()
    expired = tuple((name, day) for name, day in dated if is_over(day, today.isoformat()))
    return State(
        manifest=manifest,
        last=next((event for event in reversed(editions.history()) if event.edition == number), None),
        pending=sources.inventory().state != manifest.state,
        expired=expired,
        expiring=tuple(pair for pair in dated if pair not in expired and is_over(pair[1], soon)),
        to_check=tuple(actor.name for actor in actors if not actor.verified),
    )


def _documents(editions: Editions, number: int) -> Iterable[tuple[str, str]]:
    """Titles of the documents that have an end, with it."""
    try:
        with closing(Store(editions.index_folder(number) / "passages.db")) as store:
            return {(p.document.title, p.document.valid_until) for p in store.passages() if p.document.valid_until}
    except sqlite3.Error as error:
        raise EditionError(f"L’édition {number} est abîmée : publiez de nouveau.") from error
