"""What speaks for a sentence as the answer to a question: numbers that compare within one question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from knowledge import asking, sentences
from knowledge.asking import Kind
from knowledge.english import SMALL
from knowledge.french import STOP_WORDS, fold, stem, terms, words
from knowledge.mentions import ends, mentions, without_durations
from knowledge.records import Hit, Passage

PASSAGES = 8
"""Hits whose sentences are weighed."""
ALIKE = 0.7
"""What a stem counts when the sentence holds only one that is spelt nearly so or shares its beginning."""
AROUND = 0.6
"""What a stem counts when it stands in the sentence before, the heading or the document's title."""
COUNTED = 40
"""Characters after a figure within which it counts something."""
NEAR = 2
"""Stems between two that count as side by side."""

Weights = Sequence[tuple[str, float]]
"""The question's stems in order, each with how much it counts (an inverse document frequency). A stem with other
spellings or synonyms is written with bars between them ("adcf|intercommunal"): any of them counts for it."""
Floats = NDArray[np.float64]

KINDS = (
    Kind.WHO, Kind.OFFICE, Kind.DATE, Kind.NUMBER, Kind.AMOUNT, Kind.PLACE, Kind.LIST, Kind.REASON, Kind.DEFINITION,
    *asking.CONTACTS,
)  # fmt: skip
NAMES = (
    "coverage", "pairs", "context", "passage", "score", "year", "other_year", "asks", "recent", "counted",
    *(f"kind_{kind.value}" for kind in KINDS),
)  # fmt: skip
"""The columns of `weigh`:

- coverage: weighted share of the question's stems that the sentence holds;
- pairs: share of the question's neighbouring stems that stand side by side in it;
- context: what the sentence before, the headings and the title add to the coverage;
- passage: coverage by the whole passage, over the best passage's; score: the hit's, over the best hit's;
- year, other_year: the sentence holds a year of the question, or only others; asks: it is itself a question;
- recent: how new it is among the candidates, for a question about a state of things that names no year;
- counted: a figure stands right before a stem of the question, for a question of number or amount;
- kind_…: it holds what the question expects, which the question does not say already.
"""

