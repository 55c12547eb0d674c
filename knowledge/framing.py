"""What people write around a question, and which says nothing of it: "pourriez-vous m'indiquer… ? Merci beaucoup"."""

from __future__ import annotations

import re
from typing import Final

from knowledge.french import fold

_POLITE: Final = (
    r"(?:s'?il (?:te|vous) plai[st]|svp|stp|please|pls"
    r"|merci(?: (?:beaucoup|bcp|bien|d'avance|par avance|a vous|a toi))*"
    r"|thanks?(?: you)?(?: (?:a lot|so much|very much|in advance))?)"
)
_CAN: Final = (
    r"(?:est[- ]ce que )?(?:(?:tu|vous|t'?) ?)?(?:peux|px|pouvez|pourrai[st]|pourriez|sauriez|saurai[st]|savez|sais)"
    r"(?:[- ](?:tu|vous))?(?: (?:bien|juste|peut[- ]etre))?"
)
_TELL: Final = (
    r"(?:dire|expliquer|indiquer|preciser|rappeler|renseigner(?: sur)?|eclairer sur|confirmer|donner|communiquer)"
)
_ORDER: Final = r"(?:dis|dites|explique[zs]?|indique[zs]?|rappel(?:l?e[zs]?)|precise[zs]?|donne[zs]?)[- ]?(?:moi|nous)"
_SHORT: Final = r"(?: (?:un peu|vite fait|brievement|simplement|clairement))?(?: ce (?=que?\b|qu'))?"
_WISH: Final = (
    r"(?:(?:j'?|je |nous |on )(?:aimerai[st]?|aimerions|voudrai[st]?|voudrions|souhaiterai[st]?|souhaite|voulai[st]"
    r"|veux|cherche a|desire|vx)|jveux|jvx|jvoudrais)(?: (?:bien|juste))?"
)
_KNOW: Final = r"(?:savoir|connaitre|comprendre|verifier|m'informer sur|me renseigner sur|que (?:tu|vous) m'expliqu\w+)"
_INFORMED: Final = r"(?:avoir|obtenir|recevoir|trouver)"
_CONTACT: Final = r"(?:l'|le |les |la |son |leur )?(?:adresse|e?-?mail|courriel|numero|tel|portable|contact|coordonnee)"
_ASKER: Final = (
    r"(?:(?:mon|ma|mes|notre|nos) [\w'-]+|on|prof|patron|chef|(?:(?:madame|monsieur|mme) )?"
    r"(?:le|la) (?:maire|prof|patron(?:ne)?|directeur|directrice|chef(?:fe)?|president(?:e)?))"
)
_NEWS: Final = r"(?:(?:des|quelques|plus d'?|une?|les) ?)?(?:info(?:rmation|s)?s?|renseignements?|precisions?|details?)"
_ABOUT: Final = r"(?:sur|concernant|a propos d[eu]|au sujet d[eu])"
_PAPER: Final = re.compile(
    r"\b(?:(?:selon|d'apres|dans|sur|a en croire) (?:le|la|ce|cette|votre|l')(?: meme)?"
    r"|(?:en|au|a la) (?:bas|haut|fin|pied|debut) (?:du|de la|de l'|de ce|de cette)) ?(?:communique(?: de presse)?"
    r"|livre blanc|brochure|rapport|document|fiche|guide|plaquette|pdf|texte|article|note)\b"
    r"(?!\s+(?:de|du|des|d'|qui|que|sur|pour)\b)[\s,]*"
)
"""The kind of document that is asked about: none says it of itself."""
_HEADS: Final = (
    r"(?:bonjour|bonsoir|bjr|salut|slt|coucou|hello|hi|hey)(?: (?:a tous|madame|monsieur|there))*(?: ou)?",
    r"(?:madame|monsieur|mesdames|messieurs)(?:(?: et|,|/| ou)? ?(?:madame|monsieur|mesdames|messieurs))*",
    r"merci de (?:bien vouloir )?(?:me |m'|nous )(?:dire|indiquer|donner|communiquer|transmettre|preciser)",
    rf"{_ORDER}{_SHORT}",
    _POLITE,
    r"(?:rien a voir|autre (?:chose|question|sujet)|je change de sujet|changement de sujet)",
    r"(?:sinon|bref|au passage|par contre)",
    r"(?:dis|dites|euh|heu|bon|alors|au fait|en fait|excusez[- ]moi|excuse[- ]moi|pardon|desole)",
    r"(?:(?:j'?ai|jai|g) )?(?:(?:une|petite|juste|simple) )*question ?(?:bete|rapide|simple)?(?: sur| :)?",
    rf"{_CAN} (?:me |m'|m |nous )?{_TELL}{_SHORT}",
    rf"{_CAN}(?: (?=si|ou|quand|qui|comment|combien|quel|ce))",
    rf"{_WISH} {_KNOW}(?: si)?",
    r"auriez[- ]vous (?:l'amabilite|la gentillesse|la bonte|l'obligeance) de (?:bien vouloir )?(?:me |m'|nous )?"
    rf"{_TELL}",
    rf"(?:{_WISH} {_INFORMED}|auriez[- ]vous|avez[- ]vous|as[- ]tu) {_NEWS} {_ABOUT}",
    rf"{_WISH} {_INFORMED}(?= {_CONTACT})",
    rf"(?:j'?ai|g|jai|j'?aurais) besoin (?:de|du|des)(?= {_CONTACT})",
    rf"{_ASKER} (?:(?:me |m'|nous )?demandent?|(?:veut|veulent|souhaite|voudrait|aimerait) (?:savoir|connaitre))",
    r"que pense(?:nt)?(?= (?:le|la|les|l')\b)",
    r"je (?:me demand(?:e|ais)|ne sais pas)(?: si)?",
    r"(?:can|could|would|will) you (?:please |kindly )?(?:tell|give|show|explain|remind)(?: (?:me|us|to me))?",
    r"(?:please )?(?:tell|remind|give|send) me",
    r"(?:i need|i(?: a|')?m looking for|(?:can|could|where can) i (?:have|get|find))"
    r"(?= (?:an?|the|his|her|their|your) (?:[\w'-]+ ){0,2}(?:e-?mails?|address|phone|number|website|contact|link))",
    r"(?:i(?:'d| would)? (?:like|want|need|love) to (?:know|understand|find out)|i wonder|i was wondering|do you know"
    r"|any idea)(?: if| whether)?",
)
_TAILS: Final = (
    _POLITE,
    r"(?:bien )?cordialement|bonne (?:journee|soiree)|a bientot|regards|(?:best|kind) regards",
    r"exactement|exactly|au juste|concretement|precisement|en fait|du coup|deja|vite fait",
    r"(?:si )?(?:tu|vous) (?:le )?(?:sais|savez)|tu sais|vous savez|do you know",
    r"en france|in france",
    r"(?:pr|pour) (?:mon|ma|un|une) (?:memoire|expose|oral|devoir|cours|prof|patron(?:ne)?|boss|rapport|note"
    r"|article|these|stage|exam(?:en)?|classe|frise|presentation)",
    r"(?:juste )?un chiffre|en (?:(?:un|deux|trois|quelques|peu de|2|3) mots?|une phrase|bref|gros|resume)",
    r"sans blabla|rapidement|vite",
    r"tel(?:le)?s? qu'(?:il|elle)s? (?:figure|est|sont|apparai[st])\w*(?: [\w']+){0,5}",
    r"(?:elles?|ils?) (?:en )?(?:pensent?|disent|dit) quoi",
)
_ONE: Final = re.compile(
    r"(?<!phase )(?<!axe )(?<![\d.,])\b1 (?=p[oô]le|cluster|incub|acc[eé]l|technop|satt|agence|r[eé]seau|structure"
    r"|acteur|contact|partenaire|bo[iî]te|entreprise|usine|aide|projet|territoire)",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"(?<=[,;.!?:])\s+")
