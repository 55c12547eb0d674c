"""Questions asked of the published base, or of one from which some of their documents are withheld."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench import beir
from bench.beir import Half
from knowledge import documents
from knowledge.assembly import make_ready, open_base
from knowledge.documents import Found
from knowledge.embeddings import connect
from knowledge.french import fold
from knowledge.index import Index
from knowledge.language import detect
from knowledge.lexicon import Lexicon
from knowledge.retrieval import Retriever
from knowledge.settings import Settings

SHARE = 0.4
"""Of the documents, withheld with a fixed seed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether its document was in the base, and what was found."""

    answerable: bool
    right: bool
    """Whether what was found holds a known answer."""
    found: Found


def ask(folder: Path, half: Half, typos: bool, every: int = 2) -> list[Asked]:
    """Ask each question of the half, or one in `every`."""
    collection = beir.load(folder, half)
    draw = random.Random(7)
    kept = {name: text for name, text in collection.texts.items() if draw.random() >= SHARE}
    questions = [beir.with_slips(q) if typos else q for q in collection.questions[::every]]
    embedder = connect("")
    with tempfile.TemporaryDirectory() as place:
        Index.build(Path(place), beir.Collection(kept, ()).passages(), embedder)
        index = Index.open(Path(place), embedder)
        retriever = Retriever(index, embedder, Lexicon.load())
        found = [documents.look_up(retriever, question.text, "fr") for question in questions]
        index.close()
    return [_asked(question, one, set(kept)) for question, one in zip(questions, found, strict=True)]


def ask_published(questions: Sequence[str]) -> list[Found]:
    """What the published base finds for these questions; the shipped base is published where none is."""
    settings = Settings.load()
    make_ready(settings, lambda told: print(told, file=sys.stderr))
    with closing(open_base(settings)) as base, base.edition() as edition:
        return [documents.look_up(edition.retriever, question, detect(question)) for question in questions]


def _asked(question: beir.Question, found: Found, kept: set[str]) -> Asked:
    answerable = question.relevant <= kept
    said = fold(found.extract.text)
    return Asked(answerable, answerable and any(fold(answer) in said for answer in question.answers), found)
