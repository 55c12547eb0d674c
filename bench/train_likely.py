"""Learn what the words of a message are usually about, from messages that we wrote with their labels.

    pip install scikit-learn==1.9.1        (BSD-3-Clause; for learning alone)
    python -m bench.train_likely

Reads `bench/messages/*.tsv` (a message, its trades, its needs; the labels of `knowledge/data/themes.toml` and
`needs.toml`) and the forms of the vocabulary, and writes `knowledge/data/likely.npz`. Prints how often the right trade
and the right need come first or among the first three on files of messages kept aside, beside what the vocabulary's
phrases alone say.

For each of the parts that the files are kept aside in, it also writes weights that its messages did not teach
(`bench/apart/`), from which `bench/train_worth.py` learns how far to trust what is likely.

Each label has a linear support vector machine of its own over stems and small words, and pairs of neighbours, weighed
by tf-idf. How its score and what the phrases say make a probability is learnt on scores of files that took no part in
learning it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bench.labelled import Message, folds, forms, heard, messages
from knowledge.facets import Facets
from knowledge.likely import FILE, PAIRED, features, marks_of, unglued
from knowledge.needs import needs, themes
from knowledge.weighing import Floats, probability

COST = 0.35
"""C of the support vector machines; from .2 to .5 the figures differ by .005."""
OFTEN = 3
"""Messages that a pair is in at least to be learnt."""
GLUED = 10
"""How many times more often a word is written apart than with an article glued to it."""
APART = Path(__file__).parent / "apart"
"""Where weights are that one part of the files did not teach, made anew by every learning and not committed."""
OF = APART / "messages.sha256"
"""Of which messages."""
LEAST = 0.05
"""A mark all of whose weights are under it is left out."""

Labels = npt.NDArray[np.int8]


class Learnt(NamedTuple):
    """What one learning gives."""

    words: TfidfVectorizer
    pairs: TfidfVectorizer
    table: Floats
    """Shape (words and pairs, labels)."""
    intercept: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels)."""
        rows = _joined(self.words.transform(texts), self.pairs.transform(texts))
        return np.asarray(rows @ self.table + self.intercept, dtype=np.float32)


class Said(NamedTuple):
    """What is known of a message before anything is learnt."""

    marks: str
    """Apart by spaces."""
    facets: Facets


def read(every: Sequence[Message]) -> list[Said]:
    """The marks and the facets of each message, its places left out."""
    said = [(marks_of(one.words), one.facets) for one in heard(every)]
    counted = Counter(mark for marks, _ in said for mark in marks)
    apart = {mark: often for mark in counted if (often := _unglued(mark, counted))}
    return [Said(" ".join(apart.get(mark, mark) for mark in marks), facets) for marks, facets in said]


def _unglued(mark: str, counted: Counter[str]) -> str:
    """The mark that one is glued to an article in, "" if it is a word of its own ("lait", "dune")."""
    apart = unglued(mark, counted)
    return apart if apart and counted[apart] >= GLUED * counted[mark] else ""


def labels_of(every: Sequence[Message], trades: list[str], wants: list[str]) -> Labels:
    """Which labels each message has, shape (messages, labels)."""
    rows = ([*(t in one.trades for t in trades), *(n in one.needs for n in wants)] for one in every)
    return np.array(list(rows), dtype=np.int8)


def learn(texts: list[str], known: Labels) -> Learnt:
    """Weights from texts of marks and their labels, shape (texts, labels)."""
    words = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True)
    pairs = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, ngram_range=(2, 2), min_df=OFTEN)
    rows = _joined(words.fit_transform(texts), pairs.fit_transform(texts))
    machines = [LinearSVC(C=COST, tol=1e-2, random_state=0).fit(rows, column) for column in known.T]
    table = np.concatenate([machine.coef_ for machine in machines]).T.astype(np.float32)
    return Learnt(words, pairs, table, np.concatenate([machine.intercept_ for machine in machines]).astype(np.float32))


