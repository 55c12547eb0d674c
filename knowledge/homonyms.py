"""Which of the towns of one name was understood, and the same question for each of the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from unicodedata import normalize

from knowledge.directory import Directory
from knowledge.phrases import say
from knowledge.records import Answer, Place
from knowledge.spans import Mention
from knowledge.typography import curly

_UNTOLD = frozenset({"territory", "courtesy"})
"""Modes of the answers that need no such telling: those of a territory ask by themselves."""


@dataclass(frozen=True, slots=True)
class Understood:
    """The town that words were read as, where large towns of other régions are called so too."""

    text: str
    """Says which town it was."""
    choices: tuple[str, ...]
    """The same words, each of the other towns written in them so that it alone can be meant."""


def understood(directory: Directory, text: str, language: str = "fr") -> Understood | None:
    """Give the town that a text was read as; None where it names no town, or one that is hardly mistaken."""
    text = normalize("NFC", text)
    reading = directory.read(text)
    town = reading.mention
    if town is None or reading.names or not town.ambiguous:
        return None
    if all(rival.region == town.place.region for rival in town.rivals):
        return None
    written = ((rival, _naming(text, town, rival)) for rival in town.rivals)
    choices = tuple(asked for rival, asked in written if directory.read(asked).place == rival)
    told = say("understood", language, name=curly(town.place.name), department=town.place.department)
    return Understood(told, choices)


def told(directory: Directory, answer: Answer) -> Answer:
    """Give the answer; if it names actors for a town that may be another, it says so and offers the others."""
    if not answer.actors or answer.abstained or answer.mode in _UNTOLD:
        return answer
    found = understood(directory, answer.question, answer.language)
    if found is None:  # what was said before was told then
        return answer
    if answer.language != "en" and len(answer.search) > len(answer.question):  # a follow-up, which does not stand alone
        found = understood(directory, answer.search, answer.language) or found
    return replace(answer, text=f"{found.text}\n{answer.text}", choices=found.choices)


def _naming(text: str, town: Mention, rival: Place) -> str:
    return f"{text[: town.start]}{curly(rival.name)} ({rival.department}){text[town.end :]}"
