"""The sentences that answer a question, chosen among the hits without any model: each is literal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from knowledge import evidence
from knowledge.evidence import Candidate, Floats, Weights
from knowledge.records import Citation, Hit

ENOUGH = 0.05
"""A further sentence is given only when it scores at least this share of the first one."""
SAME = 0.75
"""Share of the shorter sentence's stems that the other holds, from which they say the same."""
LEAD = 30
"""Words of the longest sentence that is put before one that leans on it ("Elle…")."""
LEAST = 8
"""Words that a piece of a cut sentence keeps at least."""

_WEIGHTS = {
    # Learnt by bench/train_extract.py: how much each piece of evidence raises the log-odds of a sentence.
    "coverage": 5.1, "pairs": 0.3, "context": 3.1, "passage": -0.6, "score": 7.8, "year": 0.6, "other_year": -1.1,
    "counted": 1.1, "kind_who": 0.9, "kind_date": 1.6, "kind_number": 2.0, "kind_place": 0.7,
    "kind_list": 1.0, "kind_reason": 0.7,
    # Set by hand: the questions learnt from hold too few of these.
    "asks": -1.0, "recent": 0.6, "kind_office": 3.0, "kind_definition": 1.0, "kind_amount": 2.0,
    "kind_email": 4.0, "kind_phone": 4.0, "kind_link": 3.0,
}  # fmt: skip
_LINE = np.array([_WEIGHTS[name] for name in evidence.NAMES])
_CLAUSE = re.compile(r"(?<=[,;:)»])\s+|\s+(?=[(«–—])")
LEANING = re.compile(
    r"[«\"\s]*(?:ils?|elles?|ce(?!ux-ci|lui-ci)|cet|cette|ces|cela|ceci|c['’]|celui-ci|celle-ci|ceux-ci|son|sa|ses|leurs?|"
    r"it|they|he|she|this|these)(?:\s|(?<=['’]))",
    re.IGNORECASE,
)


