"""A bot killed in the middle of its work: everyone gets their answer, once."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.settings import Settings
from tests import forks
from tests.botapi import BotApi
from tests.models import QUESTION, WRITTEN, YES
from tests.openai_server import OpenAIServer, Says, Waits, serving
from tests.test_command_line import environment_of


@contextmanager
def running(settings: Settings, api: BotApi, model: OpenAIServer) -> Iterator[forks.Program]:
    """`python -m bot run` against the loopback servers, killed at the end with SIGKILL if it has not ended."""
    telegram = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "DATABASE_URL": "", "STAFF_IDS": ""}
    written = {"LLM_MODEL": "openai:test", "LLM_BASE_URL": model.url, "LLM_API_KEY": "k"}
    program = forks.start_quietly(("-m", "bot", "run"), environment_of(settings, **telegram, **written))
    try:
        yield program
    finally:
        program.kill()
        program.wait(60)


def waiting(settings: Settings) -> list[str]:
    """What is written down and not crossed out."""
    connection = sqlite3.connect(settings.knowledge_dir / "boussole.db")
    rows = connection.execute("select content from pending where content != ''").fetchall()
    connection.close()
    return [row[0] for row in rows]


async def test_questions_accepted_before_a_kill_are_answered_once_after_it(published: Settings, api: BotApi) -> None:
    """Telegram has forgotten them by then: only the database knows."""
    people = [api.person(name) for name in ("Camille", "Dominique", "Claude")]
    never = threading.Event()
    with serving(YES, Waits(never)) as model, running(published, api, model):
        for person in people:
            person.says(QUESTION)
        await api.soon(lambda: len(model.requests) >= 2 or None, "a question on its way to the model")
        await api.soon(lambda: (not api.unconfirmed) or None, "Telegram to have forgotten the questions")
    assert len(waiting(published)) == 3
    never.set()
    before = {person.user["id"]: len(person.seen()) for person in people}
    assert all("douze postes" not in message.text for person in people for message in person.seen())
    with serving(YES, Says(WRITTEN)) as model, running(published, api, model) as bot:
        for person in people:
            await api.soon(
                lambda person=person: any("douze postes" in m.text for m in person.seen()) or None, "an answer", 60
            )
        people[0].says("/aide")  # what comes after the restart works too
        await api.soon(lambda: any("/orienter" in m.text for m in people[0].seen()) or None, "help")
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(bot.wait, 60) == 0
        answers = [[m for m in person.seen() if "douze postes" in m.text] for person in people]
    assert [len(found) for found in answers] == [1, 1, 1]
    assert all(len(person.seen()) > before[person.user["id"]] for person in people)
    assert waiting(published) == []
