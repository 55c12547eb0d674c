"""From a question to the passages that may answer it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from knowledge.errors import ProviderError
from knowledge.french import STOP_WORDS, stem, words
from knowledge.records import Hit
from knowledge.spelling import Speller

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from knowledge.index import Index
    from knowledge.lexicon import Lexicon

_log = logging.getLogger(__name__)

_CANDIDATES: Final = 150
_VECTOR_SHARE: Final = 0.4
_SYNONYM: Final = 0.6

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to look a word of the question up: a stem of the index and how far it may be trusted, 0 to 1."""

    stem: int
    trust: float


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the question that carries meaning."""

    word: str
    """As asked, folded."""
    weight: float
    """Its idf: how much it tells passages apart. A word that the base does not hold weighs as the rarest."""
    readings: tuple[Reading, ...] = ()
    """Empty when nothing in the base comes near."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index understands it."""

    question: str
    terms: tuple[Term, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    """(word asked, word of the base it was read as)."""
    unknown: tuple[str, ...] = ()
    """Words that the base does not hold, even near."""


class Retriever:
    """Searches one index. Any thread may ask."""

    def __init__(self, index: Index, embedder: Embeddings, lexicon: Lexicon) -> None:
        self._index = index
        self._embedder = embedder
        self._lexicon = lexicon
        self._words = index.lexical
        self._speller = Speller(self._words.vocabulary, self._words.word_df)

    def search(self, question: str, limit: int = 8) -> list[Hit]:
        """The best passages for a question, best first; [] when none of its words carries meaning."""
        return self.find(self.analyse(question), limit)

    def find(self, query: Query, limit: int = 8) -> list[Hit]:
        """The best passages for an analysed question, best first."""
        if not query.terms or not self._index.count:
            return []
        per_term = self._term_scores(query)
        lexical = per_term.T @ np.array([term.weight for term in query.terms], dtype=np.float32)
        rows, scores = self._fused(query, lexical)
        order = np.lexsort((rows, -scores))[:limit]
        weights = np.array([term.weight for term in query.terms])
        covered = (per_term[:, rows[order]] > 0).T @ weights / weights.sum()
        passages = self._index.store.read(rows[order].tolist())
        return [
            Hit(passage, float(score), float(share))
            for passage, score, share in zip(passages, scores[order], covered, strict=True)
        ]

    def analyse(self, question: str) -> Query:
        """Look the words of a question up in the index: known, corrected, or unknown."""
        asked = [word for word in dict.fromkeys(words(question)) if word not in STOP_WORDS]
        terms, corrections, unknown = [], [], []
        for word in asked:
            readings = self._readings(word)
            if readings and not self._known(word):
                corrections.append((word, self._words.vocabulary[self._speller.nearest(word, 1)[0][0]]))
            if not readings:
                unknown.append(word)
            df = min((self._words.df(r.stem) for r in readings), default=0)
            terms.append(Term(word, self._words.idf(df), tuple(readings)))
        return Query(question, tuple(terms), tuple(corrections), tuple(unknown))

    def _known(self, word: str) -> bool:
        return stem(word) in self._words.stem_id

    def _readings(self, word: str) -> list[Reading]:
        number = self._words.stem_id.get(stem(word))
        if number is not None:
            return [Reading(number, 1.0)]
        near = self._speller.nearest(word)
        return [Reading(int(self._words.stem_of[n]), 1.0) for n, distance in near if distance == near[0][1]][:1]

    def _term_scores(self, query: Query) -> Floats:
        """BM25 without idf of each term in each passage, shape (terms, passages): the best of its readings."""
        scores = np.zeros((len(query.terms), self._index.count), dtype=np.float32)
        for place, term in enumerate(query.terms):
            for reading in term.readings:
                rows, found = self._words.matches(reading.stem)
                scores[place, rows] = np.maximum(scores[place, rows], reading.trust * found)
        return scores

    def _fused(self, query: Query, lexical: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
        """Candidate rows of both legs and their fused scores."""
        best = np.argsort(-lexical, kind="stable")[:_CANDIDATES]
        near, similarities = self._nearest(query.question)
        rows = np.union1d(best[lexical[best] > 0], near)
        vectors = np.full(len(rows), similarities.min(initial=1.0), dtype=np.float32)
        vectors[np.searchsorted(rows, near)] = similarities
        return rows, (1 - _VECTOR_SHARE) * _scaled(lexical[rows]) + _VECTOR_SHARE * _scaled(vectors)

    def _nearest(self, question: str) -> tuple[npt.NDArray[np.int64], Floats]:
        """The vectors' leg; empty when the embedding service fails, since the words alone still answer."""
        try:
            return self._index.nearest(self._embedder.embed_query(question), _CANDIDATES)
        except ProviderError:
            _log.warning("The embedding service failed: searching by words alone.")
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


def _scaled(scores: Floats) -> Floats:
    """Scores brought to 0…1 among the candidates."""
    low, high = scores.min(initial=0.0), scores.max(initial=0.0)
    return np.asarray((scores - low) / ((high - low) or 1.0), dtype=np.float32)