def _joined(words: sparse.csr_matrix, pairs: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.hstack([words, PAIRED * pairs], format="csr")


def learnt_apart(
    every: Sequence[Message], texts: list[str], known: Labels, short: list[str], of: Labels
) -> tuple[list[Learnt], Floats]:
    """Weights that each part of the files did not teach, and scores of each message by those that its own did not.

    `short`, `of`: the forms and their labels.
    """
    parts, scores = [], np.zeros(known.shape, dtype=np.float32)
    for apart, rest in folds(every):
        learnt = learn([*(texts[i] for i in rest), *short], np.concatenate([known[rest], of]))
        scores[apart] = learnt.scores([texts[i] for i in apart])
        parts.append(learnt)
    return parts, scores


def calibrated(rows: Floats, known: Labels) -> Floats:
    """Weights that make a probability of features, the intercept last."""
    learnt = LogisticRegression(C=10, max_iter=500).fit(rows, known.ravel())
    return np.append(learnt.coef_[0], learnt.intercept_).astype(np.float32)


def report(likely: Floats, known: Labels, phrases: Sequence[Sequence[str]], labels: list[str]) -> None:
    """Print how often a right label comes first and among three, and what is given from several probabilities."""
    labelled = np.flatnonzero(known.any(axis=1)).tolist()
    order = np.argsort(-likely, axis=1)
    for count in (1, 3):
        right = np.mean([known[i, order[i, :count]].any() for i in labelled])
        said = np.mean([any(known[i, labels.index(label)] for label in phrases[i][:count]) for i in labelled])
        print(f"  among the first {count}: {right:.3f}; by phrases alone {said:.3f}")
    for share in (0.1, 0.3, 0.5, 0.7):
        given = likely >= share
        print(f"  from {share}: recall {given[known > 0].mean():.3f}, precision {known[given].mean():.3f}")


def main() -> None:
    """Learn, print and write."""
    trades, wants = [one.label for one in themes()], [one.label for one in needs()]
    every, short = list(messages()), list(forms())
    said, of = read(every), labels_of(short, trades, wants)
    texts, short_texts = [one.marks for one in said], [one.marks for one in read(short)]
    known = labels_of(every, trades, wants)
    parts, scores = learnt_apart(every, texts, known, short_texts, of)
    print(f"{len(every)} messages, {len(short)} forms")
    calibration = {
        "of_trade": _calibrate(scores, known, said, trades, 0, [[t.label for t in one.facets.themes] for one in said]),
        "of_need": _calibrate(
            scores, known, said, wants, len(trades), [[n.label for n in one.facets.needs] for one in said]
        ),
    }
    write(learn([*texts, *short_texts], np.concatenate([known, of])), trades, wants, calibration, FILE)
    for number, learnt in enumerate(parts):
        write(learnt, trades, wants, calibration, weights_apart(number))
    OF.write_text(fingerprint(every), encoding="utf-8")


def _calibrate(
    scores: Floats, known: Labels, said: list[Said], labels: list[str], at: int, phrases: list[list[str]]
) -> Floats:
    stems = [len({mark for mark in one.marks.split() if mark[0] != "_"}) for one in said]
    columns = slice(at, at + len(labels))
    rows = [features(*one) for one in zip(scores[:, columns], [labels] * len(said), phrases, stems, strict=True)]
    weights = calibrated(np.concatenate(rows), known[:, columns])
    likely = np.stack([probability(row, weights) for row in rows])
    print("needs" if at else "trades")
    report(likely, known[:, columns], phrases, labels)
    return weights


def weights_apart(number: int) -> Path:
    """Where the weights are that one part of the files did not teach."""
    return APART / f"likely_{number}.npz"


def fingerprint(every: Sequence[Message]) -> str:
    """What tells messages, and the parts that they are in, from others."""
    return hashlib.sha256("\n".join(f"{one.file}\t{one.text}" for one in every).encode()).hexdigest()


def write(learnt: Learnt, trades: list[str], wants: list[str], calibration: dict[str, Floats], file: Path) -> None:
    """Write the weights, eight bits each, and what makes probabilities of scores."""
    file.parent.mkdir(exist_ok=True)
    kept = np.abs(learnt.table).max(axis=1) > LEAST
    table = learnt.table[kept]
    names = [*learnt.words.get_feature_names_out(), *learnt.pairs.get_feature_names_out()]
    idf = np.concatenate([learnt.words.idf_, learnt.pairs.idf_])
    scale = np.abs(table).max(axis=0) / 127
    np.savez_compressed(
        file,
        marks="\n".join(np.array(names)[kept]),
        idf=idf[kept].astype(np.float16),
        table=np.round(table / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        intercept=learnt.intercept,
        trades="\n".join(trades),
        needs="\n".join(wants),
        of_trade=calibration["of_trade"],
        of_need=calibration["of_need"],
    )
    print(f"{kept.sum()} marks and pairs, {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
