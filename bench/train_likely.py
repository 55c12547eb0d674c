"""Learn what the words of a message are usually about, from messages that we wrote with their labels.

    pip install scikit-learn        (BSD-3-Clause; for learning alone)
    python -m bench.train_likely

Reads `bench/messages/*.tsv` (a message, its trades, its needs; the labels of `knowledge/data/themes.toml` and
`needs.toml`) and the forms of `knowledge/data/trades/`, and writes `knowledge/data/likely.npz`. Prints how often the
right trade and the right need come first or among the first three on messages kept aside, beside what the
vocabulary's phrases alone say, and the numbers of the judges, which go in `knowledge/likely.py`.

Each label has a linear support vector machine of its own over stems and small words weighed by tf-idf. How its score
and what the phrases say make a probability is learnt on scores of messages that took no part in learning it (five
folds).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bench.labelled import Message, forms, messages
from knowledge.facets import FacetReader, Facets
from knowledge.language import detect
from knowledge.likely import FILE, marks_of, signs
from knowledge.needs import needs, themes
from knowledge.places import Places
from knowledge.words import message_words

FOLDS = 5
COST = 0.5
"""C of the support vector machines."""
LEAST = 0.05
"""A mark all of whose weights are under it is left out."""

Floats = npt.NDArray[np.float32]


class Learnt(NamedTuple):
    """What one learning gives."""

    vectorizer: TfidfVectorizer
    table: Floats
    intercept: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels)."""
        return np.asarray(self.vectorizer.transform(texts) @ self.table + self.intercept, dtype=np.float32)


def marks(text: str, places: Places) -> str:
    """What is weighed of a message, its places left out, apart by spaces."""
    return " ".join(marks_of(message_words(text, [(one.start, one.end) for one in places.find_all(text)])))


def learn(texts: list[str], known: npt.NDArray[np.int8]) -> Learnt:
    """Weights from texts of marks and their labels, shape (texts, labels)."""
    vectorizer = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True)
    rows = vectorizer.fit_transform(texts)
    machines = [LinearSVC(C=COST, max_iter=300, tol=1e-2).fit(rows, column) for column in known.T]
    table = np.concatenate([machine.coef_ for machine in machines]).T.astype(np.float32)
    return Learnt(vectorizer, table, np.concatenate([machine.intercept_ for machine in machines]).astype(np.float32))


def judge(
    scores: Floats,
    phrases: Sequence[Sequence[str]],
    stems: Sequence[int],
    labels: Sequence[str],
    known: npt.NDArray[np.int8],
) -> Floats:
    """Print what a judge of these labels is made of, and how it does beside the phrases; give its probabilities."""
    said_of = zip(scores, phrases, stems, strict=True)
    rows = np.concatenate([signs(row, labels, said, count) for row, said, count in said_of])
    learnt = LogisticRegression(C=10, max_iter=500).fit(rows, known.ravel())
    likely = np.asarray(learnt.predict_proba(rows)[:, 1].reshape(known.shape), dtype=np.float32)
    said = np.array([[label in one for label in labels] for one in phrases])
    labelled = known.any(axis=1)
    print(f"  Judge({', '.join(f'{value:.2f}' for value in (*learnt.coef_[0], *learnt.intercept_))})")
    if len(labels) > 1:
        order = np.argsort(-likely[labelled], axis=1)
        right = np.take_along_axis(known[labelled], order, axis=1)
        ranks = [[labels.index(label) for label in phrases[place]] for place in np.flatnonzero(labelled).tolist()]
        truth = known[labelled]
        by_phrases = [
            np.mean([bool(row[one[:n]].any()) for row, one in zip(truth, ranks, strict=True)]) for n in (1, 3)
        ]
        print(f"  first {right[:, 0].mean():.3f}, among three {right[:, :3].any(axis=1).mean():.3f}", end="; ")
        print(f"phrases alone {by_phrases[0]:.3f}, {by_phrases[1]:.3f}")
    for share in (0.1, 0.2, 0.35, 0.5, 0.7):
        given = likely >= share
        recall, precision = given[known > 0].mean(), known[given].mean()
        idle = given[~labelled].any(axis=1).mean() if len(labels) > 1 else given[known == 0].mean()
        print(f"  from {share}: recall {recall:.3f}, precision {precision:.3f}; {idle:.3f} of the others given one")
    print(f"  phrases: recall {said[known > 0].mean():.3f}, precision {known[said].mean() if said.any() else 0:.3f}")
    return likely


