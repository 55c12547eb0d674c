"""Whether an answer lacks the very thing that was asked: no figure for "combien", no name for "qui est le maire"."""

from __future__ import annotations

import re
from typing import Final

from knowledge.asking import CONTACTS, Kind, expected, spelling_out
from knowledge.french import fold
from knowledge.mentions import mentions, without_durations

_HOW_MUCH: Final = re.compile(
    r"\b(?:salaires?|chiffres? d.affaires|quels? (?:est le |sont les )?(?:prix|couts?|montants?|budgets?|tarifs?)"
    r"|cotisations?|loyers?|honoraires|how much"
    r"|combien (?:d.argent|d.euros"
    r"|(?!d[e'])(?:[\w'-]+ ){0,6}?(?:coute|gagne|touche|paye|paie|vaut|facture|recu|percu|verse|investi))"
    r"|(?:coute|gagne|touche|paye|paie|recu|percu|verse)\w* (?:combien|cb))"
    r"|^\W*(?:prix|couts?|montants?|budgets?|tarifs?)\b"
)
_SHARE: Final = re.compile(r"\btaux\b|\bparts?\b|pour ?cent|%|\bshare\b|\brate\b")
_HOW_MANY: Final = re.compile(r"\b(?:combien|cb|conbien|how many)\b|^\W*(?:le )?(?:nombre|nb|number) (?:de|d'|of)")
_PERSON: Final = re.compile(
    r"\b(?!Premier|Territoires?|Conseil|France|Le|La|Les|En|Au)[A-ZÉ][a-zéèêïç]+(?:-[A-Z][a-zéèêïç]+)? [A-ZÉ][\w-]+"
)
"""A first name and a name, as far as capitals tell."""
_PRECISE: Final = tuple(
    (re.compile(asked), re.compile(said, re.IGNORECASE))
    for asked, said in (
        (r"\b(?:quel age|how old (?:is|was)|age d[eu'])", r"\b\d{1,3} (?:ans|years)\b|\bnée? (?:en|le|à)\b|\bborn\b"),
        (r"\b(?:date|annee|lieu) de naissance|\bbirth", r"\bnée?\b|naissance|\bborn\b|\bvoit le jour|\(.{0,30}\d{4}"),
        (
            r"\badresse (?:postale|physique|perso\w*|privee?)|\bdomicile\b|\bpostal address",
            r"\b\d{5}\b|\b(?:rue|avenue|boulevard|place|chemin|quai) ",
        ),
        (r"\b(?:a quelle heure|what time)\b", r"\b\d{1,2} ?(?:h\b|heures?)|\bmidi\b"),
        (r"\b(?:de quel|which|what) (?:parti|party)\b|\bparti politique", r"\bparti\b|\bparty\b"),
        (r"\b(?:pourcentage|pour ?cent|percentage)\b", r"\d\s?%|pour ?cent|per ?cent|moitié|tiers|quart\b"),
        (r"\bnom de famille\b|\bsurname\b|\blast name\b", rf"(?-i:{_PERSON.pattern})"),
        (r"\b(?:quelle ecole|(?:ses|fait des) etudes|quels? diplomes?)\b", r"école|étud|diplôm|universit|lycée"),
        (r"\bfax\b", r"\bfax\b|télécopie"),
        (
            r"\bnumero de (?:carte|compte|siret|siren|tva|securite)|\biban\b|\brib\b|\bsiret\b|\bsiren\b",
            r"\d(?:\s?\d){7,}",
        ),
        (
            r"\b(?:combien|nombre) (?:de |d.)(?:salarie|employe)",
            r"\d[^.;]{0,40}(?:salarié|employé|personnes|collaborat|agents|équivalents)|effectif[^.;]{0,40}\d",
        ),
        (
            r"\b(?:femme|epouse|mari|conjointe?|compagne) d[e'u]|\bmariee?\b|\bcelibataire|\bdivorce",
            r"épou|\bfemme|\bmari|conjoint|compagn|veu[fv]|couple|célibataire|divorc",
        ),
        (r"\b(?:a|ont|t-il|t-elle|combien) (?:des|d.|un) ?enfants?\b", r"enfant|\bfils\b|\bfilles?\b|\b[pm]ère\b"),
    )
)
"""What is asked in so many words, and what an answer to it must hold."""
_NUMBERED: Final = re.compile(
    r"\b(?P<noun>axe|article|annexe|etape|volet|chapitre|mesure|lot|pilier|priorite|objectif|titre|section|tome)"
    r" (?:numero |n ?[o°]? ?)?(?P<number>\d{1,3})\b"
)
"""One of several that are numbered: no other figure will do for its number ("l'axe 3")."""
_ORDINALS: Final = (
    "premier",
    "deuxieme|second",
    "troisieme",
    "quatrieme",
    "cinquieme",
    "sixieme",
    "septieme",
    "huitieme",
)
_WHEN: Final = re.compile(
    r"^\W*(?:\w+\W+){0,3}(?:quand|date|annee|when|year|quel(?:le)? (?:jour|mois|annee|date))\b|\bquand\W*$"
)
_MOMENT: Final = re.compile(
    r"\b(?:saison|printemps|l.été|en été|automne|hiver|nuit|matin|soir|lendemain|veille|séance|fin d|début d|années?"
    r"|\d{3}\b)"
)
_WHO: Final = re.compile(
    r"^\W*(?:c.est qui|qui|ki|who|(?:l[ae]s? )?noms?|(?:the )?name|quel(?:le)?s? (?:est|sont) les? noms?)\b"
    r"|^\W*(?:comment|cmt|koman) (?:s.appel|se nom|t.il s.appel)\w+"
    r"|^\W*(?:l[ae] |the )?(?:presid|direct)"
)
_HOLDS_OFFICE: Final = re.compile(
    r"^\W*(?:(?:qui|who) (?:est|etait|sera|is|was|c.?est)|quel(?:le)? est le nom|c.est qui)\b"
    r".*\b(?:ministre|minister|maire|mayor|prefete?|pdg|ceo"
    r"|president\w* d\w+ (?:la )?(?:republique|france$|france\W*$))\b"
)
_NO_HOLDER: Final = re.compile(
    r"\b(?:plan|programme?|dispositif)\b|^\W*(?:que|qu'|quoi|what|comment(?! s.appel)|how|pourquoi|why)\b"
    r"|^\W*(?:qui|ki|who) (?!(?:est|c|etait|fut|sera|is|was|(?:presid|dirig|fond|mene|head|lead|r[au]n|chair)\w*)\b)\w+"
    r" (?:le|la|les|l'|un|une|des|du|the|an?)\b"
)
"""Bodies, not persons, run these; what an office holder says or does is another question, as is who pays for one."""


