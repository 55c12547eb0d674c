"""Whether a question calls for an actor: someone to turn to, rather than a fact of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.asking import Kind, expected
from knowledge.elsewhere import is_elsewhere
from knowledge.facets import Facets
from knowledge.french import fold, stem

CALLS = 0.5
"""From this confidence a question calls for an actor."""
SURE = 0.7
"""From this one it is a search for an actor, and not a question that hides a need."""
_HIDDEN = 0.6
"""A question that the documents are asked first, though an actor may help too."""

_FACT = re.compile(
    r"""
    \bcombien\b | \bhow\ (?:many|much|long)\b | \bquand\b | \bwhen\b | \bdepuis\b | \bpourquoi\b | \bwhy\b
    | \bquelle?s?\ (?:est|sont|etait|etaient|a\ ete|fut)\ (?:la\ date|le\ budget|les?\ objectifs?|le\ role|les?\ axes?
        |le\ montant|la\ duree|les?\ etapes?|les?\ mesures?|les?\ missions?|la\ difference|les?\ criteres?
        |les\ conditions)
    | \bqui\ (?:preside|dirige|pilote|a\ |ont\ |avait|etait|lance|sont\ les\ (?:membres|presidents?|partenaires)
        |est\ (?:le|la|l')\ ?(?:president|presidente|directeur|directrice|ministre|fondateur|maire))
    | \bpresid | \bdirect(?:eur|rice)\b | \bministre\b | \bfondat | \bsalaries\ (?:compte|ont)\b
    | \bwho\ (?:chairs|heads|leads|runs|is\ the\ (?:president|director|head)|launched|announced)
    | \bqu(?:'|\ )est[ -]ce\ qu(?:'|e)\ ?(?:un|une|le|la|l'|c'est)\b
    | \bc'?\ ?est\ quoi\ (?:un|une|le\ plan|le\ programme)
    | \bwhat\ (?:is|are)\ (?:a|an|the)\b | \bdefinition\b | \bsignifie\b | \bveut\ dire\b | \ba\ quoi\ ser
    | \ble\ plan\b | \bdu\ plan\b | \bplan\ (?:national|territoires)\b | \bprogramme\b | \bdispositif\b(?!\ medic)
    | \bcommunique\b | \bannonce | \bphase\b | \bcour\ des\ comptes\b | \bprevu | \bretenue?s\b
    | \bexiste-t-(?:il|elle)s?\b(?!\ (?:une?|des|d')\b)
    | \blabel(?:l?is|\b) | \bterritoires?\ d'industrie\b | \bpremier\ ministre\b | \bgouvernement\b
    | \bengage(?:ment|s)\w* | \bmontant\b | \bminimum\b | \bpeut[- ]on\b | \bdiff?eren
    | \bpartenaires\ nationaux\b | \bthe\ plan\b | \bthe\ programme?\b
    """,
    re.VERBOSE,
)
_FACTUAL = re.compile(
    r"\b(?:diff?eren|montant|minim|maxim|taux\b|budget|plafond|peut[- ]on|est[- ]ce que (?:le|la|les|l')|presid"
    r"|directeur|directrice|director\b|dirige\b|how much\b|que (?:fait|font)\b|a (?:quoi|koi) ser|role\b|still open"
    r"|\bvs\b|versus|eligib|pour qui\b|(?:a|ont|ai|avons) droit\b"
    r"|qui (?:peut|peuvent) (?:en )?(?:benefici|demander|candidat|postul|repondre|toucher|obtenir|deposer)"
    r"|(?:fait|font) (?:quoi|koi)\b|ser(?:t|vent) (?:a|en) (?:quoi|koi)\b|expliqu\w|explain"
    r"|c'?(?:est)? ?(?:quoi|koi)\b(?! (?:le|leur|son|l'|votre) ?(?:site|mail|adresse|contact|numero|tel))"
    r"|\bc'?(?:est)? qui (?:le|la|les)\b|qui (?:choisit|decide|nomme|designe|labelise)"
    r"|\bfond(?:e|ee|es|ateurs?|atrice)\b|\bfound(?:ed|er)\b|(?:chois\w+|decide\w*|finance\w*) par"
    r"|pour quelles? filieres?|comment (?:sont|est|marche|fonctionne)\w*|how (?:are|is|does) \w+)"
)
_BECAME = re.compile(
    r"\bdevenu|\brepris\b|\breprend\b|\bremplac|\bexiste\b|\bstill\b|\brenam|\brenomm|\bnouveau nom\b|\bnew name\b"
    r"|\bappel\w+ comment\b|\bfusionn|\bmerge|\babsorb|\bnow called\b|\bcalled now\b|\bchange\w* de nom\b|\bdisparu"
)
"""What is asked of a body under the name that it had before."""
_REACHES = re.compile(
    r"^\W*(?:(?:le|la|l|les|un|quel(?:le)? est|donne[zr]?[- ]moi|je (?:cherche|veux|voudrais)|the|avez[- ]vous)\b\W*)*"
    r"(?:(?:sites?|liens?|url|pages?|website|link|web)\b(?! (?:pour|qui|en)\b)(?P<page>)"
    r"|(?:adresse|mails?|e-?mails?|courriels?|contacts?|coordonnees|telephone|tel|numero|phone|number)\b"
    r"(?! (?:pour|qui|en)\b))"
)
"""A message that opens by asking how to reach somebody (`page`: on the web)."""
_FACTS = frozenset({Kind.DATE, Kind.NUMBER, Kind.DEFINITION, Kind.REASON})
_OWN = re.compile(
    r"\b(?:je|nous|mon|ma|mes|notre|nos|moi|g|jai|jveux|jveu|jvx|jsuis|chuis?|jfais)\b|\b[jm]'|\bj (?=\w)"
    r"|(?<![-'])\bon\b|\b(?:i|im|we|my|our|me)\b|\bune? (?:pme|tpe|artisan)\b"
    r"|^\W*(?:\d[\dab]\d{0,3}\W+)?(?:(?:un|une|petite?|jeune|small|young|french|family)\W+){0,2}(?:fabricante?s?"
    r"|atelier|usine|fabrique|entreprise|societe|boite|patron(?:ne)?|artisane?s?|gerante?|dirigeante?|chef d'entreprise"
    r"|product(?:eur|rice)s?|eleveu(?:r|se)s?|start-?up|pme|tpe|eti|maker|manufacturer|producer|workshop|factory|company|owner|founder)\b"
    r"(?= (?:de|d'|du|des|dans|en|a|au|aux|of|in|near|based|from|qui (?!peu))|,)"
)
"""Who speaks of their own company, or opens with what it is ("fabricant de…", "maker of…")."""
_WHOM = r"(?<!ce )\bqui (?:peut|peuvent|pourrait|contacter|appeler|voir|aide)\b(?!-)"
_TO_WHOM = r"\b(?:a|vers|aupres de) qui (?:(?:s'|m'|me |nous )?\w+er\b|j[e']|puis\b|dois\b|on\b|peut-on)"
_SEEKING = re.compile(
    rf"{_WHOM}|{_TO_WHOM}"
    r"|\b(?:qui (?:finance|paye|paie|prete|subventionne)|who (?:funds|finances|pays|lends))\b"
    r"(?! (?:\w+ )?(?:poles?|clusters?|incubat\w*|satt|techno\w*|acceler\w*|territo\w*|plan|program\w*|chefs?)\b)"
    r"|\bqui (?:pour|m'|nous)|\bqui (?:bosse|travaille|s'occupe|intervient|est specialis)\w*|\bqui fait (?:de|du|des)\b"
    r"|\by ?a(?:-t-il|urait)?(?:-il)? ?(?:pas )?(?:une?|des|quelqu|qqn|qqch)\b|\bis there an?\b|\bpar ou commencer"
    r"|\bou (?:trouver|m'adresser|s'adresser|puis|aller|(?:se )?\w{3,}er\b)"
    r"|\bcherch(?:e|ons|ent|er)\b|\brecherche (?:une?|des|d')|\bbesoin|\baide[rsz]?\b|(?<!en )\bcontact"
    r"|\binterlocuteurs?\b(?! d)|\badresser\b|\badresse d|\borient"
    r"|\bconseils?\b(?! (?:execut|region|municip|gener|nation|d))|\bsite web"
    r"|\bquel(?:le|s|les)? (?:pole|cluster|reseau(?! social)|structure|acteur|organisme|agence|incubateur|accelerateur"
    r"|technopole|satt)"
    r"|\bwho (?:can|could|should|to)|\blooking for|\bneed|\bhelp|\bfind|\bnear|\bwhere (?:can|to|do)"
    r"|\bcomment (?:je|on|puis|faire|s'y|\w+(?:er|ir|re)\b)|\bhow (?:can|do|to)|\baccompagn|\bj?v(?:eux|eu|x)\b"
    r"|\bvoudr|\b(?:je|nous|on) souhait|\bmon projet"
)
_HELP = re.compile(
    rf"{_WHOM}|{_TO_WHOM}|\ba qui\W*$|\bvers qui\b|\binterlocuteurs?\b(?! d)|(?<!en )\bcontact\b|\bbesoin d'aide"
    r"|\bm'aider\b|\bnous aider\b|\bm'accompagner|\bwho (?:can|should|to)\b|\bqui pour m|\bhelp (?:me|us|my|our)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:et|mais|alors|donc|and|a|de|d|par|pour|dans|en|avec|sur|vers|chez|depuis|selon|sous|jusqu|contre"
    r"|apres|avant|entre|au|bord|cours|nom|partir|cote|l|la|le|les|in|from|to|by|with|on|at)\b\W*){0,4}"
    r"(?:qui|que|qu|quoi|quel(?:le)?s?|(?:la|le|les|du|des|au|aux)?quel(?:le)?s?|combien|comment|quand|pourquoi|ou"
    r"|est-ce|what|which|who|whom|whose|when|where|why|how|is|are|was|were|does|do|did)\b"
    r"|-(?:t-)?(?:il|elle|ils|elles)\b|-t-on\b"
)
"""A question in the third person, unless the person speaks of themselves or seeks help."""
_ASKED_OF = re.compile(r"^\W*(?:quel(?:le)?s?|what|which) (?!site|adresse|contact)\w+")
"""A question about something's nature ("quelle est la capitale…"), unless it seeks or speaks of a company."""
_BARE = 4
"""A message of so few words that it is only a search ("plasturgie Ain")."""

_ORDINARY = frozenset(
    stem(word)
    for word in """
    entreprise societe boite pme tpe eti usine atelier projet cherche recherche trouver aide aider monter
    lancer petit petite grand nouveau nouvelle secteur domaine region ville pres proche autour cote quelqu
    personne contact bon meilleur fabrique fabriquer produire production produit travaille travail metier
    activite specialise patron dirigeant chef gerant industriel industrie local regional conseil conseiller
    rapidement urgent parler rencontrer existe connait company small run works work working make makes making
    obtenir beneficier toucher avoir trouve existe business sector field someone people good best area around
    pays bassin agglo agglomeration vallee france french suis sommes etre etais etait serais seul seule
    """.split()
)
"""Stems that say nothing of what is asked, whatever is."""
CUES = frozenset(
    """
    site web internet adresse mail email courriel telephone tel numero num contact contacter joindre lien page
    coordonnees appeler ecrire ville website phone number reach address link city located siege social trouve situe
    donne donnez
    """.split()
)
"""Folded words of who asks how to reach an actor, or where it is."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a message shows of whether it calls for an actor."""

    question: str
    facets: Facets
    named: bool
    """It names an actor."""
    placed: bool
    """It names a place."""
    described: bool
    """An actor's description holds its rare words."""
    length: int
    """Its words of meaning."""
    former: bool = False
    """By a name that it had before."""
    asks_of_name: bool = False
    """It says more than the name of an actor and a word of contact."""

    @property
    def strange(self) -> int:
        """How many of its words neither a facet nor the habits of such messages explain."""
        return sum(not is_ordinary(word) and not word.isdigit() for word in self.facets.others)

    def strange_beside(self, known: frozenset[str]) -> int:
        """How many of its strange words are not among these either, or their stems."""
        stems = known | frozenset(map(stem, known))
        return sum(not (is_ordinary(word) or word.isdigit() or word in stems) for word in self.facets.others)

    @property
    def understood(self) -> int:
        """How many of its words the directory explains."""
        return self.length - len(self.facets.others)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a message is put."""

    own: bool
    seeking: bool
    helped: bool
    asking: bool


def is_ordinary(word: str) -> bool:
    """Say whether a word, or its stem, tells nothing of what is asked ("entreprise", "cherche")."""
    whole = word.rstrip("=")  # the mark of a word kept whole
    return whole in _ORDINARY or stem(whole) in _ORDINARY


def confidence(signs: Signs) -> float:
    """Give, from 0 to 1, how surely a question calls for an actor: CALLS, SURE and what lies between."""
    folded = fold(signs.question)
    if is_elsewhere(folded, named=signs.named):
        return 0.0
    if signs.former and _BECAME.search(folded):
        return 0.95
    if _reaches_another(signs, folded):
        return 0.4
    form = _form(folded)
    surely = _of_a_fact(signs, form) if _FACT.search(folded) else _of_a_need(signs, form, folded)
    return min(surely, _HIDDEN) if _is_factual(signs.question, folded) else surely


def asks_fact(question: str) -> bool:
    """Say whether a message asks for a fact, of the plan or of somebody."""
    folded = fold(question)
    return bool(_FACT.search(folded)) or _is_factual(question, folded)


def _form(folded: str) -> _Form:
    own, seeking, helped = (bool(cue.search(folded)) for cue in (_OWN, _SEEKING, _HELP))
    return _Form(own, seeking, helped, bool(_ASKS.search(folded)))


def _is_factual(question: str, folded: str) -> bool:
    """Whether a message asks for a fact (a date, a number, a definition, who holds an office)."""
    return bool(_FACTS.intersection(expected(question))) or bool(_FACTUAL.search(folded))


def _reaches_another(signs: Signs, folded: str) -> bool:
    """Whether a message asks how to reach a body that the directory does not hold ("contact incubateur dinum")."""
    reaches = _REACHES.search(folded)
    facets = signs.facets
    if not reaches or signs.named or facets.themes or facets.exact or _OWN.search(folded):
        return False
    if reaches["page"] is not None and not facets.kinds:
        return not signs.placed and all(need.generic for need in facets.needs)
    return signs.strange_beside(CUES) > 0 and not facets.needs


def _of_a_fact(signs: Signs, form: _Form) -> float:
    """A question on the plan may still hide the need of a company that speaks of itself."""
    if form.helped and (form.own or signs.facets):
        return _HIDDEN
    if form.own and signs.facets and not signs.named:
        return _HIDDEN
    return 0.2 if signs.facets or signs.named else 0.0


def _of_a_need(signs: Signs, form: _Form, folded: str) -> float:
    facets, speaks = signs.facets, form.own or form.seeking
    if signs.named:
        if _ASKED_OF.search(folded) and not speaks:
            return 0.4
        return _HIDDEN if signs.asks_of_name else 0.95
    if not facets:
        return _without_facets(signs, form)
    if _is_beside(signs, form) or (_ASKED_OF.search(folded) and not (speaks or facets.kinds)):
        return 0.4
    if facets.themes or facets.exact:
        return 0.9 if speaks or facets.kinds else SURE
    if facets.kinds:
        return 0.9 if signs.placed or form.seeking else (SURE if signs.length <= _BARE else 0.4)
    return 0.8 if speaks or signs.length <= _BARE else 0.55


def _is_beside(signs: Signs, form: _Form) -> bool:
    """Whether what the directory understood is a word in passing of something else.

    Who tells what they do, or seeks help, may say it in words of their own; a question in the third person has to be
    about a trade, a kind or a need.
    """
    strange, understood = signs.strange, signs.understood
    if form.asking and not (form.own or form.seeking or form.helped or signs.placed or signs.facets.kinds):
        return True
    if form.helped or not strange:
        return False
    if form.own:
        return strange > 2 * understood + 2
    if form.asking:
        return strange > (understood // 2 if not form.seeking else understood)
    return strange > 2 * understood


def _without_facets(signs: Signs, form: _Form) -> float:
    if signs.described and (form.seeking or form.own or not form.asking):
        return _HIDDEN
    if form.helped:
        return SURE if signs.placed or form.own else 0.5
    if signs.placed:
        return 0.5 if form.own else 0.3
    return 0.0