_TELLS: Final = re.compile(
    r"\W*(?:moi )?(?:(?:je|jai|jsuis|chuis?|g|nous|on (?:est|a|fait|fabrique)|ici)\b|j'"
    r"|c'?est pour|pour (?:un|une|mon|ma)\b"
    r"|hi\b|i\b|i'?m\b|i've|we\b|we're|my\b|it'?s for|for (?:a|my)\b|looking for)"
)
"""How a clause opens that tells who asks, and what for."""
_ASKS: Final = re.compile(
    r"\?|\b(?:qui|ki|que|quoi|koi|quel(?:le)?s?|lesquel\w+|combien|cb|comment|cmt|quand|pourquoi"
    r"|ou (?:est|se|sont|trouver)|rappel\w+|dites?|dis|donne\w*|explique\w*|cite\w*"
    r"|what|which|who|when|where|why|how)\b"
)
_OF_IT: Final = re.compile(r"\b(?:ils?|elles?|lui|leur|son|sa|ses|it|its|they|their)\b|\bqui (?:l[ae]s? |l')\w+\W*$")
"""What speaks of something that was told before it was asked."""
_HEAD: Final = re.compile(rf"\W*(?:{'|'.join(_HEADS)})(?![a-z0-9])\W*")
_TAIL: Final = re.compile(rf"(?:[\s,.;:!?-]+)(?:{'|'.join(_TAILS)})\W*$")


def spelt(message: str) -> str:
    """A message where "1" that counts nothing is put as the word that it stands for ("c koi 1 cluster")."""
    return _ONE.sub("un ", message)


def unframed(question: str) -> str:
    """The question without the words that wrap it; as it is where nothing else would be left.

    "Bonjour, pourriez-vous m'expliquer ce que signifie ETI ? Merci" -> "ce que signifie ETI". Literal otherwise.
    """
    folded = fold(question)
    if len(folded) != len(question):  # a ligature was opened: places differ
        question = folded
    start, end = 0, len(question)
    while (match := _HEAD.match(folded, start, end)) and match.end() > start:
        start = match.end()
    while match := _TAIL.search(folded, start, end):
        end = match.start()
    left = _without_paper(question[start:end], folded[start:end]).strip()
    return left if any(character.isalnum() for character in left) else question


def _without_paper(question: str, folded: str) -> str:
    """The question without the mentions of the paper that is asked about."""
    kept, start = "", 0
    for match in _PAPER.finditer(folded):
        kept, start = kept + question[start : match.start()], match.end()
    return kept + question[start:]


def asking_part(question: str) -> str:
    """The question without the clauses that only tell of the person; as it is where none asks, or all do.

    "Je prépare un oral de BTS, que signifie CGET ?" -> "que signifie CGET ?". Literal otherwise.
    """
    clauses = [clause for clause in _CLAUSE.split(question) if clause.strip()]
    asking = [clause for clause in clauses if _ASKS.search(fold(clause)) or not _TELLS.match(fold(clause))]
    part = " ".join(asking).strip()
    asks = any(_ASKS.search(fold(clause)) for clause in asking) and not _OF_IT.search(fold(part))
    return part if asks and len(asking) < len(clauses) else question
