"""The steps of a guided search: where one is, what can be chosen there, where an answer leads. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.rich import clean
from knowledge.courtesy import kind_of
from knowledge.french import fold
from knowledge.regions import regions

STEPS = ("need", "sector", "place")
NEEDS = {
    "innovate": "innover",
    "finance": "financer un projet",
    "network": "trouver des partenaires",
    "create": "créer mon entreprise",
    "grow": "accélérer ma croissance",
    "settle": "implanter mon usine",
    "export": "exporter",
    "green": "décarboner",
    "recruit": "recruter et former",
}
"""Each need, and the words that look for it in the directory, which is in French."""
SECTORS = {
    "aero": "aéronautique spatial",
    "agro": "agroalimentaire",
    "auto": "automobile mobilités",
    "wood": "bois papier",
    "chemistry": "chimie matériaux",
    "cosmetics": "cosmétique luxe",
    "energy": "énergie environnement",
    "mechanics": "mécanique métallurgie",
    "digital": "numérique électronique",
    "plastics": "plasturgie emballage",
    "health": "santé",
    "textile": "textile mode",
}
ANYONE = "qui peut m’aider"
"""What finds whoever can help in a place, whatever the need."""
_SAYS_WHERE = re.compile(r"(?:à|a|en|au|aux|dans|près|vers|autour|in|near)\s", re.IGNORECASE)
_CODE = re.compile(r"\d[\dab]|97\d", re.IGNORECASE)
_SKIPS = re.compile(
    r"\W*(?:passer?(?: cette etape)?|skip|suivant|next|rien|aucune?|aucune idee|peu importe|n'importe|egal|tou[ts]"
    r"|toutes|none|any(?:thing|where)?"
    r"|je (?:ne )?sais pas|jsp|i don't know|no idea|partout(?: en france)?|toute la france|la france|france)\W*"
)
"""What somebody writes at a step to answer nothing."""
_RETURNS = re.compile(
    r"\W*(?:(?:retour|revenir)(?: en arriere)?|(?:en )?arriere|(?:etape )?precedente?|(?:go )?back)\W*"
)
_STOPS = re.compile(
    r"\W*(?:stop+|(?:tout )?arret(?:e[rz]?)?|annul(?:e[rz]?|ation)|quitte[rz]?|terminer?|laisse[rz]? tomber"
    r"|cancel|quit|exit)\W*"
)
"""What somebody writes at a step as if it were its buttons."""
_LONGEST = 8
"""A message of more words, or with a question mark, is a new question rather than the answer to a step."""


@dataclass(frozen=True, slots=True)
class Search:
    """A guided search under way. `number` is in its buttons: those of another search have expired."""

    number: int
    step: str
    need: str = ""
    sector: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    """The person's point, where they shared it."""
    paused: bool = False
    """True once the person asked something else: from then on only buttons and locations go on with the search."""

    @property
    def waits(self) -> bool:
        """True while the next short message is the answer to a step."""
        return bool(self.step) and not self.paused

    @property
    def wanted(self) -> str:
        """The need and sector to look for, or ""."""
        parts = (NEEDS.get(self.need, self.need), SECTORS.get(self.sector, self.sector))
        return " ".join(part for part in parts if part)

    @property
    def where(self) -> str:
        """The place in words, with a preposition, or ""; a département may be told by its code ("974")."""
        if _CODE.fullmatch(self.place):
            return f"dans le {self.place}"
        return f"à {self.place}" if self.place and not _SAYS_WHERE.match(self.place) else self.place

    @property
    def asked(self) -> str:
        """All that is looked for, in the words that the directory knows."""
        return f"{self.wanted or ANYONE} {self.where}".strip()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of the person, where they shared them."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


def answers_a_step(text: str) -> bool:
    """True for a few words that are neither a question nor a courtesy."""
    return "?" not in text and len(text.split()) <= _LONGEST and kind_of(text) is None


def leaves(text: str) -> bool:
    """True for a word that leaves a search of one step: there is none before it, and nothing without it."""
    folded = fold(text)
    return any(pattern.fullmatch(folded) for pattern in (_STOPS, _RETURNS, _SKIPS))


def answered(search: Search, value: str) -> Search:
    """The step answered (with "" for skipped), and on to the next; or what a button's word asks, typed."""
    value = clean(value).strip()[:100]
    folded = fold(value)
    if _STOPS.fullmatch(folded):
        return replace(search, step="stopped")
    if _RETURNS.fullmatch(folded):
        return before(search)
    value = "" if _SKIPS.fullmatch(folded) else value
    if search.step == "need":
        return after(replace(search, need=value))
    if search.step == "sector":
        return after(replace(search, sector=value))
    return after(replace(search, place=value))


def after(search: Search) -> Search:
    """The step that follows; the place is not asked of who shared it."""
    following = STEPS.index(search.step) + 1 if search.step in STEPS else len(STEPS)
    if following == STEPS.index("place") and search.latitude is not None:
        following += 1
    return replace(search, step=STEPS[following] if following < len(STEPS) else "")


def before(search: Search) -> Search:
    """The step that comes before; the first has none."""
    return replace(search, step=STEPS[max(STEPS.index(search.step) - 1, 0)])


def chosen(search: Search, detail: str) -> Search | None:
    """Where a button leads: its first letter is its step's, so that an older message's button still works."""
    at = replace(search, paused=False, step=next((step for step in STEPS if step[0] == detail[:1]), search.step))
    choice = detail[1:]
    match choice:
        case "skip":
            return answered(at, "")
        case "back":
            return before(at)
        case "stop":
            return replace(at, step="stopped")
    value = options(at.step).get(choice)
    return answered(at, value) if value else None


def options(step: str) -> dict[str, str]:
    """What can be tapped at a step: the button's short code -> the value kept."""
    if step == "need":
        return {str(index): name for index, name in enumerate(NEEDS)}
    if step == "sector":
        return {str(index): name for index, name in enumerate(SECTORS)}
    return {str(index): region.name for index, region in enumerate(regions())}
