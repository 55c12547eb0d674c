"""Learn which actors an adviser would send, from what advisers wrote.

    pip install scikit-learn==1.9.1        (BSD-3-Clause; for learning alone)
    python -m bench.train_worth

Reads `bench/lists/`, `bench/cards/` and `bench/rights/` (see `bench/judged.py`) and the shipped directory, and writes
`knowledge/data/worth.npz`. Prints too, for lists kept aside in turn, what the first three places hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.actors import shipped_directory
from bench.judged import SORTS, Judged, cards, lists, rights
from knowledge.directory import Directory
from knowledge.weighing import Flags, Floats, logistic
from knowledge.worth import FILE, NAMES, Adviser, Worth, groups_of, labels, untaught
from knowledge.worth import sent as chosen

COST = 1.0
"""C of the regressions, over signs of variance 1; from .3 to 3 the figures are the same."""
FOLDS = 5
SHOWN = 3


class Pairs(NamedTuple):
    """Messages beside actors, one pair a row."""

    own: Floats
    """Signs of the pair, shape (pairs, signs)."""
    said: sparse.csr_matrix
    """What the message is about, in the columns of the actor's groups, shape (pairs, groups × (labels + 1))."""
    sorts: npt.NDArray[np.str_]
    """What was judged of each; "" where nothing was."""
    best: Flags
    """Whether each is of those that come first."""
    messages: npt.NDArray[np.int64]
    """Which message each is of."""


class Line(NamedTuple):
    """A regression, in the units of the signs."""

    of_sign: Floats
    by_group: Floats

    def scores(self, pairs: Pairs) -> Floats:
        """The log-odds of pairs."""
        return np.asarray(pairs.own @ self.of_sign[:-1] + pairs.said @ self.by_group + self.of_sign[-1])


def pairs_of(messages: Iterable[Judged], directory: Directory, groups: Sequence[str]) -> Pairs:
    """Every message beside every actor of the directory; messages that name an actor are left out."""
    own, said, sorts, best, numbers = [], [], [], [], []
    adviser = Adviser(directory.actors, untaught(groups))
    for number, message in enumerate(messages):
        asked = directory.asked(message.text)
        if asked is None:
            continue
        signs = adviser.signs(asked)
        own.append(signs.own)
        said.append(sparse.kron(sparse.csr_matrix(signs.groups), sparse.csr_matrix(signs.shares[None])).tocsr())
        sorts += [message.sort(actor.id) or "" for actor in directory.actors]
        best += [actor.id in message.best for actor in directory.actors]
        numbers += [number] * len(directory.actors)
    return Pairs(np.concatenate(own), sparse.vstack(said).tocsr(), np.array(sorts), np.array(best), np.array(numbers))


def part(pairs: Pairs, rows: npt.NDArray[np.int64]) -> Pairs:
    """Some of the pairs."""
    return Pairs(pairs.own[rows], pairs.said[rows], pairs.sorts[rows], pairs.best[rows], pairs.messages[rows])


def line(known: Sequence[Pairs], label: Callable[[Pairs], Flags]) -> Line:
    """Learn what tells the pairs that are so from the others."""
    own, said = np.concatenate([one.own for one in known]), sparse.vstack([one.said for one in known])
    middle, spread = own.mean(axis=0), own.std(axis=0) + 1e-9
    design = sparse.hstack([sparse.csr_matrix((own - middle) / spread), said]).tocsr()
    model = LogisticRegression(C=COST, max_iter=3000).fit(design, np.concatenate([label(one) for one in known]))
    weights = model.coef_[0][: own.shape[1]] / spread
    of_sign = np.array([*weights, model.intercept_[0] - weights @ middle], dtype=np.float32)
    return Line(of_sign, model.coef_[0][own.shape[1] :].astype(np.float32))


def learnt(whole: Pairs, one_by_one: Pairs, right: Pairs) -> tuple[Line, Line]:
    """What makes an adviser content to send an actor, and what makes it one of the first."""
    content = line([whole, one_by_one], lambda pairs: pairs.sorts == SORTS[0])
    return content, line([whole, right], lambda pairs: pairs.best)


def main() -> None:
    """Learn, print the figures on lists kept aside, and write."""
    directory = shipped_directory()
    groups = sorted({group for actor in directory.actors for group in groups_of(actor)})
    whole = pairs_of(lists(), directory, groups)
    judged = pairs_of(cards(), directory, groups)
    judged = part(judged, np.flatnonzero(judged.sorts != ""))
    right = pairs_of(rights(), directory, groups)
    sent, led = np.zeros((2, len(whole.best)), dtype=np.float32)
    for train, test in GroupKFold(FOLDS).split(whole.own, whole.best, whole.messages):
        content, first = learnt(part(whole, train), judged, right)
        sent[test], led[test] = content.scores(part(whole, test)), first.scores(part(whole, test))
    print(", ".join(str(len(set(one.messages))) for one in (whole, judged, right)), "lists, with cards, with rights")
    print(f"  {shown(whole, logistic(sent), logistic(led))}")
    lines = learnt(whole, judged, right)
    np.savez_compressed(
        FILE,
        of_sign=np.stack([one.of_sign for one in lines], axis=1),
        by_group=np.stack([one.by_group for one in lines], axis=1)
        .reshape(len(groups), len(labels()) + 1, 2)
        .astype(np.float16),
        names="\n".join(NAMES),
        groups="\n".join(groups),
        labels="\n".join(labels()),
    )
    for number, name in enumerate((*NAMES, "intercept")):
        print(f"    {name}: {lines[0].of_sign[number]:.2f} {lines[1].of_sign[number]:.2f}")


def shown(pairs: Pairs, sent: Floats, led: Floats) -> str:
    """What the first three places hold."""
    counted: Counter[str] = Counter()
    for number in sorted(set(pairs.messages)):
        rows = np.flatnonzero(pairs.messages == number)
        given = chosen({row: Worth(sent[row], led[row]) for row in rows}, alone=0.0)[:SHOWN]
        sorts = [str(pairs.sorts[row]) for row in given]
        counted.update(sorts)
        counted["messages with only cards worth sending"] += set(sorts) == {SORTS[0]}
        counted["the first worth sending"] += sorts[0] == SORTS[0]
        counted["one of the best among them"] += any(pairs.best[row] for row in given)
    return ", ".join(f"{name}: {count}" for name, count in counted.items())


if __name__ == "__main__":
    main()
