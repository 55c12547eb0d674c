"""From a question to the passages that may answer it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from knowledge import ranking
from knowledge.analysis import Analyser, Query, Reading, Term
from knowledge.embeddings import is_built_in
from knowledge.errors import ProviderError
from knowledge.french import fold
from knowledge.records import Hit, Passage

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from knowledge.index import Index
    from knowledge.lexicon import Lexicon

__all__ = ["Query", "Reading", "Retriever", "Term"]

_log = logging.getLogger(__name__)

_CANDIDATES: Final = 150
"""Taken from each leg, then weighed in full."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = 0.9
"""Share of common words from which two passages with the same figures say the same."""
_EQUAL: Final = 0.01
"""Difference of scores under which the newer document comes first."""

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]


class Retriever:
    """Searches one index. Any thread may ask."""

    def __init__(self, index: Index, embedder: Embeddings, lexicon: Lexicon) -> None:
        self._index = index
        self._embedder = embedder
        self._by_model = not is_built_in(embedder)
        self._words = index.lexical
        self._analyser = Analyser(index.lexical, lexicon.with_synonyms(index.lexical.acronyms))

    def search(self, question: str, limit: int = 8) -> list[Hit]:
        """The best passages for a question, best first; [] when none of its words carries meaning."""
        return self.find(self.analyse(question), limit)

    def analyse(self, question: str) -> Query:
        """Look the words of a question up in the index: known, corrected, or unknown."""
        return self._analyser.analyse(question)

    def find(self, query: Query, limit: int = 8) -> list[Hit]:
        """The best passages for an analysed question, best first; of those that say the same, the newest only."""
        if not query.terms or not self._index.count:
            return []
        rows, evidence = self.weigh(query)
        scores = ranking.score(evidence, self._by_model)
        order = np.lexsort((rows, -scores))
        kept = self._distinct(rows[order], scores[order], limit)
        return _newest_first([self._hit(query, passage, row, score) for passage, row, score in kept])

    def weigh(self, query: Query) -> tuple[Rows, Floats]:
        """Candidate rows of both legs, and the evidence for each (see `ranking.EVIDENCE`)."""
        lexical = self.lexical_scores(query)
        best = _highest(lexical, _CANDIDATES)
        near, similarities = self._nearest(_as_read(query))
        rows = np.union1d(best[lexical[best] > 0], near)
        vectors = np.full(len(rows), similarities.min(initial=1.0) if len(near) else 0.0, dtype=np.float32)
        vectors[np.searchsorted(rows, near)] = similarities
        return rows, ranking.weigh(self._words, query, rows, lexical[rows], vectors)

    def lexical_scores(self, query: Query) -> Floats:
        """BM25 of each passage; a word scores by the best of its readings."""
        total = np.zeros(self._index.count, dtype=np.float32)
        for term in query.terms:
            best = np.zeros(self._index.count, dtype=np.float32)
            for rows, scores in ranking.matches(self._words, term):
                best[rows] = np.maximum(best[rows], scores)
            total += np.float32(term.weight) * best
        return total

    def _nearest(self, question: str) -> tuple[Rows, Floats]:
        """The vectors' leg; empty when the embedding service fails, since the words alone still answer."""
        try:
            vector = self._embedder.embed_query(question)
            rows, similarities = self._index.nearest(vector, _CANDIDATES)
        except ProviderError:
            _log.warning("The embedding service failed: searching by words alone.")
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        return rows, ranking.above(similarities, self._index.background(vector)) if self._by_model else similarities

    def _distinct(self, rows: Rows, scores: Floats, limit: int) -> list[tuple[Passage, int, float]]:
        """The first `limit` passages that differ; a newer one takes the place of the one it repeats."""
        kept: list[tuple[Passage, int, float]] = []
        held: list[Ints] = []
        for row, score, passage in self._in_order(rows, scores):
            words = np.unique(self._words.tokens_of(row))
            same = next((place for place, others in enumerate(held) if self._alike(words, others)), None)
            if same is None:
                kept.append((passage, row, score))
                held.append(words)
            elif passage.document.date > kept[same][0].document.date:
                kept[same], held[same] = (passage, row, kept[same][2]), words
            if len(kept) == limit:
                break
        return kept

    def _in_order(self, rows: Rows, scores: Floats) -> Iterator[tuple[int, float, Passage]]:
        """Rows with their scores and passages, read by small batches."""
        for start in range(0, len(rows), 16):
            some = rows[start : start + 16].tolist()
            yield from zip(some, scores[start : start + 16].tolist(), self._index.store.read(some), strict=True)

    def _alike(self, one: Ints, two: Ints) -> bool:
        """Whether two passages of these distinct words hold nearly the same and exactly the same figures."""
        if min(len(one), len(two)) < _ALIKE * max(len(one), len(two)):
            return False
        common = np.intersect1d(one, two, assume_unique=True)
        if len(common) < _ALIKE * max(len(one), len(two)):
            return False
        figures = self._words.figures
        return bool(figures[one].sum() == figures[common].sum() == figures[two].sum())

    def _hit(self, query: Query, passage: Passage, row: int, score: float) -> Hit:
        return Hit(passage, score, self._coverage(query, row))

    def _coverage(self, query: Query, row: int) -> float:
        """Share of the question's weight that a passage holds, its title and heading included."""
        held = [max((r.trust for r in t.readings if self._holds(row, r)), default=0.0) for t in query.terms]
        total = sum(term.weight for term in query.terms)
        return sum(t.weight * trust for t, trust in zip(query.terms, held, strict=True)) / total

    def _holds(self, row: int, reading: Reading) -> bool:
        """Whether a passage's inverted lists hold every stem of a reading."""
        return all(self._words.holds(row, number) for number in reading.stems)


def _as_read(query: Query) -> str:
    """The question with its misspelt words as they were read: vectors know a slip no better than an index does."""
    meant = dict(query.corrections)
    return _LETTERS.sub(lambda found: meant.get(fold(found.group()), found.group()), query.question)


def _highest(scores: Floats, count: int) -> Rows:
    """Places of the highest scores, ties by the lower place."""
    if len(scores) > count:
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= max(threshold, np.float32(1e-9)))
    else:
        places = np.arange(len(scores))
    return places[np.lexsort((places, -scores[places]))][:count]


def _newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """The same hits; where two neighbours answer equally well, the newer document first."""
    ordered = list(hits)
    for place in range(len(ordered) - 1):
        one, two = ordered[place], ordered[place + 1]
        dated = one.passage.document.date and two.passage.document.date > one.passage.document.date
        if dated and one.score - two.score <= _EQUAL * one.score:
            ordered[place : place + 2] = [two, one]
    return ordered
