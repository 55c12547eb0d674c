"""What people asked in vain: alike questions together, nobody recognisable."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gaps import Gap, as_csv, found, masked
from bot.journal import Exchange
from knowledge.records import Answer
from tests.fakes import an_answer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def unanswered(question: str, days: int = 0) -> Exchange:
    return Exchange(NOON + timedelta(days), Answer(question, "Je ne sais pas.", "fr", abstained=True), 0, 0)


def test_wordings_of_one_question_make_one_group_the_most_frequent_first() -> None:
    gaps = found(
        [
            unanswered("Quel est le budget de Bpifrance pour 2027 ?"),
            unanswered("comment devenir territoire d'industrie en 2027"),
            unanswered("budget bpifrance 2027", 1),
            unanswered("le budget 2027 de bpi france ?", 2),
            unanswered("Quelle est la recette de la tarte ?"),
        ]
    )
    assert [(gap.count, gap.unanswered) for gap in gaps] == [(3, 3), (1, 1), (1, 1)]
    assert gaps[0].last == "2026-11-22"
    assert len(gaps[0].wordings) == 3


def test_questions_on_other_places_or_years_than_one_another_stay_apart() -> None:
    gaps = found([unanswered("Quel incubateur à Lyon ?"), unanswered("Combien d’emplois à Cholet ?")])
    assert len(gaps) == 2


def test_thumbs_down_and_searches_without_an_actor_are_gaps_and_good_answers_are_not() -> None:
    search = Answer("Votre recherche : Exporter, Guyane", "…", "fr", mode="directory", search="exporter à Guyane")
    around = Answer("Je n’ai pas d’acteur près de ce point.", "…", "fr", mode="directory")
    instead = replace(
        search, question="Votre recherche : Innover\n\nJe n’ai trouvé personne", actors=an_answer().actors
    )
    gaps = found(
        [
            Exchange(NOON, an_answer("Qui préside ?"), 1, 0),
            Exchange(NOON, an_answer("Où est le siège ?"), 0, 2),
            Exchange(NOON, search, 0, 0),
            Exchange(NOON, instead, 0, 0),
            Exchange(NOON, around, 0, 0),
        ]
    )
    assert {(gap.question, gap.disliked, gap.nobody) for gap in gaps} == {
        ("Où est le siège ?", 1, 0),
        ("Votre recherche : Exporter, Guyane", 0, 1),
        ("Votre recherche : Innover", 0, 1),
        ("(position partagée)", 0, 1),
    }


def test_a_follow_up_is_shown_as_what_was_searched_for() -> None:
    answer = Answer("et son site ?", "…", "fr", abstained=True, search="site de Cosmetic Valley")
    assert [gap.question for gap in found([Exchange(NOON, answer, 0, 0)])] == ["site de Cosmetic Valley"]


@pytest.mark.parametrize(
    "written",
    [
        "06 12 34 56 78",
        "06.12.34.56.78",
        "0612345678",
        "+33 6 12 34 56 78",
        "+33(0)6-12-34-56-78",
        "0033612345678",
        "camille.durand@exemple.fr",
        "@camille_d",
        "123456789012345",
    ],
)
def test_telephones_addresses_and_long_numbers_are_masked(written: str) -> None:
    text = masked(f"Rappelez-moi au {written}, merci")
    assert "[" in text
    assert not any(part in text for part in ("34", "camille", "durand"))


@pytest.mark.parametrize(
    "text", ["Le plan 2018-2022, 124 territoires", "1 300 000 000 € en 2023", "49300 Cholet, 2 rue"]
)
def test_dates_amounts_and_postcodes_stay(text: str) -> None:
    assert masked(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=8))
def test_any_question_is_grouped_once(questions: list[str]) -> None:
    assert sum(gap.count for gap in found(unanswered(question) for question in questions)) == len(questions)


def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula() -> None:
    sheet = as_csv([Gap("=HYPERLINK(1)", 2, 1, 1, 0, "2026-11-20", ("é ; « a »", "b"))])
    rows = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig")), delimiter=";"))
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert rows[1] == ["'=HYPERLINK(1)", "2", "1", "1", "0", "2026-11-20", "é ; « a » | b"]
