"""Tables of PDF files, with or without lines around their cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from knowledge.readers import read
from tests.papers import save

STYLES = getSampleStyleSheet()
GRID: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
BOLD: list[Any] = [("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")]
GROUND: list[Any] = [("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)]
DOWN: list[Any] = [("FONTNAME", (0, 0), (0, -1), "Helvetica-Bold")]
BEFORE = "Le plan soutient les territoires dont l’industrie est un moteur, et les entreprises qui y travaillent."
AFTER = "Les dossiers se déposent auprès de l’intercommunalité, qui répond sous quinze jours à chaque entreprise."
STEPS = [["Étape", "Délai"], ["Dépôt", "court"]]
AIDS = [["Aide", "Montant", "Pour"], ["Fonds vert", "2 M€", "PME"], ["Conseil", "gratuit", "TPE"]]


def pages(folder: Path, rows: Sequence[Sequence[str]], style: list[Any], wrapped: bool = False) -> list[str]:
    """Text of the pages of a PDF with a table between two paragraphs."""
    cells = [[Paragraph(cell, STYLES["BodyText"]) if wrapped else cell for cell in row] for row in rows]
    around = [Paragraph(words, STYLES["BodyText"]) for words in (BEFORE, AFTER)]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(
        [around[0], Table(cells, colWidths=[150] * len(rows[0]), style=style), around[1]]
    )
    (folder / "a.pdf").write_bytes(buffer.getvalue())
    return [page.text for page in read(folder / "a.pdf", "documents/a.pdf").pages]


def told(folder: Path, rows: Sequence[Sequence[str]], style: list[Any], wrapped: bool = False) -> str:
    whole = "\n\n".join(pages(folder, rows, style, wrapped))
    assert whole.startswith(f"{BEFORE}\n\n")
    assert whole.endswith(f"\n\n{AFTER}")
    return whole.removeprefix(f"{BEFORE}\n\n").removesuffix(f"\n\n{AFTER}")


def test_each_row_of_a_ruled_table_says_its_columns(tmp_path: Path) -> None:
    lines = "- Aide : Fonds vert ; Montant : 2 M€ ; Pour : PME\n- Aide : Conseil ; Montant : gratuit ; Pour : TPE"
    assert told(tmp_path, AIDS, GRID) == lines


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        (BOLD, "- Étape : Dépôt ; Délai : court"),
        (GROUND, "- Étape : Dépôt ; Délai : court"),
        (DOWN, "- Étape : Délai\n- Dépôt : court"),
        ([], "- Étape : Délai\n- Dépôt : court"),
    ],
    ids=["bold", "ground", "names-of-rows", "plain"],
)
def test_the_look_of_the_first_row_says_whether_it_names_columns(tmp_path: Path, style: list[Any], lines: str) -> None:
    assert told(tmp_path, STEPS, GRID + style) == lines


def test_the_lines_of_a_cell_are_joined(tmp_path: Path) -> None:
    long = "toute entreprise de plus de trois ans, quel que soit son secteur d’activité et son territoire"
    assert told(tmp_path, [*AIDS[:2], ["Prêt", "1 M€", long]], GRID + BOLD, wrapped=True).endswith(
        f"- Aide : Prêt ; Montant : 1 M€ ; Pour : {long}"
    )


def test_merged_cells_are_said_in_each_row_and_names_of_groups_before_names(tmp_path: Path) -> None:
    rows = [["Région", "Aides", ""], ["", "Nom", "Montant"], ["Bretagne", "Prêt", "2 M€"], ["", "Conseil", "3 M€"]]
    spans: list[Any] = [("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (0, 2), (0, 3))]
    assert told(tmp_path, rows, GRID + spans) == (
        "- Région : Bretagne ; Aides Nom : Prêt ; Aides Montant : 2 M€\n"
        "- Région : Bretagne ; Aides Nom : Conseil ; Aides Montant : 3 M€"
    )


def test_a_title_over_all_the_columns_stays_before_the_rows(tmp_path: Path) -> None:
    rows = [["Les aides de l’année", "", ""], *AIDS]
    got = told(tmp_path, rows, [*GRID, ("SPAN", (0, 0), (2, 0))])
    assert got.startswith("Les aides de l’année\n- Aide : Fonds vert ; Montant : 2 M€")


def test_a_table_that_goes_on_over_the_page_keeps_its_names(tmp_path: Path) -> None:
    rows = [["Aide", "Montant"], *([f"Prêt {n}", f"{n} M€"] for n in range(60))]
    got = pages(tmp_path, rows, GRID + BOLD)
    assert len(got) == 2
    assert got[1].split("\n")[0].startswith("- Aide : Prêt ")
    assert "\n".join(got).count("- Aide : Prêt ") == 60


def test_figures_aligned_without_lines_are_rows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at, row in enumerate(
            [("Région", "Sites", "Montant"), *((f"Pays {n}", f"{n}", f"{n} M€") for n in range(4))]
        ):
            canvas.drawString(60, 740 - 14 * at, row[0])
            canvas.drawRightString(240, 740 - 14 * at, row[1])
            canvas.drawRightString(400, 740 - 14 * at, row[2])

    got = read(save(tmp_path / "a.pdf", draw), "documents/a.pdf").pages[0].text
    assert got.split("\n") == [f"- Région : Pays {n} ; Sites : {n} ; Montant : {n} M€" for n in range(4)]


STRUCTURES = [("Structure", "Rôle", "Commune"), ("Atelier Béryl", "soudure fine", "Ambert"),
              ("Pôle Onyx", "mesure optique", "Lannion"), ("Cluster Opale", "emballage", "Cognac"),
              ("Agence Jaspe", "foncier", "Vierzon")]  # fmt: skip


def structures(canvas: Canvas, mark: str = "", by_column: bool = False) -> None:
    canvas.setFont("Helvetica", 10)
    cells = [
        (x, 740 - 14 * at, words, at)
        for at, row in enumerate(STRUCTURES)
        for x, words in zip((60, 200, 340), row, strict=True)
    ]
    for x, y, words, at in sorted(cells, key=lambda cell: cell[0]) if by_column else cells:
        canvas.setFillColorRGB(*((0.8, 0, 0) if mark == "colour" and at == 0 else (0, 0, 0)))
        canvas.drawString(x, y, words)
    if mark == "line":
        canvas.line(60, 735, 400, 735)


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("colour", "- Structure : Pôle Onyx ; Rôle : mesure optique ; Commune : Lannion"),
        ("line", "- Structure : Pôle Onyx ; Rôle : mesure optique ; Commune : Lannion"),
        ("", "- Pôle Onyx ; mesure optique ; Lannion"),
    ],
)
def test_words_aligned_without_lines_are_rows_named_where_their_header_is_set_apart(
    tmp_path: Path, mark: str, told: str
) -> None:
    got = read(save(tmp_path / "a.pdf", lambda canvas: structures(canvas, mark)), "documents/a.pdf").pages[0].text
    assert got.split("\n")[1 if mark else 2] == told


def test_what_a_file_writes_column_by_column_stays_so(tmp_path: Path) -> None:
    got = read(save(tmp_path / "a.pdf", lambda canvas: structures(canvas, by_column=True)), "documents/a.pdf")
    assert " ; " not in got.pages[0].text


def test_boxes_and_lines_of_a_drawing_are_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for x, y, words in ((60, 700, "Préfet"), (260, 700, "Région"), (160, 600, "Comité")):
            canvas.rect(x, y, 80, 30)
            canvas.drawString(x + 10, y + 10, words)
        canvas.line(140, 715, 260, 715)
        canvas.line(200, 715, 200, 630)

    got = read(save(tmp_path / "a.pdf", draw), "documents/a.pdf").pages[0].text
    assert got.split() == ["Préfet", "Région", "Comité"]
