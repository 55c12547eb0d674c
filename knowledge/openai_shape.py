"""OpenAI's client, for servers of its shape that anybody may run: nothing that they send makes it work for long.

Imported only where such a model is opened, since its library takes half a second.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

import httpx2
import openai
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI

from knowledge.listening import believed
from knowledge.provider import CallError

LONGEST_BODY: Final = 8_000_000
"""Bytes of one reply, unpacked: many times the longest answer with its thoughts, each word an event of its own."""
_SLICE: Final = 65_536
"""Bytes that are unpacked at once."""
_COUNTS: Final = ("prompt_tokens", "completion_tokens")


class WaryOpenAI(ChatOpenAI):
    """A chat model whose server may tell any nonsense for its usage without losing the answer for it."""

    def _convert_chunk_to_generation_chunk(
        self,
        chunk: dict[str, Any],
        default_chunk_class: type,
        base_generation_info: dict[str, Any] | None,
    ) -> ChatGenerationChunk | None:
        return super()._convert_chunk_to_generation_chunk(
            _with_sane_usage(chunk), default_chunk_class, base_generation_info
        )

    def _create_chat_result(
        self, response: dict[str, Any] | openai.BaseModel, generation_info: dict[str, Any] | None = None
    ) -> ChatResult:
        if isinstance(response, openai.BaseModel):
            response = response.model_dump(warnings=False)
        return super()._create_chat_result(
            _with_sane_usage(response) if isinstance(response, dict) else response, generation_info
        )


def _with_sane_usage(told: dict[str, Any]) -> dict[str, Any]:
    """The same, its usage with the counts that can be believed, or without any."""
    usage = told.get("usage")
    if usage is None:
        return told
    counts = {name: usage.get(name) if isinstance(usage, dict) else None for name in _COUNTS}
    sane = {name: count if believed(count) else 0 for name, count in counts.items()}
    return {**told, "usage": {**sane, "total_tokens": sum(sane.values())} if any(sane.values()) else None}


class Client(openai.DefaultHttpxClient):
    """An HTTP client that goes where it was sent and nowhere else, and reads no more than `LONGEST_BODY`."""

    def __init__(self) -> None:
        super().__init__(
            follow_redirects=False,
            headers={"accept-encoding": "identity"},
            event_hooks={"response": [bound]},
        )

    def __del__(self) -> None:
        """Let go of the connections."""
        if not self.is_closed:
            self.close()


def bound(response: httpx2.Response) -> None:
    """Count the body as it is read; one that comes packed unasked is unpacked here, where that can stop."""
    packing = response.headers.pop("content-encoding", "identity")
    if packing not in ("identity", "gzip", "deflate"):
        raise CallError("Le serveur du modèle envoie sa réponse sous une forme qui n’a pas été demandée.")
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Bounded(response.stream, packed=packing != "identity")


class _Bounded(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, *, packed: bool) -> None:
        self._stream = stream
        self._packed = packed

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for piece in _unpacked(self._stream) if self._packed else self._stream:
            read += len(piece)
            if read > LONGEST_BODY:
                raise CallError("La réponse du modèle est démesurée.")
            yield piece

    def close(self) -> None:
        self._stream.close()


def _unpacked(stream: httpx2.SyncByteStream) -> Iterator[bytes]:
    """What gzip or zlib packed, a slice at a time."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for piece in stream:
        while piece:
            yield unpacker.decompress(piece, _SLICE)
            piece = unpacker.unconsumed_tail
    yield unpacker.flush()
