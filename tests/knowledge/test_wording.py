"""What is said of the actors that are shown."""

from __future__ import annotations

from bench.actors import shipped_directory
from knowledge.reasons import agency_reason, region_reason
from knowledge.records import ActorMatch
from knowledge.wording import pointing, whom_to_contact

DIRECTORY = shipped_directory()


def match(actor_id: str, *why: str) -> ActorMatch:
    actor = DIRECTORY.get(actor_id)
    assert actor is not None
    return ActorMatch(actor, 1.0, why)


def test_what_the_kind_or_the_place_tells_already_is_not_said_again() -> None:
    national = match("inpi", "Votre besoin : protéger", "Couvre toute la France")
    assert "Couvre" not in pointing([national], "fr")
    agency = match("hdfid", "Agence de développement de votre région", "Couvre les Hauts-de-France")
    assert "(agence régionale de développement, Hauts-de-France)" in pointing([agency], "fr")
    assert "Couvre" not in pointing([agency], "fr")
    pole = match("polymeris", "Domaine : plasturgie", "Couvre l’Auvergne-Rhône-Alpes")
    assert "Couvre l’Auvergne-Rhône-Alpes" in pointing([pole], "fr")


def test_whom_to_contact_perhaps_is_said_to_be_for_a_company() -> None:
    cma = match("cma-france").actor
    assert whom_to_contact(cma, "fr", perhaps=True).startswith("Si c’est pour votre entreprise")
    assert "entreprise" not in whom_to_contact(cma, "fr")


def test_a_body_that_no_rule_calls_for_is_known_by_what_it_does() -> None:
    """Not by what it is: "chambres de commerce" says nothing of what a chamber does; networks of energy do."""
    found = DIRECTORY.match("je suis à Tours, qui peut m'aider", limit=6, every=True)
    assert all(one.why for one in found)
    assert agency_reason("fr") in {reason for one in found for reason in one.why}
    assert region_reason(match("cci-france").actor, "Bretagne", "fr") == "Couvre toute la France"


def test_the_whole_country_is_told_in_the_reader_s_language() -> None:
    clusters = match("france-clusters")
    assert "(tête de réseau, France entière)" in pointing([clusters], "fr")
    assert "all of France)" in pointing([clusters], "en")
