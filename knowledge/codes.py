"""Places that a message gives by a code: postcodes, INSEE codes, numbers of département ("dans le 44")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.french import fold
from knowledge.gazetteer import Gazetteer
from knowledge.spans import Mention

_UNITS = (
    r"(?!\s*(?:€|[$]|euros?|eur\b|e\b|k\b|balles|d'? ?apport|de ca\b|emplois|salaries|habitants|entreprises|personnes"
    r"|clients|visiteurs|km|m2|m3|kg|kwh|mille|million|projets|h\b|heures|pieces|pcs|exemplaires|unites|bouteilles"
    r"|boites|pots|palettes|tonnes|litres|/ ?an\b"
    r"|(?:par|a l'|per|a|each)\s?(?:an|annee|mois|jour|semaine|year|month|week|day)\b))"
)
_ASKED = re.compile(
    r"\b(?:(?:faut|manque(?:nt)?|coute(?:nt)?|emprunter?|empruntons|lever|levons|payer|paie|produire|fabriquer|vendre"
    r"|reclame(?:nt)?|doi[st]|doivent|devons|rembourser|avancer|environ|reste|borrow|raise|about|owes?|claims?"
    r"|wants|(?:trou|dettes?|impayes?|deficit|decouvert) de)|(?:prets?|besoin|apport|budget|aide|subvention|loyer"
    r"|salaire|investissement|montant|devis|facture|ca|loan)(?: (?:est )?(?:de|d'|a|of))?|(?:plus|moins) de)\s*$"
)
"""What a round number follows that is an amount or a count."""
_LOOKED_BACK = 30
"""Characters before a number in which such words are looked for."""
_POSTCODE = re.compile(r"(?<![\d.,])(?:f-)?(\d{5})(?![\d])" + _UNITS)
_CODE = r"(0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-46])"
_DEPARTMENT_CODE = re.compile(
    rf"\b(?:dans|ds) le {_CODE}\b(?!\s*\d)|\b(?:dept?|dpt|departement)s?\.?\s*(?:du |de l'|no? ?)?{_CODE}\b|\({_CODE}\)"
    rf"|^\W*(?:le |du )?{_CODE}\W*$|\b(?:le|du) {_CODE}\W*$"
    rf"|^\W*(?:dans le |le |du )?{_CODE}\s*[:,;–-]\s*(?=[a-z])|[a-z]\s*[,;]\s*{_CODE}\s*[,;](?!\d)"
)

_LAST_CODE = re.compile(rf"(?<=[a-z])[\s,]+(?:en |dept )?{_CODE}\W*$")
_NO_COUNT = r"(0[1-9]|[2-8]\d|9[0-5]|2[ab]|97[1-46])"
"""The codes but for those under 20 without a zero, of which a company has as many people."""
_SEEKING_CODE = re.compile(
    rf"(?<=[a-z])\s+{_NO_COUNT}\s+(?=(?:re)?cherch|souhait|voudr|aimer|veu(?:t|lent|x)?\b|voul(?:ons|ait)\b|looking\b)"
    rf"|(?<=[a-z])\s+{_NO_COUNT}\s*[,:;]\s+(?=(?:on|je|j'|nous|qui|ki|il|ma|mon|notre|(?:re)?cherche)\b)"
)
"""The bare code of a département before what its company is after ("ossature bois 44 cherche…", "93, je…")."""
_COUNTED = re.compile(
    r"\b(?:article|phase|top|iso|norme|numero|n|les|des|de|a|et|ou|avant|apres|fin|depuis|le|du|dans|en|janvier|fevrier|mars"
    r"|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|version|lot|taille|type|no|page|chapitre)$"
)
"""Words after which a number counts or names something else than a département."""
_OWNED = re.compile(
    r"\b(?:est|sont|sommes|etions|etaient|are|were|have|of|ai|as|avons|reste|plus|moins|environ|sur|vendus?|fait|eu|recus?"
    r"|perdus?|pris|embauche|covid|windows|jo|studio|collectif|atelier)$"
)
"""The same before what somebody seeks, where it counts people or things."""
_DATED = re.compile(
    r"\b(?:avant|apres|pour|depuis|d'ici|jusqu'a|plus tard|date|echeance|rdv|rendez-vous|reunion|salon|ouvre|rentree"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) $"
)
"""What the day of a month follows ("à déclarer avant le 31")."""
_LAST_DAY = 31
_FEW = 5
"""Words of a message that may end with the bare code of a département ("plasturgie 01")."""


def in_codes(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Give the communes and départements whose codes a text holds."""
    folded = fold(text)
    if len(folded) != len(text):  # a ligature shifts positions: they only serve to quote
        text = folded
    for match in _POSTCODE.finditer(folded):
        if match[1].endswith("00") and _ASKED.search(folded[max(0, match.start() - _LOOKED_BACK) : match.start()]):
            continue
        communes = gazetteer.with_postcode(match[1])
        if not communes and (commune := gazetteer.commune(match[1])):
            communes = (commune,)
        if communes:
            yield Mention(
                communes[0], text[match.start() : match.end()], *match.span(), others=communes[1:], anchored=True
            )
    for match in (*_DEPARTMENT_CODE.finditer(folded), *_seeking_code(folded), *_last_code(folded)):
        code = next(group for group in match.groups() if group)
        bare = match[0].startswith(("le ", "du "))
        if bare and code.isdecimal() and int(code) <= _LAST_DAY and _DATED.search(folded[: match.start()]):
            continue
        if department := gazetteer.department(code):
            yield Mention(department, text[match.start() : match.end()], *match.span(), anchored=True)


def _seeking_code(folded: str) -> Iterator[re.Match[str]]:
    for found in _SEEKING_CODE.finditer(folded):
        before = folded[: found.start()]
        if not (_COUNTED.search(before) or _OWNED.search(before)):
            yield found


def _last_code(folded: str) -> Iterator[re.Match[str]]:
    """The bare code of a département that ends a message of few words ("hydrogène, 49")."""
    found = _LAST_CODE.search(folded)
    if found and len(folded.split()) <= _FEW and not _COUNTED.search(folded[: found.start()]):
        yield found
