"""Is my commune a Territoire d'industrie? The facts, from the lists of both phases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.french import STOP_WORDS
from knowledge.places import FARTHEST_KM, Mention, Places, distance_km
from knowledge.records import ActorMatch, Place, Territory
from knowledge.regions import key

CURRENT, FORMER = "2023-2027", "2018-2022"
LISTED_ON = {CURRENT: "2024-07", FORMER: "2022"}
"""Date of each phase's list."""

_PROGRAMME = re.compile(r"\bterr?ito\w*|\bt(?:d ?)?i\b")
_FULL = re.compile(r"\bterr?ito\w* (?:d ?)?indust\w*|\btdi\b")
_EARLIER = re.compile(r"\b20(?:18|19|20|21)\b")
_FORMER_PHASE = re.compile(
    r"\b20(?:18|19|20|21|22)\b(?! 2027)|\bpremiere (?:phase|vague|liste)\b|\bfirst (?:phase|list)\b"
)
_YEAR = re.compile(r"\b20[12]\d\b")
_SAID = re.compile(
    r"\b(?:est|sont|is|are)(?:[ -](?:elle|il|ce|on|elles|ils))?\b|\bterr?ito\w*|\b(?:d['’ ])?indust\w*|\bpartie\b"
    r"|\bfait(?:[ -](?:t-)?(?:elle|il))?\b|\blabell?is\w*|\bconcern\w*|\b[ée]ligible\w*|[?!]"
    r"|\b(?:un|une|des|dans|quel|appartient|the|part|of|bien)\b",
    re.IGNORECASE,
)
_BELONGING = re.compile(
    r"labellis(?!er (?:notre|nos|mon|mes|un|une|ce)\b)"
    r"|\bconcerne|\beligible|\bperimetre|\bfai[st](?: il| elle| t elle)? partie|(?<!\ba qui )\bappartien"
    r"|\bdans quel(?:le)?s? (?:terr?ito|t(?:d ?)?i\b|liste|perimetre)"
    r"|\b(?:est|sont|sommes|suis|es|etre|y etre) (?:bien |deja )?dedans\b"
    r"|\b(?:dans|in|part of|to|partie (?:du|de)) ?(?:le |the |ce |votre )?(?:plan|programme?|dispositif|scheme)\b"
    r"|\b(?:dans|de|in) (?:la |the )?(?:premiere|deuxieme|seconde|1ere|1re|2e|2eme|first|second)"
    r" (?:phase|vague|liste|list)\b"
    r"|\b(?:dans|sur) l[ae] liste\b"
    r"|\b(?:est|suis|sommes?|sont|etes|es|commune|ville|territoire|bien|elles?|on|ils?|trouve) couverte?s?\b(?! d[e'’])"
    r"|\bcouverte?s?(?: ou pas|\s*\?)|\bcouverte?s? par (?:le |un |ce )?(?:plan|programme|dispositif|territoires?)\b"
    r"|\bpart of\b|\bcovered\b|\bon the list\b|\bbenefici"
)
_MINE = re.compile(
    r"\b(?:ma|notre|my|our) (?:commune|ville|agglo\w*|intercommunalite|communaute|town|city|village|mairie)\b"
    r"|\bchez (?:moi|nous)\b|\bmon (?:entreprise|usine|territoire|village|secteur)\b|\bmy company\b|\bwhere i am\b"
)
_MEMBERS = re.compile(
    r"\bmembres?\b|\bcompose|\bcommunes\b|\bintercommunalites\b|\bmembers?\b|\bepci\b|\bqui fait partie\b"
)
_LISTING = re.compile(
    r"\bquels?\b|\bquelles?\b|\bliste\b|\bcombien\b|\bwhich\b|\blist\b|\bhow many\b|\bwhat\b|\btous les\b|\bnoms\b"
)
_BARE = frozenset(
    """
    code postal ville commune departement region insee cp de du d la le les l a au aux en dans a et moi je suis nous
    sommes habite c est ici postcode town city in at i am m my is zip
    """.split()
)
"""Words that may stand beside a place when a message says nothing else."""
_A_TERRITORY = r"(?:(?:un|a|dans un|in an?|partie d['’]un) )?territoires? d['’]industrie\W*$"
_NAME = r"[^\W\d_][\w'’. -]*?"
_NAMED = re.compile(
    rf"({_NAME}|\d{{5}}) (?:est|fait)[ -](?:t-)?elle {_A_TERRITORY}|is (?P<english>{_NAME}|\d{{5}}) {_A_TERRITORY}"
    r"|\W*(?:(?:le )?(?:code postal|cp|postcode)\W*)?(\d{5})\W*$",
    re.IGNORECASE,
)
"""A question of one shape on one commune, as /commune asks it; or nothing but a postcode."""
_LONGEST_NAME = 6
_SHORT = 14
"""Words of a question that may be about a territory without naming the programme; a longer one tells of a company."""
_SMALL = frozenset("de du des la le les d l et en pays vallee territoire industrie industries grand".split())
_ELSEWHERE = re.compile(
    r"\bquand\b|\bbudget\b|\bpourquoi\b|\bmontant\b|\bpilote\b|\bprojets?\b|\bwhen\b|\bwhy\b|\bdefinition\b"
    r"|\bhors\b|\bdecroch\w*|\bnom d(?:u|e l|e la)\b|\bcandidat\w*|\bpostul\w*|\bministre\b"
    r"|\bdemander?\b|\bobtenir\b|\bapporte\b|\boffre\b|\bquoi\b|\bask (?:my|our|the|for)\b"
)


