"""Signs that somebody starts a company, where no word of a start-up is said: students, founders, a team of two."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.words import Word

_FOUNDERS = frozenset(
    """
    etudiant etudiante etudiants etudiantes student students undergraduate undergraduates thesard thesarde doctorant
    doctorante doctorants phd postdoc fondateur fondatrice fondateurs fondatrices founder founders cofounder cofounders
    cofondateur cofondateurs cofondatrice cofondatrices
    """.split()
)
_STARTS = frozenset(
    "lance lancer lancons lancent monte monter montons cree creer creons demarre demarrer demarrons code codons".split()
    + "developpe developpons launch launching start starting build building".split()
)
_ONE = frozenset("un une mon ma notre son sa leur a an my our".split())
_STARTED = frozenset(
    "appli applis app apps application plateforme platform saas logiciel software marketplace boite startup".split()
)
_TEAM = frozenset("2 3 4 deux trois quatre two three four".split())
_WE_ARE = frozenset({("on", "est"), ("on", "e"), ("sommes", "a"), ("we", "are"), ("we", "re"), ("nous", "sommes")})
_REACH = 4
"""Words after "launching an" among which what is started stands ("launching a small booking app")."""


def founding(words: Sequence[Word]) -> frozenset[str]:
    """Give the folded words that tell that somebody starts a company ("2 students", "on lance une appli")."""
    said = [word.folded for word in words]
    founders = _FOUNDERS.intersection(said)
    started = (word for place in range(len(said)) for word in (*_start(said, place), *_team(said, place)))
    return founders.union(started)


def _start(said: Sequence[str], place: int) -> Sequence[str]:
    if said[place] not in _STARTS or not _ONE.intersection(said[place + 1 : place + 2]):
        return ()
    return said[place : place + 1] if _STARTED.intersection(said[place + 2 : place + 2 + _REACH]) else ()


def _team(said: Sequence[str], place: int) -> Sequence[str]:
    """A team that is its own number: "on est deux", "we are 3"; with more people it is a company."""
    closes = place + 3 == len(said) or said[place + 3 : place + 4] in (["en"], ["etudiants"], ["amis"], ["potes"])
    if tuple(said[place : place + 2]) in _WE_ARE and _TEAM.intersection(said[place + 2 : place + 3]) and closes:
        return said[place + 2 : place + 3]
    return ()
