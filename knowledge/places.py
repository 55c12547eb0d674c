"""Where a question speaks of: a message -> the commune, département or région that it names.

French place names are also ordinary words ("Tours", "Ain", "Le Port"), so a name counts only with what makes it a
place: a preposition, a capital, a postcode, or being the whole message. Hurried spelling ("st-etienne", "oyonax") is
understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.french import STOP_WORDS, fold
from knowledge.gazetteer import Gazetteer, Position, distance_km
from knowledge.records import Place
from knowledge.regions import regions

__all__ = ["Gazetteer", "Mention", "Places", "Position", "distance_km"]

_LONGEST = 8
"""Words in the longest name looked for."""
_KNOWN_TOWN = 2_000
"""Inhabitants from which a name that is no ordinary word needs no preposition."""
_LARGE_TOWN = 10_000
_TYPO_POPULATION = 1_500
"""Inhabitants from which a misspelt commune is recognised after a preposition; without one, _LARGE_TOWN."""

_ORDINARY_DEPARTMENTS = frozenset(
    "ain lot nord manche orne somme vienne aube cher landes var creuse gard loire marne meuse eure oise aude tarn gers"
    " jura indre aisne drome doubs rhone vosges".split()
)
"""Names that are also rivers, directions or words."""
_CAPITALS_ONLY = frozenset({"ara", "aura"})
_MONTHS = frozenset("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split())
_SETTLED = frozenset(
    """
    base basee bases basees situe situee situes situees installe installee installes installees habite habitons suis
    sommes implante implantee implanter usine entreprise boite societe startup atelier siege pme vis vit vivons
    travaille bosse installer localise localisee
    """.split()
)
"""Words after which a bare "a" is the preposition."""
_ABROAD = frozenset(
    """
    france europe afrique asie amerique allemagne italie espagne suisse belgique pologne portugal angleterre maroc
    algerie tunisie japon chine inde bresil canada turquie coree russie grece irlande autriche suede norvege danemark
    germany italy spain switzerland belgium poland morocco algeria tunisia japan china india brazil turkey england ireland austria
    londres berlin bruxelles geneve milan turin barcelone madrid
    """.split()
)
"""Places that are not in the table, never to be corrected into a commune."""
_BESIDE = frozenset(
    """
    a au aux chez moi nous je j suis sommes en de du d l la le les sur dans region ville commune departement bonjour
    salut hello c est et ici in near at the habite vers pres
    """.split()
)
"""Words that may stand beside a name that is the whole message."""
_STRONG = frozenset("vers pres proche proches near around at in from autour cote".split())
_WEAK = frozenset("de d du des a en dans sur pour to of and et ou la le region secteur".split())
_UNITS = (
    r"(?!\s*(?:€|euros?|eur\b|k\b|emplois|salaries|habitants|entreprises|personnes|km|m2|mille|million|projets|h\b))"
)
_POSTCODE = re.compile(r"(?<![\d.,])(?:f-)?(\d{5})(?![\d])" + _UNITS)
_CODE = r"(0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-46])"
_DEPARTMENT_CODE = re.compile(
    rf"\bdans le {_CODE}\b(?!\s*\d)|\b(?:dept?|dpt|departement)s?\.?\s*(?:du |de l'|no? ?)?{_CODE}\b|\({_CODE}\)"
    rf"|^\W*(?:le |du )?{_CODE}\W*$|\b(?:le|du) {_CODE}\W*$"
)
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a message names."""

    place: Place
    text: str
    """As the message writes it."""
    start: int = 0
    end: int = 0
    others: tuple[Place, ...] = ()
    """Homonyms of the place, most populous first."""
    corrected: bool = False
    """True where the spelling had to be guessed."""
    anchored: bool = False
    """True where a preposition of place or a code makes it sure."""

    @property
    def rivals(self) -> tuple[Place, ...]:
        """Homonyms so large that asking is fairer than assuming."""
        same = (p for p in self.others if p.kind == "commune" and p.name == self.place.name)
        return tuple(rival for rival in same if rival.population * 5 > self.place.population)[:3]

    @property
    def ambiguous(self) -> bool:
        """Whether there are such homonyms."""
        return bool(self.rivals)


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    text: str
    start: int
    end: int

    @property
    def small(self) -> bool:
        return self.key in STOP_WORDS


