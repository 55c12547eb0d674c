"""Calls to a language model that always end: errors in French, few retries, a breaker, a deadline, usage counted.

The only place where a vendor's errors are read. LangChain gives most of them a common class; the others are told by
their HTTP status.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)

from knowledge.breaker import Breaker
from knowledge.briefing import tokens
from knowledge.errors import ProviderError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

LONGEST_ANSWER = 6_000
"""Characters after which a model is not listened to any more."""
LONGEST_WAIT = 5.0
"""Seconds that a person may be kept waiting for a provider that asks to come back later."""
_WAITS = (0.5, 1.0)
"""Seconds before each retry, where the provider does not say."""

Messages = Sequence[tuple[str, str]]
"""("system" or "human", text) in order."""


class CallError(ProviderError):
    """A call failed. `wait` is None where the same call is not worth trying again, else the seconds asked for, or 0."""

    def __init__(
        self,
        sentence: str,
        *,
        wait: float | None = None,
        overflow: bool = False,
        fault: bool = True,
        lasting: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.lasting = lasting
        """True where only a change of the settings can mend it."""
        self.wait = wait
        self.overflow = overflow
        """True where the prompt was too long for the model."""
        self.fault = fault and not overflow
        """Whether the provider is at fault, rather than what it was asked or what it wrote."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and what it cost in tokens (told by the provider, else estimated)."""

    text: str
    tokens_in: int
    tokens_out: int


_KINDS: tuple[tuple[type[Exception], tuple[int, ...], str, bool], ...] = (
    (ModelAuthenticationError, (401,), "Le fournisseur du modèle refuse la clé : vérifiez LLM_API_KEY.", False),
    (
        ModelPermissionDeniedError,
        (403,),
        "La clé LLM_API_KEY ne donne pas accès à ce modèle : vérifiez LLM_MODEL.",
        False,
    ),
    (ModelNotFoundError, (404,), "Ce modèle n’existe pas à cette adresse : vérifiez LLM_MODEL et LLM_BASE_URL.", False),
    (ModelRateLimitError, (429,), "Le fournisseur du modèle limite les demandes, ou le crédit est épuisé.", True),
    (ModelTimeoutError, (408, 504), "Le modèle n’a pas répondu à temps.", False),
    (ModelConnectionError, (), "Le serveur du modèle ne répond pas : vérifiez LLM_BASE_URL et le réseau.", True),
    (ModelAPIError, (500, 502, 503, 529), "Le serveur du modèle est en panne pour le moment.", True),
    (ModelInvalidRequestError, (400, 422), "Le fournisseur du modèle refuse la demande : vérifiez LLM_MODEL.", False),
)
_OVERFLOW = re.compile(
    r"context[ _](?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens|n_ctx"
    r"|input tokens exceed",
    re.IGNORECASE,
)


@contextmanager
def french_errors() -> Iterator[None]:
    """Turn whatever a vendor's library raises into a CallError (libraries raise anything: HTTP, JSON, validation)."""
    try:
        yield
    except ProviderError:
        raise
    except Exception as error:
        raise explained(error) from error


def explained(error: Exception) -> CallError:
    """What a vendor's error means, in one French sentence."""
    status = _status(error)
    if isinstance(error, ContextOverflowError) or (status in (400, 413, 422, 500) and _OVERFLOW.search(str(error))):
        return CallError("La question et ses sources sont trop longues pour ce modèle.", overflow=True)
    for kind, statuses, sentence, again in _KINDS:
        if isinstance(error, kind) or status in statuses:
            lasting = not again and kind is not ModelTimeoutError
            return CallError(sentence, wait=_retry_after(error) if again else None, lasting=lasting)
    name = type(error).__name__
    if "timeout" in name.lower():
        return CallError("Le modèle n’a pas répondu à temps.")
    return CallError(f"L’échange avec le modèle a été interrompu ({name}).", wait=0.0)


def _status(error: Exception) -> int:
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    return status if isinstance(status, int) else 0


def _retry_after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:  # a date: rare, and a wait too long for a conversation
        return LONGEST_WAIT + 1


class Caller:
    """A model that is called with patience, but not too much.

    `clock` and `sleep` are those of `time` outside tests; `deadline` is in seconds, for one whole answer.
    """

    def __init__(
        self,
        model: BaseChatModel,
        breaker: Breaker,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        deadline: float = 60.0,
    ) -> None:
        self._model = model
        self._breaker = breaker
        self._clock = clock
        self._sleep = sleep
        self._deadline = deadline

    def call(self, messages: Messages, on_text: Callable[[str], None] | None = None) -> Reply:
        """Call the model, trying again at most twice; raises CallError when it did not answer.

        `on_text` is given all the text so far each time it grows, and may raise CallError to stop listening.
        """
        if not self._breaker.allows():
            raise CallError("Le modèle est laissé de côté quelques instants après des pannes répétées.")
        until = self._clock() + self._deadline
        for pause in (*_WAITS, None):
            try:
                reply = self._listen(messages, on_text, until)
            except CallError as error:
                wait = _pause(error, pause)
                if wait is None or self._clock() + wait > until:
                    self._note(error)
                    raise
                self._sleep(wait)
            else:
                self._breaker.succeeded()
                return reply
        raise AssertionError("the last pause is None")

    def _note(self, error: CallError) -> None:
        if error.fault:
            self._breaker.failed()
        else:
            self._breaker.succeeded()

    def _listen(self, messages: Messages, on_text: Callable[[str], None] | None, until: float) -> Reply:
        text = ""
        finish = ""
        used: AIMessageChunk | None = None
        for piece in _pieces(self._model, messages):
            if self._clock() > until:
                raise CallError("Le modèle n’a pas fini à temps.")
            finish = _finish(piece) or finish
            used = piece if piece.usage_metadata else used
            text += piece.text
            if piece.text and on_text:
                on_text(text)
            if len(text) > LONGEST_ANSWER:
                break
        if finish in ("content_filter", "refusal"):
            raise CallError("Le modèle a refusé de répondre.", fault=False)
        if not text.strip() and not finish:
            raise CallError("Le modèle n’a rien répondu.", wait=0.0)
        usage = used.usage_metadata if used else None
        sent = sum(tokens(content) for _, content in messages)
        return Reply(
            text if finish in ("stop", "end_turn") else _whole_sentences(text),
            usage["input_tokens"] if usage else sent,
            usage["output_tokens"] if usage else tokens(text),
        )


def _pieces(model: BaseChatModel, messages: Messages) -> Iterator[AIMessageChunk]:
    """What the model writes, piece by piece; what its reader does with a piece is not taken for a vendor's error."""
    with french_errors():
        pieces = iter(model.stream(list(messages)))
    while True:
        with french_errors():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _finish(piece: AIMessageChunk) -> str:
    """Why the model stopped writing, in whichever key its vendor tells it."""
    said = piece.response_metadata
    return str(said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason") or "")


def _pause(error: CallError, usual: float | None) -> float | None:
    """Seconds to wait before another try, or None to give up."""
    if usual is None or error.wait is None or error.wait > LONGEST_WAIT:
        return None
    return error.wait or usual


def _whole_sentences(text: str) -> str:
    """What was written before the model was cut off, without the sentence that it had begun."""
    end = max(text.rfind(mark) for mark in (". ", ".\n", "! ", "? ", "]\n", "\n\n"))
    return text if text.rstrip().endswith((".", "!", "?", "]", "»")) or not text else text[: end + 1]
