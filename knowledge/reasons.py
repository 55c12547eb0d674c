"""Why an actor fits, in plain words, in French and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from knowledge.french import fold
from knowledge.kinds import kinds
from knowledge.names import Name
from knowledge.needs import Need, Theme, themes
from knowledge.records import Actor, Place
from knowledge.regions import EVERYWHERE, with_article
from knowledge.typography import curly, inside

_NAMES = Path(__file__).parent / "data" / "theme_names.toml"
_FIELDS = 4
"""Themes of an actor that are told where none of them is of the message."""
_NETWORKS = ("réseau", "fédération")
_WHAT_IT_IS = frozenset({"chambres", *_NETWORKS})
"""First words of themes that say what an actor is, and not what it is for."""
_SERVICE = "service"
"""What stands in brackets after an alias that is no name of the actor, but of something that it runs."""
_FEW_REGIONS = 2
"""Regions up to which they are told to who does not say where they are."""
_FEMININE = frozenset({"technopole", "pépinière", "SATT", "agence", "chambre", "tête", "structure"})


def theme_reason(theme: str, near: bool, language: str) -> str:
    """Say that a theme of the directory is the actor's, or is close to what was asked; no more than its entry does."""
    if language == "en":
        return curly(f"{'Related field' if near else 'Field'}: {_told(theme, language)}")
    return curly(f"{'Domaine proche' if near else 'Domaine'} : {_told(theme, language)}")


def fields_reason(actor: Actor, language: str) -> str:
    """Say what an actor is for, by the first of its themes; "" if it has none."""
    telling = [theme for theme in actor.themes if theme.split()[0] not in _WHAT_IT_IS] or actor.themes
    names = ", ".join(_told(theme, language) for theme in telling[:_FIELDS])
    if not names:
        return ""
    return curly(f"Fields: {names}" if language == "en" else f"Domaines : {names}")


def _told(theme: str, language: str) -> str:
    """What a theme of the directory is called, in French where its English name is not known."""
    return _english_themes().get(fold(theme), theme) if language == "en" else theme


@lru_cache(maxsize=1)
def _english_themes() -> MappingProxyType[str, str]:
    named = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    labels = {fold(known.label): inside(known.english) for known in themes()}
    return MappingProxyType(labels | {fold(french): english for french, english in named.items()})


def need_reason(need: Need, language: str) -> str:
    """Say that the need is one that the actor serves."""
    said = inside(need.english if language == "en" else need.said or need.label)
    return f"Your need: {said}" if language == "en" else f"Votre besoin : {said}"


def kind_reason(kind: str, language: str) -> str:
    """Say what kind of structure it is."""
    return f"Kind: {kinds()[kind].english}" if language == "en" else kind[:1].upper() + kind[1:]


def region_reason(actor: Actor, region: str, language: str) -> str:
    """Say which region, or that the whole country, is covered; "" if the actor covers neither."""
    if EVERYWHERE in actor.regions:
        return "Covers the whole of France" if language == "en" else "Couvre toute la France"
    if region not in actor.regions:
        return ""
    return _covers(actor, [region], language)


def regions_reason(actor: Actor, language: str) -> str:
    """Say which few regions are covered, to who does not say where they are; "" for the country's and many."""
    if EVERYWHERE in actor.regions or not 1 <= len(actor.regions) <= _FEW_REGIONS:
        return ""
    return _covers(actor, actor.regions, language)


def _covers(actor: Actor, regions: Sequence[str], language: str) -> str:
    """Say that an actor covers regions of its own, or the only départements of these that it serves."""
    if language == "en":
        return curly(f"Covers {' and '.join(regions)}{only_there(actor)}")
    return curly(f"Couvre {' et '.join(map(with_article, regions))}{only_there(actor)}")


def only_there(actor: Actor) -> str:
    """Give, to stand after its regions, the only départements of these that an actor serves: " (67, 68)", or ""."""
    return f" ({', '.join(actor.departments)})" if actor.departments else ""


def elsewhere_reason(actor: Actor, language: str) -> str:
    """Say that the actor is of another region."""
    where = ", ".join(actor.regions)
    return curly(f"Outside your region: {where}" if language == "en" else f"Hors de votre région : {where}")


def distance_reason(actor: Actor, kilometres: float, exact: bool, language: str) -> str:
    """Say where the actor sits and how far that is, in whole kilometres."""
    whole = round(round(kilometres, 1))  # as it is rounded from what is kept of it
    if language == "en":
        if whole < 1:
            return f"Based in {actor.city}"
        return f"Based in {actor.city}, {'' if exact else 'about '}{whole} km away"
    if whole < 1:
        return f"Se trouve {at_city(actor.city)}"
    return f"Se trouve {at_city(actor.city)}, à {'' if exact else 'environ '}{whole} km"


def name_reason(name: Name, language: str) -> str:
    """Say by which name the actor was found; "" for its own."""
    if name.text == name.actor.name:
        return ""
    if name.former:
        return f"Formerly {name.text}" if language == "en" else f"Ancien nom : {name.text}"
    if name.note == _SERVICE:
        return f"Runs: {name.text}" if language == "en" else f"Son service : {name.text}"
    note = f" ({name.note})" if name.note else ""
    return f"Also known as {name.text}{note}" if language == "en" else f"Aussi connu sous le nom de {name.text}{note}"


def network_reason(actor: Actor, kind: str, language: str) -> str:
    """Say that the actor is the network of a kind of structure as its entry says it, else what kind it is itself."""
    word = fold(kind).split()[0]
    own = (theme for theme in actor.themes if theme.startswith(_NETWORKS) and word in fold(theme))
    theme = next(own, "")
    if not theme:
        return kind_reason(actor.kind, language)
    said = _told(theme, language)
    return curly(said[:1].upper() + said[1:])


def widened_reason(kind: str, place: Place, region: bool, language: str) -> str:
    """Say that no structure of a kind is known in a place (in its whole region, if so), before others are named."""
    where = with_article(place.region) if region else place.name
    if language == "en":
        return f"No {kinds()[kind].english} known {'for' if region else 'in'} {place.region if region else where}"
    none, known = ("Aucune", "connue") if kind.split()[0] in _FEMININE else ("Aucun", "connu")
    return curly(f"{none} {kind} {known} {f'pour {where}' if region else at_city(where)}")


def without_body_reason(theme: Theme, region: str, language: str) -> str:
    """Say that no pôle or cluster of a trade is known for a region, before its agency is named."""
    if language == "en":
        return curly(f"No cluster for this trade ({inside(theme.english)}) known for {region}")
    return curly(f"Aucun pôle ni cluster de ce métier ({inside(theme.label)}) connu pour {with_article(region)}")


def agency_reason(language: str) -> str:
    """Say that the actor is the region's agency."""
    return "Your region’s development agency" if language == "en" else "Agence de développement de votre région"


def last_resort_reason(actor: Actor, language: str) -> str:
    """Say what the head of the network is, which is named when nothing nearer is known."""
    return kind_reason(actor.kind, language)


def at_city(city: str) -> str:
    """Give "à Lyon", "au Havre", "aux Herbiers"."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if city.startswith(article):
            return contracted + city.removeprefix(article)
    return f"à {city}"


def named(reason: str) -> str:
    """Give what a reason names, after its colon."""
    return reason.rpartition(":")[2].strip()
