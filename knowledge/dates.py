"""Dates as documents write them: ISO 8601 of any precision, and in French or English words."""

from __future__ import annotations

import datetime
import re

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def in_words(date: str, language: str = "fr") -> str:
    """Give "2018-09-20" as "20 septembre 2018", "2018-09" as "septembre 2018", "2018" as it is, "" as ""."""
    parts = _ISO.fullmatch(date)
    if not parts:
        return date
    year, month, day = parts.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    name = MONTHS[language][int(month) - 1]
    if not day:
        return f"{name} {year}"
    ordinal = "1er" if language == "fr" and int(day) == 1 else str(int(day))
    return f"{ordinal} {name} {year}"


def has_passed(date: str, today: datetime.date) -> bool:
    """Whether an ISO date of any precision lies wholly before today ("2026" with its last day); "" never does."""
    return bool(date) and date < today.isoformat()[: len(date)]
