"""The answer while it is being written: a draft that grows in private, one message that is edited in groups.

A draft is only a courtesy: where Telegram refuses it, it stops, and the answer comes whole as if there had been none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Protocol, Self

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from bot.rich import LIMIT, Run, clean, split, units
from bot.sending import Place, edit_message, say

PAUSE = 0.8
"""Seconds between two drafts in private."""
GROUP_PAUSE = 4.0
"""Seconds between two edits in a group, where Telegram allows 20 messages a minute."""
_PATIENCE = 3.0
Pause = Callable[[float], Awaitable[None]]


class Paper(Protocol):
    """Where a draft is shown, and what becomes of it."""

    @property
    def pause(self) -> float:
        """Seconds between two drafts."""

    async def show(self, text: str) -> None:
        """Show the text so far; raises TelegramError where that is refused."""

    async def conclude(self, runs: list[Run], markup: InlineKeyboardMarkup | None) -> None:
        """Send the whole answer in the place of the draft."""

    async def discard(self) -> None:
        """Take the draft away: no answer will come."""


class PrivateDraft:
    """A draft that Telegram shows above the keyboard until the message comes."""

    pause = PAUSE

    def __init__(self, bot: Bot, place: Place, number: int) -> None:
        self._bot = bot
        self._place = place
        self._number = number or 1  # Telegram wants another number than 0

    async def show(self, text: str) -> None:
        """Show the text so far, as plain text: marks may be half written."""
        await self._bot.send_message_draft(
            self._place.chat, self._number, text, self._place.topic, read_timeout=_PATIENCE, write_timeout=_PATIENCE
        )

    async def conclude(self, runs: list[Run], markup: InlineKeyboardMarkup | None) -> None:
        """Send the answer, which takes the draft away."""
        await say(self._bot, self._place, runs, markup)

    async def discard(self) -> None:
        """Nothing to do: the draft fades by itself."""


class EditedMessage:
    """One message that grows, in a group."""

    pause = GROUP_PAUSE

    def __init__(self, bot: Bot, place: Place) -> None:
        self._bot = bot
        self._place = place
        self._message: int | None = None

    async def show(self, text: str) -> None:
        """Send the message, then edit it."""
        if self._message is None:
            self._message = await say(self._bot, self._place, [Run(f"{text} …")])
        else:
            await edit_message(self._bot, self._place.chat, self._message, [Run(f"{text} …")], None)

    async def conclude(self, runs: list[Run], markup: InlineKeyboardMarkup | None) -> None:
        """Make the message the answer; what does not fit follows. Where it cannot be edited, send the answer anew."""
        parts = split(runs)
        if self._message is None:
            await say(self._bot, self._place, runs, markup)
            return
        try:
            only = markup if len(parts) == 1 else None
            await edit_message(self._bot, self._place.chat, self._message, parts[0], only)
        except BadRequest:
            await self.discard()
            await say(self._bot, self._place, runs, markup)
            return
        if len(parts) > 1:
            await say(self._bot, self._place, [run for part in parts[1:] for run in part], markup)

    async def discard(self) -> None:
        """Delete the message."""
        if self._message is not None:
            with suppress(TelegramError):
                await self._bot.delete_message(self._place.chat, self._message)


class Stream:
    """Shows on paper what is heard, no faster than the paper allows. Use it as an async context."""

    def __init__(self, paper: Paper, pause: Pause = asyncio.sleep) -> None:
        self._paper = paper
        self._pause = pause
        self._heard = ""
        self._grown = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._showing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def hear(self, text: str) -> None:
        """Take all the text so far. Any thread may call."""
        self._heard = text
        with suppress(RuntimeError):  # the program is closing
            self._loop.call_soon_threadsafe(self._grown.set)

    async def conclude(self, runs: Iterable[Run], markup: InlineKeyboardMarkup | None) -> None:
        """Send the whole answer, once."""
        await self._paper.conclude(list(runs), markup)

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        assert self._task
        async with self._showing:  # a draft on its way must not arrive after the answer
            self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        if error:
            await self._paper.discard()

    async def _run(self) -> None:
        shown = ""
        while True:
            await self._grown.wait()
            self._grown.clear()
            text = fitting(self._heard)
            if len(text) <= len(shown):
                continue
            async with self._showing:
                try:
                    await self._paper.show(text)
                except TelegramError:
                    return
            shown = text
            await self._pause(self._paper.pause)


def fitting(text: str) -> str:
    """What fits a draft: sendable, and with room for the mark of what is to come."""
    text = clean(text).strip()
    while units(text) > LIMIT - 2:
        text = text[: len(text) - max(1, (units(text) - LIMIT + 2) // 2)]
    return text
