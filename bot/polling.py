"""Asking Telegram for updates, and what is said when it does not answer."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import Conflict, TelegramError
from telegram.ext import Application

from bot.observing import Observer

_PAUSE = 0.001
"""Seconds between two polls; the library makes half as much again of it after a failure, and a second of none."""
_log = logging.getLogger(__name__)
App = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def polled(application: App, observer: Observer, updates: Sequence[str]) -> AsyncIterator[int]:
    """Give the application what it asks of Telegram, during the block."""
    assert application.updater

    def trouble(error: TelegramError) -> None:
        observer.failed(error)
        _log.warning("polling: %s", _name(error))

    await application.updater.start_polling(
        poll_interval=_PAUSE,
        bootstrap_retries=3,
        allowed_updates=list(updates),
        error_callback=trouble,
    )
    _log.info("polling as @%s", application.bot.username)
    try:
        yield 0
    finally:
        await application.updater.stop()


def _name(error: BaseException | None) -> str:
    """The type of an error; what a person running the bot can do, where there is something."""
    hint = " (another program polls with the same token: stop one of the two)" if isinstance(error, Conflict) else ""
    return f"{type(error).__name__}{hint}"
