"""What a message says in the directory's terms: the actors it names, where it speaks of, and what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from knowledge.aside import Aside, by_the_way
from knowledge.calling import CUES, Signs, asks_of_others, confidence, is_ordinary
from knowledge.denials import denied
from knowledge.descriptions import descriptions
from knowledge.facets import FacetReader, Facets
from knowledge.home import here
from knowledge.language import detect
from knowledge.names import NameIndex, Naming
from knowledge.needs import Theme
from knowledge.nicknames import nicknames
from knowledge.places import Mention, Places
from knowledge.records import Actor, Place
from knowledge.regions import key, serve
from knowledge.settling import settled
from knowledge.whereabouts import mentions
from knowledge.words import Word, inside, message_words

_Span = tuple[int, int]
_REMEMBERED = 64
"""Messages whose reading is kept: one is read several times on its way to an answer."""
_AROUND = re.compile(
    r"(?:(?<=^)|(?<=[,(;]\s)|(?<=dans l['’])|(?<=sur l['’])|(?<=de l['’])|(?<=dans la )|(?<=vers )|(?<=en ))"
    r"(?:agglo|agglom[ée]ration|m[ée]tropole|communaut[ée] (?:urbaine|de communes|d['’]agglom[ée]ration))"
    r"\s+(?:de |du |d['’])$",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:[àa]|in|at|near|from|around|vers|sur|depuis|près de)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says, in the directory's terms."""

    question: str
    words: tuple[Word, ...]
    names: tuple[Naming, ...]
    facets: Facets
    mention: Mention | None
    place: Place | None
    """The place of the question, or else the one that was known."""
    confidence: float
    company: float
    """How likely it is to be a company's, by its words alone."""
    young: bool = False
    """Whether it may be a company's that begins."""
    marks: tuple[str, ...] = ()
    """What its words are weighed by (`likely.marks_of`)."""
    refused: frozenset[str] = frozenset()
    """Ids of the actors that it names only to have others."""


class _Asked(NamedTuple):
    """The words that a message asks with."""

    words: Sequence[Word]
    weighing: Sequence[Word]
    """Those that weigh in what it is about, some of them without naming anything."""
    facets: Facets
    """What `words` say."""
    left_out: Sequence[_Span]
    """What is told by the way and names nothing."""
    besides: Sequence[_Span]
    """That of it which does not weigh either."""
    refused: frozenset[Theme]
    """Trades that it will not have."""


