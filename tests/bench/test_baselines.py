"""The stock methods that searches are compared with."""

from __future__ import annotations

import pytest

from bench.baselines import FullText, LangChainBM25, PlainBM25
from knowledge.records import Document, Passage

PASSAGES = [
    Passage("1", Document(path="ville.md", title=""), "La ville de Cholet fabrique des chaussures."),
    Passage("2", Document(path="plan.md", title=""), "Le plan a été lancé à Paris en 2018."),
    Passage("3", Document(path="pole.md", title=""), "Un pôle rassemble des entreprises et des laboratoires."),
]


@pytest.mark.parametrize("method", [PlainBM25, FullText])
def test_a_stock_method_finds_the_words_asked(method: type[PlainBM25] | type[FullText]) -> None:
    """Nothing for words that no passage holds."""
    assert method(PASSAGES).search("chaussures. cholet", 1) == ["ville.md"]
    assert method(PASSAGES).search("zorgloub", 2) == []


@pytest.mark.skipif(not LangChainBM25.installed(), reason="its packages are not among ours")
def test_langchains_retriever_answers_in_the_same_way() -> None:
    """It reads words as they are written."""
    assert LangChainBM25(PASSAGES).search("Cholet fabrique", 1) == ["ville.md"]
