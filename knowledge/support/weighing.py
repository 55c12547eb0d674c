"""How likely it is that a passage does not carry a sentence, from what their words have in common.

Rules see what can be told for sure; this weighs the rest. The weights are learnt (`bench/train_grounding.py`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

from knowledge.support.alignment import rivalled, strangers
from knowledge.support.claims import Claims, Word
from knowledge.support.phrases import otherwise
from knowledge.support.quantities import plain
from knowledge.support.quoted import Evidence, alike, nearest, said, same
from knowledge.support.rarity import rarity
from knowledge.support.vocabulary import vocabulary

WINDOW = 3
"""Consecutive sentences of a passage within which a written sentence must find its words."""
_MANY = 4
"""Missing words, or figures, dates and names, from which more change nothing."""
_ONLY_ABOVE = 0.7
"""What a word is worth that stands in the title, publisher or headings only."""

WEIGHTS: Final[Mapping[str, float]] = {
    "unsaid": 4.3,
    "elsewhere": 10.0,
    "synonyms": -3.8,
    "rivalled": 4.1,
    "strangers": 1.4,
    "negated": 3.0,
    "opposite": 2.9,
    "stressed": 1.1,
    "anchored": -0.2,
}
INTERCEPT: Final = -0.9
ENOUGH: Final = 0.45
"""Probability from which a sentence is dropped."""


def words(claims: Claims, passage: Evidence, enough: float = ENOUGH) -> str:
    """Why the passage's words do not carry the sentence ("words", "negation", "opposite"), or ""."""
    evidence = weigh(claims, passage)
    if probability(evidence) < enough:
        return ""
    return "negation" if evidence["negated"] else "opposite" if evidence["opposite"] else "words"


def probability(evidence: Mapping[str, float]) -> float:
    """How likely, 0 to 1, a passage does not carry a sentence of which `weigh` tells this."""
    return 1 / (1 + math.exp(-INTERCEPT - sum(WEIGHTS[name] * value for name, value in evidence.items())))


def weigh(claims: Claims, passage: Evidence) -> dict[str, float]:
    """What speaks against a sentence (or, "synonyms" and "anchored", for it), each 0 to 1."""
    window = _window(claims, passage)
    grades = _grades(claims, window, passage)
    missing = [word for word, grade in grades.items() if not grade]
    unsaid = sum(map(rarity, missing))
    anchors = len(claims.figures) + len(claims.dates) + len(claims.names)
    return {
        "unsaid": unsaid / max(1.0, sum(map(rarity, grades)) + anchors)
        if grades or anchors or claims.contacts
        else 1.0,
        "elsewhere": sum(any(said(word, one) for one in passage.sentences) for word in missing) / (len(grades) or 1),
        "synonyms": min(0.5, sum(_ONLY_ABOVE < grade < 1 for grade in grades.values()) / (len(grades) or 1)),
        "rivalled": rivalled(claims, passage),
        "strangers": float(strangers(claims, passage)),
        "negated": float(contradicts(claims, passage)),
        "opposite": float(any(reverses(word, window) for word in missing)),
        "stressed": float(any(_adds(marks, claims, window) for marks in _STRESS)),
        "anchored": min(anchors, _MANY) / _MANY,
    }


# Words ---------------------------------------------------------------------------------------------------------------


def _grades(claims: Claims, window: Sequence[Claims], passage: Evidence) -> dict[Word, float]:
    """How surely the window says each word of the sentence that weighs; names are looked at elsewhere."""
    capitals = {name.folded for sentence in passage.sentences for name in sentence.names}
    names = {name.folded for name in claims.names if not name.initial or name.folded in capitals}
    light, apart, above = vocabulary().light, otherwise(claims, passage), _only_above(passage)
    grades = {}
    for word in claims.content:
        if word.folded not in names:
            grade = 1.0 if word.at in apart else max((said(word, one) for one in window), default=0.0)
            grade = grade or (_ONLY_ABOVE if word.stem in above else 0.0)
            if grade or reverses(word, window) or not {word.stem, *word.french} & light:
                grades[word] = grade
    return grades


