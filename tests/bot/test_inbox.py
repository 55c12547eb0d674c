"""What came in and waits for its answer: kept across a kill, answered once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.inbox import TRIES
from bot.journal import Journal
from tests.bot.conftest import Stage
from tests.fakes import Clock

UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "from": {"id": 11, "is_bot": False, "first_name": "Camille", "last_name": "Durand", "username": "cdurand"},
        "chat": {"id": 11, "type": "private", "first_name": "Camille"},
        "reply_to_message": {"from": {"id": 9, "is_bot": True, "first_name": "Boussole", "username": "boussole_bot"}},
        "text": "Qui préside ?",
    },
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    journal = Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}", clock)
    yield journal
    journal.close()


def test_what_was_accepted_waits_until_it_is_crossed_out(journal: Journal) -> None:
    assert journal.inbox.accept(7, 11, UPDATE)
    assert [update["update_id"] for update in journal.inbox.waiting()] == [7]
    journal.inbox.done(7)
    assert journal.inbox.waiting() == []


def test_what_comes_twice_is_accepted_once_even_after_its_answer(journal: Journal) -> None:
    assert journal.inbox.accept(7, 11, UPDATE)
    assert not journal.inbox.accept(7, 11, UPDATE)
    journal.inbox.done(7)
    assert not journal.inbox.accept(7, 11, UPDATE)


def test_what_waits_comes_oldest_first(journal: Journal) -> None:
    for number in (9, 7, 8):
        journal.inbox.accept(number, 11, {**UPDATE, "update_id": number})
    assert [update["update_id"] for update in journal.inbox.waiting()] == [7, 8, 9]


def test_nobodys_name_is_written_down_but_the_bots_own(journal: Journal) -> None:
    journal.inbox.accept(7, 11, UPDATE)
    kept = json.dumps(journal.inbox.waiting(), ensure_ascii=False)
    assert "Qui préside ?" in kept
    assert "boussole_bot" in kept
    for name in ("Camille", "Durand", "cdurand"):
        assert name not in kept


def test_an_answered_message_leaves_its_number_alone(journal: Journal, tmp_path: Path) -> None:
    journal.inbox.accept(7, 11, UPDATE)
    journal.inbox.done(7)
    with sqlite3.connect(tmp_path / "boussole.db") as connection:
        row = connection.execute("select number, person, content from pending").fetchone()
    connection.close()
    assert row == (7, "", "")


def test_a_message_that_ends_the_program_each_time_is_let_go(journal: Journal) -> None:
    journal.inbox.accept(7, 11, UPDATE)
    for _ in range(TRIES):
        assert len(journal.inbox.waiting()) == 1
    assert journal.inbox.waiting() == []


def test_a_message_of_yesterday_is_no_longer_waited_for(journal: Journal, clock: Clock) -> None:
    journal.inbox.accept(7, 11, UPDATE)
    clock.passes(24 * 60 + 1)
    assert journal.inbox.waiting() == []


async def test_an_update_that_telegram_gives_twice_is_answered_once(stage: Stage) -> None:
    """As when the program ends between an answer and the poll that confirms the question."""
    camille = stage.someone()
    async with stage.running():
        camille.says("Qui préside ?")
        await camille.hears_all(2)
    stage.api.give_again()
    async with stage.running():
        camille.says("Et après ?")
        await camille.hears()
    assert stage.assistant.questions == ["Qui préside ?", "Et après ?"]
    assert camille.unheard() == []


async def test_where_the_database_fails_messages_are_answered_all_the_same(stage: Stage) -> None:
    async with stage.running():
        stage.break_database()
        camille = stage.someone()
        camille.says("Qui préside ?")
        assert "Jean-Luc" in (await camille.hears_all(2))[1].text
    assert stage.assistant.literal == [True]  # what cannot be counted is not spent


async def test_an_update_that_the_library_writes_badly_does_not_stop_the_receiving(stage: Stage) -> None:
    """It leaves an hour unwritten in the poll of this service message."""
    camille = stage.someone()
    poll = {"message_id": 1, "date": 0, "chat": camille.chat}
    added = {"option_persistent_id": "1", "option_text": "Oui", "poll_message": poll}
    async with stage.running():
        camille.sends(poll_option_added=added)
        camille.says("Qui préside ?")
        assert "Jean-Luc" in (await camille.hears_all(2))[1].text


async def test_what_an_earlier_run_left_and_cannot_be_read_does_not_stop_the_start(stage: Stage) -> None:
    journal = Journal.open(stage.database)
    journal.inbox.accept(7, 11, {"update_id": 7, "message": {"date": "soon"}})
    journal.close()
    camille = stage.someone()
    async with stage.running():
        camille.says("Qui préside ?")
        await camille.hears_all(2)
