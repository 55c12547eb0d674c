"""The word lists that grounding reads sentences with, from `vocabulary.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.english import glossary
from knowledge.everyday import shipped
from knowledge.french import STOP_WORDS, fold, words
from knowledge.support.roots import root

_FILE = Path(__file__).with_name("vocabulary.toml")
_SYNONYMS = Path(__file__).with_name("synonyms.txt")
_SAME = 0.8
"""Trust from which an everyday word and the official one say the same."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words, by what they tell. Opposites and the English lexicon lead from a stem or word to stems."""

    light: frozenset[str]
    """Stems that say little: their absence from a passage proves nothing."""
    connective: frozenset[str]
    """Stems of sentences that only introduce or join ("Voici ce que disent les sources :")."""
    denials: frozenset[str]
    short_denials: frozenset[str]
    """Denials that bear on the next word only ("sans")."""
    negative: frozenset[str]
    """Stems that deny without a negation ("exclu", "insuffisant")."""
    opposites: dict[str, frozenset[str]]
    converses: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Words that tell one relation from its two ends: "réunit" of the whole, "siège à" of the part."""
    old_before: frozenset[str]
    """What parts an old name from the new one after it."""
    old_after: frozenset[str]
    english: dict[str, frozenset[str]]
    synonyms: dict[str, frozenset[int]]
    """Stem -> the numbers of its groups of French words that say the same."""
    obligation: frozenset[str]
    past_obligation: frozenset[str]
    """What obliged once: a passage may say it, a sentence may too of what was only expected."""
    options: frozenset[str]
    doubts: frozenset[str]
    hedges: frozenset[str]
    universals: frozenset[str]
    exact: frozenset[str]
    """Words that must be in the passage as they are: weekdays, rhythms."""
    english_stop_words: frozenset[str]
    starters: frozenset[str]
    """Words that open a French sentence without being a name."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read the lists, once."""
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    opposites: dict[str, set[str]] = {}
    for line in lists["opposites"]:
        left, right = (frozenset(map(root, side.split())) for side in line.split("/"))
        for one, other in ((left, right), (right, left)):
            for word in one:
                opposites.setdefault(word, set()).update(other)
    english: dict[str, set[str]] = {}
    for line in lists["english"].strip().splitlines():
        words, french = line.split("=")
        for word in words.split():
            english.setdefault(word, set()).update(map(root, french.split()))
    synonyms: dict[str, set[int]] = {}
    for number, group in enumerate(_groups()):
        for word in group:
            synonyms.setdefault(root(word), set()).add(number)
    return Vocabulary(
        light=_stems(lists["light"]),
        connective=_stems(lists["connective"]),
        denials=frozenset(lists["denials"].split()),
        short_denials=frozenset(lists["short_denials"].split()),
        negative=_stems(lists["negative"]),
        opposites={word: frozenset(others) for word, others in opposites.items()},
        converses=tuple((_phrases(a), _phrases(b)) for a, b in (line.split("/") for line in lists["converses"])),
        old_before=_phrases(lists["old_before"]),
        old_after=_phrases(lists["old_after"]),
        english={word: frozenset(stems) for word, stems in english.items()},
        synonyms={word: frozenset(groups) for word, groups in synonyms.items()},
        obligation=_phrases(lists["obligation"]),
        past_obligation=_phrases(lists["past_obligation"]),
        options=_phrases(lists["options"]),
        doubts=_phrases(lists["doubts"]),
        hedges=_phrases(lists["hedges"]),
        universals=_phrases(lists["universals"]),
        exact=frozenset(lists["exact"].split()),
        english_stop_words=frozenset(lists["english_stop_words"].split()),
        starters=frozenset(lists["starters"].split()),
    )


@lru_cache(maxsize=8_000)
def in_french(word: str) -> frozenset[str]:
    """Stems of what French documents say for an English word."""
    rendering = glossary().find((word,))
    shipped = words(rendering.french) if rendering else []
    return vocabulary().english.get(word, frozenset()) | {root(one) for one in shipped if one not in STOP_WORDS}


def _groups() -> Iterator[Sequence[str]]:
    """The words of each group that say the same: the list's, and single ones that everyday language has for another."""
    lines = _SYNONYMS.read_text(encoding="utf-8").splitlines()
    yield from (line.split() for line in lines if line and not line.startswith("#"))
    for saying in shipped():
        pair = fold(saying.form), fold(saying.other)
        if saying.trust >= _SAME and not saying.near and not any(" " in form for form in pair):
            yield pair


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(root, words.split()))


def _phrases(line: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in line.split(","))