def _window(claims: Claims, passage: Evidence) -> Sequence[Claims]:
    """The shortest run of the passage's sentences that holds most of the written sentence's words."""
    grades = [[said(word, one) for word in claims.content] for one in passage.sentences]
    count = len(grades)
    runs = [range(at, min(count, at + size)) for size in range(1, WINDOW + 1) for at in range(count)]
    best = max(
        runs, key=lambda run: (sum(map(max, zip(*(grades[at] for at in run), strict=True))), -len(run)), default=()
    )
    return [passage.sentences[at] for at in best]


def _only_above(passage: Evidence) -> frozenset[str]:
    """Stems that stand in the title, publisher or headings only."""
    inside = {word.stem for sentence in passage.sentences for word in sentence.content}
    return passage.stems - inside


# What turns or stretches a statement ---------------------------------------------------------------------------------

_STRESS = (
    re.compile(r"\b(?:seule?s?|seulement|uniquement|exclusivement|only|exclusively)\b"),
    re.compile(r"\b(?:automatiquement|d'office|systematiquement|sans condition|automatically)\b"),
    re.compile(r"\b(?:entierement|totalement|integralement|integralite|fully|entirely)\b"),
    re.compile(r"\b(?:toujours|always)\b"),
    re.compile(r"\b(?:obligatoirement|obligatoire|mandatory)\b"),
    re.compile(r"\b(?:gratuit\w*|free)\b"),
    re.compile(r"\b(?:immediatement|sans delai|immediately)\b"),
    re.compile(r"\bgaranti\w*|\bguarantee\w*"),
)
"""Ways to say more than a passage does, each with the words that do."""


def _adds(marks: re.Pattern[str], claims: Claims, window: Sequence[Claims]) -> bool:
    """Whether the sentence has such a word and the window has none."""
    return bool(marks.search(plain(claims.text))) and not any(marks.search(plain(one.text)) for one in window)


def contradicts(claims: Claims, passage: Evidence) -> bool:
    """Whether the sentence denies what the nearest sentences of the passage affirm, or the other way round.

    A denial is met if any of the words that it bears on is denied on the other side, or if all that say them deny or
    exclude something else ("exclu", "terminé").
    """
    near = nearest(claims, passage)
    words = {word: _likest(word, near) for word in claims.content}
    met = near and all(_excludes(one) for one in near)
    return any(
        _denied(word, words) and not (word.denied == 2 and met and word.stem not in vocabulary().negative)
        for word, matches in words.items()
        if matches
    )


def _likest(word: Word, sentences: Sequence[Claims]) -> list[Word]:
    """The words that say the same for sure, else its synonyms."""
    matches = [(alike(word, other), other) for one in sentences for other in same(word, one)]
    most = max((grade for grade, _ in matches), default=0.0)
    return [other for grade, other in matches if grade == most]


def _denied(word: Word, words: Mapping[Word, list[Word]]) -> bool:
    if word.denied == 2:
        return not any(match.denied for mine, theirs in words.items() if mine.denial == word.denial for match in theirs)
    matches = words[word]
    if word.denied or not min(m.denied for m in matches) or max(m.denied for m in matches) < 2:
        return False
    others = {match.denial for match in matches}
    return not any(mine.denied and any(m.denial in others for m in theirs) for mine, theirs in words.items())


def _excludes(sentence: Claims) -> bool:
    return any(word.denied == 2 or word.stem in vocabulary().negative for word in sentence.content)


def reverses(word: Word, window: Sequence[Claims]) -> bool:
    """Whether the window says the word's opposite (and the sentence does not deny the word)."""
    lists = vocabulary()
    against = {other for key in {word.stem, *word.french} for other in lists.opposites.get(key, ())}
    return word.denied == 0 and any(other.stem in against for sentence in window for other in sentence.content)
