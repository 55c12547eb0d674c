"""What a message tells of the past: the trade that somebody had, a move made already, a word taken back."""

from __future__ import annotations

import re
from typing import Final

from knowledge.spans import found_by

_TO: Final = (
    r"[^.,;:!?()…]*?(?=\s*(?:$|[.,;:!?()…]|\b(?:mais|but)\b|\b(?:et|and)\ (?:mon|ma|mes|notre|nos|my|our)\b"
    r"|\b(?:et\ |donc\ |and\ )?"
    r"(?:moi|je|j'|on|nous|i|we|i'm|me\ voila|maintenant|aujourd'hui|desormais|now)\b))"
)
"""To the end of a clause, or to who writes."""
_MANY: Final = r"(?:plus\ de\ |pres\ de\ |over\ |almost\ )?[\w-]+"
_TIME: Final = rf"{_MANY}(?:\ \w+)?\ (?:ans|annees?|mois|vie|carriere|years|months)"
_AT: Final = r"(?:dans|chez|a|au|aux|en|comme|in|at|as)\b"
_BEFORE: Final = r"(?:avant|auparavant|autrefois|jadis|a\ l'epoque|before)"
_I_WAS: Final = (
    r"(?:j'etais|j'ai\ ete|on\ etait|nous\ etions|i\ was|i\ used\ to\ be"
    r"|(?:je\ |on\ |nous\ )(?:fais(?:ais|ait|ions)|travaill(?:ais|ait|ions)|boss(?:ais|ait|ions)|vend(?:ais|ait|ions)"
    r"|fabriqu(?:ais|ait|ions))|i\ used\ to\ (?:work|make|sell)|i\ worked)"
)
_PREMISES: Final = (
    r"(?:usine|site|friche|atelier|bat\w+|local|locaux|moulin|filature|client|salarie|machine|ferme|base|hangar|caserne"
    r"|gare|magasin|entrepot|entreprise|societe|patron|propri\w+|modele|factory|mill|building|plant|customer)s?\b"
)
"""What is no former trade of somebody's ("ancienne usine")."""
_TRAINER: Final = (
    r"(?:organismes?|centres?|ecoles?|besoins?|plans?|demandes?|offres?|pas|manque|actions?|programmes?|projets?|peu|plus"
    r"|recherche|prestataires?|financement|budget|sessions?|salles?|logiciels?|outils?|cabinets?|entreprise|societe"
    r"|startup|boite|instituts?|responsable|charge\w*|partenaires?|matiere|jours?|heures?|parcours|aides?|lieux?"
    r"|dispositifs?|conseil\w*|reseaux?|domaine|modules?|une?)\b"
)
"""What is no trade that somebody learnt ("organisme de formation")."""
_BYGONE = re.compile(
    rf"""
    \b{_BEFORE},?\ (?:ca,?\ )?{_I_WAS}\b{_TO}
    | \b{_I_WAS}\ [^.,;:!?()…]*?\ {_BEFORE}\b(?!\ (?:de|la|le|l'|que))
    | \b(?:j'etais|i\ was|i\ used\ to\ be)\ (?:une?\ |la\ |le\ )?(?:dans|chez|cadre|directeur|directrice|prof\w*
      |ingenieure?|in|an?
      |comptable|aide|agente?|secretaire|dentiste|notaire|militaire|marin|gendarme|chef|cheffe|responsable|consultante?
      |architecte|boulang\w+|berg\w+|veterinaire|avocate?|medecin|salariee?|employee?|bibliothecaire|garde|interimaire
      |[\w-]+(?:eur|euse|rice|ier|iere|iste|ien|ienne|ist|er)\b){_TO}
    | \b(?:je\ |on\ )(?:travaillais|travaillait|bossais|bossait)\ (?:dans|chez|comme|pour|a|en)\b{_TO}
    | (?:\bi|(?:^|[.,;:!?(]|\b(?:and|but)\b)\W*we)\ used\ to\b{_TO}
    | \b(?:j'ai|on\ a)\ (?:grandi|etudie|vecu|commence|debute|fait\ (?:mes|nos)\ (?:etudes|armes|classes))
      \ {_AT}{_TO}
    | \bi\ (?:grew\ up|studied|lived|started)\ (?:in|at|as|on|near|around)\b{_TO}
    | \b(?:j'ai|on\ a)\ ete\ (?!aid|accompagn|suivi)(?:(?!il\ y\ a)[^.,;:!?()…])*?\ (?:pendant\ |durant\ )?{_TIME}\b
    | \b(?:j'ai|on\ a|i|i've)\ (?:passe|fait|travaille|bosse|vecu|habite|spent|worked|lived)
      \ (?:for\ )?{_TIME}\ {_AT}{_TO}
    | \b(?:apres|after)\ {_TIME}\ {_AT}{_TO}
    | \b(?:apres|after)\ (?:toute\ )?(?:une|a)\ (?:premiere\ )?(?:carriere|vie|career)\b{_TO}
    | \b(?:apres\ avoir|ayant)\ (?:travaille|bosse)\ (?:pour|chez|dans)\ [^.;!?]{{1,60}}?(?=,?\ (?:je|j'|on|nous)\b)
    | \b(?:apres\ avoir|ayant)\ (?:ete|travaille|bosse|exerce|enseigne)\b{_TO}
    | \bafter\ (?:being|working|having\ been)\b{_TO}
    | \b(?:je\ rentre|je\ reviens|on\ rentre|on\ revient|nous\ rentrons|de\ retour|back)
      \ (?:de\ |d'|du\ |des\ |from\ ){_TO}
    | \b(?:rien\ a\ voir\ avec|nothing\ to\ do\ with)\ {_TO}
    | \b(?:mon|notre|my)\ (?:ancien(?:ne)?|precedente?|premier|former|previous|old)
      \ (?:metier|boulot|travail|poste|vie|carriere|job|career|trade){_TO}
    | (?:^(?:bonjour|bonsoir|salut|hello|hi)?\W{{0,9}}|\b(?:suis|moi|sommes|est|juste|am|i'm)\W+(?:juste\ |just\ )?)
      (?:une?\ |des\ |an?\ )?(?:anciens?|anciennes?|ex|former)[ -](?!{_PREMISES})[^.,;:!?()…]*?
      (?=\s*(?:$|[.,;:!?()…]|\b(?:et\ |mais\ |and\ )?
        (?:qui|je|j'|on|nous|moi|maintenant|reconverti|devenu|i|we|who|now)))
    | (?:^(?:bonjour|bonsoir|salut)?\W{{0,9}}|[,;(]\ |\bsuis\ )(?:une?\ |jeune\ )*
      retraitee?s?(?:\ (?:de|du|des)\ |\ d')(?:la\ |l')?\w+
    | \bjeunes?\ retraitee?s?\b
    | (?:^\W{{0,9}}|\bsuis\ (?:une?\ )?|[,;]\ |\bmoi\ )(?!{_TRAINER})[\w-]+(?:\ [\w-]+)?\ de\ formation
      (?=\s*(?:$|[.,;]|mais\b|et\b))
    | \b(?:i'm|am)\ (?:an?\ )?[\w-]+\ by\ training\b
    """,
    re.VERBOSE,
)
_AT_LENGTH: Final = (
    r"(?:vendu|tenu|enseigne|conduit|exerce|repare|cultive|eleve|dirige|gere|servi|loue|navigue|coiffe|soigne|cuisine"
    r"|peche|soude|sold|taught|driven|drove|managed|run|ran)"
)
"""What somebody did for a trade."""
_I: Final = r"(?:j'ai|i|i've)(?:\ (?:moi-meme|meme|aussi|d'abord|deja|surtout|personally))?"
_SCHOOL: Final = (
    r"(?:labo\w*|universite|fac|recherche|these|cnrs|inria|inrae?|cea|incubat\w+|ecole|pole|rendez-vous|reunion"
    r"|salon)\b"
)
"""Whence one comes with what is to be made of it."""
_PERSON: Final = (
    r"(?:[\w-]+(?:eurs?|iens?|iennes?|iers?|ieres?|istes?)|boulangers?|bergers?|paysans?|medecins?|marins?|notaires?"
    r"|militaires?|vignerons?)\b"
)
_HAD: Final = (
    r"(?:incubat\w+|accelerat\w+|financements?|labo\w*|local|locaux|terrain|repreneur|investisseurs?|prets?|subventions?"
    r"|lab|funding|investors?|loan|grants?)\b"
)
_EARLIER: Final = r"(?:ancien(?:ne)?|precedente?|premiere?|previous|former|old|first)"
_FIRM: Final = (
    r"(?:boite|entreprise|societe|atelier|usine|activite|affaire|startup|start-up|workshop|company|business|plant"
    r"|factory)"
)
_WAS: Final = r"(?:\w{2,}ait|a\ (?:ferme|coule|ete)|was|made|sold|built|closed|failed)\b"
_MAKES: Final = (
    r"\b(?:je|j'|on|nous)\ ?(?:developp|fabriqu|lanc|mont|cre|fais|fait|produi|recycl|vend|concoi|constru|tiss)"
)
_FORMERLY = re.compile(
    rf"""
    \b{_I}\ {_AT_LENGTH}\ (?!(?:ma|mon|mes|notre|my|our)\b)[^.,;:!?()…]*?\ (?:pendant|durant|for)\ {_TIME}\b{_TO}
    | \b{_I}\ (?:travaille|bosse|exerce|officie|worked)\ (?:comme|dans|chez|en\ tant\ que|as|in|at|for)\ {_TO}
    | \b(?:ayant|apres\ avoir|having|after\ having)\ (?:longtemps\ )?(?:{_AT_LENGTH}|worked|been|spent)
      \ (?!(?:ma|mon|mes|notre|my|our)\b){_TO}
    | (?:^\W*|,\ |\bsuis\ )(?:issue?\ d'une\ (?:famille|lignee|dynastie|longue)\b
      |diplomee?\ (?:de|d'|du|des|en)\b)
      {_TO}
    | \bapres\ (?:une?|mes|des)
      \ (?:bts|cap|bac|dut|iut|master|licence|diplome|ecole|etudes?|formation|apprentissage|stage)\b
      {_TO}
    | \b(?:mon|ma|notre|my|our)\ (?:{_EARLIER}\ {_FIRM}|{_FIRM}\ precedente?)\ {_WAS}{_TO}
    | \btrained\ as\ an?\b{_TO} | \bde\ parents\ [\w-]+
    | \bi\ (?:graduated|hold\ a\ degree|have\ a\ degree)\ (?:from|in)\b{_TO}
    | \b(?:j'ai|on\ a|nous\ avons|i\ have|we\ have)\ (?:deja|already)
      \ (?:une?|des|nos|notre|mon|le|la|les|an?|our)\ {_HAD}
    | \b(?:pendant|durant|for)\ {_TIME},?\ {_I}\ {_AT_LENGTH}\b{_TO}
    | \b{_I}\ (?:longtemps|long)\ {_AT_LENGTH}\b{_TO}
    | \b(?:j'ai|on\ a)\ (?:raccroche|plaque|lache)\b{_TO} | \bj'ai\ demissionne\b{_TO}
    | \b(?:je|on|nous|moi)\ (?:ne\ |n')?(?:viens|vient|venons|sors|sort|sortons)\ (?:pas\ |tous\ |tout\ droit\ )?
      (?:du\ |de\ la\ |de\ l'|des\ )(?!{_SCHOOL}){_TO}
    | \bassociee?s?\ (?:qui\ )?(?:vien\w+|sor\w+)\ (?:du\ |de\ la\ |de\ l'|des\ |de\ |d')(?!{_SCHOOL}){_TO}
    | \bsuis\ (?:le\ |la\ |une?\ )?(?:petite?-)?(?:fils|fille)\ (?:de\ |du\ |d')(?:la\ |l')?[\w-]+
    | (?:^\W*|,\ |\bet\ )(?:petite?-)?(?:fils|fille)\ (?:de\ |d'){_PERSON}
    | (?:^\W{{0,9}}|\bsuis\ (?:une?\ )?|[,;(]\ |\bmoi\ )(?!{_TRAINER})[\w-]+(?:\ [\w-]+)?
      \ de\ (?:metier|profession)\b(?=.*{_MAKES})
    | \b[\w-]+(?:\ [\w-]+)?\ by\ trade\b
    """,
    re.VERBOSE,
)
"""A trade that somebody had or comes from, which may still be what the need is of."""
_MADE = re.compile(
    r"""
    \b(?:on\ a|nous\ avons|j'ai|i|we|we've|i've)\ (?:demenage|emmenage|moved)\b(?:\ (?:to|into)\b)?
    | \b(?:je\ me\ suis|on\ s'est|nous\ nous\ sommes)\ (?:installe|implante|etabli|pose|fixe)e?s?\b
    | (?<!j')(?<!m')(?<!t')(?<!s')(?<!nous\ )(?<!vous\ )(?<!me\ )(?<!se\ )(?<!on\ )
      \b(?:installe|implante|etabli|base|situe|localise)e?s?
      \ (?=depuis|a\ |au|aux|en\ |dans|ici|maintenant|il\ y\ a|pres|sur|chez|vers)
    | \b(?:based|located|settled|installed)\ (?=(?:in|near|at|here|around|since)\b)
    | \b(?:repris|rachete)e?s?\ (?=de\ (?:mon|ma|mes)\b|il\ y\ a|en\ (?:19|20)\d\d|depuis)
    | \b(?:il\ y\ a|depuis)\ [\w'-]+\ (?:ans?|mois|annees)[ ,]+(?:que\ )?
      (?:j'ai|on\ a|nous\ avons)\ (?:repris|rachete)\b
    """,
    re.VERBOSE,
)
"""A move or a takeover made already: no site is sought, nor a company."""
_YEARS: Final = (
    r"(?:(?:il\ y\ a|depuis)\ (?:deja\ |plus\ de\ |pres\ de\ )?[\w-]+\ (?:ans|annees)|(?:en|in)\ (?:19|20)\d\d"
    r"|[\w-]+\ years\ ago)\b"
)
_FOUNDED: Final = (
    r"(?:j'ai|on\ a|nous\ avons|i|we|i've|we've)"
    r"\ (?:monte|cree|fonde|lance|ouvert|started|founded|created|set\ up|launched)\b"
    r"(?:\ (?:ma|mon|une?|notre|la|l'|an?|my|our|the)\ ?(?:petite?\ |propre\ |small\ |own\ )?"
    r"(?:boite|entreprise|societe|start-?up|affaire|structure|company|business|firm)\b|)"
)
_PROTECTING: Final = (
    r"(?:defend|contrefa|copi|proteg|etend|licen[cs]|inpi|juridique|propriete|avocat|attaqu|maintenir|annuit|infring"
    r"|protect|extend)"
)
"""What is still to be done about a patent."""
_DONE = re.compile(
    rf"""
    \b{_FOUNDED}(?=[^.;:!?…]{{0,40}}?\ {_YEARS})
    | \b{_YEARS},?\ (?:que\ )?{_FOUNDED}
    | \b(?:j'ai|on\ a|nous\ avons|i|we|i've|we've)\ (?:herite|inherited)\b
      (?:\ (?:de\ |d')(?:une?|la|l')\ ?(?:entreprise|boite|societe|affaire)\b|)
    | \bbrevets?\ (?:deja\ |est\ |sont\ |a\ ete\ |bien\ )*(?:depose|accorde|delivre|obtenu)e?s?\b(?!.*\b{_PROTECTING})
    | \b(?:depose|obtenu)e?\ (?:deja\ )?(?:un|le|notre|mon|deux|trois|\d+)\ brevets?\b(?!.*\b{_PROTECTING})
    | \bpatent(?:s|\ is|\ was)?\ (?:already\ )?(?:filed|granted|pending)\b(?!.*\b{_PROTECTING})
    | \b(?:have|filed|hold|own|got)\ (?:an?|our|the|two)\ patents?\b(?!.*\b{_PROTECTING})
    """,
    re.VERBOSE,
)
"""A company founded or inherited, or a patent filed, already."""
_TAKEN_BACK = re.compile(
    r"(?:^|[.!?…]\s)\W{0,9}(?P<said>(?:[\w'-]+[ ]){0,7}[\w'-]+)\s*(?:\?|(?<!\.)\.(?!\.))\s*(?:euh\W*|ah\W*)?"
    r"(?:non|no|nope|pardon)\b,?\s(?=(?:pardon|moi|je|j'|on|nous|c'est|le|la|i|we|it's)\b)"
)
"""A few words said, and taken back ("Tonnellerie ? Non, je fais des cuves")."""


def bygone(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that tell what somebody was, or what is taken back."""
    return found_by(_BYGONE, folded) + found_by(_TAKEN_BACK, folded)


def formerly(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that tell what somebody was, and may still be."""
    return found_by(_FORMERLY, folded)


def done(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that tell of a company or a patent that is there already."""
    return found_by(_DONE, folded)


def made(folded: str) -> list[tuple[int, int]]:
    """Give the (start, end) spans of a folded message that tell a move or a takeover made already."""
    return found_by(_MADE, folded)
