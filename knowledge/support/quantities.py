"""Figures and dates as French and English texts write them, read as values that compare.

"1,36 milliard d’euros" and "1 360 M€" are 1.36e9 €; "20/09/2018" and "20 septembre 2018" are one day. Functions take
text that `plain` has folded, so that positions hold in the original too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.french import STOP_WORDS, fold
from knowledge.support.roots import root
from knowledge.support.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: its value (scale applied, 1.36e9), its unit ("%", "€", "h" or ""), what it counts and its bound."""

    value: float
    unit: str
    noun: str
    bound: str
    at: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date of any precision; `ranged` for one end of "2018-2022"."""

    year: int | None
    month: int | None
    day: int | None
    at: int
    ranged: bool = False

    def agrees(self, other: Day) -> bool:
        """True where nothing that both say differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


_SPACES = "[ \u00a0\u202f]"
_NAMES_OF_MONTHS = (
    "janvier|january|janv fevrier|february|fevr mars|march avril|april mai|may juin|june juillet|july|juil "
    "aout|august septembre|september|sept octobre|october|oct novembre|november|nov decembre|december|dec"
).split()
MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, start=1) for name in names.split("|")}
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_NUMERIC_DATE = re.compile(
    rf"\b(?:(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{{1,2}})[/.](?P<m2>\d{{1,2}})[/.](?P<y2>{_YEAR}))\b"
)
_WORDED_DATE = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?)?(?P<m>{_MONTH_NAMES})\b\.?"
    rf"(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,)?(?:\s+(?:de\s+)?(?P<y>{_YEAR})\b)?"
)
_RANGE = re.compile(rf"\b(?P<a>{_YEAR})\s?[-–—/]\s?(?P<b>{_YEAR})\b")
_LONE_YEAR = re.compile(rf"(?<![\w@])(?P<y>{_YEAR})\b(?!\s?(?:€|%|euros?\b|million|milliard|billion|emplois|jobs))")
_SCALES = {"millier": 1e3, "mille": 1e3, "thousand": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e9}
_SCALE = r"(?P<scale>milliers?|mille|thousand|millions?|milliards?|billions?|mds?(?=\s?(?:€|eur|d'eur))|[mk](?=\s?€))"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<n>\d{{1,3}}(?:{_SPACES}\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)*)"
    rf"(?:\s?{_SCALE}\b)?(?P<unit>\s?%|\s?(?:h\b|heures?\b)(?:\s?\d\d\b)?|\s?(?:d'|de\s|of\s)?(?:€|euros?\b))?"
)
_CODE = re.compile(r"\b[^\W\d_]+[@&+]?\d[\w@]*\b")
_SMALL = {
    name: value
    for value, names in {
        0: "zero", 2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six", 7: "sept seven",
        8: "huit eight", 9: "neuf nine", 10: "dix ten dizaine", 11: "onze eleven", 12: "douze twelve douzaine dozen",
        13: "treize thirteen", 14: "quatorze fourteen", 15: "quinze fifteen quinzaine", 16: "seize sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "vingt vingts twenty vingtaine",
        30: "trente thirty trentaine", 40: "quarante forty quarantaine", 50: "cinquante fifty cinquantaine",
        60: "soixante sixty soixantaine", 70: "seventy septante", 80: "eighty huitante", 90: "ninety nonante",
        100: "cent cents hundred centaine centaines", 1000: "mille thousand",
    }.items()
    for name in names.split()
}  # fmt: skip
_ORDINALS = {
    name: value
    for value, names in {
        2: "deuxieme second seconde", 3: "troisieme third", 4: "quatrieme fourth", 5: "cinquieme fifth",
        6: "sixieme sixth",
    }.items()
    for name in names.split()
}  # fmt: skip
FRACTIONS = {"moitie": 0.5, "half": 0.5, "tiers": 1 / 3, "quart": 0.25, "quarter": 0.25}
_WORDED = re.compile(
    r"\b(?:(?:une|un|a|one)\s+(?=centaine|dizaine|hundred|dozen))?"
    rf"(?:(?:un|one|a)(?=\s(?:million|milliard|billion))|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
    rf"(?:(?:[\s-]|\set\s|\sand\s)(?:{'|'.join(sorted([*_SMALL, 'un', 'une', 'one'], key=len, reverse=True))}))*\b"
    r"(?:\s(?P<scale>mille|thousand|millions?|milliards?|billions?)\b)?(?P<half>\set demie?\b)?"
    r"(?P<unit>\s?%|\s(?:d'|de\s|of\s)?euros?\b)?"
)
_SINGLES = re.compile(
    rf"\b(?:(?:{'|'.join(_ORDINALS)})(?=\s(?:phase|edition|vague|appel|session|annee|fois|trimestre|call|wave|round|year)\b)"
    rf"|half|moitie|(?:(?<=un )|(?<=le )|(?<=one )|(?<=a )|(?<=deux ))(?:{'|'.join(FRACTIONS)})(?![\w-]))"
)
_PERCENT = re.compile(r"(?<=[\d\w] )(?:pour cent|per cent|percent)\b")
_UP = re.compile(r"(?:plus d(?:e\s|')|au moins|au minimum|minimum d(?:e\s|')|over|more than|at least|au-dela de)\s*$")
_DOWN = re.compile(
    r"(?:moins d(?:e\s|')|au plus|au maximum|maximum d(?:e\s|')|jusqu'a|at most|up to|less than|fewer than)\s*$"
)
_UP_AFTER = re.compile(r"^[^,.;:(]{0,25}?\b(?:au moins|minimum|at least|or more|ou plus)\b")
_DOWN_AFTER = re.compile(r"^[^,.;:(]{0,25}?\b(?:au plus|maximum|at most|or less|ou moins)\b")
_TOKEN = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")


