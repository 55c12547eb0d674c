"""Calls to a language model that always end: few retries, a breaker, a deadline, every token counted."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.breaker import Breaker
from knowledge.briefing import tokens
from knowledge.model import Messages, Model
from knowledge.provider import FREE, LONGEST_WAIT, CallError, Cost
from knowledge.thoughts import is_unopened

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk

LONGEST_ANSWER = 12_000
"""Characters, thoughts included, after which a model is not listened to any more."""
_WAITS = (0.5, 1.0)
"""Seconds before each retry, where the provider does not say."""
_MOST_TOKENS = 10_000_000
"""Tokens of one call; what is told above is not believed."""
_ENDED = ("stop", "end_turn")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, and what it cost with the attempts before it."""

    text: str
    cost: Cost


@dataclass(slots=True)
class Heard:
    """What came of one attempt so far."""

    text: str = ""
    finish: str = ""
    pieces: int = 0
    usages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, piece: AIMessageChunk) -> None:
        """Take one more piece."""
        self.pieces += 1
        self.text += piece.text
        self.finish = _finish(piece) or self.finish
        if piece.usage_metadata:
            told = (piece.usage_metadata["input_tokens"], piece.usage_metadata["output_tokens"])
            if all(map(believed, told)):
                self.usages.append(told)

    def cost(self, messages: Messages) -> Cost:
        """What the attempt cost: as told by the provider, what it did not tell estimated."""
        told_in, told_out = _told(self.usages)
        sent = sum(tokens(content) for _, content in messages)
        return Cost(told_in or sent, told_out or tokens(self.text), not (told_in and (told_out or not self.text)))


def believed(count: object) -> bool:
    """Whether a number of tokens may be true: a whole one, not below zero nor beyond all reason."""
    return isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= _MOST_TOKENS


class Caller:
    """A model that is called with patience, but not too much.

    `clock` and `sleep` are those of `time` outside tests; `deadline` is in seconds, for one whole answer.
    """

    def __init__(
        self,
        model: Model,
        breaker: Breaker,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        deadline: float = 60.0,
    ) -> None:
        self.model = model
        self._breaker = breaker
        self._clock = clock
        self._sleep = sleep
        self._deadline = deadline

    def call(self, messages: Messages, on_text: Callable[[str], None] | None = None) -> Reply:
        """Call the model, trying again at most twice; raises CallError, with its cost, when it did not answer.

        `on_text` is given all the text so far each time it grows, and may raise CallError to stop listening.
        """
        if not self._breaker.allows():
            raise CallError("Le modèle est laissé de côté quelques instants après des pannes répétées.")
        until = self._clock() + self._deadline
        spent = FREE
        for pause in (*_WAITS, None):
            heard = Heard()
            try:
                text = self._listen(messages, on_text, until, heard)
            except CallError as error:
                spent += heard.cost(messages) if heard.pieces or error.late else FREE
                wait = _pause(error, pause)
                if wait is None or self._clock() + wait > until:
                    error.cost = spent
                    self._note(error)
                    raise
                self._sleep(wait)
            else:
                self._breaker.succeeded()
                return Reply(text, spent + heard.cost(messages))
        raise AssertionError("the last pause is None")

    def _note(self, error: CallError) -> None:
        if error.fault:
            self._breaker.failed()
        else:
            self._breaker.succeeded()

    def _listen(self, messages: Messages, on_text: Callable[[str], None] | None, until: float, heard: Heard) -> str:
        """The text of one attempt; what came is in `heard` even where this raises."""
        for piece in hurried(self.model.pieces(messages), lambda: until - self._clock()):
            if self._clock() > until:
                raise CallError(_UNFINISHED)
            heard.add(piece)
            if piece.text and on_text:
                on_text(heard.text)
            if len(heard.text) > LONGEST_ANSWER:
                break
        self.model.thinks_first |= is_unopened(heard.text)
        if heard.finish in ("content_filter", "refusal"):
            raise CallError("Le modèle a refusé de répondre.", fault=False)
        if not heard.text.strip() and not heard.finish:
            raise CallError("Le modèle n’a rien répondu.", wait=0.0)
        return heard.text if heard.finish in _ENDED else _whole_sentences(heard.text)


def hurried(pieces: Iterator[AIMessageChunk], left: Callable[[], float]) -> Iterator[AIMessageChunk]:
    """The pieces as they come, for as many seconds as are `left`; then raises CallError.

    They are read in a thread of their own, since a server that keeps the line open without a word (": ping") is never
    late to its client. The thread ends with the next piece, or with the connection.
    """
    heard: queue.SimpleQueue[AIMessageChunk | Exception | None] = queue.SimpleQueue()
    left_alone = threading.Event()
    threading.Thread(target=_read, args=(pieces, heard, left_alone), daemon=True).start()
    try:
        while True:
            try:
                piece = heard.get(timeout=max(0.0, left()))
            except queue.Empty:
                raise CallError(_UNFINISHED, late=True) from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            yield piece
    finally:
        left_alone.set()


def _read(
    pieces: Iterator[AIMessageChunk],
    heard: queue.SimpleQueue[AIMessageChunk | Exception | None],
    left_alone: threading.Event,
) -> None:
    try:
        for piece in pieces:
            if left_alone.is_set():
                return
            heard.put(piece)
        heard.put(None)
    except Exception as error:  # raised again where it is waited for
        heard.put(error)


_UNFINISHED = "Le modèle n’a pas fini à temps."


def _told(usages: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Tokens read and written, from what the pieces tell.

    Some servers tell the total so far with each piece; the others tell each share once, which LangChain has added up.
    """
    growing = all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(usages))
    if growing:
        return usages[-1] if usages else (0, 0)
    return sum(read for read, _ in usages), sum(written for _, written in usages)


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
