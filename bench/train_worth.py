"""Learn which cards an adviser would send, from cards that were judged one by one.

    pip install scikit-learn==1.9.1        (BSD-3-Clause; for learning alone)
    python -m bench.train_worth

Reads `bench/cards/*.tsv` (a message; the ids of the actors worth sending to who wrote it; of those that do no harm; of
those that would embarrass) and the shipped directory, and prints the weights of `knowledge/worth.py`. Prints too
how many cards of each sort the first three hold with and without them, each message weighed by what the others taught.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.actors import shipped_directory
from bench.judged import SORTS, Judged, judged
from knowledge.weighing import Floats, probability
from knowledge.worth import LEAST, NAMES, signs

COST = 0.3
"""C of the regression over signs of variance 1; from .1 to 1 the figures are the same."""
FOLDS = 10
SHOWN = 3


class Learnt(NamedTuple):
    """Signs of judged cards."""

    signs: Floats
    """Shape (cards, signs)."""
    sorts: list[str]
    messages: npt.NDArray[np.int64]
    """Which message each is of."""
    scores: Floats

    @property
    def worth(self) -> npt.NDArray[np.bool_]:
        """Whether each is worth sending, shape (cards,)."""
        return np.array([sort == SORTS[0] for sort in self.sorts])


def learnt_from(messages: Sequence[Judged]) -> Learnt:
    """The signs of every judged card that fits its message at all."""
    directory = shipped_directory()
    kept: list[tuple[Floats, str, int, float]] = []
    for number, message in enumerate(messages):
        fits, placed = directory.fits(message.text)
        for fit, row in zip(fits, signs(fits, placed=placed), strict=True):
            if sort := message.sorts.get(fit.actor.id):
                kept.append((row, sort, number, fit.score))
    rows, sorts, numbers, scores = zip(*kept, strict=True)
    return Learnt(np.stack(rows), list(sorts), np.array(numbers), np.array(scores, dtype=np.float32))


def regression(found: Learnt, rows: npt.NDArray[np.int64]) -> Floats:
    """The weights of the signs and the intercept, shape (signs + 1,)."""
    middle, spread = found.signs[rows].mean(axis=0), found.signs[rows].std(axis=0) + 1e-9
    model = LogisticRegression(C=COST, max_iter=1000).fit((found.signs[rows] - middle) / spread, found.worth[rows])
    weights = model.coef_[0] / spread
    return np.array([*weights, model.intercept_[0] - weights @ middle], dtype=np.float32)


def main() -> None:
    """Learn, print the figures on cards of messages kept aside, and the weights."""
    found = learnt_from(list(judged()))
    chances = np.zeros(len(found.worth), dtype=np.float32)
    for train, test in GroupKFold(FOLDS).split(found.signs, found.worth, found.messages):
        weights = regression(found, train)
        chances[test] = probability(found.signs[test], weights)
    print(f"{len(found.worth)} cards of {len(set(found.messages))} messages")
    print(f"  as they fit:     {_shown(found, found.scores, np.ones(len(chances), dtype=np.float32))}")
    print(f"  worth from {LEAST}: {_shown(found, chances, chances)}")
    weights = regression(found, np.arange(len(found.worth)))
    for name, weight in zip((*NAMES, "intercept"), weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


def _shown(found: Learnt, order: Floats, chances: Floats) -> str:
    """The sorts of the cards of the first three places: the best fit, then by `order` those worth it."""
    counted: Counter[str] = Counter()
    clean = 0
    for number in sorted(set(found.messages)):
        cards = np.flatnonzero(found.messages == number)
        first = cards[np.argmax(found.scores[cards])]
        others = [card for card in cards[np.argsort(-order[cards])] if card != first and chances[card] >= LEAST]
        sorts = [found.sorts[card] for card in (first, *others[: SHOWN - 1])]
        counted.update(sorts)
        clean += SORTS[2] not in sorts
    return f"{dict(counted)}, {clean} messages without an embarrassing one"


if __name__ == "__main__":
    main()
