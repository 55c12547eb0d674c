"""Stock ways to search the same passages, for comparison."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import bm25s
import numpy as np

from knowledge.embeddings import HashedNgrams
from knowledge.errors import ProviderError
from knowledge.records import Passage


class PlainBM25:
    """BM25 of lower-cased words between white space, as stock retrievers do it (k1 1.5, b 0.75)."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._paths = [passage.document.path for passage in passages]
        self._index = bm25s.BM25(k1=1.5, b=0.75)
        self._index.index([passage.text.lower().split() for passage in passages], show_progress=False)

    def search(self, question: str, limit: int) -> list[str]:
        """Paths of the best passages' documents, best first, ties in the passages' order."""
        scores = np.asarray(self._index.get_scores(question.lower().split()))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [self._paths[place] for place in best.tolist() if scores[place] > 0]


class LangChainBM25:
    """LangChain's own `BM25Retriever` with its defaults: words between white space, as they are written.

    Its two packages are not among ours: see `installed`.
    """

    needs = "langchain-community rank-bm25"

    def __init__(self, passages: Sequence[Passage]) -> None:
        texts, paths = [p.text for p in passages], [{"path": p.document.path} for p in passages]
        self._retriever: Any = import_module("langchain_community.retrievers").BM25Retriever.from_texts(texts, paths)

    @staticmethod
    def installed() -> bool:
        """Whether its packages are here."""
        return all(map(find_spec, ("langchain_community", "rank_bm25")))

    def search(self, question: str, limit: int) -> list[str]:
        """Paths of the best passages' documents, best first."""
        self._retriever.k = limit
        return [str(document.metadata["path"]) for document in self._retriever.invoke(question)]


class FullText:
    """SQLite's FTS5: accents folded, any word of the question, its own bm25()."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(path UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')"
        )
        rows = [(passage.document.path, passage.text) for passage in passages]
        self._connection.executemany("INSERT INTO passages VALUES (?, ?)", rows)

    def search(self, question: str, limit: int) -> list[str]:
        """Paths of the best passages' documents, best first."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        query = "SELECT path FROM passages WHERE passages MATCH ? ORDER BY bm25(passages), rowid LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (words, limit))] if words else []


class NoVectors(HashedNgrams):
    """An embedder whose questions fail: the search then goes by words alone."""

    def embed_query(self, text: str) -> list[float]:
        """Raise, as a service that is down does."""
        raise ProviderError("Pas de vecteurs.")
