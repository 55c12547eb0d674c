"""How well passages are found, on a folder in the BEIR layout, beside stock methods over the same passages.

`python -m bench.retrieval DIR [--typos] [--limit N] [--half held-out] [--json]` publishes the corpus with the product's
own code, asks every question, and reports recall, MRR and nDCG, the lead over the best stock method with its 95 %
interval, the share of extracts of 60 words that hold a known answer, times and memory. `--embedder provider:model`
(with `--base-url` where it has a server of its own) measures another embedder in the same way.
"""

from __future__ import annotations

import json
import logging
import resource
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated, Protocol

import numpy as np
import numpy.typing as npt
import typer
from langchain_core.embeddings import Embeddings

from bench import beir
from bench.baselines import FullText, LangChainBM25, NoVectors, PlainBM25
from bench.beir import Measures, Question
from knowledge.embeddings import connect
from knowledge.errors import ProviderError
from knowledge.extractive import best_extract
from knowledge.french import words
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.records import Hit
from knowledge.retrieval import Retriever

Search = Callable[[str], list[str]]
"""Gives the ids of the best documents for a question, best first."""


class _Method(Protocol):
    """A stock way to search."""

    def search(self, question: str, limit: int) -> list[str]:
        """Paths of documents, best first."""


_OURS = "Boussole"
_PASSAGES = 20
"""Passages asked for, so that documents cut in several still give ten documents."""


@dataclass(frozen=True, slots=True)
class Report:
    """All the figures. Seconds, milliseconds, megabytes; shares from 0 to 1."""

    documents: int
    passages: int
    questions: int
    ingest_seconds: float
    query_p50_ms: float
    query_p95_ms: float
    peak_memory_mb: float
    methods: dict[str, Measures]
    best_stock: str
    lead_recall_5: float
    lead_interval: tuple[float, float]
    extracts_with_answer: float | None


