"""Words of a question that the base does not hold, brought to the nearest words that it holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

_LETTERS = {letter: 1 << bit for bit, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456")}


class Speller:
    """Nearest words of a vocabulary, the more frequent first at equal distance."""

    def __init__(self, vocabulary: Sequence[str], frequencies: npt.NDArray[np.int32]) -> None:
        self._vocabulary = vocabulary
        self._frequencies = frequencies
        self._signatures = np.array([_signature(word) for word in vocabulary], dtype=np.uint64)
        self._lengths = np.array([len(word) for word in vocabulary], dtype=np.int16)

    def nearest(self, word: str, limit: int = 3) -> list[tuple[int, int]]:
        """Word numbers and distances (edits, transpositions counted once), nearest first; [] when none is near.

        One edit is allowed from 4 letters and two from 7; words with digits are never changed.
        """
        if len(word) < 4 or not word.isalpha():
            return []
        allowed = 2 if len(word) >= 7 else 1
        apart = np.bitwise_count(self._signatures ^ np.uint64(_signature(word)))
        near = (np.abs(self._lengths - len(word)) <= allowed) & (apart <= 2 * allowed)
        found: list[tuple[int, int]] = []
        for number in np.flatnonzero(near).tolist():
            distance = OSA.distance(word, self._vocabulary[number], score_cutoff=allowed)
            if distance <= allowed and self._vocabulary[number].isalpha():
                found.append((number, distance))
        found.sort(key=lambda item: (item[1], -self._frequencies[item[0]]))
        return found[:limit]


def _signature(word: str) -> int:
    """Which letters a word holds, as bits: each edit changes at most two of them."""
    bits = 0
    for letter in word:
        bits |= _LETTERS.get(letter, 0)
    return bits
