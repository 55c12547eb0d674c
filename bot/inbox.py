"""What has come in and waits for its answer, in the database: nobody is forgotten when the program is killed.

An update is written down before Telegram is told that it was received, and crossed out once it is answered. What was
not crossed out is answered at the next start; what comes twice is answered once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.statements import ACCEPTED, DONE
from bot.tables import hashed, pending, reaching

TRIES = 3
"""Starts at which an update is tried; one that ends the program each time is let go then."""
KEPT = timedelta(days=1)
"""How long an update is waited for, and its number remembered. Telegram itself gives up after a day."""
_NAMES = frozenset({"first_name", "last_name", "username", "title"})


class Inbox:
    """The updates received. Calls block: the bot makes them from a thread. Raises JournalError."""

    def __init__(self, engine: sa.Engine, key: bytes, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._key = key
        self._now = now

    def accept(self, number: int, person: int, update: dict[str, Any]) -> bool:
        """Write an update down, without anybody's name; False where it was already."""
        row = {
            "number": number,
            "person": hashed(self._key, person),
            "accepted_at": self._now(),
            "tries": 0,
            "content": json.dumps(_nameless(update), default=_plain),
        }
        with reaching():
            try:
                with self._engine.begin() as connection:
                    connection.execute(ACCEPTED, row)
            except IntegrityError:
                return False
        return True

    def done(self, number: int) -> None:
        """Cross an update out; its number is kept for a day."""
        with reaching(), self._engine.begin() as connection:
            connection.execute(DONE, {"of_number": number})

    def waiting(self) -> list[dict[str, Any]]:
        """What an earlier run left unanswered, oldest first; what is too old or was tried too often is let go."""
        fresh = sa.and_(pending.c.accepted_at > self._now() - KEPT, pending.c.tries < TRIES)
        with reaching(), self._engine.begin() as connection:
            connection.execute(pending.delete().where(pending.c.accepted_at <= self._now() - KEPT))
            connection.execute(pending.update().where(pending.c.tries >= TRIES).values(content="", person=""))
            kept = pending.c.content != ""
            rows = connection.execute(sa.select(pending).where(fresh, kept).order_by(pending.c.number)).all()
            connection.execute(pending.update().where(kept).values(tries=pending.c.tries + 1))
        return [json.loads(row.content) for row in rows]


def _nameless(value: Any) -> Any:
    """An update without the names of people and chats, which no answer needs."""
    if isinstance(value, dict):
        bot = value.get("is_bot") is True
        return {name: "" if name in _NAMES and not bot else _nameless(part) for name, part in value.items()}
    return [_nameless(part) for part in value] if isinstance(value, list) else value


def _plain(value: object) -> object:
    """What JSON does not know: an hour, which the library leaves in some parts of an update; the rest as its words."""
    return int(value.timestamp()) if isinstance(value, datetime) else str(value)
