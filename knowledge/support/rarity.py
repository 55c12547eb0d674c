"""How much a word tells: hardly anything where everybody uses it, most where few do."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from knowledge.support.claims import Word
from knowledge.support.roots import root
from knowledge.support.vocabulary import vocabulary

_FILE = Path(__file__).with_name("common.txt")
_EVERYWHERE = 100
"""Rank in everyday French up to which a word tells nothing."""
_LIGHT = 0.1


def rarity(word: Word) -> float:
    """0 for the commonest words to 1 for those that are not among the common ones; by the commonest of its meanings."""
    keys = {word.stem, *word.french}
    if keys & vocabulary().light:
        return _LIGHT
    ranks = _ranks()
    best = min((ranks[key] for key in keys if key in ranks), default=len(ranks))
    return max(0.0, math.log(max(best, 1) / _EVERYWHERE) / math.log(len(ranks) / _EVERYWHERE))


def is_common(folded: str) -> bool:
    """Whether a folded word is an ordinary one of French."""
    return root(folded) in _ranks()


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return {word: rank for rank, word in enumerate(line for line in lines if not line.startswith("#"))}
