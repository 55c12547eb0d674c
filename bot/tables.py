"""The tables of the bot's database, and how it is opened: SQLite (a file of our own) or PostgreSQL."""

from __future__ import annotations

import hashlib
import hmac
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
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
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
    sa.Column("by_model", sa.Boolean, nullable=True),
    sa.Column("tokens_in", sa.Integer, nullable=True),
    sa.Column("tokens_out", sa.Integer, nullable=True),
    sa.Index("turns_of_a_conversation", "chat", "person", "id"),
    sa.Index("turns_of_a_person", "person", "asked_at"),
    sqlite_autoincrement=True,
)
"""One row a question and its answer, whole, so that its buttons work; `by_model` where a language model was called."""
feedback = sa.Table(
    "feedback",
    schema,
    sa.Column("turn", sa.Integer, primary_key=True),
    sa.Column("person", sa.String(32), primary_key=True),
    sa.Column("vote", sa.Integer, nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)
"""One opinion a person and answer."""
usage = sa.Table(
    "usage",
    schema,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("model_answers", sa.Integer, nullable=False),
    sa.Column("tokens_in", sa.BigInteger, nullable=False),
    sa.Column("tokens_out", sa.BigInteger, nullable=False),
)
"""What a language model cost, one row a day, of nobody in particular: it outlives erasures."""
pending = sa.Table(
    "pending",
    schema,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person", sa.String(32), nullable=False, index=True),
    sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)
"""One row an update of Telegram, by its number: its content until it is answered, then its number alone for a while."""


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
    """Connect to the database and create the tables and columns that are missing."""
    engine = _engine(database_url)
    schema.create_all(engine)
    _bring_up_to_date(engine)
    return engine


def _bring_up_to_date(engine: sa.Engine) -> None:
    """Bring a database made by an earlier version up to date: columns, which may be null, and indexes."""
    known = sa.inspect(engine)
    with engine.begin() as connection:
        for table in schema.sorted_tables:
            there = {column["name"] for column in known.get_columns(table.name)}
            for column in table.columns:
                if column.name not in there:
                    described = sa.schema.CreateColumn(column).compile(dialect=engine.dialect)
                    connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {described}"))
            for index in table.indexes:
                index.create(connection, checkfirst=True)


def _engine(database_url: str) -> sa.Engine:
    address = sa.make_url(database_url)
    if address.get_backend_name() != "sqlite":
        return _server(address)
    if address.database and address.database != ":memory:":
        _private_file(Path(address.database))
    engine = sa.create_engine(address, connect_args={"timeout": 30})
    sa.event.listen(engine, "connect", _tune)
    return engine


def _server(address: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(address, pool_pre_ping=True)
    except ImportError as error:
        raise JournalError(f"DATABASE_URL demande un paquet de plus : .venv/bin/pip install {error.name}") from error


def _private_file(path: Path) -> None:
    """Create the file, or close it to others; SQLite gives its companions (-wal, -shm) the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _tune(connection: Any, _: Any) -> None:
    for pragma in ("journal_mode = wal", "synchronous = normal", "secure_delete = on"):
        connection.execute(f"pragma {pragma}")


def hashed(key: bytes, number: int) -> str:
    """What the tables hold in the place of a Telegram id."""
    return hmac.new(key, str(number).encode(), hashlib.sha256).hexdigest()[:32]


def hash_key(engine: sa.Engine) -> bytes:
    """Give the key of the hashes, made at the first start."""
    query = sa.select(secrets.c.value).where(secrets.c.name == "people")
    with engine.begin() as connection:
        value = connection.execute(query).scalar()
        if not value:
            value = random.token_hex(32)
            connection.execute(secrets.insert().values(name="people", value=value))
        return bytes.fromhex(value)
