"""What people asked and what a language model cost, counted from the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from bot.statements import SPENT
from bot.tables import hashed, reaching, usage
from knowledge.records import Answer


@dataclass(frozen=True, slots=True)
class Spent:
    """Questions of a person, and how many of them called a language model."""

    questions: int = 0
    model_answers: int = 0
    late: int = field(default=0, compare=False)
    """Questions of lately, which may have begun before."""


class Spending:
    """The counts. Calls block. Raises JournalError."""

    def __init__(self, engine: sa.Engine, key: bytes, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._key = key
        self.now = now

    def of(self, person: int, since: datetime, lately: datetime | None = None) -> Spent:
        """What a person asked since then, and lately, by their Telegram id."""
        lately = lately or since
        asked = {"by": hashed(self._key, person), "since": since, "lately": lately, "first": min(since, lately)}
        with reaching(), self._engine.connect() as connection:
            questions, late, called = connection.execute(SPENT, asked).one()
        return Spent(int(questions or 0), int(called or 0), int(late or 0))

    def model_answers(self) -> int:
        """How many answers called a language model today (UTC), for everybody."""
        query = sa.select(usage.c.model_answers).where(usage.c.day == self.now().date().isoformat())
        with reaching(), self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)


def cost(answer: Answer) -> dict[str, bool | int]:
    """The columns of a turn that say what its answer cost; a model that was down cost nothing."""
    by_model = answer.tokens_in + answer.tokens_out > 0
    return {"by_model": by_model, "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out}


def count(connection: sa.Connection, now: datetime, answer: Answer) -> None:
    """Add an answer to its day's total, where a language model was called for it."""
    spent = cost(answer)
    if not spent.pop("by_model"):
        return
    day, more = now.date().isoformat(), {"model_answers": 1, **spent}
    values = {name: usage.c[name] + number for name, number in more.items()}
    if not connection.execute(usage.update().where(usage.c.day == day).values(**values)).rowcount:
        connection.execute(usage.insert().values(day=day, **more))
