"""Whether a question calls for an actor: someone to turn to, rather than a fact of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.asking import Kind, expected, spelling_out
from knowledge.elsewhere import is_elsewhere
from knowledge.facets import Facets
from knowledge.french import STOP_WORDS, fold, stem, words
from knowledge.turns import (
    ASKED,
    ASKED_OF,
    ASKS,
    BECAME,
    FACT,
    FACTUAL,
    GATHERS,
    HELP,
    OF_A_DOCUMENT,
    OWN,
    REACHES,
    ROLE,
    SEEKING,
    SERVED,
)

CALLS = 0.5
"""From this confidence a question calls for an actor."""
SURE = 0.7
"""From this one it is a search for an actor, and not a question that hides a need."""
_HIDDEN = 0.6
"""A question that the documents are asked first, though an actor may help too."""

_FACTS = frozenset({Kind.DATE, Kind.NUMBER, Kind.DEFINITION, Kind.REASON})
_COMPANY = 0.68
"""Less likely to be a company's, a message that names no actor calls for none."""
_EXPLAINED_COMPANY = 0.4
"""The same for one that tells a trade and what it is after, and nothing else."""
_NO_COMPANY = 0.2
"""Less likely, it calls for none, whatever kind of structure or description it names."""
_AIMED_COMPANY = 0.3
"""The same for a short one that is after something the phrases know."""
_BARE = 4
"""A message of so few words that it is only a search ("plasturgie Ain")."""
_BAREST = 2
"""One that is but a trade and another word, perhaps a town misspelt ("metalurgie mets")."""

