"""How far a statement goes: whether it obliges, how often an amount comes, what is not sure, in which season.

Each looks at the sentences of the passage that say the same, rather than anywhere in it.
"""

from __future__ import annotations

import re

from knowledge.support.claims import SEASON, Claims, Word
from knowledge.support.quantities import Figure, plain
from knowledge.support.quoted import Evidence, nearest, same
from knowledge.support.together import cut
from knowledge.support.vocabulary import vocabulary


def duties(claims: Claims, passage: Evidence) -> bool:
    """An obligation is one in the passage, of the same thing."""
    obligation = vocabulary().obligation
    told = obligation | vocabulary().past_obligation
    return not claims.says(obligation) or any(sentence.says(told) for sentence in nearest(claims, passage))


def options(claims: Claims, passage: Evidence) -> bool:
    """What must be done is not told as what may be done."""
    lists = vocabulary()
    if not claims.says(lists.options) or claims.says(lists.obligation):
        return True
    return not any(
        same(free, told)
        for told in nearest(claims, passage)
        if told.says(lists.obligation) and not told.says(lists.options)
        for free in _after(claims, lists.options)
        if any(free in same(bound, claims) for bound in _after(told, lists.obligation))
    )


def _after(claims: Claims, marks: frozenset[str]) -> list[Word]:
    """The words that directly follow one of these."""
    ends = [match.end() for mark in marks for match in re.finditer(rf"\b{mark}\b", plain(claims.text))]
    following = [next((word for word in claims.content if word.at >= end), None) for end in ends]
    return [word for word in following if word]


_RATE = re.compile(
    r"\b(?:par|per)\s(an|annee|mois|trimestre|semaine|jour|heure|personne|salarie|habitant|projet|entreprise|territoire|dossier"
    r"|year|month|week|day|hour|person|project|company|territory)s?\b"
    r"|/\s?(an|mois|jour|year|month)\b|\ba\s(year|month)\b|\b(annuel|mensuel)"
)
_EACH = re.compile(r"\b(?:chaque|each|every)\s(annee|mois|year|month)\b")
_FREQUENCY = {"year": "an", "annee": "an", "annuel": "an", "month": "mois", "mensuel": "mois"}


def rates(claims: Claims, passage: Evidence) -> bool:
    """An amount a year stays one: neither a total nor an amount a month."""
    for figure, mine in _rates(claims):
        theirs = {rate for told in passage.sentences for other, rate in _rates(told) if other.value == figure.value}
        if theirs and mine not in theirs:
            return False
    return True


def _rates(claims: Claims) -> list[tuple[Figure, str]]:
    """Each amount or count with what it is counted by, "" where it is a total."""
    flat = plain(claims.text)
    ends = [*(figure.at for figure in claims.figures[1:]), len(flat)]
    found = []
    for figure, end in zip(claims.figures, ends, strict=False):
        after = re.split(r"[;(]", flat[figure.at : end])[0]
        match = _EACH.search(flat if len(claims.figures) == 1 else after) or _EACH.match(flat) or _RATE.search(after)
        rate = next((group for group in match.groups() if group), "") if match else ""
        found.append((figure, _FREQUENCY.get(rate, rate)))
    return found


def doubted(claims: Claims, passage: Evidence) -> bool:
    """What the passage leaves to be checked is not told as sure."""
    doubts = vocabulary().doubts
    if claims.says(doubts):
        return True
    for told in nearest(claims, passage):
        parts = cut(told, ";")
        sure = [part for part in parts if not _doubtful(part)]
        unsure = [part for part in parts if _doubtful(part)]
        for word in claims.content:
            weighs = word.stem not in vocabulary().light
            if weighs and any(same(word, part) for part in unsure) and not any(same(word, part) for part in sure):
                return not sure and len(parts) == 1
    return True


_DOUBTFUL = re.compile(r"\b(?:a (?:verifier|confirmer)|incertaine?s?|to be (?:checked|confirmed))\b")


def _doubtful(part: Claims) -> bool:
    return bool(_DOUBTFUL.search(plain(part.text)))


_SEASONS = {
    "printemps": {3, 4, 5, 6}, "ete": {6, 7, 8, 9}, "automne": {9, 10, 11, 12}, "hiver": {12, 1, 2, 3},
    "spring": {3, 4, 5, 6}, "summer": {6, 7, 8, 9}, "autumn": {9, 10, 11, 12}, "winter": {12, 1, 2, 3},
}  # fmt: skip


def seasons(claims: Claims, passage: Evidence) -> bool:
    """A season is named in the passage, or one of its months."""
    months = {date.month for date in passage.dates}
    return all(
        match[1] in passage.words or _SEASONS[match[1]] & months for match in SEASON.finditer(plain(claims.text))
    )
