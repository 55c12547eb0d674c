"""Whether the base holds the answer to a question: measured on what was found, not on a list of subjects."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.asking import Kind, expected
from knowledge.french import fold, terms
from knowledge.records import Hit
from knowledge.retrieval import Query

ENOUGH: Final = 0.36
"""Probability from which an answer is given: as many wrong answers as coverage alone let through, and far more right
ones (bench/abstention.py shows the trade)."""

WEIGHTS: Final = {"score": 11.5, "coverage": 1.1, "lead": 3.2, "few": -2.7}
INTERCEPT: Final = -3.5
"""Log-odds that the base answers, learnt by bench/train_confidence.py on questions whose document was in the base or
had been withheld from it:

- score: the best hit's, 0 to about 1; lead: what it has over the second hit's;
- coverage: the idf-weighted share of the question's words that one of the best passages holds;
- few: one over the number of words that carry meaning, since a single word found says little.
"""

_READ: Final = 3
_GUESSED: Final = {"fr": 0.2, "en": 0.6}
"""What corrected words lose of their weight."""
_OF_NAMES: Final = frozenset((Kind.WHO, Kind.OFFICE, Kind.DEFINITION))
"""Kinds of answers about what one name stands for."""
_YEAR: Final = re.compile(r"\b(?:19|20|21)\d\d\b")
_SPAN: Final = re.compile(r"\b(?:19|20|21)\d\d\s?(?:[-–—/]|à|a|au|et|to|and)\s?(?:19|20|21)?\d\d\b")
"""Years of a span ("2023–2027"), which says nothing of one of them."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """What speaks for an answer."""

    probability: float
    """0 to 1: how likely the base is to answer."""
    evidence: Mapping[str, float]
    """What `WEIGHTS` weighs, by name."""
    missing: tuple[str, ...]
    """Years of the question that none of the best passages holds."""
    central: bool = True
    """False for a question of one word that no heading, title or name holds: used in passing, it answers nothing."""
    threshold: float = ENOUGH
    """Probability from which it is enough."""

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.probability >= self.threshold and not self.missing and self.central


def measure(
    question: str, query: Query, hits: Sequence[Hit], language: str = "fr", quoted: Sequence[Hit] = ()
) -> Confidence:
    """Weigh what the best hits hold of a question; `query` is what was searched for it.

    The years of the question have to be in the hits that are `quoted`, or else in the best ones.

    A word that had to be corrected counts for less, above all in English, where the correction is a French word.
    """
    evidence = weigh(query, hits, language)
    held = {year for hit in quoted or hits[:_READ] for year in _years(_around(hit))}
    return Confidence(
        probability=1 / (1 + math.exp(-INTERCEPT - sum(WEIGHTS[name] * value for name, value in evidence.items()))),
        evidence=evidence,
        missing=tuple(year for year in _years(question) if year not in held),
        central=len(query.stems) > 1 or _is_central(question, query, hits[:_READ]),
    )


def weigh(query: Query, hits: Sequence[Hit], language: str = "fr") -> dict[str, float]:
    """The evidence that `WEIGHTS` weighs, by name."""
    best, second, *_ = (*sorted((hit.score for hit in hits), reverse=True), 0.0, 0.0)
    covered = max((hit.coverage for hit in hits[:_READ]), default=0.0)
    return {
        "score": best,
        "coverage": covered - _GUESSED[language] * _corrected_share(query),
        "lead": best - second,
        "few": 1 / max(1, len(query.terms)),
    }


def _is_central(question: str, query: Query, hits: Sequence[Hit]) -> bool:
    """Whether a heading or a title holds the question's only word, or it asks about a name that a passage holds."""
    heads = {stem for hit in hits for stem in terms(f"{hit.passage.document.title} {hit.passage.heading}")}
    if any(heads.intersection(forms.split("|")) for forms, _ in query.stems):
        return True
    asked = {term.read_as for term in query.terms}
    names = {fold(word) for hit in hits for word in re.findall(r"\b[A-ZÉÈÀ][\w-]+", hit.passage.text)}
    return bool(asked & names) and bool(_OF_NAMES & set(expected(question)))


def _corrected_share(query: Query) -> float:
    """Share of the question's weight that was brought to another word."""
    corrected = {word for word, _ in query.corrections}
    total = sum(term.weight for term in query.terms) or 1.0
    return sum(term.weight for term in query.terms if term.word in corrected) / total


def _years(text: str) -> list[str]:
    return _YEAR.findall(_SPAN.sub(" ", text))


def _around(hit: Hit) -> str:
    passage = hit.passage
    return f"{passage.document.title} {passage.document.date} {passage.heading} {passage.text}"
