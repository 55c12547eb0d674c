"""How a word of a message is meant: wanted, had already, an aim, or somebody's contact or family."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.french import stem
from knowledge.phrasebook import POSSESSIVES
from knowledge.words import Word

_WISHES = frozenset(
    stem(word)
    for word in """
    cherche cherchons recherche recherchons veux veut voulons jveux jvx voudrais voudrait voudrions souhaite souhaitons
    souhaiterais besoin aimerais aimerions faut trouver obtenir avoir demander aide aider aidez want need needs looking
    seeking find get help
    """.split()
)
_HAVING = frozenset("a ai avons ont jai have has got".split())
"""After them comes what somebody has, and seeks no more."""
_CONTACTS = frozenset("telephone tel phone portable mobile mail site web internet adresse".split())
_OF_THEM = frozenset("son sa leur votre his her their your numero".split())
_OF = frozenset("de du d des of et and pole cluster incubateur accelerateur technopole agence satt".split())
_KIN = frozenset(
    "enfant fille fils femme mari parents mere pere frere soeur famille child daughter son wife husband".split()
)
_ONESELF = frozenset("se s me m nous".split())
_LINKS = frozenset("pour a afin de d comment to how".split())
"""Before an infinitive, they tell what somebody is after."""


def says_who(words: Sequence[Word], place: int) -> bool:
    """Whether a word is somebody's contact or family, and no trade ("son téléphone", "mes enfants")."""
    word = words[place].folded
    before = words[place - 1].folded if place else ""
    after = words[place + 1].folded if place + 1 < len(words) else ""
    if before in POSSESSIVES and not _KIN.isdisjoint({word, word.removesuffix("s")}):
        return True
    return word in _CONTACTS and (before in _OF_THEM or (not before and (after in _OF or not after)))


def is_had(words: Sequence[Word], place: int) -> bool:
    """Whether somebody says that they have what stands there ("on a un procédé pour…")."""
    before = place - 1
    while before >= 0 and words[before].small and words[before].folded not in _HAVING:
        before -= 1
    having = words[before].folded if before >= 0 else ""
    return having in _HAVING and (having != "a" or (before > 0 and words[before - 1].folded in {"on", "qui"}))


def is_wished(words: Sequence[Word], place: int) -> bool:
    """Whether what stands there is wanted: a wish stands before it, or a link before an infinitive."""
    before = _wish_before(words, place)
    if before >= 0 and words[before].folded.endswith(("er", "ir", "re")):  # "souhaite réduire sa facture"
        before = _wish_before(words, before)
    wished = before >= 0 and (stem(words[before].folded) in _WISHES or is_aim(words, before))  # "pour réduire son CO2"
    return wished or is_aim(words, place)


def _wish_before(words: Sequence[Word], place: int) -> int:
    """Where the nearest word before a place stands that is a wish or carries a meaning, -1 if there is none."""
    before = place - 1
    while before >= 0 and words[before].small and stem(words[before].folded) not in _WISHES:
        before -= 1
    return before


def is_wish(word: Word) -> bool:
    """Whether a word itself says that what follows is wanted ("cherche un repreneur")."""
    return stem(word.folded) in _WISHES


def is_aim(words: Sequence[Word], place: int) -> bool:
    """Whether an infinitive stands there, after a word that tells what somebody is after ("comment se mettre…")."""
    before = place - 2 if place > 1 and words[place - 1].folded in _ONESELF else place - 1
    return before >= 0 and words[before].folded in _LINKS and words[place].folded.endswith(("er", "ir", "re"))