def labels_of(every: Sequence[Message], trade_labels: list[str], need_labels: list[str]) -> npt.NDArray[np.int8]:
    """Which labels each message has, the last whether it has any, shape (messages, labels)."""
    rows = (
        [
            *(label in one.trades for label in trade_labels),
            *(label in one.needs for label in need_labels),
            bool(one.trades or one.needs),
        ]
        for one in every
    )
    return np.array(list(rows), dtype=np.int8)


def facets_of(every: Sequence[Message], places: Places) -> list[Facets]:
    """What the vocabulary's phrases say of each message."""
    reader = FacetReader(())
    masks = ([(one.start, one.end) for one in places.find_all(message.text)] for message in every)
    return [
        reader.read(message_words(message.text, mask), english=detect(message.text) == "en")
        for message, mask in zip(every, masks, strict=True)
    ]


def main() -> None:
    """Learn, print and write."""
    every, places = list(messages()), Places()
    texts = [marks(message.text, places) for message in every]
    trade_labels, need_labels = [one.label for one in themes()], [one.label for one in needs()]
    known = labels_of(every, trade_labels, need_labels)
    short = list(forms())
    forms_texts = [marks(form.text, places) for form in short]
    of_forms = labels_of(short, trade_labels, need_labels)
    facets = facets_of(every, places)
    counts = [len({mark for mark in text.split() if mark[0] != "_"}) for text in texts]
    scores = np.zeros(known.shape, dtype=np.float32)
    fold = np.arange(len(every)) * 7919 % FOLDS
    for number in range(FOLDS):
        apart, rest = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        learnt = learn([*(texts[i] for i in rest), *forms_texts], np.concatenate([known[rest], of_forms]))
        scores[apart] = learnt.scores([texts[i] for i in apart])
    parted, last = len(trade_labels), len(trade_labels) + len(need_labels)
    print(f"{len(every)} messages, {len(short)} forms")
    print("trades")
    judge(
        scores[:, :parted], [[t.label for t in one.themes] for one in facets], counts, trade_labels, known[:, :parted]
    )
    print("needs")
    judge(
        scores[:, parted:last],
        [[n.label for n in one.needs] for one in facets],
        counts,
        need_labels,
        known[:, parted:last],
    )
    print("a company's message")
    judge(
        scores[:, last:], [["company"] if one else [] for one in facets], [1] * len(every), ["company"], known[:, last:]
    )
    write(learn([*texts, *forms_texts], np.concatenate([known, of_forms])), trade_labels, need_labels)


def write(learnt: Learnt, trade_labels: Sequence[str], need_labels: Sequence[str]) -> None:
    """Write the weights, eight bits each."""
    kept = np.abs(learnt.table).max(axis=1) > LEAST
    table = learnt.table[kept]
    scale = np.abs(table).max(axis=0) / 127
    listed = sorted(learnt.vectorizer.vocabulary_, key=learnt.vectorizer.vocabulary_.__getitem__)
    np.savez_compressed(
        FILE,
        marks="\n".join(mark for mark, keep in zip(listed, kept, strict=True) if keep),
        rarity=learnt.vectorizer.idf_[kept].astype(np.float16),
        table=np.round(table / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        intercept=learnt.intercept,
        trades="\n".join(trade_labels),
        needs="\n".join(need_labels),
    )
    print(f"{kept.sum()} marks, {FILE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
