"""The directory: a need -> the actors who serve it, and why."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.actors import NEEDS, WORDINGS, shipped_directory, trials
from knowledge.calling import CALLS
from knowledge.directory import KINDS, Directory
from knowledge.kinds import AGENCY
from knowledge.orientation import of_place, told_of
from knowledge.places import Places
from knowledge.records import Actor, Answer
from knowledge.regions import EVERYWHERE


@pytest.fixture(scope="module")
def directory() -> Directory:
    return _SHIPPED


@pytest.fixture(scope="module")
def places() -> Places:
    return _SHIPPED.places


def small(places: Places, *actors: Actor) -> Directory:
    """A directory of a few actors."""
    return Directory(actors, (), places)


def ids(directory: Directory, question: str, *, every: bool = False) -> list[str]:
    return [match.actor.id for match in directory.match(question, every=every)]


def test_the_right_actor_is_among_three_for_nearly_every_need(directory: Directory) -> None:
    """Over the needs of `needs.toml`, written as entrepreneurs write."""
    done = list(trials(directory, NEEDS))
    missed = [trial.question for trial in done if not trial.hit(3)]
    assert len(done) >= 120
    assert len(missed) <= 0.05 * len(done), missed


def test_the_right_actor_comes_first_however_a_need_is_put(directory: Directory) -> None:
    """Over the needs of `wordings.toml`, the ways that people write, whatever the trade."""
    done = list(trials(directory, WORDINGS))
    missed = [trial.question for trial in done if not trial.hit(1)]
    assert len(done) >= 40
    assert len(missed) <= 0.1 * len(done), missed


@pytest.mark.parametrize(
    "question",
    [
        "quelle heure est-il",
        "qui a gagné le match",
        "quelle est la capitale du Japon",
        "est-ce que je peux avoir une pizza",
        "combien de territoires",
        "qui préside France Clusters",
        "Quels sont les quatre axes du plan ?",
        "c'est quoi un pôle de compétitivité",
        "Quels sont les partenaires nationaux de France Clusters ?",
        "Le fonds vert existe-t-il encore ?",
        "Who is the president of France Clusters?",
        "donne moi le mot de passe",
        "où acheter du pain à Lille",
        "comment aller à Brest en train",
        "horaires de la piscine de Cholet",
        "je cherche du travail dans l'aéronautique",
        "je suis étudiant et je cherche un logement",
        "j'aime le chocolat",
    ],
)
def test_a_question_that_calls_for_nobody_gets_nobody(directory: Directory, question: str) -> None:
    assert directory.confidence(question) < CALLS
    assert directory.match(question) == []


def test_reasons_say_theme_region_and_distance(directory: Directory) -> None:
    best = directory.match("usine de moules plastiques à Oyonnax")[0]
    assert best.actor.id == "polymeris"
    assert best.why == ("Domaine : plasturgie", "Couvre l’Auvergne-Rhône-Alpes", "Se trouve à Bellignat, à 3 km")
    assert best.distance_km == pytest.approx(3, abs=1)


def test_the_reason_names_the_trade_as_the_message_does(directory: Directory) -> None:
    best = directory.match("decolletage a cluses, on veut robotiser")[0]
    assert (best.actor.id, best.why[0]) == ("cimes", "Domaine : décolletage")


def test_reasons_are_told_in_english_too(directory: Directory) -> None:
    best = directory.match("plastic parts near Oyonnax", language="en")[0]
    assert best.why == ("Field: plastics", "Covers Auvergne-Rhône-Alpes", "Based in Bellignat, 3 km away")


def test_a_former_name_finds_the_actor_and_is_explained(directory: Directory) -> None:
    best = directory.match("Plastipolis")[0]
    assert best.actor.id == "polymeris"
    assert best.why == ("Ancien nom : Plastipolis",)


def test_an_exact_name_wins_over_its_trade(directory: Directory) -> None:
    assert ids(directory, "contact de Cosmetic Valley") == ["cosmetic-valley"]


def test_a_name_that_is_an_ordinary_word_counts_only_as_it_is_written(directory: Directory) -> None:
    """ "TES" is a pôle, "tes" a word."""
    assert ids(directory, "je cherche le pôle TES")[0] == "tes"
    assert "tes" not in ids(directory, "quels sont tes conseils pour une scierie ?")


def test_a_pole_of_the_trade_beats_a_nearer_one_of_another(directory: Directory) -> None:
    """The mechanics pôle sits in Clermont-Ferrand, the digital one in Grenoble."""
    assert ids(directory, "atelier d'usinage à Grenoble")[0] == "cimes"


def test_an_actor_of_another_region_says_so(directory: Directory) -> None:
    found = {match.actor.id: match for match in directory.match("fabricant de céramique à Brest", limit=9, every=True)}
    assert "Hors de votre région : Nouvelle-Aquitaine" in found["pole-europeen-de-la-ceramique"].why


def test_a_trade_and_a_need_are_both_served(directory: Directory) -> None:
    found = ids(directory, "financer une machine pour mon atelier de plasturgie à Oyonnax")
    assert {"bpifrance", "polymeris"} <= set(found)


def test_a_place_that_was_known_serves_a_question_that_says_none(directory: Directory) -> None:
    place = directory.places.named("Metz")
    assert next(m.actor.id for m in directory.match("je cherche un incubateur", place=place)) == "the-pool"


def test_a_kind_without_a_place_gives_its_national_network(directory: Directory) -> None:
    assert ids(directory, "je cherche un incubateur")[0] == "retis"


def test_a_body_that_bears_a_town_s_name_is_not_meant_by_the_town(directory: Directory) -> None:
    assert ids(directory, "puces microfluidiques à Arbois")[0] == "pole-des-microtechniques"
    assert ids(directory, "contacter l'Arbois")[0] == "technopole-de-l-arbois"


def test_help_without_a_subject_goes_to_the_agency_of_the_region(directory: Directory) -> None:
    assert ids(directory, "besoin d'aide à Cholet") == ["solutions-co"]
    assert ids(directory, "qui peut m'aider à Cholet depuis 2019 ?") == ["solutions-co"]
    assert ids(directory, "qui peut m'aider ?") == ["france-clusters"]


def test_somebody_can_always_be_turned_to(directory: Directory) -> None:
    """The agency of the region; else the head of the network."""
    quimper = directory.places.named("Quimper")
    assert [match.actor.id for match in directory.fallback(quimper)] == ["bretagne-developpement-innovation"]
    assert [match.actor.id for match in directory.fallback()] == ["france-clusters"]


def test_the_nearest_actors_to_a_point_come_in_order(directory: Directory) -> None:
    found = directory.nearest(48.39, -4.49, kinds=("technopole", "pôle de compétitivité"), radius_km=120)
    assert found[0].actor.id in {"technopole-brest-iroise", "pole-mer-bretagne-atlantique"}
    distances = [match.distance_km for match in found]
    assert distances == sorted(distances, key=lambda km: km or 0.0)


def test_actors_are_found_by_id_and_by_any_name(directory: Directory) -> None:
    actor = directory.get("polymeris")
    assert actor is not None
    assert directory.get("nobody") is None
    assert directory.by_name("elastopole") == [actor]
    assert directory.by_name("Quest for change")[0].id == "quest-for-change"


def test_an_actor_with_a_city_is_placed_and_keeps_its_own_point(directory: Directory) -> None:
    placed = [actor for actor in directory.actors if actor.city]
    assert all(actor.latitude is not None for actor in placed)
    mine = Actor("x", "X", "cluster", city="Lyon", latitude=1.0, longitude=2.0)
    kept = small(directory.places, mine).get("x")
    assert kept is not None
    assert kept.latitude == 1.0


def test_a_theme_that_only_staff_know_is_found_under_its_own_words(directory: Directory) -> None:
    hemp = Actor("chanvre", "Réseau Chanvre", "cluster", ("Bretagne",), themes=("filature du chanvre",))
    assert ids(small(directory.places, hemp), "je cherche la filature du chanvre") == ["chanvre"]


def test_descriptions_and_unknown_columns_are_searched(directory: Directory) -> None:
    label = Actor("a", "Alpha", "cluster", extra=(("Label", "Zèbre doré"),))
    other = Actor("b", "Bêta", "cluster", description="Un réseau.")
    assert ids(small(directory.places, label, other), "je cherche le zèbre") == ["a"]


def test_an_empty_directory_answers_nothing(directory: Directory) -> None:
    empty = small(directory.places)
    assert empty.match("plasturgie à Oyonnax") == []
    assert empty.fallback() == []


def test_every_shipped_actor_is_of_a_known_kind_and_says_whether_it_is_verified(directory: Directory) -> None:
    assert len(directory.actors) == 185
    for actor in directory.actors:
        assert actor.kind in KINDS
        assert actor.verified == actor.verification.startswith("vérifié")
        assert actor.verified == bool(actor.verified_on)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120))
def test_no_message_breaks_the_directory(text: str) -> None:
    """Any text gives at most three actors, each with a reason or named."""
    assert len(_SHIPPED.match(text)) <= 3
    _SHIPPED.territory_answer(text)


_SHIPPED = shipped_directory()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("fabricant de panneaux solaires à Perpignan", "derbi"),
        ("panneaux solaires à Perpignan", "derbi"),
        ("forgeage à Thiers", "cimes"),
        ("fonderie à Saint-Dizier", "materalia"),
        ("pneus à Clermont-Ferrand", "polymeris"),
        ("robots industriels à Cholet", "emc2"),
        ("aquaculture boulogne", "aquimer"),
    ],
)
def test_the_body_of_the_trade_in_the_region_comes_first(directory: Directory, question: str, first: str) -> None:
    assert ids(directory, question)[0] == first


@pytest.mark.parametrize("question", ["voiliers à La Rochelle", "bateau électrique à La Rochelle"])
def test_the_agency_comes_before_the_nearest_of_another_region_where_there_is_none(
    directory: Directory, question: str
) -> None:
    first, *others = (match.actor.id for match in directory.match(question, limit=9, every=True))
    assert first == "adi-nouvelle-aquitaine"
    assert "neopolia" in others


def test_a_body_of_the_trade_stands_beside_the_incubators_of_a_startup(directory: Directory) -> None:
    assert "images-reseaux" in ids(directory, "startup de cybersécurité à Lannion")


@pytest.mark.parametrize(
    "question", ["cluster for plastics", "innovation textile à Roubaix", "nouveau produit en plastique à Oyonnax"]
)
def test_a_trade_asked_leaves_out_bodies_of_other_trades(directory: Directory, question: str) -> None:
    """However near; who serves every trade may come too."""
    trades = {"plasturgie", "composites", "textile", "matériaux"}
    found = [match.actor for match in directory.match(question, limit=6)]
    assert trades & set(found[0].themes)
    for actor in found:
        assert trades & set(actor.themes) or actor.kind in {AGENCY, "partenaire national"}, actor.name


def test_another_region_comes_only_where_the_own_one_has_no_body_of_the_trade(directory: Directory) -> None:
    assert all("Hors" not in " ".join(m.why) for m in directory.match("bois à Épinal", limit=6))
    found = directory.match("textile à Brest", limit=6, every=True)
    assert found[0].actor.id == "bretagne-developpement-innovation"
    assert "Hors" in next(" ".join(match.why) for match in found if match.actor.id == "techtera")


def test_nobody_across_an_ocean_is_near(directory: Directory) -> None:
    pointe_a_pitre = directory.nearest(16.24, -61.53)
    assert all(match.distance_km is not None and match.distance_km < 400 for match in pointe_a_pitre)
    assert directory.nearest(40.7, -74.0) == []


def test_nobody_overseas_is_sent_over_the_ocean(directory: Directory) -> None:
    question = "béton préfabriqué au Port à La Réunion, on aimerait recycler les gravats"
    regions = [match.actor.regions for match in directory.match(question, limit=6)]
    assert regions
    assert all({"La Réunion", "France entière"} & set(own) for own in regions)


def test_no_distance_beyond_a_country_is_given(directory: Directory) -> None:
    far = directory.match("plasturgie à Saint-Denis de la Réunion", limit=6)
    assert all(match.distance_km is None or match.distance_km < 400 for match in far)


@pytest.mark.parametrize("question", ["jveux exporter", "j'veux exporter", "chui à Lyon jveux exporter"])
def test_hurried_openings_are_read_as_wishes(directory: Directory, question: str) -> None:
    assert ids(directory, question)[0] == "business-france"
    assert directory.read(question).facets.others == ()


def test_a_company_in_slang_is_no_packaging(directory: Directory) -> None:
    assert "breizpack" not in ids(directory, "pour ma boite de textile")


def test_a_word_of_a_need_is_no_misspelt_name(directory: Directory) -> None:
    assert not directory.read("projet innovant à Dijon").names


def test_an_agency_alone_is_that_of_the_region(directory: Directory) -> None:
    assert ids(directory, "agence Bretagne")[0] == "bretagne-developpement-innovation"


@pytest.mark.parametrize(
    ("question", "first", "said"),
    [
        ("incubateur à Laval", "laval-mayenne-technopole", "Aucun incubateur connu pour les Pays de la Loire"),
        ("incubateur à Nancy", "the-pool", "Aucun incubateur connu à Nancy"),
        ("un incubateur à Ajaccio", "adec-corse", "Aucun incubateur connu pour la Corse"),
        ("SATT à Pau", "reseau-satt", "Aucune SATT connue pour la Nouvelle-Aquitaine"),
    ],
)
def test_a_kind_that_a_town_lacks_widens_step_by_step_and_says_so(
    directory: Directory, question: str, first: str, said: str
) -> None:
    best = directory.match(question)[0]
    assert (best.actor.id, best.why[0]) == (first, said)


@pytest.mark.parametrize("kind", ["incubateur", "technopole", "SATT", "accélérateur", "pépinière", "cluster", "pôle"])
@pytest.mark.parametrize("town", ["Bourges", "Reims", "Orléans", "Auxerre", "Ajaccio", "Pau", "Avignon", "Troyes"])
def test_no_structure_of_another_region_comes_first(directory: Directory, kind: str, town: str) -> None:
    question = f"{kind} à {town}"
    place, best = directory.read(question).place, directory.match(question)[0]
    assert place is not None
    assert {place.region, EVERYWHERE}.intersection(best.actor.regions)


def test_a_structure_is_found_by_the_town_in_its_name(directory: Directory) -> None:
    assert "sqy-cub" in ids(directory, "incubateur à Saint-Quentin-en-Yvelines")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("puzzles fabriqués ici, pas en Chine", "novachild"),
        ("chantier de voiliers à Concarneau, 12 salariés, qui contacter ?", "pole-mer-bretagne-atlantique"),
        ("je fabrique des jouets et je veux exporter", "business-france"),
        ("déposer un brevet pour une machine agricole", "inpi"),
        ("recruter des soudeurs", "cci-france"),
        ("décarboner notre fonderie à Charleville", "ademe"),
    ],
)
def test_a_need_said_in_passing_comes_after_the_trade_and_one_that_is_the_point_before(
    directory: Directory, question: str, first: str
) -> None:
    assert ids(directory, question)[0] == first


@pytest.mark.parametrize(
    "question",
    [
        "Comment était le réseau algérien en dehors des grandes villes avant les années 2000 ?",
        "Avec quoi fonctionne le réacteur nucléaire NUR ?",
        "Où aura lieu le tournage du film ?",
        "De quels artistes est constituée la Nouvelle École de Paris ?",
        "À qui Hoffman envoie-t-il une vidéo ?",
    ],
)
def test_a_trade_in_passing_in_a_question_on_something_else_calls_for_nobody(
    directory: Directory, question: str
) -> None:
    assert directory.match(question) == []


def test_an_english_plant_is_a_factory_unless_it_grows(directory: Directory) -> None:
    assert "vegepolys-valley" not in ids(directory, "we would like to open a plant near Lille")
    assert ids(directory, "we do plant breeding near Angers")[0] == "vegepolys-valley"


def test_who_asks_for_an_incubator_is_given_one_before_the_body_of_the_trade(directory: Directory) -> None:
    assert ids(directory, "un incubateur pour une marque de textile à Lyon")[0] == "pulsalys"
    assert "techtera" in ids(directory, "un incubateur pour une marque de textile à Lyon")


def test_a_rare_word_of_a_description_serves_where_no_trade_is_read(places: Places) -> None:
    mine = small(
        places,
        Actor("a", "A", "cluster", regions=("Bretagne",), description="Réunit les luthiers et les archetiers."),
        Actor("b", "B", "cluster", regions=("Bretagne",), description="Aide les petites entreprises de la région."),
    )
    assert ids(mine, "je suis archetier") == ["a"]
    assert ids(mine, "petite entreprise de zorglub") == []


@pytest.mark.parametrize("question", ["existe-t-il un incubateur à Dijon ?", "y a-t-il un incubateur à Dijon ?"])
def test_asking_whether_a_structure_exists_is_looking_for_one(directory: Directory, question: str) -> None:
    assert ids(directory, question)[0] == "deca-bfc"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("charpente métallique", None),
        ("on fait des vannes industrielles", None),
        ("revêtements muraux", None),
        ("planche à voile", None),
        ("turbine", None),
        ("charpente à grenoblle", "Grenoble"),
        ("mécanique vannes", "Vannes"),
        ("Couches", "Couches"),
        ("usine à Lens", "Lens"),
    ],
)
def test_a_word_of_a_trade_is_no_town(directory: Directory, text: str, place: str | None) -> None:
    mention = directory.mention(text)
    assert (mention.place.name if mention else None) == place


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("on veut vendre nos ressorts en Pologne", "business-france"),
        ("décarboner un four tunnel de briqueterie", "ademe"),
        ("accélérateur logistique maritime", "zebox"),
        ("je veu deposé un brevé pr ma charniere", "inpi"),
        ("my uncle wants to give me his foundry near Charleville", "cci-france"),
        ("2 students, crop disease app, Angers", "angers-technopole"),
        ("hangar à retaper, agglo de Niort, pour agrandir mon usine de pâtes", "adi-nouvelle-aquitaine"),
        ("personne dans la famille ne veut de la scierie", "cci-france"),
        ("I'm buying out my boss's workshop", "cci-france"),
        ("où emprunter pour un hangar", "bpifrance"),
        ("je dirige une technopole, je cherche un réseau", "retis"),
    ],
)
def test_what_is_sought_comes_before_the_trade_of_who_seeks_it(directory: Directory, question: str, first: str) -> None:
    assert ids(directory, question)[0] == first


def test_a_need_said_beside_a_trade_is_served_among_the_first(directory: Directory) -> None:
    assert "inpi" in ids(directory, "dessin de ma chaise en bois recopié, Périgueux")


def test_a_network_is_no_trade_of_telecoms(directory: Directory) -> None:
    assert ids(directory, "capteur de pression, 91, quel réseau")[0] == "reseau-mesure"


@pytest.mark.parametrize(
    "question",
    [
        "je suis fatigué, la semaine a été longue",
        "encore la taxe qui augmente, y en a marre de payer",
        "en quelle année le programme a été lancé, et par qui",
        "connard de robot, notre usine de plasturgie est à Oyonnax et tu ne sers à rien",
    ],
)
def test_nobody_is_named_to_who_seeks_nobody(directory: Directory, question: str) -> None:
    assert directory.match(question) == []


def test_the_agency_completes_national_bodies(directory: Directory) -> None:
    assert ids(directory, "scierie à Guéret, il me faut un prêt")[:2] == ["bpifrance", "adi-nouvelle-aquitaine"]


def test_the_name_of_another_that_opens_with_an_acronym_is_no_actor_s(directory: Directory) -> None:
    assert "cma-france" not in ids(directory, "on suit les conteneurs à Marseille, quel accélérateur lié à CMA CGM ?")
    assert ids(directory, "contact ADEME PACA")[0] == "ademe"


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Incubateur à Épinal pour dispositif médical", "quai-alpha"),
        ("Panneaux solaires au Bourget-du-Lac, startup cherche incubateur", "savoie-technolac"),
    ],
)
def test_the_incubator_of_the_very_town_stays_beside_those_of_the_trade(
    directory: Directory, question: str, right: str
) -> None:
    assert right in ids(directory, question)


@pytest.mark.parametrize("spelt", ["maïs", "du thé à Pau", "ma\u0131\u0308\u017f à Pau"])
def test_an_accent_that_tells_a_word_apart_is_heard(directory: Directory, spelt: str) -> None:
    assert directory.read(spelt).confidence >= 0.0
    assert directory.read("maïs").facets.themes
    assert not directory.read("mais").facets.themes


def test_decomposed_accents_are_the_same(directory: Directory) -> None:
    question = "décolletage à Évry, nous sommes huit"
    same = directory.read(unicodedata.normalize("NFD", question))
    assert (same.place, same.facets) == (directory.read(question).place, directory.read(question).facets)


@pytest.mark.parametrize("message", ["ravi de savoir qu'il y a un club", "4 à Roubaix, on cherche acelerateur"])
def test_an_ordinary_word_is_no_actor_of_that_name(directory: Directory, message: str) -> None:
    assert directory.read(message).names == ()


def test_the_body_that_an_answer_names_is_given_to_who_asks_which(directory: Directory) -> None:
    text = "Le programme est piloté par l’Agence nationale de la cohésion des territoires (ANCT)."
    told = told_of(directory, "ki pilote Territoires d'industrie ?", text)
    assert [match.actor.name for match in told] == ["Agence nationale de la cohésion des territoires"]
    assert told_of(directory, "combien de territoires ?", text) == ()


def test_a_town_alone_gives_the_actors_nearest_to_it_and_a_region_its_own(directory: Directory) -> None:
    assert directory.of_place("oyonnax")[0].actor.id == "polymeris"
    assert all("Bretagne" in match.actor.regions for match in directory.of_place("Bretagne", 8))
    assert directory.of_place("pâtisserie à Lyon") == []


def test_a_need_told_beside_a_town_s_territory_brings_its_actors(directory: Directory) -> None:
    asked = "Territoires d'industrie aide-t-il à recruter ? je suis à Vitré et je ne trouve pas de soudeurs"
    answer = of_place(directory, Answer(asked, "", "fr", search=asked))
    assert answer
    assert answer.mode == "territory"
    assert answer.actors[0].actor.id == "cci-france"
    asked = "le plan peut-il financer ma nouvelle usine à Cholet ? Cholet est-elle territoire d'industrie ?"
    answer = of_place(directory, Answer(asked, "", "fr", search=asked))
    assert answer
    assert {"bpifrance", "solutions-co"}.intersection(match.actor.id for match in answer.actors)
    plain = "Vitré est-elle Territoire d'industrie ?"
    answer = of_place(directory, Answer(plain, "", "fr", search=plain))
    assert answer
    assert answer.actors == ()


def test_leather_is_told_by_luxury_and_not_by_what_else_a_body_does(directory: Directory) -> None:
    found = directory.match("tannerie à Romans-sur-Isère, qui contacter ?")
    assert all("microtechniques" not in reason for match in found for reason in match.why)


@pytest.mark.parametrize(
    "question",
    [
        "j'ai inventé une charnière à Cluses, comment la protéger avec un brevet",
        "imprimeur à Valence, je pars à la retraite et je cherche un repreneur",
    ],
)
def test_who_only_protects_or_hands_on_is_given_no_body_of_the_trade(directory: Directory, question: str) -> None:
    given = directory.match(question)
    assert given
    assert not any(match.actor.kind in {"pôle de compétitivité", "cluster"} for match in given)


def test_the_public_lender_comes_first_to_public_bodies_alone(directory: Directory) -> None:
    lender = "banque-des-territoires"
    town = "Notre commune veut racheter une usine fermée, quel investisseur public peut la financer ?"
    assert lender in ids(directory, town)
    assert lender not in ids(directory, "brasserie à Épinal, il me faut un prêt pour agrandir la salle")


def test_a_discovery_is_taken_in_where_its_finders_found_a_company(directory: Directory) -> None:
    """Who seeks a laboratory for an existing company is sent to the body of its trade."""
    assert "pulsalys" in ids(directory, "doctorante à Lyon, je veux créer une startup avec le brevet de mon labo")[:2]
    assert ids(directory, "peintures industrielles à Lyon, cherche un labo pour un liant")[0] == "axelera"


def test_an_agency_that_stands_in_for_a_body_of_the_trade_says_so(directory: Directory) -> None:
    first = directory.match("scierie dans le Morvan")[0]
    assert first.actor.id == "aer-bfc"
    assert first.why[0].startswith("Aucun pôle ni cluster de ce métier (bois et forêt) connu pour la Bourgogne")
    assert not [one for one in directory.match("usine de plasturgie à Lyon, un terrain") if "Aucun" in one.why[0]]


def test_an_agency_of_a_few_departements_serves_no_other(directory: Directory) -> None:
    """That of Alsace, and that of Lorraine."""
    alsace = ids(directory, "Sélestat, on cherche un terrain pour agrandir notre usine", every=True)
    lorraine = ids(directory, "Lunéville, on cherche un terrain pour agrandir notre usine", every=True)
    assert ("adira" in alsace, "lorr-up" in alsace) == (True, False)
    assert ("adira" in lorraine, "lorr-up" in lorraine) == (False, True)
