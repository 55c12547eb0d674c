"""Text as vectors: character n-grams without any model, or any LangChain embedding provider, and models that run here.

`HashedNgrams` needs no download, no fitting and no state: the vector of a text depends on nothing but the text, so an
edition reuses the vectors of every passage that did not change.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from knowledge.embedding_service import Provider
from knowledge.errors import ProviderError
from knowledge.french import STOP_WORDS, words
from knowledge.local_embedder import opened, prefixes
from knowledge.vectors_kept import Keeping

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


def is_built_in(embedder: Embeddings) -> bool:
    """Whether `embedder` is the n-grams built in, whatever their version, and not a model."""
    return fingerprint(embedder).partition(":")[0] == HashedNgrams.fingerprint.partition(":")[0]


def connect(
    model: str,
    base_url: str = "",
    api_key: str = "",
    *,
    keep: Path | None = None,
    timeout: float = 120.0,
    patience: float = 5.0,
    sleep: Callable[[float], None] = time.sleep,
) -> Embeddings:
    """The embedder that `model` names.

    "" is the built-in n-grams, "fastembed:name" or "fastembed:/folder" a model that runs here, else "provider:model" as
    LangChain has it. In the folder `keep`, vectors already paid for are kept. `timeout` is in seconds for a batch of
    passages, `patience` for a question. No network is used. Raises ProviderError when the provider is unknown, its
    package is missing or its settings are wrong.
    """
    if not model:
        return HashedNgrams()
    provider, _, name = (part.strip() for part in model.partition(":"))
    if not name:
        raise ProviderError("EMBEDDING_MODEL s’écrit fournisseur:modèle, par exemple openai:text-embedding-3-small.")
    if provider == "fastembed":
        local, label, told = opened(name)
        here = Provider(local, label, prefixes=told, sleep=sleep)
        return Keeping(here, keep) if keep else here
    slow, quick = (_remote(provider, name, base_url, api_key, seconds) for seconds in (timeout, patience))
    remote = Provider(slow, f"{provider}:{name}", asked=quick, prefixes=prefixes(name), sleep=sleep)
    return Keeping(remote, keep) if keep else remote


def _remote(provider: str, name: str, base_url: str, api_key: str, timeout: float) -> Embeddings:
    """A provider of LangChain's; raises ProviderError."""
    options: dict[str, Any] = {key: value for key, value in (("base_url", base_url), ("api_key", api_key)) if value}
    if provider == "openai":
        options |= _openai_options(base_url, api_key, timeout)
    try:
        # Imported here, since it takes a moment that a base without a provider should not pay.
        from langchain.embeddings import init_embeddings

        embedder = init_embeddings(name, provider=provider, **options)
    except ImportError as error:
        package = re.search(r"langchain[-_][a-z_-]+", str(error))
        missing = package[0].replace("_", "-") if package else f"langchain-{provider}"
        raise ProviderError(f"EMBEDDING_MODEL demande un paquet de plus : .venv/bin/pip install {missing}") from error
    except Exception as error:  # each vendor has its own error for an unknown setting or a missing key
        unknown = "not supported" in str(error)
        reason = f"le fournisseur « {provider} » n’est pas connu" if unknown else "vérifiez EMBEDDING_API_KEY"
        raise ProviderError(f"EMBEDDING_MODEL ne convient pas : {reason}.") from error
    if provider == "openai" and getattr(embedder, "client", None) is None:
        raise ProviderError("Il manque la clé du service de vecteurs : EMBEDDING_API_KEY.")
    return embedder


def _openai_options(base_url: str, api_key: str, timeout: float) -> dict[str, Any]:
    """Settings for OpenAI and for what speaks like it.

    Text is sent as it is: token ids, which LangChain sends by default, mean nothing to other servers, and passages are
    well under OpenAI's limit. Retries are ours. A server without a key is never shown OPENAI_API_KEY.
    """
    options: dict[str, Any] = {"check_embedding_ctx_length": False, "max_retries": 0, "timeout": timeout}
    if base_url:
        options |= {"api_key": api_key or "none", "model_kwargs": {"encoding_format": "float"}}
    return options


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
