"""Messages that are not for a directory of companies' allies: a consumer's, a job seeker's, talk of every day."""

from __future__ import annotations

import re

from knowledge.consumers import is_consumer, is_private

_COMPANY = re.compile(
    r"\b(?:entreprises?|societes?|boites?|pme|tpe|eti|usines?|start-?ups?|salari\w+|employes|ouvriers?"
    r"|(?<!service )clients?|clientele"
    r"|ateliers?|filieres?|industri\w*|fabriqu\w+|fabric(?:ants?|ation)|produi(?:s|sons|sent|re)|production|vendre"
    r"|(?:je|on) vends?|nous (?!avons|cherch|voul|souhait|part|all|habit|somm|aim|dev|pouv)\w+ons"
    r"|(?!avons|sommes)[a-z]{3,}ons (?:une?|la|le|nos|du|des)|concoi\w+|concevoir|conception|developp\w+|recrut\w+"
    r"|embauch\w+|apprentis?|export\w*|brevet\w*|financ\w+|subvention\w*|investi\w+|projets?|innov\w+|transm\w+"
    r"|repren\w+|(?:je|j'|on|nous) (?:fais|fait|faisons) (?:des|du|de la|en)"
    r"|repreneurs?|reprise|succession|sous-?trait\w*|fournisseurs?|partenaires?|prototypes?|commerciali\w+|exploitants?"
    r"|associes?|concurren\w+|levee|plateformes?|logiciels?|applis?|capteurs?|fonderie|imprimerie|scierie"
    r"|marque|gamme|series?|j'ouvre"
    r"|elevage|eleveu\w+|exploitation|hectares|chantiers?|boutique|distiller\w+|brasser\w+|vignoble|domaine viticole"
    r"|laisser|leguer|ceder|passer la main|(?:ouvrir|lancer|creer|monter) (?:une?|son|sa|mon|ma|notre)"
    r"|(?:lance|cree|monte|ouvre|dirige|gere|tient) (?:une?|sa|son|leur)"
    r"|je (?:monte|cree|lance|tiens|gere|dirige|suis (?!a |en |au |dans |perdue?|malade|triste))"
    r"|compan(?:y|ies)|factory|factories|manufactur\w+|employees|customers|workshop|business|prototype"
    r"|investors?|funding"
    r"|grants?|hiring|supplier|(?:we|i) (?:make|sell|build|run|design)|sell|takes? over)\b"
)
"""Whoever says one of these speaks of a company, whatever else they say ("ma femme et moi tenons une biscuiterie")."""

