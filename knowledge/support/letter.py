"""What can be compared to the letter: figures, dates, names, links, and the words that oblige or generalise."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, permutations

from knowledge.french import STOP_WORDS
from knowledge.support.claims import Claims, Name, Word
from knowledge.support.phrases import otherwise
from knowledge.support.quantities import FRACTIONS, Day, Figure, is_number, plain
from knowledge.support.quoted import Evidence, same, within
from knowledge.support.rarity import is_common
from knowledge.support.roots import root
from knowledge.support.vocabulary import in_french, vocabulary


def contacts(claims: Claims, passage: Evidence) -> bool:
    return all(
        any(theirs == mine or theirs.startswith(f"{mine}/") for theirs in passage.links) for mine in claims.contacts
    )


def figures(claims: Claims, passage: Evidence) -> bool:
    return all(_figure_found(figure, claims, passage) for figure in claims.figures)


def _figure_found(figure: Figure, claims: Claims, passage: Evidence) -> bool:
    if figure.value == 1 and not figure.unit:
        return True
    if not figure.unit and figure.value in FRACTIONS.values() and _is_share(figure, passage):
        return True
    if figure.noun in _TIMES_AS_MUCH and _is_share(replace(figure, value=1 / figure.value), passage):
        return True
    same = [theirs for theirs in passage.figures if abs(theirs.value - figure.value) <= 1e-9 * abs(figure.value)]
    if not same:
        return any(date.year == figure.value for date in passage.dates) or _counts_own_list(figure, claims)
    if figure.unit:  # "1,7 milliard d’euros, dont 794 millions": the second are euros too
        money = figure.unit == "€" and figure.value >= 1e6 and any(theirs.unit == "€" for theirs in passage.figures)
        same = [theirs for theirs in same if theirs.unit == figure.unit or (money and not theirs.unit)]
    else:
        same = [theirs for theirs in same if theirs.unit in ("", "€")]
    return any(not figure.bound or theirs.bound == figure.bound for theirs in same)


def _counts_own_list(figure: Figure, claims: Claims) -> bool:
    """Whether a figure only says how many things the sentence goes on to list: "Trois partenaires : A, B et C"."""
    before, colon, listed = claims.text.partition(":")
    fewest, most = len(re.split(r"[,;]", listed)), len(re.split(r"[,;]|\b(?:et|and|ou|or)\b", listed))
    return bool(colon) and not figure.unit and figure.at < len(before) and fewest <= figure.value <= most


_TIMES_AS_MUCH = frozenset(("fois", "times"))
_NEAR_SHARE = 0.1
"""How far from a half, a third or a quarter, as a part of it, what is told as "about" one may be."""


def _is_share(fraction: Figure, passage: Evidence) -> bool:
    """Whether the passage holds a percentage, or two figures of one unit, that come to about that fraction."""
    shares = [theirs.value / 100 for theirs in passage.figures if theirs.unit == "%"]
    for one, two in permutations([theirs for theirs in passage.figures if theirs.unit != "%" and theirs.value], 2):
        alike = one.unit == two.unit and len({one.noun, two.noun} - {""}) < 2
        shares += [one.value / two.value] if alike else []
    low = fraction.value * (1 if fraction.bound == "up" else 1 - _NEAR_SHARE)
    high = fraction.value * (1 if fraction.bound == "down" else 1 + _NEAR_SHARE) + 0.01
    return any(low <= share <= high for share in shares)


_AS_OF = re.compile(
    r"(?:\bau(?: mois de?| [a-z]+ de)?|\bdatee?|\bpubliee?(?: le| en)?|\ba jour|\bsituation"
    r"|\bas of|\bdated|\bpublished(?: on| in)?"
    r"|\bupdated|\b(?:selon|according|d'apres)\b[^,;]{0,60}|\()\s*(?:du |de |d'|le |en |on |in |the )*\s*$"
)


def dates(claims: Claims, passage: Evidence) -> bool:
    return all(_date_found(date, claims, passage) for date in claims.dates)


def _date_found(date: Day, claims: Claims, passage: Evidence) -> bool:
    if any(within(date, theirs) for theirs in passage.dates):
        return True
    years = {theirs.year for theirs in (*passage.dates, *passage.own)}
    if date.year in years and any(theirs.year is None and date.agrees(theirs) for theirs in passage.dates):
        return True
    if any(figure.value == date.year for figure in passage.figures) and date.month is None:
        return True
    dated = any(within(date, theirs) for theirs in passage.own)
    return dated and bool(_AS_OF.search(plain(claims.text[: date.at])))


def names(claims: Claims, passage: Evidence) -> bool:
    names = list(claims.names)
    if not all(_name_found(name, claims, passage) for name in names):
        return False
    return all(_chained(first, second, passage) for first, second in pairwise(names) if second.chained)


def _name_found(name: Name, claims: Claims, passage: Evidence) -> bool:
    if name.initial and not _is_name(name, claims):
        return True
    forms = {name.folded, name.folded.rstrip("s"), f"{name.folded}s"}
    translated = in_french(name.folded) if claims.english else vocabulary().english.get(name.folded, frozenset())
    return bool(
        forms & passage.words
        or translated & passage.stems
        or translated & {root(word) for word in passage.words}
        or root(name.folded) in passage.stems
        or _is_acronym(name.folded, claims, passage)
        or name.at in otherwise(claims, passage)
    )


_ORDINARY_ENDING = re.compile(r"(?:ee?s?|ie?s?|ues?|ant|ment|er|ez|ir|ion|ions|ing|ed|ly)$")


def _is_name(name: Name, claims: Claims) -> bool:
    """Whether a sentence's first word is a name: French puts no article before one."""
    word = claims.text[name.at :].split()[0].strip(",.:;")
    if sum(letter.isupper() for letter in word) > 1 or any(
        not word.endswith("ez") and other.chained and other.at <= name.at + len(word) + 1 for other in claims.names
    ):
        return True
    lists = vocabulary()
    return not (
        claims.english
        or is_number(name.folded)
        or is_common(name.folded)
        or name.folded in lists.starters
        or _ORDINARY_ENDING.search(name.folded)
        or len(name.folded) < 3
    )


