"""A retrieval set in the BEIR layout (`corpus.jsonl`, `queries.jsonl`, `qrels.tsv`), its slips and its measures."""

from __future__ import annotations

import csv
import json
import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.passages import split
from knowledge.records import Document, Page, Passage, Reading

Half = Literal["all", "tuning", "held-out"]

_LONG: Final = 5
_WORD: Final = re.compile(rf"[^\W\d_]{{{_LONG},}}")
_KEYS: Final = ("azertyuiop", "qsdfghjklm", "wxcvbn")


_Line = dict[str, Any]
"""A line of JSON as the set has it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the documents that answer it, and its answers where they are known."""

    id: str
    text: str
    relevant: frozenset[str]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents by id, and the questions that at least one of them answers."""

    texts: dict[str, str]
    questions: tuple[Question, ...]

    def passages(self) -> list[Passage]:
        """The documents cut as the product does; titles are left out, and `document.path` is the document's id."""
        readings = (Reading(Document(path=name, title=""), (Page(text),)) for name, text in self.texts.items())
        return [passage for reading in readings for passage in split(reading)]


def load(folder: Path, half: Half = "all") -> Collection:
    """Read a set; a half keeps the questions whose document's title falls in it, and every document."""
    documents = _lines(folder / "corpus.jsonl")
    titles = {document["_id"]: document.get("title") or document["_id"] for document in documents}
    relevant: dict[str, set[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if int(row["score"]) > 0:
                relevant.setdefault(row["query-id"], set()).add(row["corpus-id"])
    asked = _lines(folder / "queries.jsonl")
    questions = tuple(
        Question(
            q["_id"], q["text"], frozenset(relevant[q["_id"]]), tuple((q.get("metadata") or {}).get("answers", ()))
        )
        for q in asked
        if q["_id"] in relevant and half in ("all", _half(titles[min(relevant[q["_id"]])]))
    )
    return Collection({document["_id"]: document["text"] for document in documents}, questions)


def as_half(name: str) -> Half:
    """The half of that name; raises ValueError for another."""
    if name not in get_args(Half):
        raise ValueError(f"{name} is none of {get_args(Half)}")
    return cast(Half, name)


def with_slips(question: Question) -> Question:
    """The question as typed in a hurry: no accents, and one slip in half of its words of five letters or more.

    A slip drops, doubles or swaps a letter, or takes the next key; the same question always gets the same slips.
    """
    draw = random.Random(f"slips:{question.id}")
    folded = unicodedata.normalize("NFKD", question.text)
    text = "".join(c for c in folded if not unicodedata.combining(c))
    long = list(_WORD.finditer(text))
    for match in sorted(draw.sample(long, (len(long) + 1) // 2), key=lambda m: -m.start()):
        text = text[: match.start()] + _slip(match.group(), draw) + text[match.end() :]
    return replace(question, text=text)


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the questions, 0 to 1."""

    recall_1: float
    recall_5: float
    recall_10: float
    mrr_10: float
    ndcg_10: float


def measure(rankings: Sequence[Sequence[str]], questions: Sequence[Question]) -> Measures:
    """Measure ranked document ids, best first, of each question. Relevance is yes or no."""
    pairs = list(zip(rankings, questions, strict=True))
    recall = {depth: float(np.mean([_recall(found, q, depth) for found, q in pairs])) for depth in (1, 5, 10)}
    return Measures(
        recall_1=recall[1],
        recall_5=recall[5],
        recall_10=recall[10],
        mrr_10=float(np.mean([_reciprocal_rank(found, q) for found, q in pairs])),
        ndcg_10=float(np.mean([_ndcg(found, q) for found, q in pairs])),
    )


def recalls(
    rankings: Sequence[Sequence[str]], questions: Sequence[Question], depth: int = 5
) -> npt.NDArray[np.float64]:
    """Recall at `depth` of each question."""
    return np.array([_recall(found, q, depth) for found, q in zip(rankings, questions, strict=True)])


def _recall(found: Sequence[str], question: Question, depth: int) -> float:
    return len(question.relevant & set(found[:depth])) / len(question.relevant)


def _reciprocal_rank(found: Sequence[str], question: Question) -> float:
    ranks = (rank for rank, name in enumerate(found[:10], start=1) if name in question.relevant)
    return 1.0 / next(ranks, float("inf"))


def _ndcg(found: Sequence[str], question: Question) -> float:
    gains = [1 / np.log2(rank + 1) for rank in range(1, 11)]
    gained = sum(gain for gain, name in zip(gains, found, strict=False) if name in question.relevant)
    return float(gained / sum(gains[: len(question.relevant)]))


def _slip(word: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    kind = draw.choice(("dropped", "doubled", "swapped", "next key"))
    if kind == "next key":
        return before + _next_key(letter, draw) + after
    return {"dropped": before + after, "doubled": before + letter + letter + after}.get(
        kind, before + after[0] + letter + after[1:]
    )


def _next_key(letter: str, draw: random.Random) -> str:
    row = next((row for row in _KEYS if letter.lower() in row), letter)
    place = row.find(letter.lower())
    return draw.choice([row[i] for i in (place - 1, place + 1) if 0 <= i < len(row)] or [letter])


def _answers(line: _Line) -> tuple[str, ...]:
    """Known answers of a question, where its metadata hold them."""
    return tuple((line.get("metadata") or {}).get("answers", ()))


def _half(title: str) -> Half:
    return "held-out" if crc32(title.encode()) & 1 else "tuning"


def _lines(path: Path) -> list[_Line]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