def lacks(text: str, question: str) -> bool:
    """Whether a question expects what can be recognised (an address, an amount, a date…), and the text holds none."""
    folded = spelling_out(fold(question))
    if (numbered := _NUMBERED.search(folded)) and not _is_told(numbered, fold(text)):
        return True
    if _HOLDS_OFFICE.search(folded):
        return not _PERSON.search(text)
    if said := next((said for asked, said in _PRECISE if asked.search(folded)), None):
        return not said.search(text)
    wanted = _wanted(folded, expected(question))
    told = without_durations(text, question)
    if wanted == [Kind.AMOUNT] and not _SHARE.search(folded):
        told = told.replace("%", " ")
    held = any(mentions(kind, told) for kind in wanted)
    return bool(wanted) and not held and not (Kind.DATE in wanted and _MOMENT.search(text))


def _is_told(numbered: re.Match[str], text: str) -> bool:
    """Whether a folded text tells of the one of that number, in figures or as an ordinal."""
    noun, number = numbered["noun"], int(numbered["number"])
    ordinal = _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else ""
    by_order = rf"|\b(?:{ordinal})\w* {noun}" if ordinal else ""
    return re.search(rf"\b{noun}s? (?:numero |n ?[o°]? ?)?{number}\b{by_order}", text) is not None


def required(question: str) -> list[Kind]:
    """The kinds of which an answer must hold one, and nothing will do without; empty where it cannot be said."""
    return [] if is_precise(question) else _wanted(spelling_out(fold(question)), expected(question))


def is_precise(question: str) -> bool:
    """Whether something very precise is asked for, by its name: an age, a fax number, an hour…"""
    folded = spelling_out(fold(question))
    return any(asked.search(folded) for asked, _ in _PRECISE)


def _wanted(folded: str, kinds: tuple[Kind, ...]) -> list[Kind]:
    if contacts := [kind for kind in kinds if kind in CONTACTS]:
        return contacts
    if _HOW_MUCH.search(folded):
        return [Kind.AMOUNT]  # a share of something is none: see `lacks`
    if Kind.DATE in kinds and _WHEN.search(folded):
        return [Kind.DATE]
    if Kind.OFFICE in kinds and _WHO.search(folded) and not _NO_HOLDER.search(folded):
        return [Kind.OFFICE]
    return [Kind.NUMBER] if _HOW_MANY.search(folded) else []