def _is_acronym(word: str, claims: Claims, passage: Evidence) -> bool:
    """Whether the passage spells out the acronym ("petites et moyennes entreprises" for PME)."""
    letters = re.sub(r"\W", "", word)
    if not 2 <= len(letters) <= 6 or word.upper() not in claims.text:
        return False
    return any(
        letters in "".join(token[0] for token in sentence.tokens if token not in STOP_WORDS and not token[0].isdigit())
        for sentence in passage.sentences
    )


def _chained(first: Name, second: Name, passage: Evidence) -> bool:
    """Two names that follow each other do so in the passage too: not "Bruno Huwart"."""
    joined = [sentence for sentence in passage.sentences if {first.folded, second.folded} <= set(sentence.tokens)]
    if not joined:
        return True
    capitals = {name.folded for sentence in joined for name in sentence.names}
    if not {first.folded, second.folded} <= capitals:
        return True
    return any(f" {first.folded} {second.folded} " in f" {' '.join(sentence.tokens)} " for sentence in joined)


def universal(claims: Claims, passage: Evidence) -> bool:
    """ "Tous les…" is said of the same thing in the passage ("un territoire" says it of each)."""
    lists = vocabulary()
    if not claims.says(lists.universals):
        return True
    generalised = _generalised(claims)
    for word in generalised:
        for sentence in passage.sentences:
            for match in same(word, sentence):
                if sentence.says(lists.universals) or re.search(
                    r"\b(?:une?|an?)\s+$", plain(sentence.text[: match.at])
                ):
                    return True
    return not generalised


_TIMES = frozenset(
    "an ans annee annees mois jour jours semaine semaines fois year month week day time times years".split()
)


def _generalised(claims: Claims) -> list[Word]:
    """The words that directly follow "tous les", "chaque"…"""
    flat = plain(claims.text)
    ends = [match.end() for word in vocabulary().universals for match in re.finditer(rf"\b{word}\b", flat)]
    following = [next((word for word in claims.content if word.at >= end), None) for end in ends]
    return [word for word in following if word and word.folded not in _TIMES]


def hedged(claims: Claims, passage: Evidence) -> bool:
    """What is only expected is not told as done."""
    lists = vocabulary()
    if claims.says(lists.hedges | lists.obligation):
        return True
    for value in {figure.value for figure in claims.figures if figure.value != 1}:
        told = [sentence for sentence in passage.sentences if any(theirs.value == value for theirs in sentence.figures)]
        if told and all(_expected(sentence, value) for sentence in told):
            return False
    return True


def _expected(sentence: Claims, value: float) -> bool:
    """Whether the value comes after a word of expectation in the sentence."""
    lists = vocabulary()
    flat = plain(sentence.text)
    starts = [flat.find(word) for word in lists.hedges if re.search(rf"\b{word}\b", flat)]
    at = min((start for start in starts if start >= 0), default=len(flat))
    return all(figure.at > at and not figure.bound for figure in sentence.figures if figure.value == value)


def exact(claims: Claims, passage: Evidence) -> bool:
    exact = [word for word in claims.content if word.folded in vocabulary().exact]
    return all(any(same(word, sentence) for sentence in passage.sentences) for word in exact)
