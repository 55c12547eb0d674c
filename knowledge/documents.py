"""The documents' part of an answer: passages found, evidence weighed, literal sentences with their citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge import confidence
from knowledge.asking import CONTACTS, Kind, expected, is_question_word
from knowledge.confidence import Confidence
from knowledge.extractive import Extract, Quote, best_extract
from knowledge.framing import unframed
from knowledge.french import fold, terms
from knowledge.lacking import lacks
from knowledge.language import without_small_words
from knowledge.mentions import mentions
from knowledge.records import Citation, Hit
from knowledge.retrieval import Query, Retriever

_HITS: Final = 8
_WORDS: Final = 60
_ENOUGH: Final = 0.5
"""A further sentence is shown only when it is this likely beside the first: a reader on a phone wants the answer."""

_SURE: Final = 0.9
"""Probability from which a document may speak before the directory."""
_BESIDE: Final = 0.5
"""Weighted share of the words of whom is asked that must stand beside a contact."""
_AROUND: Final = 200
"""Characters before and after a quote."""

_SAID: Final = frozenset(
    "dire signifie signifient signifier definition definir explique expliquer sens mot terme".split()
)
"""Words that ask for a meaning, folded."""
_NAMES_A_CONTACT: Final = re.compile(
    r"(?:e-?)?mails?\b|courriels?\b|tel\b|telephones?\b|phone|num(?:ero)?s?\b|number|site|web|adresse|address|lien|link"
    r"|contact|coordonnees|joindre|internet|url|parler|ecrire|appeler|telephoner"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the documents hold for a question."""

    hits: tuple[Hit, ...]
    extract: Extract
    confidence: Confidence
    titled: bool = False
    """Whether the heading of the first hit asks this very question."""
    missing: bool = False
    """What was asked (an e-mail, a phone, a link, an amount, a date) is not in the sentences found."""

    @property
    def answers(self) -> bool:
        """Whether the evidence is enough to answer from it."""
        return bool(self.extract.sentences) and self.confidence.enough and not self.missing

    @property
    def says_unknown(self) -> bool:
        """Whether what answers is a sheet of what the base does not know."""
        return self.answers and _limits(self.extract.sentences[0], self.hits)

    @property
    def is_titled(self) -> bool:
        """Whether the best passage's heading asks this very question."""
        return self.answers and self.titled

    @property
    def is_sure(self) -> bool:
        """Whether the evidence leaves little doubt."""
        return self.answers and self.confidence.probability >= _SURE

    @property
    def reaches(self) -> bool:
        """Whether the sentences hold an e-mail or a phone number."""
        return any(mentions(kind, self.extract.text) for kind in (Kind.EMAIL, Kind.PHONE))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """One a sentence, in reading order."""
        return self.extract.citations(self.hits)

    @property
    def text(self) -> str:
        """The sentences, each followed by the number of its citation."""
        return " ".join(f"{quote.text} [{number}]" for number, quote in enumerate(self.extract.sentences, start=1))


def look_up(retriever: Retriever, question: str, language: str) -> Found:
    """Search the documents for a standalone question."""
    question = unframed(question)
    search = without_small_words(question) if language == "en" else question
    kinds = expected(question)
    said = _SAID if Kind.DEFINITION in kinds else frozenset[str]()
    asked = [word for word in search.split() if not (is_question_word(fold(word)) or fold(word) in said)]
    reaches = any(kind in CONTACTS for kind in kinds)
    query = retriever.analyse(" ".join([*asked, "contact"] if Kind.EMAIL in kinds or Kind.PHONE in kinds else asked))
    hits = retriever.find(query, _HITS)
    titled = _titled(question, hits, query)
    hits.sort(key=lambda hit: hit is not titled)
    extract = _best(question, hits, query, titled)
    measured = confidence.measure(question, query, hits, language)
    if reaches:  # "mail" need not be written beside an e-mail: that one is there is checked on the extract
        query = retriever.analyse(" ".join(word for word in asked if not _NAMES_A_CONTACT.match(fold(word))))
        measured = confidence.measure(question, query, retriever.find(query, _HITS), language)
    missing = lacks(extract.text, question) or (reaches and not _is_of_whom(extract, hits, query))
    if reaches and not missing:  # who is asked of by one word ("le mail du directeur") stands beside the contact
        measured = replace(measured, central=True)
    return Found(tuple(hits), extract, measured, titled is not None, missing)


