"""The real bot on a loopback Bot API, with a scripted assistant and a journal in a temporary file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.app import UPDATES, App, build_application, describe, resume
from bot.journal import Journal
from bot.limits import Limits
from bot.notice import Notice
from bot.observing import Observer, Unobserved
from bot.office import Office
from bot.patience import PatientLimiter
from bot.replies import Services
from bot.staff_menu import open_desk
from bot.tables import schema
from tests.botapi import BotApi, Person
from tests.fakes import FakeAssistant


@dataclass(frozen=True)
class Settings:
    telegram_api_url: str
    telegram_bot_token: SecretStr
    webhook_url: str = ""
    webhook_port: int = 0


@dataclass
class Stage:
    """Everything a conversation needs; `running()` starts the bot, again if need be."""

    api: BotApi
    assistant: FakeAssistant
    database: str
    office: Office | None = None
    limits: Limits = field(default_factory=Limits)
    notice: Notice = field(default_factory=Notice)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    observer: Observer = field(default_factory=Unobserved)
    journal: Journal = field(init=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        self.journal = Journal.open(self.database, self.now)
        services = Services(
            self.assistant,
            self.journal,
            limits=self.limits,
            notice=self.notice,
            office=self.office,
            observer=self.observer,
        )
        settings = Settings(self.api.url, SecretStr(self.api.token))
        application = build_application(services, settings, PatientLimiter(pause=0.01))
        await application.initialize()
        await describe(application, services.texts)
        if self.office:
            await open_desk(application.bot, self.office, services.texts.french)
        assert application.updater
        await resume(application)
        await application.updater.start_polling(timeout=5, allowed_updates=UPDATES)
        await application.start()
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()
            await application.shutdown()
            self.journal.close()

    def break_database(self) -> None:
        """Take the tables away, as a full disk or a lost server would."""
        engine = sa.create_engine(self.database)
        schema.drop_all(engine)
        engine.dispose()

    def someone(self, name: str = "Camille", language: str | None = "fr") -> Person:
        return self.api.person(name, language)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def stage(api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    # The library warns of a type that will change; where warnings are errors this opts into the new one.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    return Stage(api, FakeAssistant(), f"sqlite:///{tmp_path / 'var' / 'boussole.db'}")


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Stage]:
    """The stage with the bot running; at the end nothing may have been refused."""
    async with stage.running():
        yield stage
    assert [call.refusal for call in stage.api.refusals] == []
