"""Which of our two languages a short message is written in."""

from __future__ import annotations

import re

from knowledge.french import fold

_ENGLISH = frozenset(
    """
    the is are was were who what when where which how why does do did can could would should my your our their
    this that of and for with from about into there have has had been be i me we you he she they it its any need
    want looking find help please hello hi thanks thank get give tell show many much long near next in to
    at by an today now currently still ever already there
    """.split()
)
_FRENCH = frozenset(
    """
    le la les un une des du de est sont etait qui que quoi quel quelle quels quelles quand ou comment combien
    pourquoi je tu il elle nous vous ils elles mon ma mes ton ta tes son sa ses notre votre leur ce cet cette
    ces et pour avec dans sur par au aux en ne pas plus aide bonjour merci besoin cherche veux voudrais peux
    peut faire fait quels chez entreprise l d qu c j n s
    """.split()
)
_PROGRAMME = re.compile(r"\bterritoires? d.industrie\b|\btdi\b")
"""A French name in messages of both languages."""
_WORD = re.compile(r"[a-z]+")


def detect(text: str, default: str = "fr") -> str:
    """Give "en" or "fr", by counting each language's small words; `default` where neither shows."""
    tokens = _WORD.findall(_PROGRAMME.sub(" ", fold(text)))
    english = sum(token in _ENGLISH for token in tokens)
    french = sum(token in _FRENCH for token in tokens)
    if english == french:
        return default
    return "en" if english > french else "fr"


def without_small_words(question: str) -> str:
    """An English question without its small words, which no French document holds ("who announced the plan")."""
    return " ".join(token for token in question.split() if fold(token).strip("?!.,;:'\"") not in _ENGLISH)
