"""How much one person may ask, and how many answers a language model may write in a day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.settings import Settings
from bot.spending import Spending, Spent

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_INSISTS = 10
"""Refusals after which what a person still writes, until they may ask again, is not even read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Most questions of a person and most answers of a model; 0 is without limit. Days are those of UTC."""

    questions_per_minute: int = 20
    questions_per_day: int = 300
    model_answers_per_person: int = 50
    model_answers: int = 1000

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits of those settings."""
        return cls(
            questions_per_day=settings.daily_questions_per_user,
            model_answers_per_person=settings.daily_model_answers_per_user,
            model_answers=settings.daily_model_answers,
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered now: the key of a sentence, and until when."""

    reason: str
    until: datetime
    most: int
    told: bool
    """True where the person was told already."""

    def hours(self, now: datetime) -> int:
        """Hours to wait, rounded up."""
        return max(1, math.ceil((self.until - now) / timedelta(hours=1)))


@dataclass(frozen=True, slots=True)
class _Told:
    """Until when a person was told to wait, and how often they asked all the same."""

    until: datetime
    times: int = 0


class Allowances:
    """Tells who has to wait. Calls block, and raise JournalError."""

    def __init__(self, spending: Spending, limits: Limits) -> None:
        self._spending = spending
        self._limits = limits
        self._told: dict[int, _Told] = {}
        self._telling = Lock()

    @property
    def now(self) -> datetime:
        """The hour of the counts."""
        return self._spending.now()

    def refusal(self, person: int) -> Refusal | None:
        """Why this person's next question has to wait, or None."""
        now, limits = self.now, self._limits
        spent = self._spending.of(person, _midnight(now), lately=now - _MINUTE)
        if _reached(spent.questions, limits.questions_per_day):
            return self._refused(person, "limits.day", _midnight(now) + _DAY, limits.questions_per_day)
        if _reached(spent.late, limits.questions_per_minute):
            return self._refused(person, "limits.minute", now + _MINUTE, limits.questions_per_minute)
        return None

    def literal(self, person: int) -> bool:
        """True where the day's answers by a model are spent, for this person or for everybody."""
        limits = self._limits
        spent = self._spending.of(person, _midnight(self.now)) if limits.model_answers_per_person else Spent()
        if _reached(spent.model_answers, limits.model_answers_per_person):
            return True
        return bool(limits.model_answers) and _reached(self._spending.model_answers(), limits.model_answers)

    def insists(self, person: int) -> bool:
        """True where a person goes on asking long after they were told to wait. Reads no database."""
        told = self._told.get(person)
        return told is not None and told.times >= _INSISTS and told.until > self.now

    def _refused(self, person: int, reason: str, until: datetime, most: int) -> Refusal:
        now = self.now
        with self._telling:
            known = self._told.get(person)
            told = known is not None and known.until > now
            if known and told:
                self._told[person] = _Told(known.until, known.times + 1)
            else:
                still = {who: other for who, other in self._told.items() if other.until > now}
                self._told = still | {person: _Told(until)}
        return Refusal(reason, until, most, told)


def _reached(count: int, most: int) -> bool:
    return 0 < most <= count


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
