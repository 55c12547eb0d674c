"""One edition's passages, word arrays and vectors, in one folder. The only module that imports chromadb."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, cast

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.config import Settings
from chromadb.errors import ChromaError, InvalidArgumentError

from knowledge import lexical, store
from knowledge.embeddings import fingerprint
from knowledge.errors import EditionError, ProviderError
from knowledge.records import Passage

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from langchain_core.embeddings import Embeddings

_COLLECTION: Final = "passages"
_BATCH: Final = 2_000
_EMBEDDING_BATCH: Final = 250
_SHAPE: Final = {"hnsw": {"space": "cosine", "ef_search": 200, "sync_threshold": 5_000}}
_WORN: Final = 0.3
"""Share of removed vectors above which the collection is built afresh: removed ones stay in Chroma's graph."""

_DRAWN: Final = 200
"""Passages that stand for all in `Index.background`."""

_INCOMPLETE: Final = "Cette base est incomplète : publiez-la de nouveau avec ingest.py."
_BROKEN: Final = (OSError, ValueError, KeyError, AttributeError, sqlite3.Error, ChromaError)
"""What SQLite, numpy and Chroma raise on damaged files (Chroma 1.5 stumbles on an attribute while it gives up)."""

Progress = Callable[[int, int], None]
Rows = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]


def _silent(done: int, total: int) -> None:
    """The default progress: says nothing."""


