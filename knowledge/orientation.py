"""The directory's part of an answer: the territory of a place, a detail of an actor, the actors for a need."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.asking import CONTACTS, REACHED, Kind, asks_office, expected, spelling_out
from knowledge.calling import SURE, asks_fact, tells_nothing
from knowledge.conversation import last_search
from knowledge.directory import Directory, Reading
from knowledge.elsewhere import is_elsewhere
from knowledge.english import in_french
from knowledge.french import fold
from knowledge.how_far import of_far
from knowledge.lacking import is_precise
from knowledge.mentions import mentions
from knowledge.records import Actor, ActorMatch, Answer, Turn
from knowledge.shown import of_another, of_former, of_nearest, of_one, of_why
from knowledge.territories import TerritoryAnswer, unknown_commune
from knowledge.territory_sentences import territory_choices, territory_citations, territory_text
from knowledge.turns import HELP

_SHOWN, _MORE = 3, 6
_WHICH_BODY = re.compile(
    r"\b(?:qui|quel(?:le)?s? (?:organisme|structure|service|agence|administration|ministere|operateur)s?(?: \w+)*?)"
    r" (?:pilot|coordonn|anime|gere|porte\b|suit\b|instrui|s'occupe|represent|chapeaut)"
    r"|\bwho (?:runs|steers|leads|coordinates|manages|pilots)\b"
)
"""Who asks which body does something, and not which person."""
_GENERAL: Final = 0.8
"""Up to this confidence, a search without a place may also be answered by what the documents say."""
_FIGURES: Final = frozenset((Kind.AMOUNT, Kind.NUMBER, Kind.DATE))
"""Asked of an actor, no card answers them."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Whom a question calls for."""

    asked: bool
    """Whether the message is itself a search for an actor, rather than a question of fact."""
    general: bool
    """Whether it is such a search, but names no place, and no trade or structure for sure, or asks for a contact."""
    bare: bool
    """Whether it is such a search, but names no place, actor, trade or structure."""
    matches: tuple[ActorMatch, ...]
    fallback: ActorMatch | None
    """Whom to turn to when nothing else answers."""
    elsewhere: bool = False
    """Whether the message is for other doors than the network's, and its documents'."""
    perhaps: Callable[[], ActorMatch | None] = lambda: None
    """Seeks whom to turn to instead if the message, which calls for nobody, is a company's all the same."""


def of_place(
    directory: Directory,
    blank: Answer,
    history: Sequence[Turn] = (),
    guided: Callable[[Answer], Answer] = lambda answer: answer,
) -> Answer | None:
    """Answer "is my commune a Territoire d'industrie?" and its like from the lists; None for another question.

    "My town" is the place of the search before. `guided` completes what is told to who is in a territory of today.
    """
    before = directory.mention(last_search(history)) if history else None
    place = before.place if before else None
    facts = directory.territory_answer(blank.search, place=place, language=blank.language)
    if facts is None and blank.language == "en":  # a gloss may lose what is asked ("Is Cholet in the plan?")
        facts = directory.territory_answer(blank.question, place=place, language=blank.language)
    if facts is None and not (directory.mention(blank.search) or directory.by_name(blank.question)):
        facts = TerritoryAnswer(unknown=name) if (name := unknown_commune(blank.question)) else None
    if facts is None or (facts.place and Kind.NUMBER in expected(blank.search)):
        return None  # "combien… à Marseille" asks for a figure, not whether it is one
    if not facts.place and is_elsewhere(fold(blank.search)):
        return None  # "je cherche un emploi en Bretagne"
    nowhere = not (facts.place or facts.area or facts.current)
    if (
        nowhere
        and HELP.search(fold(blank.search))
        and any(need.public for need in directory.read(blank.search).facets.aims)
    ):
        return None  # a public body that seeks whom to turn to
    answer = replace(
        blank,
        text=territory_text(facts, blank.language),
        citations=territory_citations(facts),
        choices=territory_choices(facts, blank.language),
        actors=_for_a_need(directory, blank) or (() if facts.current or facts.area else facts.agency[:1]),
        mode="territory",
    )
    return guided(answer) if facts.place and facts.current and not facts.earlier else answer


