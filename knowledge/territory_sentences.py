"""The facts about a territory, told in French or English, with what they come from."""

from __future__ import annotations

from knowledge.dates import in_words
from knowledge.records import Actor, Citation, Document, Place, Territory
from knowledge.regions import EVERYWHERE
from knowledge.territories import CURRENT, FORMER, LISTED_ON, TerritoryAnswer
from knowledge.typography import curly

_NAMED = 6
"""Members named in a sentence; the source lists them all."""
_WHERE = {
    "fr": "Dites-moi votre commune ou votre code postal : je vous dirai si elle est Territoire d’industrie.",
    "en": "Tell me your town or postcode, and I will say whether it is in a Territoire d’industrie.",
}
_UNKNOWN = {
    "fr": "Je ne connais pas de commune du nom de « {} ». Vérifiez son nom, ou donnez-moi son code postal.",
    "en": "I know no town by the name of “{}”. Please check its name, or give me its postcode.",
}
_UNKNOWN_POSTCODE = {
    "fr": "Je ne connais pas de commune au code postal {}. Vérifiez-le, ou donnez-moi le nom de la commune.",
    "en": "I know no town with the postcode {}. Please check it, or give me the town’s name.",
}
_WHICH = {
    "fr": "Plusieurs communes s’appellent ainsi. Laquelle est la vôtre ?",
    "en": "Several towns go by that name. Which one is yours?",
}


def territory_text(answer: TerritoryAnswer, language: str = "fr") -> str:
    """Give the answer in sentences, with [1], [2]… pointing into `territory_citations` of the same answer."""
    return curly(_text(answer, language))


def _text(answer: TerritoryAnswer, language: str) -> str:
    if answer.area:
        return _area(answer, answer.area, language)
    if answer.asks:
        return _WHICH[language]
    if answer.place:
        today, before = _today(answer, answer.place, language), _before(answer, answer.place, language)
        told = (before, today) if answer.earlier else (today, before)
        return "\n\n".join(filter(None, (*told, _next(answer, answer.place, language))))
    if answer.current:
        return _members(answer, answer.current, language)
    if answer.unknown:
        sentences = _UNKNOWN_POSTCODE if answer.unknown.isdigit() else _UNKNOWN
        return sentences[language].format(answer.unknown)
    return _WHERE[language]


def territory_citations(answer: TerritoryAnswer) -> tuple[Citation, ...]:
    """Give what the answer's sentences come from: the list of today and that of the former phase, as the text goes."""
    if answer.area:
        names = " ; ".join(territory.name for territory in answer.listed)
        return (_citation(CURRENT, names),) if names else ()
    if answer.asks:
        return ()
    rows = {CURRENT: answer.current or answer.nearest, FORMER: answer.former}
    return tuple(_citation(phase, _row(row)) for phase in _cited(answer) if (row := rows[phase]))


def _cited(answer: TerritoryAnswer) -> tuple[str, ...]:
    """The phases whose lists are cited, in the order of the text."""
    known = [CURRENT] if answer.current or answer.nearest or answer.listed else []
    known += [FORMER] if answer.former else []
    return tuple(reversed(known) if answer.earlier and answer.place else known)


def _mark(answer: TerritoryAnswer, phase: str) -> str:
    cited = _cited(answer)
    return f" [{cited.index(phase) + 1}]" if phase in cited else ""


def territory_choices(answer: TerritoryAnswer, language: str = "fr") -> tuple[str, ...]:
    """Give the questions to offer when several communes bear the name."""
    if not answer.others or answer.place is None:
        return ()
    asked = "Is {} a Territoire d’industrie?" if language == "en" else "{} est-elle Territoire d’industrie ?"
    return tuple(curly(asked.format(_where(place))) for place in (answer.place, *answer.others))


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


def _listed(answer: TerritoryAnswer, language: str) -> str:
    """The phase, and the date of its list, as each sentence gives them."""
    dated, mark = in_words(LISTED_ON[CURRENT], language), _mark(answer, CURRENT)
    return f"of 2023–2027 (list of {dated}){mark}" if language == "en" else f"de 2023–2027 (liste de {dated}){mark}"


def _members(answer: TerritoryAnswer, territory: Territory, language: str) -> str:
    """A territory and all its members, to who asks what it is made of."""
    if territory.phase == FORMER:
        return _former_members(territory, language)
    name, members = f"{territory.name} ({territory.region})", _all(territory, language)
    total, listed = answer.totals[0], _listed(answer, language)
    if language == "en":
        return f"{name} is one of the {total} Territoires d’industrie {listed}.\n{members}"
    return f"{name} est l’un des {total} Territoires d’industrie {listed}.\n{members}"


def _former_members(territory: Territory, language: str) -> str:
    name, members = f"{territory.name} ({territory.region})", _all(territory, language)
    if language == "en":
        return f"{name} was a Territoire d’industrie of 2018–2022 [1].\n{members}"
    return f"{name} était un Territoire d’industrie de 2018–2022 [1].\n{members}"


def _all(territory: Territory, language: str) -> str:
    """Every member of a territory."""
    label = "Members:" if language == "en" else "Membres :"
    return f"{label} {', '.join(territory.members)}."


