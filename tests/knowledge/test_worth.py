"""Which of the actors that fit are worth sending to who asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.actors import shipped_directory
from bench.judged import SORTS, cards, lists, rights
from knowledge.directory import Directory
from knowledge.worth import NAMES, SENT, Worth, labels


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


def ids(directory: Directory, question: str, **options: bool) -> list[str]:
    return [match.actor.id for match in directory.match(question, limit=6, **options)]


def worths(directory: Directory, question: str) -> dict[str, Worth]:
    asked = directory.asked(question)
    assert asked is not None
    return directory.adviser.worths(asked)


def test_every_actor_within_reach_has_its_signs_and_two_probabilities(directory: Directory) -> None:
    question = "laiterie à Isigny, on veut recruter"
    asked = directory.asked(question)
    assert asked is not None
    signs = directory.adviser.signs(asked)
    assert signs.own.shape == (len(directory.actors), len(NAMES))
    assert signs.shares.shape == (len(labels()) + 1,)
    found = worths(directory, question)
    assert all(0.0 <= share <= 1.0 for worth in found.values() for share in (worth.sent, worth.led))
    assert "adira" not in found  # of Alsace alone


def test_who_names_an_actor_asks_no_adviser(directory: Directory) -> None:
    assert directory.asked("contact de Polymeris") is None


def test_a_body_far_away_is_worth_less_than_the_region_s_own(directory: Directory) -> None:
    worth = worths(directory, "fabricant de yaourts à Rennes, on cherche des partenaires")
    assert worth["valorial"].sent >= SENT > worth["vitagora"].sent
    assert worth["valorial"].led > worth["vitagora"].led


def test_an_actor_that_was_never_learnt_is_weighed_as_its_kind(directory: Directory) -> None:
    """Staff add one: it is found by its trade and region, without weights of its own."""
    others = [actor for actor in directory.actors if actor.id != "valorial"]
    own = next(actor for actor in directory.actors if actor.id == "valorial")
    new = replace(own, id="nouveau-pole", name="Nouveau Pôle")
    found = Directory([*others, new], directory.territories, directory.places).match("fabricant de yaourts à Rennes")
    assert found[0].actor.id == "nouveau-pole"


def test_what_an_adviser_would_hardly_send_is_left_out_unless_all_are_asked(directory: Directory) -> None:
    question = "fabricant de yaourts à Rennes, on cherche des partenaires"
    assert set(ids(directory, question)) < set(ids(directory, question, every=True))


def test_the_agency_comes_before_a_first_card_that_is_hardly_worth_it(directory: Directory) -> None:
    """Of musical instruments, the network has but far bodies of multimedia."""
    question = "fabricant de guitares à Strasbourg"
    assert ids(directory, question)[0] == "grand-e-nov"
    assert "cap-digital" not in ids(directory, question)
    assert "cap-digital" in ids(directory, question, every=True)


def test_a_body_of_the_trade_has_little_to_say_of_a_loan_or_an_apprentice(directory: Directory) -> None:
    trade = "fromagerie à Rennes, je cherche"
    assert ids(directory, f"{trade} un labo pour un nouveau produit")[0] == "valorial"
    assert "cci-france" in ids(directory, f"{trade} un apprenti")[:2]
    assert ids(directory, "scierie à Guéret, il me faut un prêt")[0] == "bpifrance"


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
    known = {actor.id for actor in directory.actors}
    for found in (list(lists()), list(cards()), list(rights())):
        assert len(found) > 1_000
        for message in found:
            assert set(message.sorts) <= known, message.text
            assert set(message.sorts.values()) <= set(SORTS)
