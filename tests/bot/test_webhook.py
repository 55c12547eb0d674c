"""Updates that are posted: only Telegram's, each once, and none is taken before it is written down."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from pydantic import SecretStr

from bot.app import UPDATES, answering, build_application, serve
from bot.journal import Journal
from bot.patience import PatientLimiter
from bot.replies import Services
from bot.webhook import IDLE, LARGEST, Health, posted
from knowledge.errors import BoussoleError, NoEditionError
from tests.bot.conftest import Settings, Stage
from tests.botapi import BotApi

ADDRESS = "https://bot.example/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Outside:
    """What reaches the port from outside."""

    def __init__(self, api: BotApi, client: httpx.AsyncClient) -> None:
        self.api = api
        self.client = client

    @property
    def secret(self) -> str:
        """What Telegram was told at the start."""
        return str(self.api.called("setWebhook")[-1].data["secret_token"])

    async def posts(self, text: str, number: int = 1, secret: str | None = None) -> int:
        """Post a message of Camille; gives the status."""
        camille = {"id": 5001, "is_bot": False, "first_name": "Camille", "language_code": "fr"}
        chat = {"id": 5001, "type": "private", "first_name": "Camille"}
        message = {"message_id": number, "date": 0, "chat": chat, "from": camille, "text": text}
        headers = {HEADER: self.secret if secret is None else secret}
        content = json.dumps({"update_id": number, "message": message})
        reply = await self.client.post("/telegram", content=content, headers=headers)
        return reply.status_code


@asynccontextmanager
async def open_to(stage: Stage, idle: float = IDLE) -> AsyncIterator[Outside]:
    """The bot, waiting on a free port."""
    stage.journal = Journal.open(stage.database)
    services = Services(stage.assistant, stage.journal)
    settings = Settings(stage.api.url, SecretStr(stage.api.token))
    application = build_application(services, settings, PatientLimiter(pause=0.01))
    await application.initialize()
    health = Health(stage.journal, stage.assistant)
    async with (
        answering(application),
        posted(application, health, ADDRESS, 0, UPDATES, idle) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield Outside(stage.api, client)
    await application.shutdown()
    stage.journal.close()


async def test_what_telegram_posts_is_answered_and_what_it_posts_twice_once(stage: Stage) -> None:
    camille = stage.someone()
    async with open_to(stage) as outside:
        assert stage.api.called("setWebhook")[0].data["url"] == ADDRESS
        assert await outside.posts("Qui préside ?") == 200
        assert await outside.posts("Qui préside ?") == 200
        await camille.hears_all(2)
        assert await outside.posts("Et après ?", 2) == 200
        await camille.hears()
    assert stage.assistant.questions == ["Qui préside ?", "Et après ?"]


async def test_who_does_not_know_the_secret_is_not_heard(stage: Stage) -> None:
    async with open_to(stage) as outside:
        assert len(outside.secret) > 30
        assert await outside.posts("Qui préside ?", secret="guessed") == 403
        assert await outside.posts("Qui préside ?", secret="") == 403
    assert stage.assistant.questions == []


async def test_what_is_no_update_is_refused_and_stops_nothing(stage: Stage) -> None:
    camille = stage.someone()
    async with open_to(stage) as outside:
        headers = {HEADER: outside.secret}
        far = b'{"update_id": 1, "message": {"message_id": 1, "date": 1e400, "chat": {"id": 1, "type": "private"}}}'
        deep = b"[" * 100_000
        for body in (b"not json", b"[1]", b'{"message": 3, "update_id": 1}', b'"text"', b"\xff", far, deep):
            assert (await outside.client.post("/telegram", content=body, headers=headers)).status_code == 400, body
        reply = await outside.client.post("/telegram", content=b"x" * (LARGEST + 1), headers=headers)
        assert reply.status_code == 413
        assert (await outside.client.get("/telegram")).status_code == 405
        assert await outside.posts("Qui préside ?") == 200
        await camille.hears_all(2)


async def test_half_a_character_is_survived(stage: Stage) -> None:
    """JSON can hold it; UTF-8, and so a database, cannot."""
    camille = stage.someone()
    async with open_to(stage) as outside:
        assert await outside.posts("Qui \ud83d préside ?") == 200
        await camille.hears_all(2)


@pytest.mark.parametrize("begun", [b"", b"POST /telegram HTTP/1.1\r\nHost: x\r\n"])
async def test_who_never_ends_a_request_is_hung_up_on(stage: Stage, begun: bytes) -> None:
    async with open_to(stage, idle=0.05) as outside:
        reader, writer = await asyncio.open_connection("127.0.0.1", outside.client.base_url.port)
        writer.write(begun)
        assert await reader.read() == b""
        writer.close()


async def test_an_update_is_written_down_before_telegram_is_told(stage: Stage) -> None:
    stage.someone()
    stage.assistant.gate.clear()
    async with open_to(stage) as outside:
        assert await outside.posts("Qui préside ?") == 200
        assert len(stage.journal.inbox.waiting()) == 1
        stage.assistant.gate.set()


async def test_life_and_readiness_are_told(stage: Stage) -> None:
    async with open_to(stage) as outside:
        assert (await outside.client.get("/healthz")).json() == {"status": "ok"}
        assert (await outside.client.get("/readyz")).json() == {"status": "ok", "edition": 7}
        stage.break_database()
        reply = await outside.client.get("/readyz")
        assert (reply.status_code, reply.json()["missing"]) == (503, "database")
        assert (await outside.client.get("/healthz")).status_code == 200


async def test_a_base_that_is_gone_is_not_ready(stage: Stage) -> None:
    class Empty(type(stage.assistant)):  # type: ignore[misc]
        @property
        def edition(self) -> int:
            raise NoEditionError("rien")

    stage.assistant = Empty()
    async with open_to(stage) as outside:
        assert (await outside.client.get("/readyz")).json()["missing"] == "edition"


async def test_a_port_in_use_is_said(stage: Stage) -> None:
    taken = await asyncio.start_server(lambda *_: None, port=0)
    port = taken.sockets[0].getsockname()[1]
    journal = Journal.open(stage.database)
    settings = Settings(stage.api.url, SecretStr(stage.api.token), ADDRESS, port)
    with pytest.raises(BoussoleError, match="WEBHOOK_PORT"):
        await serve(Services(stage.assistant, journal), settings, asyncio.Event(), PatientLimiter(pause=0.01))
    journal.close()
    taken.close()
    await taken.wait_closed()
