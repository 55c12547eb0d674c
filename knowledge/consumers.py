"""Signs that a consumer speaks: what somebody does with a thing that others made, sold to them or ought to mend.

First relations: a purchase that went wrong, a contract of private life, what is asked of a shop, a choice for oneself,
what is done at home, something of one's own that broke, how one feels. Then things and services of every day.
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
    r"|voyager|jeter|(?:se\ )?garer|stationner|deboucher|detartrer|brancher|reinitialiser|soigner"
    r"|(?:changer?|remplacer?)\ (?:une?|la|le|les|l'|mon|ma|mes)\ ?(?:piles?|ampoules?|fusibles?|pneus?|roues?|essuie)"
    r"|cook|bake|eat|drink|wear|wash|watch|visit|knit|sew|play|fold|iron|freeze|throw\ away|park"
)
_ASKED = (
    r"(?:comment|ou|quoi|que|qu'est-ce\ qu\w*|combien\ de\ temps"
    r"|(?:how(?:\ long)?|what|where)\ (?:should|can|do|to)(?:\ i|\ we|\ you)?"
    r")\ (?:bien\ |dois-je\ |peut-on\ |puis-je\ |(?:je|on)\ (?:peut?x?|dois?|doit)\ |on\ |to\ )?"
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
    # an opinion, a wish or a neighbour of private life
    | \b(?:j'adore|je\ (?:deteste|hais)|vive\ l(?:e|a|es|'))\b
    | \bc'est\ (?:trop\ |vraiment\ |super\ )?(?:bon|nul|beau|moche|cool|delicieux|penible)\W*$
    | \b(?:mon|ma|mes|le|la|les)\ voisin(?:e|s|es)?\b
    | \brat(?:e|er)\ (?:mon|le|la)\ (?:bus|train|vol|avion|metro|car)\b
    | \b(?:voudrais|veux|aimerais|envie\ d'?)\ ?apprendre\ (?:a|le|la|l'|les)\b | \bvisas?\ (?:pour|touris|de\ travail)
    | \bou\ (?:voir|regarder|observer)\ (?:des|un|une|le|la|les)\b | \bon\ dit\ (?:un|une|le|la|comment)\b
    | \breviser\ (?:mes|mon|ma|les|le|la)\ (?:\w+\ )?(?:maths?|bac|brevet\ des|cours|lecons?|examens?|partiels?)\b
    # a contract of private life
    | \bresili(?:er|e|ation)\b | \bmon\ abonnement\b | \bunsubscri | \bproprio\b | \bcolocataires?\b
    | \b(?:landlord|roommate|tenant|rent\ deposit)\b | \b(?:une|mon|mes|l')\ ?(?:amendes?|contraventions?)\b
    | \bparking\ (?:ticket|fine)\b | \blogements?\ socia | \btaxe\ d'habitation\b
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
    | \bcherch\w*\ (?:un|une)\ (?:plombier|chauffagiste|serrurier)\b(?!\ (?:qualif|salari|en\ cdi|pour\ (?:notre|l')))
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
_RELATIVES = (
    r"fille|fils|femme|mari|epou\w+|enfants?|bebe|famille|cop(?:ine|ain)|mere|pere|maman|papa|grand-\w+|neveu|niece"
    r"|ami|amie|amis|chien|chienne|chiot|chat|chatte|lapin|daughter|son|wife|husband|kids?|children|baby|mum|mom|dad"
    r"|mother|father|girlfriend|boyfriend|dog|puppy|cat"
)
_BELONGINGS = (
    r"maison(?![ ](?:d[e']|mere))|appart\w*|salon(?![ ](?:de|pro))|cuisine(?![ ](?:centrale|pro|de))|terrasse"
    r"|jardin|chambre(?![ ]froide)|salle[ ]de[ ]bains?|fenetres?|volets?"
    r"|evier|douche|baignoire|canape|lave[- ]\w+|seche[- ]\w+|frigo|voiture|bagnole|auto\b|clio|twingo|megane|scenic"
    r"|peugeot|renault|citroen|moto|scooter|velo|telephone|portable|iphone|smartphone|ordi(?:nateur)?"
    r"|tele\b|television|montre|lunettes|permis|passeport|impots|loyer|cv\b|house|flat|apartment|garden|kitchen"
    r"|bathroom|car|bike|motorbike|phone|laptop|washing[ ]machine|fridge|tv|windows"
)
_SERVICES = (
    r"coiffeu\w+|dentistes?|medecins?|docteur|kines?|osteo\w*|ophtalmo\w*|pediatre|gynecologue|psy|psycholog\w+"
    r"|infirmiere?"
    r"|veterinaires?|veto|serrurier|resto(?!-)|restaurants?|pizzeria|bar\b|hotel|gite|airbnb"
    r"|nounou|assistante[ ]maternelle|creche|baby-?sitter|femme[ ]de[ ]menage|cinema|salle[ ]de[ ]sport|laverie"
    r"|taxi|notaire|avocat|hairdresser|dentist|doctor|vet|restaurant|babysitter|locksmith|lawyer|pub"
)
_DAYS = r"dimanche|samedi|lundi|mardi|mercredi|jeudi|vendredi"
_GOODS = (
    r"velo|voiture|moto|scooter|telephone|smartphone|iphone|canape|matelas|lit|frigo|lave-\w+|tele(?:vision|viseur)?"
    r"|maison|appart\w*|chaussures?|robe|jeans?|pull|manteau|bijou\w*|cadeau\w*|livres?|jouets?|bike|car|phone|sofa"
    r"|mattress|fridge|tv|house|flat|shoes|dress|present|gift"
)
_SUBJECTS = r"(?:guitare|piano|violon|chant|danse|yoga|poterie|dessin|natation|tennis|cuisine|conduite|anglais|maths?)"
_OF_THINGS = re.compile(
    rf"""
    \b(?:pour|for|a|to)\ (?:ma|mon|mes|notre|nos|my|our)\ (?:\w+\ )?(?:{_RELATIVES})\b
    | \b(?:ma|mon|mes|my)\ (?:petite?\ |old\ )?(?:{_BELONGINGS})\b
    | ^\W*(?:ma|mon|my)\ (?:{_RELATIVES})\b(?!\ (?:et|and)\b)
    | \bouvert\w*\ (?:le\ |ce\ )?(?:{_DAYS}|soir|aujourd'hui|demain|24|la\ nuit|tard|maintenant|jusqu)
    | \b(?:pharmacie|medecin|dentiste|veto|veterinaire)\ de\ garde\b
    | \bopen\ (?:on\ |late|now|today|tonight) | \bopening\ (?:hours|times)\b
    | \bhoraires?\b(?!\ (?:decale|de\ travail|variable|de\ nuit|atypique))
    | \bpas\ cher(?:e|s|es)?\b | \bcheap(?:est)?\b | \ben\ (?:promo|soldes?)\b | \btaille\ \d\d\b
    | \b(?:un|des|quel|bon)\ (?:bon\ |bons\ )?artisans?\ (?:serieux|fiable|de\ confiance|qui\ pose)
    | \bcherch\w*\ (?:un|une|a|an)\ (?:bon\ |bonne\ )?(?:{_SERVICES})\b
    | ^\W*(?:(?:un|une|des|a|an|le|la|is\ there\ an?)\ )?(?:bon\ |bonne\ )?(?:{_SERVICES})(?!\w)
      (?!.*\b(?:je|on|nous|we|i|besoin|cherche|veut|electrique)\b)
    | \b(?:bon|meilleur|best|good|nice|petit)s?\ (?:{_SERVICES})\b
    | \b(?:acheter|achete|offrir|buy)\ (?:un|une|a|an|des|du|some)\ (?:\w+\ )?(?:{_GOODS})\b | \bquel\w*\ \w+\ acheter\b
    | \bcadeaux?\ (?:pour|d') | \b(?:the|la)\ capitale?\ (?:of|de|du|des|d') | ^\W*capitale?\ (?:of|de|du|des|d')
    | \b(?:ou|quoi|que)\ (?:manger|boire|cuisiner)\b | (?<!nouvelle\ )(?<!nouvelles\ )\brecette\b | \bthe\ weather\b
    | \bweather\ (?:in|today|tomorrow|forecast)\b
    | \bdress(?:age|er)\b.*\b(?:chien|chiot|chat) | \bil\ va\ (?:pleuvoir|neiger|faire)
    | \bquel\ temps\b | ^\W*(?:quelle\ |la\ )*meteo\b
    | \b(?<!stations\ )(?<!station\ )meteo\ (?:a|de|du|d'|demain|ce|cette|aujourd)
    | \bcomment\ (?:aller|venir|se\ rendre|maigrir|cuire|faire\ (?:une?\ )?(?:pate|gateau|crepe|pizza|quiche))
    | \bou\ (?:acheter|dormir|sortir|se\ garer|manger)\b | \bhow\ to\ cook\b
    | \bvacances\b | \bbillets?\ d(?:e|'|u)\ ?(?:train|avion|bus|concert) | \bvols?\ pour\b | \bflights?\ (?:to|from)\b
    | \blou(?:er|e)\ (?:un|une)\ (?:voiture|velo|moto|appart\w*|maison|gite|salle)\b
    | \b(?:que|quoi|a)\ visiter\b | (?:^\W*|\b(?:un|des|prendre|cherche)\ )cours\ (?:de\ |d'){_SUBJECTS}
    | \bclub\ de\ (?:foot|judo|tennis|rugby|danse|basket|hand|gym) | ^\W*abonnement\b | \bpermis\ de\ conduire\b
    | \bassurance\ (?:auto|habitation|vie|maison)\b | \bcredit\ (?:immo|conso)\w* | \bmutuelle\ (?:sante\ )?pour\b
    | \bnumero\b.*\b(?:hopital|urgences)\b | ^\W*(?:hopital|urgences)\b | \bsalon\ de\ (?:coiffure|massage)
    | \bgarde\ d'enfants\b | \bsoutien\ scolaire\b
    | \b(?:pharmacie|boulangerie|garage|supermarche|magasin|poste|mairie|piscine)s?\ (?:ouvert|du\ coin|de\ quartier)
    | \bapprendre\ l'anglais\b | \b(?:i|to)\ learn\b | \bapprendre\ {_SUBJECTS}
    | \bdevis\b.*\b(?:peinture|toiture|salle|cuisine|fenetres?|demenag\w+|jardin|maison|travaux)\b
    | \b(?:peinture|toiture|cuisine|fenetres?|travaux|maison|bains?)\b.*\bdevis\b
    | \bpour\ (?:un\ )?particulier\b | \bje\ suis\ un\ particulier\b | \bprime\ a\ la\ (?:casse|conversion)
    | \b(?:borne|pompe\ a\ chaleur|panneaux?|poele|fibre|alarme)\b.*(?<!de\ )\bchez\ (?:moi|nous)\b
    | \bcheque\ energie\b | \baides?\ au\ logement\b | \b(?:caf|apl|rsa)\b | \ballocations?\ (?:chomage|famil|logement)
    | \bretraite\ a\ quel\b | ^\W*(?:emplois?|jobs?|recherche\ emploi)\ (?!industriel) | \bsalaire\ d
    | ^\W*(?:une\ |quelle\ )?ecoles?\ (?:d'|de\ )
    | ^\W*prix\ (?:du|de\ l'|des)\ ?(?:gazole|essence|diesel|carburants?|pain|immobilier)\b
    | \bperdu\ (?:mon|ma|mes)\b
    | \b(?:pour\ (?:bien\ |mieux\ )?dormir|maigrir|mincir|bronzer|se\ baigner)\b
    | \b(?:best|meilleure?s?)\ (?:{_GOODS})\b | \b(?:un|quel|bon)\ (?:bon\ )?(?:film|livre|roman|album)\b
    | \b(?:machine\ a\ laver|lave-\w+|frigo|congelateur|tele|ordi\w*|voiture|scooter)\ (?:en\ panne|ne\ )
    | \b(?:travaux|fuit\w*|refaire|repeindre)\b.*\b(?:maison|appartement|salle\ de\ bains?|salon|cuisine|chambre)\b
    | \b(?:book|reserver|reserve)\b.*\b(?:hotel|table|flight|train|room|chambre|billet)
    | \bpasseport\b | \bcarte\ (?:d'identite|grise|vitale)\b | \bjardin\ d'enfants\b | \bcreche\ pour\b
    """,
    re.VERBOSE,
)
"""What consumers ask of everyday things and services."""
_NEAR_HOME = re.compile(r"\b(?:pres|proche|a cote) de chez (?:moi|nous)\b|\bnear (?:me|my (?:home|house|place))\b")
_A_GOOD = re.compile(r"\b(?:une? bon(?:ne)?|a good) \w+")
_TRADESMEN = re.compile(
    rf"\b(?:{_SERVICES.replace('[ ]', ' ')}|plombiers?|electriciens?|peintres?|couvreurs?|macons?|menuisiers?"
    r"|jardiniers?|garages?|garagistes?|boulanger\w*|boucher\w*|carreleurs?|chauffagistes?|pharmacie|piscine"
    r"|magasins?|marche"
    r"|supermarche|plumber|electrician|gardener|painter|bakery|butcher|mechanic|shop|supermarket|swimming pool"
    r"|gym|sauna)\b"
)
"""Near somebody's home, they are what a consumer looks for."""
_PRIVATE = re.compile(
    r"\bje suis (?:vegetari|vegan|allergique|enceinte|fatigue|decu|amoureu|celibataire|deprime|locataire d'un app)"
)


def is_consumer(folded: str) -> bool:
    """Say whether a folded message, which tells of no company, is a consumer's.

    A company that says so is none ("un financement pas cher pour mon usine").
    """
    if _CONSUMER.search(folded) or _OF_THINGS.search(folded):
        return True
    return bool((_NEAR_HOME.search(folded) or _A_GOOD.search(folded)) and _TRADESMEN.search(folded))


def is_private(folded: str) -> bool:
    """Say whether somebody tells what they are in private life, and not of their trade ("je suis végétarien")."""
    return bool(_PRIVATE.search(folded))
