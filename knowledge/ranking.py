"""The evidence for each candidate passage, weighed into one score that compares from one question to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from knowledge.analysis import Query, Term
from knowledge.french import words
from knowledge.lexical import BREAK, K1, Ints, Lexical
from knowledge.weighing import Flags, Floats, weighed_sum

Rows = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]

EVIDENCE: Final = {
    "words": 5.6,
    "vector": 7.9,
    "rare": 2.1,
    "sentence": 1.2,
    "near": 3.5,
    "pairs": 2.0,
    "exact": 3.7,
    "names": 1.6,
    "date": 2.6,
    "figure": 1.7,
    "opening": 1.5,
}
"""The columns of `weigh` and what each counts, learnt by bench/train_ranking.py. Each column goes from 0 to about 1:

- words: BM25 (k1 1.2, b 0.75) over the highest possible; vector: cosine similarity;
- rare: share of the squared idf of the question's words that the passage holds: rare words count more;
- sentence: share of the idf held by the best sentence;
- near: the same held close together, a word counting e^(-d/12) at d words from the first;
- pairs: neighbouring words of the question that stand close in the passage, 1/d at d words;
- exact: share of the idf held in the very form asked (plural, tense);
- names: share of the idf of names, acronyms and years;
- date, figure: share of the idf in a sentence that holds one, when the question asks for one;
- opening: share of the idf held in the first words of the document, where it has several passages: what it is about.
"""

MODEL: Final = {
    "words": 0.2,
    "vector": 14.6,
    "rare": 3.4,
    "sentence": 0.3,
    "near": 1.2,
    "pairs": 4.1,
    "exact": 3.8,
    "names": 1.2,
    "date": 2.0,
    "figure": 1.0,
    "opening": 1.4,
}
"""The same with the vectors of a model, which knows what words mean: learnt with one model, and measured with another
too. Similarities are counted from the background of each question (see `above`)."""

_REACH: Final = 12.0
_PAIR: Final = 8
_OPENING: Final = 25
"""Words of a document's beginning that tell what it is about."""
_ASKS_DATE: Final = frozenset("quand annee annees date siecle mois jour depuis epoque periode when year".split())
_ASKS_FIGURE: Final = frozenset(
    "combien nombre age taille hauteur prix pourcentage superficie distance population cout montant duree proportion "
    "part surface chiffre chiffres longueur poids many much number".split()
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where the question's words are in the candidates' tokens, laid end to end."""

    words: Ints
    candidate: Places
    sentence: Places
    ends: Places
    """Where each candidate's tokens end."""
    owner: Places
    """The candidate of each sentence."""
    at: Places
    """Places of the tokens that are words of the question; `term` and `trust` go with them."""
    term: Places
    trust: Floats


def matches(held: Lexical, term: Term) -> Iterator[tuple[Ints, Floats]]:
    """For each reading: rows that hold it, and its BM25 score there without idf (0 to K1 + 1), by its trust."""
    for reading in term.readings:
        rows, scores = held.matches(reading.stems[0])
        for number in reading.stems[1:]:
            others, more = held.matches(number)
            rows, mine, theirs = np.intersect1d(rows, others, assume_unique=True, return_indices=True)
            scores = np.minimum(scores[mine], more[theirs])
        yield rows, np.float32(reading.trust) * scores


def score(evidence: Floats, by_model: bool = False) -> Floats:
    """One score a row of evidence, from 0 to about 1.

    `by_model` says that a model made the vectors; where its service failed, they are all 0 and words alone count.
    """
    held = by_model and bool(evidence[:, list(EVIDENCE).index("vector")].any())
    weights = np.array([(MODEL if held else EVIDENCE)[name] for name in EVIDENCE], dtype=np.float32)
    return np.asarray(evidence @ (weights / weights.sum()), dtype=np.float32)


def above(similarities: Floats, background: float) -> Floats:
    """Similarities as shares of the way from `background`, what any passage has in common with the question, to 1.

    Each model has its own: two French texts are at .1 for one, at .8 for another.
    """
    return np.asarray((similarities - background) / max(1.0 - background, 1e-6), dtype=np.float32)


def weigh(held: Lexical, query: Query, rows: Rows, lexical: Floats, vectors: Floats) -> Floats:
    """The evidence for each candidate row, shape (rows, len(EVIDENCE)), from its scores in both legs."""
    idf = np.array([term.weight for term in query.terms], dtype=np.float32)
    share, seen = idf / idf.sum(), _look(held, query, rows)
    by_candidate = _best(seen.candidate[seen.at], seen, (len(rows), len(idf)))
    by_sentence = weighed_sum(_best(seen.sentence[seen.at], seen, (len(seen.owner), len(idf))), share)
    columns = {
        "words": lexical / (idf.sum() * (K1 + 1)),
        "vector": np.maximum(vectors, 0.0),
        "rare": weighed_sum(by_candidate, share * share / (share @ share)),
        "sentence": _highest(by_sentence, seen.owner, len(rows)),
        "exact": weighed_sum(_exact(held, query, seen, len(rows)), share),
        "names": _names(query, by_candidate, share),
        **_closeness(seen, share, len(rows)),
        **_expected(held, query, seen, by_sentence, len(rows)),
        "opening": weighed_sum(_opening(held, query, rows), share),
    }
    return np.stack([columns[name] for name in EVIDENCE], axis=1).astype(np.float32)


def _look(held: Lexical, query: Query, rows: Rows) -> _Seen:
    """Find the question's words in the candidates' tokens."""
    starts, ends = held.offsets[rows], held.offsets[rows + 1]
    lengths = ends - starts
    laid = np.concatenate([[0], np.cumsum(lengths)])
    places = np.arange(laid[-1]) + np.repeat(starts - laid[:-1], lengths)
    tokens = held.tokens[places]
    candidate = np.repeat(np.arange(len(rows)), lengths)
    breaks = tokens == BREAK
    stems, (term, trust) = held.stem_of[tokens], _readings(held, query)
    at = np.flatnonzero(term[stems] >= 0)
    return _Seen(
        words=tokens,
        candidate=candidate,
        sentence=np.cumsum(breaks) - breaks,
        ends=laid[1:],
        owner=candidate[breaks],
        at=at,
        term=term[stems[at]].astype(np.int64),
        trust=trust[stems[at]],
    )


def _readings(held: Lexical, query: Query) -> tuple[Ints, Floats]:
    """For each stem of the index, the question's term that it stands for (-1 for none), and its trust.

    A phrase stands by its rarest stem.
    """
    term = np.full(len(held.stems), -1, dtype=np.int32)
    trust = np.zeros(len(held.stems), dtype=np.float32)
    for place, asked in enumerate(query.terms):
        for reading in asked.readings:
            number = min(reading.stems, key=held.df)
            if reading.trust > trust[number]:
                term[number], trust[number] = place, reading.trust
    return term, trust


def _opening(held: Lexical, query: Query, rows: Rows) -> Floats:
    """The best trust of each term in the first words of each candidate's document, shape (candidates, terms)."""
    term, trust = _readings(held, query)
    firsts, owners = np.unique(held.openings[rows], return_inverse=True)
    found = np.zeros((len(firsts), len(query.terms)), dtype=np.float32)
    for place, first in enumerate(firsts):
        stems = held.stem_of[held.tokens_of(first)[:_OPENING]] if first >= 0 else np.empty(0, dtype=np.int32)
        of = term[stems]
        np.maximum.at(found[place], of[of >= 0], trust[stems][of >= 0])
    return found[owners]


def _best(groups: Places, seen: _Seen, shape: tuple[int, int]) -> Floats:
    """The best trust of each term in each group."""
    found = np.zeros(shape, dtype=np.float32)
    np.maximum.at(found, (groups, seen.term), seen.trust)
    return found


def _highest(values: Floats, owners: Places, count: int) -> Floats:
    """The highest value of each owner, 0 for none."""
    highest = np.zeros(count, dtype=np.float32)
    np.maximum.at(highest, owners, values)
    return highest


def _exact(held: Lexical, query: Query, seen: _Seen, count: int) -> Floats:
    """Which terms each candidate holds in the form asked, shape (candidates, terms)."""
    asked = np.array([held.word_id.get(term.read_as, -1) for term in query.terms])
    same = seen.words[seen.at] == asked[seen.term]
    found = np.zeros((count, len(asked)), dtype=np.float32)
    found[seen.candidate[seen.at[same]], seen.term[same]] = 1.0
    return found


def _names(query: Query, found: Floats, share: Floats) -> Floats:
    """Share of the names that each candidate holds."""
    marked = share * np.array([term.name for term in query.terms], dtype=np.float32)
    return weighed_sum(found, marked / (marked.sum() or 1.0))


def _closeness(seen: _Seen, share: Floats, count: int) -> dict[str, Floats]:
    """The columns "near" and "pairs"."""
    owners = seen.candidate[seen.at]
    ahead = np.stack([_distance(seen, seen.at[seen.term == place]) for place in range(len(share))])
    near = _highest(np.asarray(share @ np.exp(-ahead / _REACH), dtype=np.float32), owners, count)
    pairs = np.zeros(count, dtype=np.float32)
    closeness = np.where(ahead < _PAIR, 1.0 / np.maximum(ahead, 1.0), 0.0).astype(np.float32)
    for first in range(len(share) - 1):
        either = np.zeros(count, dtype=np.float32)
        for one, other in ((first, first + 1), (first + 1, first)):
            of_one = seen.term == one
            np.maximum.at(either, owners[of_one], closeness[other][of_one])
        pairs += (share[first] + share[first + 1]) / 2 * either
    return {"near": near, "pairs": pairs}


def _distance(seen: _Seen, places: Places) -> npt.NDArray[np.float64]:
    """Words from each place where a term is to the next of `places` in the same candidate, infinity for none."""
    if not len(places):
        return np.full(len(seen.at), np.inf)
    following = np.searchsorted(places, seen.at)
    found = places[np.minimum(following, len(places) - 1)]
    inside = (following < len(places)) & (found < seen.ends[seen.candidate[seen.at]])
    return np.where(inside, found - seen.at, np.inf)


def _expected(held: Lexical, query: Query, seen: _Seen, by_sentence: Floats, count: int) -> dict[str, Floats]:
    """The columns "date" and "figure"."""
    asked = set(words(query.question))
    columns = {}
    for name, cues, flags in (("date", _ASKS_DATE, held.dates), ("figure", _ASKS_FIGURE, held.figures)):
        holds = _holding(seen, flags) if asked & cues else np.zeros(len(seen.owner), dtype=np.bool_)
        columns[name] = _highest(by_sentence * holds, seen.owner, count)
    return columns


def _holding(seen: _Seen, flags: Flags) -> Flags:
    """Which sentences hold a word that is flagged."""
    holds = np.zeros(len(seen.owner), dtype=np.bool_)
    holds[seen.sentence[flags[seen.words]]] = True
    return holds
