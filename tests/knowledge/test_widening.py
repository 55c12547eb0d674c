"""Who is named where a town has the kind of structure that is asked, and where it has none."""

from __future__ import annotations

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


@pytest.mark.parametrize("question", ["technopole bourges", "une pépinière à Bourges"])
def test_where_no_structure_is_near_the_region_s_agency_comes_first(question: str) -> None:
    first = DIRECTORY.match(question)[0]
    assert first.actor.id == "dev-up-centre-val-de-loire"
    assert first.why[0].startswith("Aucune ")


def test_nobody_is_sent_across_an_ocean() -> None:
    given = DIRECTORY.match("incubateur en Guyane", limit=40)
    assert given
    assert all({"France entière", "Guyane"}.intersection(match.actor.regions) for match in given)


def test_who_looks_through_the_structures_of_a_kind_sees_all_of_them() -> None:
    incubators = {actor.id for actor in DIRECTORY.actors if actor.kind == "incubateur"}
    assert incubators <= set(ids("incubateur", every=True))
    assert not incubators.intersection(ids("incubateur"))
