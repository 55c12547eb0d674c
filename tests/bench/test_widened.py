"""What other formulations of a question add to the search, on the shipped base."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bench.widened import Paraphrase, measure, read_paraphrases, searches
from knowledge.assembly import open_base
from knowledge.retrieval import Retriever
from knowledge.sentences import squeezed
from knowledge.settings import Settings

ASKED = read_paraphrases()


@pytest.fixture(scope="module")
def retriever(shipped: Settings) -> Iterator[Retriever]:
    with closing(open_base(shipped)) as base, base.edition() as edition:
        yield edition.retriever


def test_the_questions_share_few_words_with_what_answers_them() -> None:
    assert len(ASKED) == 40
    assert all(2 <= len(asked.others) <= 3 for asked in ASKED)
    assert measure(ASKED, lambda _: ()).shared < 0.02


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.question[:30])
def test_every_right_passage_is_in_the_shipped_sheets(asked: Paraphrase, shipped: Settings) -> None:
    sheets = [path.read_text(encoding="utf-8") for path in (shipped.sources_dir / "documents").glob("*.md")]
    assert all(any(squeezed(piece) in squeezed(sheet) for sheet in sheets) for piece in asked.holds)


def test_formulations_find_most_of_what_the_question_alone_does_not(retriever: Retriever) -> None:
    found = {name: measure(ASKED, search) for name, search in searches(retriever).items()}
    alone, fused = found["question alone"].recall[-1], found["question and formulations"].recall[-1]
    assert alone < 0.6
    assert fused > 0.9
