"""What a question wants that can be recognised (somebody's contact, a figure, a name), and which sentences hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from knowledge.asking import CONTACTS, REACHED, Kind
from knowledge.evidence import Candidate, Weights, is_held
from knowledge.extractive import Extract, Quote
from knowledge.french import terms
from knowledge.lacking import lacks, wants_figure
from knowledge.mentions import mentions
from knowledge.records import Hit

NAMES_A_CONTACT: Final = re.compile(
    r"(?:[ld]')?(?:(?:e-?)?(?:mails?|mels?)\b|courriels?\b|tel\b|telephones?\b|phone|num(?:ero)?s?\b|number|site|web"
    r"|adresse|address|lien|link|contact|coordonnees|joindre|joins?\b|internet|url|parler|ecrire|appeler|telephoner)"
)
"""How a folded word begins that names a contact; the rest of the question says whose."""
_BESIDE: Final = 0.5
"""Weighted share of the words of whom is asked that must stand beside a contact."""
_AROUND: Final = 200
"""Characters before and after a quote."""
_LIKELY: Final = 0.05
"""Share of the best sentence's odds that one with a figure needs, to be quoted in its place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one question wants of the sentences of these hits."""

    question: str
    kinds: tuple[Kind, ...]
    whom: Weights
    """Stems of whom or what it is asked of, with their weights."""
    hits: tuple[Hit, ...]

    @property
    def reaches(self) -> bool:
        """Whether an e-mail, a phone number or a link is wanted."""
        return any(kind in CONTACTS for kind in self.kinds)

    def held_by(self, extract: Extract) -> bool:
        """Whether the sentences hold what is wanted; a contact has to be that of whom it is asked of."""
        if lacks(extract.text, self.question):
            return False
        return not self.reaches or any(self._is_of_whom(quote) for quote in extract.sentences)

    def best_held_by(self, extract: Extract) -> bool:
        """The same; who asks how to reach somebody wants an e-mail or a phone number rather than a link."""
        return self.held_by(extract) and (not self._anyhow or any(map(self._reaches_at_once, extract.sentences)))

    def may_be(self, candidate: Candidate) -> bool:
        """Whether a sentence alone holds it at best."""
        if self._anyhow:
            return self._reaches_at_once(candidate)
        return not lacks(candidate.text, self.question) and (not self.reaches or self._is_of_whom(candidate))

    def prefers(self, other: Extract, extract: Extract) -> bool:
        """Whether sentences that `may_be` are to be quoted in the place of the likeliest ones."""
        if not other.sentences:
            return False
        if self.reaches or not extract.sentences:
            return True
        return wants_figure(self.question) and other.sentences[0].score >= _LIKELY * extract.sentences[0].score

    @property
    def _anyhow(self) -> bool:
        """Whether any way to reach somebody will do."""
        return all(kind in self.kinds for kind in REACHED)

    def _reaches_at_once(self, piece: Quote | Candidate) -> bool:
        return any(mentions(kind, piece.text) for kind in REACHED) and self._is_of_whom(piece)

    def _is_of_whom(self, piece: Quote | Candidate) -> bool:
        """Whether a contact stands beside whom it is asked of, and is not another's in the same passage."""
        if not any(mentions(kind, piece.text) for kind in CONTACTS):
            return False
        return is_held(self.whom, self._beside(piece), _BESIDE)

    def _beside(self, piece: Quote | Candidate) -> set[str]:
        """Stems of a piece, of what stands just before and after it, of the headings and the title above.

        One word alone ("le directeur") has to be in the very sentence.
        """
        reach = _AROUND if len(self.whom) > 1 else 0
        passage = self.hits[piece.hit].passage
        place = passage.text.find(piece.text)
        around = passage.text[max(0, place - reach) : place + len(piece.text) + reach] if place >= 0 else piece.text
        return set(terms(f"{passage.document.title} {passage.heading} {around}"))