def _for_a_need(directory: Directory, blank: Answer) -> tuple[ActorMatch, ...]:
    """The actors for the need that a question on a territory tells too ("peut-il financer mon usine à Cholet ?")."""
    aims = [need for need in directory.read(blank.search).facets.aims if not need.public]
    return tuple(directory.match(blank.search, limit=_SHOWN, language=blank.language)) if aims else ()


def of_detail(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer what is asked of the actors shown: a site, a contact, a town, another one, the nearest; else None."""
    return (
        of_why(directory, blank, asked, history)
        or of_former(directory, blank, asked, history)
        or of_one(directory, blank, asked, history)
        or of_another(directory, blank, asked, history)
        or of_nearest(directory, blank, asked, history)
        or of_far(directory, blank, asked, history)
    )


def of_need(directory: Directory, blank: Answer) -> Pointed:
    """Match the actors that the question calls for, and who can always be turned to."""
    search = _best_read(directory, blank)
    reading = directory.read(search)
    asks_figure = bool(reading.names) and (is_precise(search) or bool(_FIGURES.intersection(expected(search))))
    # as it was asked: the gloss of an English one may lose the cue
    outweighed = directory.confidence(blank.question) > 0.0  # by words of a company
    elsewhere = not outweighed and is_elsewhere(fold(blank.question), named=bool(reading.names))
    matches = [] if asks_figure or elsewhere else directory.match(search, limit=_MORE, language=blank.language)
    fallback = directory.fallback(reading.place, language=blank.language)
    named = [ActorMatch(naming.name.actor, 1.0) for naming in reading.names[:1]]
    asked = reading.confidence >= SURE and not elsewhere
    vague = reading.confidence <= _GENERAL or not set(CONTACTS).isdisjoint(expected(search))
    general = asked and reading.place is None and vague
    facets = reading.facets
    bare = asked and not (reading.place or reading.names or facets.themes or facets.exact or facets.kinds)
    other = elsewhere and Kind.AMOUNT not in expected(search)  # "combien coûte…" may be told of a project
    whom = next(iter([*named, *fallback]), None)
    pointed = Pointed(asked, general, bare, tuple(matches), whom, other)
    if matches or other:
        return pointed
    return replace(pointed, perhaps=lambda: directory.perhaps(search, language=blank.language))


def told_of(directory: Directory, search: str, text: str) -> tuple[ActorMatch, ...]:
    """The actors that an answer names to who asks which body does something, those of the question left out."""
    if not _WHICH_BODY.search(spelling_out(fold(search))) or asks_office(search):
        return ()
    asked = {naming.name.actor.id for naming in directory.read(search).names}
    told = dict.fromkeys(naming.name.actor for naming in directory.read(text).names if naming.exact)
    return tuple(ActorMatch(actor, 1.0) for actor in told if actor.id not in asked)[:_SHOWN]


def lacks_contact(answer: Answer, asked: str) -> Actor | None:
    """The one actor whose e-mail or phone is asked, if its entry holds neither and documents may."""
    kinds = [kind for kind in expected(asked) if kind in REACHED]
    if not kinds or len(answer.actors) != 1:
        return None
    actor = answer.actors[0].actor
    return None if any(mentions(kind, actor.contact) for kind in kinds) else actor


def _best_read(directory: Directory, blank: Answer) -> str:
    """The search; or an English message itself, if it surely calls for an actor, or the more of the two is read.

    Its own words are those that advisers' lists and examples hold. Against a gloss that asks for a fact, or is a
    consumer's, for the cues of both are French, the message has to be more than just sure.
    """
    if blank.language != "en" or in_french(blank.question) != blank.search:
        return blank.search
    surely = directory.confidence(blank.question)
    if asks_fact(blank.search) or is_elsewhere(fold(blank.search)):
        return blank.question if surely > SURE else blank.search
    if surely >= SURE:
        return blank.question
    return max((blank.search, blank.question), key=lambda text: _clarity(directory.read(text)))


def _clarity(reading: Reading) -> tuple[bool, bool, int]:
    others = [word for word in reading.facets.others if not tells_nothing(word)]
    return reading.confidence >= SURE, bool(reading.facets.aims), -len(others)
