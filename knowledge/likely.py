"""What a message is likely to be about, trades and needs, by weights learnt from example messages.

`bench/train_likely.py` learns them from messages that we wrote with their labels and from the forms of `data/trades/`.
The phrases of the vocabulary say what a message holds to the letter; these weights, what its words are together about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.phrasebook import word_stem
from knowledge.words import Word

Floats = npt.NDArray[np.float32]

FILE = Path(__file__).parent / "data" / "likely.npz"

_TRADE = (5.75, -1.21, -1.88, -3.93, 0.34, -0.35, 3.26, 2.59)
_NEED = (4.66, -0.61, -0.70, -2.53, 0.83, -0.45, 2.52, 1.61)
_COMPANY = (1.58, 1.16, 0.00, 1.26, 0.00, -0.76, 1.58, -0.76)
"""Weights of `signs` and intercept: how a score and what the phrases say make a probability."""


class Likely(NamedTuple):
    """How likely a message is to be about each label, from 0 to 1."""

    trades: Mapping[str, float]
    needs: Mapping[str, float]
    company: float
    """To be somebody's who wants an ally, and not a private person's or a question on the plan."""
    told: Mapping[str, Mapping[str, float]]
    """What each of its marks says for each label."""
    stems: int
    """How many of its words of meaning the examples know."""


class _Weights(NamedTuple):
    places: Mapping[str, int]
    """Row of each mark."""
    rarity: Floats
    """Inverse document frequency of each mark."""
    table: npt.NDArray[np.int8]
    """What each mark says for each label: those of trades, of needs, and the last, shape (marks, labels)."""
    scale: Floats
    """By what a column of the table is multiplied."""
    intercept: Floats
    trades: tuple[str, ...]
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    with np.load(FILE) as kept:
        marks, trades, needs = (tuple(str(kept[name]).split("\n")) for name in ("marks", "trades", "needs"))
        return _Weights(
            {mark: place for place, mark in enumerate(marks)},
            kept["rarity"].astype(np.float32),
            kept["table"],
            kept["scale"],
            kept["intercept"],
            trades,
            needs,
        )


def marks_of(words: Iterable[Word], heard: Callable[[str], str] = word_stem) -> list[str]:
    """Give what is weighed of a message: its small words, and the stems of the others, unknown ones as `heard`."""
    known = _weights().places if heard is not word_stem else {}
    return [_mark(word, known, heard) for word in words]


def _mark(word: Word, known: Mapping[str, int], heard: Callable[[str], str]) -> str:
    if word.small:
        return f"_{word.folded}"
    stem = word_stem(word.folded)
    return stem if stem in known else heard(word.folded)


def likely(marks: Sequence[str], trades: Sequence[str], needs: Sequence[str]) -> Likely | None:
    """Say what a message of these marks is about, None if none is known; `trades`, `needs`: what its phrases say."""
    learnt = _weights()
    counted = Counter(mark for mark in marks if mark in learnt.places)
    if not counted:
        return None
    rows = [learnt.places[mark] for mark in counted]
    values = learnt.rarity[rows] * (1 + np.log(np.array(list(counted.values()), dtype=np.float32)))
    values /= np.linalg.norm(values)
    said = values[:, None] * learnt.table[rows] * learnt.scale
    total = said.sum(axis=0) + learnt.intercept
    parted = len(learnt.trades)
    every = (*learnt.trades, *learnt.needs)
    stems = sum(mark[0] != "_" for mark in counted)
    company = ["company"] if trades or needs else []
    return Likely(
        _judged(total[:parted], learnt.trades, trades, stems, _TRADE),
        _judged(total[parted:-1], learnt.needs, needs, stems, _NEED),
        _judged(total[-1:], ("company",), company, 1, _COMPANY)["company"],
        {mark: dict(zip(every, row.tolist(), strict=False)) for mark, row in zip(counted, said, strict=True)},
        stems,
    )


def signs(scores: Floats, labels: Sequence[str], phrases: Sequence[str], stems: int) -> Floats:
    """Give what a judge weighs of each label, shape (labels, 7).

    `phrases`: labels that the message's phrases say, in order; `stems`: its known stems, few of which say little.
    """
    first = np.array([label in phrases[:1] for label in labels], dtype=np.float32)
    later = np.array([label in phrases[1:] for label in labels], dtype=np.float32)
    few = np.full(len(labels), 1 / np.sqrt(max(1, stems)), dtype=np.float32)
    said = first + later
    return np.stack([scores, first, later, scores * said, scores - scores.max(), few, scores * few], axis=1)


def _judged(
    scores: Floats, labels: Sequence[str], phrases: Sequence[str], stems: int, judge: Sequence[float]
) -> dict[str, float]:
    *slopes, intercept = judge
    logit = signs(scores, labels, phrases, stems) @ np.array(slopes, dtype=np.float32) + intercept
    return dict(zip(labels, (1 / (1 + np.exp(-logit))).tolist(), strict=True))
