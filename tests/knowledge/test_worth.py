"""Which of the actors that fit are worth sending to who asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.actors import shipped_directory
from bench.aside import ASIDE
from bench.judged import cards, lists, rights
from bench.labelled import messages
from knowledge.directory import Directory
from knowledge.records import Actor
from knowledge.worth import FILE, SENT, Adviser, Worth, groups_of, labels, sent


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


def ids(directory: Directory, question: str, **options: bool) -> list[str]:
    return [match.actor.id for match in directory.match(question, limit=6, **options)]


def worths(directory: Directory, question: str) -> dict[str, Worth]:
    asked = directory.asked(question)
    assert asked is not None
    return directory.adviser.worths(asked)


def test_what_was_learnt_is_of_the_labels_and_groups_of_today(directory: Directory) -> None:
    with np.load(FILE) as kept:
        assert tuple(str(kept["labels"]).split("\n")) == labels()
        groups = set(str(kept["groups"]).split("\n"))
        assert all(np.isfinite(kept[name]).all() for name in ("of_sign", "by_group"))
    assert {group for actor in directory.actors for group in groups_of(actor)} == groups


def test_who_serves_only_other_departements_is_not_weighed(directory: Directory) -> None:
    question = "laiterie à Isigny, on veut recruter"
    assert {"adira", "cci-france"} - set(worths(directory, question)) == {"adira"}  # of Alsace alone


def test_who_names_an_actor_or_a_kind_alone_asks_no_adviser(directory: Directory) -> None:
    assert directory.asked("contact de Polymeris") is None
    assert directory.asked("quels incubateurs à Lyon ?") is None


def test_thin_and_empty_directories_are_weighed_too(directory: Directory) -> None:
    """A body of another region whose trade is only near scores nothing by the rules."""
    far = Actor("x", "X", "autre structure", regions=("Corse",), themes=("composites",))
    assert [m.actor.id for m in Directory([far], (), directory.places).match("plasturgie à Rennes")] in ([], ["x"])
    bare = Actor("y", "Y", "")
    asked = directory.asked("plasturgie à Rennes")
    assert asked is not None
    for actors in ((), (bare,), (far, bare)):
        found = Adviser(actors).worths(asked._replace(matches=()))
        assert set(found) == {actor.id for actor in actors}


def test_who_asks_for_another_is_not_shown_the_whole_directory(directory: Directory) -> None:
    question = "fromagerie, je cherche un apprenti"
    shown: list[str] = []
    while found := directory.match(question, without=shown):
        shown += [match.actor.id for match in found]
    assert "cma-france" in shown
    assert len(shown) < 12


def test_who_tells_a_trade_alone_is_sent_to_its_body(directory: Directory) -> None:
    """Though nothing says what is sought, or the word is known to the vocabulary alone."""
    assert ids(directory, "pôle de compétitivité sur la gestion des risques") == ["safe-cluster"]
    assert ids(directory, "ceramike")[0] == "pole-europeen-de-la-ceramique"


def test_matches_are_given_by_falling_scores(directory: Directory) -> None:
    for question in ("fromagerie à Rennes, je cherche un prêt", "incubateur à Lyon", "scierie à Guéret, un séchoir"):
        scores = [match.score for match in directory.match(question, limit=6)]
        assert scores == sorted(scores, reverse=True)


def test_every_reason_is_of_the_message_or_of_the_actor(directory: Directory) -> None:
    """Who comes though no rule calls for it is said to be what it is, and no need is made up."""
    found = directory.match("voiliers à La Rochelle", limit=6, every=True)
    said = {match.actor.id: match.why[0] for match in found}
    assert said["neopolia"] == "Domaine : naval"
    assert all("besoin" not in why for why in said.values())


def test_the_very_words_of_a_message_count(directory: Directory) -> None:
    """Beside what they are likely to be about; those that no list holds say nothing."""
    asked = directory.asked("coiffeuse, j'ai 3 mois de loyer en retard")
    assert asked is not None
    unknown, silent = asked._replace(marks=("zorglub",)), asked._replace(marks=())
    adviser = directory.adviser
    assert adviser.worths(unknown) == adviser.worths(silent)
    assert adviser.worths(asked)["cma-france"].sent > adviser.worths(silent)["cma-france"].sent
    beside = adviser.worths(asked._replace(marks=("loyer=", *("zorglub",) * 5)))["cma-france"]
    assert beside != adviser.worths(asked._replace(marks=("loyer=",)))["cma-france"]


def test_a_stray_trade_brings_no_body(directory: Directory) -> None:
    """ "Passer les marchés", to who cleans offices, is no food."""
    found = ids(directory, "boîte de nettoyage 12 salariés, tout seul on passe jamais sur les marchés publics")
    assert found[0] == "cci-france"
    assert "vitagora" not in found


def test_a_body_far_away_is_worth_less_than_the_region_s_own(directory: Directory) -> None:
    worth = worths(directory, "fabricant de yaourts à Rennes, on cherche des partenaires")
    assert worth["valorial"].sent >= SENT > worth["vitagora"].sent
    assert worth["valorial"].led > worth["vitagora"].led


def test_an_actor_that_was_never_learnt_is_weighed_as_its_kind(directory: Directory) -> None:
    """Staff add one: it is found by its trade and region, without weights of its own."""
    others = [actor for actor in directory.actors if actor.id != "valorial"]
    own = next(actor for actor in directory.actors if actor.id == "valorial")
    new = replace(own, id="nouveau-pole", name="Nouveau Pôle")
    own_words = Directory([*others, new], directory.territories, directory.places)
    assert groups_of(new) == ("body", "body, near", "own:nouveau-pole")
    assert worths(own_words, "fabricant de yaourts à Rennes, on cherche un labo")["nouveau-pole"].sent >= SENT
    assert own_words.match("fabricant de yaourts à Rennes")[0].actor.id == "nouveau-pole"


def test_the_first_is_the_best_worth_sending_and_the_others_are_surely_sent() -> None:
    worths = {
        "best": Worth(0.9, 0.8),
        "doubtful": Worth(0.55, 0.5),
        "likely best": Worth(0.7, 0.65),
        "sure": Worth(0.97, 0.42),
        "seldom first": Worth(1.0, 0.35),
        "refused": Worth(0.4, 0.95),
    }
    assert sent(worths, alone=0.0) == ["best", "likely best", "sure"]
    assert sent(worths, alone=0.0, agencies=("sure",)) == ["best", "likely best"]
    assert sent({"one": Worth(0.4, 0.9), "other": Worth(0.3, 0.95)}, alone=0.35) == ["one"]
    assert sent({"one": Worth(0.3, 0.9)}, alone=0.35) == []


def test_a_body_of_the_trade_comes_first_to_who_asks_for_its_kind(directory: Directory) -> None:
    question = "batiment ecolo nante, promoteur et artisan, cherchon le cluster de la construcsion"
    assert ids(directory, question)[0] == "novabuild"


def test_what_an_adviser_would_hardly_send_is_left_out_unless_all_are_asked(directory: Directory) -> None:
    question = "fabricant de yaourts à Rennes, on cherche des partenaires"
    assert set(ids(directory, question)) < set(ids(directory, question, every=True))


def test_who_knows_every_trade_comes_before_a_card_that_is_hardly_worth_it(directory: Directory) -> None:
    """Of musical instruments, the network has but far bodies of multimedia."""
    question = "fabricant de guitares à Strasbourg"
    assert ids(directory, question)[0] in {"adira", "grand-e-nov", "cma-france", "cci-france"}
    assert "cap-digital" not in ids(directory, question)
    assert "cap-digital" in ids(directory, question, every=True)


def test_a_body_of_the_trade_has_little_to_say_of_a_loan_or_an_apprentice(directory: Directory) -> None:
    trade = "fromagerie à Rennes, je cherche"
    assert ids(directory, f"{trade} un labo pour un nouveau produit")[0] == "valorial"
    assert ids(directory, f"{trade} un apprenti")[0] == "cma-france"
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
    found = directory.match("les technopoles de Bretagne", limit=20)
    own = {one.id for one in directory.actors if one.kind == "technopole" and "Bretagne" in one.regions}
    assert len(own) > 4
    assert own <= {match.actor.id for match in found}


def test_every_judged_card_is_of_the_directory(directory: Directory) -> None:
    known = {actor.id for actor in directory.actors}
    for found in (list(lists()), list(cards()), list(rights())):
        assert len(found) > 1_000
        assert all(set(message.sorts) <= known for message in found)


def test_nothing_that_is_learnt_from_is_measured_here() -> None:
    here = Path(__file__).parent
    measured = "\n".join((here / name).read_text(encoding="utf-8") for name in ("needs.toml", "wordings.toml"))
    learnt = {message.text for found in (lists(), cards(), rights()) for message in found}
    assert not [text for text in learnt if f'"{text}"' in measured]
    aside = {message.text for found in (lists(ASIDE / "lists"), rights(ASIDE / "rights")) for message in found}
    assert len(aside) > 800
    assert not aside & (learnt | {message.text for message in messages()})
