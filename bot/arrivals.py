"""The numbers of Telegram's messages: which are known, and which a message may have whose sending got no reply.

Telegram counts the messages of a bot's private chats and small groups, received and sent, in one series, and those of
a supergroup in one of its own. It is so everywhere but promised nowhere: nothing may break where it is otherwise.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

_BEYOND = 2
"""Numbers after the last known: what no later message has told of yet."""
_REMEMBERED = 5_000
_SUPERGROUPS = -1_000_000_000_000


class Arrivals:
    """What is known of the numbers, seen from the messages that came and those that were sent."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], None] = OrderedDict()
        self._latest: dict[int, int] = {}
        self._under_way: Counter[int] = Counter()

    def saw(self, chat: int, number: int) -> None:
        """Note that a message of this number is in this chat."""
        series = _series(chat)
        self._latest[series] = max(number, self._latest.get(series, 0))
        self._known[series, number] = None
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def latest(self, chat: int) -> int:
        """The highest number known in the series of this chat; 0 for none."""
        return self._latest.get(_series(chat), 0)

    @contextmanager
    def sending(self, chat: int) -> Iterator[None]:
        """Note that a message to this chat is on its way during the block."""
        self._under_way[chat] += 1
        try:
            yield
        finally:
            self._under_way[chat] -= 1
            if not self._under_way[chat]:
                del self._under_way[chat]

    def unknown(self, chat: int, after: int) -> list[int]:
        """The numbers after `after` of which nothing is known, where only one message is on its way to this chat.

        With two on their way one could be taken for the other: none is given then.
        """
        series = _series(chat)
        if not after or self._under_way[chat] > 1:
            return []
        numbers = range(after + 1, self.latest(chat) + _BEYOND + 1)
        return [number for number in numbers if (series, number) not in self._known]


def _series(chat: int) -> int:
    return chat if chat <= _SUPERGROUPS else 0
