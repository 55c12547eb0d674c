"""Starting: a wrong token or a network that is down is said in one clear sentence, without the token."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import run_polling, serve
from bot.journal import Journal
from bot.patience import PatientLimiter
from bot.replies import Services
from knowledge.errors import BoussoleError, SettingsError
from tests.bot.conftest import Settings
from tests.botapi import BotApi
from tests.fakes import FakeAssistant

QUICK = 0.01


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    journal = Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}")
    yield Services(FakeAssistant(), journal)
    journal.close()


def test_a_token_that_telegram_refuses_stops_at_once(api: BotApi, services: Services) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
        run_polling(services, Settings(api.url, SecretStr("999:SECRET")))
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_missing_token_is_asked_for(api: BotApi, services: Services) -> None:
    with pytest.raises(SettingsError, match="BotFather"):
        run_polling(services, Settings(api.url, SecretStr("")))


async def test_a_network_that_stays_down_is_said(services: Services) -> None:
    with BotApi() as gone:
        settings = Settings(gone.url, SecretStr(gone.token))
    with pytest.raises(BoussoleError, match=f"injoignable \\({settings.telegram_api_url}\\)"):
        await serve(services, settings, asyncio.Event(), PatientLimiter(pause=QUICK))


async def test_a_network_that_comes_back_is_waited_for(api: BotApi, services: Services) -> None:
    api.fails("getMe", times=3, status=502)
    camille = api.person()
    camille.says("/start")
    stop = asyncio.Event()
    serving = asyncio.create_task(
        serve(services, Settings(api.url, SecretStr(api.token)), stop, PatientLimiter(pause=QUICK))
    )
    assert "Boussole" in (await camille.hears()).text
    stop.set()
    await serving
    assert api.refusals == []