_SMALL = STOP_WORDS | SMALL
_MARK = re.compile(r"^[-*+•–▪◦‣·][ \t]+(?=\S)")
_ITEM = re.compile(rf"{_MARK.pattern}|\d{{1,2}}[.)][ \t]+\S")
_SCRAP = re.compile(r"(?:[^\W\d]+[\s:.,-]+)?[^\W\d]+[\s:.,-]*|(?:[^\W\d]+[\s:,’'-]+){2,3}[^\W\d]+[\s:,’'-]*")
"""A word or two alone on a line, or a few that end no sentence: a label, that answers nothing."""
_REST = frozenset(":;,)")
"""What no sentence begins with: the rest of one whose beginning stands elsewhere on the page."""
_YEAR = re.compile(r"(?<![\d,.])(?:1\d{3}|20\d\d)(?![\d,.]\d|\d)")
_SOURCE = re.compile(r"\s*\((?=[^()]*[^\W\d]{3})[^()]*\b(?:19|20)\d\d\)(?=\s*\.?\s*$)")
"""A sentence's own reference ("… (La Tribune, novembre 2023)."): what it names and dates is not the answer."""
_OF = re.compile(r"(?<=\w)[\s,]+(?:de|des|du|d['’]|dans|pour|par|en|à|aux?|sur|of|in|for|to)\b")
"""Where what a figure counts ends; right after the figure it leads to it ("une dizaine de")."""
_MONEY = re.compile(r"^\s*(?:(?:millions?|milliards?)\b\s*)?(?:d['’]\s*)?(?:euros?\b|€)")
_STATE = frozenset((Kind.NUMBER, Kind.AMOUNT, Kind.WHO, Kind.OFFICE, Kind.LIST))
_NOW = re.compile(r"\b(?:aujourd|actuel|maintenant|now|current|today|en ce moment|recent|dernier)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be quoted, and what stands around it."""

    text: str
    hit: int
    """Index of its hit."""
    before: str
    """The sentence before it in the passage, or ""."""
    heading: str
    """Document title and headings above it."""
    item: str = ""
    """The sentence with its mark ("- ", "1. ") if it is a list item, or ""; `text` is without a dash."""


def candidates(hits: Sequence[Hit]) -> list[Candidate]:
    """Give the sentences of the first `PASSAGES` hits; headings are not candidates, they are context."""
    return [
        Candidate(text, index, before, heading, item)
        for index, hit in enumerate(hits[:PASSAGES])
        for text, before, heading, item in _sentences(
            hit.passage.text, f"{hit.passage.document.title} {hit.passage.heading}"
        )
    ]


@lru_cache(maxsize=2048)
def _sentences(passage: str, above: str) -> tuple[tuple[str, str, str, str], ...]:
    """Each sentence of a passage, the one before it, the headings above, and its item: kept from day to day."""
    found: list[tuple[str, str, str, str]] = []
    before, heading = "", above
    for sentence in sentences.split(passage):
        if sentences.is_heading(sentence):
            before, heading = "", f"{above} {sentence.lstrip('# ')}"
            continue
        text = _MARK.sub("", sentence)
        if text[:1] not in _REST and (text != sentence or not _SCRAP.fullmatch(text)):
            found.append((text, before, heading, sentence if _ITEM.match(sentence) else ""))
        before = text
    return tuple(found)


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Give the stems of a text in order, without the small words of French and English."""
    return tuple(stem(word) for word in words(text) if word not in _SMALL)


def stems_of(passage: Passage, text: str) -> list[str]:
    """Give the stems of a passage's title and headings, and of a text of it."""
    return terms(f"{passage.document.title} {passage.heading} {text}")


def is_held(weights: Weights, held: Set[str], share: float) -> bool:
    """Whether stems hold this share of a question's weight at least; any do where it weighs nothing."""
    whole = sum(weight for _, weight in weights)
    return sum(weight for forms, weight in weights if not held.isdisjoint(forms.split("|"))) >= share * whole


def weights_among(question: str, among: Sequence[Candidate]) -> list[tuple[str, float]]:
    """Weigh the question's stems by how few of the candidates hold them: for want of an index."""
    holding = Counter(term for candidate in among for term in set(stems(candidate.text)))
    asked = [stem(word) for word in words(question) if word not in _SMALL and not asking.is_question_word(word)]
    return [(term, math.log(1 + (len(among) + 1) / (holding[term] + 0.5))) for term in dict.fromkeys(asked)]


def weigh(question: str, hits: Sequence[Hit], among: Sequence[Candidate], weights: Weights = ()) -> Floats:
    """Give the evidence for each candidate of the hits: shape (candidates, NAMES)."""
    coverage = _coverage(question, hits, among, weights)
    states = [_recent(question, hits, among), _counted(question, among)]
    return np.column_stack([coverage, _years(question, among), *states, _kinds(question, among)])


def _coverage(question: str, hits: Sequence[Hit], among: Sequence[Candidate], weights: Weights) -> Floats:
    """Columns coverage, pairs, context, passage and score."""
    pairs = _as_typed(question, weights) or weights_among(question, among)
    forms = [tuple(term.split("|")) for term, _ in pairs]
    tokens = [stems(_without_source(candidate.text)) for candidate in among]
    befores = [stems(candidate.before) for candidate in among]
    headings = [stems(candidate.heading) for candidate in among]
    held, before, heading = np.split(_held(forms, [*tokens, *befores, *headings]), 3)
    around = np.maximum(before, heading)
    share = _shares([weight for _, weight in pairs], np.maximum(held, around))
    own = held @ share
    of = np.array([candidate.hit for candidate in among], dtype=int)
    passage = np.array([held[of == hit].max(axis=0, initial=0.0) @ share for hit in range(len(hits))])
    best = max((hit.score for hit in hits), default=0.0)
    scores = np.array([hit.score / best if best > 0 else 1.0 for hit in hits])
    context = np.maximum(held, AROUND * around) @ share - own
    together = np.array([_pairs(forms, sentence) for sentence in tokens])
    return np.column_stack([own, together, context, passage[of] / (passage.max(initial=0.0) or 1.0), scores[of]])


def _shares(weights: Sequence[float], held: Floats) -> Floats:
    """Each term's share of the weight; one that stands nowhere has none, since it tells no candidate from another."""
    known = np.array(weights) * (held.max(axis=0, initial=0.0) > 0)
    return np.asarray(known / (known.sum() or 1.0))


def _as_typed(question: str, weights: Weights) -> list[tuple[str, float]]:
    """The weights without small words, each corrected stem beside the one typed, which may have been right."""
    typed = stems(question)
    return [
        ("|".join(dict.fromkeys([*term.split("|"), *(own for own in typed if _slips(own, term))])), weight)
        for term, weight in weights
        if term not in _SMALL
    ]


def _slips(typed: str, read: str) -> bool:
    """Tell whether one was probably corrected into the other."""
    return typed != read and min(len(typed), len(read)) > 3 and OSA.distance(typed, read, score_cutoff=2) <= 2


def _held(forms: Sequence[tuple[str, ...]], texts: Sequence[Sequence[str]]) -> Floats:
    """How well each text holds each term: 1, `ALIKE` for a stem that is close, or 0. Shape (texts, terms)."""
    known = {token: column for column, token in enumerate(dict.fromkeys(token for text in texts for token in text))}
    table = np.array([[max(likeness(form, token) for form in term) for term in forms] for token in known])
    table = table.reshape(len(known), len(forms))
    rows = [table[[known[token] for token in text]].max(axis=0, initial=0.0) for text in texts]
    return np.array(rows).reshape(len(texts), len(forms))


@lru_cache(maxsize=131_072)
def likeness(term: str, token: str) -> float:
    """Compare two stems: slips of the keyboard and a shared beginning ("presid", "president") count in part."""
    if term == token:
        return 1.0
    if len(term) < 4 or len(token) < 4 or (term[0] != token[0] and term[1] != token[1]) or term[0].isdigit():
        return 0.0
    if term[:5] == token[:5] and len(term) > 4 and len(token) > 4:
        return ALIKE
    slips = 2 if len(term) > 6 else 1
    return ALIKE if OSA.distance(term, token, score_cutoff=slips) <= slips else 0.0


def _pairs(forms: Sequence[tuple[str, ...]], tokens: Sequence[str]) -> float:
    """Share of the neighbouring terms of the question that stand side by side, in any order."""
    if len(forms) < 2:
        return 0.0
    places = [[place for place, token in enumerate(tokens) if token in term] for term in forms]
    near = sum(
        any(0 < abs(one - other) <= NEAR for one in first for other in second) for first, second in pairwise(places)
    )
    return near / (len(forms) - 1)


def _years(question: str, among: Sequence[Candidate]) -> Floats:
    """Columns year, other_year and asks."""
    asked = set(_YEAR.findall(question))
    rows = []
    for candidate in among:
        said = set(_YEAR.findall(candidate.text))
        asks = candidate.text.rstrip(' »"*').endswith("?")
        rows.append((bool(asked & said), bool(asked and said and not asked & said), asks))
    return np.array(rows, dtype=float).reshape(len(among), 3)


def _recent(question: str, hits: Sequence[Hit], among: Sequence[Candidate]) -> Floats:
    """0 for the oldest candidate to 1 for the newest, by the last year that it names or its document's date."""
    if _YEAR.search(question) or not (_STATE & set(asking.expected(question)) or _NOW.search(fold(question))):
        return np.zeros(len(among))
    dates = [_date(candidate, hits) for candidate in among]
    order = sorted({date for date in dates if date})
    return np.array([(order.index(date) + 1) / len(order) if date and len(order) > 1 else 0.0 for date in dates])


def _date(candidate: Candidate, hits: Sequence[Hit]) -> str:
    return max(_YEAR.findall(candidate.text), default=hits[candidate.hit].passage.document.date[:4])


def _counted(question: str, among: Sequence[Candidate]) -> Floats:
    """1 where a figure counts what the question names ("400 pôles et clusters"), else 0."""
    if not {Kind.NUMBER, Kind.AMOUNT} & set(asking.expected(question)):
        return np.zeros(len(among))
    if noun := asking.counted(question):  # the figure before that very word, not "quatre axes des territoires"
        counted = np.array([float(stem(noun) in _counted_nouns(candidate.text)) for candidate in among])
        if counted.any():
            return counted
    named = {term for term in stems(question) if not term[0].isdigit()}
    return np.array([float(_counts(candidate.text, named)) for candidate in among])


def counted_stems(text: str) -> set[str]:
    """Stems of what each figure of a text counts: the words after it, as far as a preposition."""
    after = (_MONEY.sub("", text[end : end + COUNTED]) for end in ends(Kind.NUMBER, text))
    return {found for words_after in after for found in stems(_OF.split(words_after, 1)[0])}


def _counted_nouns(text: str) -> set[str]:
    """Stems of the word after each figure of a text."""
    return {found for end in ends(Kind.NUMBER, text) for found in stems(text[end : end + COUNTED])[:1]}


def _counts(text: str, named: set[str]) -> bool:
    return any(named.intersection(stems(text[end : end + COUNTED])) for end in ends(Kind.NUMBER, text))


def _kinds(question: str, among: Sequence[Candidate]) -> Floats:
    """1 for each expected kind that a candidate holds with words of its own, 0 for the others."""
    known, expected = set(words(question)), asking.expected(question)
    rows = np.zeros((len(among), len(KINDS)))
    texts = [without_durations(_without_source(candidate.text), question) for candidate in among]
    for column, kind in enumerate(KINDS):
        if kind in expected:
            rows[:, column] = [_says(kind, text, known) for text in texts]
    return rows


@lru_cache(maxsize=4096)
def _without_source(text: str) -> str:
    return _SOURCE.sub("", text)


def _says(kind: Kind, text: str, known: set[str]) -> bool:
    return any(not known.issuperset(words(said)) for said in mentions(kind, text))
