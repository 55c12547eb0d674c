"""The passages of an edition in one SQLite file, read by row when they are needed."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Final

from knowledge.records import Document, Passage

_SCHEMA: Final = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, description TEXT NOT NULL);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL REFERENCES documents,
    heading TEXT NOT NULL, page INTEGER, text TEXT NOT NULL
);
"""
_SELECT: Final = "SELECT row, id, document, heading, page, text FROM passages WHERE row"
_BATCH: Final = 500

_Row = tuple[int, str, int, str, int | None, str]


def write(path: Path, passages: Sequence[Passage]) -> None:
    """Write `passages` to a new file, numbered from 0 in their order."""
    numbers: dict[Document, int] = {}
    rows = [
        (row, p.id, numbers.setdefault(p.document, len(numbers)), p.heading, p.page, p.text)
        for row, p in enumerate(passages)
    ]
    described = [(number, json.dumps(asdict(document), ensure_ascii=False)) for document, number in numbers.items()]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO documents VALUES (?, ?)", described)
        connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", rows)


def ids(path: Path) -> list[str]:
    """Ids of the passages of a file, in order."""
    with closing(_connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM passages ORDER BY row")]


class Store:
    """Reads a file that `write` made. Any thread may ask at any time."""

    def __init__(self, path: Path) -> None:
        self._connection = _connect(path)
        self._lock = threading.Lock()
        self._documents = {
            number: Document(**json.loads(description))
            for number, description in self._connection.execute("SELECT number, description FROM documents")
        }

    def passages(self) -> Iterator[Passage]:
        """Every passage in order, read by batches."""
        last = -1
        while found := self._fetch(f"{_SELECT} > ? ORDER BY row LIMIT {_BATCH}", (last,)):
            last = found[-1][0]
            yield from map(self._passage, found)

    def read(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of these rows, in the order asked."""
        found = self._fetch(f"{_SELECT} IN ({_marks(rows)})", tuple(rows))
        by_row = {row[0]: self._passage(row) for row in found}
        return [by_row[row] for row in rows]

    def rows(self, passage_ids: Sequence[str]) -> dict[str, int]:
        """The row of each id that is held."""
        with self._lock:
            query = f"SELECT id, row FROM passages WHERE id IN ({_marks(passage_ids)})"
            return dict(self._connection.execute(query, tuple(passage_ids)).fetchall())

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _fetch(self, query: str, values: tuple[int, ...]) -> list[_Row]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def _passage(self, row: _Row) -> Passage:
        _, passage_id, document, heading, page, text = row
        return Passage(id=passage_id, document=self._documents[document], text=text, heading=heading, page=page)


def _connect(path: Path) -> sqlite3.Connection:
    """A read-only connection: an edition never changes once it is published."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
