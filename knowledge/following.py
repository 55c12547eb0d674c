"""What a message of a conversation searches for: alone, or completed with the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from knowledge.asking import Kind, asks_office, expected
from knowledge.calling import SURE, asks_fact, is_ordinary
from knowledge.conversation import asks_another, asks_of_before, last_search, last_turn, leans_on_before, standalone
from knowledge.directory import Directory, Reading
from knowledge.french import STOP_WORDS, words
from knowledge.records import Place, Turn

_OPENER = re.compile(
    r"^\W*(?:(?:what|how) about|and|et(?: si)?|mais|but|ok|alors|donc|non|no|nope|plut[oô]t|pardon|oups|oops|erreur|"
    r"excuse[sz]?[- ]moi|d[ée]sol[ée]e?|sorry|je (?:voulais|veux) dire|je me suis tromp[ée]e?|enfin|correction|"
    r"my (?:mistake|bad)|je parlais de|je pensais [àa]|en fait|"
    r"finalement|au fait|(?:i|je) mean[t]?|i was thinking of|actually|rather|instead)\b[\s,:]*",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\s*\b(?:l[àa][ -]bas|sur place|par ici|dans le coin|dans (?:ma|la|cette) (?:r[ée]gion|ville)"
    r"|around (?:here|there)|over there|there|nearby|(?:in|near) my (?:area|town|region))\b",
    re.IGNORECASE,
)
"""Words for the place of before."""


_FAR = re.compile(
    r"\b(?:c['’ ]?(?:est)?\s+)?(?:trop |un peu |bien |assez |vraiment )?loin\b(?: de (?:chez )?(?:moi|nous))?"
    r"|\b(?:(?:il|elle)s? (?:est|sont) )?plus (?:pr[eèé]s|proches?)\b(?: de (?:chez )?(?:moi|nous))?"
    r"|\b(?:too )?far(?: from me)?\b|\b(?:any(?:thing|one)? )?(?:closer|nearer)\b(?: to me)?|^\W*it(?:'s| is)\b",
    re.IGNORECASE,
)
"""Complaints about how far somebody is, which say nothing of what is sought."""
_ONE = re.compile(
    r"^\W*(?:(?:is|are) there |do you (?:have|know) |vous en avez "
    r"|(?:il )?y ?(?:en )?a(?:[- ]t[- ]il|urait)?(?:-il)? ?)*"
    r"(?:one|any|une?|celui|celle)?\b(?! \w+ (?:qui|pour|de|for|of|who)\b)",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"^\W*(?:non |no |nope )?(?:pas|not)\s+(?:à|a|au|en|dans|in|at|de|d['’])\s*[^,;]{2,30}[,;]\s*(?:mais |but )?(?=\w)",
    re.I,
)
"""A place that somebody takes back before they say another ("pas à Metz, à Nancy")."""
_MISTAKEN = re.compile(
    r"[\s,]+(?:et )?(?:pas|non|not)\s+(?:(?:à|a|au|en|dans|in)\s+)?([^,;?!.]{2,25})[\s?!.]*$", re.IGNORECASE
)
"""A place that somebody takes back after they said another."""
_OBJECT = re.compile(r"^\W*qui (?:(?:le|la|l|les)\W+\w+\W*$|en (?:est|[ée]tait|fut)\b)", re.IGNORECASE)
_THE_KIND = re.compile(
    r"\b(?:le|la|l|ce|cet|cette|the)\b\W?(?:p[ôo]le|cluster|technop[ôo]le|incubateur|acc[ée]l[ée]rateur|agence"
    r"|structure|satt|incubator|agency|hub)\W*$",
    re.IGNORECASE,
)
"""The one just shown, told by its kind ("qui préside le pôle ?")."""
_ITS = frozenset("il elle ils elles lui son sa ses leur leurs eux it its they their he she his her".split())
_ASKED_OF_IT = frozenset({Kind.DATE, Kind.NUMBER, Kind.DEFINITION, Kind.WHO, Kind.AMOUNT})
_LEAD = re.compile(
    r"[\s,(]*(?:\b(?:je suis|j['’](?:[ée]tais|habite)|on est|nous sommes|(?:situ|bas)[ée]e?s?|i['’]?m|we['’]re)\s+)?"
    r"(?:\b(?:à|a|au|aux|en|dans|in|near|at|around|vers|pr[èe]s|proche|autour|c[ôo]t[ée]|pour|for)\s+)?"
    r"(?:\b(?:de|du|des|d['’])\s*)?(?:\b(?:la|le|les|l['’])\s*)?"
    r"(?:\b(?:d[ée]partement|r[ée]gion|ville|commune)\s+)?(?:\b(?:de|du|des|d['’])\s*)?(?:\b(?:la|le|les|l['’])\s*)?$",
    re.IGNORECASE,
)
"""The words that lead to a place ("je suis dans le département de la")."""
_LATE = 3
"""Turns among which a lone town or trade finds the search that it goes on with."""
_CLOSER = re.compile(
    r"[\s,]+(?:plut[oô]t|alors|aussi|du coup|en fait|pardon|d[ée]sol[ée]e?|oups|je voulais dire|sorry|i mean[t]?"
    r"|actually|instead|then|too|s'il (?:te|vous) pla[iî]t|stp|svp|please)\W*$",
    re.IGNORECASE,
)


def search_of(directory: Directory, asked: str, history: Sequence[Turn]) -> str:
    """Give the question made standalone.

    After a search for an actor or a place, a lone town, trade or kind of structure replaces that part of the search
    and keeps the rest ("plasturgie" then "Oyonnax"; "un cluster bois" then "dans les Vosges"); asking for another one
    is the same search.
    """
    bare = _without_mistake(directory, _opened(asked))
    before = last_turn(history)
    if before is None:
        return bare
    if asks_another(asked) and any(turn.actors for turn in history):
        sought = _sought(directory, history)
        return sought.search if sought and sought.actors else last_search(history)
    if _is_name(directory, bare):
        return bare
    if found := _of_the_shown(directory, bare, before) or _another_place(directory, bare, before):
        return found
    there = _THERE.sub("", bare) if before.actors or directory.mention(last_search(history)) else bare
    if there != bare and (helped := _helped_there(directory, there, before)):
        return helped
    found = _continued(directory, _without_distance(directory, there), _sought(directory, history) or before)
    if not found and asks_of_before(asked) and not _searches(directory.read(before.search or before.question)):
        return f"{last_search(history).rstrip(' ?!.')} {asked}"
    return found or standalone(asked, history, _forgetting(directory, bare))


def _without_mistake(directory: Directory, asked: str) -> str:
    """A message without the place that it takes back ("Tours, pas Toulouse")."""
    found = _MISTAKEN.search(asked)
    if not found or not directory.mention(found[1]) or not directory.mention(asked[: found.start()]):
        return asked
    return asked[: found.start()]


def _is_name(directory: Directory, asked: str) -> bool:
    """Whether a message is the name of an actor and nothing else ("et Retis ?")."""
    reading = directory.read(asked)
    content = [word for word in reading.words if not word.small]
    return bool(reading.names) and not content and len(reading.names) == 1


def _of_the_shown(directory: Directory, asked: str, before: Turn) -> str | None:
    """A fact asked of the actor just shown ("who founded it?"), under its name; None for another message."""
    actor = directory.get(before.actors[0]) if before.actors else None
    pointed = _ITS.intersection(words(asked)) and leans_on_before(asked)
    if actor is None or not (pointed or _OBJECT.search(asked) or _THE_KIND.search(asked)):
        return None
    reading = directory.read(asked)
    office = asks_office(asked)
    other = reading.names or reading.mention or (reading.facets and not office)  # "le fondateur" is no wish to found
    told = office or bool(_ASKED_OF_IT.intersection(expected(asked)))
    listed = not before.search  # the nearest to a shared location
    if other or not told or not (listed or _looks_or_names(directory.read(before.search))):
        return None
    return f"{actor.name} {asked}"


def _another_place(directory: Directory, asked: str, before: Turn) -> str | None:
    """The kind of structure that was spoken of, in a place ("what is a SATT?", then "one in Toulouse please")."""
    told = directory.read(before.search or before.question)
    kinds, reading = told.facets.kinds, directory.read(asked)
    if not kinds or _searches(told) or not reading.mention or reading.facets or reading.names:
        return None
    one = _ONE.match(asked)
    rest = without_places(directory, asked[one.end() :] if one else asked)
    if any(word not in STOP_WORDS and not is_ordinary(word) for word in words(_CLOSER.sub("", rest))):
        return None
    return (
        f"{kinds[0]} {said(directory, reading.mention.place)}" if (one and one[0].strip()) or not words(rest) else None
    )


def _helped_there(directory: Directory, asked: str, before: Turn) -> str | None:
    """Help asked for in the place of the turn before ("qui peut m'aider là-bas")."""
    mention, reading = directory.read(before.search or before.question).mention, directory.read(asked)
    alone = mention and not (reading.facets or reading.mention or reading.names)
    return f"{asked.rstrip(' ?!.')} {said(directory, mention.place)}" if mention and alone else None


def _without_distance(directory: Directory, asked: str) -> str:
    """A message that says where the person is, without its complaint of how far somebody was."""
    if not _FAR.search(asked):
        return asked
    bare = " ".join(_FAR.sub(" ", asked).split()).strip(" ,?!.")
    return bare if directory.mention(asked) and directory.mention(bare) else asked


def _looks_or_names(reading: Reading) -> bool:
    return _looks(reading) or bool(reading.names)


def _sought(directory: Directory, history: Sequence[Turn]) -> Turn | None:
    """The last turn that looked for someone or said where, a question or two on something else put aside."""
    late = [turn for turn in history if turn.search][-_LATE:]
    return next((turn for turn in reversed(late) if _looks(directory.read(turn.search))), None)


def _looks(reading: Reading) -> bool:
    return _searches(reading) or (reading.mention is not None and not reading.facets)


def _opened(asked: str) -> str:
    bare = _NOT_THERE.sub("", asked)
    while (match := _OPENER.match(bare)) and bare[match.end() :].strip(" ?!."):
        bare = bare[match.end() :]
    return _CLOSER.sub("", bare)


def _continued(directory: Directory, asked: str, before: Turn) -> str | None:
    """The search of the turn before with this message's part replaced, or None where the message is no such part."""
    searched = before.search or before.question
    reading, earlier = directory.read(asked), directory.read(searched)
    topic, place = bool(reading.facets), reading.mention
    town = said(directory, earlier.mention.place) if earlier.mention else ""
    if reading.names:
        return None
    if any(not is_ordinary(word) for word in reading.facets.others):  # a need of its own, where the person is
        alone = topic and not place and reading.confidence >= SURE and not leans_on_before(asked)
        return f"{asked.rstrip(' ?!.')} {town}" if alone and town else None
    if topic and place:
        return asked
    if topic and asks_fact(asked) and not leans_on_before(asked):  # "combien de pôles ?" is asked of the whole country
        return None
    if not (before.actors or earlier.mention or _searches(earlier)):
        return None
    if place:
        return f"{without_places(directory, searched)} {asked}"
    if topic:
        new = _replaces(reading, earlier) or directory.territory_answer(searched) is not None
        kept = "" if new else without_places(directory, searched)
        return " ".join(part for part in (kept, asked.rstrip(" ?!."), town) if part)
    return None


