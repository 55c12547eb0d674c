"""The documents' part of an answer: passages found, evidence weighed, literal sentences with their citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge import confidence
from knowledge.asking import CONTACTS, REACHED, Kind, expected, is_question_word
from knowledge.confidence import Confidence
from knowledge.conversation import says_nothing
from knowledge.evidence import Candidate, is_held, stems_of
from knowledge.extractive import Extract, Quote, best_extract
from knowledge.framing import unframed
from knowledge.french import fold, terms
from knowledge.language import without_small_words
from knowledge.mentions import mentions
from knowledge.records import Citation, Hit
from knowledge.retrieval import Query, Retriever
from knowledge.wanted import NAMES_A_CONTACT, Wanted

_HITS: Final = 8
_FAR: Final = 40
"""Passages among which a contact, or what is counted, is looked for: it may be but a line of a long page."""
_WORDS: Final = 60
_ENOUGH: Final = 0.5
"""A further sentence is shown only when it is this likely beside the first: a reader on a phone wants the answer."""

_TAKEN_UP: Final = 0.5
"""Weighted share of the words that a follow-up adds which the passages quoted must hold."""
_SURE: Final = 0.9
"""Probability from which a document may speak before the directory."""
_LIKELY: Final = 0.6
_LED, _LEAD = 0.8, 0.2
"""The same, where the best passage leads the next by so much."""
_EXAMPLES: Final = re.compile(r"\b(?:par exemple|dont|comme|for example|such as)\b")
_SAID: Final = frozenset(
    """
    dire signifie signifient signifier definition definir explique expliquer sens mot terme sigle sigles acronyme
    abreviation intitule recouvre developper lettres
    """.split()
)
"""Words that ask for a meaning, folded."""
_OFFICES: Final = frozenset("dg dga pdg ceo cto drh".split())
"""Offices that are written as names are."""
_WHEN: Final = frozenset("annee annees date dates jour mois year date".split())
"""Words that ask for a date, folded."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the documents hold for a question."""

    hits: tuple[Hit, ...]
    extract: Extract
    confidence: Confidence
    titled: bool = False
    """Whether the heading of the first hit asks this very question."""
    contact: bool = False
    """Whether a contact was asked, and they hold it beside whom it is of."""
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
        likely, lead = self.confidence.probability, self.confidence.evidence["lead"]
        return self.answers and (self.contact or likely >= _SURE or (likely >= _LED and lead >= _LEAD))

    @property
    def is_likely(self) -> bool:
        """Whether the evidence is such as hardly any search for an actor finds: one in a hundred of those measured."""
        return self.answers and (self.contact or self.confidence.probability >= _LIKELY)

    @property
    def reaches(self) -> bool:
        """Whether the sentences hold an e-mail or a phone number."""
        return any(mentions(kind, self.extract.text) for kind in REACHED)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """One a sentence, in reading order."""
        return self.extract.citations(self.hits)

    @property
    def text(self) -> str:
        """The sentences, each followed by the number of its citation."""
        return self.numbered(1)

    def numbered(self, first: int) -> str:
        """The sentences, each followed by the number of its citation, from a number on."""
        return " ".join(f"{quote.text} [{number}]" for number, quote in enumerate(self.extract.sentences, start=first))

    def told_of(self, *names: str) -> Found:
        """The same, which does not answer where no sentence quoted, or heading above, has one of these names.

        A name among examples is not what the sentence is about.
        """
        quoted = ((self.hits[quote.hit].passage, _EXAMPLES.split(quote.text)[0]) for quote in self.extract.sentences)
        held = [set(stems_of(passage, text)) for passage, text in quoted]
        told = any(stems.issuperset(terms(name)) for name in names for stems in held)
        return self if told else replace(self, missing=True)


