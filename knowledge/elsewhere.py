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
    r"|urssaf|depot de bilan|mise en demeure|redressement judiciaire|liquidation judiciaire"
    r"|laisser|leguer|ceder|passer la main|(?:ouvrir|lancer|creer|monter) (?:une?|son|sa|mon|ma|notre)"
    r"|(?:lance|cree|monte|ouvre|dirige|gere|tient) (?:une?|sa|son|leur)"
    r"|(?:mari|femme|conjointe?|frere|soeur|pere|mere|fils|fille|oncle|cousine?)"
    r" est \w+(?:ier|iere|iste|eur|euse|enne)"
    r"|(?:notre|nos)(?! (?:fils|filles?|enfants?|maison|appart\w*|chat|chien|voiture|bebe|mariage|vacances|famille))"
    r"|our(?! (?:son|daughter|kids?|house|home|flat|car|cat|dog|baby|wedding|holidays?|family))"
    r"|je (?:monte|cree|lance|tiens|gere|dirige|suis (?!a |en |au |dans |perdue?|malade|triste))"
    r"|compan(?:y|ies)|factory|factories|manufactur\w+|employees|customers|workshop|business|prototype"
    r"|investors?|funding"
    r"|grants?|hiring|supplier|(?:we|i) (?:make|sell|build|run|design)|sell|takes? over)\b"
)
"""Whoever says one of these speaks of a company, whatever else they say ("ma femme et moi tenons une biscuiterie")."""

_NEVER = re.compile(
    r"\bai mal\b|(?<!\bont )\bmal (?:au|a la|aux) (?:dos|tete|ventre|dents?|genoux?|pieds?|jambes?|gorge|bras)\b"
    r"|\bpoeme\b|\bblague\b|\b(?:tes|your) instructions\b|\bprompt\b|\bhoroscope\b|\bchanson\b|\bjokes?\b"
    r"|\bcours de l'action\b"
    r"|(?<!pas )\bcherch\w* (?:du |un |une )?(?:travail|emploi|job|boulot|taf|stage|logement|appart\w*|maison"
    r"|coloc\w*)\b"
    r"|(?<!n't )(?<!not )\b(?:find(?: me)?|get|need|want|any|apply for) (?:a |an |some |another )?(?:new )?jobs?\b"
    r"|\bjob openings?\b"
    r"|\b(?:best|good|nice|bonne?|meilleure?) (?:restaurant|resto|bakery|boulangerie|hotel|bar|cafe|museum|musee"
    r"|pizzeria|beach|plage)\b"
    r"|^\W*my (?:boyfriend|girlfriend|friend|husband|wife|uncle|aunt|brother|sister|father|mother|dad|mum|mom|son"
    r"|daughter|cousin) works? (?:in|at|for|nights)\b"
    r"|\bfaire un stage\b|(?<!not )\blooking for (?:a |an )?(?:job|flat|apartment|room|internship)\b"
    r"|\bstage de (?:3e|troisieme)"
    r"|(?<!une )(?<!publier des )(?<!publier nos )\boffres? d'emploi\b(?! (?:ne|restent|sans))"
    r"|^\W*(?:(?:peux[- ]tu|tu peux|can you|please)\W+)?(?:m')?(?:ecris[- ](?:moi|nous|un|une|des|le|la)"
    r"|redige|traduis|raconte|chante|dessine|resous|compose[- ]|invente|imagine[- ]|translate|sing\b|draw\b|solve\b"
    r"|write (?:me |us )?(?:an? |some )|tell me a |conte )"
    r"|\b(?:tu|te) (?:aimes|ecoutes|manges|dors|crois|preferes|reves|es (?:marie|amoureu|content|fatigue|vieux))"
    r"|\bdo you (?:like|love|eat|sleep|dream|believe|feel|prefer)\b|^\W*(?:j'aime|i (?:like|love))\b"
    r"|\b(?:vendre|louer|assurer|sell|rent) (?:ma|mon|my) (?:voiture|maison(?! d)|appart\w*|moto|velo|car|house|flat)\b"
    r"|\bstages? en entreprise (?:pour|de 3)|\bstages? pour (?:ma|mon)\b|\blettres? de motivation\b|\bmon cv\b|^\W*cv\b"
    r"|\b(?:tu es|t'es|es-tu|vous etes|etes-vous|are you) (?:un |une |a |an )?(?:robots?|ia|humain|bot|qui|human|ai"
    r"|chat ?gpt|siri|alexa)\b"
    r"|^\W*tests?\W*\d*\W*$|^\W*resum\w+[- ]moi|\b(?:me|une|ma|en) reconver\w+|^\W*pole emploi\W*$"
    r"|\bmon exercice de\b|\b(?:mon|mes|my) (?:devoirs?|homework|exposes?|dissert\w*)\b|\bun expose (?:sur|de)\b"
    r"|\bexercices? (?:de|d') ?(?:maths?|physique|anglais|francais|histoire|geo\w*|svt|chimie|orthographe)\b"
)
"""These are for nobody of the network, whoever writes them."""

_TO_THE_ASSISTANT = re.compile(
    r"""
    \b(?:t'?es|tu\ es|vous\ etes|you(?:'re|\ are))\ (?:\w+\ ){0,2}
      (?:nul(?:le)?s?|con(?:ne)?s?|bete|stupide|debile|idiot\w*|inutile|mauvais\w*|au\ top|genial\w*|super|parfait\w*
        |drole|gentil\w*|stupid|dumb|useless|great|awesome|funny)\b
    | \b(?:ta|ferme\ la|vos)\ gueules?\b | \bva\ (?:te|mourir|chier)\b | \bshut\ up\b
    | \b(?:connards?|connasses?|encul\w+|abrutis?|batards?|salopes?|fuck\w*)\b
    | \b(?:tu|vous|vs|t'?)\ ?(?:n')?(?:as|avez|comprends|comprenez)\ (?:rien|pas|mal)\b\ ?(?:compri\w*|a\ (?:ma|mon)|$)
    | \bremerci\w+\ (?:\w+\ )?(?:de|pour)\ (?:votre|vos|ton|cette|ces|tout)\b
    | (?:^|[,.!;])\W*laissez?\ tomb\w+\W*$ | \bnever\ ?mind\b
    """,
    re.VERBOSE,
)
"""What is said to the assistant itself: praise, insults, weariness."""


def is_elsewhere(folded: str, *, named: bool = False, company: bool = False) -> bool:
    """Say whether a folded message is for other doors than the network's.

    `named`: it names one of its actors; `company`: so many of its words are a company's that no consumer's counts.
    """
    if _NEVER.search(folded) or _TO_THE_ASSISTANT.search(folded):
        return True
    if named or company or (_COMPANY.search(folded) and not is_private(folded)):
        return False
    return is_private(folded) or is_consumer(folded)
