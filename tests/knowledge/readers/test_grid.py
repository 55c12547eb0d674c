"""Tables of documents as lines that can be quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.grid import Cell, spread, told, told_cells


def test_a_first_row_of_names_goes_before_each_cell() -> None:
    rows = [["Aide", "Montant", "Pour"], ["Prêt", "50 000 €", ""], ["Fonds", "2 M€", "PME"]]
    assert told(rows) == ["- Aide : Prêt ; Montant : 50 000 €\n- Aide : Fonds ; Montant : 2 M€ ; Pour : PME"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["Taille", "Montant"], ["PME", "18 000 €"]], "- Taille : PME ; Montant : 18 000 €"),
        ([["", "Délai"], ["Dépôt", "deux mois"]], "- Dépôt ; Délai : deux mois"),
        (
            [["Qui", "Rôle"], ["Marie", "maire"], ["Paul", "élu"]],
            "- Qui : Marie ; Rôle : maire\n- Qui : Paul ; Rôle : élu",
        ),
        ([["Indicateur", "2022", "2023"], ["Dossiers", "12", "31"]], "- Indicateur : Dossiers ; 2022 : 12 ; 2023 : 31"),
    ],
    ids=["one-row", "no-corner", "words", "years"],
)
def test_names_are_found_over_two_columns_one_row_or_years(rows: list[list[str]], lines: str) -> None:
    assert told(rows) == [lines]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["Téléphone :", "36 36"], ["2018", "124"]], "- Téléphone : 36 36\n- 2018 : 124"),
        ([["Nom", "Fonds vert"], ["Montant", "2 M€"], ["Qui", "x"]], "- Nom : Fonds vert\n- Montant : 2 M€\n- Qui : x"),
        ([["2022", "12"], ["2023", "31"]], "- 2022 : 12\n- 2023 : 31"),
    ],
    ids=["colon", "form", "years-down"],
)  # fmt: skip
def test_a_table_without_header_pairs_each_row(rows: list[list[str]], lines: str) -> None:
    assert told(rows) == [lines]


def test_the_format_may_know_better() -> None:
    rows = [["2018", "2023"], ["149", "183"]]
    assert told(rows, headed=True) == ["- 2018 : 149 ; 2023 : 183"]


def test_the_look_of_cells_tells_names_of_columns_from_names_of_rows() -> None:
    def cells(*rows: str, bold: str) -> list[list[Cell]]:
        return [[Cell(text, name=text in bold.split()) for text in row.split()] for row in rows]

    rows = ("Étape Durée", "Dépôt courte", "Examen longue")
    assert told_cells(cells(*rows[:2], bold="Étape Durée")) == ["- Étape : Dépôt ; Durée : courte"]
    assert told_cells(cells(*rows, bold="Étape Dépôt Examen")) == [
        "- Étape : Durée\n- Dépôt : courte\n- Examen : longue"
    ]


def test_a_cell_over_several_rows_is_said_in_each_and_a_row_of_one_cell_stands_alone() -> None:
    rows = [
        [Cell("Aides de la région", across=3)],
        [Cell("Qui"), Cell("Aide"), Cell("Montant")],
        [Cell("PME", down=2), Cell("Prêt"), Cell("2 M€")],
        [Cell("Fonds"), Cell("3 M€")],
        [Cell("Sous conditions", across=3)],
    ]
    assert told_cells(rows) == [
        "Aides de la région",
        "- Qui : PME ; Aide : Prêt ; Montant : 2 M€\n- Qui : PME ; Aide : Fonds ; Montant : 3 M€\n- Sous conditions",
    ]


def test_a_table_that_lays_out_a_page_gives_paragraphs() -> None:
    assert told([["Un texte. " * 60, "Un autre."]]) == [("Un texte. " * 60).strip(), "Un autre."]
    assert told([["un"], ["deux"]]) == ["un", "deux"]
    assert told([]) == []


@given(st.lists(st.lists(st.text(alphabet="ab1 :;", max_size=5), max_size=4), max_size=5))
def test_no_word_of_a_table_without_header_is_lost(rows: list[list[str]]) -> None:
    whole = "\n".join(told(rows, headed=False))
    assert all(cell.split()[0].strip(":") in whole for row in rows for cell in row if cell.split())


SPANS = st.builds(Cell, st.sampled_from("abc"), st.integers(-1, 70), st.integers(-1, 300), st.booleans())


@given(st.lists(st.lists(SPANS, max_size=4), max_size=6))
def test_no_word_is_lost_whatever_the_cells_span(rows: list[list[Cell]]) -> None:
    spreaded = spread(rows)
    assert len(spreaded) == len(rows)
    for row, wide in zip(rows, spreaded, strict=True):
        assert {cell.text for cell in row} <= {cell.text for cell in wide}
