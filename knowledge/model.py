"""A language model at its provider, spoken to as its server wants to be.

Servers in the shape of OpenAI's accept more or less of what it does. What one refuses by name is left out from then on,
for as long as the program runs; one that cannot write piece by piece is asked for the whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Sequence
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
        self._refused: frozenset[str] = frozenset()
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
                named = next((name for name in sent_by(chat) if re.search(rf"\b(?:{name})\b", error.refused)), "")
                if not named:
                    raise
                self._refused |= {named}
                chat = self._chat = without(chat, named, self._refused)
                _log.warning("The model's server refuses %s: it is left out from now on.", named)

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

_USAGE = "stream_options|include_usage"
_LIMITS = ("max_completion_tokens", "max_tokens")
"""The two names of one limit: OpenAI's own models want the first, most other servers know the second alone."""


def sent_by(chat: BaseChatModel) -> Iterator[str]:
    """The parameters that a model is sent and could do without, by their names on the wire."""
    if getattr(chat, "stream_usage", None):
        yield _USAGE
    yield from (name for name in _LIMITS if _limit(chat, name))
    if hasattr(chat, "extra_body") and getattr(chat, "temperature", None) is not None:
        yield "temperature"


def without(chat: BaseChatModel, name: str, refused: Collection[str] = ()) -> BaseChatModel:
    """The same model without one parameter; a limit is sent by its other name, unless that was refused as well."""
    if name == _USAGE:
        return chat.model_copy(update={"stream_usage": False})
    if name not in _LIMITS:
        return chat.model_copy(update={name: None})
    (other,) = set(_LIMITS) - {name}
    return limited(chat, "" if other in refused else other, _limit(chat, name))


def limited(chat: BaseChatModel, name: str, most: int) -> BaseChatModel:
    """The same model of OpenAI's shape, told by this name how many tokens it may write; by none where it is ""."""
    extra = {key: value for key, value in _extra(chat).items() if key != "max_tokens"}
    more = {"max_tokens": most} if name == "max_tokens" else {}
    return chat.model_copy(
        update={
            "max_tokens": most if name == "max_completion_tokens" else None,
            "extra_body": {**extra, **more} or None,
        }
    )


def _limit(chat: BaseChatModel, name: str) -> int:
    """What a model of OpenAI's shape is told by this name, else 0. LangChain calls the field by the older name."""
    if not hasattr(chat, "extra_body"):
        return 0
    told = _extra(chat).get("max_tokens") if name == "max_tokens" else getattr(chat, "max_tokens", None)
    return told if isinstance(told, int) else 0


def _extra(chat: BaseChatModel) -> dict[str, Any]:
    return getattr(chat, "extra_body", None) or {}
