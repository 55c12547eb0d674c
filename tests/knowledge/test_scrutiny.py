"""What staff are warned of before they publish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import scrutiny
from knowledge.contents import Content
from knowledge.differences import SHOWN, between
from knowledge.readers.directory import Table
from knowledge.records import Actor, Document, Passage

DOCUMENT = Document("documents/a.md", "A", date="2024-05")
TEXT = " ".join(f"Le territoire numéro {n} compte des usines de chaussures et {n} emplois." for n in range(40))


def passage(text: str, document: Document = DOCUMENT, heading: str = "") -> Passage:
    return Passage("x", document, text, heading)


def warned(text: str) -> str:
    return " ".join(scrutiny.about_persons("a", Content(DOCUMENT, (passage(text),))))


@pytest.mark.parametrize(
    "text",
    ["06 12 34 56 78", "07.12.34.56.78", "+33 6 12 34 56 78", "+33612345678", "0612345678", "+33 (0)6 12 34 56 78"],
)
def test_mobile_phones_are_pointed_at(text: str) -> None:
    assert "mobiles" in warned(f"Appelez le {text}.")


@pytest.mark.parametrize("text", ["01 23 45 67 89", "0800 123 456", "2006 12 34 56 78", "SIREN 206123456789"])
def test_other_numbers_are_not(text: str) -> None:
    assert not warned(text)


@pytest.mark.parametrize("text", ["jean.dupont@x.fr", "j.dupont@x.fr", "jean_dupont@mairie.x.fr", "anne-lise.roy@x.fr"])
def test_named_addresses_are_pointed_at(text: str) -> None:
    assert text in warned(f"Écrivez à {text}.")


@pytest.mark.parametrize(
    "text", ["contact@x.fr", "pole.innovation@x.fr", "territoires.industrie@anct.gouv.fr", "accueil-pro@x.fr", "a@x.fr"]
)
def test_addresses_of_offices_are_not(text: str) -> None:
    assert not warned(text)


def test_contacts_of_the_directory_are_looked_at_too() -> None:
    table = Table(actors=(Actor("a", "A", "cluster", contact="jean.dupont@x.fr"),))
    assert "jean.dupont@x.fr" in " ".join(scrutiny.about_persons("directory/a.csv", table))


def dated(date: str, replaced: str = "", until: str = "") -> str:
    content = Content(Document("documents/a.md", "A", date=date, valid_until=until), ())
    before = (passage("x", Document("documents/a.md", "A", date=replaced)),) if replaced else ()
    dates = scrutiny.about_dates("documents/a.md", content, "2026-11-25")
    return " ".join([*dates, *scrutiny.about_order("documents/a.md", content, before)])


def test_dates_missing_older_or_over_are_said() -> None:
    assert "date inconnue" in dated("")
    assert "plus ancienne" in dated("2018-09", replaced="2024")
    assert "2026-10" in dated("2024", until="2026-10")
    assert dated("2024-05-02", replaced="2024-05", until="2026-11") == ""


@pytest.mark.parametrize(
    ("until", "over"), [("2026-11-24", True), ("2026-11-25", False), ("2026", False), ("2025", True), ("", False)]
)
def test_a_term_ends_with_its_last_day(until: str, over: bool) -> None:
    assert scrutiny.is_over(until, "2026-11-25") is over


def test_a_document_that_says_nearly_what_another_says_is_pointed_at() -> None:
    fresh = {"b": [passage("En bref. " + TEXT.replace("chaussures", "souliers", 3))]}
    assert "b reprend l’essentiel de a" in " ".join(scrutiny.near_copies(fresh, {"a": [passage(TEXT)]}))
    other = [passage(" ".join(f"La commune {n} accueille une école d’ingénieurs réputée." for n in range(40)))]
    assert not list(scrutiny.near_copies(fresh, {"a": other, "b": [passage(TEXT)]}))


def test_a_difference_shows_sentences_gained_and_lost_in_order() -> None:
    before = [passage("Le plan date de 2018. Il compte 124 territoires. Il dure.")]
    after = [passage("Le PLAN date  de 2018. Il compte 183 territoires.", heading="Le plan")]
    found = between("a", before, after)
    assert found.gained == ("Le plan", "Il compte 183 territoires.")
    assert found.lost == ("Il compte 124 territoires.", "Il dure.")


def test_a_long_difference_is_counted_and_cut() -> None:
    found = between("a", [], [passage(" ".join(f"Phrase numéro {n}." for n in range(30)))])
    assert (len(found.gained), found.more, found.fewer) == (SHOWN, 30, 0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_a_warning_or_a_difference(one: str, other: str) -> None:
    between("a", [passage(one)], [passage(other)])
    warned(one)
    list(scrutiny.near_copies({"a": [passage(one)], "b": [passage(other)]}, {}))
