"""A language model at its provider, spoken to as its server wants to be.

Servers in the shape of OpenAI's accept more or less of what it does. What one refuses by name is left out from then on,
for as long as the program runs; one that cannot write piece by piece is asked for the whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessageChunk

from knowledge.provider import CallError, french_errors

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

Messages = Sequence[tuple[str, str]]
"""("system" or "human", text) in order."""

_log = logging.getLogger(__name__)


class Model:
    """A LangChain chat model, and what its server was found to want. Any thread may call."""

    def __init__(self, chat: BaseChatModel) -> None:
        self._chat = chat
        self._whole = False
        self.thinks_first = False
        """True once it was seen to think aloud without a mark before its thoughts."""

    def pieces(self, messages: Messages) -> Iterator[AIMessageChunk]:
        """What the model writes, piece by piece; raises CallError."""
        chat = self._chat
        while True:
            try:
                yield from self._pieces(chat, messages)
                return
            except CallError as error:
                kinder = without_refused(chat, error.refused)
                if kinder is None:
                    raise
                chat = self._chat = kinder

    def _pieces(self, chat: BaseChatModel, messages: Messages) -> Iterator[AIMessageChunk]:
        """The pieces; the whole answer as one where the server has no pieces to give."""
        if not self._whole:
            written = False
            for piece in _streamed(chat, messages):
                written = True
                yield piece
            if written:
                return
        with french_errors():
            whole = _as_piece(chat.invoke(list(messages)))
        self._whole = True
        yield whole


def _streamed(chat: BaseChatModel, messages: Messages) -> Iterator[AIMessageChunk]:
    """The pieces of a stream, none where what the server sent is no stream.

    What the reader does with a piece is not taken for a vendor's error.
    """
    with french_errors():
        pieces = iter(chat.stream(list(messages)))
    while True:
        with french_errors():
            piece = _next(pieces)
        if piece is None:
            return
        yield piece


def _next(pieces: Iterator[AIMessageChunk]) -> AIMessageChunk | None:
    try:
        return next(pieces, None)
    except ValueError as error:
        if "No generation chunks" in str(error):  # LangChain's word for an answer without events
            return None
        raise


def _as_piece(message: AIMessage) -> AIMessageChunk:
    return AIMessageChunk(
        content=message.content,
        usage_metadata=message.usage_metadata,
        response_metadata=message.response_metadata,
    )


# What a server refuses -----------------------------------------------------------------------------------------------


def without_refused(chat: BaseChatModel, refusal: str) -> BaseChatModel | None:
    """The same model without one parameter that a refusal names, or None where it names none that is sent."""
    for name, changes in _droppable(chat):
        if re.search(rf"\b{name}\b", refusal):
            _log.warning("The model's server refuses %s: it is left out from now on.", name)
            return chat.model_copy(update=changes)
    return None


def _droppable(chat: BaseChatModel) -> Iterator[tuple[str, dict[str, Any]]]:
    """Parameters that the model is sent and may do without, by their names on the wire, with what leaves them out."""
    extra: dict[str, Any] = getattr(chat, "extra_body", None) or {}
    if getattr(chat, "stream_usage", None):
        yield "stream_options|include_usage", {"stream_usage": False}
    if hasattr(chat, "extra_body") and (most := getattr(chat, "max_tokens", None)):
        yield "max_completion_tokens", {"max_tokens": None, "extra_body": {**extra, "max_tokens": most}}
    if "max_tokens" in extra:
        yield "max_tokens", {"extra_body": {name: value for name, value in extra.items() if name != "max_tokens"}}
    if getattr(chat, "temperature", None) is not None:
        yield "temperature", {"temperature": None}