_ORDINARY = frozenset(
    stem(word)
    for word in """
    entreprise societe boite pme tpe eti usine atelier projet cherche recherche trouver aide aider monter
    lancer petit petite grand nouveau nouvelle secteur domaine region ville pres proche autour cote quelqu
    personne contact bon meilleur fabrique fabriquer produire production produit travaille travail metier
    activite specialise patron dirigeant chef gerant industriel industrie local regional conseil conseiller
    rapidement urgent parler rencontrer existe connait company small run works work working make makes making
    obtenir beneficier toucher avoir trouve existe business sector field someone people good best area around
    organisme organisation occupe structure interlocuteur savoir sait connaitre niveau national nationale echelle
    pls plz stp svp please merci
    pays bassin agglo agglomeration vallee france french suis sommes etre etais etait serais seul seule
    """.split()
)
"""Stems that say nothing of what is asked, whatever is."""
CUES = frozenset(
    """
    site web internet adresse mail email courriel telephone tel numero num contact contacter joindre lien page
    coordonnees appeler ecrire ville website phone number reach address link city located siege social trouve situe
    situee situes installe installee installes base basee bases localise based
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
    company: float = 1.0
    """How likely it is to be a company's, by its words alone."""
    sure: bool = False
    """Its words surely call for an actor, however few of them a facet explains."""
    surest: bool = False
    """So much that neither a consumer's words, nor those of a question of fact, nor strange ones stand against them."""
    asks_of_name: bool = False
    """It says more than the name of an actor and a word of contact."""

    @property
    def strange(self) -> int:
        """How many of its words neither a facet nor the habits of such messages explain."""
        return sum(not tells_nothing(word) for word in self.facets.others)

    def strange_beside(self, known: frozenset[str]) -> int:
        """How many of its strange words are not among these either, or their stems."""
        stems = known | frozenset(map(stem, known))
        return sum(not (tells_nothing(word) or word in stems) for word in self.facets.others)

    @property
    def of_companies(self) -> bool:
        """Whether it asks for what companies do and need, and not only for what public bodies do."""
        facets = self.facets
        public = any(need.public for need in facets.needs)
        return bool(facets.themes or facets.exact or facets.kinds or facets.needs) and not public

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
    serving: bool
    """It asks who serves something."""


def is_ordinary(word: str) -> bool:
    """Say whether a word, or its stem, tells nothing of what is asked ("entreprise", "cherche")."""
    whole = word.rstrip("=")  # the mark of a word kept whole
    return whole in _ORDINARY or stem(whole) in _ORDINARY


def tells_nothing(word: str) -> bool:
    """Say whether a word that nothing explains is a number, or an ordinary one."""
    return word.isdigit() or is_ordinary(word)


def confidence(signs: Signs) -> float:
    """Give, from 0 to 1, how surely a question calls for an actor: CALLS, SURE and what lies between."""
    folded = _plain(signs.question)
    if is_elsewhere(folded, named=signs.named, company=signs.surest or _is_of_all(signs)) or (
        not signs.named and (_is_private(signs, folded) or _only_reaches(folded))
    ):
        return 0.0
    if signs.former and BECAME.search(folded):
        return 0.95
    if _reaches_another(signs, folded):
        return 0.4
    form = _form(folded, signs)
    if OF_A_DOCUMENT.search(folded):
        return min(_of_a_need(signs, form, folded), _HIDDEN)
    if _tells(signs, folded):
        return _of_a_need(signs, form, folded)
    surely = _of_a_fact(signs, form) if FACT.search(folded) else _of_a_need(signs, form, folded)
    return min(surely, _HIDDEN) if _is_factual(signs.question, folded) else surely


def _tells(signs: Signs, folded: str) -> bool:
    """Whether a company tells of itself, so that its words of questions ask nothing ("un gilet qui appelle quand…")."""
    told = signs.sure and signs.length > _BARE and not signs.named and "?" not in signs.question
    counts = Kind.NUMBER in expected(signs.question)  # "cb de…"
    return told and not (counts or ASKED.search(folded) or FACTUAL.search(folded))


def _is_private(signs: Signs, folded: str) -> bool:
    """Whether a message is unlikely to be a company's, and has nothing else of one.

    Such are a kind of structure, rare words of a description, and a place where somebody seeks whom to turn to.
    """
    told = signs.facets.aims or (signs.facets.themes and signs.length <= _BAREST)
    aimed = told and signs.strange <= signs.understood and signs.company >= _AIMED_COMPANY
    explained = not signs.strange or aimed
    if explained and signs.facets and signs.length <= _BARE:  # "je suis parfumeur à Grasse"
        return False
    if _is_of_all(signs):
        return False
    if signs.facets.aims and FACT.search(folded) and OWN.search(folded):  # "le plan peut-il financer mon usine ?"
        return False
    if signs.company < _NO_COMPANY and not signs.described:  # "une chambre à louer", "le pôle femme enfant du CHU"
        return True
    helped = signs.placed and HELP.search(folded) is not None
    return signs.company < _least(signs) and not (helped or signs.described or signs.facets.kinds)


def _is_of_all(signs: Signs) -> bool:
    """Whether a message is only after what anybody is sent to the same body for ("how much is a trademark")."""
    aims = signs.facets.aims
    if signs.strange or not aims or not all(need.anybody for need in aims):
        return False
    kinds = expected(signs.question)
    return Kind.NUMBER not in kinds or Kind.AMOUNT in kinds


def _least(signs: Signs) -> float:
    """How likely a message is to be a company's at least, by how much of it is explained."""
    if signs.facets.aims and signs.facets.themes and not signs.strange:
        return _EXPLAINED_COMPANY
    return _COMPANY


def _only_reaches(folded: str) -> bool:
    """Whether a message has but words of contact, and says of whom nowhere ("un numéro de téléphone ?")."""
    content = [word for word in words(folded) if word not in STOP_WORDS]
    return bool(content) and all(word in CUES for word in content)


def asks_fact(question: str) -> bool:
    """Say whether a message asks for a fact, of the plan or of somebody."""
    return _asks_fact(question, _plain(question))


def asks_of_others(question: str) -> bool:
    """Say whether a message that speaks of no company of its own asks for a fact, or how to reach somebody."""
    folded = _plain(question)
    speaks = OWN.search(folded) or SEEKING.search(folded)
    return not speaks and (_asks_fact(question, folded) or REACHES.search(folded) is not None)


def _asks_fact(question: str, folded: str) -> bool:
    return FACT.search(folded) is not None or _is_factual(question, folded)


def _plain(question: str) -> str:
    """A question folded, its hurried question words spelt out, and an office that it opens with told as one's own."""
    return ROLE.sub("je suis", spelling_out(fold(question)))


def _form(folded: str, signs: Signs) -> _Form:
    own, seeking, helped = (bool(cue.search(folded)) for cue in (OWN, SEEKING, HELP))
    serving = bool(SERVED.search(folded))
    served = serving and signs.of_companies and signs.strange <= 1 and not signs.facets.kinds
    gathering = bool(GATHERS.search(folded)) and bool(signs.facets) and signs.strange <= 1  # the verb
    return _Form(own, seeking or served or gathering, helped, bool(ASKS.search(folded)), serving)


def _is_factual(question: str, folded: str) -> bool:
    """Whether a message asks for a fact (a date, a number, a definition, who holds an office)."""
    return bool(_FACTS.intersection(expected(question))) or bool(FACTUAL.search(folded))


def _reaches_another(signs: Signs, folded: str) -> bool:
    """Whether a message asks how to reach a body that the directory does not hold ("contact incubateur dinum")."""
    reaches = REACHES.search(folded)
    facets = signs.facets
    if not reaches or signs.named or facets.themes or facets.exact or OWN.search(folded):
        return False
    if reaches["page"] is not None and not facets.kinds:
        return not signs.placed and all(need.generic for need in facets.needs)
    return signs.strange_beside(CUES) > 0 and not facets.needs


def _of_a_fact(signs: Signs, form: _Form) -> float:
    """A question on the plan may still hide the need of a company: it speaks of itself, or all its words do."""
    if (form.helped and (form.own or signs.facets)) or _is_of_all(signs):
        return _HIDDEN
    sought = signs.placed and signs.facets.kinds and signs.facets.themes  # "who runs the water cluster there?"
    if (signs.sure and sought) or (signs.surest and not signs.named):
        return _HIDDEN
    if (
        (form.own or GATHERS.search(fold(signs.question)))
        and (signs.of_companies or (form.seeking and signs.facets))
        and not signs.named
    ):
        return _HIDDEN
    return 0.2 if signs.facets or signs.named else 0.0


def _of_a_need(signs: Signs, form: _Form, folded: str) -> float:
    facets, speaks = signs.facets, form.own or form.seeking
    if signs.named:
        if ASKED_OF.search(folded) and not speaks:
            return 0.4
        return _HIDDEN if signs.asks_of_name else 0.95
    if not facets:
        return _without_facets(signs, form)
    network = any(need.network for need in facets.needs)
    if _is_beside(signs, form) or (ASKED_OF.search(folded) and not (speaks or facets.kinds or network)):
        return 0.4
    if not (signs.of_companies or speaks or form.helped or facets.themes or facets.exact or facets.kinds):
        return 0.4
    if facets.themes or facets.exact:
        return 0.9 if speaks or facets.kinds else SURE
    if facets.kinds:
        return 0.9 if signs.placed or speaks else (SURE if signs.length <= _BARE else 0.4)
    return 0.8 if speaks or signs.length <= _BARE else 0.55


def _is_beside(signs: Signs, form: _Form) -> bool:
    """Whether what the directory understood is a word in passing of something else.

    Who tells what they do, or seeks help, may say it in words of their own, and so may who is surely a company; a
    question in the third person has to be about a trade, a kind or a need.
    """
    strange, understood = signs.strange, signs.understood
    if signs.surest:
        return False
    kinds = (signs.facets.kinds or any(need.network for need in signs.facets.needs)) and not form.serving
    if form.asking and not (form.own or form.seeking or form.helped or signs.placed or kinds):
        return True
    if signs.sure or form.helped or not strange or (form.seeking and not form.asking and signs.facets.aims):
        return False
    if form.own and signs.placed and (signs.facets.themes or signs.facets.exact):
        return False
    if form.own or (form.seeking and signs.placed):
        return strange > 2 * understood + 2
    if form.asking:
        return strange > (understood // 2 if not form.seeking else understood + bool(signs.facets.aims))
    return strange > 2 * understood + bool(signs.facets.aims)


def _without_facets(signs: Signs, form: _Form) -> float:
    if signs.described and (form.seeking or form.own or not form.asking):
        return _HIDDEN
    if form.helped:
        return SURE if signs.placed or form.own else 0.5
    if signs.surest:
        return _HIDDEN
    if signs.placed:
        return 0.5 if form.own else 0.3
    return 0.0
