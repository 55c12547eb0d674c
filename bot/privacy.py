"""What people may know of their data and do with it: the notice, a copy, erasure, and an end to everything kept."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import InputFile, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes
from telegram.ext.filters import BaseFilter

from bot import buttons
from bot.erasure import Erasure
from bot.keyboards import Keyboards
from bot.notice import Notice
from bot.replies import Replies, asker_of
from bot.sending import answer_tap, change, say
from bot.tables import JournalError
from bot.talk import place_of

ERASE = "x"
_DAY = 86_400.0
_FILE = "boussole-mes-donnees.json"
_log = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE


class Privacy:
    """The commands on one's own data."""

    def __init__(self, replies: Replies, notice: Notice) -> None:
        self._replies = replies
        self._notice = notice
        self._erasure = replies.journal.erasure
        self._keyboards = Keyboards()

    def handlers(self, here: BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The rows of the table of handlers; that of the button goes before that of all buttons."""
        return [
            CommandHandler(["confidentialite", "privacy"], self.notice, here),
            CommandHandler(["mesdonnees", "mydata"], self.copy, here),
            CommandHandler(["effacer", "erase"], self.erase, here),
            CallbackQueryHandler(self.tapped, pattern=f"^{ERASE}:"),
        ]

    async def notice(self, update: Update, context: Context) -> None:
        """/confidentialite: what is kept, why, how long, who receives it, and what one may do."""
        words, notice = await self._replies.introduced(update, context.bot, place_of(update)), self._notice
        models = words("privacy.models", models=", ".join(notice.models)) if notice.models else words("privacy.alone")
        runs = words.runs(
            "privacy.notice",
            operator=notice.operator or words("privacy.nameless"),
            contact=notice.contact or words("privacy.unreachable"),
            days=notice.days,
            models=models,
        )
        await say(context.bot, place_of(update), runs)

    async def copy(self, update: Update, context: Context) -> None:
        """/mesdonnees: a file of all that is kept about the person; in private only."""
        words, message = await self._replies.introduced(update, context.bot, place_of(update)), update.effective_message
        assert message
        if message.chat.type != ChatType.PRIVATE:
            await say(context.bot, place_of(update), words.runs("privacy.in_private"))
            return
        held = await asyncio.to_thread(self._erasure.held, asker_of(update).person)
        file = InputFile(json.dumps(held, ensure_ascii=False, indent=1).encode(), _FILE)
        await context.bot.send_document(message.chat.id, file, caption=words("privacy.copy"))

    async def erase(self, update: Update, context: Context) -> None:
        """/effacer: ask whether that is meant."""
        words, person = await self._replies.introduced(update, context.bot, place_of(update)), asker_of(update).person
        yes = buttons.button(words("privacy.yes"), ERASE, person, "yes")
        no = buttons.button(words("privacy.no"), ERASE, person, "no")
        await say(context.bot, place_of(update), words.runs("privacy.sure"), buttons.keyboard([[yes, no]]))

    async def tapped(self, update: Update, context: Context) -> None:
        """The answer to that, from the person who was asked and nobody else."""
        query, words = update.callback_query, await self._replies.words(update)
        assert query
        tap = buttons.read(query.data)
        if not tap or tap.number != query.from_user.id or not query.message or tap.detail not in ("yes", "no"):
            await answer_tap(query, words("tap.expired"))
            return
        await answer_tap(query)
        if self._keyboards.took_from(query.message):  # tapped before it was seen that the question is answered
            return
        said = await self._answered(tap.number, tap.detail == "yes")
        self._keyboards.put(query.message, None)
        await change(query, words.runs(said), None)

    async def _answered(self, person: int, sure: bool) -> str:
        if not sure:
            return "privacy.kept"
        await asyncio.to_thread(self._erasure.forget, person)
        return "privacy.erased"


async def purge_daily(erasure: Erasure, days: int, rest: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Erase what is older than its time, at once and then every day, until cancelled."""
    while True:
        try:
            erased = await asyncio.to_thread(erasure.purge, days)
            _log.info("erased %d exchanges older than %d days", erased, days)
        except JournalError as error:
            _log.error("nothing erased: %s", type(error.__cause__).__name__)
        await rest(_DAY)
