"""A passage as the checks see it, and what a written sentence has in common with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.dates import in_words
from knowledge.french import fold
from knowledge.sentences import is_heading, split
from knowledge.support.claims import Claims, Word, link, read
from knowledge.support.quantities import Day, Figure
from knowledge.support.vocabulary import vocabulary


@lru_cache(maxsize=2_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text that can be quoted: headings are not."""
    found = split(text)
    return tuple(sentence for sentence in found if not is_heading(sentence)) or tuple(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage as the checks see it: its sentences read, and what its document says of itself."""

    sentences: tuple[Claims, ...]
    words: frozenset[str]
    """Folded words of the text and of the title, publisher and headings."""
    stems: frozenset[str]
    own: tuple[Day, ...] = ()
    """The document's date: good only for "au 20 septembre 2018", not for an event."""
    links: frozenset[str] = field(default=frozenset())

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the passage."""
        return [figure for claims in self.sentences for figure in claims.figures]

    @property
    def dates(self) -> list[Day]:
        """Every date of the passage's text."""
        return [date for claims in self.sentences for date in claims.dates]


@lru_cache(maxsize=512)
def evidence(text: str, about: str = "", date: str = "", url: str = "") -> Evidence:
    """Read a passage once; `about` holds its title, publisher and headings, `date` is ISO of any precision."""
    read_all = tuple(read(sentence) for sentence in sentences(text))
    context = read(about)
    words = frozenset(re.findall(r"[^\W_]+", fold(f"{text} {about}"))) | {
        name.folded for c in read_all for name in c.names
    }
    stems = frozenset(word.stem for claims in (*read_all, context) for word in claims.content)
    links = frozenset(contact for claims in read_all for contact in claims.contacts) | ({link(url)} if url else set())
    own = read(in_words(date)).dates if date else ()
    return Evidence(read_all, words, stems, own, frozenset(links))


def best(sentence: str, passage: Sequence[Claims]) -> int:
    """Position of the passage's sentence that says most of what the sentence says."""
    claims = read(sentence)
    return max(range(len(passage)), key=lambda i: (_likeness(claims, passage[i]), -i), default=0)


def likeness(sentence: str, passage: Sequence[Claims]) -> float:
    """How much of a sentence the passage's best sentence says: its figures, dates, names and words, weighed."""
    claims = read(sentence)
    return max((_likeness(claims, other) for other in passage), default=0.0)


_AS_NEAR = 0.85
"""Share of what the nearest sentence of a passage says of a written one, from which another is as near."""


def nearest(claims: Claims, passage: Evidence) -> list[Claims]:
    """The sentences of a passage that say most of what the sentence says."""
    scores = [_likeness(claims, told) for told in passage.sentences]
    top = max(scores, default=0.0)
    return [told for told, score in zip(passage.sentences, scores, strict=True) if score and score >= _AS_NEAR * top]


def _likeness(claims: Claims, other: Claims) -> float:
    figures = sum(any(figure.value == theirs.value for theirs in other.figures) for figure in claims.figures)
    dates = sum(any(within(date, theirs) for theirs in other.dates) for date in claims.dates)
    names = sum(name.folded in other.tokens for name in claims.names)
    content = sum(said(word, other) for word in claims.content)
    return 1.5 * figures + 1.5 * dates + 0.5 * names + content


def within(date: Day, other: Day) -> bool:
    return all(
        mine is None or mine == theirs
        for mine, theirs in ((date.year, other.year), (date.month, other.month), (date.day, other.day))
    )


def same(word: Word, sentence: Claims) -> list[Word]:
    """The words of the sentence that say the same, by stem, by a long common beginning, translation or synonym."""
    return [other for other in sentence.content if alike(word, other)]


def said(word: Word, sentence: Claims) -> float:
    """How surely a sentence says a word: 1 for the word, its family or its translation, `SYNONYM`, or 0."""
    return max((alike(word, other) for other in sentence.content), default=0.0)


SYNONYM = 0.8
"""What a synonym is worth beside the word itself."""


def alike(word: Word, other: Word) -> float:
    """How surely two words say the same, as `said` tells."""
    if word.stem == other.stem:
        return 1.0
    return _alike(word.folded, word.stem, word.french, other.folded, other.stem, other.french)


@lru_cache(maxsize=100_000)
def _alike(
    folded: str, stemmed: str, french: frozenset[str], other: str, other_stem: str, other_french: frozenset[str]
) -> float:
    lists = vocabulary()
    if other_stem in lists.opposites.get(stemmed, ()):
        return 0.0
    pairs = [(one, two) for one in {stemmed, *french} for two in {other_stem, *other_french}]
    if _near(folded, stemmed, other, other_stem) or any(_near(one, one, two, two) for one, two in pairs):
        return 1.0
    groups = lists.synonyms
    return SYNONYM if any(groups.get(one, _NONE) & groups.get(two, _NONE) for one, two in pairs) else 0.0


_NONE: frozenset[int] = frozenset()


def _near(folded: str, stemmed: str, other: str, other_stem: str) -> bool:
    """A long common beginning: "embauchées" and "embauche", "industrial" and "industriel"."""
    pairs = enumerate(zip(folded, other, strict=False))
    shared = next((i for i, (a, b) in pairs if a != b), min(len(folded), len(other)))
    return folded == other or (shared >= 4 and shared >= 0.6 * max(len(stemmed), len(other_stem)))