def widened(retriever: Retriever, hits: Sequence[Hit], variants: Sequence[str]) -> tuple[Hit, ...]:
    """The hits and those of other wordings of the question, each passage once with its best score, best first."""
    best = {hit.passage.id: hit for hit in hits}
    for variant in variants:
        for hit in retriever.search(variant, _HITS):
            if hit.passage.id not in best or hit.score > best[hit.passage.id].score:
                best[hit.passage.id] = hit
    return tuple(sorted(best.values(), key=lambda hit: -hit.score)[:_HITS])


def _best(question: str, hits: Sequence[Hit], query: Query, titled: Hit | None) -> Extract:
    """The sentences that answer; where a heading asks the question itself, only those under it."""
    among = hits[:1] if titled else hits
    return _without_limits(best_extract(question, among, _WORDS, weights=query.stems, enough=_ENOUGH, whole=True), hits)


def _is_of_whom(extract: Extract, hits: Sequence[Hit], query: Query) -> bool:
    """Whether a contact stands beside whom it is asked of, and is not another's in the same passage."""
    share = sum(weight for _, weight in query.stems)
    if not share:
        return True
    reach = _AROUND if len(query.stems) > 1 else 0  # one word alone ("le directeur") has to be in the very sentence
    near = [
        _near(quote, hits, reach) for quote in extract.sentences if any(mentions(kind, quote.text) for kind in CONTACTS)
    ]
    held = [sum(weight for forms, weight in query.stems if around.intersection(forms.split("|"))) for around in near]
    return max(held, default=0.0) >= _BESIDE * share


def _near(quote: Quote, hits: Sequence[Hit], reach: int) -> set[str]:
    """Stems of a quote, of what stands just before and after it, of the headings and the title above."""
    passage = hits[quote.hit].passage
    place = passage.text.find(quote.text)
    around = passage.text[max(0, place - reach) : place + len(quote.text) + reach] if place >= 0 else quote.text
    return set(terms(f"{passage.document.title} {passage.heading} {around}"))


def _titled(question: str, hits: Sequence[Hit], query: Query) -> Hit | None:
    """The hit whose heading asks this very question (who, when, how many…) and little more, or None."""
    kinds = set(expected(question))
    asking = [hit for hit in hits if _asks_it(hit, query)]
    ranks = [
        (-len(kinds.intersection(expected(h.passage.heading))), len(set(terms(h.passage.heading)))) for h in asking
    ]
    best = min(range(len(asking)), key=ranks.__getitem__, default=None)
    return None if best is None or (kinds and not ranks[best][0]) else asking[best]


def _asks_it(hit: Hit, query: Query) -> bool:
    """Whether a passage's heading holds every word of the question, of which there are two or more."""
    heading = set(terms(hit.passage.heading))
    return len(query.stems) > 1 and all(heading.intersection(forms.split("|")) for forms, _ in query.stems)


def _without_limits(extract: Extract, hits: Sequence[Hit]) -> Extract:
    """A real answer goes without the sentences that say what the base does not know."""
    if not extract.sentences or _limits(extract.sentences[0], hits):
        return Extract(extract.sentences[:1])
    return Extract(tuple(quote for quote in extract.sentences if not _limits(quote, hits)))


def _limits(quote: Quote, hits: Sequence[Hit]) -> bool:
    return hits[quote.hit].passage.document.limits
