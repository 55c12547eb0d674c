"""What a sentence asserts that can be checked to the letter: figures, dates, names, links, and what it denies.

Both sides of a comparison, a written sentence and a quoted passage, are read by the same functions, so that
"20/09/2018" and "20 septembre 2018", or "1,36 milliard" and "1 360 millions", are the same claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.french import STOP_WORDS, fold
from knowledge.support.quantities import MONTHS, Day, Figure, blank, figures, is_number, percent, plain, take_dates
from knowledge.support.roots import root
from knowledge.support.vocabulary import Vocabulary, in_french, vocabulary


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning. `denied` is 2 under a negation, 1 near one, else 0; `denial` numbers which one."""

    stem: str
    folded: str
    denied: int
    denial: int
    at: int
    french: frozenset[str] = frozenset()
    """Stems of what French says for an English word."""


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word; `chained` where it directly follows another one ("Bruno Bonnell")."""

    folded: str
    at: int
    initial: bool
    chained: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one sentence asserts."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[Day, ...]
    contacts: frozenset[str]
    names: tuple[Name, ...]
    content: tuple[Word, ...]
    tokens: tuple[str, ...]
    """Every folded word in order, stop words included."""
    english: bool = False

    def says(self, words: frozenset[str]) -> bool:
        """True if one of these words (or pairs of words) is in the sentence."""
        joined = f" {' '.join(self.tokens)} "
        return any(f" {word} " in joined for word in words)


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"https?://[^\s<>()\[\]«»]+|\b[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,24}\b(?:/[^\s<>()\[\]«»]*)?|\bt\.me/\S+|(?<![\w@])@\w{3,}"
)
"""Whatever Telegram makes a link of: addresses with or without https, names of accounts."""
_PHONE = re.compile(r"(?:\+33[\s.]?(?:\(0\))?|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b")


SEASON = re.compile(
    r"\b(printemps|(?<=l')ete|automne|hiver|spring|summer|autumn|winter)\b\s(?:of\s|de\s)?(?:19|20)\d\d\b"
)
"""A season with its year."""


@lru_cache(maxsize=8_000)
def read(text: str) -> Claims:
    """Read what the sentence asserts."""
    folded = percent(plain(text))
    contacts, rest = _take_contacts(folded)
    dates, rest = take_dates(SEASON.sub(lambda match: " " * len(match[1]) + match[0][len(match[1]) :], rest))
    names = _names(text, contacts)
    tokens = tuple(re.findall(r"[^\W_]+", folded))
    english = _is_english(tokens)
    content = _content(rest, english)
    return Claims(text, tuple(figures(rest)), tuple(dates), contacts, names, content, tokens, english)


def _is_english(tokens: Sequence[str]) -> bool:
    """Whether more of the small words are English alone than French alone."""
    english = vocabulary().english_stop_words
    ours, others = english - STOP_WORDS, STOP_WORDS - english
    return sum(token in ours for token in tokens) > sum(token in others for token in tokens)


def _take_contacts(folded: str) -> tuple[frozenset[str], str]:
    found = set()
    for pattern, tidy in ((_EMAIL, str), (_LINK, link), (_PHONE, phone)):
        for match in pattern.finditer(folded):
            found.add(tidy(match[0]))
            folded = blank(folded, *match.span())
    return frozenset(found), folded


def link(address: str) -> str:
    """A web address without what does not change where it leads."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).rstrip("/.,;:!?")


def phone(number: str) -> str:
    """A French telephone number as its nine significant digits."""
    return re.sub(r"\D", "", number)[-9:]


_CAPITALISED = re.compile(r"(?<![\w’'])(?:(?:[dlLDnNsS]|[qQ]u)[’'])?([^\W\d_]\w*(?:[@&]\w+)?)|(?<=-)([^\W\d_]\w*)")


def _names(text: str, contacts: frozenset[str]) -> tuple[Name, ...]:
    found: list[Name] = []
    small = STOP_WORDS | vocabulary().english_stop_words
    last_end = -10
    for match in _CAPITALISED.finditer(text):
        word = match[1] or match[2]
        start = match.start(1) if match[1] else match.start(2)
        initial = not text[:start].strip(' «"“(—–-•*')
        if word.islower() or word.isdigit() or any(plain(word) in contact for contact in contacts):
            continue
        folded = fold(word)
        if (folded in small and not (word.isupper() and len(word) > 1)) or word == "M" or folded in MONTHS:
            continue
        chained = start - last_end <= 1 and text[last_end:start] in (" ", "-")
        found.append(Name(folded, start, initial, chained))
        last_end = match.end()
    return tuple(found)


_NOTHING = ("rien", "nothing")
_AGAIN = re.compile(r"\b(?:de|a) nouveau\b")
_CONTENT = re.compile(r"\bn'(?=\w)|[^\W_]+|[.,;:!?]")


def _content(rest: str, english: bool) -> tuple[Word, ...]:
    lists = vocabulary()
    found: list[Word] = []
    strong = weak = denial = since = 0
    for match in _CONTENT.finditer(_AGAIN.sub(lambda again: " " * len(again[0]), rest)):
        word = "ne" if match[0] == "n'" else match[0]
        if not word[0].isalnum():
            strong = weak = 0
        elif word in lists.denials:
            reach = _reach(word, rest[match.end() :], lists)
            same = denial and match.start() - since < 40 and not re.search(r"[.,;:!?]", rest[since : match.start()])
            strong, weak, denial = (0, 0, denial) if reach < 0 else (1, reach, denial if same else denial + 1)
            since = match.start()
        elif (
            word not in STOP_WORDS
            and word not in lists.english_stop_words
            and word not in _NOTHING
            and not is_number(word)
        ):
            denied = 2 if strong else 1 if weak else 0
            french = in_french(word) if english else frozenset()
            found.append(Word(root(word), word, denied, denial if denied else 0, match.start(), french))
            if found[-1].stem not in lists.light:
                strong, weak = 0, weak if strong else max(0, weak - 1)
    return tuple(found)


_DENIED = re.compile(r"\W*(?:\w+\W+){0,5}?(?:pas|plus|jamais|aucune?|ni|rien|guere)\b")
_CLEFT = re.compile(r"\W*(?:est|sont) (?:pas|plus)\b[^.,;:]*\b(?:qui|que|qu)\b")


def _reach(word: str, after: str, lists: Vocabulary) -> int:
    """How many words after the next one a denial may bear on, or -1 where "ne … que" denies nothing."""
    if word == "ne":
        return (4 if _CLEFT.match(after) else 1) if _DENIED.match(after) else -1
    return 0 if word in lists.short_denials else 1
