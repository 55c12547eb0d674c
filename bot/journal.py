"""The SQL database: what was asked and shown, so that follow-ups and buttons survive a restart.

People and chats are known by a keyed hash only, whose key stays in the database: ids cannot be read back from it.
Every statement runs on SQLite and on PostgreSQL. Calls block: the bot makes them from a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError

from bot import statements
from bot.contract import as_turn
from bot.erasure import Erasure
from bot.inbox import Inbox
from bot.spending import Spending, cost, count
from bot.tables import conversations, feedback, hash_key, hashed, open_engine, reaching, turns
from knowledge.records import Answer, Turn

BUDGET = 6000
"""Characters of questions and answers that a conversation remembers, at most."""
SILENCE = timedelta(hours=2)
"""After which a conversation is over."""
_ANSWERS = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who speaks, where, in which message: Telegram's ids. In a private chat `chat` and `person` are the same."""

    chat: int
    person: int
    message: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it was shown; `id` is what its buttons carry, None where it could not be kept."""

    id: int | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer without who asked: what staff's figures are made of."""

    at: datetime
    answer: Answer
    up: int
    down: int
    """Opinions that the answer got."""


class Journal:
    """The database, open."""

    def __init__(self, engine: sa.Engine, key: bytes, now: Callable[[], datetime], silence: timedelta) -> None:
        self._engine = engine
        self._key = key
        self._now = now
        self._silence = silence
        self.inbox = Inbox(engine, key, now)
        self.erasure = Erasure(engine, key, now)
        self.spending = Spending(engine, key, now)

    @classmethod
    def open(
        cls,
        database_url: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        silence: timedelta = SILENCE,
    ) -> Journal:
        """Open the database, creating what is missing; raises JournalError. A conversation ends after `silence`."""
        with reaching():
            engine = open_engine(database_url)
            return cls(engine, hash_key(engine), now, silence)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def check(self) -> None:
        """Raise JournalError where the database does not answer."""
        with self._reading() as connection:
            connection.execute(sa.select(turns.c.id).limit(1)).first()

    # --- what was asked and answered

    def keep(self, asker: Asker, answer: Answer) -> Shown:
        """Record an exchange; an earlier answer to the same message is replaced in the conversation's memory."""
        with self._writing() as connection:
            if asker.message:
                which = {f"of_{name}": value for name, value in self._who(asker).items()}
                connection.execute(statements.REPLACED, {**which, "of_message": asker.message})
            row = {**self._who(asker), "message": asker.message, "asked_at": self._now(), **_row(answer)}
            done = connection.execute(statements.KEPT, {**row, "replaced": False})
            assert done.inserted_primary_key
            count(connection, row["asked_at"], answer)
            return Shown(int(done.inserted_primary_key[0]), answer)

    def history(self, asker: Asker) -> list[Turn]:
        """The last exchanges of the conversation, oldest first: none after a silence, and no more than the budget."""
        remembered: list[Turn] = []
        later, left = self._now(), BUDGET
        with self._reading() as connection:
            for row in connection.execute(statements.HISTORY, self._who(asker)):
                answer, at = _read(row.shown), _aware(row.asked_at)
                left -= len(answer.question) + len(answer.text) if answer else 0
                if later - at > self._silence or (left < 0 and remembered):
                    break
                later = at
                remembered += [as_turn(answer)] if answer else []
        return remembered[::-1]

    def shown(self, number: int, chat: int) -> Shown | None:
        """The answer of that number, if it was shown in this chat."""
        query = sa.select(turns.c.shown).where(turns.c.id == number, turns.c.chat == self._hash(chat))
        with self._reading() as connection:
            row = connection.execute(query).first()
        answer = _read(row.shown) if row else None
        return Shown(number, answer) if answer else None

    def asked(self, asker: Asker) -> str | None:
        """The question last answered for this message, or None."""
        query = sa.select(turns.c.question).where(
            *self._spoken(asker), turns.c.message == asker.message, turns.c.replaced.is_(False)
        )
        with self._reading() as connection:
            row = connection.execute(query).first()
        return row.question if row else None

    def language(self, asker: Asker) -> str | None:
        """The language of the last answer in this conversation, or None."""
        with self._reading() as connection:
            row = connection.execute(statements.LANGUAGE, self._who(asker)).first()
        return row.language if row else None

    # --- the conversation

    def start_over(self, asker: Asker) -> None:
        """Forget the conversation so far as context for follow-ups, and any guided search under way."""
        with self._writing() as connection:
            last = connection.execute(sa.select(sa.func.max(turns.c.id))).scalar() or 0
            self._put(connection, asker, since=last, step="")

    def is_told(self, asker: Asker) -> bool:
        """True once this chat knows that it talks to an automatic assistant."""
        with self._reading() as connection:
            return connection.execute(statements.TOLD, {"chat": self._hash(asker.chat)}).first() is not None

    def told(self, asker: Asker) -> None:
        """Remember that this chat was told."""
        with self._writing() as connection:
            self._put(connection, asker, told=True)

    def step(self, asker: Asker) -> str:
        """Where this person is in a guided search: what `at_step` last kept, or ""."""
        return str(self._conversation(asker).step)

    def at_step(self, asker: Asker, step: str) -> None:
        """Keep where this person is in a guided search ("" once it is over)."""
        with self._writing() as connection:
            self._put(connection, asker, step=step)

    def exchanges(self, since: datetime) -> list[Exchange]:
        """Everyone's exchanges since a moment, oldest first; without those that a corrected question replaced."""
        up, down = (sa.func.sum(sa.case((feedback.c.vote == vote, 1), else_=0)) for vote in (1, -1))
        query = (
            sa.select(turns.c.asked_at, turns.c.shown, up.label("up"), down.label("down"))
            .outerjoin(feedback, feedback.c.turn == turns.c.id)
            .where(turns.c.asked_at >= since, turns.c.replaced.is_(False))
            .group_by(turns.c.id, turns.c.asked_at, turns.c.shown)
            .order_by(turns.c.id)
        )
        with self._reading() as connection:
            rows = [(row, _read(row.shown)) for row in connection.execute(query)]
        return [Exchange(_aware(row.asked_at), answer, row.up, row.down) for row, answer in rows if answer]

    # --- opinions

    def vote(self, number: int, asker: Asker) -> int:
        """This person's opinion of an answer: 1, -1, or 0 for none."""
        query = sa.select(feedback.c.vote).where(
            feedback.c.turn == number, feedback.c.person == self._hash(asker.person)
        )
        with self._reading() as connection:
            return int(connection.execute(query).scalar() or 0)

    def give_vote(self, number: int, asker: Asker, vote: int) -> None:
        """Keep an opinion in the place of this person's earlier one."""
        values = {"vote": vote, "given_at": self._now()}
        key = {"turn": number, "person": self._hash(asker.person)}
        with self._writing() as connection:
            _put(connection, feedback, key, values)

    # --- inside

    def _hash(self, number: int) -> str:
        return hashed(self._key, number)

    def _who(self, asker: Asker) -> dict[str, str]:
        return {"chat": self._hash(asker.chat), "person": self._hash(asker.person)}

    def _spoken(self, asker: Asker) -> list[sa.ColumnElement[bool]]:
        return [turns.c[name] == mark for name, mark in self._who(asker).items()]

    def _conversation(self, asker: Asker) -> Any:
        query = sa.select(conversations.c.since, conversations.c.step)
        for name, mark in self._who(asker).items():
            query = query.where(conversations.c[name] == mark)
        with self._reading() as connection:
            return connection.execute(query).first() or _Fresh()

    def _put(self, connection: sa.Connection, asker: Asker, **values: Any) -> None:
        _put(connection, conversations, self._who(asker), {**values, "seen_at": self._now()})

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with reaching(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with reaching(), self._engine.begin() as connection:
            yield connection


@dataclass(frozen=True, slots=True)
class _Fresh:
    since: int = 0
    step: str = ""


def _put(connection: sa.Connection, table: sa.Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Update the row of that key, or insert it (one key is only ever written by one chat, in order)."""
    where = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(table.update().where(*where).values(**values)).rowcount:
        connection.execute(table.insert().values(**key, **values))


def _row(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "abstained": answer.abstained,
        "language": answer.language,
        "milliseconds": answer.milliseconds,
        **cost(answer),
        "shown": _ANSWERS.dump_json(answer).decode(),
    }


def _read(shown: str) -> Answer | None:
    """An answer as it was kept; None where an older version of the program wrote what this one cannot read."""
    try:
        return _ANSWERS.validate_json(shown)
    except ValidationError:
        return None


def _aware(moment: datetime) -> datetime:
    """SQLite gives back the hour without its zone, which is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
