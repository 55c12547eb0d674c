"""Vectors already paid for."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import ProviderError
from knowledge.vectors_kept import Keeping


class Counting:
    """An embedder that keeps what it was asked; it fails once it has embedded `budget` texts."""

    def __init__(self, size: int = 2, budget: int = 10_000, name: str = "test:1") -> None:
        self.fingerprint = name
        self.size = size
        self.budget = budget
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if len(self.asked) + len(texts) > self.budget:
            raise ProviderError("Le crédit est épuisé.")
        self.asked += texts
        return [[float(len(text))] * self.size for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_an_interrupted_publication_does_not_pay_twice(tmp_path: Path) -> None:
    """What was embedded before the failure is kept."""
    texts = [f"texte {number}" for number in range(70)]
    poor = Counting(budget=64)
    with pytest.raises(ProviderError):
        Keeping(poor, tmp_path).embed_documents(texts)
    rich = Counting()
    assert len(Keeping(rich, tmp_path).embed_documents(texts)) == 70
    assert (len(poor.asked), rich.asked) == (64, texts[64:])


def test_vectors_come_back_in_order_and_as_they_were(tmp_path: Path) -> None:
    keeping = Keeping(Counting(), tmp_path)
    assert keeping.embed_documents(["ab", "abc", "ab"]) == [[2.0, 2.0], [3.0, 3.0], [2.0, 2.0]]
    assert keeping.embed_documents(["abc", "a", "ab"]) == [[3.0, 3.0], [1.0, 1.0], [2.0, 2.0]]


def test_each_model_has_its_own_file_and_its_name(tmp_path: Path) -> None:
    one, other = Keeping(Counting(), tmp_path), Keeping(Counting(name="test:2"), tmp_path)
    one.embed_documents(["ab"])
    other.embed_documents(["ab"])
    assert one.path != other.path
    assert (one.fingerprint, other.fingerprint) == ("test:1", "test:2")


def test_a_model_that_changed_its_size_is_asked_for_everything(tmp_path: Path) -> None:
    Keeping(Counting(), tmp_path).embed_documents(["ab"])
    assert Keeping(Counting(size=3), tmp_path).embed_documents(["ab", "abc"]) == [[2.0] * 3, [3.0] * 3]


def test_only_the_last_ones_are_kept(tmp_path: Path) -> None:
    embedder = Counting()
    keeping = Keeping(embedder, tmp_path, kept=2)
    keeping.embed_documents(["a", "b", "c"])
    keeping.embed_documents(["b", "c"])
    assert embedder.asked == ["a", "b", "c"]
    keeping.embed_documents(["a"])
    assert embedder.asked == ["a", "b", "c", "a"]


def test_neither_questions_nor_the_words_of_texts_are_kept(tmp_path: Path) -> None:
    keeping = Keeping(Counting(), tmp_path)
    keeping.embed_query("qui préside ?")
    assert not keeping.path.exists()
    keeping.embed_documents(["friche de Vierzon"])
    assert b"Vierzon" not in keeping.path.read_bytes()


def test_a_file_of_no_use_is_done_without(tmp_path: Path) -> None:
    """Damaged, or in a folder that does not exist."""
    damaged = Keeping(Counting(), tmp_path)
    damaged.path.write_bytes(b"not a database" * 100)
    assert damaged.embed_documents(["ab"]) == [[2.0, 2.0]]
    assert Keeping(Counting(), tmp_path / "none").embed_documents(["ab"]) == [[2.0, 2.0]]
