"""Why an actor fits, in plain words, in French and in English."""

from __future__ import annotations

from knowledge.french import fold
from knowledge.kinds import kinds
from knowledge.names import Name
from knowledge.needs import Need, Theme, themes
from knowledge.records import Actor, Place
from knowledge.regions import EVERYWHERE, with_article
from knowledge.typography import curly, inside

_FEMININE = frozenset({"pépinière", "SATT", "agence", "chambre", "tête", "structure"})


def theme_reason(theme: Theme, near: bool, language: str) -> str:
    """Say that a theme is the actor's own, or that its own is close to it."""
    if language == "en":
        return f"{'Related field' if near else 'Field'}: {inside(theme.english)}"
    return f"{'Domaine proche' if near else 'Domaine'} : {inside(theme.label)}"


def exact_theme_reason(theme: str, language: str) -> str:
    """Say that the directory lists the very theme asked for; in English, by the English name of what it is part of."""
    return f"Field: {_english(theme)}" if language == "en" else curly(f"Domaine : {theme}")


def _english(theme: str) -> str:
    """The English label of the vocabulary's theme that a theme of the directory is, or else belongs to first."""
    own = [known for known in themes() if fold(known.label) == fold(theme)]
    wider = sorted((known for known in themes() if theme in known.themes), key=lambda known: known.themes.index(theme))
    found = [*own, *wider]
    return inside(found[0].english) if found else theme


def need_reason(need: Need, language: str) -> str:
    """Say that the need is one that the actor serves."""
    return f"Your need: {inside(need.english)}" if language == "en" else f"Votre besoin : {inside(need.label)}"


def kind_reason(kind: str, language: str) -> str:
    """Say what kind of structure it is."""
    return f"Kind: {kinds()[kind].english}" if language == "en" else kind[:1].upper() + kind[1:]


def region_reason(actor: Actor, region: str, language: str) -> str:
    """Say which region, or that the whole country, is covered; "" if the actor covers neither."""
    if EVERYWHERE in actor.regions:
        return "Covers the whole of France" if language == "en" else "Couvre toute la France"
    if region not in actor.regions:
        return ""
    return curly(f"Covers {region}" if language == "en" else f"Couvre {with_article(region)}")


def elsewhere_reason(actor: Actor, language: str) -> str:
    """Say that the actor is of another region."""
    where = ", ".join(actor.regions)
    return curly(f"Outside your region: {where}" if language == "en" else f"Hors de votre région : {where}")


def distance_reason(actor: Actor, kilometres: float, exact: bool, language: str) -> str:
    """Say where the actor sits and how far that is, in whole kilometres."""
    whole = round(kilometres)
    if language == "en":
        if whole < 1:
            return f"Based in {actor.city}"
        return f"Based in {actor.city}, {'' if exact else 'about '}{whole} km away"
    if whole < 1:
        return f"Installé {at_city(actor.city)}"
    return f"Installé {at_city(actor.city)}, à {'' if exact else 'environ '}{whole} km"


def name_reason(name: Name, language: str) -> str:
    """Say by which name the actor was found; "" for its own."""
    if name.text == name.actor.name:
        return ""
    if name.former:
        return f"Formerly {name.text}" if language == "en" else f"Ancien nom : {name.text}"
    note = f" ({name.note})" if name.note else ""
    return f"Also known as {name.text}{note}" if language == "en" else f"Aussi connu sous le nom de {name.text}{note}"


def network_reason(language: str) -> str:
    """Say that the actor is the national network of that kind of structure."""
    return "National network of such bodies" if language == "en" else "Réseau national de ces structures"


def widened_reason(kind: str, place: Place, region: bool, language: str) -> str:
    """Say that no structure of a kind is known in a place (in its whole region, if so), before others are named."""
    where = with_article(place.region) if region else place.name
    if language == "en":
        return f"No {kinds()[kind].english} known {'for' if region else 'in'} {place.region if region else where}"
    none, known = ("Aucune", "connue") if kind.split()[0] in _FEMININE else ("Aucun", "connu")
    return curly(f"{none} {kind} {known} {f'pour {where}' if region else at_city(where)}")


def agency_reason(language: str) -> str:
    """Say that the actor is the region's agency."""
    return "Your region’s development agency" if language == "en" else "Agence de développement de votre région"


def last_resort_reason(language: str) -> str:
    """Say why the head of the network is named when nothing nearer is known."""
    return "Knows the whole network" if language == "en" else "Connaît tout le réseau"


def at_city(city: str) -> str:
    """Give "à Lyon", "au Havre", "aux Herbiers"."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if city.startswith(article):
            return contracted + city.removeprefix(article)
    return f"à {city}"