@dataclass(frozen=True, slots=True)
class TerritoryAnswer:
    """The facts for one question about territories. `place` is None when the question does not say where."""

    place: Place | None = None
    others: tuple[Place, ...] = ()
    """Other communes that the name may mean."""
    unknown: str = ""
    """The name or postcode that was given as a commune's, where none has it."""
    asks: bool = False
    """Whether they are so large that asking is fairer than assuming: nothing else is then told."""
    earlier: bool = False
    """Whether the former phase is what was asked about, so told first."""
    current: Territory | None = None
    former: Territory | None = None
    group: str = ""
    """Name of the place's intercommunalité."""
    nearest: Territory | None = None
    """Nearest territory of today, when the place is in none."""
    nearest_km: float | None = None
    area: Place | None = None
    """The région or département whose territories were asked for."""
    listed: tuple[Territory, ...] = ()
    """Its territories of today."""
    agency: tuple[ActorMatch, ...] = ()
    """Whom to turn to in the region."""
    totals: tuple[int, int] = (0, 0)
    """How many territories the list of today holds, and that of the former phase."""


class Territories:
    """The territories of both phases, found by place and by name."""

    def __init__(self, territories: Iterable[Territory], places: Places) -> None:
        """Index the territories by their members' codes and by name."""
        self.all = tuple(territories)
        self._places = places
        self._by_code: dict[tuple[str, str], Territory] = {}
        for territory in self.all:
            for code in territory.sirens:
                self._by_code.setdefault((territory.phase, code), territory)

    def of(self, place: Place) -> tuple[Territory | None, Territory | None]:
        """Give the territory of today and that of the former phase which hold a commune (or intercommunalité)."""
        current, former = (self._holding(phase, place) for phase in (CURRENT, FORMER))
        return current, former

    def _holding(self, phase: str, place: Place) -> Territory | None:
        return self._by_code.get((phase, place.code)) or self._by_code.get((phase, place.epci))

    def inside(self, area: Place, phase: str = CURRENT) -> tuple[Territory, ...]:
        """Give the territories of a région or département."""
        return tuple(t for t in self.all if t.phase == phase and (_in(t, area)))

    def count(self, phase: str) -> int:
        """Give how many territories a phase's list holds."""
        return sum(territory.phase == phase for territory in self.all)

    def nearest(self, place: Place) -> tuple[Territory | None, float | None]:
        """Give the territory of today whose inner point is nearest to a place, and the kilometres; None if far."""
        position = self._places.position(place)
        if position is None:
            return None, None
        far = [
            (distance_km(position.latitude, position.longitude, t.latitude, t.longitude), t)
            for t in self.all
            if t.phase == CURRENT and t.latitude is not None and t.longitude is not None
        ]
        if not far:
            return None, None
        kilometres, territory = min(far, key=lambda pair: pair[0])
        return (territory, kilometres) if kilometres < FARTHEST_KM else (None, None)

    def named(self, text: str) -> Territory | None:
        """Give the territory whose name a text holds, that of today first, the longest name first."""
        padded = f" {key(text)} "
        found = [
            (territory.phase == CURRENT, len(name), territory)
            for name, territory in self._names
            if f" {name} " in padded
        ]
        return max(found, key=lambda row: row[:2])[2] if found else None

    def group_named(self, text: str) -> Place | None:
        """Give, as a Place, the intercommunalité whose name a text holds."""
        tokens = key(text).split()
        for length in range(min(12, len(tokens)), 1, -1):
            for start in range(len(tokens) - length + 1):
                siren = self._groups.get(" ".join(tokens[start : start + length]))
                if siren:
                    return self._places.gazetteer.group(siren)
        return None

    @cached_property
    def _groups(self) -> dict[str, str]:
        names = self._places.gazetteer.groups().items()
        keys = (
            (re.sub(r"^(?:ca|cc|cu|ept) (?:(?:du|de la|de l|de|des|d) )?", "", key(n)), siren) for siren, n in names
        )
        return {name: siren for name, siren in keys if len(name.split()) > 1}

    @cached_property
    def _names(self) -> list[tuple[str, Territory]]:
        """Every way to say a territory's name: whole, and each part that is no commune and says enough."""
        names = []
        for territory in self.all:
            parts = [territory.name, *re.split(r"\s+[-–]\s+", territory.name)]
            for name in dict.fromkeys(map(key, parts)):
                telling = [word for word in name.split() if word not in _SMALL]
                is_commune = any(key(place.name) == name for place in self._places.gazetteer.communes(name))
                if telling and len(name.split()) > 1 and not is_commune:
                    names.append((name, territory))
        return names


