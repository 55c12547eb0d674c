"""A message whose sending got no reply: looked for before it is sent again, so that a person reads it once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.arrivals import Arrivals
from bot.patience import PatientLimiter
from tests.bot.conftest import Stage
from tests.botapi import BotApi
from tests.fakes import FakeAssistant

GROUP = -1_000_000_000_123


class Leaping(BotApi):
    """Numbers its messages as Telegram does not."""

    def message_number(self, chat: int) -> int:
        return 1000 * super().message_number(chat)


@pytest.fixture
def leaping(stage: Stage) -> Iterator[Stage]:
    with Leaping() as api:
        yield Stage(api, FakeAssistant(), stage.database)


def answers(person_or_group: object) -> list[str]:
    """The answers that are to be seen there."""
    return [message.text for message in person_or_group.seen() if "Jean-Luc Ansel préside" in message.text]  # type: ignore[attr-defined]


async def test_an_answer_that_arrived_though_its_connection_was_cut_is_not_sent_again(stage: Stage) -> None:
    """Not even where the person taps it before the bot has looked."""
    async with stage.running():
        camille = stage.someone()
        camille.says("/start")
        await camille.hears()
        stage.api.fails("sendMessage", reset_after=True)
        camille.says("Qui préside ?")
        reply = await camille.hears()
        await camille.taps("Source 1", reply)
        assert "Communiqué" in (await camille.hears()).text
    assert len(answers(camille)) == 1
    assert camille.unheard() == []
    assert [message.edits for message in camille.seen()] == [0, 0, 0]


async def test_neither_is_one_that_arrived_though_telegram_said_bad_gateway(stage: Stage) -> None:
    async with stage.running():
        camille = stage.someone()
        stage.api.fails("sendMessage", times=2, status=502, done=True)
        camille.says("Qui préside ?")
        await camille.hears_all(2)
        camille.says("/aide")
        assert "/orienter" in (await camille.hears()).text
    assert len(answers(camille)) == 1


async def test_in_a_group_too(stage: Stage) -> None:
    async with stage.running():
        club = stage.someone().in_group(stage.api.group())
        club.says(f"@{stage.api.username} Qui préside ?")
        await club.hears_all(2)
        stage.api.fails("sendMessage", reset_after=True)
        club.says(f"@{stage.api.username} Et après ?")
        await club.hears()
        club.says("/aide")
        assert "/orienter" in (await club.hears()).text
    assert len(answers(club)) == 2


async def test_an_answer_that_was_cut_on_its_way_is_sent_again(stage: Stage) -> None:
    async with stage.running():
        camille, others = stage.someone(), [stage.someone(name) for name in ("Dominique", "Claude")]
        stage.api.fails("sendMessage", times=3, reset=True)
        for person in (camille, *others):
            person.says("Qui préside ?")
        for person in (camille, *others):
            await person.hears_all(2)
    assert [len(answers(person)) for person in (camille, *others)] == [1, 1, 1]


async def test_messages_of_others_in_between_do_not_hide_it(stage: Stage) -> None:
    async with stage.running():
        camille, other = stage.someone(), stage.someone("Dominique")
        camille.says("/start")
        await camille.hears()
        stage.assistant.gate.clear()
        camille.says("Qui préside ?")
        await stage.api.soon(lambda: stage.assistant.asked or None, "the question")
        for _ in range(5):
            other.says("/aide")
        await other.hears_all(5)
        stage.api.fails("sendMessage", reset_after=True)
        stage.assistant.gate.set()
        await camille.hears()
        camille.says("/aide")
        await camille.hears()
    assert len(answers(camille)) == 1
    assert {message.edits for message in (*camille.seen(), *other.seen())} == {0}


async def test_one_that_telegram_takes_long_to_accept_is_waited_for() -> None:
    calls: list[str] = []

    async def telegram(method: str, _: object, **options: object) -> None:
        calls.append(method)
        if method == "sendMessage":
            raise TimedOut from httpx.ReadTimeout("no reply")
        there = calls.count("editMessageText") > 5
        raise BadRequest("Message is not modified" if there else "Message to edit not found")

    limiter, data = PatientLimiter(pause=0), {"chat_id": 5, "text": "Bonjour"}
    limiter.arrivals.saw(5, 10)
    found = await limiter.process_request(telegram, ("sendMessage", data), {}, "sendMessage", data, None)
    assert found["message_id"] in (11, 12)
    assert calls.count("sendMessage") == 1


async def test_where_too_many_numbers_are_unknown_only_some_are_looked_at_and_it_is_sent_again() -> None:
    calls: list[object] = []

    async def telegram(method: str, sent: dict[str, object]) -> dict[str, object]:
        calls.append(sent.get("message_id"))
        if len(calls) == 1:
            limiter.arrivals.saw(6, 80)  # from elsewhere, while the sending fails
            raise NetworkError("no reply")
        if method == "editMessageText":
            raise BadRequest("Message to edit not found")
        return {"message_id": 90, "chat": {"id": 5}}

    limiter, data = PatientLimiter(pause=0), {"chat_id": 5, "text": "Bonjour"}
    limiter.arrivals.saw(5, 10)
    sent = await limiter.process_request(telegram, ("sendMessage", data), {}, "sendMessage", data, None)
    assert sent["message_id"] == 90
    assert calls == [None, *range(11, 27), None]


async def test_it_is_looked_for_once_the_numbers_of_others_are_known() -> None:
    calls: list[object] = []

    async def telegram(method: str, sent: dict[str, object]) -> dict[str, object]:
        calls.append(sent.get("message_id"))
        if len(calls) == 1:
            limiter.arrivals.saw(6, 80)
            asyncio.get_running_loop().call_soon(lambda: [limiter.arrivals.saw(7, other) for other in range(11, 70)])
            raise NetworkError("no reply")
        if sent.get("message_id") != 71:
            raise BadRequest("Message to edit not found")
        raise BadRequest("Message is not modified")

    limiter, data = PatientLimiter(pause=0), {"chat_id": 5, "text": "Bonjour"}
    limiter.arrivals.saw(5, 10)
    found = await limiter.process_request(telegram, ("sendMessage", data), {}, "sendMessage", data, None)
    assert found["message_id"] == 71
    assert calls == [None, 70, 71]


async def test_where_one_cannot_look_it_comes_twice_rather_than_never(stage: Stage) -> None:
    async with stage.running():
        camille = stage.someone()
        camille.says("/start")
        await camille.hears()
        stage.api.fails("editMessageText", times=50, reset=True)
        stage.api.fails("sendMessage", reset_after=True)
        camille.says("Qui préside ?")
        await camille.hears_all(2)
    assert len(answers(camille)) == 2


async def test_where_telegram_numbers_otherwise_nothing_is_lost_or_changed(leaping: Stage) -> None:
    async with leaping.running():
        camille = leaping.someone()
        camille.says("/start")
        await camille.hears()
        leaping.api.fails("sendMessage", reset_after=True)
        camille.says("Qui préside ?")
        await camille.hears_all(2)
    assert len(answers(camille)) == 2
    assert {message.edits for message in camille.seen()} == {0}


def test_with_two_messages_on_their_way_to_a_chat_neither_is_looked_for() -> None:
    arrivals = Arrivals()
    arrivals.saw(11, 100)
    with arrivals.sending(11):
        assert arrivals.unknown(11, 100) == [101, 102]
        with arrivals.sending(11):
            assert arrivals.unknown(11, 100) == []
        assert arrivals.unknown(11, 100) == [101, 102]


def test_before_any_message_was_seen_nothing_is_looked_for() -> None:
    assert Arrivals().unknown(11, 0) == []


def test_private_chats_and_small_groups_share_their_numbers_and_supergroups_do_not() -> None:
    arrivals = Arrivals()
    for chat, number in ((11, 100), (-12, 101), (GROUP, 7)):
        arrivals.saw(chat, number)
    assert [arrivals.latest(chat) for chat in (11, 22, -12, GROUP, GROUP - 1)] == [101, 101, 101, 7, 0]
    assert arrivals.unknown(11, 100) == [102, 103]
    assert arrivals.unknown(GROUP, 7) == [8, 9]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(0, 60))
def test_only_numbers_that_nothing_is_known_of_are_tried(seen: list[int], after: int) -> None:
    arrivals = Arrivals()
    for number in seen:
        arrivals.saw(11, number)
    tried = arrivals.unknown(11, after)
    assert not set(tried) & set(seen)
    assert all(number > after for number in tried)
