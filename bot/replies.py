"""What every handler does: know who speaks and in which language, say first that this is an AI, answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from telegram import Bot, Update

from bot import buttons, render
from bot.journal import Asker, Journal
from bot.questions import Assistant, Questions
from bot.sending import Place, say, typing
from bot.tables import JournalError
from bot.texts import Texts, Words
from knowledge.language import detect

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """All that the bot needs, opened by the entry point, which also closes it."""

    assistant: Assistant
    journal: Journal
    texts: Texts = field(default_factory=Texts.load)


class Replies:
    """Answers in a chat."""

    def __init__(self, services: Services) -> None:
        self.journal = services.journal
        self.assistant = services.assistant
        self.texts = services.texts
        self.questions = Questions(services.assistant, services.journal)

    async def recall(self, default: T, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the journal, from a thread; `default` where it fails, since an answer matters more than memory."""
        try:
            return await asyncio.to_thread(call, *args, **kwargs)
        except JournalError as error:
            _log.error("journal: %s", type(error.__cause__).__name__)
            return default

    async def words(self, update: Update) -> Words:
        """The words of the conversation's language: of its last answer, else of the person's Telegram, else French."""
        language = await self.recall(None, self.journal.language, asker_of(update))
        return self.texts.of(language or _client_language(update))

    async def introduce(self, bot: Bot, place: Place, asker: Asker, words: Words) -> None:
        """Say that this is an automatic assistant, once a chat and before anything else."""
        if not await self.recall(False, self.journal.is_told, asker):
            await say(bot, place, words.runs("notice"))
            await self.recall(None, self.journal.told, asker)

    async def answer(self, update: Update, bot: Bot, place: Place, question: str, preface: str = "",
                     asker: Asker | None = None) -> None:  # fmt: skip
        """Answer a question in the chat, introduced where it is the first."""
        asker = asker or asker_of(update)
        language = detect(question, default=(await self.words(update)).language)
        await self.introduce(bot, place, asker, self.texts.of(language))
        async with typing(bot, place):
            shown = await asyncio.to_thread(self.questions.ask, asker, question)
        words = self.texts.of(shown.answer.language)
        await say(bot, place, render.answer(shown.answer, words, preface), buttons.under_answer(shown, words))


def asker_of(update: Update) -> Asker:
    """Who speaks; a tap belongs to no message of theirs."""
    chat, person = update.effective_chat, update.effective_user
    if chat is None:
        number = person.id if person else 0
        return Asker(number, number)
    message = update.message or update.edited_message
    return Asker(chat.id, person.id if person else chat.id, message.message_id if message else 0)


def _client_language(update: Update) -> str:
    person = update.effective_user
    return (person.language_code if person else None) or "fr"
