"""Where a question speaks of: a message -> the commune, département or région that it names.

French place names are also ordinary words ("Tours", "Ain", "Le Port"), so a name counts only with what makes it a
place: a preposition, a capital, a postcode, or being the whole message. Hurried spelling ("st-etienne", "oyonax") is
understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from knowledge.codes import in_codes
from knowledge.french import STOP_WORDS, fold
from knowledge.gazetteer import ARTICLES, FARTHEST_KM, Gazetteer, Position, distance_km
from knowledge.misspelt import CITY, LARGER_ABROAD, OF_QUEBEC, ORDINARY_DEPARTMENTS, Misspellings
from knowledge.nicknames import nicknames
from knowledge.records import Place
from knowledge.regions import areas
from knowledge.spans import LARGE_TOWN, Mention, Span, Word, plain, words_of

__all__ = ["FARTHEST_KM", "Gazetteer", "Mention", "Places", "Position", "distance_km"]

_LONGEST = 8
"""Words in the longest name looked for."""
_COMPOUND, _RIVERSIDE = 3, frozenset("sur sous lez les".split())
"""Words from which a name with one of these links ("selles sur cher") is no ordinary one."""
_RIGHT_BESIDE = 3
"""Characters between a commune and the département that is said with it."""
_SHORTEST = 4
"""Letters under which a name needs more than to be that of a town."""
_TELLING = 8
"""Letters of the name of a village that a comma is enough for where it ends the message ("canistrelli, Bocognano")."""
_KNOWN_TOWN = 2_000
"""Inhabitants from which a name that is no ordinary word needs no preposition."""

_CAPITALS_ONLY = frozenset({"ara", "aura"})
_TOWNS_FIRST = frozenset("cognac vienne muret gex gap lourdes menton sceaux hem".split())
"""Towns whose name is also a word, but that a trade stands before ("verre cognac")."""
_TOWNS_AFTER_A = _TOWNS_FIRST | frozenset(
    """
    albert baccarat bouillante cassis die gray guise ham lattes langeais massais moulins nay pia saintes tulle viviers
    """.split()
)
"""Those that a hurried "à" and a comma are enough for, too ("un atelier a die, les gens…")."""
_TOWNS_AFTER_AU = frozenset({"le lorrain", "le precheur"})
"""Towns whose name is a word, but that "au" and a pause are enough for ("un salon au lorrain")."""
_EXCLAMATIONS = frozenset({"nice"})
"""Towns whose name is also what somebody says who is pleased."""
_CRAFTS = frozenset({"macon"})
"""Towns whose name is also a craft with its cedilla, which hurried people leave out ("macon, mes clients")."""
_GOODS = {
    "vannes": re.compile(
        r"\b(?:(?:fabri|usin|produi|fonde|robinet|pompe)\w*(?: (?:et|de|des|nos|en|les|pour))*|des|nos|les|leurs)"
        r" vannes\b|\bvannes (?:inox|industriel\w+|papillon|hydrauliques?|pour|en |(?:et|ou) (?:de |des )?"
        r"(?:robinet|clapet|pompe|raccord|tuyau|verin))"
    )
}
"""Towns whose name is also that of goods, and where the goods are told ("fabricant de vannes inox")."""
_NO_NOUNS = frozenset("ain aisne eure oise indre orne tarn gers jura drome doubs vosges meuse".split())
"""Départements that are called like a river or mountains, which is no common noun."""
_OVERSEAS = {"reunion": "974"}
"""Départements that are also called without their article."""
_PARTICIPLES = frozenset({"vire"})
"""Short names of towns that are participles written without their accent."""
_MONTHS = frozenset("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split())


def _none(_word: str) -> bool:
    return False


class Places:
    """Reads places in messages, over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Take the shipped gazetteer by default."""
        self.gazetteer = gazetteer or Gazetteer()
        self._regions = _region_keys()
        self._departments = {plain(d.name): d.code for d in self.gazetteer.departments.values()}
        self.areas = frozenset(self._regions | self._departments)
        """Keys of the régions and départements, former and short names included."""
        self._misspellings = Misspellings(self.gazetteer, self._regions | self._departments)
        self._regions = nicknames().regions | self._regions
        self._departments = nicknames().departments | self._departments

    def find(self, text: str) -> Mention | None:
        """Give the most precise place that a message names: commune before département before région; None if none."""
        return self.best(self.find_all(text))

    def best(self, mentions: list[Mention]) -> Mention | None:
        """Give the most precise of a message's mentions; None if there is none."""
        if not mentions:
            return None
        rank = {"commune": 0, "département": 1, "région": 2}
        mentions = [one for one in mentions if not self._is_contradicted(one, mentions)]
        best = min(mentions, key=lambda m: (rank[m.place.kind], not m.anchored, m.start))
        beside = [m.place for m in mentions if m is not best]
        return self._inside(_settled(best, beside), beside)

    def _is_contradicted(self, mention: Mention, beside: list[Mention]) -> bool:
        """Whether a name is short for communes, none of them of the département right beside ("Dordogne (Condat)")."""
        if mention.place.kind != "commune" or not self.gazetteer.is_short(plain(mention.text)):
            return False
        close = (
            one
            for one in beside
            if 0 <= one.start - mention.end <= _RIGHT_BESIDE
            or (not mention.anchored and 0 <= mention.start - one.end <= _RIGHT_BESIDE)
        )
        areas = [one.place.code for one in close if one.place.kind == "département"]
        return bool(areas) and not any(place.department in areas for place in (mention.place, *mention.others))

    def _inside(self, mention: Mention, beside: list[Place]) -> Mention:
        """A commune of another département than the one named beside, read as one of it that is called so for short.

        "St Quentin, dans les Yvelines" is no Saint-Quentin of the Aisne.
        """
        areas = [place for place in beside if place.kind == "département"]
        if mention.anchored or mention.place.kind != "commune" or not areas:
            return mention
        name = plain(mention.place.name)
        if any(place.department == area.code for area in areas for place in (mention.place, *mention.others)):
            return mention
        longer = (f"{name} en {plain(area.name)}" for area in areas)
        meant = next((place for whole in longer for place in self.gazetteer.communes(whole)), None)
        return replace(mention, place=meant, others=()) if meant else mention

    def find_all(
        self, text: str, known: Callable[[str], bool] = _none, spelt: Callable[[str], bool] = _none
    ) -> list[Mention]:
        """Give every place that a message names, in order.

        `known`: folded words that are no misspelling of one; `spelt`: nor of a town that sounds so, or is large.
        """
        words = words_of(text)
        named = [self._misspellings.completed(mention, text, words) for mention in self._named(text, words)]
        found = [*(code for code in in_codes(text, self.gazetteer) if not _is_amount(code, named)), *named]
        guess = self._misspellings.find(text, words, known, spelt) if all(mention.area for mention in found) else None
        if guess and (not found or _is_inside(guess.place, found)):
            found.append(guess)
        return sorted(found, key=lambda m: m.start)

    def named(self, name: str, region: str = "") -> Place | None:
        """Give the commune of exactly that name, the largest, in that region if one is given."""
        return next((p for p in self.gazetteer.communes(name) if not region or p.region == region), None)

    def nearest(self, latitude: float, longitude: float) -> Place:
        """Give the commune nearest to a shared location."""
        return self.gazetteer.nearest(latitude, longitude)

    def at(self, latitude: float, longitude: float) -> Place | None:
        """Give a shared location as a Place, in a region by the nearest commune; None if far from all."""
        town = self.nearest(latitude, longitude)
        if town.latitude is None or town.longitude is None:
            return None
        if distance_km(latitude, longitude, town.latitude, town.longitude) > FARTHEST_KM:
            return None
        return replace(town, kind="point", code="", latitude=latitude, longitude=longitude)

    def position(self, place: Place) -> Position | None:
        """Give where a place is, inexactly for an area or a commune whose point is not known."""
        return self.gazetteer.position(place)

    def _named(self, text: str, words: list[Word]) -> Iterator[Mention]:
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST, len(words) - start), 0, -1):
                span = Span(text, words, start, length)
                if mention := self._mention(span):
                    yield mention
                    start += length
                    break
            else:
                start += 1

    def _mention(self, span: Span) -> Mention | None:
        for name in span.names:
            region = self._regions.get(name)
            if region and _is_region(name, span) and (place := self.gazetteer.region(region, name)):
                return span.mention(place)
            department = self._departments.get(name)
            is_commune = self._is_commune(name, span)
            is_town = is_commune and (
                self._is_coded(name, span) or span.points_at_town(self.gazetteer.population(name))
            )
            if department and not is_town and _is_written_so(name, span) and _is_department(name, span):
                place = self.gazetteer.department(department)
                return span.mention(place) if place else None
            if is_commune:
                return self._commune(name, span)
        return None

    def _commune(self, name: str, span: Span) -> Mention:
        """The commune of a name: that of the département written after it, else the largest, of the mainland first."""
        found = self.gazetteer.communes(name)
        if coded := [place for place in found if place.department == (span.code or self._beside(span))]:
            return replace(span.mention(coded[0]), anchored=True)
        first = _mainland_first(found)
        return span.mention(first, tuple(place for place in found if place is not first))

    def _beside(self, span: Span) -> str:
        """The code of the département that is named right after a run of words ("saint vallier drome"), or ""."""
        after = span.following
        names = (" ".join(after[:length]) for length in range(len(after), 0, -1))
        return next((code for name in names if (code := self._departments.get(name) or _OVERSEAS.get(name))), "")

    def _is_coded(self, name: str, span: Span) -> bool:
        """Whether the code or the name of the département of one of the communes of a name follows it."""
        code = span.code or self._department_said_with(name, span)
        return bool(code) and any(place.department == code for place in self.gazetteer.communes(name))

    def _department_said_with(self, name: str, span: Span) -> str:
        """The code of the département named beside, where a name is none of an ordinary word ("bois en Charente")."""
        beside = self._beside(span)
        if self.gazetteer.is_ordinary(name):
            overseas = name.startswith(ARTICLES) and beside.startswith("97")  # "le port reunion"
            return beside if span.capital or span.after_a or span.strong or overseas else ""
        return beside if span.capital or not span.paused else ""

    def _is_told(self, name: str, span: Span) -> bool:
        """Whether a code after a name, or a département beside, says that it is a commune's of France."""
        beside = f" {plain(span.text)} "
        areas = {self.gazetteer.departments[place.department].name for place in self.gazetteer.communes(name)}
        return span.before_code or any(f" {plain(area)} " in beside for area in areas)

    def _is_short_town(self, name: str, span: Span) -> bool:
        """Whether a name is that of a town for short ("a carhaix"), and no participle ("a vire la moitié")."""
        known = self.gazetteer.is_short(name) and self.gazetteer.population(name) >= _KNOWN_TOWN
        return known and len(span.words) == 1 and name not in _PARTICIPLES and not span.has_object

    def _is_commune(self, name: str, span: Span) -> bool:
        population = self.gazetteer.population(name)
        if population < 0 or name in _MONTHS or name == "saint" or not _is_written_so(name, span):
            return False
        if (name in LARGER_ABROAD and not self._is_told(name, span)) or (name in OF_QUEBEC and span.in_quebec):
            return False
        if span.signs and population < _KNOWN_TOWN and not span.code:
            return False
        if span.contracted and self.gazetteer.is_short(name) and not name.startswith(ARTICLES):  # "vus au salon"
            return False
        if self._is_coded(name, span):
            return True
        if self._is_department_there(name, span):
            return False
        if span.hyphenated and population < (CITY if self.gazetteer.is_ordinary(name) else LARGE_TOWN):
            return False
        if name.startswith(ARTICLES) and span.completed and (self.gazetteer.is_ordinary(name) or not span.capital):
            return False
        if span.whole and (population >= 1_000 or not self.gazetteer.is_ordinary(name)):
            return True
        if self.gazetteer.is_ordinary(name):
            return self._is_ordinary_commune(name, span, population)
        if len(name) < _SHORTEST:
            placed = span.weak or span.trailing or span.alone or span.sentence
            written = name in nicknames().communes and all(word.text.isupper() for word in span.words)  # "SQY"
            return written or span.strong or population >= LARGE_TOWN or (span.capital and placed)
        if span.contracted and not span.capital and population < _KNOWN_TOWN:  # "chaudière aux écorces"
            return False
        return name not in STOP_WORDS and (
            span.strong
            or (len(span.words) > 1 and " " in name and not span.words[0].small)
            or population >= _KNOWN_TOWN
            or (span.weak and (span.capital or population >= 500))
            or (span.capital and (span.sentence or not span.first) and population >= 500)
            or (span.capital and span.alone and span.closing and len(name) >= _TELLING)
            or span.before_code
        )

    def _is_department_there(self, name: str, span: Span) -> bool:
        """Whether a name with an article is rather a département's ("dans la Marne", "paysans de la Bresse")."""
        bare = name.partition(" ")[2] if name.startswith(ARTICLES) else ""
        if bare not in self._departments or span.strong:
            return False
        return bare not in nicknames().departments or (span.weak and not span.titled)

    def _is_ordinary_commune(self, name: str, span: Span, population: int) -> bool:
        """Whether a name that is also a word, or a short one, is a commune's here."""
        if (span.trailing or span.code) and (self.gazetteer.is_short(name) or name in _TOWNS_FIRST):
            return True
        if len(span.words) >= _COMPOUND and not _RIVERSIDE.isdisjoint(name.split()[1:]):
            return True
        if span.after_a and (self._is_short_town(name, span) or (span.paused and _is_after_a(name))):
            return True
        if name in _TOWNS_AFTER_AU and span.contracted and span.strong and span.paused:
            return True
        if name.startswith(ARTICLES) and not span.capital:
            return False
        if name.startswith(ARTICLES) and span.titled and span.alone and population >= _KNOWN_TOWN:
            return True
        if span.strong:
            return span.capital or population >= 5_000
        return span.capital and (
            (span.weak and population >= 1_000)
            or (not span.first and population >= 20_000)
            or span.before_code
            or ((span.opening or span.alone or span.sentence) and population >= LARGE_TOWN)
            or (span.between and population >= _KNOWN_TOWN)
        )