@lru_cache(maxsize=8_000)
def plain(text: str) -> str:
    """The text folded letter by letter, so that positions in it are positions in the text."""
    return "".join((fold(c) or " ")[0] if c not in "’ʼ`" else "'" for c in text)


def percent(folded: str) -> str:
    """The text with "pour cent" written %, in as many characters."""
    return _PERCENT.sub(lambda match: "%".rjust(len(match[0])), folded)


def blank(text: str, start: int, end: int) -> str:
    """The text with that piece made spaces."""
    return text[:start] + " " * (end - start) + text[end:]


def take_dates(folded: str) -> tuple[list[Day], str]:
    dates = []
    for pattern in (_NUMERIC_DATE, _RANGE, _WORDED_DATE, _LONE_YEAR):
        for match in pattern.finditer(folded):
            if pattern is _WORDED_DATE and match[0] in (
                "mai",
                "may",
                "mars",
                "march",
                "dec",
                "oct",
                "nov",
                "sept",
                "janv",
            ):
                continue
            dates += _days(match)
            folded = blank(folded, *match.span())
    return sorted(dates, key=lambda date: date.at), folded


def _days(match: re.Match[str]) -> list[Day]:
    found = {key: value for key, value in match.groupdict().items() if value}
    if "a" in found:
        return [Day(int(found[end]), None, None, match.start(), ranged=True) for end in "ab"]
    year, month, day = (found.get(key) or found.get(f"{key}2") for key in "ymd")
    number = MONTHS.get(month) if month and not month.isdigit() else month
    return [Day(int(year) if year else None, int(number) if number else None, int(day) if day else None, match.start())]


def figures(folded: str) -> list[Figure]:
    codes = [match.span() for match in _CODE.finditer(folded)]
    found = [
        (*match.span(), _value(match), _unit(match))
        for match in _NUMBER.finditer(folded)
        if not any(start <= match.start() < end for start, end in codes)
    ]
    for match in _WORDED.finditer(folded):
        value = ((_in_words(match[0]) or 1.0) + 0.5 * bool(match["half"])) * _scale(match["scale"])
        found.append((*match.span(), value, _unit(match)))
    for match in _SINGLES.finditer(folded):
        value = _ORDINALS.get(match[0]) or FRACTIONS[match[0]]
        found.append((*match.span(), value, ""))
    found.sort()
    return _share_scale(folded, found)


def _share_scale(folded: str, found: list[tuple[int, int, float, str]]) -> list[Figure]:
    """Figures with what they count; "de 100 à 52 millions" gives its scale to the first as well."""
    figures: list[Figure] = []
    for index, (start, end, value, unit) in enumerate(found):
        figures.append(Figure(value, unit, _counted(folded[end:], unit), _bound(folded, start, end), start))
        if index and re.fullmatch(r"\s(?:a|et|ou|to|and|or)\s|\s?[-–]\s?", folded[found[index - 1][1] : start]):
            before = figures[index - 1]
            ratio = next((scale for scale in (1e9, 1e6) if value >= scale and before.value < 1e3), 1.0)
            figures[index - 1] = replace(before, value=before.value * ratio, unit=before.unit or unit)
    return figures


def _bound(folded: str, start: int, end: int) -> str:
    if _UP.search(folded[:start]) or _UP_AFTER.search(folded[end:]):
        return "up"
    return "down" if _DOWN.search(folded[:start]) or _DOWN_AFTER.search(folded[end:]) else ""


def _value(match: re.Match[str]) -> float:
    digits = re.sub(_SPACES, "", match["n"])
    if not match["scale"] and re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    parts = digits.replace(",", ".").split(".")
    number = float(".".join(parts[:2])) if len(parts) <= 2 else float("".join(parts))
    return number * _scale(match["scale"])


def _scale(word: str | None) -> float:
    if not word:
        return 1.0
    if word[:1] == "k":
        return 1e3
    if word.startswith("md"):
        return 1e9
    return 1e6 if word == "m" else _SCALES[word.rstrip("s")]


def _unit(match: re.Match[str]) -> str:
    unit = (match["unit"] or "").strip()
    if not unit:
        return ""
    return "%" if unit == "%" else "h" if unit[0] == "h" else "€"


def _in_words(text: str) -> float:
    """ "dix-huit mille cinq cents" as 18,500."""
    thousands = total = 0
    for word in re.split(r"[\s-]+", text):
        value = _SMALL.get(word, 1 if word in ("un", "une", "one") else 0)
        if value == 1000:
            thousands, total = (total or 1) * 1000, 0
        elif value == 100:
            total = max(total, 1) * 100
        elif value == 20 and total % 100 == 4:  # quatre-vingts
            total += 76
        elif value != 1 or thousands + total:  # "une dizaine" is no eleven
            total += value
    return float(thousands + total)


_NEXT_THING = re.compile(
    r"[,;:()]|\b(?:et|and|contre|against|en|a|au|aux|dans|pour|sur|par|chez|depuis|in|on|at|for|by|since)\b"
)


def _counted(after: str, unit: str) -> str:
    if unit:
        return unit
    for word in _TOKEN.findall(_ELIDED.sub(" ", _NEXT_THING.split(after[:40])[0])):
        if word not in STOP_WORDS and word not in vocabulary().english_stop_words:
            return "" if word[0].isdigit() or is_number(word) else root(word)
        if word in ("ont", "sont", "avaient", "etaient", "have", "were", "are", "had"):
            return ""
    return ""


def is_number(word: str) -> bool:
    return word[0].isdigit() or word in _SMALL or word in _ORDINALS or word in FRACTIONS or word.rstrip("s") in _SCALES
