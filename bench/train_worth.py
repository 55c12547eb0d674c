"""Learn which actors an adviser would send, from what advisers wrote.

    pip install scikit-learn==1.9.1        (BSD-3-Clause; for learning alone)
    python -m bench.train_likely           (first: how likely a message is to be about what, in parts)
    python -m bench.train_worth

Reads `bench/lists/`, `bench/cards/` and `bench/rights/` (see `bench/judged.py`) and the shipped directory, and writes
`knowledge/data/worth.npz`. A message that also taught what is likely is read by weights that it did not teach
(`bench/apart/`; but for their calibration, and for whose message it is), or else what is likely would be trusted more
than it deserves. Prints what the first three places hold on a fifth of the lists, kept aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupShuffleSplit

from bench.actors import shipped_directory
from bench.judged import SHOWN, SORTS, Judged, cards, lists, rights, tally
from bench.labelled import FOLDS, messages
from bench.train_likely import OF, fingerprint, weights_apart
from knowledge.directory import Directory
from knowledge.french import fold
from knowledge.likely import learnt_from
from knowledge.weighing import Flags, Floats, logistic, weighed
from knowledge.worth import FILE, NAMES, Adviser, Signs, Worth, groups_of, labels, rarest, untaught, worded_groups
from knowledge.worth import sent as chosen

COST = 1.0
"""C of the regressions, over signs of variance 1; from .3 to 3 the figures are the same."""
WORDS = 3.0
"""By what tf-idf values are multiplied, so that words, each of which is rare, may weigh."""
FEWEST = 3
"""Messages that a word is in at least to be learnt."""
ASIDE = 0.2
"""The share of the lists that is kept aside for the figures."""


class Advised(NamedTuple):
    """A judged message, and what an adviser looks at."""

    judged: Judged
    signs: Signs
    marks: str
    """What its words are weighed by, apart by spaces."""


class Pairs(NamedTuple):
    """Messages beside actors, one pair a row."""

    own: Floats
    """Signs of the pair, shape (pairs, signs)."""
    said: sparse.csr_matrix
    """What the message is about, by the actor's groups, shape (pairs, groups × (labels + 1))."""
    words: sparse.csr_matrix
    """Its words, by those of the groups for which they count, shape (pairs, such groups × marks)."""
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
    by_mark: Floats

    def scores(self, pairs: Pairs) -> Floats:
        """The log-odds of pairs."""
        said = pairs.said @ self.by_group + pairs.words @ self.by_mark
        return np.asarray(pairs.own @ self.of_sign[:-1] + said + self.of_sign[-1])


def parts() -> dict[str, int]:
    """The part of each message that taught what is likely, by its folded text.

    Raises ValueError where `bench/apart/` is not of the messages of today.
    """
    every = list(messages())
    if not OF.exists() or OF.read_text(encoding="utf-8") != fingerprint(every):
        raise ValueError("bench/apart is of other messages: run python -m bench.train_likely")
    return {fold(message.text): message.file % FOLDS for message in every}


def advised(
    judged: Sequence[Judged], part_of: Mapping[str, int], directory: Directory, groups: Sequence[str]
) -> list[Advised]:
    """What an adviser looks at in each message; those that name an actor are left out."""
    adviser, found = Adviser(directory.actors, untaught(groups)), []
    for number in range(FOLDS):
        reading = Directory(directory.actors, directory.territories, directory.places)  # what is read is remembered
        with learnt_from(weights_apart(number)):
            own = [one for one in judged if part_of.get(fold(one.text), 0) == number]
            read = [(message, reading.asked(message.text)) for message in own]
        found += [Advised(one, adviser.signs(asked), " ".join(asked.marks)) for one, asked in read if asked]
    return found


def pairs_of(
    every: Sequence[Advised], actors: Sequence[str], groups: Sequence[str], vectorizer: TfidfVectorizer
) -> Pairs:
    """Every message beside every actor, by their ids."""
    idf = vectorizer.idf_.astype(np.float32)
    words = [_words(one.marks, vectorizer.vocabulary_, idf) for one in every]
    worded = worded_groups(groups)
    of = [sparse.csr_matrix(one.signs.groups) for one in every]
    return Pairs(
        np.concatenate([one.signs.own for one in every]),
        sparse.vstack([_beside(rows, one.signs.shares[None]) for rows, one in zip(of, every, strict=True)]).tocsr(),
        sparse.vstack([_beside(rows[:, worded], row) for rows, row in zip(of, words, strict=True)]).tocsr(),
        np.array([one.judged.sort(actor) or "" for one in every for actor in actors]),
        np.array([actor in one.judged.best for one in every for actor in actors]),
        np.repeat(np.arange(len(every)), len(actors)),
    )


def _words(marks: str, rows: Mapping[str, int], idf: Floats) -> sparse.csr_matrix:
    """A message's words as they are weighed later, shape (1, marks)."""
    found, values = weighed(marks.split(), rows, idf, unknown=rarest(idf))
    return sparse.csr_matrix((values * WORDS, ([0] * len(found), found)), shape=(1, len(idf)))


