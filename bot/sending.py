"""Sending to Telegram, and taking what comes in order within a chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.rich import Run, split, to_html, to_plain

_TYPING_AFTER = 0.3
"""Seconds of work before "typing…" is shown: most answers are there before, and a call to Telegram is spared."""
_TYPING_LASTS = 4.5
_GRACE = 1.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to write: a chat, a topic of a forum, the message to reply to."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None

    @classmethod
    def beside(cls, message: MaybeInaccessibleMessage, reply: bool = False) -> Place:
        """The chat and topic of a message, as a reply to it or not."""
        topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
        return cls(message.chat.id, topic, message.message_id if reply else None)


async def say(bot: Bot, place: Place, runs: Iterable[Run], markup: InlineKeyboardMarkup | None = None) -> int:
    """Send a text in as many messages as it needs, the buttons under the last; gives the number of the last."""
    parts = split(runs)
    sent = 0
    for number, part in enumerate(parts, start=1):
        sent = await _send(bot, place, part, markup if number == len(parts) else None)
    return sent


async def _send(bot: Bot, place: Place, part: list[Run], markup: InlineKeyboardMarkup | None) -> int:
    sent: list[int] = []
    reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None

    async def send(text: str, mode: str | None) -> None:
        message = await bot.send_message(
            place.chat,
            text,
            parse_mode=mode,
            message_thread_id=place.topic,
            reply_parameters=reply,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )
        sent.append(message.message_id)

    await _html_or_plain(send, part)
    return sent[-1]


async def edit_message(bot: Bot, chat: int, number: int, part: list[Run], markup: InlineKeyboardMarkup | None) -> None:
    """Put another text into a message of ours; raises BadRequest where it is gone or too old."""

    async def edit(text: str, mode: str | None) -> None:
        await bot.edit_message_text(
            text, chat, number, parse_mode=mode, reply_markup=markup, link_preview_options=_NO_PREVIEW
        )

    with suppressed("not modified"):
        await _html_or_plain(edit, part)


async def change(query: CallbackQuery, runs: Iterable[Run], markup: InlineKeyboardMarkup | None) -> None:
    """Edit the tapped message in place; what does not fit one message is left out."""
    part = split(runs)[0]

    async def edit(text: str, mode: str | None) -> None:
        await query.edit_message_text(text, parse_mode=mode, reply_markup=markup, link_preview_options=_NO_PREVIEW)

    with suppressed("not modified"):
        await _html_or_plain(edit, part)


async def _html_or_plain(send: Callable[[str, str | None], Awaitable[None]], part: list[Run]) -> None:
    try:
        await send(to_html(part), ParseMode.HTML)
    except BadRequest as error:
        if "parse entities" not in str(error).lower():
            raise
        await send(to_plain(part), None)


async def answer_tap(query: CallbackQuery, text: str = "") -> None:
    """Answer a tap, with a line at the top of the screen or silently; a tap too old for it is let go."""
    with TOO_LATE:
        await query.answer(text[:200] or None)


class suppressed:  # noqa: N801 – reads as a statement, like contextlib.suppress
    """Let go of a BadRequest whose words hold one of these."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        return isinstance(error, BadRequest) and any(word in str(error).lower() for word in self._words)


TOO_LATE = suppressed("query is too old", "query id is invalid")
"""Let go of a tap, or of an inline query, that nobody waits for any more."""


@asynccontextmanager
async def typing(bot: Bot, place: Place) -> AsyncIterator[None]:
    """Show "typing…" while the body runs, where it takes its time; failing to show it changes nothing."""

    over = asyncio.Event()

    async def show() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), _TYPING_AFTER)
        while not over.is_set():
            with suppress(TelegramError):
                await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), _TYPING_LASTS)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        # Telegram should hear of the typing before it gets the answer, or it would show it for five more seconds.
        over.set()
        await asyncio.wait({task}, timeout=_GRACE)
        task.cancel()


@dataclass(slots=True)
class _Queue:
    """The updates of one chat that wait or run."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    files: int = 0
    """How many of them bring a file to publish."""


class InOrder(BaseUpdateProcessor):
    """Many updates at once, but those of one chat one after the other, as they came.

    Only one update of a chat asks for one of the `at_once` places: chats that flood keep nobody else from theirs. Of a
    chat with more than `most` updates waiting, and of all with more than `in_all`, the further ones are dropped, after
    a word to the person: `overflow` gets its key, "busy" or "crowded", once until the chat is heard again. `done` hears
    of each update whose handlers have run, or that was dropped. `publishes` tells those that bring a file to publish:
    as a whole folder is sent at once, up to `files` of them wait, and do not count among the others.
    """

    def __init__(
        self,
        overflow: Callable[[Update, str], Awaitable[None]],
        done: Callable[[Update], Awaitable[None]],
        publishes: Callable[[Update], bool],
        at_once: int = 256,
        most: int = 20,
        files: int = 200,
        in_all: int = 5_000,
    ) -> None:
        super().__init__(2 * in_all)  # the library's own bound, which makes wait what is to be refused
        self._places = asyncio.Semaphore(at_once)
        self._in_all = in_all
        self._waiting = 0
        self._overflow = overflow
        self._done = done
        self._publishes = publishes
        self._most, self._files = most, files
        self._queues: dict[int, _Queue] = {}
        self._told: set[int] = set()
        """Chats that were told to wait, and have not been heard since."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the update's handlers, after those of the chat's earlier updates; then say that it is done."""
        await self._in_turn(update, coroutine)
        if isinstance(update, Update):
            await self._done(update)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        speaker = (update.effective_chat or update.effective_user) if isinstance(update, Update) else None
        if not isinstance(update, Update) or speaker is None:
            await coroutine
            return
        queue = self._queues.setdefault(speaker.id, _Queue())
        file = self._publishes(update)
        if queue.files >= self._files if file else queue.waiting - queue.files >= self._most:
            await self._drop(update, coroutine, speaker.id, "busy")
            return
        if self._waiting >= self._in_all:
            await self._drop(update, coroutine, speaker.id, "crowded")
            return
        queue.waiting += 1
        queue.files += file
        self._waiting += 1
        try:
            async with queue.turn, self._places:
                await coroutine
        finally:
            queue.waiting -= 1
            queue.files -= file
            self._waiting -= 1
            if not queue.waiting:
                self._queues.pop(speaker.id, None)
                self._told.discard(speaker.id)

    async def _drop(self, update: Update, coroutine: Awaitable[Any], speaker: int, reason: str) -> None:
        if asyncio.iscoroutine(coroutine):
            coroutine.close()
        if not self._queues[speaker].waiting:
            del self._queues[speaker]
        if speaker not in self._told:
            self._told.add(speaker)
            await self._overflow(update, reason)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
