"""Double taps: a button whose answer was just sent is not asked for a second one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from telegram import CallbackQuery

_KEPT = 1000
"""People whose last tap is remembered."""
_SECONDS = 1.0
"""After the answer; the second tap of a double tap waits for its turn, and comes right then."""


class Repeats:
    """The button that each person tapped last, and when it was answered."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._last: OrderedDict[tuple[int, int], tuple[int, str, float]] = OrderedDict()

    def answered(self, query: CallbackQuery) -> None:
        """Remember that a tap has just been answered."""
        key = _person(query)
        self._last[key] = (*_button(query), self._now())
        self._last.move_to_end(key)
        if len(self._last) > _KEPT:
            self._last.popitem(last=False)

    def is_repeat(self, query: CallbackQuery) -> bool:
        """Whether the same person tapped the same button a moment ago, and none since."""
        number, data, at = self._last.get(_person(query), (0, "", 0.0))
        return (number, data) == _button(query) and self._now() - at < _SECONDS


def _person(query: CallbackQuery) -> tuple[int, int]:
    return query.message.chat.id if query.message else 0, query.from_user.id


def _button(query: CallbackQuery) -> tuple[int, str]:
    return query.message.message_id if query.message else 0, query.data or ""
