"""What a sentence says in other words than its passage where several words are one: "chef de l'État", "PME"."""

from __future__ import annotations

from functools import lru_cache

from knowledge.lexicon import Lexicon
from knowledge.support.claims import Claims
from knowledge.support.quoted import Evidence
from knowledge.support.roots import root

_SAME = 0.8
"""Trust from which two phrases of the lexicon say the same."""


def otherwise(claims: Claims, passage: Evidence) -> frozenset[int]:
    """Where the words stand of each phrase of the sentence that the passage says by another phrase of the lexicon."""
    found: set[int] = set()
    for start, end, other in _lexicon().readings([word.folded for word in claims.content]):
        several = end - start > 1 or len(other.words) > 1
        if several and other.trust >= _SAME and {root(word) for word in other.words} <= passage.stems:
            found.update(word.at for word in claims.content[start:end])
    return frozenset(found)


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon.load()
