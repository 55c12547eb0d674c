"""Which of our two languages a short message is written in."""

from __future__ import annotations

import re

from knowledge.english import SMALL, says_more_in_english
from knowledge.french import fold

_ENGLISH = (SMALL - {"a", "me"}) | frozenset(
    "by these need want looking find help get show long next please hello hi thanks thank".split()
)
"""With the words that ask for something, and without "à" typed in haste and "me", which French has too."""
_FRENCH = frozenset(
    """
    le la les un une des du de est sont etait qui que quoi quel quelle quels quelles quand ou comment combien
    pourquoi je tu il elle nous vous ils elles mon ma mes ton ta tes son sa ses notre votre leur ce cet cette
    ces et pour avec dans sur par au aux en ne pas plus aide bonjour merci besoin cherche veux voudrais peux
    peut faire fait quels chez entreprise l d qu c j n s
    on veut voulons veulent nos vos leurs sa avons ont suis sommes fais faisons cherchons sans
    """.split()
)
_PROGRAMME = re.compile(r"\bterritoires? d.industrie\b|\btdi\b")
"""A French name in messages of both languages."""
_POSSESSIVE = re.compile(r"(?<=[a-z]{2})'s\b")
"""Only English writes it ("the director's")."""
_WORD = re.compile(r"[a-z]+")
_ALONE = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
"""A word and not a part of one ("i-Trans")."""


def detect(text: str, default: str = "fr") -> str:
    """Give "en" or "fr", by counting each language's small words, else its others; `default` where neither shows."""
    folded = _PROGRAMME.sub(" ", fold(text))
    english = sum(token in _ENGLISH for token in _ALONE.findall(folded)) + len(_POSSESSIVE.findall(folded))
    french = sum(token in _FRENCH for token in _WORD.findall(_POSSESSIVE.sub("", folded)))
    if english != french:
        return "en" if english > french else "fr"
    return "en" if says_more_in_english(text) else default


def without_small_words(question: str) -> str:
    """An English question without its small words, which no French document holds ("who announced the plan")."""
    return " ".join(token for token in question.split() if fold(token).strip("?!.,;:'\"") not in _ENGLISH)
