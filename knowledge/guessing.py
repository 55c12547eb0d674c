"""The need that a message is nearest to, word by word, where it holds no phrase of the vocabulary."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from knowledge.french import fold
from knowledge.needs import Need, needs
from knowledge.phrasebook import SMALL, TOKEN, word_stem
from knowledge.trades import BESIDE

_ENOUGH, _LEAD = 9.0, 1.25
"""The score that a need must have, and how many times the next one's."""
_WORDS = 2
"""Words of a message that must be of the need: one alone says too little."""
_SHARE = 2000.0
"""What a word's share of a need's words is multiplied by, so that one of a hundred counts."""


class Guess(NamedTuple):
    """A need that words speak for."""

    need: Need
    score: float
    lead: float
    """How many times the next need's score it has."""


def guessed(stems: Iterable[str]) -> Guess | None:
    """Give the need that the stems of a message's words speak for, None where none stands out.

    A stem weighs log(1 + its share of the need's words) by how few needs have it (inverse document frequency).
    """
    scores: dict[Need, float] = {}
    said: Counter[Need] = Counter()
    for stem in dict.fromkeys(stems):
        for need, weight in _weights().get(stem, {}).items():
            scores[need] = scores.get(need, 0.0) + weight
            said[need] += 1
    first, second = (*sorted(scores, key=lambda need: -scores[need]), None, None)[:2]
    if first is None or scores[first] < _ENOUGH or said[first] < _WORDS:
        return None
    lead = scores[first] / scores[second] if second else math.inf
    return Guess(first, scores[first], lead) if lead >= _LEAD else None


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[Need, float]]:
    """How much each stem speaks for each need."""
    every = [need for need in needs() if not (need.network or need.generic)]
    counts = {need: _counted(need) for need in every}
    spread = Counter(stem for count in counts.values() for stem in count)
    weights: dict[str, dict[Need, float]] = {}
    for need, count in counts.items():
        total = sum(count.values())
        for stem, share in count.items():
            rarity = math.log(len(every) / spread[stem])
            weights.setdefault(stem, {})[need] = math.log(1 + _SHARE * share / total) * rarity
    return weights


def _counted(need: Need) -> dict[str, float]:
    """How often each stem is in a need's forms, a form of many words counting for one."""
    found: dict[str, float] = {}
    for form in fold("\n".join(need.words)).split("\n"):
        stems = {word_stem(word) for word in TOKEN.findall(form) if word not in SMALL}
        if form[:1] not in BESIDE:  # what is meant only beside other words says nothing alone
            for stem in stems:
                found[stem] = found.get(stem, 0.0) + 1 / len(stems)
    return found
