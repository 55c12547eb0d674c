"""Signs that somebody means to hand their company on, where no word of it is said: their age, or what they sell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.words import Word

_AGES = range(55, 80)
_AGED = frozenset("ai jai im m am suis".split())
_YEARS = frozenset("ans an years yrs".split())
_SELL = frozenset("vendre vends vend vendons vendrais ceder cede laisser sell selling".split())
_OWN = frozenset("mon ma notre my our".split())
_FIRM = frozenset(
    """
    entreprise societe boite affaire atelier usine garage commerce magasin boutique fonds cabinet restaurant hotel ferme
    exploitation domaine boulangerie patisserie boucherie imprimerie menuiserie scierie fonderie biscuiterie brasserie
    distillerie savonnerie tannerie tuilerie conserverie laiterie fromagerie chaudronnerie carrosserie blanchisserie
    company business firm shop workshop factory mill plant practice bakery foundry brewery farm hotel restaurant
    """.split()
)
_GIVE = frozenset(
    "give gives giving leave leaves leaving hand hands donne donner laisse laisser legue leguer cede ceder"
    " confie confier transmet transmettre".split()
)
_TO_US = frozenset("me m moi nous us".split())
_THEIRS = frozenset("son sa ses leur his her their".split())
_INHERIT = frozenset("herite heritons heriter inherit inherited inherits".split())
_NOBODY = frozenset("personne aucun nobody none".split())
_TAKE = frozenset("veut veulent voudra reprend reprendre reprendra interesse wants want".split())
_BUY = frozenset("racheter rachete rachetons rachat acheter achete buy buying".split())
_BOSS = frozenset("patron patronne employeur boss employer".split())
_REACH = 4
"""Words after "sell my" among which what is sold stands ("selling my old machine shop")."""


def handing_on(words: Sequence[Word]) -> frozenset[str]:
    """Give the folded words that tell that somebody nears retirement, sells their company or is given one."""
    said = [word.folded for word in words]
    signs = (_age, _sale, _gift, _inheritance, _unwanted, _buyout)
    return frozenset(word for i in range(len(said)) for sign in signs for word in sign(said, i))


def _age(said: Sequence[str], place: int) -> Sequence[str]:
    if not (said[place].isdecimal() and int(said[place]) in _AGES and (not place or said[place - 1] in _AGED)):
        return ()
    french = not place or said[place - 1] in {"ai", "jai"}  # "58 ans, plus de genoux"
    return said[place : place + 2] if not french or _YEARS.intersection(said[place + 1 : place + 2]) else ()


def _sale(said: Sequence[str], place: int) -> Sequence[str]:
    if said[place] not in _SELL or not _OWN.intersection(said[place + 1 : place + 2]):
        return ()
    sold = [i for i in range(place + 2, min(len(said), place + 2 + _REACH)) if _is_firm(said[i])]
    return said[place : sold[0] + 1] if sold else ()


def _gift(said: Sequence[str], place: int) -> Sequence[str]:
    """The verb, where somebody gives the asker their company ("my uncle wants to give me his foundry")."""
    if said[place] not in _GIVE or _TO_US.isdisjoint(said[max(0, place - 1) : place + 2]):
        return ()
    given = said[place + 1 : place + 2 + _REACH]
    theirs = any(one in _THEIRS and _is_firm(what) for one, what in pairwise(given))
    return said[place : place + 1] if theirs else ()


def _inheritance(said: Sequence[str], place: int) -> Sequence[str]:
    """The verb of who inherits a company ("j'ai hérité de la fonderie de mon père")."""
    taken = said[place + 1 : place + 2 + _REACH]
    return said[place : place + 1] if said[place] in _INHERIT and any(map(_is_firm, taken)) else ()


def _unwanted(said: Sequence[str], place: int) -> Sequence[str]:
    """Nobody, where nobody wants the company ("personne dans la famille ne veut de l'usine")."""
    if said[place] not in _NOBODY or _TAKE.isdisjoint(said[place + 1 : place + 2 * _REACH]):
        return ()
    return said[place : place + 1] if any(map(_is_firm, said[place + 2 : place + 3 * _REACH])) else ()


def _buyout(said: Sequence[str], place: int) -> Sequence[str]:
    """The verb of who buys the company that they work for ("buying out my boss's company")."""
    bought = said[place] in _BUY and _BOSS.intersection(said[place + 1 : place + 2 * _REACH])
    return said[place : place + 1] if bought and any(map(_is_firm, said[place + 1 : place + 2 * _REACH])) else ()


def _is_firm(word: str) -> bool:
    return word in _FIRM or word.endswith("erie")
