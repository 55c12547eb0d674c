"""One message that follows a piece of work: sent once, then edited in place, never more often than its pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.rich import Run, split, to_html
from bot.sending import Place


class Board:
    """The message. `pace` is in seconds."""

    def __init__(self, bot: Bot, place: Place, pace: float, message: int | None = None) -> None:
        self._bot = bot
        self._place = place
        self._pace = pace
        self._message = message

    async def show(self, runs: Sequence[Run], markup: InlineKeyboardMarkup | None = None) -> None:
        """Show a text with its buttons; what does not fit one message is left out. Raises TelegramError."""
        html = to_html(split(runs)[0])
        if self._message is not None:
            try:
                await self._bot.edit_message_text(
                    html, self._place.chat, self._message, parse_mode=ParseMode.HTML, reply_markup=markup
                )
                return
            except BadRequest as error:
                if "not modified" in str(error).lower():
                    return
        # The first time, and when the person deleted the message meanwhile.
        sent = await self._bot.send_message(
            self._place.chat, html, ParseMode.HTML, message_thread_id=self._place.topic, reply_markup=markup
        )
        self._message = sent.message_id

    @asynccontextmanager
    async def following(self, current: Callable[[], Sequence[Run]]) -> AsyncIterator[None]:
        """Show what `current` gives as long as the body runs; failing to show it changes nothing."""
        over = asyncio.Event()

        async def follow() -> None:
            shown: Sequence[Run] = ()
            while not over.is_set():
                with suppress(TelegramError):
                    if (now := current()) != shown:
                        await self.show(now)
                        shown = now
                with suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), self._pace)

        task = asyncio.create_task(follow())
        try:
            yield
        finally:
            over.set()
            await task
