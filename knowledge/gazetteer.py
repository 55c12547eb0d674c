"""The table of places: communes, postcodes, départements, régions, and how far apart they are.

The table comes from INSEE and GeoNames (see `data/README.md`). It is kept as lines of text, and a Place is built
when asked for: opening it costs a few tens of milliseconds.
"""

from __future__ import annotations

import bisect
import gzip
import math
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.nicknames import nicknames
from knowledge.records import Place
from knowledge.regions import areas, current_region, key, parts, regions

_DATA = Path(__file__).parent / "data"
_EARTH_KM = 6371.0088
FARTHEST_KM = 400.0
"""Distances from here on are no reason to name anything, and are not told."""
ARTICLES = ("le ", "la ", "les ", "l ")
_SHORTENED_POPULATION = 10_000
"""Inhabitants from which a commune is also called by the first words of its name ("Boulogne", "Vitry")."""
_ONE_WORD_POPULATION, _ONE_WORD = 2_000, 6
"""Inhabitants and letters from which it is by its first word, where no commune is called so ("Faverges")."""
_LARGER = 3
"""Or one that is so many times smaller ("Marennes")."""
_COMPLEMENTS = frozenset("a au aux d de des du en et la le les lez sous sur".split())
_GENERIC_HEADS = frozenset("pont port saint sainte saintes".split())
"""First words of names that are also said without their complement, where nothing else bears it ("Saint-Pourçain")."""
_FAR_LARGER = 10
"""How many times larger than a commune of that very name it must be to come before it."""
_NO_SHORT_NAME = frozenset(
    """
    saint sainte le la les l de du des en et sur sous aux fort maisons mont bois baie champs petit petite grand grande
    six port porto pont ponts val plan ville vieux bras rive pointe deuil sin oree combs chateau riviere loire portes
    ris carrieres voisins vaux verrieres morne mauges joue sable lys doue bouc gif queue blanc pre chapelle etang teste
    motte belle demi cap isle plateau coteaux hopital cailloux vallons creches
    aigues amelie blancs bresse carbon chasse cheval etoile longue neuves nissan pleine ruelle terres treize vallon
    varois mesnil lacroix lamotte
    """.split()
)
"""First words that do not tell a town apart, or are ordinary words."""


class Position(NamedTuple):
    """A point in degrees; `exact` is False where it stands for a wider area."""

    latitude: float
    longitude: float
    exact: bool


class Department(NamedTuple):
    """A département: its code, its name and the name of its region."""

    code: str
    name: str
    region: str


