"""Weights of the evidence: one set for the built-in vectors, one for those of a model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from knowledge import ranking
from knowledge.embeddings import HashedNgrams
from knowledge.errors import ProviderError
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.records import Document, Hit, Passage
from knowledge.retrieval import Retriever

TEXTS = {
    "plan.md": "Le plan Territoires d’industrie a été lancé le 22 novembre 2018.",
    "pole.md": "Un pôle de compétitivité rassemble des entreprises et des laboratoires.",
    "ville.md": "La ville de Cholet fabrique des chaussures et des meubles.",
    "eti.md": "Les entreprises de taille intermédiaire peinent à recruter des soudeurs.",
}
QUESTION = "Où fabrique-t-on des chaussures ?"
VECTOR = list(ranking.EVIDENCE).index("vector")


class Model(Embeddings):
    """Stands for a model whose vectors have `common` of themselves in common, whatever the text."""

    def __init__(self, common: float = 0.0) -> None:
        self.fingerprint = f"model:{common}"
        self._common = common
        self._own = HashedNgrams()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        own = np.sqrt(1 - self._common) * self._own.vector(text)
        return [float(np.sqrt(self._common)), *own.tolist()]


class Down(Model):
    """Its service does not answer questions."""

    def embed_query(self, text: str) -> list[float]:
        raise ProviderError("en panne")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [Model.embed_query(self, text) for text in texts]


class Silent(HashedNgrams):
    """The built-in vectors, failing at questions."""

    def embed_query(self, text: str) -> list[float]:
        raise ProviderError("en panne")


def found(folder: Path, embedder: Embeddings) -> list[Hit]:
    passages = [Passage(path, Document(path=path, title=""), text) for path, text in TEXTS.items()]
    Index.build(folder, passages, embedder)
    index = Index.open(folder, embedder)
    hits = Retriever(index, embedder, Lexicon.load()).search(QUESTION)
    index.close()
    return hits


def test_each_kind_of_vectors_has_its_weights() -> None:
    """A passage that only its vector speaks for."""
    evidence = np.zeros((1, len(ranking.EVIDENCE)), dtype=np.float32)
    evidence[0, VECTOR] = 1.0
    for weights, by_model in ((ranking.EVIDENCE, False), (ranking.MODEL, True)):
        share = weights["vector"] / sum(weights.values())
        assert ranking.score(evidence, by_model)[0] == pytest.approx(share)
    assert ranking.MODEL.keys() == ranking.EVIDENCE.keys()


def test_a_model_is_told_from_the_built_in_vectors(tmp_path: Path) -> None:
    """The same numbers count otherwise when a model gives them."""
    built_in, model = found(tmp_path / "a", HashedNgrams()), found(tmp_path / "b", Model())
    assert built_in[0].passage.id == model[0].passage.id == "ville.md"
    assert built_in[0].score != pytest.approx(model[0].score, abs=1e-3)


def test_what_all_texts_of_a_model_have_in_common_counts_for_nothing(tmp_path: Path) -> None:
    """A model for which any two texts are at .8 answers no more surely than one for which they are at .1."""
    plain, alike = found(tmp_path / "a", Model()), found(tmp_path / "b", Model(0.8))
    assert [hit.passage.id for hit in alike] == [hit.passage.id for hit in plain]
    assert [hit.score for hit in alike] == pytest.approx([hit.score for hit in plain], abs=1e-3)


def test_without_its_service_a_model_leaves_the_words_their_weights(tmp_path: Path) -> None:
    """As when the built-in vectors fail."""
    down, silent = found(tmp_path / "a", Down()), found(tmp_path / "b", Silent())
    assert [hit.score for hit in down] == pytest.approx([hit.score for hit in silent])
