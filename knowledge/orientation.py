"""The directory's part of an answer: the territory of a place, a detail of an actor, the actors for a need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.asking import CONTACTS, Kind, expected
from knowledge.calling import seeks_help
from knowledge.conversation import leans_on_before
from knowledge.directory import Directory, Reading
from knowledge.french import STOP_WORDS, fold, stem, words
from knowledge.language import without_small_words
from knowledge.records import Actor, ActorMatch, Answer, Turn
from knowledge.territory_sentences import territory_choices, territory_citations, territory_text
from knowledge.wording import field, reached

SURE: Final = 0.7
"""Confidence from which a message is a search for an actor, and not a question that hides a need."""
_WELL_CALLED: Final = 0.9
_SHOWN, _MORE = 3, 6
_NEAR_BEST: Final = 0.75
"""Beyond the first three, an actor is offered only if it scores this share of the best."""
_CUES = frozenset(
    """
    site web internet adresse mail email courriel telephone tel numero num contact contacter joindre lien page
    coordonnees appeler ecrire ville website phone number reach address link city located siege social trouve situe
    donne donnez
    """.split()
)


_ORDINARY = frozenset(
    stem(word)
    for word in """
    entreprise societe boite pme tpe eti usine atelier projet cherche recherche trouver aide aider monter
    lancer petit petite grand nouveau nouvelle secteur domaine region ville pres proche autour cote quelqu
    personne contact bon meilleur fabrique fabriquer produire production produit travaille travail metier
    activite specialise patron dirigeant chef gerant industriel industrie local regional conseil conseiller
    rapidement urgent parler rencontrer existe connait company small run works work working make makes making
    obtenir beneficier toucher avoir trouve existe business sector field someone people good best area around
    """.split()
)
_FACTS = frozenset({Kind.DATE, Kind.NUMBER, Kind.DEFINITION, Kind.REASON})
_FACTUAL = re.compile(
    r"\b(?:diff?eren|montant|minim|maxim|taux\b|budget|plafond|peut[- ]on|est[- ]ce que (?:le|la|les|l')|presid"
    r"|directeur|directrice|director\b|dirige\b|how much\b|que (?:fait|font)\b|a (?:quoi|koi) ser|role\b|still open"
    r"|\bvs\b|versus|eligib|pour qui\b|(?:a|ont|ai|avons) droit\b"
    r"|qui (?:peut|peuvent) (?:en )?(?:benefici|demander|candidat|postul|repondre|toucher|obtenir|deposer))"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """Whom a question calls for."""

    asked: bool
    """Whether the message is itself a search for an actor, rather than a question of fact."""
    matches: tuple[ActorMatch, ...]
    fallback: ActorMatch | None
    """Whom to turn to when nothing else answers."""


def of_place(directory: Directory, blank: Answer) -> Answer | None:
    """Answer "is my commune a Territoire d'industrie?" and its like from the lists; None for another question."""
    facts = directory.territory_answer(blank.search, language=blank.language)
    if facts is None or (facts.place and Kind.NUMBER in expected(blank.search)):
        return None  # "combien… à Marseille" asks for a figure, not whether it is one
    return replace(
        blank,
        text=territory_text(facts, blank.language),
        citations=territory_citations(facts),
        choices=territory_choices(facts, blank.language),
        actors=() if facts.current or facts.area else facts.agency[:1],
        mode="territory",
    )


def of_detail(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer a request for an actor's site, contact or town from its entry alone; None for another question."""
    kinds = [kind for kind in expected(asked) if kind in (*CONTACTS, Kind.PLACE)]
    actor = _meant(directory, asked, history) if kinds else None
    if actor is None or _asks_more(asked, actor):
        return None
    precise = len(kinds) == 1 or Kind.LINK not in kinds
    text = field(actor, kinds[0], blank.language) if precise else reached(actor, blank.language)
    return replace(blank, text=text, actors=(ActorMatch(actor, 1.0),), mode="actors")


def of_need(directory: Directory, blank: Answer) -> Pointed:
    """Match the actors that the question calls for, and who can always be turned to."""
    reading = directory.read(blank.search)
    matches = directory.match(blank.search, limit=_MORE, language=blank.language) if _is_about_it(reading) else []
    fallback = directory.fallback(reading.place, language=blank.language)
    asked = reading.confidence >= SURE and not is_factual(blank.search) and not _asks_of_a_name(reading)
    named = [ActorMatch(naming.name.actor, 1.0) for naming in reading.names[:1]]
    return Pointed(asked, _best(matches), next(iter([*named, *fallback]), None))


def _is_about_it(reading: Reading) -> bool:
    """Whether what the directory understood is what the message is about, and not one word of something else."""
    others = reading.facets.others
    strange = sum(word not in _ORDINARY for word in others)
    if seeks_help(reading.question) or not strange:
        return True
    understood = sum(not word.small for word in reading.words) - len(others)
    understood += len(reading.names) + (reading.mention is not None)
    if understood > 1:
        return strange <= 2 * understood
    return strange <= understood and reading.confidence >= _WELL_CALLED


def _asks_of_a_name(reading: Reading) -> bool:
    """Whether something is asked of an actor that is named, rather than the actor itself ("partenaires de X")."""
    rest = (word.folded for word in reading.words if not word.small)
    return bool(reading.names) and any(word not in _CUES and stem(word) not in _ORDINARY for word in rest)


def is_factual(question: str) -> bool:
    """Whether a message asks for a fact (a date, a number, a definition, who holds an office)."""
    return bool(_FACTS.intersection(expected(question))) or bool(_FACTUAL.search(fold(question)))


def _best(matches: Sequence[ActorMatch]) -> tuple[ActorMatch, ...]:
    floor = _NEAR_BEST * matches[0].score if matches else 0.0
    return (*matches[:_SHOWN], *(match for match in matches[_SHOWN:] if match.score >= floor))


def _meant(directory: Directory, asked: str, history: Sequence[Turn]) -> Actor | None:
    """The actor that a message names, or the first one shown before when it says "son site"."""
    named = directory.by_name(asked)
    if named:
        return named[0]
    if history and history[-1].actors and leans_on_before(asked):
        return directory.get(history[-1].actors[0])
    return None


def _asks_more(asked: str, actor: Actor) -> bool:
    """Whether the message says more than a name and a contact word ("le mail du directeur de…")."""
    names = {word for name in (actor.name, *actor.aliases) for word in words(name)}
    return any(
        word not in STOP_WORDS and word not in _CUES and word not in names for word in words(without_small_words(asked))
    )
