"""Where a question speaks of: a message -> the commune, département or région that it names.

French place names are also ordinary words ("Tours", "Ain", "Le Port"), so a name counts only with what makes it a
place: a preposition, a capital, a postcode, or being the whole message. Hurried spelling ("st-etienne", "oyonax") is
understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.codes import in_codes
from knowledge.french import STOP_WORDS
from knowledge.gazetteer import FARTHEST_KM, Gazetteer, Position, distance_km
from knowledge.nicknames import nicknames
from knowledge.records import Place
from knowledge.regions import regions
from knowledge.sounds import sound
from knowledge.spans import LARGE_TOWN, Mention, Span, Word, plain, words_of

__all__ = ["FARTHEST_KM", "Gazetteer", "Mention", "Places", "Position", "distance_km"]

_LONGEST = 8
"""Words in the longest name looked for."""
_KNOWN_TOWN = 2_000
"""Inhabitants from which a name that is no ordinary word needs no preposition."""
_TYPO_POPULATION = 1_500
"""Inhabitants from which a misspelt commune is recognised after a preposition; without one, LARGE_TOWN."""
_CITY = 100_000
"""Inhabitants from which a misspelling that is an ordinary word is still recognised where only a town fits."""

_ORDINARY_DEPARTMENTS = frozenset(
    "ain lot nord manche orne somme vienne aube cher landes var creuse gard loire marne meuse eure oise aude tarn gers"
    " jura indre aisne drome doubs rhone vosges".split()
)
"""Names that are also rivers, directions or words."""
_CAPITALS_ONLY = frozenset({"ara", "aura"})
_TOWNS_FIRST = frozenset("cognac vienne muret gex gap lourdes menton sceaux hem".split())
"""Towns whose name is also a word, but that a trade stands before ("verre cognac")."""
_EXCLAMATIONS = frozenset({"nice"})
"""Towns whose name is also what somebody says who is pleased."""
_NO_CEDILLA = frozenset({"macon"})
"""Towns whose name is another word once it has a cedilla."""
_NO_TOWNS = frozenset({"macron"})
"""Surnames a letter away from a town."""
_MONTHS = frozenset("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split())
_ABROAD = frozenset(
    """
    france europe afrique asie amerique allemagne italie espagne suisse belgique pologne portugal angleterre maroc
    algerie tunisie japon chine inde bresil canada turquie coree russie grece irlande autriche suede norvege danemark
    germany italy spain switzerland belgium poland morocco algeria tunisia japan china india brazil turkey england
    ireland austria londres berlin bruxelles geneve milan turin barcelone madrid
    """.split()
)
"""Places that are not in the table, never to be corrected into a commune."""


class Places:
    """Reads places in messages, over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Take the shipped gazetteer by default."""
        self.gazetteer = gazetteer or Gazetteer()
        self._regions = _region_keys()
        self._departments = {plain(d.name): d.code for d in self.gazetteer.departments.values()}
        self._areas = self._regions | self._departments
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
        best = min(mentions, key=lambda m: (rank[m.place.kind], not m.anchored, m.start))
        return _settled(best, [m.place for m in mentions if m is not best])

    def find_all(self, text: str, known: Callable[[str], bool] = lambda word: False) -> list[Mention]:
        """Give every place that a message names, in order; `known`: folded words that are no misspelling of one."""
        words = words_of(text)
        found = [*in_codes(text, self.gazetteer), *self._named(text, words)]
        if not found and (guess := self._misspelt(text, words, known)):
            found = [guess]
        return sorted(found, key=lambda m: m.start)

    def named(self, name: str, region: str = "") -> Place | None:
        """Give the commune of exactly that name, the largest, in that region if one is given."""
        return next((p for p in self.gazetteer.communes(name) if not region or p.region == region), None)

    def nearest(self, latitude: float, longitude: float) -> Place:
        """Give the commune nearest to a shared location."""
        return self.gazetteer.nearest(latitude, longitude)

    def at(self, latitude: float, longitude: float) -> Place:
        """Give a shared location as a Place, named and placed in a region after the nearest commune."""
        town = self.nearest(latitude, longitude)
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
            if region and _is_region(name, span) and (place := self.gazetteer.region(region)):
                return span.mention(place)
            department = self._departments.get(name)
            is_commune = self._is_commune(name, span)
            is_town = is_commune and span.points_at_town(self.gazetteer.population(name))
            if department and not is_town and _is_department(name, span):
                place = self.gazetteer.department(department)
                return span.mention(place) if place else None
            if is_commune:
                return self._commune(name, span)
        return None

    def _commune(self, name: str, span: Span) -> Mention:
        """The commune of a name: that of the département written after it, else the largest, of the mainland first."""
        found = self.gazetteer.communes(name)
        if coded := [place for place in found if place.department == span.code]:
            return replace(span.mention(coded[0]), anchored=True)
        first = _mainland_first(found)
        return span.mention(first, tuple(place for place in found if place is not first))

    def _is_commune(self, name: str, span: Span) -> bool:
        population = self.gazetteer.population(name)
        if population < 0 or name in _MONTHS or not _is_written_so(name, span):
            return False
        if span.hyphenated and population < (_CITY if self.gazetteer.is_ordinary(name) else LARGE_TOWN):
            return False
        if span.whole and (population >= 1_000 or not self.gazetteer.is_ordinary(name)):
            return True
        if self.gazetteer.is_ordinary(name):
            if (span.trailing or span.code) and (self.gazetteer.is_short(name) or name in _TOWNS_FIRST):
                return True
            if name.startswith(("le ", "la ", "les ", "l ")) and not span.capital:
                return False
            if span.strong:
                return span.capital or population >= 5_000
            return span.capital and (
                (span.weak and population >= 1_000) or (not span.first and population >= 20_000) or span.before_code
            )
        if len(name) < 4:
            if name in nicknames().communes and all(word.text.isupper() for word in span.words):
                return True  # "SQY"
            return span.strong or population >= 50_000 or (span.capital and (span.weak or span.trailing))
        if name in STOP_WORDS:
            return False
        return (
            span.strong
            or (len(span.words) > 1 and " " in name and not span.words[0].small)
            or population >= _KNOWN_TOWN
            or (span.weak and (span.capital or population >= 500))
            or (span.capital and not span.first and population >= 500)
            or span.before_code
        )

    def _misspelt(self, text: str, words: list[Word], known: Callable[[str], bool]) -> Mention | None:
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                span = Span(text, words, start, length)
                if any(known(word.key) for word in span.words):
                    continue
                if area := self._corrected_area(span):
                    return replace(span.mention(area), corrected=True)
                if name := self._corrected(span):
                    first, *others = self.gazetteer.communes(name)
                    return replace(span.mention(first, tuple(others)), corrected=True)
        return None

    def _corrected_area(self, span: Span) -> Place | None:
        """A région or département one letter away, if its name is no ordinary word."""
        name = span.names[-1]
        if len(name) < 6 or span.words[0].small or any(w.key in self.gazetteer.ordinary_words for w in span.words):
            return None
        candidates = [a for a in self._areas if a[0] == name[0] and len(a) >= 6 and a not in _ORDINARY_DEPARTMENTS]
        match = process.extractOne(name, candidates, scorer=OSA.distance, score_cutoff=1)
        if not match or match[1] == 0:
            return None
        return self.gazetteer.region(self._areas[match[0]]) or self.gazetteer.department(self._areas[match[0]])

    def _corrected(self, span: Span) -> str | None:
        name = span.names[0]
        if any(word.key in _ABROAD or word.key in _NO_TOWNS for word in span.words):
            return None
        if len(name) < 5 or span.words[0].small or span.words[-1].small or name[0].isdigit():
            return None
        if any(word.key in self.gazetteer.ordinary_words for word in span.words):
            return self._city(name) if span.trailing and len(span.words) == 1 else None
        anchored = span.whole or span.strong or (span.weak and span.capital)
        surname = span.capital and not span.first and len(name) < 8
        if not anchored and (len(name) < 6 or surname):
            return None
        names = self._small_towns if anchored else self._large_towns
        bare = name.split(" ", 1)[-1] if name.startswith(("le ", "la ", "les ")) else name
        reach = 2 if len(bare) >= 8 and anchored else 1
        match = process.extractOne(name, names.get(name[0], ()), scorer=OSA.distance, score_cutoff=reach)
        return match[0] if match and len(match[0]) >= 5 and match[1] > 0 else None

    def _city(self, name: str) -> str | None:
        """The city that an ordinary word sounds like, where a city closes a few words ("agro renne")."""
        cities = self._cities.get(name[0], ())
        return next((city for city in cities if city != name and sound(city) == sound(name)), None)

    @cached_property
    def _cities(self) -> dict[str, list[str]]:
        return self.gazetteer.names(_CITY)

    @cached_property
    def _small_towns(self) -> dict[str, list[str]]:
        return self.gazetteer.names(_TYPO_POPULATION)

    @cached_property
    def _large_towns(self) -> dict[str, list[str]]:
        return self.gazetteer.names(LARGE_TOWN)


def _is_written_so(name: str, span: Span) -> bool:
    """Whether a name's spelling lets it be a town's: "maçon" is no Mâcon, "nice job" no Nice, "sainte" no Sainté."""
    if "ç" in span.text[span.words[0].start : span.words[-1].end].lower() and name in _NO_CEDILLA:
        return False
    if name in _EXCLAMATIONS and span.exclaimed:
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
    if name not in _ORDINARY_DEPARTMENTS or span.whole or span.before_code:
        return True
    return not span.hyphenated and (span.area or (span.capital and (span.article or span.apart)))


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
            inside = place.code == rival.department or (place.kind == "région" and place.name == rival.region)
            if rival.code == place.code or (place.kind != "commune" and inside):
                return replace(mention, place=rival, others=())
    return mention


def _region_keys() -> dict[str, str]:
    return {plain(name): r.name for r in regions() for name in (r.name, *r.former, *r.names)}
