"""What people asked in vain, like with like and counted: questions without an answer, thumbs down, empty searches.

Nobody is named: what `masking` knows is masked, and only the day is kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot import nearby
from bot.journal import Exchange
from bot.masking import masked
from knowledge.embeddings import DIMENSIONS, HashedNgrams, Vector
from knowledge.french import STOP_WORDS, stem, terms, words

LIKE = 0.66
"""Cosine from which two questions are one (1 for the same words in any order)."""
_SLIGHT = 0.3
_SAID_OF_ANYTHING = frozenset(
    stem(word)
    for word in "territoire territoires industrie plan programme aide aider contacter contact trouver chercher savoir "
    "connaitre what who how the is are of in for to a".split()
)
"""Stems that most questions here hold: they say little of what is asked, and weigh `_SLIGHT` instead of 1."""
_LOCATED = "(position partagée)"
"""What is told of a search around a shared location, which has no words."""
_MOST = 3000
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are alike, none of which found what it looked for."""

    question: str
    """The most frequent wording, masked."""
    count: int
    unanswered: int
    disliked: int
    nobody: int
    """Searches for an actor that found none."""
    last: str
    """Day of the last one, ISO 8601."""
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Miss:
    text: str
    unanswered: bool
    disliked: bool
    nobody: bool
    day: str


def found(exchanges: Iterable[Exchange]) -> list[Gap]:
    """Group the exchanges that failed, the most frequent first, then the most recent."""
    misses = [miss for exchange in exchanges if (miss := _miss(exchange))][-_MOST:]
    groups = [_gap([misses[index] for index in group]) for group in _alike([miss.text for miss in misses])]
    return sorted(sorted(groups, key=lambda gap: gap.last, reverse=True), key=lambda gap: gap.count, reverse=True)


def as_csv(gaps: Iterable[Gap]) -> bytes:
    """The groups as a table that spreadsheets open: semicolons, and a mark that says UTF-8."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["question", "nombre", "sans_reponse", "pouces_baisses", "sans_acteur", "derniere_fois", "formulations"]
    )
    for gap in gaps:
        counts = [gap.count, gap.unanswered, gap.disliked, gap.nobody]
        writer.writerow([_inert(gap.question), *counts, gap.last, _inert(" | ".join(gap.wordings))])
    return sheet.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _miss(exchange: Exchange) -> _Miss | None:
    answer = exchange.answer
    search = answer.mode in {"directory", nearby.MODE}
    # A guided search that found nobody has a second paragraph that says so, with whom to turn to instead.
    title, _, instead = answer.question.partition("\n\n")
    nobody = search and (bool(instead) or not answer.actors)
    if not (nobody or exchange.down or answer.abstained):
        return None
    if search:
        asked = title if answer.search else _LOCATED
    else:
        asked = title if len(terms(title)) > 1 or not answer.search else answer.search
    day = exchange.at.astimezone().date().isoformat()
    return _Miss(masked(asked), answer.abstained and not search, exchange.down > 0, nobody, day)


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """Positions by group: each text joins the group whose first text is most like it, else opens one."""
    likenesses = _Likeness()
    firsts = np.zeros((len(texts), DIMENSIONS), np.float32)
    groups: list[list[int]] = []
    for position, text in enumerate(texts):
        vector = likenesses.vector(text)
        cosines = firsts[: len(groups)] @ vector
        nearest = int(np.argmax(cosines)) if groups else 0
        if groups and cosines[nearest] >= LIKE:
            groups[nearest].append(position)
        else:
            firsts[len(groups)] = vector
            groups.append([position])
    return groups


class _Likeness:
    """Vectors of questions: each word counts once, whatever its length, and misspelt it is near itself."""

    def __init__(self) -> None:
        self._embedder = HashedNgrams()
        self._known: dict[str, Vector] = {}

    def vector(self, text: str) -> Vector:
        """The sum of the vectors of its words, of norm 1, shape (DIMENSIONS,)."""
        asked = {stem(word): word for word in words(text) if word not in STOP_WORDS} or {"": ""}
        total = np.sum([self._of(word, stemmed in _SAID_OF_ANYTHING) for stemmed, word in asked.items()], axis=0)
        found: Vector = total / np.linalg.norm(total)
        return found

    def _of(self, word: str, slight: bool) -> Vector:
        if word not in self._known:
            self._known[word] = self._embedder.vector(word) * (_SLIGHT if slight else 1.0)
        return self._known[word]


def _gap(misses: Sequence[_Miss]) -> Gap:
    wordings = [miss.text for miss in misses]
    often = sorted(dict.fromkeys(wordings), key=wordings.count, reverse=True)
    return Gap(
        question=often[0],
        count=len(misses),
        unanswered=sum(miss.unanswered for miss in misses),
        disliked=sum(miss.disliked for miss in misses),
        nobody=sum(miss.nobody for miss in misses),
        last=max(miss.day for miss in misses),
        wordings=tuple(often[:10]),
    )
