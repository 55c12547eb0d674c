"""Whether an answer lacks the very thing that was asked: no figure for "combien", no name for "qui est le maire"."""

from __future__ import annotations

import re
from typing import Final

from knowledge.asking import CONTACTS, Kind, expected
from knowledge.french import fold
from knowledge.mentions import mentions

_HOW_MUCH: Final = re.compile(
    r"\b(?:salaires?|chiffres? d.affaires|prix|couts?|montants?|budgets?|how much|combien (?:d.argent|coute))"
)

_HOW_MANY: Final = re.compile(r"\b(?:combien|cb|conbien|how many)\b")
_HOLDS_OFFICE: Final = re.compile(
    r"^\W*(?:qui|who|quel(?:le)? est le nom|c.est qui)\b.*\b(?:ministre|minister|maire|mayor|prefete?|pdg|ceo"
    r"|president\w* d\w+ (?:la )?(?:republique|france$|france\W*$))\b"
)
_PERSON: Final = re.compile(
    r"\b(?!Premier|Territoires?|Conseil|France|Le|La|Les|En|Au)[A-ZÉ][a-zéèêïç]+(?:-[A-Z][a-zéèêïç]+)? [A-ZÉ][\w-]+"
)
"""A first name and a name, as far as capitals tell."""
_NO_HOLDER: Final = re.compile(
    r"\b(?:plan|programme?|dispositif)\b|^\W*(?:que|qu'|quoi|what|comment|how|pourquoi|why)\b"
)
"""Bodies, not persons, run these; and what an office holder says or does is another question."""


def lacks(text: str, question: str) -> bool:
    """Whether a question expects what can be recognised (an address, an amount, a date…), and the text holds none."""
    folded = fold(question)
    if _HOLDS_OFFICE.search(folded):
        return not _PERSON.search(text)
    wanted = _wanted(folded, expected(question))
    return bool(wanted) and not any(mentions(kind, text) for kind in wanted)


def _wanted(folded: str, kinds: tuple[Kind, ...]) -> list[Kind]:
    """The kinds of which the answer must hold one; empty where nothing can be required."""
    if contacts := [kind for kind in kinds if kind in CONTACTS]:
        return contacts
    if _HOW_MUCH.search(folded):
        return [Kind.AMOUNT]
    aside = _NO_HOLDER.search(folded)
    told: list[Kind] = [kind for kind in kinds if kind == Kind.DATE or (kind == Kind.OFFICE and not aside)]
    if told:
        return told
    return [Kind.NUMBER] if _HOW_MANY.search(folded) else []
