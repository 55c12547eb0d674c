"""What a product is made without ("sans plastique"), or is to be: no trade of its maker's.

What names a product instead ("sans alcool", "sans fil") or lacks ("sans repreneur") is left as it is.
"""

from __future__ import annotations

import re
from typing import Final

from knowledge.spans import found_by

_OF_A_TRADE: Final = (
    r"(?:(?:films?\ |matieres?\ )?plastiques?"
    r"|microplastiques?|petrole|petrochimie|chrome|nickel|plomb|cadmium|cobalt|amiante"
    r"|emballages?|polymeres?|resines?|produits?\ chimiques?|chimie|metaux\ lourds|ciment|beton|peinture|teinture|cuir"
    r"|tourbe|plastics?|chromium|leather|concrete|oil)\b"
)
"""What somebody else makes."""
_OF_A_RECIPE: Final = (
    r"(?:additifs?|conservateurs?|solvants?|colles?|pfas|mercure|phosphates?|nitrites?|sulfites?|pesticides?|herbicides?"
    r"|glyphosate|terres\ rares|perturbateurs?\ endocriniens?|parabenes?|silicones?|huile\ de\ palme|antibiotiques?"
    r"|bisphenol|formaldehyde|retardateurs?\ de\ flammes?|solvents?|additives?|glue|preservatives?)\b"
)
"""What tells something of the product that it is left out of."""
_THE: Final = r"(?:le\ |la\ |les\ |l'|du\ |des\ |de\ l'|de\ la\ |de\ |d'|une?\ |nos\ |ses\ |mes\ |the\ |our\ |any\ )?"
_KIND: Final = r"(?:\ (?:fossile|chimique|animal|synthetique|vierge)s?)?"


def _without(matter: str) -> re.Pattern[str]:
    """What says that a product is made without a matter, or is to be."""
    return re.compile(
        rf"""
        \bsans\ (?:aucune?\ |ni\ )?{matter}{_KIND}(?:,?\ (?:ni|et)\ (?:sans\ )?{matter})*
        | \bwithout\ (?:any\ )?{matter} | \b{matter}[ -]free\b
        | \b(?:remplac\w+|substitu\w+|supprim\w+|elimin\w+|bann\w+|abandonn\w+|arret\w+|evit\w+|(?:se|me|nous)\ passer
          |debarrasser|sortir|en\ finir\ avec|replac\w+|eliminat\w+|get\ rid\ of)\ {_THE}(?P<matter>{matter}{_KIND})
        """,
        re.VERBOSE,
    )


_TRADE, _RECIPE = _without(_OF_A_TRADE), _without(_OF_A_RECIPE)


def of_no_trade(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that name what others make and its product is made without."""
    return found_by(_TRADE, folded)


def of_a_recipe(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans that name what is left out of a product, which say what the product is like."""
    return found_by(_RECIPE, folded)