_NEVER = re.compile(
    r"\bai mal\b|\bpoeme\b|\bblague\b|\b(?:tes|your) instructions\b|\bprompt\b|\bhoroscope\b|\bchanson\b|\bjokes?\b"
    r"|\bcours de l'action\b"
    r"|\bcherch\w* (?:du |un |une )?(?:travail|emploi|job|boulot|taf|stage|logement|appart\w*|maison|coloc\w*)\b"
    r"|\bfaire un stage\b|\blooking for (?:a |an )?(?:job|flat|apartment|room|internship)\b|\bstage de (?:3e|troisieme)"
    r"|(?<!une )(?<!publier des )(?<!publier nos )\boffres? d'emploi\b(?! (?:ne|restent|sans))"
    r"|^\W*(?:(?:peux[- ]tu|tu peux|can you|please)\W+)?(?:m')?(?:ecris[- ](?:moi|nous|un|une|des|le|la)"
    r"|redige|traduis|raconte|chante|dessine|resous|compose[- ]|invente|imagine[- ]|translate|sing\b|draw\b|solve\b"
    r"|write (?:me |us )?(?:an? |some )|tell me a |conte )"
    r"|\b(?:tu|te) (?:aimes|ecoutes|manges|dors|crois|preferes|reves|es (?:marie|amoureu|content|fatigue|vieux))"
    r"|\bdo you (?:like|love|eat|sleep|dream|believe|feel|prefer)\b|^\W*(?:j'aime|i (?:like|love))\b"
    r"|\b(?:vendre|louer|assurer|sell|rent) (?:ma|mon|my) (?:voiture|maison(?! d)|appart\w*|moto|velo|car|house|flat)\b"
    r"|\bstages? en entreprise (?:pour|de 3)|\bstages? pour (?:ma|mon)\b|\blettres? de motivation\b|\bmon cv\b|^\W*cv\b"
    r"|\b(?:tu es|t'es|es-tu|vous etes|etes-vous|are you) (?:un |une |a |an )?(?:robots?|ia|humain|bot|qui|human|ai)\b"
    r"|^\W*tests?\W*\d*\W*$|^\W*resum\w+[- ]moi|\b(?:me|une|ma|en) reconver\w+|^\W*pole emploi\W*$"
    r"|\bmon exercice de\b|\b(?:mon|mes|my) (?:devoirs?|homework|exposes?|dissert\w*)\b|\bun expose (?:sur|de)\b"
    r"|\bexercices? (?:de|d') ?(?:maths?|physique|anglais|francais|histoire|geo\w*|svt|chimie|orthographe)\b"
)
"""These are for nobody of the network, whoever writes them."""

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
    r"|veterinaires?|veto|serrurier|resto|restaurants?|pizzeria|bar\b|hotel|gite|airbnb"
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
_CONSUMER = re.compile(
    rf"""
    \b(?:pour|for|a|to)\ (?:ma|mon|mes|notre|nos|my|our)\ (?:\w+\ )?(?:{_RELATIVES})\b
    | \b(?:ma|mon|mes|my)\ (?:petite?\ |old\ )?(?:{_BELONGINGS})\b
    | ^\W*(?:ma|mon|my)\ (?:{_RELATIVES})\b(?!\ (?:et|and)\b)
    | \bouvert\w*\ (?:le\ |ce\ )?(?:{_DAYS}|soir|aujourd'hui|demain|24|la\ nuit|tard|maintenant|jusqu)
    | \b(?:pharmacie|medecin|dentiste|veto|veterinaire)\ de\ garde\b
    | \bopen\ (?:on\ |late|now|today|tonight) | \bopening\ (?:hours|times)\b | \ba\ quelle\ heure\b
    | \bhoraires?\b(?!\ (?:decale|de\ travail|variable|de\ nuit|atypique))
    | \bpas\ cher(?:e|s|es)?\b | \bcheap(?:est)?\b | \ben\ (?:promo|soldes?)\b | \btaille\ \d\d\b
    | \b(?:un|des|quel|bon)\ (?:bon\ |bons\ )?artisans?\ (?:serieux|fiable|de\ confiance|qui\ pose)
    | \bcherch\w*\ (?:un|une|a|an)\ (?:bon\ |bonne\ )?(?:{_SERVICES})\b
    | ^\W*(?:(?:un|une|des|a|an|le|la|is\ there\ an?)\ )?(?:bon\ |bonne\ )?(?:{_SERVICES})(?!\w)
      (?!.*\b(?:je|on|nous|we|i|besoin|cherche|veut|electrique)\b)
    | \b(?:bon|meilleur|best|good|nice|petit)s?\ (?:{_SERVICES})\b
    | \b(?:acheter|achete|offrir|buy)\ (?:un|une|a|an|des|du|some)\ (?:\w+\ )?(?:{_GOODS})\b | \bquel\w*\ \w+\ acheter\b
    | \bcadeaux?\ (?:pour|d') | \b(?:the|la)\ capitale?\ (?:of|de|du|des|d') | ^\W*capitale?\ (?:of|de|du|des|d')
    | \b(?:ou|quoi|que)\ (?:manger|boire|cuisiner)\b | \brecette\b | \bthe\ weather\b
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
    | \b(?:pour\ (?:bien\ |mieux\ )?dormir|maigrir|mincir|bronzer|se\ baigner)\b | \b(?:mon|my)\ (?:voisin|neighbou?r)\b
    | \b(?:best|meilleure?s?)\ (?:{_GOODS})\b | \b(?:un|quel|bon)\ (?:bon\ )?(?:film|livre|roman|album)\b
    | \b(?:machine\ a\ laver|lave-\w+|frigo|congelateur|tele|ordi\w*|voiture|scooter)\ (?:en\ panne|ne\ )
    | \b(?:travaux|fuit\w*|refaire|repeindre)\b.*\b(?:maison|appartement|salle\ de\ bains?|salon|cuisine|chambre)\b
    | \b(?:book|reserver|reserve)\b.*\b(?:hotel|table|flight|train|room|chambre|billet)
    | \bpasseport\b | \bcarte\ (?:d'identite|grise|vitale)\b | \bjardin\ d'enfants\b | \bcreche\ pour\b
    """,
    re.VERBOSE,
)
"""What consumers ask; a company that says so is none ("un financement pas cher pour mon usine")."""
_NEAR_HOME = re.compile(r"\b(?:pres|proche|a cote) de chez (?:moi|nous)\b|\bnear (?:me|my (?:home|house|place))\b")
_TRADESMEN = re.compile(
    rf"\b(?:{_SERVICES.replace('[ ]', ' ')}|plombiers?|electriciens?|peintres?|couvreurs?|macons?|menuisiers?"
    r"|jardiniers?|garages?|garagistes?|boulanger\w*|boucher\w*|carreleurs?|chauffagistes?|pharmacie|piscine"
    r"|magasins?|marche"
    r"|supermarche|plumber|electrician|gardener|painter|bakery|butcher|mechanic|shop|supermarket|swimming pool"
    r"|gym|sauna)\b"
)
"""Near somebody's home, they are what a consumer looks for."""


def is_elsewhere(folded: str, *, named: bool = False) -> bool:
    """Say whether a folded message is for other doors than the network's; `named`: it names one of its actors."""
    if _NEVER.search(folded):
        return True
    if named or (_COMPANY.search(folded) and not is_private(folded)):
        return False
    if is_private(folded) or is_consumer(folded) or _CONSUMER.search(folded):
        return True
    return bool(_NEAR_HOME.search(folded) and _TRADESMEN.search(folded))