def look_up(retriever: Retriever, question: str, language: str, message: str = "", named: Sequence[str] = ()) -> Found:
    """Search the documents for a standalone question.

    `message` is what was written, where the question completes it with what was said before: it tells what is wanted,
    and the words that it adds have to be in the passages that answer. `named` are the names of actors in it.
    """
    question, message = unframed(question), unframed(message)
    kinds = (expected(message) if message else ()) or expected(question)
    words = _words_of(without_small_words(question) if language == "en" else question, kinds)
    query = retriever.analyse(" ".join([*words, "contact"] if set(REACHED).intersection(kinds) else words))
    hits = retriever.find(query, _HITS)
    titled = _titled(question, hits, query)
    hits.sort(key=lambda hit: hit is not titled)
    extract = _best(question, hits, query, titled)
    whom, told = query, hits
    if not set(CONTACTS).isdisjoint(kinds):  # "mail" need not be written beside an e-mail: the extract is checked
        whom = retriever.analyse(" ".join(word for word in words if not NAMES_A_CONTACT.match(fold(word))))
        told = retriever.find(whom, _HITS)
    asked = message if expected(message) or not says_nothing(message) else question
    wanted = Wanted(asked, kinds, whom.stems, tuple(hits), _names(whom, named))
    if not wanted.best_held_by(extract):
        elsewhere = _elsewhere(retriever, query, wanted, titled)
        among = list(elsewhere.hits)
        other = _best(question, among, whom, None if wanted.reaches else titled, elsewhere.may_be)
        if elsewhere.prefers(other, extract):
            hits, wanted, extract = among, elsewhere, other
    quoted = [hits[quote.hit] for quote in extract.sentences]
    measured = confidence.measure(question, whom, told, language, quoted)
    taken_up = not message or wanted.counts(extract) or _takes_up(retriever, message, extract, hits)
    missing = not (wanted.held_by(extract) and taken_up)
    contact = wanted.reaches and not missing
    if contact:  # of whom it is was seen, even by one word ("le mail du directeur")
        measured = replace(measured, central=True)
    return Found(tuple(hits), extract, measured, titled is not None, contact, missing)


def _names(whom: Query, named: Sequence[str]) -> frozenset[str]:
    """The names in what is asked of whom, in their forms; capitals tell nothing where all words have them."""
    pairs = zip(whom.stems, whom.terms, strict=True)
    marked = [forms for (forms, _), term in pairs if term.name and term.word not in _OFFICES]
    told = [] if whom.question.isupper() else marked
    return frozenset([*told, *(stem for name in named for stem in terms(name))])


def _elsewhere(retriever: Retriever, query: Query, wanted: Wanted, titled: Hit | None) -> Wanted:
    """What is wanted, of the passages that may hold it: from far, unless a heading asks the very question."""
    if not (wanted.reaches or (wanted.is_far and titled is None)):
        return wanted
    far = tuple(hit for hit in retriever.find(query, _FAR) if wanted.may_be_in(hit))
    return replace(wanted, hits=far[:_HITS]) if far else wanted


def _words_of(question: str, kinds: Sequence[Kind]) -> list[str]:
    """The words to search for: those that only ask are left out."""
    said = _SAID if Kind.DEFINITION in kinds else _WHEN if Kind.DATE in kinds else frozenset[str]()
    return [word for word in question.split() if not (is_question_word(fold(word)) or fold(word) in said)]


def _takes_up(retriever: Retriever, message: str, extract: Extract, hits: Sequence[Hit]) -> bool:
    """Whether the passages quoted hold what a follow-up adds to the question before ("et Action cœur de ville ?")."""
    kinds = expected(message)
    words = [word for word in _words_of(message, kinds) if not NAMES_A_CONTACT.match(fold(word))]
    added = retriever.analyse(" ".join(words)).stems
    passages = (hits[quote.hit].passage for quote in extract.sentences)
    held = {stem for passage in passages for stem in stems_of(passage, passage.text)}
    return is_held(added, held, _TAKEN_UP)


def widened(retriever: Retriever, hits: Sequence[Hit], variants: Sequence[str]) -> tuple[Hit, ...]:
    """The hits and those of other wordings of the question, each passage once with its best score, best first."""
    best = {hit.passage.id: hit for hit in hits}
    for variant in variants:
        for hit in retriever.search(variant, _HITS):
            if hit.passage.id not in best or hit.score > best[hit.passage.id].score:
                best[hit.passage.id] = hit
    return tuple(sorted(best.values(), key=lambda hit: -hit.score)[:_HITS])


def _best(
    question: str,
    hits: Sequence[Hit],
    query: Query,
    titled: Hit | None,
    first: Callable[[Candidate], bool] | None = None,
) -> Extract:
    """The sentences that answer; where a heading asks the question itself, only those under it."""
    among = hits[:1] if titled else hits
    extract = best_extract(question, among, _WORDS, weights=query.stems, enough=_ENOUGH, whole=True, first=first)
    return _without_limits(extract, hits)


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
