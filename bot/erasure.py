"""What is held about a person: shown to them, erased at their wish or when its time is over."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.tables import conversations, feedback, hashed, pending, reaching, turns

Held = dict[str, Any]


class Erasure:
    """The database, for what the law gives to people. Calls block. Raises JournalError."""

    def __init__(self, engine: sa.Engine, key: bytes, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._key = key
        self._now = now

    def held(self, number: int) -> Held:
        """All that is kept about a person or chat, by its Telegram id, as JSON can hold it."""
        mark = hashed(self._key, number)
        with reaching(), self._engine.connect() as connection:
            asked = connection.execute(sa.select(turns).where(_of(turns, mark)).order_by(turns.c.id)).mappings().all()
            known = connection.execute(sa.select(conversations).where(_of(conversations, mark))).mappings().all()
            given = connection.execute(sa.select(feedback).where(feedback.c.person == mark)).mappings().all()
        return {
            "identifiant": mark,
            "echanges": [_exchange(dict(row)) for row in asked],
            "avis": [{"echange": row["turn"], "avis": row["vote"], "le": _date(row["given_at"])} for row in given],
            "conversations": [
                {"informe": row["told"], "orientation": row["step"], "vue_le": _date(row["seen_at"])} for row in known
            ],
        }

    def forget(self, number: int) -> int:
        """Erase all that is held of a person or chat, by its Telegram id; gives how many exchanges were erased."""
        mark = hashed(self._key, number)
        with reaching():
            with self._engine.begin() as connection:
                mine = sa.select(turns.c.id).where(_of(turns, mark))
                connection.execute(
                    feedback.delete().where(sa.or_(feedback.c.person == mark, feedback.c.turn.in_(mine)))
                )
                connection.execute(conversations.delete().where(_of(conversations, mark)))
                connection.execute(pending.update().where(pending.c.person == mark).values(content="", person=""))
                erased = connection.execute(turns.delete().where(_of(turns, mark))).rowcount
            self._settle()
        return int(erased)

    def purge(self, days: int) -> int:
        """Erase what is older than so many days; gives how many exchanges were."""
        limit = self._now() - timedelta(days=days)
        with reaching():
            with self._engine.begin() as connection:
                erased = connection.execute(turns.delete().where(turns.c.asked_at < limit)).rowcount
                connection.execute(feedback.delete().where(feedback.c.turn.not_in(sa.select(turns.c.id))))
                connection.execute(pending.delete().where(pending.c.accepted_at < self._now() - timedelta(days=1)))
                connection.execute(conversations.update().where(conversations.c.seen_at.is_(None)).values(
                    seen_at=self._now()))  # fmt: skip
                connection.execute(conversations.delete().where(conversations.c.seen_at < limit))
            self._settle()
        return int(erased)

    def _settle(self) -> None:
        """Empty SQLite's log of changes into its file, lest what was erased stay readable in the log."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.execute(sa.text("pragma wal_checkpoint(truncate)"))


def _of(table: sa.Table, mark: str) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.chat == mark, table.c.person == mark)


def _exchange(row: dict[str, Any]) -> Held:
    return {
        "numero": row["id"],
        "le": _date(row["asked_at"]),
        "question": row["question"],
        "langue": row["language"],
        "reponse": json.loads(row["shown"]),
        "jetons_lus": row["tokens_in"] or 0,
        "jetons_ecrits": row["tokens_out"] or 0,
    }


def _date(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds") if value else ""
