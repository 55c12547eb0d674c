"""What belongs together with a figure in a passage and must stay so: what it counts, its date, its owner, its deed.

These checks know no grammar: they compare places. Each looks for one way in which a sentence mixes up what it read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from knowledge.support.claims import Claims, Word
from knowledge.support.quantities import Day, Figure
from knowledge.support.quoted import Evidence, same, within
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
        if (
            figure.noun in _TIMES
            and nouns
            and nouns <= set(_TIMES)
            and _TIMES[figure.noun] not in map(_TIMES.get, nouns)
        ):
            return False
        mine = _as_french(figure.noun)
        if mine & counted and nouns and not mine & nouns and "" not in nouns and not figure.unit:
            return False
    return True


def _as_french(noun: str) -> set[str]:
    return {noun, *vocabulary().english.get(noun, ()), *vocabulary().english.get(f"{noun}s", ())} - {""}


def beside(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps the words next to it: not "551, contre 630 auparavant" for "630, contre 551 auparavant"."""
    mine = [figure for figure in claims.figures if figure.value != 1]
    for sentence in passage.sentences:
        ours = [figure.value for figure in mine]
        theirs = [figure.value for figure in sentence.figures if figure.value in ours]
        if len(theirs) == len(ours) == len(set(ours)) == 2 and theirs == ours[::-1]:
            return not _same_neighbours(claims, mine, sentence)
    return True


def _same_neighbours(claims: Claims, figures: list[Figure], sentence: Claims) -> bool:
    """True where the swapped figures stand in the same places among the words of both sentences."""
    split = {figure.value: figure.at for figure in sentence.figures}
    first, second = figures
    low, high = sorted((split[first.value], split[second.value]))
    agree = contrary = 0
    for word in claims.content:
        for match in same(word, sentence):
            mine = (word.at > first.at) + (word.at > second.at)
            theirs = (match.at > low) + (match.at > high)
            agree += mine == theirs
            contrary += mine != theirs
    return agree > contrary


def dated(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its date: not "136 territoires en novembre 2018"."""
    for figure, date in _pairs(claims):
        told = [sentence for sentence in passage.sentences if any(f.value == figure.value for f in sentence.figures)]
        theirs = [other for sentence in told for known, other in _pairs(sentence) if known.value == figure.value]
        taken = all(any(date.agrees(other) for _, other in _pairs(sentence)) for sentence in told)
        if (theirs or (told and taken)) and not any(date.agrees(other) for other in theirs):
            return False
    return True


def _pairs(claims: Claims) -> Iterator[tuple[Figure, Day]]:
    """Each figure of a sentence with the date that goes with it."""
    dates = [date for date in claims.dates if not date.ranged]
    figures = [figure for figure in claims.figures if figure.value != 1]
    if not dates or not figures:
        return
    dates_first = dates[0].at < figures[0].at
    for figure in figures:
        if len(dates) == 1 and not dates_first and _moves_on(claims.text[dates[0].at : figure.at]):
            continue
        before = [date for date in dates if date.at < figure.at]
        after = [date for date in dates if date.at > figure.at]
        if len(dates) == 1 or (dates_first and before) or not after:
            yield figure, (before or after)[-1]
        else:
            yield figure, after[0]


def _moves_on(between: str) -> bool:
    """ "de 400 en 2018 à 200": the second figure is not of that year."""
    return bool(re.search(r"\d\s+(?:à|contre|to|against)\s[^,;]*$", between))


def named(claims: Claims, passage: Evidence) -> bool:
    """What is said of a name is said of it in the passage, with its date."""
    inside = [name for name in claims.names if any(name.folded in sentence.tokens for sentence in passage.sentences)]
    if not inside:
        return True
    for date in (date for date in claims.dates if not date.ranged):
        told = [sentence for sentence in passage.sentences if any(within(date, other) for other in sentence.dates)]
        elsewhere = [
            sentence
            for sentence in passage.sentences
            if sentence.dates and any(name.folded in sentence.tokens for name in inside)
        ]
        if told and elsewhere and not any(sentence in told for sentence in elsewhere):
            return False
    return True


def numbered(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its owner: not Occitanie's number of territories given to Normandie."""
    places = {
        name.folded: [sentence for sentence in passage.sentences if name.folded in sentence.tokens]
        for name in claims.names
    }
    rarest = min((name for name in places if places[name]), key=lambda name: len(places[name]), default="")
    for figure in claims.figures if rarest else ():
        told = [sentence for sentence in passage.sentences if any(f.value == figure.value for f in sentence.figures)]
        other = any(f.noun == figure.noun and f.noun for sentence in places[rarest] for f in sentence.figures)
        if told and other and not any(sentence in told for sentence in places[rarest]):
            return False
    return True


def attached(claims: Claims, passage: Evidence) -> bool:
    """A figure keeps its deed: not "42 ont obtenu" for "42 suivies, dont 9 ont obtenu"."""
    figures = [figure for figure in claims.figures if figure.value != 1]
    ends = [*(figure.at for figure in figures[1:]), len(claims.text)]
    for figure, end in zip(figures, ends, strict=False):
        deeds = [word for word in claims.content if figure.at < word.at < end and word.stem != figure.noun][:2]
        if not _keeps_deed(figure, deeds, passage):
            return False
    return True


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
    cuts = [0, *(match.end() for match in re.finditer(mark, claims.text)), len(claims.text)]
    return [
        replace(
            claims,
            text=claims.text[start:end].strip(),
            figures=tuple(figure for figure in claims.figures if start <= figure.at < end),
            content=tuple(word for word in claims.content if start <= word.at < end),
        )
        for start, end in pairwise(cuts)
    ]
