"""What kind of answer a question expects. Works on hurried, misspelt questions, in French and English."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.french import STOP_WORDS, fold


class Kind(StrEnum):
    """A kind of answer."""

    WHO = "who"
    OFFICE = "office"
    """Who presides, directs, founded: a person by what they are."""
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    PLACE = "place"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    DEFINITION = "definition"
    LIST = "list"
    REASON = "reason"
    MANNER = "manner"


REACHED = (Kind.EMAIL, Kind.PHONE)
"""What reaches somebody at once."""
CONTACTS = (*REACHED, Kind.LINK)

# As typed on a phone -> as the cues below have it.
_SHORTHAND = {
    typed: meant
    for meant, forms in {
        "combien": "cb cbien conbien kombien combi1",
        "nombre": "nb nbr nbre",
        "quel": "kel kelle kels kelles qel qelle kl",
        "qui": "ki qi kui",
        "pourquoi": "pk pq pkoi pqoi prq",
        "quand": "kan kand qd qan qand cand kant",
        "comment": "koman cmt komment koment coment",
        "quoi": "koi kwa qoi",
        "telephone": "tel telph gsm",
        "numero": "num numro nr",
        "mail": "mel mails meil email emails",
        "president": "prez presi",
        "directeur": "dg dir",
        "c est": "c cest",
        "qu est ce que c est": "kc keskec",
        "definition": "def",
        "il y a": "ya yat",
        "maintenant": "mtn mnt",
        "veut": "veu vt",
    }.items()
    for typed in forms.split()
}
_WORD = re.compile(r"[a-z0-9]+")
_QUESTION_WORDS = frozenset("quel qui pourquoi comment quoi".split())
_CUE_WORDS = """combien pourquoi comment quand telephone courriel adresse montant budget nombre pourcentage annee
    definition signifie president presidente directeur directrice contact contacter website raison""".split()

_NOT_SLIPS = frozenset("contracter contraste compactes quant montante adresser comments courrier".split())
"""Words one slip away from a cue, which are right as they are."""

_REACH = (
    r"(?<!en )(?<!au )contact(?:er?|s)?|coordonnees|joindre|joins?|reach"
    r"|(?:j?v(?:eu)?x|voudr\w+|souhait\w+|aimerais|peux|puis|comment|faut|besoin de)(?: \w+)?"
    r" (?:parler|telephoner|ecrire|m adresser) (?:a|au|aux|avec)"
)
_NO_PHONE = r"dossier|securite|siret|siren|tva|compte|carte|l|article|rue|serie|version|permis|licence|page|loi"
_WHAT = r"quel(?:le)?s?(?: \w+)?"
_CUES: dict[Kind, tuple[str, ...]] = {
    Kind.EMAIL: (r"mail|courriel|adresse electronique|(?:^|ou |a qui |comment )(?:lui |leur )?ecrire", _REACH),
    Kind.PHONE: (
        rf"telephon\w*|portable|phone|call|(?<!a )(?<!qui )appeler(?! (?:m(?:on|a|es)|notre|nos|ca|cela)(?: |$))"
        rf"|numero (?:de|d|du) (?!(?:{_NO_PHONE}) )\w+"
        r"|(?:^|\b(?:le|son|leur|votre|un) )numero\W*$"
        r"|numero (?:perso\w*|prive|pro|professionnel|direct|fixe)|(?:le|un|son|leur) 0[67]",
        _REACH,
    ),
    Kind.LINK: (
        r"sites? (?:web|internet|officiels?|de|du|d|des|pour)|(?:^|le |leur |son |votre |quel )sites?|(?<!du )sites?$",
        r"(?:^|le |les |un |des |votre |son )liens? (?:vers|pour|de|du|d|svp|stp|web)|^liens?|(?<!sans )liens?$",
        r"url|web\w*|internet|link|adresse (?:de|du|d)|^adresse \w+$|page (?:de|du|web)",
        _REACH,
    ),
    Kind.AMOUNT: (
        r"montants?|budget\w*|cout\w*|(?<!grand )(?<!grands )prix(?! (?:nobel|goncourt))|financements?|finance",
        r"subventions?|euros?|argent|enveloppe|somme|salaire",
        r"recettes?|depens\w+|milliards?|credits?|chiffre d affaires?|benefice|valeur|pib",
        r"tarifs?|cotisations?|loyers?|how much|cost\w*|funds?|funding|money",
    ),
    Kind.DATE: (
        r"quand|dates?|annees?|quel (?:jour|mois|siecle|moment)|siecle|depuis combien|jusqu a quand|epoque|periode",
        r"decennie|when|year|what day|how long",
    ),
    Kind.NUMBER: (
        r"combien|nombres?|pourcentages?|taux|proportion|quel(?:le)? (?:part|age)|population|superficie|hauteur",
        r"longueur|altitude|profondeur|distance|duree|vitesse|poids|effectifs?",
        r"how (?:many|much|old|far|long)|number of|percentage",
    ),
    Kind.PLACE: (
        r"^ou|d ou|par ou|ou (?:est|se|sont|a|ont|etait|trouver|peut|puis)|localis\w+|lieu|adresse|siege",
        rf"{_WHAT} (?:villes?|pays|regions?|lieux?|endroit|departement|continent|commune|village|quartier|etat|ile)",
        r"where|which (?:city|town|country|region|place)",
    ),
    Kind.WHO: (
        r"^qui|(?:par|avec|de|a|pour|chez|d apres|selon|contre|est ce) qui|c est qui|qui$|noms?|prenom|s appel\w+",
        r"who|whom|whose|name",
        rf"{_WHAT} (?:entreprises?|organisations?|organismes?|societes?|personnes?|auteurs?|roi|reine|groupe|acteur)",
        rf"{_WHAT} (?:equipe|joueur|pape|ministre|peuple|architecte|compagnie|parti|institution|homme|femme)",
        rf"{_WHAT}(?: (?:est|sont))?(?: (?:les|le|la|ses))? partenaires?",
    ),
    Kind.OFFICE: (
        r"presid\w+|direct(?:eur|rice|or)|dirige\w*|fond(?:e|ateur|atrice)|responsable|patron(?:ne)?|chef(?:fe)?|maire",
        r"delegue\w*",
        r"founder|founded|head|ceo|leads?|runs|chair\w*",
    ),
    Kind.DEFINITION: (
        r"(?:qu|c) est(?: ce)? (?:que? )?(?:c est(?: que?)? )?(?:un|une|le|la|les|l|des) \w+(?: \w+){0,5}$",
        r"qu est ce que? \w+(?: \w+)?$|c est quoi|quoi c est|defin\w+|signifi\w+|veut dire|a quoi ser(?:t|vent)",
        r"sigles?|acronymes?|abreviations?|intitules?|que recouvre",
        r"what (?:is|are) (?:an? |the )?\w+(?: \w+){0,4}$|meaning|what does \w+ mean",
    ),
    Kind.REASON: (
        r"pourquoi|raisons?|(?:^|quelles? |la |les |leurs? |ses )causes?|dans quel but|objectifs?|buts?",
        r"a quoi ser\w+|motifs?",
        r"why|reasons?|goals?|aims?",
    ),
    Kind.MANNER: (
        r"comment|de quel(?:le)? (?:maniere|facon)|quel moyen|procedure",
        r"how(?! (?:many|much|old|far|long))",
    ),
    Kind.LIST: (r"quels|quelles|lesquel\w+|cite\w*|liste\w*|enumer\w+", r"which \w+s|what are|list"),
}
_PATTERNS = {kind: re.compile(rf"\b(?:{'|'.join(cues)})(?= |$)") for kind, cues in _CUES.items()}
_COUNTED = re.compile(
    r"\b(?:combien|nombre|how many|number)(?: (?:de|d|des|of)(?: (?:l|la|les|tous))?)? "
    r"(?!annee|temps|mois|jour|semaine|heure|fois|euro|argent|personne|gens|monde|year|month|days|time|people)([a-z]{4,})"
)
"""What is counted; not time, money or people, which are told in many ways."""
_WHO_IS = re.compile(
    r"(?:^|c est )(?:qui|who)(?: (?:est|etait|sont|etaient|is|was|are|were))? (?:le|la|l|les|the)"
    r" (?!plus |most )([a-z]{4,})"
)
"""Who is asked for, by what they are."""


@lru_cache(maxsize=1024)
def expected(question: str) -> tuple[Kind, ...]:
    """Give the kinds of answer that the question may expect; empty where nothing shows."""
    text = _plain(question)
    found = [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
    if "combien" in text and "depuis" not in text and Kind.DATE in found:
        found.remove(Kind.DATE)
    if any(kind in found for kind in CONTACTS):
        found = [kind for kind in found if kind not in (Kind.WHO, Kind.OFFICE)]
    return tuple(found)


def asks_office(question: str) -> bool:
    """Whether a question has a word for who holds an office, whatever is asked of them."""
    return _PATTERNS[Kind.OFFICE].search(_plain(question)) is not None


def counted(question: str) -> str:
    """The folded noun whose number is asked ("combien de territoires" -> "territoires"), or ""."""
    found = _COUNTED.search(_plain(question))
    return found[1] if found else ""


def who_is(question: str) -> str:
    """What somebody is of whom it is asked who that is ("qui est le rapporteur" -> "rapporteur"), or ""."""
    found = _WHO_IS.search(_plain(question))
    return found[1] if found else ""


def spelling_out(folded: str) -> str:
    """Give a folded text, the hurried forms of its question words spelt out ("ki finance" -> "qui finance")."""
    return _WORD.sub(
        lambda word: meant if (meant := _SHORTHAND.get(word[0], "")) in _QUESTION_WORDS else word[0], folded
    )


def is_question_word(word: str) -> bool:
    """Tell whether a folded word is a small word of questions, even misspelt ("combien", "cbien", "pourqoi")."""
    return set(_SHORTHAND.get(word, _corrected(word)).split()) <= STOP_WORDS


def _plain(question: str) -> str:
    """Fold the question, open its shorthand and correct the misspelt words that tell the kind."""
    tokens = re.findall(r"[a-z0-9]+", fold(question.replace("e-mail", "email")))
    plain = " ".join(_SHORTHAND.get(token, _corrected(token)) for token in tokens)
    plain = plain.replace("un telephone ", "un tel ") if " un tel " in f" {' '.join(tokens)} " else plain
    return plain.replace("c est est", "c est")


@lru_cache(maxsize=4096)
def _corrected(token: str) -> str:
    """Give the cue word one slip away from a word of five letters or more, or the word itself."""
    if len(token) < 5 or token in _CUE_WORDS or token in _NOT_SLIPS:
        return token
    best = process.extractOne(token, _CUE_WORDS, scorer=OSA.distance, score_cutoff=1)
    return best[0] if best else token