def _searches(earlier: Reading) -> bool:
    """Whether the turn before looked for someone ("plasturgie"), rather than asked a fact ("c'est quoi un pôle")."""
    return bool(earlier.facets) and earlier.confidence >= SURE


def _replaces(reading: Reading, earlier: Reading) -> bool:
    """Whether a message speaks of the same sort of thing as the one before: a trade for a trade, a kind for a kind."""
    new, old = reading.facets, earlier.facets
    trades = bool(new.themes or new.exact) and bool(old.themes or old.exact)
    sought = old.kinds and any(
        not need.generic for need in new.aims
    )  # "une technopole", then "pour financer mon projet"
    return trades or bool(new.kinds and old.kinds) or bool(new.needs and old.needs) or bool(sought) or not old


def said(directory: Directory, place: Place) -> str:
    """A place so that it is read as that one: "à Dijon", "à Saint-Denis (974)", "dans le département Vosges"."""
    if place.kind == "commune":
        named = f"à {place.name}"
        read = directory.mention(named)
        return named if read and read.place == place else f"{named} ({place.department})"
    return f"dans {'la' if place.kind == 'région' else 'le'} {place.kind} {place.name}"


def without_places(directory: Directory, text: str) -> str:
    """A search without its places and the words that led to them."""
    for mention in reversed(directory.mentions(text)):
        text = f"{_LEAD.sub('', text[: mention.start])} {text[mention.end :]}"
    return " ".join(text.split()).rstrip(" ?!.,")


def _forgetting(directory: Directory, asked: str) -> Callable[[str], str]:
    """What to take from the question before a follow-up: its place, if the follow-up names another ("et à Lyon ?")."""
    if directory.mention(asked) is None:
        return str
    return partial(without_places, directory)
