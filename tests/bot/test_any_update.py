"""Whatever Telegram sends, nothing breaks, and the bot speaks only where it is spoken to."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.app import UPDATES, App
from bot.observing import Unobserved
from tests.bot.conftest import Stage
from tests.botapi import BotApi
from tests.fakes import FakeAssistant
from tests.updates import chats_of, updates

KINDS = [kind.value for kind in Update.ALL_TYPES]


class Listener(Unobserved):
    """Keeps the errors."""

    def __init__(self) -> None:
        self.errors: list[BaseException | None] = []

    def failed(self, error: BaseException | None) -> None:
        self.errors.append(error)


class Receiver:
    """The bot without polling: updates are handed to it, one after the other."""

    def __init__(self, runner: asyncio.Runner, application: App, stage: Stage, listener: Listener) -> None:
        self._runner = runner
        self._application = application
        self.stage = stage
        self.listener = listener

    def receives(self, content: dict[str, Any]) -> Update:
        """Let an update go its whole way: written down, read back as after a kill, handled, crossed out."""
        self.stage.api.chats.update({chat["id"]: chat for chat in chats_of(content)})
        update = Update.de_json(content, self._application.bot)
        self._runner.run(self._go(update))
        return update

    async def _go(self, update: Update) -> None:
        queue = self._application.update_queue
        await queue.put(update)
        while not queue.empty():
            queue.get_nowait()
            queue.task_done()
        waiting = await asyncio.to_thread(self.stage.journal.inbox.waiting)
        for again in [Update.de_json(kept, self._application.bot) for kept in waiting] or [update]:
            await self._application.process_update(again)
            await queue.done(again)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    with pytest.MonkeyPatch.context() as environment, BotApi() as api, asyncio.Runner() as runner:
        environment.setenv("PTB_TIMEDELTA", "true")
        listener = Listener()
        stage = Stage(api, FakeAssistant(), f"sqlite:///{tmp_path_factory.mktemp('any') / 'boussole.db'}")
        stage.observer = listener
        running = stage.running()
        application = runner.run(running.__aenter__())
        yield Receiver(runner, application, stage, listener)
        runner.run(running.__aexit__(None, None, None))


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # Telegram may still send what is old
@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_update_of_every_kind_that_the_library_knows_is_survived(
    receiver: Receiver, kind: str, data: st.DataObject
) -> None:
    api = receiver.stage.api
    before = len(api.messages)
    update = receiver.receives(data.draw(updates(kind)))
    assert getattr(update, kind) is not None
    assert [error for error in receiver.listener.errors if error] == []
    sent = api.messages[before:]
    assert all(api.chats[message.chat]["type"] != "channel" for message in sent)
    if kind not in UPDATES:
        assert sent == []


def test_the_kinds_are_all_those_of_the_library() -> None:
    fields = {name for name in Update.__slots__ if not name.startswith("_")} - {"update_id"}
    assert set(KINDS) == {name for name in fields if not name.startswith("effective")}
