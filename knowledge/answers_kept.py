"""Answers written by a language model, kept to be given again to the same question on the same edition."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from datetime import date

from knowledge.french import words
from knowledge.records import Answer

MOST = 500
"""Answers kept; the one that was asked for the longest ago goes first."""
Key = tuple[int, date, str, str]


def key_of(edition: int, today: date, language: str, question: str) -> Key:
    """What two askings must share to have one answer: edition, day, language, and the words without accents or case.

    A publication changes the edition, so that nothing outlives what it was written from.
    """
    return edition, today, language, " ".join(words(question))


class KeptAnswers:
    """The last answers, in memory. Any thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Answer | None:
        """The answer kept for this key, which costs no token this time; None where there is none."""
        with self._lock:
            found = self._answers.get(key)
            if found:
                self._answers.move_to_end(key)
        return replace(found, tokens_in=0, tokens_out=0, tokens_estimated=False) if found else None

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer."""
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