def _is_inside(place: Place, areas: list[Mention]) -> bool:
    """Whether a commune lies in one of the areas that are named."""
    return place.kind == "commune" and any(_lies_in(place, area.place) for area in areas)


def _is_amount(code: Mention, named: Iterable[Mention]) -> bool:
    """Whether a round code is no town's: another, of another département, is named ("Briançon, on me refuse 40000")."""
    if not code.text.endswith("000") or code.place.kind != "commune":
        return False
    towns = [mention.place for mention in named if mention.place.kind == "commune"]
    return bool(towns) and all(town.department != code.place.department for town in towns)


def _lies_in(commune: Place, area: Place) -> bool:
    """Whether a commune lies in a département or a région, whose codes may be alike (11: Aude, Île-de-France)."""
    if area.kind == "département":
        return commune.department == area.code
    return area.kind == "région" and commune.region == area.region


def _may_be_craft(span: Span, written: str) -> bool:
    """Whether the name of a town opens a sentence as a craft would ("macon, mes clients")."""
    return span.first and not (span.capital or span.before_code or span.whole or "â" in written.lower())


def _is_after_a(name: str) -> bool:
    """Whether a hurried "à" and a comma are enough for a name that is also made of words."""
    return name in _TOWNS_AFTER_A or (" " in name and not name.startswith(ARTICLES))