class Index:
    """An opened index. Any thread may read it; it never changes."""

    def __init__(self, passages: store.Store, words: lexical.Lexical, client: Client) -> None:
        self.store = passages
        self.lexical = words
        self._client = client
        self._collection = client.get_collection(_COLLECTION, embedding_function=None)

    @staticmethod
    def build(
        folder: Path,
        passages: Sequence[Passage],
        embedder: Embeddings,
        previous: Path | None = None,
        progress: Progress = _silent,
    ) -> None:
        """Write the index of `passages` into `folder`; of passages with one id, the first is kept.

        Vectors of passages that `previous` (the folder of an earlier index) holds are reused when the same embedder
        made them; a damaged `previous` is left aside. `progress` hears how many passages have a vector, and of how
        many. Raises ProviderError when the embedder fails.
        """
        folder.mkdir(parents=True, exist_ok=True)
        kept = list({passage.id: passage for passage in reversed(passages)}.values())[::-1]
        store.write(folder / "passages.db", kept)
        (folder / "words").mkdir()
        lexical.build(folder / "words", kept)
        try:
            removed = _write_vectors(folder, kept, embedder, previous, progress)
        except (*_BROKEN, EditionError):
            if previous is None:
                raise
            shutil.rmtree(folder / "chroma", ignore_errors=True)
            removed = _write_vectors(folder, kept, embedder, None, progress)
        facts = {"embedder": fingerprint(embedder), "passages": len(kept), "removed": removed}
        (folder / "index.json").write_text(json.dumps(facts, indent=2), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, embedder: Embeddings) -> Self:
        """Open what `build` wrote; raises EditionError when it is incomplete or was made with another embedder."""
        facts = _facts(folder)
        if facts.get("embedder") != fingerprint(embedder):
            raise EditionError(
                "Cette base a été publiée avec un autre modèle de vecteurs : publiez-la de nouveau avec ingest.py."
            )
        try:
            index = cls(store.Store(folder / "passages.db"), lexical.load(folder / "words"), _client(folder))
            index._warm()
        except _BROKEN as error:
            raise EditionError(_INCOMPLETE) from error
        return index

    def _warm(self) -> None:
        """Have Chroma load its graph now, so that the first question does not wait for it."""
        held = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if held is not None and len(held):
            self.nearest(np.asarray(held[0], dtype=np.float32).tolist(), 1)

    @property
    def count(self) -> int:
        """Number of passages."""
        return self.lexical.count

    def passages(self) -> Iterator[Passage]:
        """Every passage, in the order they were given."""
        return self.store.passages()

    def nearest(self, vector: Sequence[float], limit: int) -> tuple[Rows, Vectors]:
        """Rows of the nearest passages and their cosine similarities, best first.

        Raises ProviderError when the vector has another size than those of the passages.
        """
        if not self.count:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        asked = np.array([vector], dtype=np.float32)
        try:
            found = self._collection.query(
                query_embeddings=asked, n_results=min(limit, self.count), include=["distances"]
            )
        except InvalidArgumentError as error:
            raise ProviderError("Le service de vecteurs a changé de modèle : publiez de nouveau la base.") from error
        held = self.store.rows(found["ids"][0])
        rows = np.array([held[passage_id] for passage_id in found["ids"][0]], dtype=np.int64)
        return rows, 1.0 - np.array((found["distances"] or [[]])[0], dtype=np.float32)

    def background(self, vector: Sequence[float]) -> float:
        """Mean cosine similarity to passages drawn evenly: what a question has in common with any of them.

        The vector must be of the size of the passages'.
        """
        asked = np.asarray(vector, dtype=np.float32)
        return float((self._drawn @ asked).mean() / (np.linalg.norm(asked) or 1.0)) if self.count else 0.0

    @cached_property
    def _drawn(self) -> Vectors:
        """Vectors of norm 1 of passages drawn evenly."""
        rows = np.unique(np.linspace(0, self.count - 1, _DRAWN, dtype=np.int64)).tolist()
        held = self._collection.get(ids=[p.id for p in self.store.read(rows)], include=["embeddings"])["embeddings"]
        vectors = np.asarray(held, dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def close(self) -> None:
        """Release the files; the index cannot be asked afterwards."""
        self.store.close()
        self._client.close()


def _client(folder: Path) -> Client:
    """A Chroma client on the folder, telemetry off."""
    return cast("Client", chromadb.PersistentClient(str(folder / "chroma"), Settings(anonymized_telemetry=False)))


@contextmanager
def _opened(folder: Path) -> Iterator[Client]:
    client = _client(folder)
    try:
        yield client
    finally:
        client.close()


def _facts(folder: Path) -> dict[str, str | int]:
    """What `build` noted about its work; raises EditionError when it did not finish."""
    try:
        facts: dict[str, str | int] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EditionError(_INCOMPLETE) from error
    return facts


def _write_vectors(
    folder: Path, passages: Sequence[Passage], embedder: Embeddings, previous: Path | None, progress: Progress
) -> int:
    """Bring the collection to exactly `passages`; gives how many removed vectors its graph still carries."""
    held, removed = _reusable(previous, passages, embedder)
    if held and previous:
        shutil.copytree(previous / "chroma", folder / "chroma")
    wanted = {passage.id for passage in passages}
    with _opened(folder) as client:
        collection = client.get_or_create_collection(_COLLECTION, configuration=_SHAPE, embedding_function=None)  # type: ignore[arg-type]
        for start in range(0, len(gone := sorted(held - wanted)), _BATCH):
            collection.delete(ids=gone[start : start + _BATCH])
        missing = [passage for passage in passages if passage.id not in held]
        done = len(passages) - len(missing)
        progress(done, len(passages))
        for start in range(0, len(missing), _EMBEDDING_BATCH):
            some = missing[start : start + _EMBEDDING_BATCH]
            vectors = embedder.embed_documents([embedded_text(passage) for passage in some])
            collection.upsert(ids=[p.id for p in some], embeddings=np.array(vectors, dtype=np.float32))
            progress(done := done + len(some), len(passages))
        if collection.count() != len(passages):
            raise EditionError("L’index des vecteurs est incomplet : relancez la publication.")
    return removed + len(gone)


def embedded_text(passage: Passage) -> str:
    """What the vector of a passage describes: its heading, which often names the subject, and its text."""
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text


def _reusable(previous: Path | None, passages: Sequence[Passage], embedder: Embeddings) -> tuple[set[str], int]:
    """Ids whose vectors the previous index holds and that it is worth copying, and how many it has removed."""
    if previous is None or not (previous / "index.json").exists():
        return set(), 0
    _check(previous / "chroma" / "chroma.sqlite3")
    facts = _facts(previous)
    held = set(store.ids(previous / "passages.db"))
    removed = int(facts["removed"])
    gone = len(held - {passage.id for passage in passages})
    if facts["embedder"] != fingerprint(embedder) or removed + gone > _WORN * len(held):
        return set(), 0
    return held, removed


def _check(path: Path) -> None:
    """Raise sqlite3.Error when a Chroma database is damaged: Chroma cannot be asked twice for one path after that."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.execute("SELECT count(*) FROM collections").fetchone()
