"""Tables of documents as lines that can be quoted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.grid import told


def test_a_first_row_of_names_goes_before_each_cell() -> None:
    rows = [["Aide", "Montant", "Pour"], ["Prêt", "50 000 €", ""], ["Fonds", "2 M€", "PME"]]
    assert told(rows) == ["- Aide : Prêt ; Montant : 50 000 €\n- Aide : Fonds ; Montant : 2 M€ ; Pour : PME"]


def test_a_table_without_header_pairs_each_row() -> None:
    assert told([["Téléphone :", "36 36"], ["2018", "124"]]) == ["- Téléphone : 36 36\n- 2018 : 124"]


def test_the_format_may_know_better() -> None:
    rows = [["2018", "2023"], ["149", "183"]]
    assert told(rows, headed=True) == ["- 2018 : 149 ; 2023 : 183"]


def test_a_table_that_lays_out_a_page_gives_paragraphs() -> None:
    assert told([["Un texte. " * 60, "Un autre."]]) == [("Un texte. " * 60).strip(), "Un autre."]
    assert told([["un"], ["deux"]]) == ["un", "deux"]
    assert told([]) == []


@given(st.lists(st.lists(st.text(alphabet="ab1 :;", max_size=5), max_size=4), max_size=5))
def test_no_word_of_a_table_without_header_is_lost(rows: list[list[str]]) -> None:
    whole = "\n".join(told(rows, headed=False))
    assert all(cell.split()[0].strip(":") in whole for row in rows for cell in row if cell.split())
