"""How likely a message is to be a company's that wants an ally, and not a private person's, small talk or curiosity.

`bench/train_company.py` learns it from messages that we wrote. A linear support vector machine over tf-idf of words and
of pairs of neighbours gives a score ("chez ma", "^ mon": where the message begins and ends, and where it names a place,
are words too), with how the first word ends, as a trade does that opens it ("fleuriste, …"). That score, and whether a
phrase of the vocabulary is said, make a probability by logistic regression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge.weighing import Floats, neighbours, probability, weighed
from knowledge.words import Word

FILE = Path(__file__).parent / "data" / "company.npz"
_BEGINS, _ENDS, _PLACE = "^", "$", "@"
_ENDING = 3
"""Letters of a word's end that tell a trade ("iste", "euse", "ier")."""


class _Weights(NamedTuple):
    rows: Mapping[str, int]
    """Row of each word, pair and opening."""
    idf: Floats
    said: Floats
    """What each says for a company."""
    intercept: float
    calibration: Floats
    """What makes a probability of `features`, the intercept last."""


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    with np.load(FILE) as kept:
        return _Weights(
            {one: row for row, one in enumerate(str(kept["ngrams"]).split("\n"))},
            kept["idf"].astype(np.float32),
            kept["said"].astype(np.float32) * kept["scale"],
            float(kept["intercept"]),
            kept["calibration"],
        )


def company(words: Sequence[Word], marks: Sequence[str], places: Iterable[int], *, told: bool) -> float:
    """Give, from 0 to 1, how likely a message is to be a company's.

    `marks` are those of its words, `places` where those that it names start; `told`: a phrase says a trade or a need.
    """
    learnt = _weights()
    rows, values = weighed(ngrams(words, marks, places), learnt.rows, learnt.idf)
    score = np.array([values @ learnt.said[rows] + learnt.intercept], dtype=np.float32)
    return float(probability(features(score, [told]), learnt.calibration)[0])


def ngrams(words: Sequence[Word], marks: Sequence[str], places: Iterable[int]) -> list[str]:
    """Give what is weighed of a message: its marks, places between them, pairs of neighbours, and how it opens."""
    placed = sorted(
        [*((word.start, mark) for word, mark in zip(words, marks, strict=True)), *((at, _PLACE) for at in places)]
    )
    row = [_BEGINS, *(mark for _, mark in placed), _ENDS]
    return [*row, *neighbours(row), *_opening(words)]


def _opening(words: Sequence[Word]) -> list[str]:
    """Give how the first word ends, and whether it is said apart, as people open with their trade ("fleuriste, …")."""
    if len(words) < 2:
        return []
    ending = f"{_BEGINS}-{words[0].folded[-_ENDING:]}"
    return [ending, f"{ending},"] if words[1].start - words[0].end > 1 else [ending]


def features(scores: Floats, told: Sequence[bool]) -> Floats:
    """Give what is weighed of whether messages are a company's, shape (messages, 3)."""
    said = np.array(told, dtype=np.float32)
    return np.stack([scores, said, scores * said], axis=1)
