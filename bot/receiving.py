"""The queue of updates, which writes each down before Telegram is told that it was received."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram import Bot, Update

from bot.arrivals import Arrivals
from bot.inbox import Inbox
from bot.tables import JournalError

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What reading something that is no update of Telegram's may raise."""
_log = logging.getLogger(__name__)


class Receiving(asyncio.Queue[object]):
    """Updates as they come, each once. Telegram forgets an update at the poll after the one that gave it.

    Inline queries are not written down: nobody looks at their answer any more after a restart. What `ignores` says
    is let go at the door: a flood costs next to nothing there.
    """

    def __init__(self, inbox: Inbox, arrivals: Arrivals, ignores: Callable[[Update], bool] = lambda _: False) -> None:
        super().__init__()
        self._ignores = ignores
        self._inbox = inbox
        self._arrivals = arrivals
        self.waiting = 0
        """Updates received and not done."""

    async def put(self, item: object) -> None:
        """Write an update down and queue it; let go of one that is known already."""
        if isinstance(item, Update) and item.message:  # a tapped message is ours, and may be one that is looked for
            self._arrivals.saw(item.message.chat.id, item.message.message_id)
        if isinstance(item, Update) and self._ignores(item):
            return
        if await self._is_new(item):
            await self._take(item)

    async def resume(self, bot: Bot) -> int:
        """Queue what an earlier run left unanswered; gives how many."""
        try:
            waiting = await asyncio.to_thread(self._inbox.waiting)
        except JournalError as error:
            _log.error("inbox not read: %s", type(error.__cause__).__name__)
            return 0
        updates = [update for content in waiting if (update := _read(content, bot))]
        for update in updates:
            await self._take(update)
        return len(updates)

    async def done(self, update: Update) -> None:
        """Cross an answered update out."""
        self.waiting -= 1
        if _is_kept(update):
            try:
                await asyncio.to_thread(self._inbox.done, update.update_id)
            except JournalError as error:
                _log.error("inbox not written: %s", type(error.__cause__).__name__)

    async def _take(self, item: object) -> None:
        self.waiting += isinstance(item, Update)
        await super().put(item)

    async def _is_new(self, item: object) -> bool:
        if not isinstance(item, Update) or not _is_kept(item):
            return True
        person = item.effective_user or item.effective_chat
        content = item.to_dict()
        try:
            return await asyncio.to_thread(self._inbox.accept, item.update_id, person.id if person else 0, content)
        except JournalError as error:  # an answer matters more than its record
            _log.error("inbox not written: %s", type(error.__cause__).__name__)
            return True


def _read(content: dict[str, Any], bot: Bot) -> Update | None:
    """An update written down by an earlier run, maybe of an earlier version; None where it cannot be read."""
    try:
        return Update.de_json(content, bot)
    except UNREADABLE as error:
        _log.error("update not read: %s", type(error).__name__)
        return None


def _is_kept(update: Update) -> bool:
    return update.inline_query is None
