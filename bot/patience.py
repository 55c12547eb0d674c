"""How a request to Telegram is done in spite of its limits and of the network, and a message sent once all the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext, suppress
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.arrivals import Arrivals
from bot.pacing import Pace

Json = dict[str, Any]
Callback = Callable[..., Awaitable[Any]]
Request = Callable[[], Awaitable[Any]]
_COURTESIES = ("sendChatAction", "sendMessageDraft")
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_LOOKS = 3
"""Times that one number is looked at, where the network fails."""
_MOST = 16
"""Numbers worth looking at: at 30 messages a second, what comes while one request is under way."""
_SETTLING = 12
"""Pauses waited at most until no more than those are left: the replies and updates that tell of the others come in."""
_LATER = (0, 4, 8, 16)
"""Pauses before each look for a message whose reply did not come in time: it may still be on its way."""
_SAME = ("chat_id", "text", "parse_mode", "reply_markup", "link_preview_options")
"""What a message and its editing have in common."""


class PatientLimiter(BaseRateLimiter[int]):
    """Waits when Telegram says so, follows a group to its new number, and tries again when the network fails.

    A message whose sending got no reply may be there or not, and Telegram has no way to ask. So before it is sent
    again it is looked for, by editing the numbers that it may have into its own text: "not modified" proves that it is
    there. Where it is not found it is sent again, since a double answer is better than none.
    """

    def __init__(self, attempts: int = 6, pause: float = 0.5, waits: int = 5) -> None:
        """`pause` is the first one between attempts, in seconds; they double. `waits`: how often it waits, if told."""
        self.arrivals = Arrivals()
        self._pace = Pace()
        self._attempts = attempts
        self._pause = pause
        self._waits = waits

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(self, callback: Callback, args: Any, kwargs: dict[str, Any],
                              endpoint: str, data: Json, rate_limit_args: int | None) -> Any:  # fmt: skip
        """Do a request; "typing…" and drafts neither wait nor are tried again."""
        if endpoint in _COURTESIES:
            return await callback(*args, **kwargs)
        chat = _number(data.get("chat_id"))
        if "chat_id" in data:
            await self._pace.place(chat)
        with self.arrivals.sending(chat) if endpoint.startswith("send") else nullcontext():
            return await self._persisted(callback, partial(callback, *args, **kwargs), endpoint, data)

    async def _persisted(self, callback: Callback, request: Request, endpoint: str, data: Json) -> Any:
        """Do a request in spite of the network; `data` is what it sends."""
        before, unsure = 0, False

        async def noting() -> Any:
            nonlocal before  # as late as can be, and not again: the first sending may have arrived too
            before = before or self.arrivals.latest(_number(data.get("chat_id")))
            return await request()

        for attempt in range(1, self._attempts + 1):
            chat = _number(data.get("chat_id"))
            try:
                return self._noted(await self._in_time(chat, noting))
            except ChatMigrated as moved:  # the group became a supergroup while the answer was made
                if attempt == self._attempts:
                    raise
                data["chat_id"], before = moved.new_chat_id, 0
            except BadRequest:
                raise
            except NetworkError as error:
                unsure = unsure or not isinstance(error.__cause__, _NEVER_SENT)
                if attempt == self._attempts and endpoint != "sendMessage":
                    raise
                await asyncio.sleep(self._pause * 2 ** (attempt - 1))
                if endpoint == "sendMessage" and unsure:
                    late = isinstance(error.__cause__, httpx.ReadTimeout)
                    if found := await self._found(callback, data, before, _LATER if late else _LATER[:1]):
                        return self._noted(found)
                if attempt == self._attempts:
                    raise
        raise AssertionError("unreachable")

    async def _in_time(self, chat: int, request: Request) -> Any:
        """Do a request, as late and as often as Telegram says."""
        for left in reversed(range(self._waits + 1)):
            await self._pace.rested()
            try:
                result = await request()
            except RetryAfter as told:
                if not left:
                    raise
                await self._pace.rest(chat, _seconds(told))
            else:
                self._pace.went_through()
                return result
        raise AssertionError("unreachable")

    async def _found(self, callback: Callback, data: Json, before: int, pauses: Sequence[float]) -> Json | None:
        """The message where it arrived after all, as far as one can tell."""
        chat = _number(data["chat_id"])
        same = {name: data[name] for name in _SAME if data.get(name) is not None}
        for pause in pauses:
            await asyncio.sleep(self._pause * pause)
            for number in await self._likely(chat, before):
                with suppress(TelegramError):
                    if await self._holds(callback, {**same, "message_id": number}):
                        return _message(chat, number)
        return None

    async def _likely(self, chat: int, before: int) -> list[int]:
        """The numbers that the message may have, once most of the others are known."""
        for _ in range(_SETTLING):
            if len(self.arrivals.unknown(chat, before)) <= _MOST:
                break
            await asyncio.sleep(self._pause)
        return self.arrivals.unknown(chat, before)[:_MOST]

    async def _holds(self, callback: Callback, edit: Json) -> bool:
        """True where the message of that number has that text, from before or from now on.

        A look waits for no place among the messages of a second: it is none, and comes only after a failure.
        """
        for _ in range(_LOOKS):
            try:
                await self._in_time(_number(edit["chat_id"]), partial(callback, "editMessageText", edit))
            except BadRequest as error:
                return "not modified" in str(error).lower()
            except NetworkError:
                continue
            return True
        return False

    def _noted(self, result: Any) -> Any:
        if isinstance(result, dict) and "message_id" in result and "chat" in result:
            self.arrivals.saw(int(result["chat"]["id"]), int(result["message_id"]))
        return result


def _message(chat: int, number: int) -> Json:
    """What Telegram says of a sent message, as far as it is known."""
    kind = "private" if chat > 0 else "supergroup"
    return {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": kind}}


def _seconds(told: RetryAfter) -> float:
    after = told.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else after


def _number(chat: object) -> int:
    return chat if isinstance(chat, int) else 0
