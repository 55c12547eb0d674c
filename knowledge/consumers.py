"""Signs that a consumer speaks: what somebody does with a thing that others made, sold to them or ought to mend.

They are relations rather than things: a purchase that went wrong, a contract of private life, what is asked of a shop,
a choice for oneself, what is done at home, something of one's own that broke, how one feels.
"""

from __future__ import annotations

import re

_BROKEN = (
    r"(?:est|s'est|a)\ (?:\w+\ ){0,2}?(?:panne|mort\w*|casse\w*|hs|fissur\w+|raye\w*|vole\w*|bloque\w*|perdu\w*"
    r"|foutu\w*|abime\w*|tombe\w*)|fuit|gout?te|rame|grince|sent\ mauvais"
    r"|(?:ne\ )?(?:mange|marche|fonctionne|demarre|chauffe|charge)\ (?:plus|pas)"
    r"|is\ (?:broken|dead|leaking|stuck|cracked)|leaks|(?:won't|doesn't)\ \w+"
    r"|makes?\ an?\ (?:\w+\ )?noise|stopped\ working"
)
_AT_HOME = (
    r"cuire|cuisiner|manger|boire|diner|gouter|enlever|detacher|laver|repasser|ranger|decorer|visiter|coudre|tricoter"
    r"|jardiner|plier|repriser|congeler|coiffer|maquiller|habiller|rechauffer|reparer\ (?:mon|ma|mes)|jouer"
    r"|voyager|jeter|(?:se\ )?garer|stationner"
    r"|cook|bake|eat|drink|wear|wash|watch|visit|knit|sew|play|fold|iron|freeze|throw\ away|park"
)
_ASKED = (
    r"(?:comment|ou|quoi|que|qu'est-ce\ qu\w*|combien\ de\ temps"
    r"|(?:how(?:\ long)?|what|where)\ (?:should|can|do|to)(?:\ i|\ we|\ you)?"
    r")\ (?:bien\ |dois-je\ |peut-on\ |puis-je\ |je\ (?:peux|dois)\ |to\ )?"
)
_OF_BUSINESS = (
    r"pole|cluster|part(?:n|en)|pratiq|technique|interloc|contact|acteur|aide|struct|organis|personne|solution|facon"
    r"|moyen|way|region|place|person|body|incub|accel|practice|adresse|reseau|network"
)
_CONSUMER = re.compile(
    rf"""
    # a purchase that went wrong
    \brembours(?:e|ee|es|ees|ement|ements|er)\b(?!\ (?:\w+\ ){{0,2}}(?:prets?|emprunts?|pge|credits?|dettes?))
    | \brefund\w* | \bmoney\ back\b | \bwarranty\b
    | \b(?:sous|encore|hors)\ garanti[es]\b(?!\ (?:banc|bpi|d'|de\ (?:pret|l'et)))
    | \b(?:refuse\w*|demande\w*|faire)\ (?:\w+\ ){{0,2}}l'echange\b | \bsav\b | \bservice\ (?:apres[- ]vente|client)\b
    | \bmon\ colis\b | \bcolis\ (?:jamais|pas|perdu|non|abime|en\ retard)
    | \b(?:jamais|toujours\ pas|pas)\ (?:ete\ )?recue?s?\b
    | \bj'ai\ recu\ (?:un|une|des|le|la)\ \w+\ (?:casse|abime|defectu) | \barnaqu\w+ | \bscam(?:med|s)?\b
    | \bbought\ (?:it\ |them\ )?(?:online|on\ \w+|last)\b | \bachete\w*\ (?:en\ ligne|sur\ internet|en\ magasin)\b
    | \bma\ commande\b.*\b(?:retard|annul\w+|jamais|perdue|bloquee|suivi) | \bannuler\ ma\ (?:commande|reservation)\b
    | \b(?:train|bus|vol|metro|tram|avion|flight)\b.*
      \b(?:est|was|is)\ (?:\w+\ )?(?:supprime|annule|en\ retard|cancel|late|delayed)
    # what happened to somebody
    | \bj'ai\ (?:renverse|tache|casse|perdu|oublie|mange|bu|regarde|dechire|brule)\w*
      \ (?:du|de\ la|des|un|une|mon|ma|mes)\b
    | \bi\ (?:lost|broke|spilled|forgot|ate|dropped|burnt)\b
    # a contract of private life
    | \bresili(?:er|e|ation)\b | \bmon\ abonnement\b | \bunsubscri | \bproprio\b | \bcolocataires?\b
    | \b(?:landlord|roommate|tenant|rent\ deposit)\b | \b(?:une|mon|mes|l')\ ?(?:amendes?|contraventions?)\b
    | \bparking\ (?:ticket|fine)\b | \blogements?\ socia | \bcarte\ grise\b | \btaxe\ d'habitation\b
    | \bpension\ alimentaire\b | \bconges?\ (?:mater|pater|paren)
    # what is asked of a shop
    | \b(?:prix|tarif)s?\ d'une?\b | \bcombien\ (?:ca\ )?(?:coute|vaut)\w* | \bhow\ much\ (?:does|is|for)\b
    | \b(?:a|de)\ quelle\ heure\b | \bwhat\ time\b
    | \b(?:ouvre|ferme|ouverte?s?|fermee?s?)\ (?:le\ )?(?:dimanche|samedi|lundi|jours?\ ferie|a\ noel|l'ete)
    # a choice for oneself
    | \b(?:le|la|les)quel(?:le)?s?\ (?:prendre|choisir|acheter|mettre)\b | \bwhich\ one\ (?:should|to|do)\b
    | \bquel(?:le)?s?\ \w+(?:\ \w+){{0,3}}\ (?:acheter|louer|mettre|offrir|porter|regarder|lire|boire)\b
    | ^\W*quel(?:le)?\ \w+\ avec\ (?:un|une|du|de\ la|des)\b
    | ^\W*(?:(?:the|les?|la|quel(?:le)?s?\ (?:est|sont)\ (?:les?|la)|what(?:'s|\ is|\ are)\ the)\ )?
      (?:best|meilleure?s?|top\ \d+)\ (?!\w*\ ?(?:{_OF_BUSINESS}))
    | \bidees?\ (?:de|pour\ (?:le|un|une))\ ?(?:diner|repas|dessert|cadeau|film|balade|sortie|tenue|week|menu|soiree)
    | \b(?:dinner|gift|date|outfit|party)\ ideas?\b | ^\W*avis\ sur\b
    # what is done at home, or learnt for its own sake
    | \b{_ASKED}(?:{_AT_HOME})\b | \b(?:quelle|temps\ de|duree\ de)\ cuisson\b | \bcomment\ apprendre\b
    | \b(?:apprendre\ a|learn\ to)\ \w+ | \brecettes?\ (?:de|d'|du|pour)\b | \b(?:perime|perimee?s?)\b
    | \bcours\ (?:de\ |d')\w+(?:\ \w+){{0,2}}\ (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|soir|debutants?)
    # something or someone of one's own
    | \b(?:mon|ma|my)\ (?:\w+[ -]){{1,4}}?(?:qui\ )?(?:{_BROKEN})\b | ^\W*(?:\w+\ )?\w+\ vole(?:e|s|es)?\b
    | \bchez\ (?:ma|mon|mes)\ (?:grand|belle|beau|tante|oncle|cousin|voisin)
    | \b(?:mon|ma|mes)\ (?:belle|beau|beaux|grand|grands)[- ](?:mere|pere|soeur|frere|parents?)\b
    | \bmy\ \w+-in-law\b
    | \b(?:mon|ma|my)\ (?:medecin|dentiste|coiffeu\w+|opticien\w*|kine|psy|garagiste|doctor|dentist|hairdresser)\b
    | \b(?:mon|ma|my)\ (?:pavillon|salon|appart\w*|chat|chien|lapin|hamster|cat|dog)\b
    | \bpour\ (?:un|mon|notre)\ (?:pavillon|appart\w*|studio|t[1-5])\b
    | \b(?:cherche|trouver)\ (?:une\ )?(?:nounou|nourrice|baby-?sitter|coloc\w*)\b
    | \b(?:ma|mon|my)\ (?:voisine?|coloc|neighbou?r)\b
    # a trade to enter, rather than one to practise
    | ^\W*(?:comment\ )?devenir\ (?!membre|adherent|un\b|une\ (?:eti|grande)|plus|autonome)\w+
    | \bquel\ (?:bac|diplome|master)\ pour\b
    | \bjobs?\ d'ete\b
    # how one feels
    | \b(?:i\ feel|je\ me\ sens|m'(?:enerve|ennuie|angoisse)|j'ai\ (?:faim|froid|peur)|i'm\ (?:sad|bored|hungry))\b
    # what the law lets a passer-by do
    | \b(?:autoris|interdi|oblig|legal)\w*\ (?:sur\ (?:le\ trottoir|la\ (?:route|plage|voie))|de\ (?:rouler|circuler))
    """,
    re.VERBOSE,
)
_PRIVATE = re.compile(
    r"\bje suis (?:vegetari|vegan|allergique|enceinte|fatigue|decu|amoureu|celibataire|deprime|locataire d'un app)"
)


def is_consumer(folded: str) -> bool:
    """Say whether a folded message, which tells of no company, is a consumer's."""
    return bool(_CONSUMER.search(folded))


def is_private(folded: str) -> bool:
    """Say whether somebody tells what they are in private life, and not of their trade ("je suis végétarien")."""
    return bool(_PRIVATE.search(folded))
