"""Who is named where a town has the kind of structure that is asked, and where it has none."""

from __future__ import annotations

import re

import pytest

from bench.actors import shipped_directory

DIRECTORY = shipped_directory()


def ids(question: str, *, every: bool = False) -> list[str]:
    return [match.actor.id for match in DIRECTORY.match(question, limit=40, every=every)]


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("technopole lannion", ["technopole-anticipa"]),
        ("Vannes, c'est qui la technopole", ["vipe-vannes"]),
        ("SATT de Marseille", ["satt-sud-est"]),
        ("agence épinal", ["lorr-up", "grand-e-nov"]),
        ("une agence dans le Bas-Rhin", ["adira", "grand-e-nov"]),
    ],
)
def test_a_town_s_own_structure_is_named_without_those_of_far_away(question: str, given: list[str]) -> None:
    assert ids(question) == given


@pytest.mark.parametrize("kind", ["technopole", "pépinière", "incubateur", "accélérateur", "incubateur ou agence"])
def test_where_no_structure_is_near_the_region_s_agency_comes_first(kind: str) -> None:
    given = DIRECTORY.match(f"{kind} à Bourges")
    assert given[0].actor.id == "dev-up-centre-val-de-loire"
    assert re.match("Aucune? .*Centre-Val de Loire$", given[0].why[0])
    assert len({match.actor.id for match in given}) == len(given)
    assert given[0] not in DIRECTORY.match(f"{kind} à Bourges", without=["dev-up-centre-val-de-loire"])


def test_a_structure_that_a_region_has_far_away_is_not_denied() -> None:
    assert DIRECTORY.match("technopole à Perpignan")[0].why[0] == "Aucune technopole connue à Perpignan"


def test_a_satt_or_another_kind_gives_both() -> None:
    assert {"satt-sud-est", "impulse"} <= set(ids("SATT ou incubateur à Marseille"))


def test_a_departement_s_agency_does_not_lead_where_a_region_is_named() -> None:
    assert ids("agence Grand Est")[0] == "grand-e-nov"


def test_nobody_is_sent_across_an_ocean() -> None:
    given = DIRECTORY.match("incubateur en Guyane", limit=40)
    assert given
    assert all({"France entière", "Guyane"}.intersection(match.actor.regions) for match in given)


def test_who_looks_through_the_structures_of_a_kind_sees_all_of_them() -> None:
    incubators = {actor.id for actor in DIRECTORY.actors if actor.kind == "incubateur"}
    assert incubators <= set(ids("incubateur", every=True))
    assert not incubators.intersection(ids("incubateur"))
