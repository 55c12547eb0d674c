"""Receiving updates at an address of our own, in the place of polling, beside two addresses for who watches over us.

A proxy in front of it holds the certificate. Telegram is told that an update was received once it is written down.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, Update
from telegram.ext import Application

from bot.receiving import UNREADABLE
from bot.tables import JournalError
from knowledge.errors import BoussoleError

LARGEST = 1_000_000
"""Bytes of an update, at most: Telegram's are some thousands."""
IDLE = 75.0
"""Seconds that a connection may last without a whole request: more than a proxy keeps one for the next."""
_SECRET = "X-Telegram-Bot-Api-Secret-Token"
_log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]


class Journal(Protocol):
    """What readiness needs of the database."""

    def check(self) -> None:
        """Raise JournalError where the database does not answer."""


class Assistant(Protocol):
    """What readiness needs of the assistant."""

    @property
    def edition(self) -> int:
        """Number of the edition that answers."""


class Door:
    """The addresses."""

    def __init__(self, bot: Bot, queue: asyncio.Queue[object], secret: str) -> None:
        self._bot = bot
        self._queue = queue
        self._secret = secret

    async def post(self, request: web.Request) -> web.Response:
        """An update of Telegram: nothing is answered before it is written down."""
        if not hmac.compare_digest(request.headers.get(_SECRET, "").encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            update = Update.de_json(json.loads(await request.read()), self._bot)
        except UNREADABLE as error:
            _log.error("update not read: %s", type(error).__name__)
            return web.Response(status=400)
        await self._queue.put(update)
        return web.Response()


class Health:
    """Whether the program lives, and whether it can answer."""

    def __init__(self, journal: Journal, assistant: Assistant) -> None:
        self._journal = journal
        self._assistant = assistant

    async def alive(self, _: web.Request) -> web.Response:
        """/healthz: 200 as long as the program runs."""
        return web.json_response({"status": "ok"})

    async def ready(self, _: web.Request) -> web.Response:
        """/readyz: 200 with the edition in use, 503 with what is missing."""
        try:
            await asyncio.to_thread(self._journal.check)
            edition = await asyncio.to_thread(lambda: self._assistant.edition)
        except BoussoleError as error:
            missing = "database" if isinstance(error, JournalError) else "edition"
            return web.json_response({"status": "unavailable", "missing": missing}, status=503)
        return web.json_response({"status": "ok", "edition": edition})


@asynccontextmanager
async def posted(
    application: App, health: Health, address: str, port: int, updates: Sequence[str], idle: float = IDLE
) -> AsyncIterator[int]:
    """Give the application what is posted to `address`, which leads to this port; gives the port.

    At the end Telegram keeps what comes, and posts it at the next start. The secret is drawn anew at each.
    """
    secret = secrets.token_urlsafe(32)
    door = Door(application.bot, application.update_queue, secret)
    pages = web.Application(client_max_size=LARGEST)
    pages.add_routes(
        [
            web.post(urlsplit(address).path or "/", door.post),
            web.get("/healthz", health.alive),
            web.get("/readyz", health.ready),
        ]
    )
    runner = web.AppRunner(pages, access_log=None, keepalive_timeout=idle)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=port).start()
    except OSError as error:
        await runner.cleanup()
        raise BoussoleError(f"Le port {port} (WEBHOOK_PORT) n’est pas libre : choisissez-en un autre.") from error
    try:
        await application.bot.set_webhook(address, secret_token=secret, allowed_updates=list(updates))
        _log.info("waiting for Telegram on port %d", port)
        yield next(int(where[1]) for where in runner.addresses if len(where) == 2)  # that of IPv4
    finally:
        await runner.cleanup()
