"""What a message is likely to be about, trades and needs, by weights learnt from example messages.

`bench/train_likely.py` learns them from messages that we wrote with their labels and from the forms of the vocabulary.
The phrases of the vocabulary say what a message holds to the letter; these weights, what its words are together about.
Each label has a linear support vector machine over tf-idf of words and, weighed less, of pairs of neighbours ("four
_a", "vient _de": much of what is needed is told by no word alone). Its score and what the phrases say make a
probability by logistic regression (Platt 1999).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.phrasebook import word_stem
from knowledge.weighing import Floats, neighbours, probability, weighed
from knowledge.words import Word, without_article

PAIRED = 0.6
"""What the values of pairs count, beside those of words, each of length 1."""
_SHORTEST = 3
"""Letters of a word to which an article may be glued."""

FILE = Path(__file__).parent / "data" / "likely.npz"
_FILE: ContextVar[Path] = ContextVar("likely", default=FILE)


class Likely(NamedTuple):
    """How likely a message is to be about each label, from 0 to 1."""

    trades: Mapping[str, float]
    needs: Mapping[str, float]
    stems: int
    """How many of its words of meaning the examples know."""
    labels: tuple[str, ...]
    """Of trades, then of needs."""
    told: Mapping[str, Floats]
    """What each of its marks says by itself for each label, shape (labels,)."""

    def marks_for(self, labels: Collection[str], least: float) -> set[str]:
        """Give the marks that say more than `least` for one of these labels."""
        columns = [place for place, label in enumerate(self.labels) if label in labels]
        return {mark for mark, said in self.told.items() if (said[columns] > least).any()}


class _Weights(NamedTuple):
    rows: Mapping[str, int]
    """Row of each mark, then of each pair of them."""
    idf: Floats
    """Inverse document frequency of each mark and pair."""
    table: npt.NDArray[np.int8]
    """What each mark and pair says for each label, trades then needs, shape (marks and pairs, labels)."""
    scale: Floats
    """By what a column of the table is multiplied."""
    intercept: Floats
    trades: tuple[str, ...]
    needs: tuple[str, ...]
    of_trade: Floats
    of_need: Floats
    """What makes a probability of `features`, the intercept last."""


@contextmanager
def learnt_from(file: Path) -> Iterator[None]:
    """Take the weights of another file meanwhile, to learn from what they say of messages that did not teach them."""
    before = _FILE.set(file)
    try:
        yield
    finally:
        _FILE.reset(before)


def _weights() -> _Weights:
    return _read(_FILE.get())


@lru_cache(maxsize=1)
def _read(file: Path) -> _Weights:
    with np.load(file) as kept:
        marks, trades, needs = (tuple(str(kept[name]).split("\n")) for name in ("marks", "trades", "needs"))
        return _Weights(
            {mark: row for row, mark in enumerate(marks)},
            kept["idf"].astype(np.float32),
            kept["table"],
            kept["scale"],
            kept["intercept"],
            trades,
            needs,
            kept["of_trade"],
            kept["of_need"],
        )


def marks_of(words: Iterable[Word], heard: Callable[[str], str] | None = None) -> list[str]:
    """Give what is weighed of a message: its small words, and the stems of the others.

    `heard` gives the stem of a word that no example holds; without it, all are as they are spelt.
    """
    marks = [f"_{word.folded}" if word.small else word_stem(word.folded) for word in words]
    if not heard:
        return marks
    known = _weights().rows
    return [
        mark if word.small or mark in known else unglued(mark, known) or heard(word.folded)
        for word, mark in zip(words, marks, strict=True)
    ]


def unglued(mark: str, known: Collection[str]) -> str:
    """Give the known mark to which an article is glued ("dail": ail), "" if there is none."""
    apart = without_article(mark)
    return apart if len(apart) >= _SHORTEST and apart in known else ""


def likely(marks: Sequence[str], trades: Sequence[str], needs: Sequence[str]) -> Likely | None:
    """Say what a message of these marks is about, None if none is known; `trades`, `needs`: what its phrases say."""
    learnt = _weights()
    known = list(dict.fromkeys(mark for mark in marks if mark in learnt.rows))
    if not known:
        return None
    said, beside = _said(marks, learnt), PAIRED * _said(neighbours(marks), learnt)
    scores = said.sum(axis=0) + beside.sum(axis=0) + learnt.intercept
    stems = sum(mark[0] != "_" for mark in known)
    parted = len(learnt.trades)
    of_trade = probability(features(scores[:parted], learnt.trades, trades, stems), learnt.of_trade)
    of_need = probability(features(scores[parted:], learnt.needs, needs, stems), learnt.of_need)
    return Likely(
        dict(zip(learnt.trades, of_trade.tolist(), strict=True)),
        dict(zip(learnt.needs, of_need.tolist(), strict=True)),
        stems,
        (*learnt.trades, *learnt.needs),
        dict(zip(known, said, strict=True)),
    )


def _said(found: Sequence[str], learnt: _Weights) -> Floats:
    """What the known ones of marks or pairs say for each label, shape (known, labels)."""
    rows, values = weighed(found, learnt.rows, learnt.idf)
    return np.asarray(values[:, None] * learnt.table[rows] * learnt.scale, dtype=np.float32)


def features(scores: Floats, labels: Sequence[str], phrases: Sequence[str], stems: int) -> Floats:
    """Give what is weighed of each label, shape (labels, 7).

    `phrases`: labels that the message's phrases say, in order; `stems`: its known stems, few of which say little.
    """
    first = np.array([label in phrases[:1] for label in labels], dtype=np.float32)
    later = np.array([label in phrases[1:] for label in labels], dtype=np.float32)
    few = np.full(len(labels), 1 / np.sqrt(max(1, stems)), dtype=np.float32)
    said = first + later
    return np.stack([scores, first, later, scores * said, scores - scores.max(), few, scores * few], axis=1)