class Quote(NamedTuple):
    """A literal sentence of a hit's passage, or a run of its clauses, or a sentence and the list under it.

    Only white space is tidied.
    """

    text: str
    hit: int
    """Index of the hit among those given."""
    score: float
    """Its share, 0 to 1, of the odds of holding the answer among all the sentences weighed."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The sentences that answer, in reading order; empty when the hits hold none."""

    sentences: tuple[Quote, ...] = ()

    @property
    def text(self) -> str:
        """The sentences, in one line."""
        return " ".join(quote.text for quote in self.sentences)

    def citations(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """Give one citation a sentence, in the same order; `hits` are those that the extract was made from."""
        quoted = [(hits[quote.hit].passage, quote.text) for quote in self.sentences]
        return tuple(Citation(passage.document, text, passage.page) for passage, text in quoted)


def best_extract(
    question: str,
    hits: Sequence[Hit],
    max_words: int = 60,
    max_sentences: int = 3,
    weights: Weights = (),
    enough: float = ENOUGH,
    whole: bool = False,
    first: Callable[[Candidate], bool] | None = None,
) -> Extract:
    """Choose at most `max_sentences` sentences of at most `max_words` words in all, the answer first.

    With `whole`, a further sentence is given in full or not at all. A sentence that leans on the one before ("Elle…")
    brings it along where there is room. `weights` gives the question's stems as the index knows them; without it,
    rarity is judged among the hits. `first` says which sentences may be the answer; the extract is empty where none
    may.
    """
    found = evidence.candidates(hits)
    if not found or max_words < 1:
        return Extract()
    scores = _scores(evidence.weigh(question, hits, found, weights))
    wanted = {form for term, _ in weights for form in term.split("|")} or set(evidence.stems(question))
    choice = _Choice(max_words, max_sentences, frozenset(wanted), whole)
    order = [int(place) for place in np.argsort(-scores, kind="stable")]
    best = next((place for place in order if first is None or first(found[place])), None)
    if best is None:
        return Extract()
    others = [place for place in order if place != best]
    choice.offer(_with_list(found, best, max_words), float(scores[best]))
    for index in others:
        if scores[index] >= enough * scores[best]:
            choice.offer(found[index], float(scores[index]))
    return Extract(tuple(choice.quotes))


def cut(text: str, max_words: int, wanted: frozenset[str], anywhere: bool = False) -> str:
    """Give a literal run of whole clauses, of `LEAST` to `max_words` words, or "" where none will do.

    It starts with the sentence and keeps every wanted stem that the sentence holds; with `anywhere`, it may start at
    any clause and holds most of them.
    """
    spans = _clauses(text)
    held = [wanted.intersection(evidence.stems(text[start:end])) for start, end in spans]
    whole = set().union(*held)
    best, most = "", (-1, 0)
    for first in range(len(spans) if anywhere else 1):
        stems: set[str] = set()
        for last in range(first, len(spans)):
            run = text[spans[first][0] : spans[last][1]]
            stems |= held[last]
            if _size(run) > max_words:
                break
            fits = _size(run) >= LEAST and _is_closed(run) and (anywhere or len(stems) == len(whole))
            if fits and (len(stems), len(run)) > most:
                best, most = run, (len(stems), len(run))
    return best.rstrip(" ,;:(«–—")


def _is_closed(run: str) -> bool:
    """Whether every bracket and quotation mark that opens in a text closes in it."""
    return all(run.count(opening) == run.count(closing) for opening, closing in ("()", "«»", "[]"))


def _clauses(text: str) -> list[tuple[int, int]]:
    breaks = list(_CLAUSE.finditer(text))
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


class _Choice:
    """The sentences kept so far, and the room that is left."""

    def __init__(self, words: int, sentences: int, wanted: frozenset[str], whole: bool) -> None:
        self.quotes: list[Quote] = []
        self._whole = whole
        self._room = words
        self._sentences = sentences
        self._wanted = wanted

    def offer(self, candidate: Candidate, score: float) -> None:
        """Keep the sentence, or what of it fits, unless it repeats another."""
        if len(self.quotes) >= self._sentences or any(_same(candidate.text, kept.text) for kept in self.quotes):
            return
        text = candidate.text if _size(candidate.text) <= self._room else self._fitted(candidate.text)
        if not text:
            return
        before = candidate.before if not self.quotes and LEANING.match(text) else ""
        if 0 < _size(before) <= min(LEAD, self._room - _size(text)) and self._sentences > 1:
            self._keep(before, candidate.hit, score)
        self._keep(text, candidate.hit, score)

    def _fitted(self, text: str) -> str:
        if self.quotes and self._whole:
            return ""
        piece = cut(text, self._room, self._wanted)
        if piece or self.quotes:
            return piece
        return cut(text, self._room, self._wanted, anywhere=True) or _first_words(text, self._room)

    def _keep(self, text: str, hit: int, score: float) -> None:
        self.quotes.append(Quote(text, hit, score))
        self._room -= _size(text)


def _with_list(found: Sequence[Candidate], place: int, room: int) -> Candidate:
    """A sentence that ends with a colon, and on lines of their own the list items under it for which there is room."""
    best = found[place]
    if not best.text.endswith(":"):
        return best
    text = best.text
    for item in takewhile(lambda other: other.item and other.hit == best.hit, found[place + 1 :]):
        if _size(longer := f"{text}\n{item.item}") > room:
            break
        text = longer
    return replace(best, text=text)


def _scores(rows: Floats) -> Floats:
    odds = rows @ _LINE
    raised = np.exp(odds - odds.max())
    return np.asarray(raised / raised.sum())


def _first_words(text: str, count: int) -> str:
    return "".join(re.findall(r"\s*\S+", text)[:count]).strip()


def _size(text: str) -> int:
    return len(text.split())


def _same(one: str, other: str) -> bool:
    """Whether one of them says little that the other does not."""
    if one in other:
        return True
    first, second = set(evidence.stems(one)), set(evidence.stems(other))
    return len(first & second) >= SAME * max(1, min(len(first), len(second)))
