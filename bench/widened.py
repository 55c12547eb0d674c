"""What other formulations of a question add to the search: the right passage found with them and without.

Questions are those of `paraphrases.toml`, which share few words with the sheets of the shipped base. Their formulations
were written by hand in the place of a model's, and are fused with the question's own hits as answers are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from knowledge import documents
from knowledge.french import terms
from knowledge.language import detect
from knowledge.records import Hit, Passage
from knowledge.retrieval import Retriever
from knowledge.sentences import squeezed

PARAPHRASES = Path(__file__).with_name("paraphrases.toml")
RANKS = (1, 3, 5, 8)
Search = Callable[["Paraphrase"], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A question, other formulations of it, and literal pieces of which the right passage has one."""

    question: str
    others: tuple[str, ...]
    holds: tuple[str, ...]

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether a passage is the right one."""
        text = squeezed(passage.text)
        return any(squeezed(piece) in text for piece in self.holds)


@dataclass(frozen=True, slots=True)
class Found:
    """Shares, 0 to 1: of questions whose right passage is among the first 1, 3, 5, 8; of their words that it has."""

    recall: tuple[float, ...]
    shared: float


def read_paraphrases(path: Path = PARAPHRASES) -> list[Paraphrase]:
    """Read the file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    return [Paraphrase(row["q"], tuple(row["others"]), tuple(row["holds"])) for row in rows]


def searches(retriever: Retriever) -> dict[str, Search]:
    """The ways to search that are compared, by name; the last is the product's with a model."""

    def alone(asked: Paraphrase) -> Sequence[Hit]:
        return documents.look_up(retriever, asked.question, detect(asked.question)).hits

    def best_other(asked: Paraphrase) -> Sequence[Hit]:
        return documents.look_up(retriever, asked.others[0], detect(asked.others[0])).hits

    def fused(asked: Paraphrase) -> Sequence[Hit]:
        return documents.widened(retriever, alone(asked), asked.others)

    return {"question alone": alone, "first formulation alone": best_other, "question and formulations": fused}


def measure(asked: Sequence[Paraphrase], search: Search) -> Found:
    """Search each question."""
    places = [_place(one, search(one)) for one in asked]
    recall = tuple(round(sum(place < rank for place in places) / len(asked), 3) for rank in RANKS)
    return Found(recall, round(sum(map(_shared, asked)) / len(asked), 3))


def _place(asked: Paraphrase, hits: Sequence[Hit]) -> int:
    return next((at for at, hit in enumerate(hits) if asked.is_answered_by(hit.passage)), len(RANKS) + 1000)


def _shared(asked: Paraphrase) -> float:
    """The share of a question's stems that stand in the pieces it is answered by."""
    said = set(terms(asked.question))
    return len(said & set(terms(" ".join(asked.holds)))) / len(said) if said else 0.0


def table(asked: Sequence[Paraphrase], retriever: Retriever) -> Table:
    """The figures, one row a way to search."""
    shown = Table("right passage among the first", *map(str, RANKS))
    for name, search in searches(retriever).items():
        shown.add_row(name, *(f"{share:.3f}" for share in measure(asked, search).recall))
    return shown
