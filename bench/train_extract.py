"""Learn how much each piece of evidence counts in choosing a sentence, and measure it on titles kept aside.

    python -m bench.train_extract FOLDER

FOLDER holds questions with answers in the BEIR layout: corpus.jsonl (_id, title, text), qrels.tsv and queries.jsonl,
whose `metadata.answers` are the literal answers. The weights printed go in knowledge/extractive.py.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path

import numpy as np

from knowledge import evidence
from knowledge.embeddings import HashedNgrams
from knowledge.evidence import Floats
from knowledge.extractive import best_extract
from knowledge.french import fold
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.records import Document, Hit, Passage
from knowledge.retrieval import Retriever

BY_HAND = ("asks", "recent", "kind_office", "kind_definition", "kind_amount", "kind_email", "kind_phone", "kind_link")
"""Too rare in encyclopaedic questions to be learnt from them."""
STEPS = 400
RATE = 0.3
RIDGE = 1e-3
_ARTICLES = frozenset("le la les l un une des du de d".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answers, and where the passage that holds them is."""

    text: str
    answers: tuple[str, ...]
    passage: str
    title: str

    @property
    def kept_aside(self) -> bool:
        """Whether it is for measuring only: half of the titles are."""
        return blake2s(self.title.encode()).digest()[0] % 2 == 1

    def answered_by(self, text: str) -> bool:
        """Whether the text holds an answer, but for case, accents, punctuation and articles."""
        plain = _plain(text)
        return any(_plain(answer) in plain for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Case:
    """A question's candidates: their evidence, and which of them answer."""

    rows: Floats
    right: Floats


def _plain(text: str) -> str:
    return f" {' '.join(word for word in re.findall(r'[a-z0-9]+', fold(text)) if word not in _ARTICLES)} "


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def read(folder: Path) -> tuple[list[Passage], list[Asked]]:
    """Give the passages and the questions of a folder in the BEIR layout."""
    titles = {str(line["_id"]): str(line["title"]) for line in _lines(folder / "corpus.jsonl")}
    passages = [
        Passage(str(line["_id"]), Document(str(line["_id"]), ""), str(line["text"]))
        for line in _lines(folder / "corpus.jsonl")
    ]
    pairs = (line.split("\t")[:2] for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:])
    where = dict(pairs)
    asked = [
        Asked(str(line["text"]), _answers(line["metadata"]), where[str(line["_id"])], titles[where[str(line["_id"])]])
        for line in _lines(folder / "queries.jsonl")
    ]
    return passages, asked


def _answers(metadata: object) -> tuple[str, ...]:
    answers = metadata.get("answers", []) if isinstance(metadata, dict) else []
    return tuple(answer for answer in answers if _plain(answer).strip())


def case(question: Asked, hits: Sequence[Hit]) -> Case:
    """Weigh the candidates of one question."""
    among = evidence.candidates(hits)
    right = [
        hits[candidate.hit].passage.id == question.passage and question.answered_by(candidate.text)
        for candidate in among
    ]
    return Case(evidence.weigh(question.text, hits, among), np.array(right, dtype=float))


def fit(cases: Sequence[Case], columns: Sequence[int]) -> Floats:
    """Learn the weights under which the right sentences take the largest share (a conditional logit).

    Gradient ascent on the mean log share, evidence scaled to unit deviation, with a ridge penalty.
    """
    useful = [case for case in cases if case.right.any()]
    deviation = np.vstack([case.rows for case in useful])[:, columns].std(axis=0) + 1e-9
    scaled = [(case.rows[:, columns] / deviation, case.right) for case in useful]
    weights = np.zeros(len(columns))
    for _ in range(STEPS):
        slope = sum((_slope(rows, right, weights) for rows, right in scaled), np.zeros(len(columns)))
        weights += RATE * (slope / len(scaled) - RIDGE * weights)
    return np.asarray(weights / deviation)


def _slope(rows: Floats, right: Floats, weights: Floats) -> Floats:
    odds = rows @ weights
    raised = np.exp(odds - odds.max())
    rightly = raised * right
    return np.asarray(rows.T @ (rightly / (rightly.sum() + 1e-12) - raised / raised.sum()))


def measure(asked: Sequence[Asked], search: Callable[[str], list[Hit]]) -> tuple[float, float, float]:
    """Give how often the answer, and its first sentence, hold a right answer, and the mean number of words."""
    counts = np.zeros(3)
    for question in asked:
        extract = best_extract(question.text, search(question.text))
        first = extract.sentences[0].text if extract.sentences else ""
        counts += [question.answered_by(extract.text), question.answered_by(first), len(extract.text.split())]
    whole, first_only, words = counts / max(1, len(asked))
    return float(whole), float(first_only), float(words)


def main(folder: Path) -> None:
    """Print the weights learnt on one half of the titles, and the shipped ones measured on the other."""
    passages, asked = read(folder)
    with tempfile.TemporaryDirectory() as place:
        embedder = HashedNgrams()
        Index.build(Path(place), passages, embedder)
        index = Index.open(Path(place), embedder)
        search = Retriever(index, embedder, Lexicon.load()).search
        cases = [case(question, search(question.text)) for question in asked if not question.kept_aside]
        columns = [place for place, name in enumerate(evidence.NAMES) if name not in BY_HAND]
        for column, weight in zip(columns, fit(cases, columns), strict=True):
            print(f"{evidence.NAMES[column]:16} {weight:5.1f}")
        whole, first, words = measure([question for question in asked if question.kept_aside], search)
        print(f"kept aside: answered {whole:.3f}, in the first sentence {first:.3f}, {words:.0f} words on average")
        index.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
