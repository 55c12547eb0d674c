"""The facts about a territory, told in French or English, with what they come from."""

from __future__ import annotations

import re

from knowledge.dates import in_words
from knowledge.records import Citation, Document, Place, Territory
from knowledge.territories import CURRENT, FORMER, LISTED_ON, TerritoryAnswer

_WHERE = {
    "fr": "Dites-moi votre commune ou votre code postal : je vous dirai si elle est Territoire d’industrie.",
    "en": "Tell me your town or postcode, and I will say whether it is in a Territoire d’industrie.",
}
_WHICH = {
    "fr": "Plusieurs communes s’appellent ainsi. Laquelle est la vôtre ?",
    "en": "Several towns go by that name. Which one is yours?",
}


def territory_text(answer: TerritoryAnswer, language: str = "fr") -> str:
    """Give the answer in sentences, with [1], [2]… pointing into `territory_citations` of the same answer."""
    if answer.area:
        return _area(answer, answer.area, language)
    if answer.asks:
        return _WHICH[language]
    if answer.place:
        told = (_today(answer, answer.place, language), _before(answer, language), _next(answer, language))
        return "\n\n".join(filter(None, told))
    return _members(answer, answer.current, language) if answer.current else _WHERE[language]


def territory_citations(answer: TerritoryAnswer) -> tuple[Citation, ...]:
    """Give what the answer's sentences come from: the list of today, then that of the former phase."""
    if answer.area:
        return (_citation(CURRENT, " ; ".join(territory.name for territory in answer.listed)),)
    if answer.asks:
        return ()
    shown = answer.current or answer.nearest
    if not shown:
        return ()
    former = (_citation(FORMER, _row(answer.former)),) if answer.former else ()
    return (_citation(CURRENT, _row(shown)), *former)


def territory_choices(answer: TerritoryAnswer, language: str = "fr") -> tuple[str, ...]:
    """Give the questions to offer when several communes bear the name."""
    if not answer.others or answer.place is None:
        return ()
    asked = "Is {} a Territoire d’industrie?" if language == "en" else "{} est-elle Territoire d’industrie ?"
    return tuple(asked.format(_where(place)) for place in (answer.place, *answer.others))


def _row(territory: Territory) -> str:
    return f"{territory.name} ({territory.region}) : {' ; '.join(territory.members)}"


def _citation(phase: str, quote: str) -> Citation:
    document = Document(
        path=f"directory/territories-{phase}.csv",
        title=f"Territoires d’industrie {phase.replace('-', '–')} : liste et intercommunalités membres",
        publisher="Agence nationale de la cohésion des territoires (cartographie)",
        date=LISTED_ON[phase],
    )
    return Citation(document, quote)


def _where(place: Place) -> str:
    return f"{place.name} ({place.department})" if place.department else place.name


def _listed(language: str) -> str:
    """The phase, and the date of its list, as each sentence gives them."""
    dated = in_words(LISTED_ON[CURRENT], language)
    return f"of 2023–2027 (list of {dated}) [1]" if language == "en" else f"de 2023–2027 (liste de {dated}) [1]"


def _members(answer: TerritoryAnswer, territory: Territory, language: str) -> str:
    if territory.phase == FORMER:
        return _former_members(territory, language)
    name, members = f"{territory.name} ({territory.region})", ", ".join(territory.members)
    if language == "en":
        return (
            f"{name} is one of the {answer.totals[0]} Territoires d’industrie {_listed(language)}.\nMembers: {members}."
        )
    return f"{name} est l’un des {answer.totals[0]} Territoires d’industrie {_listed(language)}.\nMembres : {members}."


def _former_members(territory: Territory, language: str) -> str:
    name, members = f"{territory.name} ({territory.region})", ", ".join(territory.members)
    if language == "en":
        return f"{name} was a Territoire d’industrie of 2018–2022 [1].\nMembers: {members}."
    return f"{name} était un Territoire d’industrie de 2018–2022 [1].\nMembres : {members}."


def _today(answer: TerritoryAnswer, place: Place, language: str) -> str:
    total, territory = answer.totals[0], answer.current
    if territory is None:
        if language == "en":
            return f"No: {_where(place)} is in none of the {total} Territoires d’industrie {_listed(language)}."
        return f"Non : {_where(place)} ne fait partie d’aucun des {total} Territoires d’industrie {_listed(language)}."
    members = ", ".join(territory.members)
    if language == "en":
        told = (
            f"Yes: {_where(place)} is in the Territoire d’industrie “{territory.name}”{_through(answer, place, 'en')}"
        )
        return f"{told}, one of the {total} {_listed(language)}.\nMembers: {members}."
    told = f"Oui : {_where(place)} fait partie du Territoire d’industrie « {territory.name} »"
    return f"{told}{_through(answer, place, 'fr')}, l’un des {total} {_listed(language)}.\nMembres : {members}."


def _through(answer: TerritoryAnswer, place: Place, language: str) -> str:
    """By which intercommunalité a commune belongs, unless it is the commune itself that does."""
    group, territory = answer.group, answer.current
    if not group or group == place.name or territory is None or place.epci not in territory.sirens:
        return ""
    if language == "en":
        return f", through {group}"
    article = "l’" if group.startswith("EPT") else "la " if re.match(r"(?:CA|CC|CU|Métropole)\b", group) else ""
    return f", par {article}{group}"


def _before(answer: TerritoryAnswer, language: str) -> str:
    if answer.former is None:
        total = answer.totals[1]
        if language == "en":
            return f"It was in none of the {total} territories of 2018–2022."
        return f"Elle n’était dans aucun des {total} territoires de 2018–2022."
    name = answer.former.name
    mark = "[2]" if answer.current or answer.nearest else "[1]"
    if language == "en":
        return f"In the first phase (2018–2022) it was in the territory “{name}” {mark}."
    return f"Lors de la première phase (2018–2022), elle relevait du territoire « {name} » {mark}."


def _next(answer: TerritoryAnswer, language: str) -> str:
    if answer.current:
        return ""
    told = []
    if answer.nearest and answer.nearest_km is not None:
        name, away = answer.nearest.name, round(answer.nearest_km)
        french = f"Le plus proche est « {name} », à environ {away} km [1]."
        told.append(f"The nearest is “{name}”, about {away} km away [1]." if language == "en" else french)
    if answer.agency:
        name = answer.agency[0].actor.name
        french = f"Pour un projet, l’agence de votre région est {name}."
        told.append(f"For a project there, your region’s agency is {name}." if language == "en" else french)
    return " ".join(told)


def _area(answer: TerritoryAnswer, area: Place, language: str) -> str:
    names = "".join(f"\n- {territory.name}" for territory in answer.listed)
    count = len(answer.listed)
    plural = "s" if count > 1 else ""
    if language == "en":
        return f"{_where(area)}: {count or 'no'} Territoire{plural} d’industrie {_listed(language)}.{names}"
    return f"{_where(area)} : {count or 'aucun'} Territoire{plural} d’industrie {_listed(language)}.{names}"
