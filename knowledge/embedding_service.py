"""Another embedder than ours, made safe: few retries, a breaker, and every vector checked before it is used."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.breaker import Breaker
from knowledge.errors import ProviderError

BATCH: Final = 32
"""Texts of one request: what the strictest usual servers accept."""
LONGEST_PAUSE: Final = 30.0
"""Seconds that a publication may wait for a service that asks to come back later."""
_PAUSES: Final = (1.0, 4.0)
"""Seconds before each retry, where the service does not say."""

_MEANINGS: Final = (
    ((401, 403), "Le service de vecteurs refuse la clé : vérifiez EMBEDDING_API_KEY."),
    ((404, 405), "Ce modèle de vecteurs n’est pas à cette adresse : vérifiez EMBEDDING_MODEL et EMBEDDING_BASE_URL."),
    ((400, 413, 422), "Le service de vecteurs refuse la demande : vérifiez que EMBEDDING_MODEL nomme bien un modèle."),
    ((429,), "Le service de vecteurs limite les demandes, ou le crédit est épuisé : réessayez plus tard."),
    ((500, 502, 503, 504), "Le service de vecteurs est en panne pour le moment : réessayez plus tard."),
)
_LASTING: Final = frozenset({400, 401, 403, 404, 405, 413, 422})


class Provider(Embeddings):
    """An embedder whose failures are ProviderError, known by the name of its model.

    A publication tries each batch three times; a question is asked once, of `asked` (the same embedder unless a more
    hurried one is given), and not at all for a minute after three failures in a row. `query` and `passage` are
    written before the texts, as some models were trained. `clock` and `sleep` are those of `time` outside tests.
    """

    def __init__(
        self,
        embedder: Embeddings,
        model: str,
        *,
        asked: Embeddings | None = None,
        prefixes: tuple[str, str] = ("", ""),
        batch: int = BATCH,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._embedder = embedder
        self._asked = asked or embedder
        self._query, self._passage = prefixes
        self._batch = batch
        self._sleep = sleep
        self._breaker = Breaker(clock)
        self._dimensions = 0
        self.fingerprint: Final = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in order, all of one length and finite; raises ProviderError."""
        found: list[list[float]] = []
        for start in range(0, len(texts), self._batch):
            found += self._patiently([self._passage + text for text in texts[start : start + self._batch]])
        return found

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; raises ProviderError."""
        if not self._breaker.allows():
            raise ProviderError(
                "Le service de vecteurs est laissé de côté quelques instants après des pannes répétées."
            )
        try:
            with _translated():
                vector = self._checked([self._asked.embed_query(self._query + text)], 1)[0]
        except ProviderError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return vector

    def _patiently(self, texts: list[str]) -> list[list[float]]:
        """The vectors of one batch, asked for three times at most."""
        for pause in (*_PAUSES, None):
            try:
                with _translated():
                    return self._checked(self._embedder.embed_documents(texts), len(texts))
            except ProviderError as error:
                wait = _wait(error.__cause__, pause)
                if wait is None:
                    raise
                self._sleep(wait)
        raise AssertionError("the last pause is None")

    def _checked(self, vectors: Sequence[Sequence[float]], count: int) -> list[list[float]]:
        """The vectors as plain numbers; raises ProviderError when they cannot be compared with one another."""
        if len(vectors) != count:
            raise ProviderError(
                f"Le service de vecteurs a rendu {len(vectors)} vecteurs pour {count} textes : voyez EMBEDDING_MODEL."
            )
        lengths = {len(vector) for vector in vectors} | ({self._dimensions} if self._dimensions else set())
        if len(lengths) != 1 or 0 in lengths:
            raise ProviderError("Le service de vecteurs rend des vecteurs de tailles diverses : voyez EMBEDDING_MODEL.")
        numbers = np.asarray(vectors, dtype=np.float32)
        if not (np.isfinite(numbers).all() and numbers.any(axis=1).all()):
            raise ProviderError("Le service de vecteurs rend des vecteurs inutilisables : voyez EMBEDDING_MODEL.")
        self._dimensions = lengths.pop()
        checked: list[list[float]] = numbers.tolist()
        return checked


@contextmanager
def _translated() -> Iterator[None]:
    """Whatever a provider's library raises becomes a ProviderError: each has its own exceptions."""
    try:
        yield
    except ProviderError:
        raise
    except Exception as error:
        raise ProviderError(_meaning(error)) from error


def _meaning(error: Exception) -> str:
    """What a library's error means, in one French sentence."""
    status = _status(error)
    if found := next((sentence for statuses, sentence in _MEANINGS if status in statuses), ""):
        return found
    if "timeout" in type(error).__name__.lower():
        return "Le service de vecteurs n’a pas répondu à temps : réessayez, ou voyez EMBEDDING_BASE_URL."
    return "Le service de vecteurs ne répond pas : réessayez, ou voyez EMBEDDING_MODEL et EMBEDDING_BASE_URL."


def _status(error: BaseException) -> int:
    """The HTTP status of a library's error, or 0."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) else 0


def _wait(cause: BaseException | None, usual: float | None) -> float | None:
    """Seconds to wait before another try, or None to give up: what was badly answered would be so again."""
    if usual is None or cause is None or _status(cause) in _LASTING:
        return None
    headers = getattr(getattr(cause, "response", None), "headers", None) or {}
    try:
        asked = float(headers.get("retry-after", 0))
    except ValueError:  # a date: rare
        asked = 0.0
    return max(asked, usual) if asked <= LONGEST_PAUSE else None
