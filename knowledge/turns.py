"""The turns of phrase that show how a message is put: a fact asked, somebody sought, a company of one's own."""

from __future__ import annotations

import re

FACT = re.compile(
    r"""
    \bcombien\b | \bhow\ (?:many|much|long)\b | \bquand\b | \bwhen\b | \bdepuis\ (?:quand|combien|quelle)\b
    | \bpourquoi\b | \bwhy\b
    | \bquelle?s?\ (?:est|sont|etait|etaient|a\ ete|fut)\ (?:la\ date|le\ budget|les?\ objectifs?|le\ role|les?\ axes?
        |le\ montant|la\ duree|les?\ etapes?|les?\ mesures?|les?\ missions?|la\ difference|les?\ criteres?
        |les\ conditions)
    | \bqui\ (?:preside|dirige|pilote|a\ |ont\ |avait|etait|lance|sont\ les\ (?:membres|presidents?|partenaires)
        |est\ (?:le|la|l')\ ?(?:president|presidente|directeur|directrice|ministre|fondateur|maire))
    | \bpresid(?!\w*\ (?:de|d')\ ?(?:notre|mon|ma|nos)\b)
    | \bdirect(?:eur|rice)\b | \bministre\b
    | \b(?:les?|la|du|des|est)\ fondat\w+ | \bfondat\w+\ (?:de|du|des)\b | \bfondat\w+\ d'
    | \bsalaries\ (?:compte|ont)\b
    | \bwho\ (?:chairs|heads|leads|runs|is\ the\ (?:president|director|head)|launched|announced)
    | \bqu(?:'|\ )est[ -]ce\ qu(?:'|e)\ ?(?:un|une|le|la|l'|c'est)\b
    | \bc'?\ ?est\ quoi\ (?:un|une|le\ plan|le\ programme)
    | \bwhat\ (?:is|are)\ (?:a|an|the)\b | \bdefinition\b | \bsignifie\b | \bveut\ dire\b | \ba\ quoi\ ser
    | \ble\ plan\b | \bdu\ plan\b | \bplan\ (?:national|territoires)\b
    | (?<!\bun\ )(?<!\bdes\ )\bprogramme\b | \bdispositif\b(?!\ medic)
    | \bcommunique\b | \bannonce | \bphase\b | \bcour\ des\ comptes\b | \bprevu | \bretenue?s\b
    | \bexiste-t-(?:il|elle)s?\b(?!\ (?:une?|des|d')\b)
    | \blabel(?:l?is|\b(?!\ (?:rouge|bio|ab\b))) | \bterritoires?\ d'industrie\b | \bpremier\ ministre\b
    | \bgouvernement\b
    | \bengage(?:ment|s)\w* | \bmontant\b | \bminimum\b | \bpeut[- ]on\b | \bdiff?eren
    | \bpartenaires\ nationaux\b | \bthe\ plan\b | \bthe\ programme?\b
    """,
    re.VERBOSE,
)
FACTUAL = re.compile(
    r"\b(?:diff?eren|montant|minim|maxim|taux\b|budget|plafond|peut[- ]on|est[- ]ce que (?:le|la|les|l')|presid"
    r"|directeur|directrice|director\b|dirige\b|how much\b|que (?:fait|font)\b|a quoi ser|role\b|still open"
    r"|\brebaptis\w*|\brenomm\w*|\bvs\b|versus|eligib|pour qui\b|(?:a|ont|ai|avons) droit\b"
    r"|qui (?:peut|peuvent) (?:en )?(?:benefici|demander|candidat|postul|repondre|toucher|obtenir|deposer)"
    r"|(?:fait|font) quoi\b|ser(?:t|vent) (?:a|en) quoi\b|expliqu\w|explain"
    r"|c'?(?:est)? ?quoi\b(?! (?:le|leur|son|l'|votre) ?(?:site|mail|adresse|contact|numero|tel))"
    r"|\bc'?(?:est)? qui (?:le|la|les)\b|qui (?:choisit|decide|nomme|designe|labelise)"
    r"|\bfond(?:e|ee|es|ateurs?|atrice)\b|\bfounded\b|\bfounders? of\b|\b(?:the|its|their) founders?\b"
    r"|(?:chois\w+|decide\w*|finance\w*) par"
    r"|pour quelles? filieres?|comment (?:sont|est|marche|fonctionne)\w*|how (?:are|is|does) \w+)"
)
BECAME = re.compile(
    r"\bdevenu|\brepris\b|\breprend\b|\bremplac|\bexiste\b|\bstill\b|\brenam|\brenomm|\brebaptis"
    r"|\bnouveau nom\b|\bnew name\b"
    r"|\bappel\w+ comment\b|\bfusionn|\bmerge|\babsorb|\bnow called\b|\bcalled now\b|\bchange\w* de nom\b|\bdisparu"
)
"""What is asked of a body under the name that it had before."""
REACHES = re.compile(
    r"^\W*(?:(?:le|la|l|les|un|quel(?:le)? est|donne[zr]?[- ]moi|je (?:cherche|veux|voudrais)|the|avez[- ]vous)\b\W*)*"
    r"(?:(?:sites?|liens?|url|pages?|website|link|web)\b(?! (?:pour|qui|en)\b)(?P<page>)"
    r"|(?:adresse|mails?|e-?mails?|courriels?|contacts?|coordonnees|telephone|tel|numero|phone|number)\b"
    r"(?! (?:pour|qui|en)\b))"
)
"""A message that opens by asking how to reach somebody (`page`: on the web)."""
OWN = re.compile(
    r"\b(?:je|nous|mon|ma|mes|notre|nos|moi|g|jai|jveux|jveu|jvx|jsuis|chuis?|jfais)\b|\b[jm]'|\bj (?=\w)"
    r"|(?<![-'])\bon\b|\b(?:i|im|we|my|our|me)\b|\bune? (?:pme|tpe|artisan)\b"
    r"|^\W*(?:\d[\dab]\d{0,3}\W+)?(?:(?:un|une|petite?|jeune|small|young|french|family)\W+){0,2}(?:fabricante?s?"
    r"|atelier|usine|fabrique|entreprise|societe|boite|patron(?:ne)?|artisane?s?|gerante?|dirigeante?|chef d'entreprise"
    r"|product(?:eur|rice)s?|eleveu(?:r|se)s?|start-?up|pme|tpe|eti|maker|manufacturer|producer|workshop|factory|company|owner|founder)\b"
    r"(?=(?: (?:mecaniques?|familiale?s?|artisanale?s?|industriel(?:le)?s?|textiles?|metallurgiques?|agroalimentaires?"
    r"|electroniques?|chimiques?|agricoles?|aeronautiques?|alimentaires?|locale?s?|rurale?s?))?"
    r" (?:de|d'|du|des|dans|en|a|au|aux|of|in|near|based|from|qui (?!peu))|,)"
)
"""Who speaks of their own company, or opens with what it is ("fabricant de…", "maker of…")."""
WHOM = r"(?<!ce )\bqui (?:peu?[tx]?|peuvent|pourrait|contacter|appeler|voir|aide)\b(?!-)"
TO_WHOM = r"\b(?:a|vers|aupres de) qui (?:(?:s'|m'|me |se |nous )?\w+er\b|j[e']|puis\b|dois\b|on\b|peut-on)"
SEEKING = re.compile(
    rf"{WHOM}|{TO_WHOM}"
    r"|\bqui (?!(?:a|ont|avait|est|sont|etait|fut|sera|suis|es|sommes|etes)\b)(?:nous |m')?\w+"
    r" (?:une?|des|d'une?|mon|ma|mes|notre|nos)\b"
    r"|\bwho (?!(?:is|are|was|were|has|had)\b)\w+ (?:an?|some|my|our)\b"
    r"|\bqui (?:pour|m'|nous)"
    r"|\bquelqu ?'? ?un\b|\b(?:some|any)(?:one|body)\b"
    r"|\bqui (?:bosse|travaille|connait|sait\b|maitrise|s'occupe|intervient|est specialis)\w*"
    r"|\bqui fait (?:de|du|des)\b"
    r"|-t-(?:ils?|elles?|on) (?:une?|des)\b|\bdo(?:es)? \w+(?: \w+)? (?:have|offer) an?\b"
    r"|\by ?a(?:-t-il|urait)?(?:-il)? ?(?:pas )?(?:une?|des|quelqu|qqn|qqch)\b|\bis there an?\b|\bpar ou commencer"
    r"|\bou (?:trouver|m'adresser|s'adresser|puis|aller|(?:se )?\w{3,}er\b)"
    r"|\bcherch(?:e|ons|ent|er)\b|\brecherche (?:une?|des|d')|\bbesoin|\baide[rsz]?\b|(?<!en )\bcontact"
    r"|\binterlocuteurs?\b(?! d)|\badresser\b|\badresse d|\borient"
    r"|\bconseils?\b(?! (?:execut|region|municip|gener|nation|commun|d))|\bsite web"
    r"|\bquel(?:le|s|les)? (?:pole|cluster|reseau(?! social)|structure|acteur|organisme|agence|incubateur|accelerateur"
    r"|technopole|satt|service|administration|operateur|interlocuteur|association|federation|syndicat|groupement)"
    r"|\bquel(?:le|s|les)? (?:leviers?|solutions?|aides?|moyens?|demarches?|pistes?|recours|dispositifs?)\b"
    r"|\bwho (?:can|could|should|to)|\blooking for|\bneed|\bhelp|\bfind|\bnear|\bwhere (?:can|to|do)"
    r"|\bcomment (?:ne |pas |plus |se |me |nous |m'|s'|bien |mieux ){0,4}(?:je|on|puis|faire|s'y|\w+(?:er|ir|re)\b)"
    r"|\bhow (?:can|do|to)|\baccompagn|\bj?v(?:eux|eu|x)\b"
    r"|\bvoudr|(?<!vous )(?<!te )\bsouhait\w+|\baimerai\w+|\bveu(?:t|lent)\b|\bmon projet"
)
SERVED = re.compile(
    r"\b(?:qui (?:co-?)?(?:finance|pay|pai|pret|subventionn|aid|accompagn|souti|conseill|form|heberg|incub|repren)\w*"
    r"|who (?:funds|finances|pays|lends|supports|helps|trains|hosts|advises))\b"
)
"""Who serves a known thing: an ally of companies, if it is one of their needs, or else a fact of the plan."""
GATHERS = re.compile(
    r"\b(?:qui|quel(?:le)? \w+) (?:represent|feder|regroup|rassembl|anim|suit\b|suiv|coordonn|reuni|defend)\w*"
    r"|\bwho (?:represents|gathers|brings|coordinates|defends|federates)\b"
)
"""Who brings the others together: a body of the network, if the directory knows whom."""
ROLE = re.compile(
    r"^\W*(?:(?:ex|ancien(?:ne)?|jeune|nouveau|nouvelle)\W+)?(?:direct(?:eur|rice)|responsable|chef(?:fe)?|pdg|dg"
    r"|cadre|ingenieure?|technicien(?:ne)?|head|director|manager|ceo|cto)"
    r"(?: \w+(?:el|al|if|que|ale|ive|ier|iere|ats)\b)*"
    r"(?! (?:du|des|de l[a']?|of the)\b)"
)
"""Who opens with their own office ("directeur d'usine à Lille"); with an article it is another's."""
HELP = re.compile(
    rf"{WHOM}|{TO_WHOM}|\ba qui\W*$|\bvers qui\b|\binterlocuteurs?\b(?! d)|(?<!en )\bcontact\b|\bbesoin d'aide"
    r"|\bm'?aider\b|\bnous aider\b|\bm'accompagner|\bwho (?:can|should|to)\b|\bqui pour m|\bhelp (?:me|us|my|our)\b"
)
ASKS = re.compile(
    r"^\W*(?:(?:et|mais|alors|donc|and|a|de|d|par|pour|dans|en|avec|sur|vers|chez|depuis|selon|sous|jusqu|contre"
    r"|apres|avant|entre|au|bord|cours|nom|partir|cote|l|la|le|les|in|from|to|by|with|on|at)\b\W*){0,4}"
    r"(?:qui|que|qu|quoi|quel(?:le)?s?|(?:la|le|les|du|des|au|aux)?quel(?:le)?s?|combien|comment|quand|pourquoi|ou"
    r"|est-ce|what|which|who|whom|whose|when|where|why|how|is|are|was|were|does|do|did)\b"
    r"|-(?:t-)?(?:il|elle|ils|elles)\b|-t-on\b"
)
"""A question in the third person, unless the person speaks of themselves or seeks help."""
ASKED = re.compile(
    rf"(?:{ASKS.pattern})|[,.;:(]\W{{0,3}}(?:(?:a|de|par|pour|dans|en|et|mais|depuis)\ )?"
    r"(?:qui\ (?:a|ont|preside|dirige|pilote|est|sont)|quel(?:le)?s?|combien|comment|quand|pourquoi|quoi|what|who|when"
    r"|how|which|why)\b"
    r"|\b(?:savoir(?!-)|(?:je|vous|tu|on) (?:sav\w+|sais|connai\w+|demand\w+)|dis|dites|donne[rz] ?-?moi|indique[rz]?"
    r"|explique[rz]?|know(?!-)|tell me"
    r"|territoires? d'industrie|le plan|label)\b"
)
"""A question, put at once or after some words, or one that somebody says that they ask."""
ASKED_OF = re.compile(r"^\W*(?:quel(?:le)?s?|what|which) (?!site|adresse|contact)\w+")
"""A question about something's nature ("quelle est la capitale…"), unless it seeks or speaks of a company."""
OF_A_DOCUMENT = re.compile(
    r"\b(?:dans|selon|d'apres|que di(?:t|sent)|temoigne\w*|cite\w*|in|according to)"
    r" (?:la|le|les|cette|ce|votre|the|this|l')? ?"
    r"(?:brochure|livre blanc|communique|rapport|etude|guide|plaquette|white paper|report|press release)\b"
)
"""What a document says is asked of the documents first."""