def _without_complement(words: list[str]) -> list[str]:
    """Give a name of a generic head without what completes it ("saint pourcain" of "saint pourcain sur sioule")."""
    if words[0] not in _GENERIC_HEADS:
        return []
    return [
        " ".join(words[:length])
        for length in range(2, len(words))
        if words[length] in _COMPLEMENTS and words[length - 1] not in _NO_SHORT_NAME | _COMPLEMENTS | {"nom"}
    ]


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the great-circle distance in kilometres (haversine formula, mean Earth radius)."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class Gazetteer:
    """Every commune of France, looked up by name, postcode or code."""

    def __init__(self, path: Path = _DATA / "places.tsv.gz") -> None:
        """Read the table; raises OSError if it is not there."""
        sections: dict[str, list[str]] = {}
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"):
            if line.startswith("#"):
                current = sections.setdefault(line[1:], [])
            else:
                current.append(line)
        self._lines = sections["communes"]
        self._groups = sections["groups"]
        names = {region.code: region.name for region in regions()}
        parts = (line.split("\t") for line in sections["departments"])
        self.departments = {code: Department(code, name, names[region]) for code, name, region in parts}
        self.ordinary_words = frozenset(sections["words"][0].split())
        """Ordinary words that a spelling correction must not take for a commune."""
        self._numbers_by_key, self._ordinary = self._indexed(sections["keys"], sections["former"])

    def _indexed(self, keys: list[str], older: list[str]) -> tuple[dict[str, list[int]], frozenset[str]]:
        by_key: dict[str, list[int]] = {}
        for number, name in enumerate(keys):  # most populous first, so each list is too
            by_key.setdefault(name, []).append(number)
        starred = [name for name in by_key if name[-1] == "*"]
        for name in starred:
            by_key[name[:-1]] = by_key.pop(name)
        marked = {name[:-1] for name in starred}
        self._shortened = self._shorten(by_key)
        marked |= self._shortened
        for name, code in (line.split("\t") for line in older):
            if name in self._shortened and by_key[name][0] == self._numbers[code]:
                marked.discard(name)  # "livarot" is the old name of "livarot pays d'auge", and no mere beginning of it
            listed = by_key.setdefault(name.rstrip("*"), [])
            if not listed and name[-1] == "*":
                marked.add(name[:-1])
            if self._numbers[code] not in listed:
                listed.append(self._numbers[code])  # after the communes that bear it today
        for name in [name for name in by_key if name.startswith(ARTICLES) and name not in marked]:
            by_key.setdefault(name.partition(" ")[2], by_key[name])  # "creusot" for "le creusot"
        for nickname, code in nicknames().communes.items():
            town, known = self._numbers[code], by_key.get(nickname, [])
            small = not known or self._inhabitants(known[0]) * _FAR_LARGER <= self._inhabitants(town)
            if small or town in known or nickname in self._shortened:
                by_key[nickname] = [town, *(number for number in known if number != town)]
                marked.discard(nickname)
        return by_key, frozenset(marked)

    def _shorten(self, by_key: dict[str, list[int]]) -> set[str]:
        """Add the short names of communes; give those that no commune of some size bears as it stands."""
        longer: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            if (inhabitants := self._inhabitants(number)) < _ONE_WORD_POPULATION:
                break
            words = key(line.split("\t", 2)[1]).split()
            for name in _without_complement(words):
                if name not in by_key:
                    longer.setdefault(name, []).append(number)
            small = inhabitants < _SHORTENED_POPULATION
            taken = self._inhabitants(by_key[words[0]][0]) * _LARGER if words[0] in by_key else 0
            if small and (len(words[0]) < _ONE_WORD or taken > inhabitants or words[0] in self.ordinary_words):
                continue
            for length in range(1, min(2, len(words)) if small else len(words)):
                if words[length - 1] not in _NO_SHORT_NAME:
                    longer.setdefault(" ".join(words[:length]), []).append(number)
        for name, towns in longer.items():
            same = by_key.get(name, [])
            larger = _LARGER if self._inhabitants(towns[0]) < _SHORTENED_POPULATION else _FAR_LARGER
            first = not same or self._inhabitants(same[0]) * larger <= self._inhabitants(towns[0])
            by_key[name] = [*towns, *same] if first else [*same, *towns]
        return {name for name in longer if by_key[name][0] == longer[name][0]}

    def _inhabitants(self, number: int) -> int:
        return int(self._lines[number].split("\t", 4)[3])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {line[:5]: number for number, line in enumerate(self._lines)}

    def _row(self, number: int) -> list[str]:
        return self._lines[number].split("\t")

    def communes(self, name: str) -> tuple[Place, ...]:
        """Give the communes of that name (also a former or short one), most populous first."""
        return tuple(self._place(number) for number in self._numbers_by_key.get(key(name), ()))

    def population(self, name_key: str) -> int:
        """Give the inhabitants of the largest commune of that key, -1 if there is none."""
        numbers = self._numbers_by_key.get(name_key)
        return int(self._row(numbers[0])[3]) if numbers else -1

    def is_ordinary(self, name_key: str) -> bool:
        """Say whether a commune's name is also made of ordinary words ("tours", "le port")."""
        return name_key in self._ordinary

    def is_short(self, name_key: str) -> bool:
        """Say whether a name is rather the first words of a large commune's ("salon", "bourg")."""
        return name_key in self._shortened

    def commune(self, code: str) -> Place | None:
        """Give the commune of an INSEE code."""
        number = self._numbers.get(code.upper())
        return None if number is None else self._place(number)

    def with_postcode(self, postcode: str) -> tuple[Place, ...]:
        """Give the communes of a postcode, most populous first."""
        return tuple(self._place(number) for number in self._numbers_by_postcode.get(postcode, ()))

    def department(self, code: str) -> Place | None:
        """Give the département of a code."""
        found = self.departments.get(code.upper())
        return found and Place("département", found.name, found.code, found.code, found.region)

    def region(self, name: str, called: str = "") -> Place | None:
        """Give the region, or the collectivité that is none, of any of its names, former and English ones included.

        `called`: as a message calls it, which may mean only a former region inside it.
        """
        current = current_region(name)
        found = next((region for region in areas() if region.name == current), None)
        if found is None:
            return None
        part, departments = parts().get(key(called or name), (found.name, ()))
        return Place("région", part, found.code, "", found.name, departments=departments)

    def group_name(self, siren: str) -> str:
        """Give the name of an intercommunalité, "" if unknown."""
        return self._names_by_siren.get(siren, "")

    def groups(self) -> dict[str, str]:
        """Give every intercommunalité (and EPT): SIREN -> name."""
        return self._names_by_siren

    def group(self, siren: str) -> Place | None:
        """Give an intercommunalité as a Place, in the département of its largest commune."""
        mark = f"\t{siren}\t"
        number = next((number for number, line in enumerate(self._lines) if mark in line), None)
        if number is None:
            return None
        largest = self._place(number)
        name = self.group_name(siren)
        return Place("intercommunalité", name, siren, largest.department, largest.region, epci=siren)

    def names(self, minimum_population: int) -> dict[str, list[str]]:
        """Give the keys of the communes that have so many inhabitants, by first letter."""
        populations = [-int(line.split("\t", 4)[3]) for line in self._lines]
        enough = bisect.bisect_right(populations, -minimum_population)
        found: dict[str, list[str]] = {}
        for name, numbers in self._numbers_by_key.items():
            if numbers[0] < enough and name not in self._shortened and name not in nicknames().exact:
                found.setdefault(name[0], []).append(name)
        return found

    def position(self, place: Place) -> Position | None:
        """Give where a place is: its own point, else the middle of its intercommunalité, département or région."""
        if place.latitude is not None and place.longitude is not None:
            return Position(place.latitude, place.longitude, exact=True)
        for area in filter(None, (place.epci, place.department, place.region)):
            if area in self._middles:
                return Position(*self._middles[area], exact=False)
        return None

    def nearest(self, latitude: float, longitude: float) -> Place:
        """Give the placed commune whose centre is nearest to a point (a shared location)."""
        points, numbers = self._points
        scale = np.array([1.0, math.cos(math.radians(latitude))])
        gaps = ((points - np.array([latitude, longitude])) * scale) ** 2
        return self._place(numbers[int(gaps.sum(axis=1).argmin())])

    def _place(self, number: int) -> Place:
        code, name, postcodes, population, epci, latitude, longitude = self._row(number)
        department = _department_of(code)
        return Place(
            kind="commune",
            name=name,
            code=code,
            department=department,
            region=self.departments[department].region,
            postcodes=tuple(postcodes.split()),
            population=int(population),
            epci=epci,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
        )

    @cached_property
    def _numbers_by_postcode(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            for postcode in line.split("\t", 3)[2].split():
                found.setdefault(postcode, []).append(number)
        return found

    @cached_property
    def _names_by_siren(self) -> dict[str, str]:
        return dict(line.split("\t", 1) for line in self._groups)

    @cached_property
    def _points(self) -> tuple[NDArray[np.float64], list[int]]:
        placed = [(number, line.split("\t")) for number, line in enumerate(self._lines) if line[-1] != "\t"]
        points = np.array([(float(row[5]), float(row[6])) for _, row in placed])
        return points, [number for number, _ in placed]

    @cached_property
    def _middles(self) -> dict[str, tuple[float, float]]:
        """Mean point of the placed communes of each intercommunalité, département and région."""
        members: dict[str, list[int]] = {}
        points, numbers = self._points
        for index, number in enumerate(numbers):
            code, epci = self._row(number)[0], self._row(number)[4]
            department = _department_of(code)
            for area in (epci, department, self.departments[department].region):
                members.setdefault(area, []).append(index)
        return {area: tuple(points[found].mean(axis=0).tolist()) for area, found in members.items()}


def _department_of(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]
