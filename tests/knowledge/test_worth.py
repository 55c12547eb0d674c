"""Which of the actors that fit are worth sending to who asks."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from bench.judged import SORTS, judged
from knowledge.directory import Directory
from knowledge.worth import LEAST, NAMES, signs, worths


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


def ids(directory: Directory, question: str, **options: bool) -> list[str]:
    return [match.actor.id for match in directory.match(question, limit=6, **options)]


def test_every_fit_has_its_signs_and_a_probability(directory: Directory) -> None:
    fits, placed = directory.fits("laiterie à Isigny, on veut recruter")
    assert signs(fits, placed=placed).shape == (len(fits), len(NAMES))
    found = worths(fits, placed=placed)
    assert len(found) == len(fits)
    assert all(0.0 <= worth <= 1.0 for worth in found)
    assert worths([], placed=True) == []


def test_a_body_far_away_is_worth_less_than_the_region_s_own(directory: Directory) -> None:
    fits, placed = directory.fits("fabricant de yaourts à Rennes, on cherche des partenaires")
    worth = dict(zip((fit.actor.id for fit in fits), worths(fits, placed=placed), strict=True))
    assert worth["valorial"] >= LEAST > worth["vitagora"]


def test_what_an_adviser_would_hardly_send_is_left_out_unless_all_are_asked(directory: Directory) -> None:
    question = "fabricant de yaourts à Rennes, on cherche des partenaires"
    assert set(ids(directory, question)) < set(ids(directory, question, every=True))


def test_the_agency_stands_for_a_first_card_that_is_hardly_worth_it(directory: Directory) -> None:
    """Of musical instruments, the network has but far bodies of multimedia."""
    question = "fabricant de guitares à Strasbourg"
    assert ids(directory, question) == ["grand-e-nov"]
    assert ids(directory, question, every=True)[0] != "grand-e-nov"


def test_a_body_of_the_trade_has_little_to_say_of_a_loan_or_an_apprentice(directory: Directory) -> None:
    trade = "fromagerie à Rennes, je cherche"
    assert ids(directory, f"{trade} un labo pour un nouveau produit")[0] == "valorial"
    assert ids(directory, f"{trade} un apprenti")[0] == "cci-france"
    assert ids(directory, f"{trade} un prêt")[0] in {"bretagne-developpement-innovation", "bpifrance"}


def test_a_technical_centre_tests_what_is_of_its_trade(directory: Directory) -> None:
    assert "cetim" in ids(directory, "essais de fatigue sur des pièces mécaniques à Lyon")
    assert "cetim" not in ids(directory, "essais sur des actifs d'algues pour la cosmétique à Concarneau")


def test_who_has_no_place_is_sent_to_no_region_s_body_for_its_software(directory: Directory) -> None:
    """Neither for a web site, nor for a server that was attacked."""
    for question in ("garage : un logiciel de devis en ligne", "imprimerie, on s'est fait pirater le serveur"):
        found = directory.match(question)
        assert found[0].actor.id in {"cci-france", "cma-france"}
        assert all("France entière" in match.actor.regions for match in found)


def test_to_who_names_a_kind_alone_all_of_it_are_shown(directory: Directory) -> None:
    question = "quels incubateurs à Lyon ?"
    assert ids(directory, question) == ids(directory, question, every=True)


def test_every_judged_card_is_of_the_directory(directory: Directory) -> None:
    found = list(judged())
    known = {actor.id for actor in directory.actors}
    assert len(found) > 1_000
    for message in found:
        assert set(message.sorts) <= known, message.text
        assert set(message.sorts.values()) <= set(SORTS)
