"""Vectors already paid for, kept by the text they describe: an interrupted publication does not pay for them twice."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

_log = logging.getLogger(__name__)

KEPT: Final = 50_000
"""Vectors kept on disk, the last ones used: 75 MB at 384 numbers each."""
_BATCH: Final = 32

Numbers = list[float]


class Named(Protocol):
    """An embedder that says the name of its vectors."""

    @property
    def fingerprint(self) -> str:
        """Another name is another file."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


class Keeping(Embeddings):
    """An embedder that remembers the vectors of passages in `folder`, one file a model. Questions are not kept.

    Texts are kept as digests only. A file that cannot be read or written is done without.
    """

    def __init__(self, embedder: Named, folder: Path, kept: int = KEPT) -> None:
        self._embedder = embedder
        self._kept = kept
        self._size = 0  # numbers of the last vector that was paid for: held ones of another size are of another model
        self.fingerprint: Final = embedder.fingerprint
        self.path: Final = folder / f"vectors-{hashlib.sha256(self.fingerprint.encode()).hexdigest()[:12]}.db"

    def embed_query(self, text: str) -> list[float]:
        """The embedder's vector; raises ProviderError."""
        return self._embedder.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in order, written down as soon as it is paid for; raises ProviderError."""
        held: dict[str, Numbers] = {}
        with _done_without():
            held = self._read(texts)
        if self._size and any(len(vector) != self._size for vector in held.values()):
            return self._anew(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in held]
        for start in range(0, len(missing), _BATCH):
            some = missing[start : start + _BATCH]
            fresh = dict(zip(some, self._embedder.embed_documents(some), strict=True))
            self._size = len(fresh[some[0]])
            if held and {len(v) for v in held.values()} != {len(v) for v in fresh.values()}:
                return self._anew(texts)
            with _done_without():
                self._write(fresh)
            held |= fresh
        return [held[text] for text in texts]

    def _anew(self, texts: list[str]) -> list[list[float]]:
        """The model is no longer the one whose vectors are held: forget them."""
        self.path.unlink(missing_ok=True)
        return self._embedder.embed_documents(texts)

    def _read(self, texts: Sequence[str]) -> dict[str, Numbers]:
        found: dict[str, Numbers] = {}
        with self._opened() as connection:
            for text in texts:
                row = connection.execute("SELECT vector FROM kept WHERE text = ?", (_digest(text),)).fetchone()
                if row:
                    found[text] = np.frombuffer(row[0], dtype=np.float32).tolist()
        return found

    def _write(self, vectors: Mapping[str, Numbers]) -> None:
        rows = [(_digest(text), np.asarray(v, dtype=np.float32).tobytes()) for text, v in vectors.items()]
        with self._opened() as connection:
            connection.executemany("INSERT OR REPLACE INTO kept (text, vector) VALUES (?, ?)", rows)
            # a replaced row gets a new number, so that the oldest go first
            connection.execute("DELETE FROM kept WHERE rowid <= (SELECT max(rowid) FROM kept) - ?", (self._kept,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, committed on leaving."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=5.0)) as connection, connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (text BLOB UNIQUE, vector BLOB NOT NULL)")
            yield connection


@contextmanager
def _done_without() -> Iterator[None]:
    """A disk that is full or a damaged file must not stop a publication."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        _log.warning("Vectors are not kept: %s", error)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
