"""Handlers of messages: commands, questions, and all that is neither."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from unicodedata import normalize

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot import buttons
from bot.groups import said
from bot.guide import Guide
from bot.questions import LONGEST
from bot.replies import Replies, asker_of
from bot.sending import Place, say

Context = ContextTypes.DEFAULT_TYPE


class Talk:
    """Answers what people write."""

    def __init__(self, replies: Replies, guide: Guide) -> None:
        self._replies = replies
        self._guide = guide
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def start(self, update: Update, context: Context) -> None:
        """/start: say what this is, with examples to tap."""
        words, asker = await self._replies.words(update), asker_of(update)
        await say(context.bot, place_of(update), words.runs("start.text"), buttons.examples(words))
        await self._replies.recall(None, self._replies.journal.told, asker)

    async def help(self, update: Update, context: Context) -> None:
        """/aide: what it can do and its limits."""
        words, asker = await self._replies.words(update), asker_of(update)
        await say(context.bot, place_of(update), words.runs("help.text"), buttons.examples(words))
        await self._replies.recall(None, self._replies.journal.told, asker)

    async def new(self, update: Update, context: Context) -> None:
        """/nouveau: forget the conversation so far."""
        words = await self._replies.introduced(update, context.bot, place_of(update))
        await asyncio.to_thread(self._replies.journal.start_over, asker_of(update))
        await say(context.bot, place_of(update), words.runs("forgotten"))

    async def question(self, update: Update, context: Context) -> None:
        """Free text, or the words under a picture or file."""
        message = update.effective_message
        assert message
        text = said(message, context.bot.username)
        if not await self._is_askable(update, context.bot, text):
            return
        if await self._guide.takes(update, context.bot, text):
            return
        preface = "picture_not_read" if message.caption else ""
        await self._replies.answer(update, context.bot, place_of(update), text, preface)

    async def edited(self, update: Update, context: Context) -> None:
        """A question that was changed: answer it again, once for each new wording."""
        message, asker = update.effective_message, asker_of(update)
        assert message
        text = " ".join(said(message, context.bot.username).split())
        if text == await self._replies.recall(None, self._replies.journal.asked, asker):
            return
        if await self._is_askable(update, context.bot, text):
            await self._replies.answer(update, context.bot, Place.beside(message, reply=True), text, "edited")

    async def unknown_command(self, update: Update, context: Context) -> None:
        """A command that does not exist."""
        words = await self._replies.introduced(update, context.bot, place_of(update))
        await say(context.bot, place_of(update), words.runs("unknown_command"))

    async def unsupported(self, update: Update, context: Context) -> None:
        """A sticker, picture, voice message, contact, poll… without words: say what can be read, once an album."""
        message = update.effective_message
        assert message
        if not self._is_new(message):
            return
        words = await self._replies.introduced(update, context.bot, place_of(update))
        await say(context.bot, place_of(update), words.runs("unsupported"))

    async def _is_askable(self, update: Update, bot: Bot, text: str) -> bool:
        """True for a text of a fit length; else the person is told."""
        length = len(normalize("NFKC", text))  # some signs stand for a whole sentence
        if text.strip() and length <= LONGEST:
            return True
        words = await self._replies.introduced(update, bot, place_of(update))
        if text.strip():
            sentence = words.runs("too_long", length=length, limit=LONGEST)
        else:
            sentence = words.runs("empty", example=words("examples.2"))
        await say(bot, place_of(update), sentence)
        return False

    def _is_new(self, message: Message) -> bool:
        """False for the further pictures of an album already seen."""
        album = message.media_group_id
        if album is None:
            return True
        if album in self._albums:
            return False
        self._albums[album] = None
        if len(self._albums) > 1000:
            self._albums.popitem(last=False)
        return True


def place_of(update: Update) -> Place:
    """Where to answer a message: as a reply in a group, simply below it in private."""
    message = update.effective_message
    assert message
    return Place.beside(message, reply=message.chat.type != ChatType.PRIVATE)
