"""When a message may go to Telegram: its places of a second and of a group's minute, and the rests that it asks for."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

from aiolimiter import AsyncLimiter
from telegram.constants import FloodLimit

_IN_A_ROW: Final = 3
"""Chats told to wait one after the other, from which Telegram means the bot and not them."""
_GROUPS: Final = 512
_SLACK: Final = 0.1
"""Seconds waited beyond what is asked."""


class Pace:
    """The places among the messages of a second, and the rests of all chats together.

    A message takes its place once, however often it has to be sent: what failed was no message. Whoever is told to
    wait waits alone, as Telegram counts the messages of each chat too, until several are told in a row.
    """

    def __init__(self) -> None:
        self._second = AsyncLimiter(FloodLimit.MESSAGES_PER_SECOND, 1)
        self._minutes: OrderedDict[int, AsyncLimiter] = OrderedDict()
        self._told: set[int] = set()
        """Chats told to wait since a request last went through."""
        self._until = 0.0
        """When the rest of all is over, by the clock of the event loop."""

    async def place(self, chat: int) -> None:
        """Wait until no rest of all is left, then for a place for a message to this chat."""
        await self._over()
        if chat < 0:
            await self._minute(chat).acquire()
        await self._second.acquire()

    async def rested(self) -> None:
        """Wait until no rest of all is left; whoever had to takes another place, as all the others leave then."""
        while await self._over():
            await self._second.acquire()

    def went_through(self) -> None:
        """Note that Telegram took a request."""
        self._told.clear()

    async def rest(self, chat: int, seconds: float) -> None:
        """Wait as long as this chat was told to, and make all wait where it is not the only one."""
        pause = seconds + _SLACK
        self._told.add(chat)
        if len(self._told) >= _IN_A_ROW:
            self._until = max(self._until, asyncio.get_running_loop().time() + pause)
        await asyncio.sleep(pause)

    async def _over(self) -> bool:
        """Wait for the end of the rest of all; says whether there was one."""
        loop, waited = asyncio.get_running_loop(), False
        while (left := self._until - loop.time()) > 0:
            waited = True
            await asyncio.sleep(left)
        return waited

    def _minute(self, group: int) -> AsyncLimiter:
        """The places of a group's minute; the groups that were silent longest are forgotten."""
        limiter = self._minutes.pop(group, None) or AsyncLimiter(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, 60)
        self._minutes[group] = limiter
        if len(self._minutes) > _GROUPS:
            self._minutes.popitem(last=False)
        return limiter
