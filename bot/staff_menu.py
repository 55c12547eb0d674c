"""The menu that only staff see, and a word at the start to those whose publication a stop cut short."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.menu import COMMANDS, STAFF_COMMANDS
from bot.office import Office
from bot.sending import Place, say
from bot.texts import Words

_log = logging.getLogger(__name__)


async def open_desk(bot: Bot, office: Office, words: Words) -> None:
    """At the start: give staff their menu, take it back from who left, and tell whose files were not published."""
    for person in sorted(await asyncio.to_thread(_known, office.menus) - office.ids):
        with suppress(TelegramError):
            await bot.delete_my_commands(BotCommandScopeChat(person))
    for person in sorted(office.ids):
        await give(bot, person, words)
    if office.ids or office.menus.exists():
        await asyncio.to_thread(_keep, office.menus, office.ids)
    for person in dict.fromkeys(await asyncio.to_thread(lambda: list(office.leftovers()))):
        with suppress(TelegramError):
            edition = office.editions.current_or_none()
            await say(bot, Place(person), words.runs("staff.cut_short", edition=edition))


async def give(bot: Bot, person: int, words: Words) -> None:
    """Set the menu of one person's chat, where it exists: others get it with their first message."""
    commands = [BotCommand(name, words(f"menu.{name}")) for name in (*COMMANDS, *STAFF_COMMANDS)]
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(person))
    except (BadRequest, Forbidden) as error:
        _log.info("staff menu not set: %s", type(error).__name__)


def _known(path: Path) -> set[int]:
    try:
        return {int(number) for number in json.loads(path.read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError):
        return set()


def _keep(path: Path, ids: Iterable[int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(sorted(ids)), encoding="utf-8")
