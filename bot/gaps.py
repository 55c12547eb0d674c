"""What people asked in vain, like with like and counted: questions without an answer, thumbs down, empty searches.

Nobody is named: telephones, e-mails and Telegram names are masked, and only the day is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.journal import Exchange
from knowledge.embeddings import HashedNgrams
from knowledge.french import terms

LIKE = 0.62
"""Cosine of two questions' n-gram vectors from which they are one question (1 for the same words in any order)."""
_ALIKE_WORDS = 0.6
"""Share of stems in common, of all stems of both, from which they are one question too."""
_MOST = 3000
_MASKS = (
    (re.compile(r"\S+@\S+\.\w+"), "[e-mail]"),
    (re.compile(r"(?<!\w)@\w{3,}"), "[pseudo]"),
    (re.compile(r"(?:\+|\b00)\d{1,3}(?:[\s.\-/()]*\d){6,12}"), "[téléphone]"),
    (re.compile(r"(?<!\d)0\s?[1-9](?:[\s.\-/]*\d{2}){4}(?!\d)"), "[téléphone]"),
    (re.compile(r"\d{9,}"), "[numéro]"),
)
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


def masked(text: str) -> str:
    """A text without the telephones, e-mails, Telegram names and long numbers in it."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return " ".join(text.split())


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
    search = answer.mode == "directory"
    # A guided search that found nobody has a second paragraph that says so, with whom to turn to instead.
    title, _, instead = answer.question.partition("\n\n")
    nobody = search and (bool(instead) or not answer.actors)
    if not (nobody or exchange.down or answer.abstained):
        return None
    asked = title if search or len(terms(title)) > 1 or not answer.search else answer.search
    day = exchange.at.astimezone().date().isoformat()
    return _Miss(masked(asked), answer.abstained and not search, exchange.down > 0, nobody, day)


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """Positions by group: each text joins the first group whose first text is like it, else opens one."""
    embedder = HashedNgrams()
    firsts = np.zeros((len(texts), len(embedder.vector(""))), np.float32)
    stems: list[frozenset[str]] = []
    groups: list[list[int]] = []
    for position, text in enumerate(texts):
        vector, mine = embedder.vector(text), frozenset(terms(text))
        likeness = firsts[: len(groups)] @ vector
        shared = np.array([_shared(mine, other) >= _ALIKE_WORDS for other in stems], bool)
        near = np.flatnonzero((likeness >= LIKE) | shared)
        if len(near):
            groups[near[int(np.argmax(likeness[near]))]].append(position)
        else:
            firsts[len(groups)] = vector
            stems.append(mine)
            groups.append([position])
    return groups


def _shared(some: frozenset[str], others: frozenset[str]) -> float:
    """Jaccard's index of two sets of stems."""
    return len(some & others) / len(some | others) if some or others else 0.0


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