def _some(territory: Territory, language: str) -> str:
    """How many members a territory has, and the first of them: the source, which may be opened, lists them all."""
    count, more = len(territory.members), len(territory.members) - _NAMED
    named = ", ".join(territory.members[:_NAMED])
    if language == "en":
        rest = f" and {more} more" if more > 0 else ""
        return f"Members ({count}): {named}{rest}." if count > 1 else f"Only member: {named}."
    rest = f" et {more} de plus" if more > 0 else ""
    return f"Membres ({count}) : {named}{rest}." if count > 1 else f"Seul membre : {named}."


def _today(answer: TerritoryAnswer, place: Place, language: str) -> str:
    total, territory, listed = answer.totals[0], answer.current, _listed(answer, language)
    where = _where(place)
    if territory is None:
        if language == "en":
            opening = f"Today, {where} is" if answer.earlier else f"No: {where} is"
            return f"{opening} in none of the {total} Territoires d’industrie {listed}."
        opening = f"Aujourd’hui, {where} ne fait" if answer.earlier else f"Non : {where} ne fait"
        return f"{opening} partie d’aucun des {total} Territoires d’industrie {listed}."
    through, members = _through(territory, place, language), _some(territory, language)
    if language == "en":
        opening = f"Today, {where} is" if answer.earlier else f"Yes: {where} is"
        told = f"{opening} in the Territoire d’industrie “{territory.name}”{through}"
        return f"{told}, one of the {total} {listed}.\n{members}"
    opening = f"Aujourd’hui, {where} fait" if answer.earlier else f"Oui : {where} fait"
    told = f"{opening} partie du Territoire d’industrie « {territory.name} »{through}"
    return f"{told}, l’un des {total} {listed}.\n{members}"


def _through(territory: Territory, place: Place, language: str) -> str:
    """By which member a commune belongs, named as among the members, unless it is the commune itself."""
    name = _member(territory, place)
    if not name:
        return ""
    return f", through {name}" if language == "en" else f", par son intercommunalité ({name})"


def _first_step(territory: Territory, place: Place, language: str) -> str:
    """Whom a company of a territory turns to: the project manager, through the intercommunalité."""
    name = _member(territory, place)
    if language == "en":
        whom = f"{name}, your intercommunalité," if name else "your intercommunalité"
        return f"To begin: ask {whom} for the project manager (chef de projet Territoires d’industrie)."
    whom = f"votre intercommunalité, {name}," if name else "votre intercommunalité"
    return f"Pour commencer : contactez {whom} et demandez le chef de projet Territoires d’industrie."


def _member(territory: Territory, place: Place) -> str:
    """The member that a commune belongs through, "" where it is none or the commune itself."""
    if place.kind != "commune" or place.epci not in territory.sirens or place.code in territory.sirens:
        return ""
    name = dict(zip(territory.sirens, territory.members, strict=False)).get(place.epci, "")
    return "" if name == place.name else name


def _before(answer: TerritoryAnswer, place: Place, language: str) -> str:
    who = {"fr": _where(place) if answer.earlier else "elle", "en": _where(place) if answer.earlier else "it"}[language]
    if answer.former is None:
        total = answer.totals[1]
        if language == "en":
            return f"In the first phase (2018–2022), {who} was in none of the {total} territories."
        return f"Lors de la première phase (2018–2022), {who} n’était dans aucun des {total} territoires."
    name, mark = answer.former.name, _mark(answer, FORMER)
    if language == "en":
        return f"In the first phase (2018–2022), {who} was in the territory “{name}”{mark}."
    return f"Lors de la première phase (2018–2022), {who} relevait du territoire « {name} »{mark}."


def _next(answer: TerritoryAnswer, place: Place, language: str) -> str:
    if answer.current:
        return "" if answer.earlier else _first_step(answer.current, place, language)
    told = []
    if answer.nearest and answer.nearest_km is not None:
        name, away, mark = answer.nearest.name, round(answer.nearest_km), _mark(answer, CURRENT)
        french = f"Le plus proche est « {name} », à environ {away} km{mark}."
        told.append(f"The nearest is “{name}”, about {away} km away{mark}." if language == "en" else french)
    if answer.agency:
        told.append(_whom(answer.agency[0].actor, language))
    return " ".join(told)


def _whom(actor: Actor, language: str) -> str:
    """Whom to turn to: the region's agency, or the head of the network where the directory has none."""
    if EVERYWHERE in actor.regions:
        french = f"Pour un projet, {actor.name} connaît tout le réseau."
        return f"For a project there, {actor.name} knows the whole network." if language == "en" else french
    french = f"Pour un projet, l’agence de votre région est {actor.name}."
    return f"For a project there, your region’s agency is {actor.name}." if language == "en" else french


def _area(answer: TerritoryAnswer, area: Place, language: str) -> str:
    names = "".join(f"\n- {territory.name}" for territory in answer.listed)
    count = len(answer.listed)
    plural = "s" if count > 1 else ""
    if language == "en":
        return f"{_where(area)}: {count or 'no'} Territoire{plural} d’industrie {_listed(answer, language)}.{names}"
    return f"{_where(area)} : {count or 'aucun'} Territoire{plural} d’industrie {_listed(answer, language)}.{names}"
