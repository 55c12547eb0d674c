"""Acronyms that the documents spell out themselves: "reconnaissance de la qualité de travailleur handicapé (RQTH)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from knowledge.french import fold

_SMALL: Final = frozenset("a au aux d de des du en et l la le les ou par pour sur un une".split())
_MOST_SMALL: Final = 2
"""Small words in a row inside a spelt-out form."""
_WORD: Final = re.compile(r"[^\W_]+")
_BRACKETS: Final = re.compile(r"\(\s*([^()\n]{2,90}?)\s*\)")
_ACRONYM: Final = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ÿ&-]{1,9}")
_BEFORE: Final = 120
"""Characters before a bracket within which its acronym may be spelt out."""

Pair = tuple[str, str]
"""An acronym and what it stands for."""


def spelt_out(texts: Iterable[str]) -> list[Pair]:
    """The acronyms of these texts with what they stand for, each pair once, in order.

    An acronym is taken for what stands beside it, in or before brackets, where the initials agree.
    """
    return list(dict.fromkeys(pair for text in texts for pair in _pairs(text)))


def _pairs(text: str) -> Iterator[Pair]:
    for found in _BRACKETS.finditer(text):
        inside, before = found[1], text[max(0, found.start() - _BEFORE) : found.start()].rstrip()
        if _is_acronym(inside):
            form = _form(inside, before)
            if form:
                yield inside, form
        elif (last := re.search(r"\S+$", before)) and _is_acronym(last[0]) and _form(last[0], inside) == inside:
            yield last[0], inside


def _is_acronym(word: str) -> bool:
    """Whether a word is written as an acronym: two capitals or more, and no more small letters than those."""
    capitals = sum(c.isupper() for c in word)
    return _ACRONYM.fullmatch(word) is not None and capitals > 1 and 2 * capitals >= len(word)


def _form(acronym: str, text: str) -> str:
    """The end of a text whose initials are the acronym's letters, or ""."""
    letters = [c for c in fold(acronym) if c.isalpha()]
    spans = [(match.start(), fold(match.group())) for match in _WORD.finditer(text)]
    small = 0
    for place in range(len(spans) - 1, -1, -1):
        start, word = spans[place]
        if letters and word[0] == letters[-1] and (word not in _SMALL or len(letters) > 1):
            letters.pop()
            small = 0
            if not letters:
                return text[start:] if len(spans) - place > 1 else ""
        elif word in _SMALL and small < _MOST_SMALL:
            small += 1
        else:
            return ""
    return ""
