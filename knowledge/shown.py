"""What a message asks of the actors already shown: one of them, another, or the nearest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Final

from knowledge.asking import CONTACTS, Kind, expected
from knowledge.calling import CUES, SURE
from knowledge.conversation import BESIDE, asks_another, last_search, last_shown, leans_on_before, says_only
from knowledge.directory import Directory, Reading
from knowledge.following import said, without_places
from knowledge.french import fold, words
from knowledge.names import former_names
from knowledge.phrases import say
from knowledge.records import Actor, ActorMatch, Answer, Turn
from knowledge.regions import serve
from knowledge.typography import curly, inside
from knowledge.wording import field, of_whom, pointing, reached

_INNER: Final = re.compile('[«»“”"]')
_QUOTED: Final = 80
"""Characters of what was asked that are told again."""
_MOST: Final = 6
_PAGE: Final = 3
"""Actors of an answer that are seen without asking for more."""
_NTH: Final = (
    "premier premiere 1er 1ere first",
    "deuxieme second seconde 2e 2eme 2nd",
    "troisieme 3e 3eme third 3rd",
    "quatrieme 4e 4eme fourth 4th",
    "cinquieme 5e 5eme fifth 5th",
    "sixieme 6e 6eme sixth 6th",
    "septieme 7e 7eme seventh 7th",
    "huitieme 8e 8eme eighth 8th",
    "neuvieme 9e 9eme ninth 9th",
)
_ORDINALS: Final = {word: place for place, said in enumerate(_NTH) for word in said.split()} | dict.fromkeys(
    ("dernier", "derniere", "last"), -1
)
"""Which of several a word points at, from 0; the last is -1."""
_OF_ONE: Final = frozenset(_ORDINALS) | frozenset(
    """
    one ok oui bon alors donc
    celui celle parle parlez moi detail details fiche plus infos info montre montrez show about tell more
    """.split()
)
"""Words that point at one of several."""
_WHERE: Final = re.compile(r"\bou\W*$")
"""A message that ends by asking where ("c'est où ?")."""
_NEAREST: Final = re.compile(
    r"\b(?:le|la)?(?:quel(?:le)?s?|qui)\b.*\bplus (?:pres|proche)|\b(?:le|la) plus (?:pres|proche)\b"
    r"|\b(?:which|who|what)\b.*\b(?:nearest|closest)\b"
)
_FORMER = re.compile(
    r"\b(?:anciens?|precedents?|vieux) noms?\b|\b(?:former|previous|old) names?\b|\bs'appel(?:ait|aient) \w+ avant"
    r"|\bavant (?:il|elle|ca|c) s'appelait|\b(?:formerly|previously|before) (?:called|known)|\bcalled before\b"
)
_CLOSER = re.compile(r"\bplus (?:pres|proche)s?\b|\b(?:closer|nearer)\b")
_WHY = re.compile(
    r"^\W*(?:(?:et|and|ok|oui|mais|but|alors)\W+)*(?:pourquoi|pourkoi|pkoi|pk|pq|prk|why)\W*"
    r"(?:lui|elles?|eux|ca|cela|celui|celle|ceux|ci|la|ce|cet|cette|ces|le|les|l|choix|premiere?|pole|cluster|acteur"
    r"|structure|incubateur|accelerateur|technopole|agence|them|him|her|it|this|that|these|those|one|ones|the|me"
    r"|vous|tu|conseill\w+|propos\w+|recommand\w+|orient\w+|did|do|you|suggest\w*|vers|precisement|exactement|\W)*$"
)
"""A message that only asks why somebody was named."""
_BACK = re.compile(
    r"^\W*(?:(?:ok|bon|alors|so|well|and|et)\W+)*(?:je |on )?(?:reviens?|revenons|retour\w*|back|going back"
    r"|pour revenir) (?:a |au |aux |to )(?:la |le |the |l')?\w+\W+(?=\w)"
)
"""What goes back to an actor shown before something else was asked."""


def of_why(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer why the actor last shown was named, by its entry and the search; None for another question."""
    last = last_shown(history)
    if last is None or not any(_WHY.search(fold(text)) for text in (asked, blank.question)):
        return None
    if not last.search:
        return _of_why_near(directory, blank, last)
    reading = directory.read(last.search)
    given = [
        *directory.match(last.search, limit=_MOST, language=blank.language),
        *directory.fallback(reading.place, language=blank.language),
    ]
    match = next((match for match in given if match.actor.id == last.actors[0]), None)
    if match is None or not match.why:
        return None
    between = "; " if blank.language == "en" else " ; "
    reasons = between.join(map(inside, match.why))
    first = next(turn.question for turn in history if turn.search == last.search)
    sought = first if blank.language == "en" and "\n" not in first else last.search  # a guided search has a title
    sought = shorten(_INNER.sub("", sought), _QUOTED, placeholder="…")
    told = {"name": curly(match.actor.name), "search": curly(sought), "reasons": curly(reasons)}
    text = say("why", blank.language, **told)
    return replace(blank, text=text, actors=(match,), mode="actors", search=last.search)


