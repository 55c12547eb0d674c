"""PDF files whose lines go across the columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from knowledge.readers import read
from knowledge.readers.columns import columns
from knowledge.readers.geometry import Word
from tests.papers import Draw, lines, save

LEFT = (
    "Le plan national soutient les territoires dont l’industrie est un moteur et les entreprises qui y travaillent. "
    "Chaque entreprise peut demander un conseil auprès de son intercommunalité. Le chef de projet répond sous quinze "
    "jours et propose un rendez-vous sur place, où il vient avec les agents de la région et les banques du pays."
)
RIGHT = (
    "Un pôle réunit des laboratoires, des écoles et des sociétés autour de projets communs de recherche. Les adhérents "
    "paient une cotisation annuelle, et les plus petites sociétés bénéficient d’un tarif réduit pendant deux années. "
    "Une réunion ouverte à tous se tient chaque mois dans une usine différente, à l’invitation de son patron."
)
THIRD = LEFT.replace("plan", "programme").replace("quinze", "trente")
Drawn = tuple[float, float, str]


def column(text: str, x: float, y: float, width: float) -> list[Drawn]:
    return [(x, y - 12.5 * at, line) for at, line in enumerate(simpleSplit(text, "Helvetica", 10, width))]


def across(*drawn: Sequence[Drawn], by: str = "line") -> Draw:
    """Write the lines of all the columns from the top of the page down, line by line or word by word."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Lettre du réseau"], x=60, y=780, size=20)
        canvas.setFont("Helvetica", 10)
        for x, y, text in sorted((line for one in drawn for line in one), key=lambda line: (-round(line[1]), line[0])):
            for word in [text] if by == "line" else text.split():
                canvas.drawString(x, y, word)
                x += stringWidth(f"{word} ", "Helvetica", 10)

    return draw


def text(path: Path, draw: Draw) -> str:
    return read(save(path / "a.pdf", draw), "documents/a.pdf").pages[0].text


@pytest.mark.parametrize("by", ["line", "word"])
@pytest.mark.parametrize("lower", [0, 5])
def test_columns_that_the_file_writes_across_are_read_one_after_the_other(
    tmp_path: Path, by: str, lower: float
) -> None:
    draw = across(column(LEFT, 60, 740, 220), column(RIGHT, 300, 740 - lower, 220), by=by)
    assert text(tmp_path, draw) == f"# Lettre du réseau\n\n{LEFT}\n\n{RIGHT}"


def test_three_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    draw = across(*(column(words, 50 + 170 * at, 740, 150) for at, words in enumerate((LEFT, RIGHT, THIRD))))
    assert text(tmp_path, draw) == f"# Lettre du réseau\n\n{LEFT}\n\n{RIGHT}\n\n{THIRD}"


def test_what_stands_above_and_under_the_columns_stays_there(tmp_path: Path) -> None:
    above = (
        "Ce numéro présente ce que chaque entreprise peut demander à son intercommunalité et à sa région cette année."
    )
    under = "La prochaine lettre paraîtra au printemps, et vous la recevrez si vous écrivez au secrétariat du réseau."
    whole = [(60.0, 760.0, above)], [(60.0, 500.0, under)]
    draw = across(whole[0], column(LEFT, 60, 720, 220), column(RIGHT, 300, 720, 220), whole[1])
    assert text(tmp_path, draw).split("\n\n")[1:] == [above, LEFT, RIGHT, under]


def test_words_and_what_they_mean_stay_side_by_side(tmp_path: Path) -> None:
    rows = [("Fonds vert", "une aide aux communes pour leur transition"), ("Prêt", "une somme que l’on rend un jour")]
    drawn = [(x, 740 - 15 * at, row[x > 100]) for at, row in enumerate(rows * 4) for x in (60.0, 180.0)]
    assert "Fonds vert une aide aux communes pour leur transition" in text(tmp_path, across(drawn))


WORDS = st.lists(
    st.builds(
        lambda text, x, y, size: Word(text, x, x + 5 * len(text), y, size),
        st.text("abcdé", min_size=1, max_size=12),
        st.integers(40, 500),
        st.sampled_from([800 - 12 * at for at in range(12)]),
        st.sampled_from([9.0, 10.0, 18.0]),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_columns_hold_words_of_the_page_once_each(words: list[Word]) -> None:
    for group in columns(words):
        held = [word for column in group.columns for line in column for word in line]
        assert sorted(held, key=str) == sorted(group.words, key=str)
