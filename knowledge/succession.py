"""Signs that somebody means to hand their company on, where no word of it is said: their age, or what they sell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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
_REACH = 4
"""Words after "sell my" among which what is sold stands ("selling my old machine shop")."""


class Said(Protocol):
    """A word of a message."""

    @property
    def folded(self) -> str:
        """The word, folded."""
        ...


def hands_on(words: Sequence[Said]) -> bool:
    """Say whether a message tells the age of who nears retirement ("j'ai 61 ans"), or that they sell their company."""
    said = [word.folded for word in words]
    return any(_is_age(said, i) or _is_sale(said, i) for i in range(len(said)))


def _is_age(said: Sequence[str], place: int) -> bool:
    if not (said[place].isdigit() and int(said[place]) in _AGES and place and said[place - 1] in _AGED):
        return False
    french = said[place - 1] in {"ai", "jai"}
    return not french or said[place + 1 : place + 2] in [[year] for year in _YEARS]


def _is_sale(said: Sequence[str], place: int) -> bool:
    owned = said[place] in _SELL and said[place + 1 : place + 2] and said[place + 1] in _OWN
    return bool(owned) and not _FIRM.isdisjoint(said[place + 2 : place + 2 + _REACH])
