"""Who floods, alone or with others, keeps nobody from their place; what is refused is said, once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Document, InlineQuery, Message, Update, User

from bot.sending import InOrder

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _brings_file(update: Update) -> bool:
    return bool(update.message and update.message.document)


class Desk:
    """A queue whose handlers wait until the gate opens; keeps whom it began with and whom it told what."""

    def __init__(self, **bounds: int) -> None:
        self.told: list[tuple[int, str]] = []
        self.begun: list[int] = []
        self.done: list[int] = []
        self.gate = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._queue = InOrder(self._overflow, self._done, _brings_file, **bounds)

    async def _overflow(self, update: Update, reason: str) -> None:
        self.told.append((update.update_id, reason))

    async def _done(self, update: Update) -> None:
        self.done.append(update.update_id)

    async def _handle(self, person: int) -> None:
        self.begun.append(person)
        await self.gate.wait()

    async def hears(self, person: int, inline: bool = False, file: bool = False) -> None:
        """Take something of this person's, a message or an inline query, and let it go as far as it can."""
        user, document = User(person, "Camille", False), Document("f", "f") if file else None
        message = Message(1, NOW, Chat(person, "private"), from_user=user, document=document)
        update = Update(person, inline_query=InlineQuery("1", user, "", "")) if inline else Update(person, message)
        task = asyncio.create_task(self._queue.process_update(update, self._handle(person)))
        self._tasks.append(task)
        for _ in range(5):
            await asyncio.sleep(0)

    async def closes(self) -> None:
        """Let everybody go."""
        self.gate.set()
        await asyncio.gather(*self._tasks)


async def test_many_who_flood_take_one_place_each() -> None:
    desk = Desk(at_once=3)
    for person in (1, 2):
        for _ in range(10):
            await desk.hears(person)
    await desk.hears(3)
    assert desk.begun == [1, 2, 3]
    await desk.closes()
    assert len(desk.done) == 21


async def test_inline_queries_of_one_person_wait_for_each_other_and_are_bounded() -> None:
    desk = Desk(most=2)
    for _ in range(5):
        await desk.hears(1, inline=True)
    await desk.hears(2, inline=True)
    assert desk.begun == [1, 2]
    await desk.closes()
    assert desk.told == [(1, "busy")]
    assert len(desk.done) == 6


async def test_a_folder_of_files_waits_whole_behind_a_slow_answer() -> None:
    desk = Desk(most=2, files=25)
    await desk.hears(1)
    for _ in range(25):
        await desk.hears(1, file=True)
    await desk.hears(1)
    assert desk.told == []
    await desk.hears(1, file=True)
    assert desk.told == [(1, "busy")]
    await desk.closes()
    assert desk.begun == [1] * 27


async def test_when_all_together_are_too_many_who_comes_is_told_once() -> None:
    desk = Desk(in_all=2)
    for person in (1, 2, 3, 3, 4):
        await desk.hears(person)
    assert desk.told == [(3, "crowded"), (4, "crowded")]
    await desk.closes()
    await desk.hears(3)
    assert desk.begun == [1, 2, 3]