def _is_written_so(name: str, span: Span) -> bool:
    """Whether a name's spelling lets it be a town's: "maçon" is no Mâcon, "nice job" no Nice, "sainte" no Sainté."""
    written = span.text[span.words[0].start : span.words[-1].end]
    if name in _CRAFTS and ("ç" in written.lower() or _may_be_craft(span, written)):
        return False
    if name in _GOODS and not span.capital and _GOODS[name].search(fold(span.text)):
        return False
    if name in _EXCLAMATIONS and span.exclaimed:
        return False
    if name == "sainte" and span.words[-1].text.lower() == "sté":
        return False  # a company, for short
    if name in nicknames().capitalised and not span.capital:
        return False
    return name not in nicknames().accented or span.words[-1].text[-1:].lower() in "éèê"


def _is_region(name: str, span: Span) -> bool:
    if name in _CAPITALS_ONLY:
        return all(word.text.isupper() for word in span.words)
    if name == "reunion":
        return span.whole or (span.capital and (span.article or not span.first))
    if name == "la reunion":
        return span.whole or span.capital or span.strong
    if name == "grand est":
        return span.whole or span.capital or "-" in span.text[span.words[0].end : span.words[1].start] or span.area
    return True


def _is_department(name: str, span: Span) -> bool:
    if name not in ORDINARY_DEPARTMENTS or span.whole or span.before_code:
        return True
    if name == "eure" and span.of_time:
        return False
    written = span.capital or (name in _NO_NOUNS and not span.closing)
    return not span.hyphenated and (
        span.area or (written and (span.article or span.apart or span.alone)) or (span.capital and span.closing)
    )


def _mainland_first(homonyms: tuple[Place, ...]) -> Place:
    """The largest of homonyms, unless it is overseas and one of the mainland is of comparable size."""
    first = homonyms[0]
    if not first.department.startswith("97"):
        return first
    mainland = (p for p in homonyms if p.name == first.name and not p.department.startswith("97"))
    return next((place for place in mainland if place.population * 5 > first.population), first)


def _settled(mention: Mention, beside: list[Place]) -> Mention:
    """The homonym (or the commune of the postcode) that the other places of the message point at."""
    for place in beside:
        for rival in (mention.place, *mention.others):
            if rival.code == place.code or _lies_in(rival, place):
                return replace(mention, place=rival, others=())
    return mention


def _region_keys() -> dict[str, str]:
    return {plain(name): r.name for r in areas() for name in (r.name, *r.former, *r.names)}
