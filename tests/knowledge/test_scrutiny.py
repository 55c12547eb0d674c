"""What staff are warned of before they publish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import scrutiny
from knowledge.contents import Content
from knowledge.differences import SHOWN, between
from knowledge.persons import Contacts
from knowledge.records import Document, Passage

DOCUMENT = Document("documents/a.md", "A", date="2024-05")
TEXT = " ".join(f"Le territoire numéro {n} compte des usines de chaussures et {n} emplois." for n in range(40))


def passage(text: str, document: Document = DOCUMENT, heading: str = "") -> Passage:
    return Passage("x", document, text, heading)


def test_each_kind_of_contact_data_is_told_with_the_first_of_it() -> None:
    phones = tuple(f"06 12 34 56 7{number}" for number in range(5))
    told = list(scrutiny.about_persons("a", Contacts(mobiles=phones, private=("j.roy@gmail.com",))))
    assert told[0].startswith("a : données privées de personnes (j.roy@gmail.com).")
    assert "06 12 34 56 72 et 2 autres" in told[1]


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
    list(scrutiny.near_copies({"a": [passage(one)], "b": [passage(other)]}, {}))
