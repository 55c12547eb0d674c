"""What belongs together with a figure in a passage and must stay so: what it counts, its date, its owner, its deed.

These checks know no grammar: they compare places. Each looks for one way in which a sentence mixes up what it read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge.support.claims import Claims, Word
from knowledge.support.quantities import Day, Figure, plain
from knowledge.support.quoted import Evidence, alike, same
from knowledge.support.vocabulary import vocabulary

_TIMES = {
    word: unit
    for unit, words in enumerate(
        ("an ans anne annee year years", "mois month months", "semaine semain semaines week weeks")
    )
    for word in words.split()
} | dict.fromkeys("jour jours day days".split(), 3)


def counts(claims: Claims, passage: Evidence) -> bool:
    """A figure counts what it counts in the passage: not "17 territoires et 124 mesures"."""
    counted = {figure.noun for figure in passage.figures}
    for figure in claims.figures:
        nouns = {theirs.noun for theirs in passage.figures if theirs.value == figure.value}
        times = {_TIMES[noun] for noun in nouns if noun in _TIMES}
        if figure.noun in _TIMES and times and _TIMES[figure.noun] not in times:
            return False
        if not figure.unit and "" not in nouns and nouns and _counts_other(figure, passage, counted - nouns):
            return False
    return True


def _counts_other(figure: Figure, passage: Evidence, others: set[str]) -> bool:
    """Whether a figure counts what only other figures of the passage do."""
    mine = _as_french(figure.noun)
    told = [(theirs, one) for one in passage.sentences for theirs in one.figures if theirs.value == figure.value]
    return bool(mine & others) and not any(mine & _following(theirs, one) for theirs, one in told)


def _following(figure: Figure, claims: Claims) -> set[str]:
    """The two words after a figure: "deux nouveaux pôles"."""
    return {word.stem for word in [word for word in claims.content if word.at > figure.at][:2]}


def _as_french(noun: str) -> set[str]:
    return {noun, *vocabulary().english.get(noun, ()), *vocabulary().english.get(f"{noun}s", ())} - {""}


def beside(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps what follows it: not "551, contre 630 auparavant" for "630, contre 551 auparavant"."""
    figures = [figure for figure in claims.figures if figure.value != 1]
    values = {figure.value for figure in figures}
    for sentence in passage.sentences:
        told = [figure for figure in sentence.figures if figure.value in values]
        if len({figure.value for figure in told}) > 1:
            kept = list(_kept(claims, figures, sentence, told))
            if kept and not any(kept):
                return False
    return True


def _kept(claims: Claims, figures: list[Figure], sentence: Claims, told: list[Figure]) -> Iterator[bool]:
    """For each word that stands with a figure in both sentences, whether it is the same figure."""
    for word in claims.content:
        mine = _owner(word, figures)
        theirs = {_owner(match, told) for match in sentence.content if alike(word, match) == 1}
        if mine is not None and theirs - {None}:
            yield mine in theirs


def _owner(word: Word, figures: list[Figure]) -> float | None:
    """The figure that a word follows, or comes right before."""
    follows = next((figure for figure in reversed(figures) if figure.at < word.at), None)
    comes = next((figure for figure in figures if 0 < figure.at - word.at <= len(word.folded) + 1), None)
    owner = comes or follows
    return owner.value if owner else None


def dated(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its date: not "136 territoires en novembre 2018"."""
    several = len(claims.dates) > 1 < len(claims.figures)
    for figure, date in _pairs(claims):
        told = [one for one in passage.sentences if one.dates and any(f.value == figure.value for f in one.figures)]
        if told and not any(date.agrees(other) for one in told for other in one.dates):
            return False
        theirs = [other for one in told for known, other in _pairs(one) if known.value == figure.value]
        if several and theirs and not any(date.agrees(other) for other in theirs):
            return False
    return True


def _pairs(claims: Claims) -> Iterator[tuple[Figure, Day]]:
    """Each figure of a sentence with the date that goes with it."""
    dates = [date for date in claims.dates if not date.ranged]
    figures = [figure for figure in claims.figures if figure.value != 1]
    if not dates or not figures:
        return
    for figure in figures:
        near = [date for date in dates if not _parted(claims.text, date.at, figure.at)]
        free = [date for date in near if not any(_lies(other.at, date.at, figure.at) for other in figures)]
        if date := _own(figure, free or near, dates[0].at < figures[0].at):
            yield figure, date


def _parted(text: str, date: int, figure: int) -> bool:
    """Whether a figure is no longer of a date: past a colon, or the second one of "de 400 en 2018 à 200"."""
    between = text[min(date, figure) : max(date, figure)]
    return ":" in between or bool(re.search(r"\d\s+(?:à|contre|to|against)\s[^,;]*$", text[date:figure]))


def _own(figure: Figure, dates: list[Day], dates_first: bool) -> Day | None:
    """Of the dates around a figure, that on the side where the sentence puts them, else the other."""
    before = [date for date in dates if date.at < figure.at]
    after = [date for date in dates if date.at > figure.at]
    if before and (dates_first or not after):
        return before[-1]
    return after[0] if after else None


def _lies(at: int, one: int, other: int) -> bool:
    return min(one, other) < at < max(one, other)


def attached(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its deed: not "42 ont obtenu" for "42 suivies, dont 9 ont obtenu"."""
    figures = [figure for figure in claims.figures if figure.value != 1]
    flat = plain(claims.text)
    ends = [*(figure.at for figure in figures[1:]), len(flat)]
    for figure, end in zip(figures, ends, strict=False):
        end = next((match.start() for match in _NEXT.finditer(flat, figure.at, end)), end)
        deeds = [word for word in claims.content if figure.at < word.at < end and word.stem != figure.noun][:2]
        if not _keeps_deed(figure, deeds, passage):
            return False
    return True


_NEXT = re.compile(r"\s(?:et|and)\s")


def _keeps_deed(figure: Figure, deeds: list[Word], passage: Evidence) -> bool:
    own: list[Claims] = []
    others: list[Claims] = []
    for sentence in passage.sentences:
        parts = _parts(sentence)
        mine = [part for part in parts if any(f.value == figure.value for f in part.figures)]
        own += mine
        others += [part for part in parts if mine and part.figures and part not in mine]
    return any(same(deed, part) for deed in deeds for part in own) or not any(
        same(deed, part) for deed in deeds for part in others
    )


def _parts(claims: Claims) -> list[Claims]:
    """A sentence cut at "dont", at semicolons and before a figure that a clause of its own begins with."""
    return cut(claims, r"\bdont\b|;|\bof which\b|,\s(?:et|mais|and|but)\s(?=\d)")


def cut(claims: Claims, mark: str) -> list[Claims]:
    """The parts of a sentence between marks, each with its own figures and words."""
    flat = plain(claims.text)
    cuts = [0, *(match.end() for match in re.finditer(mark, flat)), len(flat)]
    return [_part(claims, start, end) for start, end in pairwise(cuts)]


def _part(claims: Claims, start: int, end: int) -> Claims:
    return replace(
        claims,
        text=claims.text[start:end].strip(),
        figures=tuple(figure for figure in claims.figures if start <= figure.at < end),
        dates=tuple(date for date in claims.dates if start <= date.at < end),
        names=tuple(name for name in claims.names if start <= name.at < end),
        content=tuple(word for word in claims.content if start <= word.at < end),
        tokens=tuple(re.findall(r"[^\W_]+", plain(claims.text[start:end]))),
    )
