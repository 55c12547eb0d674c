"""The tables of the bot's database, and how it is opened: SQLite (a file of our own) or PostgreSQL."""

from __future__ import annotations

import os
import secrets as random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from knowledge.errors import BoussoleError

schema = sa.MetaData()
secrets = sa.Table(
    "secrets",
    schema,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.String(128), nullable=False),
)
"""The key of the hashes."""
conversations = sa.Table(
    "conversations",
    schema,
    sa.Column("chat", sa.String(32), primary_key=True),
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("told", sa.Boolean, nullable=False, default=False),
    sa.Column("since", sa.Integer, nullable=False, default=0),
    sa.Column("step", sa.Text, nullable=False, default=""),
)
"""One row a person in a chat: told of the automatic assistant, where its memory starts, its guided search."""
turns = sa.Table(
    "turns",
    schema,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("chat", sa.String(32), nullable=False),
    sa.Column("person", sa.String(32), nullable=False),
    sa.Column("message", sa.BigInteger, nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("abstained", sa.Boolean, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("milliseconds", sa.Float, nullable=False),
    sa.Column("replaced", sa.Boolean, nullable=False, default=False),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Index("turns_of_a_conversation", "chat", "person", "id"),
    sqlite_autoincrement=True,
)
"""One row a question and its answer, whole, so that its buttons work."""
feedback = sa.Table(
    "feedback",
    schema,
    sa.Column("turn", sa.Integer, primary_key=True),
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("vote", sa.Integer, nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)
"""One opinion a person and answer."""


class JournalError(BoussoleError):
    """The database cannot be opened, read or written."""


@contextmanager
def reaching() -> Iterator[None]:
    """Turn the database's errors into JournalError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise JournalError(
            "La base de données du bot ne répond pas. Vérifiez DATABASE_URL, la place sur le disque et les droits."
        ) from error


def open_engine(database_url: str) -> sa.Engine:
    """Connect to the database and create the tables that are missing."""
    engine = _engine(database_url)
    schema.create_all(engine)
    return engine


def _engine(database_url: str) -> sa.Engine:
    address = sa.make_url(database_url)
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        _private_file(Path(address.database))
    engine = sa.create_engine(address, connect_args={"timeout": 30})
    sa.event.listen(engine, "connect", _tune)
    return engine


def _private_file(path: Path) -> None:
    """Create the file, or close it to others; SQLite gives its companions (-wal, -shm) the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _tune(connection: Any, _: Any) -> None:
    for pragma in ("journal_mode = wal", "synchronous = normal", "secure_delete = on"):
        connection.execute(f"pragma {pragma}")


def hash_key(engine: sa.Engine) -> bytes:
    """Give the key of the hashes, made at the first start."""
    query = sa.select(secrets.c.value).where(secrets.c.name == "people")
    with engine.begin() as connection:
        value = connection.execute(query).scalar()
        if not value:
            value = random.token_hex(32)
            connection.execute(secrets.insert().values(name="people", value=value))
        return bytes.fromhex(value)
