"""Contact data of persons: what belongs to their work is told, what belongs to their private life is set apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.contents import Content
from knowledge.persons import Contacts, contacts
from knowledge.readers.directory import Table
from knowledge.records import Actor, Document, Passage

DOCUMENT = Document("documents/a.md", "A", date="2024-05")


def found(text: str, heading: str = "") -> Contacts:
    return contacts(Content(DOCUMENT, (Passage("x", DOCUMENT, text, heading),)))


def listed(**fields: str) -> Contacts:
    return contacts(Table(actors=(Actor("a", "Pôle du Bois", "cluster", **fields),)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "phone",
    [
        "06 12 34 56 78",
        "07.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06 - 12 - 34 - 56 - 78",
        "+33 6 12 34 56 78",
        "(+33) 6 12 34 56 78",
        "+33612345678",
        "0033 6 12 34 56 78",
        "0612345678",
        "06\u202f12\u202f34\u202f56\u202f78",
        "+33 (0)6 12 34 56 78",
        "0692 12 34 56",
        "+262 692 12 34 56",
    ],
)
def test_a_mobile_phone_with_nothing_of_work_beside_it_is_private(phone: str) -> None:
    assert found(f"Appelez Jean au {phone} pour visiter l’usine.") == Contacts(private=(phone,))


@pytest.mark.parametrize(
    "text",
    [
        "01 23 45 67 89",
        "0800 123 456",
        "2006 12 34 56 78",
        "SIREN 206123456789",
        "SIRET 062 345 678 00012",
        "le 06.12.2018 10 h",
        "06/07/2025 1418",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
    ],
)
def test_other_numbers_are_nobodys(text: str) -> None:
    assert found(text) == Contacts()


@pytest.mark.parametrize(
    "text",
    [
        "Contact : Anne Roy, directrice générale du pôle – {}",
        "Votre chargé de mission : Jean Dupont, {}",
        "Contact presse : {}",
        "Jean Dupont {} jean.dupont@pole-bois.example",
        "Jean Dupont, maire de Thiers, {}",
        "Sophie Roy, développeuse économique : {}",
        "Pôle Bois, {}, www.pole-bois.example",
    ],
)
def test_a_mobile_phone_beside_an_office_or_an_organisations_address_is_of_work(text: str) -> None:
    assert found(text.format("06 12 34 56 78")).mobiles == ("06 12 34 56 78",)
    assert found(text.format("06 12 34 56 78")).private == ()


def test_a_page_of_a_network_of_persons_says_nothing_of_work() -> None:
    assert found("Jean : 06 12 34 56 78, https://www.facebook.com/jean").private


def test_an_office_told_in_the_heading_counts_and_one_told_far_away_does_not() -> None:
    assert found("Jean : 06 12 34 56 78", "Vos chargés de mission").mobiles
    assert found("La directrice ouvre la séance. " + "La séance est levée. " * 20 + "Jean : 06 12 34 56 78").private


@pytest.mark.parametrize("box", ["jean.dupont", "j.dupont", "jean_dupont", "anne-lise.roy", "jérôme.roy", "a.roy2"])
def test_an_address_that_tells_a_name_is_of_work_at_an_organisation(box: str) -> None:
    assert found(f"Écrivez à {box}@mairie.x.example.") == Contacts(addresses=(f"{box}@mairie.x.example",))


@pytest.mark.parametrize(
    "address",
    [
        "jean.dupont@gmail.com",
        "jdupont63@orange.fr",
        "jean.dupont@wanadoo.fr",
        "Jean.Dupont@Free.fr",
        "jean@laposte.net",
        "charles.de.gaulle@free.fr",
        "france.le.goff@orange.fr",
        "jean.dupont@hotmail.fr",
        "jean.dupont@outlook.com",
        "jean.dupont@yahoo.co.uk",
        "jean.dupont@sfr.fr",
        "jean.dupont@icloud.com",
        "jean.dupont@proton.me",
        "jean.dupont [at] gmail.com",
    ],
)
def test_an_address_at_a_provider_for_individuals_is_private_whatever_the_office(address: str) -> None:
    assert found(f"Jean Dupont, président du pôle, {address}") == Contacts(private=(address,))


@pytest.mark.parametrize(
    "address",
    [
        "contact@x.example",
        "pole.innovation@x.example",
        "territoires.industrie@anct.gouv.fr",
        "accueil-pro@x.example",
        "a@x.example",
        "mairie.thiers@orange.fr",
        "cluster63@gmail.com",
        "lesentreprisesdethiers@wanadoo.fr",
        "menuiserie.dupont@orange.fr",
    ],
)
def test_addresses_of_offices_are_nobodys(address: str) -> None:
    assert found(f"Écrivez à {address}.") == Contacts()


@pytest.mark.parametrize("firm", ["jean.dupont@orange.com", "jean.dupont@laposte.fr", "jean.dupont@sfr.com"])
def test_those_who_work_for_a_provider_are_at_work(firm: str) -> None:
    assert found(firm) == Contacts(addresses=(firm,))


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Jean Dupont, directeur. Tél. personnel : 04 73 12 34 56", "04 73 12 34 56"),
        ("Jean Dupont, directeur, 06 12 34 56 78 (perso)", "06 12 34 56 78"),
        ("Nom : Roy ; Fonction : directrice ; Mobile privé : 06 12 34 56 78", "06 12 34 56 78"),
        ("Adresse mail personnelle : roy@pole-bois.example", "roy@pole-bois.example"),
        ("Jean Dupont, maire. Domicile : 12 bis rue des Lilas, 63300 Thiers", "12 bis rue des Lilas, 63300 Thiers"),
        ("Domicile : 04 73 12 34 56", "04 73 12 34 56"),
        ("Mme Roy, dirigeante, habite 3 rue des Lilas à Guéret.", "3 rue des Lilas à Guéret."),
        ("M. Roy, gérant, demeurant au 4 impasse des Roses, Guéret", "4 impasse des Roses, Guéret"),
    ],
)
def test_what_is_said_to_be_private_is(text: str, private: str) -> None:
    assert found(text).private == (private,)


@pytest.mark.parametrize(
    "text",
    [
        "Pour vos données personnelles, écrivez à rgpd@pole-bois.example ou appelez le 04 73 12 34 56.",
        "Le secteur privé peut appeler le 04 73 12 34 56.",
        "Services à domicile, 12 rue des Lilas, 63300 Thiers, 04 73 12 34 56.",
        "Le personnel se joint au 04 73 12 34 56.",
        "Le pôle réside dans ses locaux, 3 rue des Lilas.",
    ],
)
def test_what_only_speaks_of_private_things_is_not(text: str) -> None:
    assert found(text) == Contacts()


def test_an_entry_of_the_directory_is_one_of_an_organisation() -> None:
    assert listed(contact="06 12 34 56 78", site="https://pole-bois.example").mobiles == ("06 12 34 56 78",)
    assert listed(contact="pole.du.bois@gmail.com") == Contacts(), "its own name"
    assert listed(contact="06 12 34 56 78 jean.dupont@gmail.com").private == ("06 12 34 56 78", "jean.dupont@gmail.com")
    columns = Actor("a", "A", "cluster", site="https://a.example", extra=(("Mobile perso", "06 12 34 56 78"),))
    assert contacts(Table(actors=(columns,))).private == ("06 12 34 56 78",)


def test_titles_and_headings_are_looked_at_too_and_each_value_is_told_once() -> None:
    document = Document("documents/a.md", "Écrire à jean.dupont@gmail.com")
    passage = Passage("x", document, "jean.dupont@gmail.com", "anne.roy@gmail.com")
    assert contacts(Content(document, (passage,))).private == ("jean.dupont@gmail.com", "anne.roy@gmail.com")


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    found(text)
