"""Places as hurried people write them: a letter away from a town's name, or as it sounds ("oyonax", "toulouz")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.gazetteer import Gazetteer
from knowledge.records import Place
from knowledge.sounds import sound, spoken
from knowledge.spans import LARGE_TOWN, Mention, Span, Word

_TYPO_POPULATION = 1_500
"""Inhabitants from which a misspelt commune is recognised after a preposition; without one, LARGE_TOWN."""
CITY = 100_000
"""Inhabitants from which a misspelling that is an ordinary word is still recognised where only a town fits."""
_BRIEF = 4
"""Letters of a word that is too short to be heard as a town where the vocabulary has one of its family."""
_SHORT, _HEARD_ANYWHERE, _LONG = 6, 50_000, 7
"""Letters of a town written as it sounds; inhabitants and letters from which it needs nothing beside it."""
ORDINARY_DEPARTMENTS = frozenset(
    "ain lot nord manche orne somme vienne aube cher landes var creuse gard loire marne meuse eure oise aude tarn gers"
    " jura indre aisne drome doubs rhone vosges".split()
)
"""Names that are also rivers, directions or words."""
TITLES = frozenset({"saint", "sainte"})
"""What opens the name of a town, and is none alone."""
_COMPLETES = 5
"""Letters of a word that completes a name without a link ("saint just malmon")."""
_LINKS = frozenset("sur sous en les lez".split())
"""Small words inside the names of towns."""
_NO_TOWNS = frozenset({"macron"})
"""Surnames a letter away from a town."""
LARGER_ABROAD = frozenset({"montreal", "fribourg"})
"""Names of small communes that mean a city abroad unless something says otherwise."""
OF_QUEBEC = frozenset("laval mirabel levis bromont blainville richelieu".split()) | {"trois rivieres", "saint jerome"}
"""Names of communes that are towns of Québec where it is named after them."""
_ABROAD = LARGER_ABROAD | frozenset(
    """
    france europe afrique asie amerique allemagne italie espagne suisse belgique pologne portugal angleterre maroc
    algerie tunisie japon chine inde bresil canada turquie coree russie grece irlande autriche suede norvege danemark
    germany italy spain switzerland belgium poland morocco algeria tunisia japan china india brazil turkey england
    ireland austria londres berlin bruxelles geneve milan turin barcelone madrid
    """.split()
)
"""Places that are not in the table, never to be corrected into a commune."""


class Misspellings:
    """Finds the place that a misspelt word stands for, over a gazetteer."""

    def __init__(self, gazetteer: Gazetteer, areas: dict[str, str]) -> None:
        """Take the gazetteer, and the codes or names of the areas by their keys."""
        self._gazetteer = gazetteer
        self._areas = areas

    def find(
        self, text: str, words: list[Word], known: Callable[[str], bool], spelt: Callable[[str], bool]
    ) -> Mention | None:
        """Give the first place that the words may mean; `known`: folded words that are no misspelling of one.

        `spelt`: those that are none of a town that sounds so, or that is large, either.
        """
        if heard := self._heard(text, words, known, spelt):
            return heard
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                span = Span(text, words, start, length)
                if span.in_quebec or any(spelt(w.key) for w in span.words) or (length > 1 and self._holds_area(span)):
                    continue
                is_new = not any(known(word.key) for word in span.words)
                if is_new and (area := self._corrected_area(span)):
                    return replace(span.mention(area), corrected=True)
                name = self._corrected(span)
                if name and (is_new or self._gazetteer.population(name) >= _HEARD_ANYWHERE):
                    first, *others = self._gazetteer.communes(name)
                    return replace(span.mention(first, tuple(others)), corrected=True)
        return None

    def completed(self, mention: Mention, text: str, words: list[Word]) -> Mention:
        """Give the mention of a town, or of the longer name that it opens, misspelt ("boulogne sur mere")."""
        after = [word for word in words if word.start >= mention.end][:2]
        if not after or mention.place.kind != "commune" or text[mention.end : after[0].start].strip(" -"):
            return mention
        start = next(i for i, word in enumerate(words) if word.start >= mention.start)
        linked = len(after) > 1 and after[0].key in _LINKS
        last = after[1] if linked else after[0]
        if not linked and len(last.key) < _COMPLETES:
            return mention
        span = Span(text, words, start, words.index(last) - start + 1)
        opens = " ".join(word.key for word in span.words[:-1]) + " "
        longer = [name for name in self._small_towns.get(opens[0], ()) if _opens(opens, name, linked=linked)]
        match = process.extractOne(span.names[-1], longer, scorer=OSA.distance, score_cutoff=2 if linked else 1)
        if not match:
            return mention
        first, *others = self._gazetteer.communes(match[0])
        return replace(span.mention(first, tuple(others)), corrected=True)

    def _heard(
        self, text: str, words: list[Word], known: Callable[[str], bool], spelt: Callable[[str], bool]
    ) -> Mention | None:
        """A town written as it sounds ("toulouz", "lorian")."""
        for length in (2, 1):
            for start in range(len(words) - length + 1):
                span = Span(text, words, start, length)
                name = self._spoken.get(spoken(span.names[-1])) if _may_be_heard(span) else None
                heard = [word.key for word in span.words if word.key not in TITLES]
                none_such = spelt if len(span.words) == 1 and len(span.names[-1]) > _BRIEF else known
                if name is None or name in span.names or (not span.strong and any(map(none_such, heard))):
                    continue
                if self._gazetteer.ordinary_words.intersection(heard) or self._holds_area(span):
                    continue
                first, *others = self._gazetteer.communes(name)
                if _is_placed(span, name) or _is_large(span, name, first.population):
                    return replace(span.mention(first, tuple(others)), corrected=True)
        return None

    @cached_property
    def _spoken(self) -> dict[str, str]:
        """The large towns by how they sound, the most populous first."""
        names = [name for listed in self._gazetteer.names(LARGE_TOWN).values() for name in listed]
        largest = [n for n in sorted(names, key=self._gazetteer.population) if not self._gazetteer.is_ordinary(n)]
        silent = {spoken(name[:-2]): name for name in largest if name.endswith("ier")}  # "montpelié"
        return silent | {spoken(name): name for name in largest}

    def _holds_area(self, span: Span) -> bool:
        return any(word.key in self._areas for word in span.words)

    def _corrected_area(self, span: Span) -> Place | None:
        """A région or département one letter away, if its name is no ordinary word."""
        name = span.names[-1]
        if len(name) < 6 or span.words[0].small or any(w.key in self._gazetteer.ordinary_words for w in span.words):
            return None
        candidates = [a for a in self._areas if a[0] == name[0] and len(a) >= 6 and a not in ORDINARY_DEPARTMENTS]
        match = process.extractOne(name, candidates, scorer=OSA.distance, score_cutoff=1)
        if not match or match[1] == 0:
            return None
        return self._gazetteer.region(self._areas[match[0]]) or self._gazetteer.department(self._areas[match[0]])

    def _corrected(self, span: Span) -> str | None:
        name = span.names[0]
        if any(word.key in _ABROAD or word.key in _NO_TOWNS for word in span.words):
            return None
        if len(name) < 5 or span.words[0].small or span.words[-1].small or name[0].isdigit():
            return None
        if any(word.key in self._gazetteer.ordinary_words for word in span.words):
            return self._city(name) if (span.trailing or span.after_a) and len(span.words) == 1 else None
        anchored = span.whole or span.strong or (span.weak and span.capital)
        surname = span.capital and not span.first and len(name) < 8
        placed = anchored or (span.after_a and span.paused)
        if not placed and (len(name) < 6 or surname):
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
        return self._gazetteer.names(CITY)

    @cached_property
    def _small_towns(self) -> dict[str, list[str]]:
        return self._gazetteer.names(_TYPO_POPULATION)

    @cached_property
    def _large_towns(self) -> dict[str, list[str]]:
        return self._gazetteer.names(LARGE_TOWN)


def _opens(opens: str, name: str, *, linked: bool) -> bool:
    """Whether the first words of a name are these, the first of them a letter more or less where a link follows."""
    if name.startswith(opens):
        return True
    first, _, rest = opens.partition(" ")
    head, _, tail = name.partition(" ")
    return linked and tail.startswith(rest) and OSA.distance(first, head) == 1


def _may_be_heard(span: Span) -> bool:
    """Whether a run of words may be a town that somebody wrote as they say it."""
    first, last = span.words[0], span.words[-1]
    return not (first.small or last.small or len(span.names[-1]) < 4 or first.key in _ABROAD or first.key[0].isdigit())


def _is_placed(span: Span, name: str) -> bool:
    """Whether a town written as it sounds stands where one would."""
    return span.strong or span.whole or (len(name) >= _SHORT and (span.alone or span.trailing or span.after_a))


def _is_large(span: Span, name: str, population: int) -> bool:
    """Whether it is so large that it needs little or nothing beside it."""
    if population >= _HEARD_ANYWHERE and len(name) >= _LONG:
        return True
    apart = span.closing or (span.stopping and len(span.names[-1]) > _BRIEF)
    return (apart and population >= CITY) or (span.after_a and population >= LARGE_TOWN)