def _beside(groups: sparse.csr_matrix, row: Floats | sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.kron(groups, sparse.csr_matrix(row, dtype=np.float32), format="csr")


def part(pairs: Pairs, rows: npt.NDArray[np.int64]) -> Pairs:
    """Some of the pairs."""
    return Pairs(
        pairs.own[rows], pairs.said[rows], pairs.words[rows], pairs.sorts[rows], pairs.best[rows], pairs.messages[rows]
    )


def line(known: Sequence[Pairs], label: Callable[[Pairs], Flags]) -> Line:
    """Learn what tells the pairs that are so from the others."""
    own = np.concatenate([one.own for one in known])
    said, words = sparse.vstack([one.said for one in known]), sparse.vstack([one.words for one in known])
    middle, spread = own.mean(axis=0), own.std(axis=0) + 1e-9
    design = sparse.hstack([sparse.csr_matrix((own - middle) / spread), said, words]).tocsr()
    model = LogisticRegression(C=COST, max_iter=3000).fit(design, np.concatenate([label(one) for one in known]))
    of_own, by_group, by_mark = np.split(model.coef_[0], np.cumsum([own.shape[1], said.shape[1]]))
    weights = of_own / spread
    of_sign = np.array([*weights, model.intercept_[0] - weights @ middle], dtype=np.float32)
    return Line(of_sign, by_group.astype(np.float32), by_mark.astype(np.float32))


def learnt(whole: Pairs, one_by_one: Pairs, right: Pairs) -> tuple[Line, Line]:
    """What makes an adviser content to send an actor, and what makes it one of the first."""
    content = line([whole, one_by_one], lambda pairs: pairs.sorts == SORTS[0])
    return content, line([whole, right], lambda pairs: pairs.best)


def main() -> None:
    """Learn, print the figures on lists kept aside, and write."""
    directory = shipped_directory()
    actors = [actor.id for actor in directory.actors]
    groups = sorted({group for actor in directory.actors for group in groups_of(actor)})
    part_of = parts()
    every = [advised(list(found), part_of, directory, groups) for found in (lists(), cards(), rights())]
    vectorizer = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, min_df=FEWEST, dtype=np.float32)
    vectorizer.fit([one.marks for found in every for one in found])
    whole, judged, right = (pairs_of(found, actors, groups, vectorizer) for found in every)
    judged = part(judged, np.flatnonzero(judged.sorts != ""))
    print(", ".join(str(len(found)) for found in every), "lists, with cards, with rights")
    train, test = next(GroupShuffleSplit(1, test_size=ASIDE, random_state=0).split(whole.own, None, whole.messages))
    aside = part(whole, test)
    content, first = learnt(part(whole, train), judged, right)
    print(f"  {shown(aside, logistic(content.scores(aside)), logistic(first.scores(aside)))}")
    write(learnt(whole, judged, right), groups, vectorizer)


def write(lines: tuple[Line, Line], groups: Sequence[str], vectorizer: TfidfVectorizer) -> None:
    """Write the weights, those of words eight bits each, and print those of signs."""
    by_mark = np.stack([one.by_mark for one in lines], axis=1).reshape(len(worded_groups(groups)), -1, 2) * WORDS
    scale = np.abs(by_mark).max(axis=1, keepdims=True).transpose(1, 0, 2) / 127
    np.savez_compressed(
        FILE,
        of_sign=np.stack([one.of_sign for one in lines], axis=1),
        by_group=np.stack([one.by_group for one in lines], axis=1)
        .reshape(len(groups), len(labels()) + 1, 2)
        .astype(np.float16),
        by_mark=np.round(by_mark.transpose(1, 0, 2) / np.maximum(scale, 1e-9)).astype(np.int8),
        scale=scale.astype(np.float32),
        idf=vectorizer.idf_.astype(np.float16),
        marks="\n".join(vectorizer.get_feature_names_out()),
        names="\n".join(NAMES),
        groups="\n".join(groups),
        labels="\n".join(labels()),
    )
    print(f"{by_mark.shape[1]} marks, {FILE.stat().st_size // 1000} kB")
    for number, name in enumerate((*NAMES, "intercept")):
        print(f"    {name}: {lines[0].of_sign[number]:.2f} {lines[1].of_sign[number]:.2f}")


def shown(pairs: Pairs, sent: Floats, led: Floats) -> str:
    """What the first three places hold."""
    counted: Counter[str] = Counter()
    for number in sorted(set(pairs.messages)):
        rows = np.flatnonzero(pairs.messages == number)
        given = chosen({row: Worth(sent[row], led[row]) for row in rows}, alone=0.0)[:SHOWN]
        counted.update(tally([str(pairs.sorts[row]) for row in given], (bool(pairs.best[row]) for row in given)))
    return ", ".join(f"{name}: {count}" for name, count in counted.items())


if __name__ == "__main__":
    main()
