"""What a question wants that can be recognised (somebody's contact, a figure, a name), and which sentences hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.asking import CONTACTS, REACHED, Kind, counted, who_is
from knowledge.evidence import ALIKE, Candidate, Weights, counted_stems, is_held, likeness, stems_of
from knowledge.extractive import LEANING, Extract, Quote
from knowledge.french import stem, terms
from knowledge.lacking import lacks, required
from knowledge.mentions import mentions
from knowledge.records import Hit

NAMES_A_CONTACT: Final = re.compile(
    r"(?:[ld]')?(?:(?:e-?)?(?:mails?|mels?)\b|courriels?\b|tel\b|telephones?\b|phone|num(?:ero)?s?\b|number|site|web"
    r"|adresse|address|lien|link|contact|coordonnees|portable|mobile|gsm|fixe\b|electroni"
    r"|joindre|joins?\b|internet|url|parler|ecrire|appeler|telephoner)"
)
"""How a folded word begins that names a contact; the rest of the question says whose."""
_BESIDE: Final = 0.5
"""Weighted share of the words of whom is asked that must stand beside a contact."""
_AMOUNT: Final = 0.4
"""The same beside an amount of money, which is asked for in many words."""
_MOSTLY: Final = 0.6
"""The same share of all words, beside a figure that counts what the question calls by another name."""
_OFFICE: Final = re.compile(r"(?:presid|direct|dirig|fond|respons|patron|chef|mair|deleg|pr?enom|nom\b|appel)")
"""How a stem begins that asks for who holds an office; the rest of the question says where."""
_FIGURES: Final = (Kind.NUMBER, Kind.AMOUNT)
_SUBJECT: Final = 2
"""Stems that open a sentence, among which its subject is."""
_ADDRESS: Final = re.compile(r"\b\d{5} [A-ZÀ-Ý][\w'’ -]+(?:\.\w+)*$")
"""A line that ends with a postal address answers nothing but where."""
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
    names: frozenset[str] = frozenset()
    """The names among those, as capitals or the directory tell, in the same form: none may be missing at a contact."""

    @property
    def reaches(self) -> bool:
        """Whether an e-mail, a phone number or a link is wanted."""
        return any(kind in CONTACTS for kind in self.kinds)

    @property
    def is_far(self) -> bool:
        """Whether it is worth looking for beyond the best passages."""
        return self.reaches or bool(self._counted)

    def may_be_in(self, hit: Hit) -> bool:
        """Whether a passage holds a contact of the kinds wanted, or counts what is to be counted and is about it."""
        passage = hit.passage
        if self.reaches:
            return any(mentions(kind, passage.text) for kind in self._contacts)
        about = _nearly_held(self.whom, stems_of(passage, passage.text), _BESIDE)
        return about and _holds(counted_stems(passage.text), self._counted)

    def held_by(self, extract: Extract) -> bool:
        """Whether the sentences hold what is wanted; a contact has to be that of whom it is asked of."""
        return not lacks(extract.text, self.question) and self._told_by(extract.sentences)

    def best_held_by(self, extract: Extract) -> bool:
        """The same, as it is best told."""
        return self.held_by(extract) and any(map(self._is_best, extract.sentences))

    def counts(self, extract: Extract) -> bool:
        """Whether a number is wanted, and stands right before what it counts."""
        return bool(self._counted) and any(map(self._is_best, extract.sentences))

    def may_be(self, candidate: Candidate) -> bool:
        """Whether a sentence alone holds it at best."""
        if self._anyhow:
            return self._reaches_at_once(candidate)
        return not lacks(candidate.text, self.question) and self._told_by([candidate]) and self._is_best(candidate)

    def prefers(self, other: Extract, extract: Extract) -> bool:
        """Whether sentences that `may_be` are to be quoted in the place of the likeliest ones."""
        if not other.sentences:
            return False
        if self.reaches or not extract.sentences:
            return True
        return self._of in _FIGURES and other.sentences[0].score >= _LIKELY * extract.sentences[0].score

    @property
    def _contacts(self) -> list[Kind]:
        return [kind for kind in self.kinds if kind in CONTACTS]

    @property
    def _anyhow(self) -> bool:
        """Whether any way to reach somebody will do."""
        return all(kind in self.kinds for kind in REACHED)

    @property
    def _of(self) -> Kind | None:
        """The one kind that an answer must hold, where it is one."""
        kinds = required(self.question)
        return kinds[0] if len(kinds) == 1 else None

    def _told_by(self, pieces: Sequence[Quote | Candidate]) -> bool:
        """Whether one of them tells it of whom, or of what, it is asked."""
        if self.reaches:
            return any(map(self._is_of_whom, pieces))
        if self._of in (Kind.OFFICE, Kind.AMOUNT):
            whom = [(forms, weight) for forms, weight in self.whom if not _OFFICE.match(forms)]
            telling = [piece for piece in pieces if mentions(self._of, piece.text)]
            share = _BESIDE if self._of == Kind.OFFICE else _AMOUNT
            return any(_nearly_held(whom, self._beside(piece, _reach(piece)), share) for piece in telling)
        if noun := self._counted:
            return any(self._counts(piece, noun) for piece in pieces)
        if Kind.PLACE not in self.kinds and all(_ADDRESS.search(piece.text) for piece in pieces):
            return False
        noun = self._forms(who_is(self.question))
        return not noun or any(_holds(self._beside(piece, 0), noun) or self._is_about(piece) for piece in pieces)

    def _is_best(self, piece: Quote | Candidate) -> bool:
        """Whether a piece reaches somebody at once and not by a link, or has its figure right before what it counts."""
        if self._anyhow:
            return self._reaches_at_once(piece)
        noun = self._counted
        return not noun or _holds(counted_stems(piece.text), noun)

    @property
    def _counted(self) -> tuple[str, ...]:
        """Stems of what is to be counted."""
        return self._forms(counted(self.question)) if self._of == Kind.NUMBER else ()

    def _forms(self, noun: str) -> tuple[str, ...]:
        """Stems of a noun of the question, as the base may write it; empty where it is no word of its own."""
        return next((tuple(forms.split("|")) for forms, _ in self.whom if stem(noun) in forms.split("|")), ())

    def _counts(self, piece: Quote | Candidate, noun: Sequence[str]) -> bool:
        """Whether a figure of a piece is of this noun: by what follows it, the subject, the heading, or all the rest.

        Where the noun stands elsewhere in the piece, the figure is of something else ("quatre axes des territoires").
        """
        if not mentions(Kind.NUMBER, piece.text):
            return False
        told, above = terms(piece.text), stems_of(self.hits[piece.hit].passage, "")
        if _holds({*counted_stems(piece.text), *told[:_SUBJECT], *above}, noun):
            return True
        return not _holds(told, noun) and self._is_about(piece)

    def _is_about(self, piece: Quote | Candidate) -> bool:
        """Whether a piece, or the headings above it, holds most of what is asked."""
        return _nearly_held(self.whom, self._beside(piece, 0), _MOSTLY)

    def _reaches_at_once(self, piece: Quote | Candidate) -> bool:
        return any(mentions(kind, piece.text) for kind in REACHED) and self._is_of_whom(piece)

    def _is_of_whom(self, piece: Quote | Candidate) -> bool:
        """Whether a contact stands beside whom it is asked of, and is not another's in the same passage."""
        if not (self.whom and any(mentions(kind, piece.text) for kind in self._contacts)):
            return False
        reach = _AROUND if len(self.whom) > 1 else 0  # one word alone ("le directeur") has to be in the very sentence
        above = self._beside(piece, reach)  # a name comes before its number
        named = all(not above.isdisjoint(forms.split("|")) for forms in self.names)
        return named and is_held(self.whom, self._beside(piece, reach, reach), _BESIDE)

    def _beside(self, piece: Quote | Candidate, before: int, after: int = 0) -> set[str]:
        """Stems of a piece, of so many characters before and after it, of the headings and the title above."""
        passage = self.hits[piece.hit].passage
        place = passage.text.find(piece.text)
        around = passage.text[max(0, place - before) : place + len(piece.text) + after] if place >= 0 else piece.text
        return set(stems_of(passage, around))


def _reach(piece: Quote | Candidate) -> int:
    """Characters around a piece that say of whom it tells: those before one that leans on them ("Sa présidente…")."""
    return _AROUND if LEANING.match(piece.text) else 0


def _nearly_held(whom: Weights, beside: Iterable[str], share: float) -> bool:
    """The same as `is_held`, for stems that may be spelt nearly so ("clust" for "cluster")."""
    held = {forms for forms, _ in whom if _holds(beside, forms.split("|"))}
    return is_held(whom, {form for forms in held for form in forms.split("|")}, share)


def _holds(stems: Iterable[str], noun: Sequence[str]) -> bool:
    """Whether one of these stems is one of the noun's, or spelt nearly so."""
    return any(likeness(form, said) >= ALIKE for said in stems for form in noun)