class Reader:
    """Reads messages, over the actors of a directory and the places of the country."""

    def __init__(self, actors: Iterable[Actor], places: Places) -> None:
        """Index the words of both."""
        self._actors, self._places = tuple(actors), places
        self._facets = FacetReader(dict.fromkeys(theme for actor in self._actors for theme in actor.themes))
        self._described = descriptions(self._actors)
        words = (word for actor in self._actors for theme in actor.themes for word in theme.split())
        areas = {name.replace(" ", "") for name in places.areas}
        self._names = NameIndex(self._actors, words, lambda word: word in areas or self._facets.knows(word))
        self.read = lru_cache(_REMEMBERED)(self._read)
        self.mentions = lru_cache(_REMEMBERED)(lambda text: tuple(mentions(text, places, self._facets)))

    def by_name(self, text: str) -> list[Actor]:
        """Give the actors that a text names, by any of their names; an exact one comes first."""
        exact = self._names.exact(text)
        found = [naming.name.actor for naming in self._names.find(message_words(text))]
        return list(dict.fromkeys([*exact, *found]))

    def describes(self, stems: Iterable[str]) -> dict[str, int]:
        """Give, by actor id, how many of these stems its description and further columns hold, common stems apart."""
        found: dict[str, int] = {}
        for stem in dict.fromkeys(stem for stem in stems if not is_ordinary(stem)):
            for actor_id in self._described.get(stem, ()):
                found[actor_id] = found.get(actor_id, 0) + 1
        return found

    def _read(self, question: str, place: Place | None) -> Reading:
        question = normalize("NFC", question)
        unsaid = denied(question)
        every = message_words(question)
        found = self._meant(self._names.find(every), question)
        names = tuple(name for name in found if not inside(name.start, unsaid))
        refused = frozenset(name.name.actor.id for name in found if name not in names)
        masks = [(naming.start, naming.end) for naming in names]
        mentioned = [one for one in self.mentions(_blanked(question, masks)) if not inside(one.start, unsaid)]
        said = here(mentioned, question)
        mention = self._places.best(list(said))
        if mention and mention.rivals:
            mention = self._where_the_trade_is(mention, question)
        masks += [
            (_led_from(question, one), one.end)
            for one in mentioned
            if one.start == (mention and mention.start) or one.area or one.anchored or one.text[:1].isupper()
        ]
        asked = self._asked(question, masks, unsaid)
        placed = [start for start, _ in masks[len(names) :]]
        names = tuple(name for name in names if name.name.former or not inside(name.start, asked.besides))
        meant = settled(asked.facets, asked.weighing, placed, self._facets.heard, adds=not asks_of_others(question))
        kept = tuple(theme for theme in meant.facets.themes if theme not in asked.refused) or meant.facets.themes
        meant = meant._replace(facets=replace(meant.facets, themes=kept))
        signs = Signs(
            _blanked(question, asked.besides, " "),
            meant.facets,
            named=bool(names),
            former=any(naming.name.former for naming in names),
            placed=mention is not None,
            described=bool(self.describes(meant.facets.others)),
            length=sum(not (word.small or inside(word.start, asked.left_out)) for word in every),
            company=meant.company,
            sure=meant.sure,
            surest=meant.surest,
            asks_of_name=any(
                not (word.small or word.folded in CUES or is_ordinary(word.folded)) for word in asked.words
            ),
        )
        return Reading(
            question,
            tuple(asked.words),
            names,
            meant.facets,
            mention,
            mention.place if mention else place,
            confidence(signs),
            meant.company,
            meant.young,
            meant.marks,
            refused,
        )

    def _asked(self, question: str, masks: Sequence[_Span], unsaid: Sequence[_Span]) -> _Asked:
        """What a message asks: without what it tells by the way, where the rest tells enough."""
        told, english = by_the_way(question), detect(question) == "en"
        for left in (told, [one for one in told if one.sure], []):
            words = message_words(question, [*masks, *unsaid, *_spans(left)])
            facets = self._facets.read(words, english=english)
            if facets.themes or (facets.needs and all(one.sure for one in left)):
                break
        if not words:
            words = message_words(question, masks)
            facets = self._facets.read(words, english=english)
        besides = _spans(one for one in left if not one.weighed)
        weighing = message_words(question, [*masks, *unsaid, *besides])
        return _Asked(words, weighing or words, facets, _spans(left), besides, self._refused(question, left))

    def _refused(self, question: str, left: Iterable[Aside]) -> frozenset[Theme]:
        """The trades that a message says it will not have."""
        spans = _spans(one for one in left if one.refuses)
        words = [word for word in message_words(question) if inside(word.start, spans)] if spans else []
        return frozenset(self._facets.read(words).themes) if words else frozenset()

    def _meant(self, names: list[Naming], question: str) -> tuple[Naming, ...]:
        """The names that are meant, told by the place that it names, and no place's ("in Sophia Antipolis")."""
        names = [one for one in names if not self._is_where(one, question)]
        if not any(map(self._names.is_generic, names)):
            return tuple(names)
        mention = self._places.best(list(self.mentions(_blanked(question, [(one.start, one.end) for one in names]))))
        return tuple(name for name in names if not mention or self._names.fits(name, mention.place.region))

    def _is_where(self, naming: Naming, text: str) -> bool:
        """Whether a name is that of a place too, and said as one ("in Sophia Antipolis", "à Arbois" of the Jura)."""
        if not _AT.search(text[: naming.start]):
            return False
        called = key(text[naming.start : naming.end])
        actor, towns = naming.name.actor, self._places.gazetteer.communes(called)
        return called in nicknames().communes or any(not serve(actor.regions, town.region) for town in towns[:1])

    def _where_the_trade_is(self, mention: Mention, question: str) -> Mention:
        """Of communes of one name, that where a body of the trade asked sits ("aquaculture Boulogne")."""
        facets = self._facets.read(message_words(question, [(mention.start, mention.end)]))
        asked = {*facets.exact, *(name for theme in facets.themes for name in theme.themes)}
        seats = {key(actor.city) for actor in self._actors if asked.intersection(actor.themes)}
        town = next((p for p in (mention.place, *mention.rivals) if key(p.name) in seats), mention.place)
        others = (place for place in (mention.place, *mention.others) if place is not town)
        return replace(mention, place=town, others=tuple(others))


def _led_from(text: str, mention: Mention) -> int:
    """Where the words that lead to a place start ("agglo de Niort" is where, and no authority that speaks)."""
    found = _AROUND.search(text[: mention.start])
    return found.start() if found else mention.start


def _spans(parts: Iterable[Aside]) -> list[_Span]:
    return [(part.start, part.end) for part in parts]


def _blanked(text: str, masks: Iterable[_Span], sign: str = "•") -> str:
    """A text with spans replaced by a sign that no name holds, positions kept."""
    for start, end in masks:
        text = text[:start] + sign * (end - start) + text[end:]
    return text
