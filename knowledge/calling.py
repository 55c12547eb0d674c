"""Whether a question calls for an actor: someone to turn to, rather than a fact of the plan."""

from __future__ import annotations

import re

from knowledge.facets import Facets
from knowledge.french import fold

CALLS = 0.5
"""From this confidence a question calls for an actor."""

_FACT = re.compile(
    r"""
    \bcombien\b | \bhow\ (?:many|much|long)\b | \bquand\b | \bwhen\b | \bdepuis\b | \bpourquoi\b | \bwhy\b
    | \bquelle?s?\ (?:est|sont|etait|etaient|a\ ete|fut)\ (?:la\ date|le\ budget|les?\ objectifs?|le\ role|les?\ axes?
        |le\ montant|la\ duree|les?\ etapes?|les?\ mesures?|les?\ missions?|la\ difference|les?\ criteres?
        |les\ conditions)
    | \bqui\ (?:preside|dirige|pilote|a\ |ont\ |avait|etait|lance|sont\ les\ (?:membres|presidents?|partenaires)
        |est\ (?:le|la|l')\ ?(?:president|presidente|directeur|directrice|ministre|fondateur|maire))
    | \bpresid | \bdirect(?:eur|rice)\b | \bministre\b | \bfondat | \bsalaries\ (?:a|compte|ont)\b
    | \bwho\ (?:chairs|heads|leads|runs|is\ the\ (?:president|director|head)|launched|announced)
    | \bqu(?:'|\ )est[ -]ce\ qu(?:'|e)\ ?(?:un|une|le|la|l'|c'est)\b
    | \bc'?\ ?est\ quoi\ (?:un|une|le\ plan|le\ programme)
    | \bwhat\ (?:is|are)\ (?:a|an|the)\b | \bdefinition\b | \bsignifie\b | \bveut\ dire\b | \ba\ quoi\ ser
    | \ble\ plan\b | \bdu\ plan\b | \bplan\ (?:national|territoires)\b | \bprogramme\b | \bdispositif\b
    | \bcommunique\b | \bannonce | \bphase\b | \bcour\ des\ comptes\b | \bprevu | \bretenue?s\b | \bexiste-t-
    | \blabel(?:l?is|\b) | \bterritoires?\ d'industrie\b | \bpremier\ ministre\b | \bgouvernement\b
    | \bengage(?:ment|s)\w* | \bmontant\b | \bminimum\b | \bpeut[- ]on\b | \bdiff?eren
    | \bpartenaires\ nationaux\b | \bthe\ plan\b | \bthe\ programme?\b
    """,
    re.VERBOSE,
)
_ELSEWHERE = re.compile(
    r"\bai mal\b|\brecette\b|\b(?:manger|boire|cuisiner)\b|\bpoeme\b|\bblague\b|\bmeteo\b|\bcours de l'action\b"
    r"|\b(?:tes|your) instructions\b|\bprompt\b|\bhoroscope\b|\bchanson\b"
)
"""Requests that are not for a directory of companies' allies, whatever trade they mention."""
_OWN = re.compile(
    r"\b(?:je|j|nous|on|mon|ma|mes|notre|nos|moi|g|jai|jveux|jveu|jvx|jsuis|chuis?|jfais)\b"
    r"|\b(?:i|im|we|my|our|us|me|m)\b|\bune? (?:pme|tpe|artisan)\b"
)
_SEEKING = re.compile(
    r"""
    \bqui\ (?:peut|peuvent|pourrait|contacter|appeler|voir|pour|m'|nous|aide) | \b(?:a|vers|aupres\ de)\ qui\b
    | \bou\ (?:trouver|m'adresser|s'adresser|puis|aller|chercher|se) | \bcherch | \brecherche\ (?:une?|des|d')
    | \bbesoin | \baide[rsz]?\b | \bcontact | \binterlocuteur | \badress | \borient | \bconseil | \bsite\ web
    | \bquel(?:le|s|les)?\ (?:pole|cluster|reseau|structure|acteur|organisme|agence|incubateur|accelerateur|technopole
        |satt)
    | \bwho\ (?:can|could|should|to) | \blooking\ for | \bneed | \bhelp | \bfind | \bnear | \bwhere\ (?:can|to|do)
    | \bcomment\b | \bhow\ (?:can|do|to) | \baccompagn | \bj?v(?:eux|eu|x)\b | \bvoudr | \bsouhait | \bmon\ projet
    """,
    re.VERBOSE,
)
_HELP = re.compile(
    r"\bqui (?:peut|peuvent|pourrait|contacter|appeler|voir|aide)\b|\b(?:a|vers) qui\b|\binterlocuteur|\bcontact\b"
    r"|\bbesoin d'aide|\bm'aider\b|\bnous aider\b|\bm'accompagner|\bwho (?:can|should|to)\b|\bqui pour m"
    r"|\bhelp (?:me|us|my|our)\b"
)
_ASKED_OF = re.compile(r"^\W*(?:quel(?:le)?s?|what|which) (?!site|adresse|contact)\w+")
"""A question about something's nature ("quelle est la capitale…"), unless it seeks or speaks of a company."""
_BARE = 4
"""A message of so few words that it is only a search ("plasturgie Ain")."""


def seeks_help(question: str) -> bool:
    """Say whether somebody asks whom to turn to, without saying for what."""
    return bool(_HELP.search(fold(question)))


def confidence(
    question: str, facets: Facets, *, named: bool, placed: bool, described: bool = False, length: int = 0
) -> float:
    """Give, from 0 to 1, how surely a question calls for an actor.

    `named`: it names one; `placed`: it names a place; `described`: an actor's description holds one of its rare words;
    `length`: its words of meaning.
    """
    folded = fold(question)
    if _ELSEWHERE.search(folded):
        return 0.0
    own, seeking = bool(_OWN.search(folded)), bool(_SEEKING.search(folded))
    if _FACT.search(folded):
        return _of_a_fact(facets, own=own, named=named, helped=seeks_help(question))
    if named:
        return 0.4 if _ASKED_OF.search(folded) and not (own or seeking) else 0.95
    if _ASKED_OF.search(folded) and not (own or seeking or facets.kinds):
        return 0.4 if facets else 0.0
    if facets.themes or facets.exact:
        return 0.9 if seeking or own or facets.kinds else 0.7
    if facets.kinds:
        return 0.9 if placed or seeking else (0.7 if length <= _BARE else 0.4)
    if facets.needs:
        return 0.8 if own or seeking or length <= _BARE else 0.55
    if described and (seeking or own or length <= _BARE):
        return 0.6
    if seeks_help(question):
        return 0.7 if placed or own else 0.5
    if placed:
        return 0.5 if own else 0.3
    return 0.0


def _of_a_fact(facets: Facets, *, own: bool, named: bool, helped: bool) -> float:
    """A question on the plan may still hide the need of a company that speaks of itself."""
    if helped and (own or facets):
        return 0.6
    if own and facets and not named:
        return 0.6
    return 0.2 if facets or named else 0.0