def run(
    folder: Path, half: beir.Half = "all", typos: bool = False, limit: int = 0, embedder: Embeddings | None = None
) -> Report:
    """Publish the set and ask its questions, `limit` of them spread evenly (0 for all).

    Without an embedder, the built-in one is used. Raises ProviderError when it fails.
    """
    embedder = embedder or connect("")
    collection = beir.load(folder, half)
    questions = list(
        collection.questions[:: max(1, len(collection.questions) // limit)] if limit else collection.questions
    )
    questions = [beir.with_slips(question) for question in questions] if typos else questions
    with tempfile.TemporaryDirectory() as place:
        started = perf_counter()
        passages = collection.passages()
        Index.build(Path(place), passages, embedder)
        seconds = perf_counter() - started
        index = Index.open(Path(place), embedder)
        hits, times = _asked(Retriever(index, embedder, Lexicon.load()), questions)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rankings = {_OURS: [_documents(found) for found in hits]}
        stock = _stock(index)
        for name, search in (_legs(index, embedder) | stock).items():
            rankings[name] = [search(question.text) for question in questions]
        index.close()
    methods = {name: beir.measure(found, questions) for name, found in rankings.items()}
    best = max(stock, key=lambda name: methods[name].recall_5)
    gains = beir.recalls(rankings[_OURS], questions) - beir.recalls(rankings[best], questions)
    return Report(
        documents=len(collection.texts),
        passages=len(passages),
        questions=len(questions),
        ingest_seconds=seconds,
        query_p50_ms=float(np.percentile(times, 50)),
        query_p95_ms=float(np.percentile(times, 95)),
        peak_memory_mb=memory,
        methods=methods,
        best_stock=best,
        lead_recall_5=float(gains.mean()),
        lead_interval=_interval(gains),
        extracts_with_answer=_extracts(questions, hits),
    )


def _asked(retriever: Retriever, questions: Sequence[Question]) -> tuple[list[list[Hit]], list[float]]:
    """The hits of each question, and the milliseconds each took."""
    found, times = [], []
    for question in questions:
        started = perf_counter()
        found.append(retriever.search(question.text, _PASSAGES))
        times.append(1_000 * (perf_counter() - started))
    return found, times


def _documents(hits: Sequence[Hit]) -> list[str]:
    """Documents of the hits, each at its best passage's rank."""
    return list(dict.fromkeys(hit.passage.document.path for hit in hits))


def _legs(index: Index, embedder: Embeddings) -> dict[str, Search]:
    """Our index with one leg only."""
    logging.getLogger("knowledge.retrieval").setLevel(logging.ERROR)  # a warning a question says nothing new
    words_only = Retriever(index, NoVectors(), Lexicon.load())
    by_words = Retriever(index, embedder, Lexicon.load())

    def ranked(rows: Sequence[int]) -> list[str]:
        return list(dict.fromkeys(passage.document.path for passage in index.store.read(rows)))

    def lexical(question: str) -> list[str]:
        scores = by_words.lexical_scores(by_words.analyse(question))
        return ranked([row for row in np.argsort(-scores, kind="stable")[:_PASSAGES].tolist() if scores[row] > 0])

    def vector(question: str) -> list[str]:
        return ranked(index.nearest(embedder.embed_query(question), _PASSAGES)[0].tolist())

    return {
        "without vectors": lambda question: _documents(words_only.search(question, _PASSAGES)),
        "BM25 leg alone": lexical,
        "vector leg alone": vector,
    }


def _stock(index: Index) -> dict[str, Search]:
    """Stock methods over the same passages, LangChain's retriever where its packages are installed."""
    passages = list(index.passages())
    methods: dict[str, _Method] = {
        "BM25, white space, lower case": PlainBM25(passages),
        "SQLite FTS5": FullText(passages),
    }
    if LangChainBM25.installed():
        methods["LangChain BM25Retriever"] = LangChainBM25(passages)
    return {name: partial(_asked_of, method) for name, method in methods.items()}


def _asked_of(method: _Method, question: str) -> list[str]:
    return list(dict.fromkeys(method.search(question, _PASSAGES)))


def _interval(gains: npt.NDArray[np.float64]) -> tuple[float, float]:
    """95 % bootstrap interval of a mean, 1,000 draws from a fixed seed."""
    draws = np.random.default_rng(0)
    means = [gains[draws.integers(0, len(gains), len(gains))].mean() for _ in range(1_000)]
    return float(np.percentile(means, 2.5)), float(np.percentile(means, 97.5))


def _extracts(questions: Sequence[Question], hits: Sequence[Sequence[Hit]]) -> float | None:
    """Share of the extracts (60 words at most) that hold a known answer, case and accents aside."""
    known = [(question, found) for question, found in zip(questions, hits, strict=True) if question.answers]
    if not known:
        return None
    return float(np.mean([_holds(best_extract(q.text, found[:8], max_words=60).text, q.answers) for q, found in known]))


def _holds(text: str, answers: Sequence[str]) -> bool:
    said = f" {' '.join(words(text))} "
    return any(f" {' '.join(words(answer))} " in said for answer in answers)


def _printed(report: Report) -> str:
    """The report as lines of text."""
    lines = [
        f"{report.documents} documents, {report.passages} passages, {report.questions} questions",
        f"published in {report.ingest_seconds:.1f} s; a question takes {report.query_p50_ms:.1f} ms (p50), "
        f"{report.query_p95_ms:.1f} ms (p95); {report.peak_memory_mb:.0f} MB at most",
        f"{'':32} recall@1     @5    @10  MRR@10  nDCG@10",
    ]
    for name, m in report.methods.items():
        lines.append(
            f"{name:32}    {m.recall_1:.3f}  {m.recall_5:.3f}  {m.recall_10:.3f}   {m.mrr_10:.3f}    {m.ndcg_10:.3f}"
        )
    low, high = report.lead_interval
    lines.append(f"lead over {report.best_stock}, recall@5: {report.lead_recall_5:+.3f} [{low:+.3f}, {high:+.3f}]")
    if report.extracts_with_answer is not None:
        lines.append(f"extracts of 60 words that hold a known answer: {report.extracts_with_answer:.3f}")
    return "\n".join(lines)


def main(
    folder: Annotated[Path, typer.Argument(help="Folder in the BEIR layout.")],
    typos: Annotated[bool, typer.Option("--typos", help="Damage the questions as hurried typing does.")] = False,
    limit: Annotated[int, typer.Option(help="Ask so many questions, spread evenly; 0 for all.")] = 0,
    half: Annotated[str, typer.Option(help='"all", "tuning" or "held-out".')] = "all",
    embedder: Annotated[str, typer.Option(help='"provider:model" in place of the built-in vectors.')] = "",
    base_url: Annotated[str, typer.Option(help="Address of the embedder's server.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print the figures."""
    if not LangChainBM25.installed():
        typer.echo(f"LangChain's BM25Retriever is left out: pip install {LangChainBM25.needs}", err=True)
    try:
        report = run(folder, beir.as_half(half), typos, limit, connect(embedder, base_url))
    except ProviderError as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps(asdict(report), ensure_ascii=False) if as_json else _printed(report))


if __name__ == "__main__":
    typer.run(main)
