"""What every handler does: know who speaks and in which language, say first that this is an AI, answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import ParamSpec, TypeVar

from telegram import Bot, Update
from telegram.constants import ChatType

from bot import buttons, render
from bot.journal import Asker, Journal, Shown
from bot.limits import Allowances, Limits
from bot.notice import Notice
from bot.observing import Observer, Unobserved
from bot.office import Office
from bot.questions import Assistant, Questions
from bot.sending import Place, say, typing
from bot.streaming import EditedMessage, PrivateDraft, Stream
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
    limits: Limits = field(default_factory=Limits)
    notice: Notice = field(default_factory=Notice)
    office: Office | None = None
    """What the staff desk needs; None where there is none."""
    observer: Observer = field(default_factory=Unobserved)


class Replies:
    """Answers in a chat."""

    def __init__(self, services: Services) -> None:
        self.journal = services.journal
        self.assistant = services.assistant
        self.texts = services.texts
        self.notice = services.notice
        self.observer = services.observer
        self.allowances = Allowances(services.journal.spending, services.limits)
        self.questions = Questions(services.assistant, services.journal, self.allowances)

    async def recall(self, default: T, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the journal, from a thread; `default` where it fails, since an answer matters more than memory."""
        try:
            return await asyncio.to_thread(call, *args, **kwargs)
        except JournalError as error:
            _log.error("journal: %s", type(error.__cause__).__name__)
            return default

    def ignores(self, update: Update) -> bool:
        """True for what is written by who has been told to wait and goes on; a command is still obeyed."""
        message, person = update.message, update.effective_user
        asks = message is not None and bool(message.text) and not (message.text or "").startswith("/")
        ignored = asks and person is not None and self.allowances.insists(person.id)
        if ignored:
            self.observer.refused()
        return ignored

    async def words(self, update: Update) -> Words:
        """The words of the conversation's language: of its last answer, else of the person's Telegram, else French."""
        language = await self.recall(None, self.journal.language, asker_of(update))
        return self.texts.of(language or _client_language(update))

    async def introduce(self, bot: Bot, place: Place, asker: Asker, words: Words) -> None:
        """Say that this is an automatic assistant, once a chat and before anything else."""
        if not await self.recall(False, self.journal.is_told, asker):
            await say(bot, place, words.runs("notice"))
            await self.recall(None, self.journal.told, asker)

    async def introduced(self, update: Update, bot: Bot, place: Place) -> Words:
        """The words of the conversation, once this chat was told what it talks to."""
        words = await self.words(update)
        await self.introduce(bot, place, asker_of(update), words)
        return words

    async def answer(self, update: Update, bot: Bot, place: Place, question: str, preface: str = "",
                     asker: Asker | None = None) -> None:  # fmt: skip
        """Answer a question in the chat, introduced where it is the first."""
        asker, started = asker or asker_of(update), perf_counter()
        self.observer.asked()
        language = detect(question, default=(await self.words(update)).language)
        await self.introduce(bot, place, asker, self.texts.of(language))
        if await self._has_to_wait(bot, place, asker, self.texts.of(language)):
            return
        async with typing(bot, place), _stream(update, bot, place) as stream:
            shown = await asyncio.to_thread(self.questions.ask, asker, question, stream.hear)
        words = self.texts.of(shown.answer.language)
        await stream.conclude(render.answer(shown.answer, words, preface), buttons.under_answer(shown, words))
        self.observer.answered(shown.answer, _note(shown, started))

    async def _has_to_wait(self, bot: Bot, place: Place, asker: Asker, words: Words) -> bool:
        """True where the person asked too much for now; they are told once, and when it ends."""
        refusal = await self.recall(None, self.allowances.refusal, asker.person)
        if refusal:
            self.observer.refused()
        if refusal and not refusal.told:
            hours = refusal.hours(self.allowances.now)
            await say(bot, place, words.runs(refusal.reason, most=refusal.most, hours=hours))
        return refusal is not None


def _stream(update: Update, bot: Bot, place: Place) -> Stream:
    """What shows an answer while it is written."""
    private = update.effective_chat and update.effective_chat.type == ChatType.PRIVATE
    return Stream(PrivateDraft(bot, place, update.update_id) if private else EditedMessage(bot, place))


def _note(shown: Shown, started: float) -> float:
    """One line a turn, with times and without content; gives the seconds that the turn took."""
    answer, whole = shown.answer, perf_counter() - started
    _log.info(
        "answered: edition=%d mode=%s abstained=%s failed=%s tokens=%d/%d answer_ms=%.0f whole_ms=%.0f",
        answer.edition, answer.mode, answer.abstained, answer.failed, answer.tokens_in, answer.tokens_out,
        answer.milliseconds, whole * 1000,
    )  # fmt: skip
    return whole


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
