"""What our last edits left under messages: a tap that came before one was seen still carries the buttons of before."""

from __future__ import annotations

from collections import OrderedDict

from telegram import InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

_KEPT = 1000
"""Messages remembered: those tapped last."""
_UNKNOWN = InlineKeyboardMarkup(())


class Keyboards:
    """The buttons under the messages that were edited last, by chat and message."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[int, int], InlineKeyboardMarkup | None] = OrderedDict()

    def under(self, message: MaybeInaccessibleMessage) -> InlineKeyboardMarkup | None:
        """The buttons that a message has now, as far as can be known."""
        given = message.reply_markup if isinstance(message, Message) else None
        return self._last.get(_key(message), given)

    def took_from(self, message: MaybeInaccessibleMessage) -> bool:
        """Whether our last edit left no buttons under a message."""
        return self._last.get(_key(message), _UNKNOWN) is None

    def put(self, message: MaybeInaccessibleMessage, markup: InlineKeyboardMarkup | None) -> None:
        """Remember what an edit put under a message."""
        key = _key(message)
        self._last[key] = markup
        self._last.move_to_end(key)
        if len(self._last) > _KEPT:
            self._last.popitem(last=False)


def _key(message: MaybeInaccessibleMessage) -> tuple[int, int]:
    return message.chat.id, message.message_id