class Places:
    """Reads places in messages, over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Take the shipped gazetteer by default."""
        self.gazetteer = gazetteer or Gazetteer()
        self._regions = _region_keys()
        self._departments = {_plain(d.name): d.code for d in self.gazetteer.departments.values()}

    def find(self, text: str) -> Mention | None:
        """Give the most precise place that a message names: commune before département before région; None if none."""
        mentions = self.find_all(text)
        if not mentions:
            return None
        rank = {"commune": 0, "département": 1, "région": 2}
        best = min(mentions, key=lambda m: (rank[m.place.kind], not m.anchored, m.start))
        return _settled(best, [m.place for m in mentions if m is not best])

    def find_all(self, text: str) -> list[Mention]:
        """Give every place that a message names, in order."""
        words = _words(text)
        found = [*self._codes(text), *self._named(text, words)]
        if not found and (guess := self._misspelt(text, words)):
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

    def _codes(self, text: str) -> Iterator[Mention]:
        folded = fold(text)
        if len(folded) != len(text):  # a ligature shifts positions: they only serve to quote
            text = folded
        for match in _POSTCODE.finditer(folded):
            communes = self.gazetteer.with_postcode(match[1])
            if not communes and (commune := self.gazetteer.commune(match[1])):
                communes = (commune,)
            if communes:
                yield Mention(
                    communes[0], text[match.start() : match.end()], *match.span(), others=communes[1:], anchored=True
                )
        for match in _DEPARTMENT_CODE.finditer(folded):
            code = next(group for group in match.groups() if group)
            if department := self.gazetteer.department(code):
                yield Mention(department, text[match.start() : match.end()], *match.span(), anchored=True)

    def _named(self, text: str, words: list[_Word]) -> Iterator[Mention]:
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST, len(words) - start), 0, -1):
                span = _Span(text, words, start, length)
                if mention := self._mention(span):
                    yield mention
                    start += length
                    break
            else:
                start += 1

    def _mention(self, span: _Span) -> Mention | None:
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
                first, *others = self.gazetteer.communes(name)
                return span.mention(first, tuple(others))
        return None

    def _is_commune(self, name: str, span: _Span) -> bool:
        population = self.gazetteer.population(name)
        if population < 0 or name in _MONTHS:
            return False
        if span.whole and (population >= 1_000 or not self.gazetteer.is_ordinary(name)):
            return True
        if self.gazetteer.is_ordinary(name):
            if name.startswith(("le ", "la ", "les ", "l ")) and not span.capital:
                return False
            if span.strong:
                return span.capital or population >= 5_000
            return span.capital and (
                (span.weak and population >= 1_000) or (not span.first and population >= 20_000) or span.before_code
            )
        if len(name) < 4:
            return span.strong or population >= 50_000 or (span.weak and span.capital)
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

    def _misspelt(self, text: str, words: list[_Word]) -> Mention | None:
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                span = _Span(text, words, start, length)
                if area := self._corrected_area(span):
                    return replace(span.mention(area), corrected=True)
                if name := self._corrected(span):
                    first, *others = self.gazetteer.communes(name)
                    return replace(span.mention(first, tuple(others)), corrected=True)
        return None

    def _corrected_area(self, span: _Span) -> Place | None:
        """A région or département one letter away, if its name is no ordinary word."""
        name = span.names[-1]
        if len(name) < 6 or span.words[0].small or any(w.key in self.gazetteer.ordinary_words for w in span.words):
            return None
        areas = self._regions | self._departments
        candidates = [a for a in areas if a[0] == name[0] and len(a) >= 6 and a not in _ORDINARY_DEPARTMENTS]
        match = process.extractOne(name, candidates, scorer=OSA.distance, score_cutoff=1)
        if not match or match[1] == 0:
            return None
        return self.gazetteer.region(areas[match[0]]) or self.gazetteer.department(areas[match[0]])

    def _corrected(self, span: _Span) -> str | None:
        name = span.names[0]
        if any(word.key in _ABROAD for word in span.words):
            return None
        if len(name) < 5 or span.words[0].small or span.words[-1].small or name[0].isdigit():
            return None
        if any(word.key in self.gazetteer.ordinary_words for word in span.words):
            return None
        anchored = span.whole or span.strong or (span.weak and span.capital)
        if not anchored and len(name) < 6:
            return None
        names = self._small_towns if anchored else self._large_towns
        bare = name.split(" ", 1)[-1] if name.startswith(("le ", "la ", "les ")) else name
        reach = 2 if len(bare) >= 8 and anchored else 1
        match = process.extractOne(name, names.get(name[0], ()), scorer=OSA.distance, score_cutoff=reach)
        return match[0] if match and len(match[0]) >= 5 and match[1] > 0 else None

    @cached_property
    def _small_towns(self) -> dict[str, list[str]]:
        return self.gazetteer.names(_TYPO_POPULATION)

    @cached_property
    def _large_towns(self) -> dict[str, list[str]]:
        return self.gazetteer.names(_LARGE_TOWN)


