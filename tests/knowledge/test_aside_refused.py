"""What a message refuses, or makes its product without, is no trade of its own."""

from __future__ import annotations

import pytest

from bench.actors import shipped_directory
from knowledge.aside import by_the_way
from knowledge.denials import refused
from knowledge.directory import Directory
from knowledge.spans import folded_in_place
from knowledge.without import of_a_recipe, of_no_trade


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("de nouveaux clients hors aéro", ["hors aéro"]),
        ("On a refusé l'automobile", ["On a refusé l'automobile"]),
        ("on n'est pas dans l'aéro non plus", ["est pas dans l'aéro"]),
        ("Je cherche des partenaires. Pas de subvention, des partenaires.", ["Pas de subvention"]),
        ("Je cherche un repreneur sérieux, pas un fonds.", ["pas un fonds"]),
        ("On répare surtout des yachts, pas de bateaux de pêche.", ["pas de bateaux de pêche"]),
        ("je suis menuisier, pas informaticien, mais je code", ["pas informaticien"]),
        ("je ne suis ni chimiste ni paysan", ["suis ni chimiste ni paysan"]),
        ("Pas de drone ici, juste des lampes solaires", ["Pas de drone"]),
        ("on a arrêté la sidérurgie en 2015", ["on a arrêté la sidérurgie en 2015"]),
        ("je ne suis pas une banque, je code", ["suis pas une banque"]),
        ("je ne suis pas un startupper mais je développe", ["suis pas un startupper"]),
        ("We are not a car supplier. Any cluster?", ["are not a car supplier"]),
        ("des planches de surf, pas du paddle ni du kite.", ["pas du paddle ni du kite"]),
        ("je ne suis pas un expert de l'export", []),
        ("pas un sou pour investir", []),
        ("pas d'apprenti depuis deux ans", []),
        ("on n'est pas rentables à l'export", []),
        ("hors de prix le gaz", []),
        ("élevage hors sol", []),
        ("pas de client, un prototype de drone et des dettes", []),
        ("la banque a refusé le prêt", []),
    ],
)
def test_what_is_refused_is_told_from_what_lacks(message: str, said: list[str]) -> None:
    assert [message[start:end] for start, end in refused(folded_in_place(message))] == said


@pytest.mark.parametrize(
    ("message", "trade", "recipe"),
    [
        ("des emballages sans plastique", ["sans plastique"], []),
        ("remplacer le chrome par du végétal", ["chrome"], []),
        ("un yaourt sans additif ni conservateur", [], ["sans additif ni conservateur"]),
        ("arrêter les solvants", [], ["solvants"]),
        ("PFAS-free coatings", [], ["PFAS-free"]),
        ("bière sans alcool", [], []),
        ("maille sans couture, badge sans contact", [], []),
        ("atelier sans repreneur", [], []),
        ("remplacer notre chaudière au fioul, et trois soudeurs", [], []),
    ],
)
def test_what_a_product_is_made_without_is_told_from_what_it_is(
    message: str, trade: list[str], recipe: list[str]
) -> None:
    folded = folded_in_place(message)
    assert [message[start:end] for start, end in of_no_trade(folded)] == trade
    assert [message[start:end] for start, end in of_a_recipe(folded)] == recipe


@pytest.mark.parametrize(
    ("message", "without"),
    [
        ("papeterie à Charavines, des emballages barrière sans plastique", "Plasturgie"),
        ("décolletage à Figeac, de nouveaux clients hors aéro", "Aéronautique"),
        ("décolletage à Figeac, sous-traitant d'Airbus, des clients hors aéro", "Aéronautique"),
        ("on ne fait plus d'automobile, maintenant c'est le médical, usinage à Cluses", "Automobile"),
        ("Je ne suis pas dans le textile, je fais de la robotique à Roubaix", "Textile"),
    ],
)
def test_a_trade_that_is_refused_is_not_asked(directory: Directory, message: str, without: str) -> None:
    themes = [theme.label for theme in directory.read(message).facets.themes]
    assert themes
    assert without not in themes


@pytest.mark.parametrize(
    ("message", "theme"),
    [
        ("je ne fais pas de vin : je fais un robot pour les vignes, à Libourne", "Vigne et vin"),
        ("on ne fait pas de bateaux, on fabrique des vernis pour les chantiers navals", "Naval et économie de la mer"),
    ],
)
def test_whom_one_makes_something_for_is_kept(directory: Directory, message: str, theme: str) -> None:
    assert theme in [found.label for found in directory.read(message).facets.themes]


@pytest.mark.parametrize(
    ("message", "without"),
    [
        ("I weave technical fabrics in Tarare, I don't want to open a shop and need R&D partners",
         "Créer son entreprise"),
        ("je ne veux pas vendre mon entreprise, je veux un prêt pour un four, verrier à Albi",
         "Transmettre ou reprendre une entreprise"),
        ("Loin de moi l'idée de lever des fonds, je veux rencontrer des fabricants de drones à Auch",
         "Financer un projet"),
        ("Hors de question de déménager, il nous faut un prêt, fonderie à Revin", "S’implanter"),
        ("We are not looking to hire, we make drones in Auch, any cluster?", "Recruter et former"),
        ("nous n'avons pas besoin de recruter mais d'un labo, savonnerie à Grasse", "Recruter et former"),
        ("We don't want to move; who works on water treatment in Graulhet?", "S’implanter"),
    ],
)  # fmt: skip
def test_what_one_will_not_do_is_no_need(directory: Directory, message: str, without: str) -> None:
    reading = directory.read(message)
    assert reading.place
    assert without not in [need.label for need in reading.facets.needs]


def test_a_field_that_is_denied_is_no_trade(directory: Directory) -> None:
    read = directory.read("a laser scanner to sort fruit in Talence, nothing medical at all")
    assert "Santé" not in [theme.label for theme in read.facets.themes]


def test_what_is_refused_is_asked_where_nothing_else_is(directory: Directory) -> None:
    assert [theme.label for theme in directory.read("comment remplacer le plastique ?").facets.themes] == ["Plasturgie"]


@pytest.mark.parametrize("message", ["mon frère " * 400, "-" * 4000, "j'étais " * 500, "cherche un " * 400])
def test_long_messages_have_their_asides_too(message: str) -> None:
    assert all(0 <= part.start < part.end <= len(message) for part in by_the_way(message))
