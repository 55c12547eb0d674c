"""What staff read names nobody who asked, and still says what was asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import masked

NUMBERS = (
    "06 12 34 56 78|06.12.34.56.78|06_12_34_56_78|06–12–34–56–78|06 · 12 · 34 · 56 · 78|06, 12, 34, 56, 78|061 234 5678"
    "|06 1 2 3 4 5 6 7 8|(06) 12 34 56 78|(0)6 12 34 56 78|+33 (0)6 12 34 56 78|0033612345678|06\n12\n34\n56\n78"
).split("|")
ADDRESSES = (
    "camille.durand@usine.example|Camille.Durand @ usine . example|camille(at)usine.example|camille [at] usine.example"
    "|camille arobase usine point example|camille@usine|@camille_durand|t.me/camille|https://fr.linkedin.com/in/camille"
).split("|")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_telephone_is_masked_however_it_is_parted(number: str) -> None:
    assert masked(f"Rappelez-moi au {number} svp") == "Rappelez-moi au [téléphone] svp"


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_masked_however_it_is_disguised(address: str) -> None:
    text = masked(f"Écrivez à {address}, merci")
    assert text in ("Écrivez à [e-mail], merci", "Écrivez à [pseudo], merci", "Écrivez à [pseudo] merci")


@pytest.mark.parametrize("number", ["FR76 3000 6000 0112 3456 7890 189", "1 85 05 78 006 084 36", "185057800608436"])
def test_a_number_of_a_bank_account_or_of_social_security_is_masked(number: str) -> None:
    assert masked(f"Voici {number}.") == "Voici [numéro]."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("je m'appelle Camille Durand et je cherche", "je m'appelle [nom] et je cherche"),
        ("je mappelle camille durand je cherche", "je mappelle [nom] je cherche"),
        ("mr durand cherche un pôle", "mr [nom] cherche un pôle"),
        ("Je suis Mme Durand de Cholet", "Je suis Mme [nom] de Cholet"),
        ("Je suis Jean-Luc de La Tour", "Je suis [nom]"),
        ("Bonjour, Jean-Luc Durand à l’appareil", "Bonjour, [nom] à l’appareil"),
        ("Un pôle ? Cordialement, Camille", "Un pôle ? Cordialement, [nom]"),
        ("Nom : Durand Prénom : Camille", "Nom : [nom] Prénom : [nom]"),
        ("My name is John Smith", "My name is [nom]"),
    ],
)
def test_who_says_their_name_is_not_named(written: str, shown: str) -> None:
    assert masked(written) == shown


@pytest.mark.parametrize(
    "text",
    "Je suis Bretonne|Je suis entrepreneur à Cholet|Monsieur le ministre viendra|M. le maire|Qui est Bruno Bonnell ?"
    "|Bonjour France Clusters|je suis à Saint-Étienne|c'est quoi le nom du pôle|du 01 02 2018 au 05 06 2020"
    "|Le plan 2018-2022, 149 territoires|le 15/11/2018 05/06/2019".split("|"),
)
def test_what_is_asked_about_stays(text: str) -> None:
    assert masked(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_masked(text: str) -> None:
    assert "\n" not in masked(text)
