"""What our last edits left under messages: a tap that came before one was seen still carries the buttons of before."""

from __future__ import annotations

from collections import OrderedDict

from telegram import InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

_KEPT = 1000
"""Messages remembered: those tapped last."""


class Keyboards:
    """The buttons under the messages that were edited last, by chat and message."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[int, int], InlineKeyboardMarkup | None] = OrderedDict()

    def under(self, message: MaybeInaccessibleMessage) -> InlineKeyboardMarkup | None:
        """The buttons that a message has now, as far as can be known."""
        given = message.reply_markup if isinstance(message, Message) else None
        return self._last.get((message.chat.id, message.message_id), given)

    def put(self, message: MaybeInaccessibleMessage, markup: InlineKeyboardMarkup | None) -> None:
        """Remember what an edit put under a message."""
        key = message.chat.id, message.message_id
        self._last[key] = markup
        self._last.move_to_end(key)
        if len(self._last) > _KEPT:
            self._last.popitem(last=False)
