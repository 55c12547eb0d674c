"""Starting: a wrong token or a network that is down is said in one clear sentence, without the token."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.__main__ import opening
from bot.app import run_polling, serve
from bot.journal import Journal
from bot.patience import PatientLimiter
from bot.replies import Services
from bot.settings import Settings as BotSettings
from knowledge.errors import BoussoleError, SettingsError
from tests.bot.conftest import Settings
from tests.botapi import BotApi
from tests.conftest import ROOT
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


def test_the_line_at_the_start_says_version_edition_and_mode() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    polled = BotSettings(_env_file=None)  # type: ignore[call-arg]
    posted = polled.model_copy(
        update={"webhook_url": "https://bot.example", "webhook_port": 81, "llm_model": "openai:m"}
    )
    assert f"Boussole {project['version']} écoute (édition 7 ; interrogation" in opening(7, polled)
    assert "littéraux" in opening(7, polled)
    assert "webhook, port 81 ; réponses : openai:m" in opening(7, posted)


async def test_a_stop_waits_for_answers_only_so_long_and_leaves_the_rest_for_the_next_start(
    api: BotApi, services: Services
) -> None:
    assistant = services.assistant
    assert isinstance(assistant, FakeAssistant)
    assistant.gate.clear()
    stop, camille = asyncio.Event(), api.person()
    camille.says("Qui préside ?")
    settings = Settings(api.url, SecretStr(api.token))
    serving = asyncio.create_task(serve(services, settings, stop, PatientLimiter(pause=QUICK), finish=0.01))
    await camille.hears()
    stop.set()
    await serving
    assistant.gate.set()
    assert len(services.journal.inbox.waiting()) == 1
