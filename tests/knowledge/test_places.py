"""Places: a hurried message -> the commune, département or région that it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.actors import shipped_directory
from knowledge.nicknames import nicknames
from knowledge.places import Places, distance_km


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


@pytest.mark.parametrize(
    ("message", "kind", "name"),
    [
        ("Oyonnax", "commune", "Oyonnax"),
        ("startup montpelié besoin de conseil", "commune", "Montpellier"),
        ("epinale, vosges", "commune", "Épinal"),
        ("huîtres à Marennes", "commune", "Marennes-Hiers-Brouage"),
        ("panneaux solaires ds le 66", "département", "Pyrénées-Orientales"),
        ("Évry", "commune", "Évry-Courcouronnes"),
        ("Vire", "commune", "Vire Normandie"),
        ("clermont", "commune", "Clermont-Ferrand"),
        ("plasturgie à chalon", "commune", "Chalon-sur-Saône"),
        ("Châlons", "commune", "Châlons-en-Champagne"),
        ("usine à Salon", "commune", "Salon-de-Provence"),
        ("boulogne 62", "commune", "Boulogne-sur-Mer"),
        ("verre cognac", "commune", "Cognac"),
        ("acier Fos", "commune", "Fos-sur-Mer"),
        ("Is Dunkirk covered?", "commune", "Dunkerque"),
        ("01100", "commune", "Oyonnax"),
        ("chez moi à St Etienne", "commune", "Saint-Étienne"),
        ("st-etienne", "commune", "Saint-Étienne"),
        ("je suis au creusot", "commune", "Le Creusot"),
        ("usine au Havre", "commune", "Le Havre"),
        ("Bellegarde sur Valserine", "commune", "Valserhône"),
        ("La Grande-Motte", "commune", "La Grande-Motte"),
        ("incubateur nice", "commune", "Nice"),
        ("01100 Arbent", "commune", "Arbent"),
        ("plastics vallée", "commune", "Oyonnax"),
        ("plasturgie dans l'Ain", "département", "Ain"),
        ("Ain", "département", "Ain"),
        ("le 01", "département", "Ain"),
        ("comment recruter dans le 74 ?", "département", "Haute-Savoie"),
        ("jouets en Mayenne", "département", "Mayenne"),
        ("Rhône-Alpes", "région", "Rhône-Alpes"),
        ("PACA", "région", "Provence-Alpes-Côte d'Azur"),
        ("AURA", "région", "Auvergne-Rhône-Alpes"),
        ("à la réunion", "région", "La Réunion"),
        ("in Brittany", "région", "Bretagne"),
        ("near Lyon", "commune", "Lyon"),
        ("nice cluster near Lyon", "commune", "Lyon"),
        ("scieur de pin, Landes, on me propose un séchoir", "département", "Landes"),
        ("résine pour cuve, 91, quel réseau", "département", "Essonne"),
        ("dans les Yvelines, plutôt St Quentin", "commune", "Montigny-le-Bretonneux"),
        ("huiles avinion en gros", "commune", "Avignon"),
        ("forge a thier depuis dix ans", "commune", "Thiers"),
        ("savon a marseye", "commune", "Marseille"),
        ("biscuits a renne, quel réseau", "commune", "Rennes"),
    ],
)
def test_a_place_is_found_as_people_write_it(places: Places, message: str, kind: str, name: str) -> None:
    """Names, postcodes, codes, former regions, nicknames and English are all understood."""
    mention = places.find(message)
    assert mention is not None
    assert (mention.place.kind, mention.place.name) == (kind, name)


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("oyonax", "Oyonnax"),
        ("sain-etienne", "Saint-Étienne"),
        ("un cluster a grenobel", "Grenoble"),
        ("clermon ferrand", "Clermont-Ferrand"),
        ("agro alimentaire bretagn", "Bretagne"),
    ],
)
def test_a_misspelt_place_is_guessed_and_said_so(places: Places, message: str, name: str) -> None:
    mention = places.find(message)
    assert mention is not None
    assert mention.place.name == name
    assert mention.corrected


@pytest.mark.parametrize(
    "message",
    [
        "aide",
        "plan",
        "export",
        "quel est le plan industrie",
        "en mars 2018",
        "le 20 septembre 2018",
        "deux tours d'horizon",
        "qu'il vienne",
        "dans le sens du plan",
        "un lot de pièces",
        "dans le nord de la France",
        "on a eu une réunion",
        "il y aura un plan",
        "une aide de 50000 euros",
        "vendre mes machines en Allemagne",
        "Monsieur Xavier Roy",
    ],
)
def test_an_ordinary_word_is_no_commune(places: Places, message: str) -> None:
    """Tours, Sens, Plan, Vienne… are communes too, but not in these messages."""
    assert places.find(message) is None


def test_a_name_of_a_commune_and_a_departement_follows_its_preposition(places: Places) -> None:
    """ "À Vienne" is the town, "dans la Vienne" the département."""
    town, area = places.find("à Vienne"), places.find("dans la Vienne")
    assert town is not None
    assert area is not None
    assert (town.place.code, area.place.code) == ("38544", "86")


def test_homonyms_of_like_size_are_offered_the_mainland_first(places: Places) -> None:
    mention = places.find("Saint-Denis")
    assert mention is not None
    assert mention.ambiguous
    assert [mention.place.department, *(rival.department for rival in mention.rivals)] == ["93", "974"]


def test_a_departement_beside_a_name_settles_which_homonym_is_meant(places: Places) -> None:
    mention = places.find("Saint-Denis (93)")
    assert mention is not None
    assert mention.place.code == "93066"
    assert not mention.ambiguous


def test_a_commune_carries_what_the_territory_search_needs(places: Places) -> None:
    place = places.named("Oyonnax")
    assert place is not None
    assert (place.department, place.region, place.epci) == ("01", "Auvergne-Rhône-Alpes", "200042935")


def test_a_commune_of_the_grand_paris_belongs_to_its_ept(places: Places) -> None:
    place = places.named("Argenteuil")
    assert place is not None
    assert place.epci == "200057990"


def test_a_shared_location_is_named_after_the_nearest_commune(places: Places) -> None:
    here = places.at(46.25, 5.65)
    assert here is not None
    assert (here.kind, here.name, here.region) == ("point", "Oyonnax", "Auvergne-Rhône-Alpes")


def test_a_location_an_ocean_away_is_in_no_region(places: Places) -> None:
    assert places.at(0.0, 0.0) is None


def test_a_place_without_a_point_is_only_roughly_somewhere(places: Places) -> None:
    """A département stands in the middle of its communes, and says that it is not exact."""
    ain = places.gazetteer.department("01")
    assert ain is not None
    position = places.position(ain)
    assert position is not None
    assert not position.exact
    assert distance_km(position.latitude, position.longitude, 46.2, 5.23) < 40


def test_a_distance_is_that_of_the_great_circle() -> None:
    """Paris–Lyon is about 392 km as the crow flies."""
    assert distance_km(48.8534, 2.3488, 45.7485, 4.8467) == pytest.approx(392, abs=2)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_no_message_breaks_the_reading_of_places(text: str) -> None:
    """Any text gives mentions inside its bounds, or none."""
    for mention in _PLACES.find_all(text):
        assert 0 <= mention.start <= mention.end


_PLACES = Places()


@pytest.mark.parametrize("message", ["Saint-Denis 93", "saint denis (93)", "Saint Denis 93 territoire d'industrie ?"])
def test_a_code_of_departement_after_a_commune_settles_which_one(places: Places, message: str) -> None:
    mention = places.find(message)
    assert mention is not None
    assert (mention.place.department, mention.ambiguous) == ("93", False)


def test_a_region_beside_a_commune_settles_which_one(places: Places) -> None:
    mention = places.find("Saint-Denis Réunion")
    assert mention is not None
    assert mention.place.department == "974"


def test_a_short_name_means_the_largest_and_the_others_are_offered(places: Places) -> None:
    mention = places.find("je suis à boulogne")
    assert mention is not None
    assert mention.place.name == "Boulogne-Billancourt"
    assert [rival.name for rival in mention.rivals] == ["Boulogne-sur-Mer"]


@pytest.mark.parametrize(
    "message",
    [
        "joke about Macron",
        "une blague sur Macron",
        "salon international",
        "organiser une réunion",
        "je travaille dans la défense",
        "la vallée est belle",
        "dans la vallée de nulle part",
    ],
)
def test_a_surname_or_a_word_is_no_short_name(places: Places, message: str) -> None:
    assert places.find(message) is None


def test_a_code_in_brackets_tells_which_commune_is_meant(places: Places) -> None:
    mention = places.find("des extraits de plantes, je suis à Saint-Denis (974 hein, pas le 93)")
    assert mention is not None
    assert mention.place.region == "La Réunion"


def test_a_trade_fair_is_no_town(places: Places) -> None:
    """Salon-de-Provence has no article."""
    assert [one.place.name for one in places.find_all("usine à Rodez, vus au salon par des acheteurs")] == ["Rodez"]
    assert [one.place.name for one in places.find_all("usine à Salon")] == ["Salon-de-Provence"]
    assert [one.place.name for one in places.find_all("usine près du Puy")] == ["Le Puy-en-Velay"]


def test_a_round_number_beside_another_town_is_an_amount(places: Places) -> None:
    found = places.find_all("skis en bois à Briançon, la banque me refuse 40000 pour une presse")
    assert [one.place.name for one in found] == ["Briançon"]
    assert [one.place.department for one in places.find_all("usine à Poitiers 86000")] == ["86", "86"]


def test_goods_that_are_called_like_a_town_are_none(places: Places) -> None:
    for text in ("fabricant de vannes inox, on tourne à 3 équipes", "vannes pour centrales, 6 soudeurs introuvables"):
        assert not places.find_all(text)
    for text in ("je suis de vannes et je cherche un prêt", "restaurant vannes recrute", "vannes 56 startup numérique"):
        assert places.find_all(text)[0].place.name == "Vannes"


def test_a_debt_is_no_postcode(places: Places) -> None:
    assert not places.find_all("l'urssaf me réclame 18000 et le gros client a lâché")
    assert places.find_all("atelier à trouver 35000")[0].place.name == "Rennes"


@pytest.mark.parametrize("message", ["acier importé, déclaration à faire avant le 31", "salon le jeudi, rdv le 22"])
def test_the_day_of_a_date_is_no_departement(places: Places, message: str) -> None:
    assert places.find(message) is None


@pytest.mark.parametrize("message", ["boulangerie, on ouvre dans le 13", "traiteur, un atelier (13)"])
def test_a_departement_is_one_where_something_opens_too(places: Places, message: str) -> None:
    mention = places.find(message)
    assert mention is not None
    assert mention.place.code == "13"


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("jeune boîte à Port-Saint-Louis", "Port-Saint-Louis-du-Rhône"),
        ("menuisier à St Pourçain", "Saint-Pourçain-sur-Sioule"),
        ("biscuits à Saint-Louis", "Saint-Louis"),
    ],
)
def test_a_name_may_be_said_without_what_completes_it(places: Places, message: str, name: str) -> None:
    mention = places.find(message)
    assert mention is not None
    assert mention.place.name == name


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("plaques en émail, Saint-Pourçain, on passe à l'électrique", "Saint-Pourçain-sur-Sioule"),
        ("soufflets d'accordéon, Tulle : comment exposer au Japon ?", "Tulle"),
        ("station d'épuration privée, Dax", "Dax"),
        ("serres de tomates dax, j'ai de l'eau chaude", "Dax"),
        ("les frais de douane surprise. Laguiole", "Laguiole"),
        ("un atelier de vélo a die, les gens réservent", "Die"),
        ("fixations de ski a faverges, un concurrent nous copie", "Faverges-Seythenex"),
        ("meubles en kit a la chataigneraie 85, la colle pue", "La Châtaigneraie"),
        ("je suis jeune docteure de l'université de tours", "Tours"),
        ("I fix old cars in the Lot and ship them", "Lot"),
        ("sawmill in the Vosges, spruce beams", "Vosges"),
        ("plant in the Loire valley, who can guide us?", "Centre-Val de Loire"),
        ("cimenterie de l'oise: du CO2 à capter", "Oise"),
        ("pâte à papier, usine en Dordogne (Condat)", "Dordogne"),
        ("un tracteur autonome a chalon en champane, quelle aide", "Châlons-en-Champagne"),
        ("rubans a st just malmon, la teinture coute cher", "Saint-Just-Malmont"),
        ("bidons plastique a jarry, ma souffleuse est vieille", "Baie-Mahault"),
        ("on fabrike des jouet en bois a cholé, il existe un groupement", "Cholet"),
        ("batiment ecolo nante, promoteur et artisan", "Nantes"),
        ("un atelier à caser dans la Marne", "Marne"),
        ("je suis à La Marne (44)", "La Marne"),
        ("paysans de la Bresse, volailles", "Ain"),
        ("scierie de La Bresse, le bruit gêne", "La Bresse"),
        ("solvants, Roussillon 38, tout change", "Roussillon"),
        ("seed breeder with growers in Anjou", "Maine-et-Loire"),
        ("papier filtre a rives en isère, la vapeur coute", "Rives"),
        ("enrobés pour routes de montagne, Isère", "Isère"),
        ("tourisme de montagne en Isère", "Isère"),
        ("filière bois en Charente-Maritime", "Charente-Maritime"),
        ("scierie grand est 88", "Vosges"),
        ("Une aide pour ma fromagerie. Merci. Saint-Flour", "Saint-Flour"),
        ("loueurs de bateaux, Le Marin", "Le Marin"),
        ("un salon de coiffure au lorrain, je débute", "Le Lorrain"),
        ("le port reunion, un hangar froid", "Le Port"),
        ("ossature bois 44 cherche partenaires", "Loire-Atlantique"),
        ("start up de drone agricole 31, on cherche des bureaux", "Haute-Garonne"),
        ("canistrelli et farine de châtaigne, Bocognano", "Bocognano"),
        ("GmbH à Fribourg, 2 hectares vers Colmar", "Colmar"),
        ("je loge à la Meinau, mon labo aussi", "Strasbourg"),
    ],
)
def test_a_name_counts_by_where_it_stands(places: Places, message: str, name: str) -> None:
    mention = places.find(message)
    assert mention is not None
    assert mention.place.name == name


@pytest.mark.parametrize(
    "message",
    [
        "vis comptées à la loupe",
        "le tee shirt a viré rose à la machine",
        "imprimeur, presse à bras, j'ouvre boutique",
        "un costume d'opéra a loué, 8000 pièces",
        "le matériau a changé, tout casse",
        "mon proprio a loue, je dois partir",
        "distributeur à monnaie, qui répare",
        "food truck parked in the lot behind the stadium",
        "à l'eure actuelle, trop de charges",
        "on récolte la marne, un engrais",
        "une chaudière aux écorces pour sécher",
        "plus personne ne grimpe aux échelles",
        "on est trois, Albert, Fatou et moi",
        "Aidez-moi à trouver un prêt. Merci. Florentin",
        "une application pour la boussole du marin",
        "on est 12 cherche encore deux soudeurs",
        "we are 12 looking for premises",
        "après le covid 19, nous cherchons des clients",
        "un vin de cépage Chardonnay",
        "boulangerie La Couronne cherche un prêt",
        "je vends mes pulls au marin.",
        "bonne journée, Fontanges",
        "un atelier de 15, on cherche un repreneur",
        "une aide pour mon four, merci, Lavergne",
        "robinets, vannes et raccords",
    ],
)
def test_a_word_of_manner_or_of_the_past_is_no_town(places: Places, message: str) -> None:
    assert places.find(message) is None


def test_a_count_in_brackets_is_no_code(places: Places) -> None:
    mention = places.find("chaudronnerie à Valence (82 personnes)")
    assert mention is not None
    assert mention.place.department == "26"


def test_a_large_town_is_not_asked_about_for_the_sake_of_a_longer_name(places: Places) -> None:
    """Saint-Étienne is not Saint-Étienne-du-Rouvray."""
    mention = places.find("vélos à Saint-Étienne")
    assert mention is not None
    assert mention.rivals == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("des drones dans la ville rose", "Toulouse"),
        ("un vaccin, capitale des Gaules", "Lyon"),
        ("je suis à Sainté", "Saint-Étienne"),
        ("pièces de paquebot, Saint-Naz", "Saint-Nazaire"),
        ("une PME bretonne", "Bretagne"),
        ("industriels alsaciens", "Grand Est"),
        ("startup ligérienne", "Pays de la Loire"),
        ("atelier basque", "Pyrénées-Atlantiques"),
        ("éclairage nantais", "Nantes"),
        ("emboutissage, pays de Montbéliard", "Montbéliard"),
        ("agro alimentère renne", "Rennes"),
        ("incubateur SQY", "Montigny-le-Bretonneux"),
        ("plasturgie 01", "Ain"),
        ("hydrogène, 49", "Maine-et-Loire"),
        ("cercueils, Vosges", "Vosges"),
        ("vêtements de ski, pays du Mont-Blanc", "Sallanches"),
        ("usine à Tours-Nord", "Tours"),
        ("pôle agro en Champagne", "Grand Est"),
        ("incubateur nice", "Nice"),
        ("je suis à Nice !", "Nice"),
        ("meubles dans la vallée de l'Arve", "Cluses"),
        ("équipement de ski à Faverges", "Faverges-Seythenex"),
        ("un foie gras à Sarlat", "Sarlat-la-Canéda"),
        ("panneaux solaires, lac du Bourget", "Le Bourget-du-Lac"),
        ("vaccin, équipe à Gerland", "Lyon"),
        ("usine à La Défense", "Puteaux"),
        ("une PME de la défense à Bourges", "Bourges"),
    ],
)
def test_a_local_name_an_adjective_or_a_number_is_a_place(places: Places, text: str, place: str) -> None:
    mention = places.find(text)
    assert mention is not None
    assert mention.place.name == place


@pytest.mark.parametrize(
    "text",
    [
        "Nice !",
        "that's nice!",
        "nice work",
        "je suis maçon",
        "la santé",
        "startup santé",
        "Ste Victoire",
        "une usine de 49 salariés",
        "norme ISO 14",
        "janvier 22",
    ],
)
def test_an_exclamation_a_trade_or_a_count_is_no_place(places: Places, text: str) -> None:
    assert places.find(text) is None


def test_every_local_name_stands_for_a_place_that_exists(places: Places) -> None:
    known = nicknames()
    assert all(places.gazetteer.commune(code) for code in known.communes.values())
    assert all(places.gazetteer.department(code) for code in known.departments.values())
    assert all(places.gazetteer.region(name) for name in known.regions.values())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("je suis a toulouz", "Toulouse"),
        ("textile, lorian, une aide ?", "Lorient"),
        ("usine a nansi", "Nancy"),
        ("mecanique a clermon feran", "Clermont-Ferrand"),
        ("boite a bordo", "Bordeaux"),
        ("pole santé lion", "Lyon"),
        ("53, réalité virtuelle", "Mayenne"),
        ("poisson a boulogne sur mere", "Boulogne-sur-Mer"),
        ("Vitré, logistique e-commerce", "Vitré"),
    ],
)
def test_a_town_written_as_it_sounds_is_a_place(places: Places, text: str, place: str) -> None:
    mention = places.find(text)
    assert mention is not None
    assert mention.place.name == place


@pytest.mark.parametrize("text", ["un agent pour vendre", "cherche un lion", "je suis saint"])
def test_what_only_sounds_like_a_town_is_none(places: Places, text: str) -> None:
    assert places.find(text) is None


@pytest.mark.parametrize(("town", "other", "apart"), [("Vouziers", "Metz", 80), ("Vouziers", "Sedan", 5)])
def test_a_homonym_far_away_lends_no_point(places: Places, town: str, other: str, apart: float) -> None:
    """Villages of the Ardennes bear the names of others in Lorraine."""
    found = [places.position(mention.place) for mention in map(places.find, (town, other)) if mention]
    assert found[0]
    assert found[1]
    assert distance_km(found[0].latitude, found[0].longitude, found[1].latitude, found[1].longitude) > apart


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Saint-Pierre-et-Miquelon, crabe des neiges", "Saint-Pierre-et-Miquelon"),
        ("monoi de tahiti, on exporte", "Polynésie française"),
        ("une usine à Nouméa", "Nouvelle-Calédonie"),
    ],
)
def test_a_collectivite_that_is_no_region_is_known(text: str, name: str) -> None:
    mention = shipped_directory().mention(text)
    assert mention
    assert (mention.place.kind, mention.place.name) == ("région", name)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rhumerie à Marie-Galante", "Grand-Bourg"),
        ("conserverie à Belle-Île-en-Mer", "Le Palais"),
        ("pêche aux Saintes", "Terre-de-Haut"),
        ("wagons à Saintes", "Saintes"),
        ("chantier naval à l'île d'Yeu", "L'Île-d'Yeu"),
        ("vin de Porquerolles", "Hyères"),
        ("sel à Noirmoutier", "Noirmoutier-en-l'Île"),
        ("Saint-Pierre d'Allevard 38, aimants", "Crêts en Belledonne"),
        ("faïence à Cosne-sur-Loire", "Cosne-Cours-sur-Loire"),
        ("epingles l'aigle 61", "L'Aigle"),
        ("tissu à Bourgoin", "Bourgoin-Jallieu"),
    ],
)
def test_islands_and_former_names_are_places(places: Places, text: str, place: str) -> None:
    mention = places.find(text)
    assert mention is not None
    assert mention.place.name == place


def test_a_dessert_is_no_island(places: Places) -> None:
    assert places.find("une belle île flottante") is None
