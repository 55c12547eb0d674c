"""Being told to wait by Telegram: a chat alone, or all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.pacing import Pace
from bot.patience import PatientLimiter

LONG = 3_600
"""Seconds that no test waits."""


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is to give durations, as it will from its next version on."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Telegram:
    """Takes every message but those to some chats, which it tells to wait."""

    def __init__(self, waiting: Iterable[int] = ()) -> None:
        self.waiting = set(waiting)
        self.taken: list[int] = []
        self.limiter = PatientLimiter(pause=0)

    async def take(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        if data["chat_id"] in self.waiting:
            raise RetryAfter(LONG)
        self.taken.append(data["chat_id"])
        return {"message_id": len(self.taken), "chat": {"id": data["chat_id"]}}

    async def send(self, chat: int) -> Any:
        data = {"chat_id": chat, "text": "Bonjour"}
        return await self.limiter.process_request(self.take, ("sendMessage", data), {}, "sendMessage", data, None)


async def turns() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chat_that_is_told_to_wait_keeps_no_other_from_its_answer() -> None:
    telegram = Telegram(waiting=[1])
    told = asyncio.create_task(telegram.send(1))
    await turns()
    await telegram.send(2)
    assert telegram.taken == [2]
    assert not told.done()
    told.cancel()


async def test_where_one_chat_after_the_other_is_told_all_wait() -> None:
    telegram = Telegram(waiting=[1, 2, 3])
    told = [asyncio.create_task(telegram.send(chat)) for chat in (1, 2, 3)]
    await turns()
    told.append(asyncio.create_task(telegram.send(4)))
    await turns()
    assert telegram.taken == []
    assert not any(task.done() for task in told)
    for task in told:
        task.cancel()


async def test_all_wait_until_the_last_rest_is_over_whoever_gives_up() -> None:
    telegram = Telegram(waiting=[1, 2, 3, 4])
    told = [asyncio.create_task(telegram.send(chat)) for chat in (1, 2, 3, 4)]
    await turns()
    for task in told:
        task.cancel()
    other = asyncio.create_task(telegram.send(5))
    await asyncio.wait({other}, timeout=0.2)
    assert telegram.taken == []
    other.cancel()


async def test_a_short_rest_does_not_end_a_long_one() -> None:
    pace = Pace()
    rests = [
        asyncio.create_task(pace.rest(chat, seconds)) for chat, seconds in ((1, LONG), (2, LONG), (3, LONG), (4, 0))
    ]
    await rests[3]
    waiting = asyncio.create_task(pace.rested())
    await asyncio.wait({waiting}, timeout=0.05)
    assert not waiting.done()
    for task in (waiting, *rests):
        task.cancel()


async def test_thirty_messages_go_in_a_second_and_twenty_to_a_group_in_a_minute() -> None:
    pace = Pace()
    for chats, most in ((range(1, 60), 30), ([-7] * 40, 20)):
        pace = Pace()
        places = [asyncio.create_task(pace.place(chat)) for chat in chats]
        await turns()
        assert sum(task.done() for task in places) == most
        for task in places:
            task.cancel()


async def test_an_answer_between_two_refusals_means_that_only_those_chats_wait() -> None:
    telegram = Telegram(waiting=[1, 2, 3])
    told = []
    for chat in (1, 2, 3):
        told.append(asyncio.create_task(telegram.send(chat)))
        await turns()
        await telegram.send(10 + chat)
    assert telegram.taken == [11, 12, 13]
    for task in told:
        task.cancel()


async def test_a_look_for_a_message_waits_too_where_it_is_told_to() -> None:
    """What is told to wait does not mean that the message is not there."""
    calls: list[str] = []

    async def telegram(method: str, _: object) -> None:
        calls.append(method)
        if method == "sendMessage":
            raise NetworkError("no reply")
        if calls.count(method) == 1:
            raise RetryAfter(0)
        raise BadRequest("Message is not modified")

    limiter, data = PatientLimiter(pause=0), {"chat_id": 5, "text": "Bonjour"}
    limiter.arrivals.saw(5, 10)
    found = await limiter.process_request(telegram, ("sendMessage", data), {}, "sendMessage", data, None)
    assert found["message_id"] == 11
    assert calls == ["sendMessage", "editMessageText", "editMessageText"]
