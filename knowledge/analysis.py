"""A question as an index understands it: its words known, corrected, widened to their family and synonyms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

import numpy as np
from rapidfuzz.distance import Prefix

from knowledge.french import STOP_WORDS, stem, words
from knowledge.lexical import Lexical
from knowledge.lexicon import Lexicon
from knowledge.spelling import Speller, is_stop_word_slip

_TOLERANCE: Final = 3.0
"""How fast trust in a correction falls with its cost over the best one's."""
_LEAST_TRUST: Final = 0.2
_CORRECTIONS: Final = 4
_UNSEEN: Final = 0.6
"""What taking a word that no passage holds for one more form of a stem that they hold costs, beside corrections."""
_SLIP: Final = 0.4
"""Trust that a word of the base was a slip for a much more frequent one, one cheap edit away."""
_SLIP_COST: Final = 0.9
_SLIP_RATIO: Final = 10
_FAMILY: Final = 0.8
_FAMILY_PREFIX: Final = 5
_FAMILY_SHARE: Final = 0.5
_FAMILY_SIZE: Final = 12
_TRUSTED: Final = 0.7
_RAW_WORD: Final = re.compile(r"\w[\w'’&-]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to look a word of the question up: stems that must all be there, and how far it is trusted, 0 to 1."""

    stems: tuple[int, ...]
    trust: float


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the question that carries meaning."""

    word: str
    """As asked, folded."""
    weight: float
    """Its idf: how much it tells passages apart. A word that the base does not hold weighs as the rarest."""
    readings: tuple[Reading, ...] = ()
    """Best first; empty when nothing in the base comes near."""
    read_as: str = ""
    """The word of the base it was taken for: itself where it is known."""
    name: bool = False
    """A capital or a digit marks it: a name, an acronym, a year."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index understands it."""

    question: str
    terms: tuple[Term, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    """(word asked, word of the base it was read as)."""
    unknown: tuple[str, ...] = ()
    """Words that the base does not hold, even near."""
    stems: tuple[tuple[str, float], ...] = ()
    """For each term its stems as the base has them, parted by "|", and its weight."""


class Analyser:
    """Looks the words of questions up in the words of one index."""

    def __init__(self, held: Lexical, lexicon: Lexicon) -> None:
        self._held = held
        self._lexicon = lexicon
        self._speller = Speller(held.vocabulary, held.word_df)

    def analyse(self, question: str) -> Query:
        """Read a question: each word known, corrected or unknown."""
        names = _names(question)
        asked = list(dict.fromkeys(word for word in words(question) if word not in STOP_WORDS))
        found = (self._term(word, word in names) for word in asked)
        terms = self._lightened(self._with_synonyms([term for term in found if term is not None]))
        kept = {term.readings[0].stems if term.readings else term.word: term for term in reversed(terms)}
        terms = list(kept.values())[::-1]
        corrections = tuple((t.word, t.read_as) for t in terms if t.read_as not in ("", t.word))
        unknown = tuple(term.word for term in terms if not term.readings)
        stems = tuple((self._forms(term), term.weight) for term in terms)
        return Query(question, tuple(terms), corrections, unknown, stems)

    def _forms(self, term: Term) -> str:
        """The single stems that a term may be read as with some trust, its own first."""
        trusted = (r.stems[0] for r in term.readings if r.trust >= _TRUSTED and len(r.stems) == 1)
        return "|".join(dict.fromkeys([stem(term.word), *(self._held.stems[number] for number in trusted)]))

    def _term(self, word: str, name: bool) -> Term | None:
        """The term of a word, or None for a stop word misspelt."""
        number = self._held.stem_id.get(stem(word))
        if word in self._lexicon.words or (number is not None and word in self._held.word_id):
            read_as, trusts = word, {} if number is None else self._known(word, number)
        elif number is None and is_stop_word_slip(word):
            return None
        else:
            read_as, trusts = self._corrected(word, number)
        trusts = self._family(read_as) | trusts
        ranked = sorted(trusts.items(), key=lambda item: -item[1])
        weight = self._held.idf(self._held.df(ranked[0][0]) if ranked else 0)
        return Term(word, weight, tuple(Reading((number,), trust) for number, trust in ranked), read_as, name)

    def _known(self, word: str, number: int) -> dict[int, float]:
        """A known word, and the much more frequent one that it may be a slip of."""
        trusts = {number: 1.0}
        for near in self._speller.nearest(word):
            other = int(self._held.stem_of[near.number])
            frequent = self._held.df(other) >= _SLIP_RATIO * self._held.df(number)
            if frequent and other != number and near.cost <= _SLIP_COST:
                return trusts | {other: _SLIP}
        return trusts

    def _corrected(self, word: str, own: int | None = None) -> tuple[str, dict[int, float]]:
        """The likeliest word meant, and the stems of all those that may be.

        `own` is the stem of a form that no passage holds: it may be one more, or a slip ("utilisses").
        """
        near = self._speller.nearest(word, _CORRECTIONS)
        found = [(c.cost, int(self._held.stem_of[c.number]), self._held.vocabulary[c.number]) for c in near]
        found = sorted([*found, *([] if own is None else [(_UNSEEN, own, word)])], key=lambda one: one[0])
        trusts: dict[int, float] = {}
        for cost, number, _ in found:
            trust = _trust(cost, found[0][0])
            if trust >= _LEAST_TRUST:
                trusts.setdefault(number, trust)
        return (found[0][2] if found else ""), trusts

    def _family(self, word: str) -> dict[int, float]:
        """Stems that begin as the word's does ("industriel", "industrialiser" for "industrie")."""
        own = stem(word)
        if len(own) < _FAMILY_PREFIX or not own.isalpha():
            return {}
        stems, beginning = self._held.stems, own[:_FAMILY_PREFIX]
        first = bisect_left(stems, beginning)
        numbers = takewhile(lambda number: stems[number].startswith(beginning), range(first, len(stems)))
        shares = {number: _shared(own, stems[number]) for number in numbers}
        near = sorted((n for n in shares if shares[n] >= _FAMILY_SHARE), key=lambda n: -shares[n])
        return {number: _FAMILY * shares[number] for number in near[:_FAMILY_SIZE]}

    def _with_synonyms(self, terms: list[Term]) -> list[Term]:
        """The same terms, those of a phrase of the lexicon read as its other forms too."""
        for start, end, synonym in self._lexicon.readings([term.read_as or term.word for term in terms]):
            stems = [self._held.stem_id.get(stem(word)) for word in synonym.words]
            known = tuple(number for number in stems if number is not None)
            if len(known) == len(stems):
                reading = Reading(known, synonym.trust)
                terms[start:end] = [self._widened(term, reading) for term in terms[start:end]]
        return terms

    def _lightened(self, terms: list[Term]) -> list[Term]:
        """The same terms, words that only frame the question made lighter, unless there are no others."""
        shares = [self._lexicon.light.get(stem(term.read_as or term.word), 1.0) for term in terms]
        if max(shares, default=1.0) < 1.0:
            return terms
        return [replace(term, weight=term.weight * share) for term, share in zip(terms, shares, strict=True)]

    def _widened(self, term: Term, reading: Reading) -> Term:
        """A term with one more reading; one that had none takes the weight of this one.

        A reading more common than the word itself counts for no more than its own weight.
        """
        rarest = self._held.idf(min(self._held.df(number) for number in reading.stems))
        trust = reading.trust * (min(1.0, rarest / term.weight) if term.readings else 1.0)
        others = [other for other in term.readings if other.stems != reading.stems]
        best = max([trust, *(other.trust for other in term.readings if other.stems == reading.stems)])
        weight = term.weight if term.readings else rarest
        readings = sorted([*others, replace(reading, trust=best)], key=lambda other: -other.trust)
        return replace(term, weight=weight, readings=tuple(readings))


def _trust(cost: float, least: float) -> float:
    """1 for the cheapest correction, less for the dearer ones."""
    return float(np.exp(-_TOLERANCE * (cost - least)))


def _shared(one: str, other: str) -> float:
    """Share of the longer word that the beginning common to both covers."""
    return Prefix.similarity(one, other) / max(len(one), len(other))


def _names(question: str) -> set[str]:
    """Folded words that a capital or a digit marks, but for a capital that begins the question."""
    return {word for raw in _marked(question) for word in words(raw)}


def _marked(question: str) -> Iterator[str]:
    for place, match in enumerate(_RAW_WORD.finditer(question)):
        raw = match.group()
        if raw[0].isdigit() or any(c.isupper() for c in (raw if place else raw[1:])):
            yield raw
