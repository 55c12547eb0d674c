"""Whether the base holds the answer to a question: measured on what was found, not on a list of subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.french import terms
from knowledge.records import Hit
from knowledge.retrieval import Query

ENOUGH = 0.5
"""Coverage from which an answer is given (calibrated in bench/abstention.py)."""
_READ = 3
_GUESSED = {"fr": 0.2, "en": 0.6}
"""What corrected words lose of their weight."""
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


@dataclass(frozen=True, slots=True)
class Confidence:
    """What speaks for an answer."""

    coverage: float
    """0 to 1: the idf-weighted share of the question's words that one of the best passages holds."""
    missing: tuple[str, ...]
    """Years of the question that none of the best passages holds."""
    central: bool = True
    """False for a question of one word that no heading or title holds: a word used in passing answers nothing."""

    @property
    def enough(self) -> bool:
        """Whether to answer."""
        return self.coverage >= ENOUGH and not self.missing and self.central


def measure(query: Query, hits: Sequence[Hit], language: str = "fr") -> Confidence:
    """Weigh what the best hits hold of the question.

    A word that had to be corrected counts for less, above all in English, where the correction is a French word.
    """
    best = hits[:_READ]
    heads = {stem for hit in best for stem in terms(f"{hit.passage.document.title} {hit.passage.heading}")}
    held = {year for hit in best for year in _YEAR.findall(_around(hit))}
    return Confidence(
        coverage=max((hit.coverage for hit in best), default=0.0) - _GUESSED[language] * _corrected_share(query),
        missing=tuple(year for year in _YEAR.findall(query.question) if year not in held),
        central=len(query.stems) > 1 or any(heads.intersection(forms.split("|")) for forms, _ in query.stems),
    )


def _corrected_share(query: Query) -> float:
    """Share of the question's weight that was brought to another word."""
    corrected = {word for word, _ in query.corrections}
    total = sum(term.weight for term in query.terms) or 1.0
    return sum(term.weight for term in query.terms if term.word in corrected) / total


def _around(hit: Hit) -> str:
    passage = hit.passage
    return f"{passage.document.title} {passage.document.date} {passage.heading} {passage.text}"