def _in(territory: Territory, area: Place) -> bool:
    if area.kind == "département" or area.departments:
        return not {area.code, *area.departments}.isdisjoint(territory.departments)
    return territory.region == area.region


def subject(question: str) -> str:
    """Give what is left of "X est-elle Territoire d'industrie ?": a place too small to stand out otherwise."""
    return _SAID.sub(" ", question).strip()


def asks_territory(question: str, mention: Mention | None, territory: Territory | None, group: Place | None) -> bool:
    """Say whether a question is about the territory of a place, or the members of a territory, rather than the plan."""
    plain = key(question)
    about = bool(_PROGRAMME.search(plain))
    if _ELSEWHERE.search(plain):
        return False
    if territory and (_MEMBERS.search(plain) or about):
        return True
    if mention and mention.place.kind != "commune":
        asks = _FULL.search(plain) or ((about or "labellis" in plain) and _LISTING.search(plain))
        return bool(asks) and not _EARLIER.search(plain)
    if mention or group:
        return about or (len(plain.split()) <= _SHORT and bool(_BELONGING.search(plain)))
    return about and bool(_MINE.search(plain))


def asks_of_mine(question: str) -> bool:
    """Say whether a question is whether the asker's own place, which it does not name, belongs to one."""
    plain = key(question)
    return bool(_MINE.search(plain) and _BELONGING.search(plain)) and not _ELSEWHERE.search(plain)


def only_place(question: str, mention: Mention | None) -> bool:
    """Say whether a message is a place and nothing else ("Guéret", "code postal 63300")."""
    if mention is None or mention.corrected:
        return False
    rest = _YEAR.sub(" ", f"{question[: mention.start]} {question[mention.end :]}")
    place = mention.place
    told = {place.department.lower(), *place.postcodes, *key(place.name).split()}
    return all(word in _BARE or word in told for word in key(rest).split())


def unknown_commune(question: str) -> str:
    """Give the name or postcode that a question asks of whether it is a Territoire d'industrie; "" for another."""
    named = _NAMED.match(question.strip())
    name = next(filter(None, named.groups()), "") if named else ""
    ordinary = STOP_WORDS.intersection(key(name).split()[:1]) or (named and named["english"] and name[:1].islower())
    return "" if ordinary or len(name.split()) > _LONGEST_NAME else name


def asks_earlier(question: str) -> bool:
    """Say whether a question is about the former phase."""
    return bool(_FORMER_PHASE.search(key(question)))


def asks_members(question: str) -> bool:
    """Say whether a question is about what a territory is made of."""
    return bool(_MEMBERS.search(key(question)))
