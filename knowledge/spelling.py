"""Words of a question that the base does not hold, brought to the nearest words that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from knowledge.french import STOP_WORDS
from knowledge.sounds import sound, sounds

_LETTERS: Final = {letter: 1 << bit for bit, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_ROWS: Final = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""French and English keyboards."""

_EDIT: Final = 0.9
"""What an edit costs that nothing makes likelier."""
_DOUBLED: Final = 0.5
_SWAPPED: Final = 0.6
_NEIGHBOUR: Final = 0.8
_FIRST: Final = 0.3
_SPOKEN: Final = 5
"""Letters of the shortest word that is read as it sounds."""
_COMMON: Final = 0.08
"""How much each doubling of a word's frequency brings it nearer."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the vocabulary near the word asked."""

    number: int
    cost: float
    """Edits, the likelier ones (a doubled letter, two swapped, a neighbouring key) counted for less than 1, made less
    for frequent words."""


class Speller:
    """Nearest words of a vocabulary."""

    def __init__(self, vocabulary: Sequence[str], frequencies: npt.NDArray[np.int32]) -> None:
        self._vocabulary = vocabulary
        self._frequencies = frequencies
        self._signatures = np.fromiter(map(_signature, vocabulary), dtype=np.uint32, count=len(vocabulary))
        self._lengths = np.fromiter(map(len, vocabulary), dtype=np.int16, count=len(vocabulary))

    def nearest(self, word: str, limit: int = 4) -> list[Correction]:
        """The likeliest words first; [] when none is near.

        One edit is allowed from 4 letters and two from 7; where that finds nothing, a word that sounds the same
        ("anonse" for "annonce"). Words with digits are never changed.
        """
        if len(word) < 4 or not word.isalpha():
            return []
        allowed = 2 if len(word) >= 7 else 1
        apart = np.bitwise_count(self._signatures ^ np.uint32(_signature(word)))
        near = (np.abs(self._lengths - len(word)) <= allowed) & (apart <= 2 * allowed)
        found = [self._correction(word, number, allowed) for number in np.flatnonzero(near).tolist()]
        if not any(found) and len(word) >= _SPOKEN:
            found = [self._heard(word, number) for number in self._by_sound.get(sound(word), ())]
        return sorted((c for c in found if c), key=lambda c: (c.cost, c.number))[:limit]

    @cached_property
    def _by_sound(self) -> dict[str, list[int]]:
        """The words of each sound, by number; made when it is first needed."""
        found: dict[str, list[int]] = {}
        for number, key in enumerate(sounds(self._vocabulary)):
            found.setdefault(key, []).append(number)
        return found

    def _heard(self, word: str, number: int) -> Correction | None:
        other = self._vocabulary[number]
        if word == other or not other.isalpha():
            return None
        return self._weighed(number, _EDIT)

    def _correction(self, word: str, number: int, allowed: int) -> Correction | None:
        other = self._vocabulary[number]
        distance = OSA.distance(word, other, score_cutoff=allowed)
        if distance > allowed or not 0 < distance < len(other) or not other.isalpha():
            return None
        cost = _edit_cost(word, other) if distance == 1 else _EDIT * distance
        return self._weighed(number, cost + _FIRST * (word[0] != other[0]))

    def _weighed(self, number: int, cost: float) -> Correction:
        """A correction of that cost, nearer for a frequent word."""
        return Correction(number, cost - _COMMON * float(np.log2(self._frequencies[number] + 1)))


def is_stop_word_slip(word: str) -> bool:
    """Whether a word is one slip away from a stop word of four letters or more ("conbien", "dnas").

    Slips seldom change the first letter, which tells "maire" from "faire".
    """
    return any(
        OSA.distance(word, stop, score_cutoff=1) <= 1
        for stop in STOP_WORDS
        if len(stop) >= 4 and (word[0] == stop[0] or word[:2] == stop[1::-1])
    )


def _edit_cost(typed: str, meant: str) -> float:
    """Cost of the one edit between two words."""
    place = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    if len(typed) != len(meant):
        longer = max(typed, meant, key=len)
        return _DOUBLED if place and longer[place] == longer[place - 1] else _EDIT
    if typed[place + 1 :] != meant[place + 1 :]:
        return _SWAPPED
    return _NEIGHBOUR if _adjacent(typed[place], meant[place]) else 1.0


def _adjacent(one: str, other: str) -> bool:
    """Whether two letters are side by side on a keyboard row."""
    return any(one + other in row or other + one in row for row in _ROWS)


def _signature(word: str) -> int:
    """Which letters a word holds, as bits: each edit changes at most two of them."""
    bits = 0
    for letter in word:
        bits |= _LETTERS.get(letter, 0)
    return bits
