"""How times and memory grow with the number of passages: synthetic French passages, real words.

`python -m bench.scale [10000] [100000] …` publishes that many passages, then the same with one document changed, opens
the index, asks 200 questions, and reports seconds, milliseconds and megabytes. Words are drawn by Zipf's law (as in
real texts) from a made-up vocabulary that grows with the number of passages.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2s
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from typing import Annotated, Final

import numpy as np
import typer

from knowledge.embeddings import HashedNgrams
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.records import Document, Passage
from knowledge.retrieval import Retriever

_SYLLABLES: Final = (
    "tion ment eur age ier in con re dé pro trans indus terri pôle com pé ti vi té é co no mie fi nan ce en tre pri se "
    "ré gion lo gis ti que for ma fa bri ca ro bo nu mé ri cli mat a cier tex ti le bois cuir ver re sa lai re mar ché"
).split()
_SMALL: Final = "le la les de des du un une et en pour dans sur avec par que qui est sont aux ce cette".split()
_PER_DOCUMENT: Final = 20
_QUESTIONS: Final = 200


def passages(count: int) -> list[Passage]:
    """So many passages of about 110 words, 20 a document, always the same."""
    draw = random.Random(7)
    words = _vocabulary(draw, 20_000 + count)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    return [_passage(number, _text(draw, words, weights)) for number in range(count)]


def _vocabulary(draw: random.Random, size: int) -> list[str]:
    return ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(size)]


def _text(draw: random.Random, words: Sequence[str], weights: Sequence[float]) -> str:
    """About ten sentences of eleven words, half of them small words."""
    chosen = iter(draw.choices(words, cum_weights=weights, k=60))
    sentences = [" ".join(f"{draw.choice(_SMALL)} {next(chosen)}" for _ in range(6)) for _ in range(10)]
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _passage(number: int, text: str) -> Passage:
    path = f"documents/{number // _PER_DOCUMENT}.md"
    identity = blake2s(f"{path}{text}".encode(), digest_size=16).hexdigest()
    return Passage(identity, Document(path=path, title=f"Document {number // _PER_DOCUMENT}"), text)


def measure(count: int, place: Path) -> str:
    """Publish `count` passages in `place`, twice; in words, what it took."""
    given = passages(count)
    started = perf_counter()
    Index.build(place / "first", given, HashedNgrams())
    whole = perf_counter() - started
    changed = [replace(p, id=p.id[::-1], text=f"{p.text} Modifié.") for p in given[:_PER_DOCUMENT]]
    started = perf_counter()
    Index.build(place / "second", [*changed, *given[_PER_DOCUMENT:]], HashedNgrams(), place / "first")
    one = perf_counter() - started
    size = sum(file.stat().st_size for file in (place / "second").rglob("*") if file.is_file()) / 1e6
    return f"{count} passages: published in {whole:.1f} s, one document changed in {one:.1f} s, {size:.0f} MB on disk"


def ask(count: int, folder: Path) -> str:
    """Open an index and ask it; in words, what it took. Meant for a process of its own, whose memory it reports."""
    questions = _questions(count)
    started = perf_counter()
    embedder = HashedNgrams()
    index = Index.open(folder, embedder)
    retriever = Retriever(index, embedder, Lexicon.load())
    opened = perf_counter() - started
    started = perf_counter()
    retriever.search(questions[0])
    first = perf_counter() - started
    times = [_timed(retriever, question) for question in questions]
    index.close()
    return (
        f"{count} passages: opened in {opened:.2f} s, first question {first:.2f} s, then p50 "
        f"{np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms; {_peak_memory():.0f} MB at most"
    )


def _questions(count: int) -> list[str]:
    """Questions of five words of the passages; one in two has a slip."""
    draw = random.Random(11)
    words = _vocabulary(random.Random(7), 20_000 + count)
    asked = []
    for number in range(_QUESTIONS):
        chosen = [words[int(len(words) ** draw.random()) - 1] for _ in range(5)]
        if number % 2:
            chosen[0] = chosen[0][:2] + chosen[0][3:]
        asked.append(f"Comment {' '.join(chosen)} ?")
    return asked


def _timed(retriever: Retriever, question: str) -> float:
    started = perf_counter()
    retriever.search(question)
    return 1_000 * (perf_counter() - started)


def _peak_memory() -> float:
    """Megabytes this process has held at most (Linux); memory-mapped files that were read count."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(
    counts: Annotated[list[int] | None, typer.Argument(help="Numbers of passages.")] = None,
    folder: Annotated[Path | None, typer.Option(hidden=True, help="Ask this index instead of publishing.")] = None,
) -> None:
    """Print the figures of each size; each index is asked by a process of its own."""
    if folder and counts:
        typer.echo(ask(counts[0], folder))
        return
    for count in counts or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as place:
            typer.echo(measure(count, Path(place)))
            command = [sys.executable, "-m", "bench.scale", str(count), "--folder", str(Path(place) / "second")]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    typer.run(main)
