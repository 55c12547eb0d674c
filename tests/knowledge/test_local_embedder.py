"""Models that run here, through fastembed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from knowledge.embeddings import connect
from knowledge.errors import ProviderError
from knowledge.local_embedder import LocalEmbedder, model_file, prefixes


class Model:
    """Gives 1 and the text's length."""

    def query_embed(self, query: str) -> Iterable[npt.NDArray[np.float32]]:
        yield np.array([1, len(query)], dtype=np.float32)

    def passage_embed(self, texts: Iterable[str], batch_size: int) -> Iterable[npt.NDArray[np.float32]]:
        for text in texts:
            yield np.array([1, len(text)], dtype=np.float32)


def folder_of(place: Path, *files: str) -> Path:
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_text("{}", encoding="utf-8")
    return place


def test_the_model_is_loaded_once_at_the_first_text() -> None:
    loads: list[int] = []

    def load() -> Model:
        loads.append(1)
        return Model()

    embedder = LocalEmbedder(load)
    assert loads == []
    assert embedder.embed_documents(["plan", "ab"]) == [[1.0, 4.0], [1.0, 2.0]]
    assert embedder.embed_query("abc") == [1.0, 3.0]
    assert loads == [1]


def test_a_model_that_does_not_load_is_said_and_not_tried_again() -> None:
    loads: list[int] = []

    def load() -> Model:
        loads.append(1)
        raise OSError("no network")

    embedder = LocalEmbedder(load)
    for _ in range(2):
        with pytest.raises(ProviderError, match="fastembed:/chemin"):
            embedder.embed_query("plan")
    assert loads == [1]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("intfloat/multilingual-e5-large", ("query: ", "passage: ")),
        ("multilingual-e5-large-instruct", ("", "")),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", ("", "")),
        ("someone/fe5x", ("", "")),
    ],
)
def test_models_of_the_e5_family_get_their_prefixes(name: str, told: tuple[str, str]) -> None:
    assert prefixes(name) == told


def test_a_folder_says_its_own_prefixes(tmp_path: Path) -> None:
    said = {"prompts": {"query": "q: ", "document": "d: "}}
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(said), encoding="utf-8")
    assert prefixes("model", tmp_path) == ("q: ", "d: ")


def test_the_model_of_a_folder_is_found_in_its_usual_places(tmp_path: Path) -> None:
    tokenizer = ("tokenizer.json", "tokenizer_config.json")
    assert model_file(folder_of(tmp_path / "a", "onnx/model.onnx", "other.onnx", *tokenizer)) == "onnx/model.onnx"
    assert model_file(folder_of(tmp_path / "b", "deep/mine.onnx", *tokenizer)) == "deep/mine.onnx"


@pytest.mark.parametrize(
    ("files", "told"), [((), "onnx"), (("model.onnx",), "tokenizer.json"), (("tokenizer.json",), "tokenizer_config")]
)
def test_what_a_folder_lacks_is_named(tmp_path: Path, files: tuple[str, ...], told: str) -> None:
    with pytest.raises(ProviderError, match=told):
        model_file(folder_of(tmp_path, *files))


def test_without_the_package_the_command_that_installs_it_is_said() -> None:
    """Or, where it is installed, a folder that does not exist is."""
    with pytest.raises(ProviderError, match=r"\.venv/bin/pip install fastembed|n’existe pas"):
        connect("fastembed:/nowhere/at/all")