def _of_why_near(directory: Directory, blank: Answer, last: Turn) -> Answer | None:
    """The same of the nearest to a shared location."""
    actor = directory.get(last.actors[0])
    if actor is None or not last.kilometres or last.kilometres[0] is None:
        return None
    told = {"name": curly(actor.name), "kilometres": max(1, round(last.kilometres[0]))}
    match = ActorMatch(actor, 1.0, distance_km=last.kilometres[0])
    return replace(blank, text=say("why_near", blank.language, **told), actors=(match,), mode="actors", search="")


def of_former(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer what an actor was called before, by its entry; None for another question or an entry without it."""
    if not any(_FORMER.search(fold(text)) for text in (asked, blank.question)):
        return None
    named = directory.by_name(blank.search)
    names = former_names(named[0]) if len(named) == 1 else []
    if not names:
        return None
    text = say("field_former", blank.language, **of_whom(named[0]), value=curly(" ; ".join(names)))
    return replace(blank, text=text, actors=(ActorMatch(named[0], 1.0),), mode="actors")


def of_one(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer a request for an actor's site, contact or town from its entry alone; None for another question."""
    back = next(filter(None, (_BACK.match(fold(text)) for text in (asked, blank.question) if history)), None)
    asked = back.string[back.end() :] if back else asked
    kinds = [kind for kind in expected(asked) if kind in (*CONTACTS, Kind.PLACE)]
    kinds = kinds or ([Kind.PLACE] if _WHERE.search(fold(asked)) else [])
    place = _ordinal(asked) if history else None
    named = directory.by_name(asked)
    actor = named[0] if named else _pointed_at(directory, asked, history, place, back=bool(back))
    if actor is None and place is not None and any(turn.actors for turn in history) and not _says_more(asked):
        return replace(blank, text=say("no_other", blank.language), mode="actors", search=last_search(history))
    only = place is not None or CUES.intersection(words(asked))
    if actor is None or _asks_more(asked, actor) or not (kinds or (only and not named)):
        return None
    match = ActorMatch(actor, 1.0)
    search = blank.search if named else _search_of(history, back=bool(back))
    return replace(
        blank, text=_told(match, kinds, blank.language), actors=(match,), mode="actors", search=search or blank.search
    )


def of_another(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer "another one?" with actors not shown yet in this conversation; None for another question."""
    if not asks_another(asked) or not any(turn.actors for turn in history):
        return None
    reading = directory.read(blank.search)
    seen = frozenset(_seen(history))
    if not reading.place and (further := _further(directory, blank, history, seen)):
        return replace(blank, text=pointing(further, blank.language), actors=tuple(further[:_PAGE]), mode="actors")
    if reading.confidence < SURE and not reading.place:
        last = last_shown(history)
        alone = last is not None and not last.search  # the nearest to a shared location
        return replace(blank, text=say("no_other", blank.language), mode="actors") if alone else None
    matches = directory.match(blank.search, language=blank.language, without=seen)
    near = [match for match in directory.fallback(reading.place, language=blank.language) if match.actor.id not in seen]
    if not matches or (reading.place and not _fits(matches[0].actor, reading)):
        matches = [*near[:1], *(match for match in matches if match.actor.id != (near and near[0].actor.id))]
    matches = matches or [match for match in directory.fallback(language=blank.language) if match.actor.id not in seen]
    if not matches:
        return replace(blank, text=say("no_other", blank.language), mode="actors")
    return replace(blank, text=pointing(matches, blank.language), actors=tuple(matches[:_PAGE]), mode="actors")


def of_nearest(directory: Directory, blank: Answer, asked: str, history: Sequence[Turn]) -> Answer | None:
    """Answer which of the actors shown is the nearest to a place; None for another question."""
    shown = list(dict.fromkeys(_seen(history)))
    mention = directory.mention(asked)
    nearest = _NEAREST.search(fold(asked))
    closer = not nearest and any(_CLOSER.search(fold(text)) for text in (asked, blank.question))
    asks, search = nearest or closer, last_search(history)
    if mention and closer:  # "plus près, je suis à Pau": not among those shown alone
        search = f"{without_places(directory, search)} {said(directory, mention.place)}"
        shown = [match.actor.id for match in directory.match(search, limit=_MOST, language=blank.language)]
    if not shown or not asks or directory.read(asked).facets:
        return None
    place = directory.read(search).place if not mention else mention.place
    matches = directory.by_distance(shown, place, language=blank.language) if place else []
    first = next(iter(_of_this_search(history)), None)
    if nearest and not place and first and not first.search:  # told from where the person is, nearest first
        matches = [ActorMatch(actor, 1.0) for actor in map(directory.get, first.actors) if actor]
    if not matches:
        return None
    text = pointing(matches, blank.language)
    return replace(blank, text=text, actors=tuple(matches[:_PAGE]), mode="actors", search=search)


def _told(match: ActorMatch, kinds: Sequence[Kind], language: str) -> str:
    """What the entry says of what is asked; all of it where nothing precise is ("le deuxième", "son numéro")."""
    if not kinds:
        return pointing((match,), language)
    precise = len(kinds) == 1 or Kind.LINK not in kinds
    return field(match.actor, kinds[0], language) if precise else reached(match.actor, language)


def _ordinal(asked: str) -> int | None:
    """Which of several a message points at ("le deuxième": 1, "le dernier": -1), None if it does not."""
    return next((_ORDINALS[word] for word in re.findall(r"\w+", fold(asked)) if word in _ORDINALS), None)


def _pointed_at(
    directory: Directory, asked: str, history: Sequence[Turn], place: int | None, *, back: bool = False
) -> Actor | None:
    """The actor shown that a message speaks of: "le deuxième", or the one last pointed at ("son site")."""
    if place is not None:
        turns = _of_this_search(history)
        seen = list(dict.fromkeys(_seen(turns)))
        further = [] if place < 0 else [actor for turn in turns for actor in turn.actors[_PAGE:] if actor not in seen]
        listed = [*seen, *further]
        return directory.get(listed[place]) if -len(listed) <= place < len(listed) else None
    last = last_shown(history)
    here = back or (last is not None and _sought(last) == last_search(history))
    return directory.get(last.actors[0]) if last and here and (leans_on_before(asked) or _is_cue(asked)) else None


def _search_of(history: Sequence[Turn], *, back: bool) -> str:
    """The conversation's last search; to who goes back to an actor, the one that found it."""
    found = (turn.search for turn in reversed(history) if turn.actors)
    return next(found, "") if back else last_search(history)


def _is_cue(asked: str) -> bool:
    """Whether a message is a word of contact and nothing else ("le site ?")."""
    return says_only(asked, CUES)


def _sought(turn: Turn) -> str:
    """What a turn looked for; a list that no words looked for (the nearest to a shared location) has its title."""
    return turn.search or turn.question


def _of_this_search(history: Sequence[Turn]) -> Sequence[Turn]:
    """The turns that showed actors since the search last changed, from the last list that no words looked for."""
    kept = [turn for turn in history if turn.actors]
    same = [turn for turn in kept if _sought(turn) == _sought(kept[-1])]
    first = max((at for at, turn in enumerate(same) if not turn.search), default=0)
    return same[first:]


def _further(directory: Directory, blank: Answer, history: Sequence[Turn], seen: Collection[str]) -> list[ActorMatch]:
    """The actors of the last list, where it was of this search, that were not seen yet."""
    listed = (actor for turn in _of_this_search(history) if _sought(turn) == blank.search for actor in turn.actors)
    unseen = (directory.get(actor) for actor in dict.fromkeys(listed) if actor not in seen)
    matches = directory.match(blank.search, limit=_MOST, language=blank.language)
    known = {match.actor.id: match for match in matches}
    return [known.get(actor.id, ActorMatch(actor, 1.0)) for actor in unseen if actor]


def _seen(history: Sequence[Turn]) -> Iterable[str]:
    return (actor for turn in history for actor in turn.actors[:_PAGE])


def _fits(actor: Actor, reading: Reading) -> bool:
    """Whether an actor is of the place, and of the kind where only a kind is asked."""
    alone = reading.facets.kinds and not (reading.facets.themes or reading.facets.exact or reading.facets.needs)
    there = reading.place is not None and serve(actor.regions, reading.place.region)
    return there and (not alone or actor.kind in reading.facets.kinds)


def _says_more(asked: str) -> bool:
    """Whether a message that points at one of several says more than that."""
    return not says_only(asked, CUES | _OF_ONE | BESIDE)


def _asks_more(asked: str, actor: Actor) -> bool:
    """Whether the message says more than a name, an order and a contact word ("le mail du directeur de…")."""
    names = {word for name in (actor.name, *actor.aliases) for word in words(name)}
    return not says_only(asked, CUES | _OF_ONE | BESIDE | names)
