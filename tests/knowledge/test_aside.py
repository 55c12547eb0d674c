"""What a message tells only to set it aside: places of others, trades denied, needs met already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.actors import shipped_directory
from knowledge.denials import denied
from knowledge.directory import Directory


@pytest.fixture(scope="module")
def directory() -> Directory:
    return shipped_directory()


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("on quitte Paris pour Saumur, qui nous accueille ?", "Saumur"),
        ("je suis de Lille mais mon atelier de bois est à Dax", "Dax"),
        ("notre fournisseur est à Valence en Espagne, nous on est à Perpignan", "Perpignan"),
        ("siège à Paris, l'usine à Saint-Nazaire", "Saint-Nazaire"),
        ("ancien marin de Boulogne-sur-Mer, j'ai repris une scierie à Dax", "Dax"),
        ("originaire de Metz", "Metz"),
        ("la maison-mère est à Lyon", "Lyon"),
        ("on quitte Paris pour Saumur, manque de main d'œuvre", "Saumur"),
        ("on quitte Paris pour Saumur, qui nous accueille… ?", "Saumur"),
        ("bureau d'études à Toulouse en mécanique, on expose à Paris", "Toulouse"),
        ("siège à Lyon, on fabrique des pompes, salon à Paris", "Lyon"),
        ("plasturgiste à Oyonnax avant, installé maintenant à Bressuire", "Bressuire"),
        ("jouets en bois à Moirans-en-Montagne... non on a déménagé à Bellac (87)", "Bellac"),
        ("fabrique de ruches à Privas... non Brioude", "Brioude"),
        ("Ébéniste à Revel.. enfin maintenant à Ambert", "Ambert"),
        ("Bijouterie à Valence, pardon à Romans-sur-Isère", "Romans-sur-Isère"),
        ("une pompe inventée à Annemasse mais on la produit à Issoire", "Issoire"),
        ("Originaire de Lille, je me suis installé à Digne-les-Bains", "Digne-les-Bains"),
        ("Je viens du Jura mais j'habite Oyonnax", "Oyonnax"),
        ("we moved our workshop from Paris to Niort", "Niort"),
        ("Je ne suis ni à Lyon ni à Grenoble mais à Voiron", "Voiron"),
        ("une amie restauratrice à Sète m'achète mes huîtres, je suis à Bouzigues", "Bouzigues"),
        ("J'ai vécu quinze ans à Toulouse mais mon usine de pompes est à Figeac", "Figeac"),
        ("cidrerie à Vitré, non loin de Rennes", "Vitré"),
        ("parapluies à Aurillac, on ouvre un atelier à Rodez", "Rodez"),
        ("biscuiterie à Dinan, nouvelle usine à Loudéac", "Loudéac"),
        ("on livre Paris et Lyon depuis notre fromagerie d'Ambert", "Ambert"),
    ],
)
def test_a_company_is_where_it_says_and_not_where_others_are(directory: Directory, message: str, place: str) -> None:
    reading = directory.read(message)
    assert reading.place
    assert reading.place.name == place


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("des couveuses pour poussins, pas pour les startups, vers Rennes", ["pas pour les startups"]),
        ("incubators (for eggs, not for startups) in Rennes", ["not for startups"]),
        ("du parfum, pas un souci d'eau ni de tuyaux", ["pas un souci d'eau ni de tuyaux"]),
        ("ni innovation ni export : un apprenti", ["ni innovation ni export"]),
        ("le recrutement c'est réglé, reste le gaz", ["le recrutement c'est réglé"]),
        ("plutôt que d'embaucher, un robot", ["plutôt que d'embaucher"]),
        ("je ne trouve ni soudeur ni tourneur", []),
        ("pas un sou pour la construire", []),
        ("on n'a pas de repreneur", []),
        ("l'usine assure la production", []),
    ],
)
def test_what_is_denied_or_met_is_told_from_what_lacks(message: str, said: list[str]) -> None:
    assert [message[start:end].strip() for start, end in denied(message)] == said


def test_what_a_company_says_that_it_is_not_names_no_actor(directory: Directory) -> None:
    facets = directory.read("rien à voir avec la défense, on fait de la céramique à Limoges").facets
    assert [theme.label for theme in facets.themes] == ["Céramique"]


@given(st.text(max_size=80))
def test_spans_are_inside_the_message_whatever_it_is(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in denied(text))


@pytest.mark.parametrize(
    ("message", "refused"),
    [
        ("Surtout pas la CCI : qui d'autre pour transmettre ma boîte à Metz ?", "cci-france"),
        ("autre que Business France pour exporter mes vins ?", "business-france"),
        ("Je ne veux pas entendre parler de Bpifrance, qui d'autre prête à une fonderie ?", "bpifrance"),
    ],
)
def test_an_actor_that_is_refused_is_not_named(directory: Directory, message: str, refused: str) -> None:
    found = [match.actor.id for match in directory.match(message)]
    assert found
    assert refused not in found


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Je ne cherche pas un incubateur, je cherche un pôle textile à Lille", "pôle de compétitivité"),
        ("je ne veux pas de technopole, plutôt un cluster du bâtiment à Nantes", "cluster"),
    ],
)
def test_a_kind_that_is_refused_is_not_sought(directory: Directory, message: str, kind: str) -> None:
    assert directory.read(message).facets.kinds == (kind,)


@pytest.mark.parametrize(
    "message",
    [
        "J'ai quitté Airbus il y a six mois pour faire du fromage à Rodez",
        "Ancien cadre chez Airbus, je fais du fromage à Rodez",
        "I quit Airbus to make cheese in Rodez",
    ],
)
def test_a_trade_that_somebody_left_is_theirs_no_more(directory: Directory, message: str) -> None:
    assert [theme.label for theme in directory.read(message).facets.themes] == ["Agroalimentaire"]


@pytest.mark.parametrize(
    "message",
    [
        "we're not a startup and we need funding for a new foundry in Lyon",
        "je ne sais pas pour quel cluster opter en aéronautique, Toulouse",
        "n'a-t-on pas besoin d'une aide à l'export pour nos vins, Dijon ?",
        "ma banque ne veut pas suivre pour une presse",
    ],
)
def test_a_question_or_a_lack_is_no_denial(message: str) -> None:
    assert denied(message) == []


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("cluster santé, pas à Paris mais à Strasbourg", "Strasbourg"),
        ("pôle textile, pas à Lyon, à Lille", "Lille"),
        ("usine pas loin de Lyon, pôle textile", "Lyon"),
        ("pôle santé mais pas à Paris", ""),
        ("pôle textile, ailleurs qu'à Lyon", ""),
    ],
)
def test_a_place_that_is_refused_is_not_where(directory: Directory, message: str, place: str) -> None:
    reading = directory.read(message)
    assert (reading.place.name if reading.place else "") == place


@pytest.mark.parametrize(
    ("message", "kinds"),
    [
        ("pas un incubateur mais un pôle, pour l'aéronautique à Toulouse", ("pôle de compétitivité",)),
        ("un incubateur à Lille, pas un accélérateur", ("incubateur",)),
        ("n'y a-t-il pas un incubateur à Toulouse ?", ("incubateur",)),
    ],
)
def test_the_kind_that_is_wanted_is_told_from_the_one_that_is_not(
    directory: Directory, message: str, kinds: tuple[str, ...]
) -> None:
    assert directory.read(message).facets.kinds == kinds


@pytest.mark.parametrize("opening", ["ancien ", "pas a, des ", "j'ai vendu ", "je ne suis pas ", "sans ", "mon frère "])
@pytest.mark.parametrize("unit", ["a", "a ", "a-", "a'"])
def test_a_message_of_one_endless_word_is_read_like_another(opening: str, unit: str) -> None:
    """A pattern that tries every way to part it would not come back."""
    message = (opening + unit * 1000)[:1000]
    assert all(0 <= start <= end <= len(message) for start, end in denied(message))
