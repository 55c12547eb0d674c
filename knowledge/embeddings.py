"""Text as vectors: character n-grams without any model, or any LangChain embedding provider.

`HashedNgrams` needs no download, no fitting and no state: the vector of a text depends on nothing but the text, so an
edition reuses the vectors of every passage that did not change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt
from langchain.embeddings import init_embeddings
from langchain_core.embeddings import Embeddings

from knowledge.errors import ProviderError
from knowledge.french import STOP_WORDS, words

Vector = npt.NDArray[np.float32]

DIMENSIONS: Final = 1024
_FEATURE_BITS: Final = 18
_COORDINATES: Final = 8
_SIZES: Final = (3, 4, 5)


def fingerprint(embedder: Embeddings) -> str:
    """Name of what `embedder` computes: two embedders with the same name give the same vectors."""
    named = getattr(embedder, "fingerprint", "")
    model = getattr(embedder, "model", "") or getattr(embedder, "model_name", "")
    return str(named or f"{type(embedder).__name__}:{model}")


def connect(model: str, base_url: str = "", api_key: str = "") -> Embeddings:
    """The embedder that `model` names: "" for the built-in n-grams, else "provider:model" as LangChain has it.

    Raises ProviderError when the provider is unknown, its package is missing or its settings are wrong.
    """
    if not model:
        return HashedNgrams()
    options = {name: value for name, value in (("base_url", base_url), ("api_key", api_key)) if value}
    try:
        return Provider(init_embeddings(model, **options), model)
    except (ImportError, ValueError) as error:
        raise ProviderError(f"EMBEDDING_MODEL ne convient pas : {error}") from error


class Provider(Embeddings):
    """Another embedder, its failures turned into ProviderError, named by its model."""

    def __init__(self, embedder: Embeddings, model: str) -> None:
        self._embedder = embedder
        self.fingerprint: Final = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The provider's vectors, in order; raises ProviderError."""
        with _translated():
            return self._embedder.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        """The provider's vector of a question; raises ProviderError."""
        with _translated():
            return self._embedder.embed_query(text)


@contextmanager
def _translated() -> Iterator[None]:
    """Whatever a provider's library raises becomes a ProviderError: each has its own exceptions."""
    try:
        yield
    except Exception as error:
        raise ProviderError("Le service de vecteurs ne répond pas : réessayez, ou voyez EMBEDDING_MODEL.") from error


class HashedNgrams(Embeddings):
    """Character 3- to 5-grams of the folded words, hashed, then projected on 1,024 unit-norm numbers.

    Each of 2^18 hashed features goes to 8 signed coordinates (sparse Johnson-Lindenstrauss projection: Achlioptas 2003;
    Kane & Nelson 2014), weighted by 1 + log(count).
    """

    fingerprint: Final = "hashed-ngrams:2"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector of `DIMENSIONS` numbers a text, in order."""
        return [self.vector(text).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question: the same as for a passage."""
        vector: list[float] = self.vector(text).tolist()
        return vector

    def vector(self, text: str) -> Vector:
        """The vector of `text` as float32, shape (DIMENSIONS,), of norm 1.

        A text without a word that carries meaning gets the vector of an empty word: cosine needs a direction.
        """
        grams = [_features(word) for word in words(text) if word not in STOP_WORDS] or [_features("")]
        features, counts = np.unique(np.concatenate(grams), return_counts=True)
        weights = 1.0 + np.log(counts)
        coordinates, signs = _projection()
        spread = (signs[features] * weights[:, None]).ravel()
        vector = np.bincount(coordinates[features].ravel(), weights=spread, minlength=DIMENSIONS)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


@lru_cache(maxsize=1)
def _projection() -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int8]]:
    """Coordinates and signs of each feature, shape (2^18, 8), the same on every machine and version."""
    draws = _mix(np.arange((1 << _FEATURE_BITS) * _COORDINATES, dtype=np.uint64)).reshape(-1, _COORDINATES)
    signs = np.where(draws >> np.uint64(63), 1, -1)
    return (draws % np.uint64(DIMENSIONS)).astype(np.int16), signs.astype(np.int8)


def _mix(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """SplitMix64 (Steele, Lea & Flood 2014): a fixed pseudo-random number for each number."""
    z = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@lru_cache(maxsize=50_000)
def _features(word: str) -> npt.NDArray[np.int32]:
    """Hashed n-grams of one folded word, its ends marked by spaces."""
    return np.fromiter(_hashes(f" {word} "), dtype=np.int32)


def _hashes(padded: str) -> Iterator[int]:
    """The feature number of each n-gram of a word."""
    for size in _SIZES:
        for start in range(max(1, len(padded) - size + 1)):
            yield crc32(padded[start : start + size].encode()) & ((1 << _FEATURE_BITS) - 1)