class _Span:
    """A run of words in a message, and the signs around it that it is a place."""

    def __init__(self, text: str, words: list[_Word], start: int, length: int) -> None:
        self.text, self.words = text, words[start : start + length]
        self._all, self._start = words, start
        self._before = words[start - 1] if start else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the run may be the name of; "au Havre" is also "Le Havre"."""
        name = " ".join(word.key for word in self.words)
        article = {"au": "le", "du": "le", "aux": "les", "des": "les"}.get(self._before.key if self._before else "")
        return (f"{article} {name}", name) if article else (name,)

    @cached_property
    def whole(self) -> bool:
        """Whether nothing else than small words stands beside it."""
        inside = set(range(self._start, self._start + len(self.words)))
        return all(word.key in _BESIDE for i, word in enumerate(self._all) if i not in inside)

    @cached_property
    def strong(self) -> bool:
        """Whether a preposition of place stands before."""
        if self._before is None:
            return False
        before = self._before.key
        earlier = [word.key for word in self._all[max(0, self._start - 3) : self._start - 1]]
        if self._before.text.lower() in {"à", "au", "aux"} or before in _STRONG:
            return not (before in {"in", "at", "from"} and self.words[0].key in STOP_WORDS)
        if before in {"de", "d", "du", "des", "to"}:
            return bool(
                {"pres", "proche", "ville", "commune", "cote", "autour", "close", "metropole"} & set(earlier[-1:])
            )
        if before == "a":
            return not earlier or earlier[-1] in _SETTLED or self._last
        return before in {"sur", "chez"} and self._last

    @cached_property
    def _last(self) -> bool:
        return self._start + len(self.words) == len(self._all)

    @cached_property
    def weak(self) -> bool:
        """Whether a word that often precedes a place stands before."""
        return self._before is not None and self._before.key in _WEAK

    @cached_property
    def first(self) -> bool:
        """Whether it opens the message or a sentence, where a capital says nothing."""
        return self._before is None or bool(re.search(r"[.!?:;\n]\s*$", self.text[: self.words[0].start]))

    @cached_property
    def capital(self) -> bool:
        """Whether its words are capitalised (a message all in capitals says nothing)."""
        shouted = self.text.isupper() and len(self._all) > 2
        content = [word for word in self.words if word.key not in STOP_WORDS] or self.words
        return not shouted and content[0].text[:1].isupper() and content[-1].text[:1].isupper()

    @cached_property
    def before_code(self) -> bool:
        """Whether a code of département or a postcode follows ("Plan (38)")."""
        return bool(re.match(r"\s*\(?\s*\d{2,5}\b", self.text[self.words[-1].end :]))

    @cached_property
    def area(self) -> bool:
        """Whether what precedes fits a département or a région: "dans l'", "en", "département de la"."""
        before = [word.key for word in self._all[max(0, self._start - 4) : self._start]]
        nearest = [key for key in before if key not in {"l", "la", "le", "les"}][-1:]
        if set(before[-4:]) & {"departement", "dept", "dpt", "dep"}:
            return True
        if nearest in (["dans"], ["en"]):
            following = self._all[self._start + len(self.words) :][:1]
            return not (following and following[0].key in {"de", "du", "d"})
        return False

    def points_at_town(self, population: int) -> bool:
        """Whether a name of both a commune and a département means the commune here."""
        return not self.area and (self.strong or population >= _LARGE_TOWN)

    @cached_property
    def article(self) -> bool:
        """Whether a definite article stands before."""
        return self._before is not None and self._before.key in {"l", "la", "le", "les", "du"}

    def mention(self, place: Place, others: tuple[Place, ...] = ()) -> Mention:
        start, end = self.words[0].start, self.words[-1].end
        return Mention(place, self.text[start:end], start, end, others, anchored=self.strong or self.area)


def _is_region(name: str, span: _Span) -> bool:
    if name in _CAPITALS_ONLY:
        return all(word.text.isupper() for word in span.words)
    if name == "reunion":
        return span.whole or (span.capital and span.article)
    if name == "la reunion":
        return span.whole or span.capital or span.strong
    if name == "grand est":
        return span.whole or span.capital or "-" in span.text[span.words[0].end : span.words[1].start] or span.area
    return True


def _is_department(name: str, span: _Span) -> bool:
    if name not in _ORDINARY_DEPARTMENTS or span.whole or span.before_code:
        return True
    return span.area or (span.capital and span.article)


def _settled(mention: Mention, beside: list[Place]) -> Mention:
    """The homonym (or the commune of the postcode) that the other places of the message point at."""
    for place in beside:
        for rival in (mention.place, *mention.others):
            inside = place.code == rival.department or (place.kind == "région" and place.name == rival.region)
            if rival.code == place.code or (place.kind != "commune" and inside):
                return replace(mention, place=rival, others=())
    return mention


def _region_keys() -> dict[str, str]:
    return {_plain(name): r.name for r in regions() for name in (r.name, *r.former, *r.names)}


def _words(text: str) -> list[_Word]:
    return [_Word(_expanded(fold(m[0])), m[0], *m.span()) for m in _TOKEN.finditer(text)]


def _expanded(word: str) -> str:
    return {"st": "saint", "ste": "sainte", "sts": "saints"}.get(word, word)


def _plain(name: str) -> str:
    return " ".join(word.key for word in _words(name))
