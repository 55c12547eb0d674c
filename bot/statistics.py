"""Figures of the bot's use, from the journal: questions a day, answered or not, how fast, on what."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.journal import Exchange
from knowledge.records import Answer

MOST_USED = 6


@dataclass(frozen=True, slots=True)
class Day:
    """Questions of one day, in the server's time zone."""

    date: date
    answered: int = 0
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period, its days in order, those without questions too. Times are in milliseconds."""

    days: tuple[Day, ...]
    questions: int
    answered_share: float
    p50: float | None
    p95: float | None
    documents: tuple[tuple[str, int], ...]
    """Titles of the documents quoted in most answers, and in how many."""
    actors: tuple[tuple[str, int], ...]
    """Names of the actors shown most, and in how many answers."""
    up: int
    down: int
    written: int = 0
    """Answers that a language model was paid for, shown or not."""
    tokens_in: int = 0
    tokens_out: int = 0
    """What it read and wrote for them."""
    estimated: bool = False
    """True where the provider did not tell all of it."""


def figures(exchanges: Sequence[Exchange], today: date, days: int) -> Figures:
    """Count the exchanges of the last `days` days; courtesies are no questions."""
    asked = [exchange for exchange in exchanges if exchange.answer.mode != "courtesy"]
    by_day = Counter((exchange.at.astimezone().date(), exchange.answer.abstained) for exchange in asked)
    dates = [today - timedelta(days=ago) for ago in range(days - 1, -1, -1)]
    times = sorted(e.answer.milliseconds for e in asked if e.answer.milliseconds > 0)
    answered = [exchange.answer for exchange in asked if not exchange.answer.abstained]
    paid = [exchange.answer for exchange in asked if exchange.answer.tokens_in + exchange.answer.tokens_out]
    return Figures(
        days=tuple(Day(day, by_day[day, False], by_day[day, True]) for day in dates),
        questions=len(asked),
        answered_share=len(answered) / len(asked) if asked else 0.0,
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        documents=_most([title for answer in answered for title in _titles(answer)]),
        actors=_most([name for answer in answered for name in _names(answer)]),
        up=sum(exchange.up for exchange in asked),
        down=sum(exchange.down for exchange in asked),
        written=len(paid),
        tokens_in=sum(answer.tokens_in for answer in paid),
        tokens_out=sum(answer.tokens_out for answer in paid),
        estimated=any(answer.tokens_estimated for answer in paid),
    )


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Nearest-rank percentile of values in ascending order (the smallest that `share` of them do not exceed)."""
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else None


def _most(names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).most_common(MOST_USED))


def _titles(answer: Answer) -> set[str]:
    return {citation.document.title for citation in answer.citations}


def _names(answer: Answer) -> set[str]:
    return {match.actor.name for match in answer.actors}
