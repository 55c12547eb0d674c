"""Another embedder than ours, whatever it does."""

from __future__ import annotations

import math

import pytest
from langchain_core.embeddings import Embeddings

from knowledge.embedding_service import BATCH, Provider
from knowledge.errors import ProviderError

Reply = list[list[float]] | Exception


class HttpError(Exception):
    """What a library raises for an HTTP error."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status_code = status


class Scripted(Embeddings):
    """Gives the replies in turn, the last one again and again; [1, 2] for each text without a script."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked.append(texts)
        if not self.replies:
            return [[1.0, 2.0]] * len(texts)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def provider(embedder: Embeddings, time: Time | None = None, **more: object) -> Provider:
    time = time or Time()
    return Provider(embedder, "test:1", clock=time.clock, sleep=time.sleep, **more)  # type: ignore[arg-type]


def test_texts_go_by_small_batches_and_come_back_in_order() -> None:
    embedder = Scripted()
    assert len(provider(embedder).embed_documents([str(n) for n in range(BATCH + 1)])) == BATCH + 1
    assert [len(texts) for texts in embedder.asked] == [BATCH, 1]


def test_questions_and_passages_carry_their_prefixes() -> None:
    embedder = Scripted()
    asked = provider(embedder, prefixes=("query: ", "passage: "))
    asked.embed_documents(["plan"])
    asked.embed_query("plan ?")
    assert embedder.asked == [["passage: plan"], ["query: plan ?"]]


@pytest.mark.parametrize("error", [HttpError(500), HttpError(429), OSError("down")])
def test_what_may_pass_is_tried_again_and_then_given_up(error: Exception) -> None:
    """Three times, a few seconds apart."""
    time, embedder = Time(), Scripted(error)
    with pytest.raises(ProviderError, match="service de vecteurs"):
        provider(embedder, time).embed_documents(["plan"])
    assert len(embedder.asked) == 3
    assert time.now == 5.0


def test_a_service_that_comes_back_is_used() -> None:
    assert provider(Scripted(HttpError(503), [[1.0]])).embed_documents(["plan"]) == [[1.0]]


@pytest.mark.parametrize(("status", "told"), [(401, "EMBEDDING_API_KEY"), (404, "EMBEDDING_BASE_URL"), (400, "refuse")])
def test_what_will_not_pass_is_not_tried_again(status: int, told: str) -> None:
    embedder = Scripted(HttpError(status))
    with pytest.raises(ProviderError, match=told):
        provider(embedder).embed_documents(["plan"])
    assert len(embedder.asked) == 1


@pytest.mark.parametrize(
    "vectors",
    [[], [[1.0]] * 3, [[1.0], [1.0, 2.0]], [[1.0], []], [[1.0], [math.nan]], [[1.0], [math.inf]], [[1.0], [0.0]]],
    ids=["none", "too many", "two sizes", "empty", "nan", "infinite", "zero"],
)
def test_vectors_that_cannot_be_compared_are_refused(vectors: list[list[float]]) -> None:
    with pytest.raises(ProviderError, match="EMBEDDING_MODEL"):
        provider(Scripted(vectors)).embed_documents(["plan", "friche"])


def test_a_service_that_changes_the_size_of_its_vectors_is_refused() -> None:
    asked = provider(Scripted([[1.0, 2.0]], [[1.0]]))
    asked.embed_documents(["plan"])
    with pytest.raises(ProviderError, match="tailles"):
        asked.embed_query("plan ?")


def test_a_question_is_asked_once_and_a_dead_service_left_alone_for_a_minute() -> None:
    """A person waits for the answer."""
    time, embedder = Time(), Scripted(OSError("down"), OSError("down"), OSError("down"), [[1.0]])
    asked = provider(embedder, time)
    for _ in range(5):
        with pytest.raises(ProviderError):
            asked.embed_query("plan ?")
    assert len(embedder.asked) == 3
    time.sleep(61)
    assert asked.embed_query("plan ?") == [1.0]


def test_questions_go_to_the_more_hurried_embedder() -> None:
    slow, quick = Scripted(), Scripted()
    asked = provider(slow, asked=quick)
    asked.embed_query("plan ?")
    asked.embed_documents(["plan"])
    assert (slow.asked, quick.asked) == ([["plan"]], [["plan ?"]])
