"""Whether enough of a sentence's words are close together in the passage, none of them denied or reversed there."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.support.claims import Claims, Word
from knowledge.support.quoted import Evidence, same
from knowledge.support.vocabulary import vocabulary

WINDOW = 3
"""Consecutive sentences of a passage within which a written sentence must find its words."""
ENOUGH = {"fr": 0.62, "en": 0.55}
"""Share of a sentence's words that the window must hold, by the language of the sentence: translation loses some."""


def words(claims: Claims, passage: Evidence, language: str) -> str:
    """Why the passage's words do not carry the sentence ("words", "negation", "opposite"), or ""."""
    window = _window(passage, claims)
    capitals = {name.folded for sentence in passage.sentences for name in sentence.names}
    names = {name.folded for name in claims.names if not name.initial or name.folded in capitals}
    found = {
        word: [match for sentence in window for match in same(word, sentence)]
        for word in claims.content
        if word.folded not in names
    }
    light = vocabulary().light
    weighing = {w: ms for w, ms in found.items() if ms or w.stem not in light or _reversed(w, window)}
    missing = [word for word, matches in weighing.items() if not matches and word.stem not in _only_above(passage)]
    astray = sum(_elsewhere(word, passage) for word in missing)
    anchored = bool(claims.figures or claims.dates or claims.contacts or names)
    if not _enough(len(weighing), len(missing) + astray, anchored, language):
        return "words"
    if _contradicts(weighing) or (_denies(claims) and not any(_deniable(sentence) for sentence in window)):
        return "negation"
    return "opposite" if any(_reversed(word, window) for word in missing) else ""


def _elsewhere(word: Word, passage: Evidence) -> bool:
    """Whether the passage says the word, but of something else: that counts against the sentence."""
    return not _translated_light(word) and any(same(word, sentence) for sentence in passage.sentences)


def _translated_light(word: Word) -> bool:
    lists = vocabulary()
    return bool({word.stem, *lists.english.get(word.folded, ())} & lists.light)


def _only_above(passage: Evidence) -> frozenset[str]:
    """Stems that stand in the title, publisher or headings only."""
    inside = {word.stem for sentence in passage.sentences for word in sentence.content}
    return passage.stems - inside


def _enough(total: int, missing: int, anchored: bool, language: str) -> bool:
    if total == 0:
        return anchored
    if total <= 2:
        return missing == 0
    return (total - missing) / total >= ENOUGH[language]


def _window(passage: Evidence, claims: Claims) -> Sequence[Claims]:
    """The shortest run of the passage's sentences that holds most of the written sentence's words."""
    count = len(passage.sentences)
    runs = [passage.sentences[i : i + size] for size in range(1, WINDOW + 1) for i in range(max(1, count - size + 1))]
    return max(runs, key=lambda run: (sum(any(same(w, s) for s in run) for w in claims.content), -len(run)))


def _contradicts(words: dict[Word, list[Word]]) -> bool:
    """Whether one side denies what the other affirms.

    A denial is met if any of the words that it bears on is denied on the other side.
    """
    for word, matches in words.items():
        if word.denied == 2 and matches and not _met(word, words):
            return True
        if word.denied == 0 and matches and min(m.denied for m in matches) and max(m.denied for m in matches) == 2:
            others = {match.denial for match in matches}
            if not any(mine.denied and any(m.denial in others for m in theirs) for mine, theirs in words.items()):
                return True
    return False


def _met(word: Word, words: dict[Word, list[Word]]) -> bool:
    return any(match.denied for mine, matches in words.items() if mine.denial == word.denial for match in matches)


def _denies(claims: Claims) -> bool:
    return any(word.denied == 2 for word in claims.content)


def _deniable(sentence: Claims) -> bool:
    return any(word.denied or word.stem in vocabulary().negative for word in sentence.content)


def _reversed(word: Word, window: Sequence[Claims]) -> bool:
    """Whether the window says the word's opposite (and the sentence does not deny the word)."""
    lists = vocabulary()
    keys = {word.stem, *lists.english.get(word.folded, ())}
    against = {other for key in keys for other in lists.opposites.get(key, ())}
    return word.denied == 0 and any(other.stem in against for sentence in window for other in sentence.content)
