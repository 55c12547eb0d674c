"""Who does what, where, in a passage, and must stay so in a sentence: parties, names and what is said of each.

These checks know no grammar: they compare places. Each looks for one way in which a sentence mixes up what it read.
"""

from __future__ import annotations

import re
from itertools import combinations

from knowledge.support.claims import Claims, Word
from knowledge.support.phrases import otherwise
from knowledge.support.quantities import plain
from knowledge.support.quoted import Evidence, same
from knowledge.support.vocabulary import vocabulary


def order(claims: Claims, passage: Evidence) -> bool:
    """Who does what to whom: two parties around a verb are not exchanged."""
    kept: set[tuple[str, str]] = set()
    exchanged: set[tuple[str, str]] = set()
    for sentence in passage.sentences:
        if _passive(claims) == _passive(sentence) and not _turned(claims, sentence):
            _compare(claims, sentence, kept, exchanged)
    return exchanged <= kept


def _turned(claims: Claims, sentence: Claims) -> bool:
    """Whether one says from the other end what the other says: "A réunit B" and "B siège à A"."""
    return any(
        (claims.says(left) and sentence.says(right)) or (claims.says(right) and sentence.says(left))
        for left, right in vocabulary().converses
    )


def renamed(claims: Claims, passage: Evidence) -> bool:
    """A new name is not given for the old one: "B, anciennement A" where "A est l'ancien nom de B", not "A, ex-B"."""
    mine = _renaming(claims)
    if not mine:
        return True
    found = [pairs for sentence in passage.sentences if (pairs := _renaming(sentence))]
    theirs = set().union(*found) if found else set()
    return not any((new, old) in theirs and (old, new) not in theirs for old, new in mine)


def _renaming(claims: Claims) -> set[tuple[str, str]]:
    """(old name, new name) as far as one mark parts them: all names before it with all those after it."""
    flat, lists = plain(claims.text), vocabulary()
    marks = [match for word in lists.old_before | lists.old_after if (match := re.search(rf"\b{word}\b", flat))]
    if not marks:
        return set()
    first = min(marks, key=lambda match: (match.start(), -match.end()))
    before = [name.folded for name in claims.names if name.at < first.start()]
    after = [name.folded for name in claims.names if name.at >= first.end()]
    return {(a, b) if first[0] in lists.old_before else (b, a) for a in before for b in after}


_GOING_ON = frozenset(
    """
    il elle ils elles ce c cet cette ces son sa ses leur leurs celui celle ceux celles y lui
    it they he she this these its their
    """.split()
)
_IMPERSONAL = re.compile(r"\b(?:il y a|il y avait|il faut|il fallait|c'est|ce sont|there (?:is|are|was|were))\b")


def goes_on(claims: Claims) -> bool:
    """Whether a sentence speaks of what the one before does."""
    opening = _IMPERSONAL.sub(" ", plain(claims.text))
    return bool(set(re.findall(r"[^\W_]+", opening)[:4]) & _GOING_ON)


def _compare(claims: Claims, sentence: Claims, kept: set[tuple[str, str]], exchanged: set[tuple[str, str]]) -> None:
    """Note each pair of parties that both sentences hold: in the same order, or exchanged around a shared word.

    Names that a sentence opens with as a circumstance ("En Hauts-de-France, …") are no parties.
    """
    mine, theirs = _places(claims), _places(sentence)
    shared = [key for key in mine if key in theirs]
    named = (_name_keys(claims) & _name_keys(sentence)) - _circumstance(claims) - _circumstance(sentence)
    parties = sorted((key for key in shared if key in named or key == _subject(claims)), key=mine.__getitem__)
    for a, b in combinations(parties, 2):
        between = [key for key in shared if key not in parties and mine[a] < mine[key] < mine[b]]
        if theirs[a] < theirs[b]:
            kept.add((a, b))
        elif any(theirs[b] < theirs[key] < theirs[a] for key in between):
            exchanged.add((a, b))


def _places(claims: Claims) -> dict[str, int]:
    places = {name.folded: name.at for name in reversed(claims.names)}
    lists = vocabulary()
    for word in reversed(claims.content):
        for key in {word.stem, *lists.english.get(word.folded, ())}:
            places.setdefault(key, word.at)
    return places


def _name_keys(claims: Claims) -> set[str]:
    return {name.folded for name in claims.names}


_OPENING = re.compile(r"^\W*(?:en|a|au|aux|dans|pour|selon|d'apres|in|at|for)\b[^,]*,")
_PLACED = re.compile(r"\b(?:en|a|au|aux|dans|in|at)\s(?:le\s|la\s|les\s|l'|the\s)?$")


def _circumstance(claims: Claims) -> set[str]:
    flat = plain(claims.text)
    match = _OPENING.match(flat)
    return {
        name.folded for name in claims.names if (match and name.at < match.end()) or _PLACED.search(flat[: name.at])
    }


def _passive(claims: Claims) -> bool:
    return bool({"par", "by"} & set(claims.tokens)) or claims.says(frozenset(("que lui", "que leur")))


def _subject(claims: Claims) -> str:
    return claims.content[0].stem if claims.content and leads(claims.content[0], claims) else ""


_DETERMINERS = frozenset(
    "le la les l un une des ce cet cette ces chaque tous toutes son sa ses leur leurs the a an each".split()
)


def leads(word: Word, claims: Claims) -> bool:
    """Whether nothing but determiners comes before the word: "Selon la Cour" has another subject."""
    return set(re.findall(r"[^\W_]+", plain(claims.text[: word.at]))) <= _DETERMINERS


_AGENT = re.compile(
    r"\b(?:par|by)\s+(?!exemple|an\b|mois\b|rapport|ailleurs|courriel|telephone)"
    r"(?:l'|le |la |les |un |une |des |ses |son |the |a |an )?"
)


def _agents(claims: Claims) -> list[tuple[Word, Word]]:
    """(deed, who does it) for each "… par …" of a sentence."""
    found = []
    for match in _AGENT.finditer(plain(claims.text)):
        before = [word for word in claims.content if word.at < match.start()]
        after = [word for word in claims.content if match.end() - 1 <= word.at <= match.end()]
        if before and after:
            found.append((before[-1], after[0]))
    return found


def doers(claims: Claims, passage: Evidence) -> bool:
    """Whoever a sentence says that something is done by is in the passage."""
    return all(
        agent.stem in passage.stems
        or any(same(agent, sentence) for sentence in passage.sentences)
        or agent.stem in vocabulary().light
        or agent.folded.endswith(("ant", "ing"))
        or agent.at in otherwise(claims, passage)
        for _, agent in _agents(claims)
    )
