"""Learn what each kind of evidence counts (`knowledge.ranking.EVIDENCE`) from questions and the passages that answer.

`python -m bench.train_ranking DIR [--embedder provider:model] [--every N]` reads the tuning half of a BEIR folder,
clean and with slips, and prints the weights to write in ranking.py: a softmax over each question's candidates
(listwise, Cao et al. 2007), by gradient (Adam), weights kept at 0 or above since more evidence never speaks against a
passage.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer
from langchain_core.embeddings import Embeddings

from bench import beir
from knowledge import ranking
from knowledge.embeddings import connect
from knowledge.errors import ProviderError
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.retrieval import Retriever

Floats = npt.NDArray[np.float64]
Example = tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]
"""Evidence of a question's candidates, and which of them answer."""


def main(
    folder: Annotated[Path, typer.Argument(help="Folder in the BEIR layout.")],
    embedder: Annotated[str, typer.Option(help='"provider:model" in place of the built-in vectors.')] = "",
    base_url: Annotated[str, typer.Option(help="Address of the embedder's server.")] = "",
    every: Annotated[int, typer.Option(help="Learn from one question in so many.", min=1)] = 1,
) -> None:
    """Print the weights learnt."""
    try:
        found = examples(folder, connect(embedder, base_url), every)
    except ProviderError as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None
    for name, weight in zip(ranking.EVIDENCE, learn(found), strict=True):
        typer.echo(f'    "{name}": {weight:.2f},')


def examples(folder: Path, embedder: Embeddings, every: int = 1) -> list[Example]:
    """The evidence for the tuning half's questions, one in `every`; raises ProviderError when the embedder fails."""
    collection = beir.load(folder, "tuning")
    questions = collection.questions[::every]
    with tempfile.TemporaryDirectory() as place:
        Index.build(Path(place), collection.passages(), embedder)
        index = Index.open(Path(place), embedder)
        retriever = Retriever(index, embedder, Lexicon.load())
        paths = np.array([passage.document.path for passage in index.passages()])
        found = list(_examples(retriever, paths, [*questions, *map(beir.with_slips, questions)]))
        index.close()
    return found


def _examples(retriever: Retriever, paths: npt.NDArray[np.str_], asked: list[beir.Question]) -> Iterator[Example]:
    for question in asked:
        query = retriever.analyse(question.text)
        if not query.terms:
            continue
        rows, evidence = retriever.weigh(query)
        good = np.isin(paths[rows], list(question.relevant))
        if good.any():
            yield evidence, good


def learn(examples: list[Example], steps: int = 800, decay: float = 1e-4) -> Floats:
    """Weights of the columns of evidence, for evidence as it stands."""
    spread = np.concatenate([evidence for evidence, _ in examples[::5]]).std(axis=0) + 1e-6
    evidence = np.concatenate([e for e, _ in examples]) / spread
    good = np.concatenate([g for _, g in examples]).astype(float)
    starts = np.cumsum([0, *(len(g) for _, g in examples)])[:-1]
    weights, mean, square = (np.zeros(evidence.shape[1]) for _ in range(3))
    for step in range(1, steps + 1):
        gradient = _gradient(evidence, good, starts, weights) + decay * weights
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights = np.maximum(weights, 0.0)
    return np.asarray(weights / spread)


def _gradient(evidence: Floats, good: Floats, starts: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """Gradient of the mean cross-entropy between the candidates that answer and the softmax of the scores."""
    lengths = np.diff([*starts, len(good)])
    scores = evidence @ weights
    odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    chance = odds / np.repeat(np.add.reduceat(odds, starts), lengths)
    target = good / np.repeat(np.add.reduceat(good, starts), lengths)
    return np.asarray(evidence.T @ (chance - target) / len(starts))


if __name__ == "__main__":
    typer.run(main)
