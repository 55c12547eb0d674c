"""Learn whose a message is, a company's that wants an ally or not, from messages that we wrote with their labels.

    pip install scikit-learn==1.9.1        (BSD-3-Clause; for learning alone)
    python -m bench.train_company

Reads `bench/messages/*.tsv` (a message without labels is nobody's) and the forms of the vocabulary, and writes
`knowledge/data/company.npz`. Prints how many of the others pass where most of the companies' messages do, on files of
messages kept aside, by words alone and by words and pairs of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bench.labelled import Message, folds, forms, heard, messages
from bench.train_likely import calibrated
from knowledge.company import FILE, features, ngrams
from knowledge.likely import marks_of
from knowledge.weighing import Floats, probability

COST = 1.0
"""C of the support vector machine."""
LEAST = 0.12
"""A word or a pair whose weight is under it is left out, and the others are learnt again."""
AT = ("à Lyon", "Lille", "dans l'Ain", "a Nantes", "en Bretagne", "près de Metz")
"""Where a form of the vocabulary is searched for."""
SHORT = 0.05
"""What a search counts, where a message counts one."""
RETAINED = (0.984, 0.95)
"""Shares of the companies' messages that are to pass."""


class Read(NamedTuple):
    """What is known of a message before anything is learnt."""

    ngrams: list[str]
    told: bool
    """Whether a phrase of the vocabulary says a trade or a need."""


class Learnt(NamedTuple):
    """What one learning gives."""

    vectorizer: TfidfVectorizer
    machine: LinearSVC

    def scores(self, every: Sequence[list[str]]) -> Floats:
        """Shape (messages,)."""
        return np.asarray(self.machine.decision_function(self.vectorizer.transform(every)), dtype=np.float32)


def read(every: Sequence[Message]) -> list[Read]:
    """The words and pairs of each message."""
    return [
        Read(ngrams(one.words, marks_of(one.words), one.places), bool(one.facets.themes or one.facets.needs))
        for one in heard(every)
    ]


def searches() -> list[Message]:
    """The forms of the vocabulary as somebody in a hurry searches for them, every other one with a place."""
    return [
        form._replace(text=f"{form.text} {AT[number % len(AT)]}") if number % 2 else form
        for number, form in enumerate(forms())
    ]


def learn(every: list[list[str]], known: npt.NDArray[np.int8], short: list[list[str]], *, pairs: bool = True) -> Learnt:
    """Weights of words and, with `pairs`, of pairs of words, from messages and from searches of companies."""
    rows = [*every, *short]
    if not pairs:
        rows = [[one for one in row if " " not in one] for row in rows]
    labels = np.append(known, np.ones(len(short), dtype=np.int8))
    weights = np.append(np.ones(len(every)), np.full(len(short), SHORT))
    first = _fitted(TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=2), rows, labels, weights)
    heavy = np.abs(first.machine.coef_[0]) >= LEAST
    names = first.vectorizer.get_feature_names_out()[heavy]
    return _fitted(TfidfVectorizer(analyzer=list, sublinear_tf=True, vocabulary=names), rows, labels, weights)


def _fitted(
    vectorizer: TfidfVectorizer, rows: list[list[str]], labels: npt.NDArray[np.int8], weights: npt.NDArray[np.float64]
) -> Learnt:
    table = vectorizer.fit_transform(rows)
    machine = LinearSVC(C=COST, tol=1e-2, random_state=0).fit(table, labels, sample_weight=weights)
    return Learnt(vectorizer, machine)


def scores_apart(
    every: Sequence[Message], said: list[Read], known: npt.NDArray[np.int8], short: list[Read], *, pairs: bool
) -> Floats:
    """Scores of each message by weights that its file did not teach."""
    scores = np.zeros(len(every), dtype=np.float32)
    for apart, rest in folds(every):
        learnt = learn([said[i].ngrams for i in rest], known[rest], [one.ngrams for one in short], pairs=pairs)
        scores[apart] = learnt.scores([said[i].ngrams for i in apart])
    return scores


def report(scores: Floats, known: npt.NDArray[np.int8]) -> None:
    """Print how many of the others pass where most of the companies' messages do."""
    for share in RETAINED:
        bar = np.quantile(scores[known == 1], 1 - share)
        print(f"  {share} of those of companies pass, and {(scores[known == 0] > bar).mean():.3f} of the others")


def main() -> None:
    """Learn, print and write."""
    every = list(messages())
    said, short = read(every), read(searches())
    known = np.array([bool(one.trades or one.needs) for one in every], dtype=np.int8)
    print(f"{len(every)} messages, {(known == 0).sum()} of nobody")
    for pairs in (False, True):
        scores = scores_apart(every, said, known, short, pairs=pairs)
        print("words and pairs" if pairs else "words alone")
        report(scores, known)
    rows = features(scores, [one.told for one in said])
    calibration = calibrated(rows, known)
    likely = probability(rows, calibration)
    for share in (0.3, 0.4, 0.5, 0.7, 0.99):
        kept, idle = (likely[known == 1] >= share).mean(), (likely[known == 0] >= share).mean()
        print(f"  from {share}: {kept:.3f} of those of companies, {idle:.3f} of the others")
    write(learn([one.ngrams for one in said], known, [one.ngrams for one in short]), calibration)


def write(learnt: Learnt, calibration: Floats) -> None:
    """Write the weights, eight bits each, and what makes a probability of a score."""
    said = learnt.machine.coef_[0]
    scale = np.float32(np.abs(said).max() / 127)
    np.savez_compressed(
        FILE,
        ngrams="\n".join(learnt.vectorizer.get_feature_names_out()),
        idf=learnt.vectorizer.idf_.astype(np.float16),
        said=np.round(said / scale).astype(np.int8),
        scale=scale,
        intercept=np.float32(learnt.machine.intercept_[0]),
        calibration=calibration,
    )
    print(f"{len(said)} words and pairs, {FILE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
