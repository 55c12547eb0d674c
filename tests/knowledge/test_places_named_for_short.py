"""Places as people of the country call them: natural regions, short names, homonyms; how far apart they are."""

from __future__ import annotations

import pytest

from knowledge.places import Places, distance_km


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("huile essentielle en balagne", "Calvi"),
        ("un vignoble des Corbières", "Aude"),
        ("haras à Pompadour", "Arnac-Pompadour"),
        ("dans le Queyras", "Guillestre"),
        ("scierie dans le Vercors", "Villard-de-Lans"),
        ("poterie en Puisaye", "Yonne"),
        ("jouets en bois dans les Mauges", "Beaupréau-en-Mauges"),
        ("scierie en Chartreuse", "Isère"),
        ("menuiserie dans le Perche", "Orne"),
        ("minoterie en Brie", "Seine-et-Marne"),
        ("fromage de brebis à Roquefort", "Roquefort-sur-Soulzon"),
        ("scierie à Roquefort, dans les Landes", "Roquefort"),
        ("Traitement de surface, 18 salariés, Vire. Un bilan carbone ?", "Vire Normandie"),
        ("distillerie à Montréal, dans le Gers", "Montréal"),
        ("moulin à Montréal (11)", "Montréal"),
        ("Livarot, petite fromagerie", "Livarot-Pays-d'Auge"),
        ("brasserie artisanale Kaysersberg, nos rejets", "Kaysersberg Vignoble"),
        ("eleveur laitier a carhaix on veut faire nos yaourts", "Carhaix-Plouguer"),
        ("fromagerie de chevre selles sur cher, pas un candidat", "Selles-sur-Cher"),
        ("chaudronnerie à Thizy (69)", "Thizy-les-Bourgs"),
    ],
)
def test_a_natural_region_or_a_short_name_is_a_place(places: Places, text: str, place: str) -> None:
    mention = places.find(text)
    assert mention is not None
    assert mention.place.name == place


@pytest.mark.parametrize(
    "text",
    [
        "je rentre de Montréal",
        "Montréal",
        "Laval, province de Québec",
        "Laval (Canada)",
        "Mirabel, Québec, aéronautique",
        "mon client a salon un magasin",
        "on fait du livarot",
        "il me manque 15000",
        "filets de perche au beurre",
        "liqueur de chartreuse",
        "viande charolais",
        "la comptable a viré l'argent",
        "macon, mes clients me parlent de normes",
        "un bac entre les deux rives",
    ],
)
def test_a_city_abroad_a_fish_a_liqueur_or_a_breed_is_no_place(places: Places, text: str) -> None:
    assert places.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "besoin d'un pret de 15000 pour refaire le salon",
        "15000 d apport, la banque dit non",
        "il me faut 40000e",
        "je fais 25000 bouteilles",
    ],
)
def test_an_amount_or_a_count_is_no_postcode(places: Places, text: str) -> None:
    assert places.find(text) is None


@pytest.mark.parametrize("text", ["38000, menuiserie", "je suis au 38000", "on est a 38000 grenoble", "près de 38000"])
def test_a_round_postcode_is_one(places: Places, text: str) -> None:
    mention = places.find(text)
    assert mention is not None
    assert mention.place.name == "Grenoble"


@pytest.mark.parametrize(
    ("town", "other", "least", "most"),
    [
        ("Port-Saint-Louis-du-Rhône", "Aix-en-Provence", 45, 60),
        ("Saint-Laurent-d'Aigouze", "Nîmes", 15, 50),
        ("Marolles-en-Brie", "Créteil", 0, 20),
        ("Les Bois d'Anjou", "Angers", 10, 50),
    ],
)
def test_a_commune_is_about_where_it_lies(places: Places, town: str, other: str, least: float, most: float) -> None:
    """It has its own point at the edge of a wide intercommunalité, and no homonym's of another département."""
    found = [places.position(mention.place) for mention in map(places.find, (town, other)) if mention]
    assert found[0]
    assert found[1]
    assert least < distance_km(found[0].latitude, found[0].longitude, found[1].latitude, found[1].longitude) < most
