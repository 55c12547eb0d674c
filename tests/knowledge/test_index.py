"""The index of an edition on a real Chroma: what it holds, reuses and forgets."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from hashlib import blake2s
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from knowledge.embeddings import HashedNgrams
from knowledge.errors import EditionError, ProviderError
from knowledge.index import Index
from knowledge.records import Document, Passage

TEXTS = (
    "Le plan Territoires d’industrie a été lancé en novembre 2018 à Lille.",
    "Les pôles de compétitivité rassemblent des entreprises et des laboratoires.",
    "Un incubateur accompagne les jeunes entreprises avant leur création.",
)


class CountingEmbedder(HashedNgrams):
    """Remembers the texts it was asked to embed."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return super().embed_documents(texts)


class OtherEmbedder(CountingEmbedder):
    fingerprint = "other:1"


def passage(text: str, path: str = "note.md", heading: str = "") -> Passage:
    identity = blake2s(f"{path}\0{heading}\0{text}".encode(), digest_size=16).hexdigest()
    return Passage(id=identity, document=Document(path=path, title="Note"), text=text, heading=heading)


def built(folder: Path, texts: tuple[str, ...], embedder: Embeddings, previous: Path | None = None) -> Path:
    Index.build(folder, [passage(text) for text in texts], embedder, previous)
    return folder


def found(folder: Path, text: str, embedder: Embeddings | None = None) -> set[int]:
    embedder = embedder or HashedNgrams()
    index = Index.open(folder, embedder)
    try:
        return set(index.nearest(embedder.embed_query(text), 10)[0].tolist())
    finally:
        index.close()


def test_gives_back_every_passage_as_it_was_and_in_order(tmp_path: Path) -> None:
    """Passages come back equal, in order, with their documents."""
    passages = [passage(text, path=f"{n % 2}.md", heading=f"H{n}") for n, text in enumerate(TEXTS)]
    Index.build(tmp_path / "a", passages, HashedNgrams())
    index = Index.open(tmp_path / "a", HashedNgrams())
    assert list(index.passages()) == passages
    assert index.count == len(passages)
    index.close()


def test_embeds_only_what_the_previous_index_did_not_hold(tmp_path: Path) -> None:
    """One changed text costs one vector, and the others are reused."""
    first = built(tmp_path / "a", TEXTS, HashedNgrams())
    embedder = CountingEmbedder()
    built(tmp_path / "b", (*TEXTS, "Une aide nouvelle."), embedder, first)
    assert embedder.embedded == ["Une aide nouvelle."]
    assert found(tmp_path / "b", "aide nouvelle") == {0, 1, 2, 3}


def test_embeds_everything_again_for_another_embedder(tmp_path: Path) -> None:
    """Vectors of another model are never mixed in."""
    first = built(tmp_path / "a", TEXTS, HashedNgrams())
    embedder = OtherEmbedder()
    built(tmp_path / "b", TEXTS, embedder, first)
    assert len(embedder.embedded) == len(TEXTS)


@pytest.mark.parametrize("removed", [1, 2, 3])
def test_a_removed_passage_leaves_nothing(tmp_path: Path, removed: int) -> None:
    """Neither words, nor vectors, nor the passage itself remain, however many are removed."""
    first = built(tmp_path / "a", TEXTS, HashedNgrams())
    built(tmp_path / "b", TEXTS[removed:], HashedNgrams(), first)
    index = Index.open(tmp_path / "b", HashedNgrams())
    assert [p.text for p in index.passages()] == list(TEXTS[removed:])
    assert len(index.nearest(HashedNgrams().embed_query(TEXTS[0]), 10)[0]) == len(TEXTS) - removed
    assert "lille" not in index.lexical.word_id
    index.close()


def test_a_copy_opened_elsewhere_finds_everything(tmp_path: Path) -> None:
    """An index is a folder: it can be moved."""
    first = built(tmp_path / "a", TEXTS, HashedNgrams())
    shutil.copytree(first, tmp_path / "elsewhere" / "b")
    shutil.rmtree(first)
    assert found(tmp_path / "elsewhere" / "b", "pôles de compétitivité") == {0, 1, 2}


def test_a_passage_given_twice_is_held_once(tmp_path: Path) -> None:
    """The same id twice is one passage."""
    assert found(built(tmp_path / "a", (*TEXTS, TEXTS[0]), HashedNgrams()), "plan") == {0, 1, 2}


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    """Reads from threads give what a lone read gives."""
    index = Index.open(built(tmp_path / "a", TEXTS, HashedNgrams()), HashedNgrams())
    vector = HashedNgrams().embed_query("incubateur")
    seen: list[tuple[int, str]] = []

    def ask() -> None:
        row = int(index.nearest(vector, 1)[0][0])
        seen.append((row, index.store.read([row])[0].text))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [(2, TEXTS[2])] * 8
    index.close()


def test_an_index_without_passages_opens_and_finds_nothing(tmp_path: Path) -> None:
    """Nothing published yet is not an error of the index."""
    assert found(built(tmp_path / "a", (), HashedNgrams()), "plan") == set()


def test_refuses_an_index_made_by_another_embedder(tmp_path: Path) -> None:
    """Vectors of two models cannot be compared: it says so."""
    built(tmp_path / "a", TEXTS, OtherEmbedder())
    with pytest.raises(EditionError, match="autre modèle"):
        Index.open(tmp_path / "a", HashedNgrams())


def test_refuses_an_unfinished_index(tmp_path: Path) -> None:
    """A folder without its facts was never finished."""
    with pytest.raises(EditionError, match="incomplète"):
        Index.open(tmp_path, HashedNgrams())


@pytest.mark.parametrize("damaged", ["chroma/chroma.sqlite3", "passages.db", "index.json"])
def test_a_damaged_previous_index_is_left_aside(tmp_path: Path, damaged: str) -> None:
    """Publishing again repairs what a disk has lost."""
    first = built(tmp_path / "a", TEXTS, HashedNgrams())
    (first / damaged).write_bytes(b"not what it was")
    embedder = CountingEmbedder()
    built(tmp_path / "b", TEXTS, embedder, first)
    assert embedder.embedded == list(TEXTS)
    assert found(tmp_path / "b", "plan") == {0, 1, 2}


@pytest.mark.parametrize("damaged", ["chroma/chroma.sqlite3", "passages.db", "words/tokens.npy", "words/words.txt"])
def test_a_damaged_index_is_refused_with_a_sentence(tmp_path: Path, damaged: str) -> None:
    """Whatever the file."""
    (built(tmp_path / "a", TEXTS, HashedNgrams()) / damaged).unlink()
    with pytest.raises(EditionError, match="incomplète"):
        Index.open(tmp_path / "a", HashedNgrams())


def test_progress_counts_up_to_all_passages(tmp_path: Path) -> None:
    """The last call says that all have their vector."""
    heard: list[tuple[int, int]] = []
    Index.build(tmp_path / "a", [passage(t) for t in TEXTS], HashedNgrams(), None, lambda *now: heard.append(now))
    assert heard[0] == (0, 3)
    assert heard[-1] == (3, 3)


def test_a_vector_of_another_size_is_said_by_our_error(tmp_path: Path) -> None:
    """A server that changed its model must not end a question: the retriever then goes on by words."""
    Index.build(tmp_path / "index", [passage("Le plan Territoires d’industrie.")], HashedNgrams())
    with closing(Index.open(tmp_path / "index", HashedNgrams())) as index, pytest.raises(ProviderError):
        index.nearest([1.0, 2.0], 3)
