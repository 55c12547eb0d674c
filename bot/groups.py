"""In a group, what is meant for the bot: a mention, a reply to it, a command. In private, everything is."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


class _ForUs(filters.MessageFilter):
    """What someone says to the bot: not the cards that it sends itself through inline mode."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        if message.via_bot and message.via_bot.id == bot.id:
            return False
        if message.chat.type == ChatType.PRIVATE:
            return True
        return message.chat.type in _GROUPS and (_replies(message, bot.id) or _names(message, bot.username, bot.id))


FOR_US = _ForUs("FOR_US")
CHATS = filters.ChatType.PRIVATE | filters.ChatType.GROUPS
"""Where the bot speaks: never in a channel."""


def said(message: Message, username: str) -> str:
    """The words of a message, its caption included, without the mention of the bot."""
    text = message.text or message.caption or ""
    return re.sub(rf"[ ,:]*@{re.escape(username)}\b[ ,:]*", " ", text, flags=re.IGNORECASE).strip()


def _replies(message: Message, us: int) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == us)


def _names(message: Message, username: str, us: int) -> bool:
    """True where the bot is mentioned, or a command is addressed to it ("/aide@bot")."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.BOT_COMMAND]
    named = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}.values()
    if any(text.lower().endswith(f"@{username}".lower()) for text in named):
        return True
    entities = (*message.entities, *message.caption_entities)
    return any(entity.user and entity.user.id == us for entity in entities)
