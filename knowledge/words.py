"""The words of a message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.phrasebook import SMALL, TOKEN, folded

_MONEY = re.compile(
    r"\b(?:des|de|quelques|deux|trois|mes|nos|pas un|plus un)\s+(?P<sou>sous?)\b(?!-|\s*\d)"
    r"(?!\s*(?:(?:la|le|les|un|une|mon|ma|forme|contr\w*)\b|l['’]|trait|ensemble|vide|v[eê]tement|bois|sol|marin|pression"
    r"|station|réserve|produit))",
    re.IGNORECASE,
)
"""Money, for which "sous" stands where no "under" may."""

_VOWELS = frozenset("aeiouyh")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message: as written, folded, and where it stands."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def small(self) -> bool:
        """Whether it carries no meaning of its own."""
        return self.folded in SMALL


def without_article(word: str) -> str:
    """Give a folded word without the l' or d' glued to it, "" if none may be ("laeronautique", "davion").

    Those are looked for that tell nothing: j', m', s' and n' say who, or a denial.
    """
    return word[1:] if word[:1] in {"l", "d"} and word[1:2] in _VOWELS else ""


def inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Say whether a position of a text is in one of these (start, end) spans."""
    return any(start <= position < end for start, end in spans)


def message_words(text: str, masks: Iterable[tuple[int, int]] = ()) -> list[Word]:
    """Give the words of a message, without those inside the masked (start, end) spans."""
    hidden, money = list(masks), {m.start("sou") for m in _MONEY.finditer(text)}
    found = [Word(m[0], "argent" if m.start() in money else folded(m[0]), *m.span()) for m in TOKEN.finditer(text)]
    return [word for word in found if word.folded and not inside(word.start, hidden)]
