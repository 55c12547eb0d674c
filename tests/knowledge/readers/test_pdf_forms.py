"""Forms in PDF: what people filled in is read with what it answers, on the page where it shows."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import SourceError
from knowledge.readers import read
from knowledge.records import Reading
from tests.papers import drawing, lines, objects, save

FONT = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def reading(path: Path) -> Reading:
    return read(path, f"documents/{path.name}")


def form(path: Path, *fields: str, root: str = "", entries: str = "") -> Path:
    """A page with a line of text and these fields, which are the objects 5 and following."""
    held = " ".join(f"{number} 0 R" for number in range(5, 5 + len(fields)))
    path.write_bytes(
        objects(
            f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{held}] {entries} >> {root} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [{held}] {FONT} >>",
            drawing("BT /F1 12 Tf 72 700 Td (Le dossier du fonds Granit.) Tj ET"),
            *fields,
        )
    )
    return path


def field(y: int, entries: str) -> str:
    return f"<< /Type /Annot /Subtype /Widget /Rect [72 {y} 200 {y + 20}] {entries} >>"


def test_values_follow_the_text_of_the_page_that_shows_them(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["La partie du porteur de projet"])
        canvas.acroForm.textfield(name="Montant demandé", value="84 500 euros", x=200, y=500)
        canvas.acroForm.textfield(name="Nom de l’entreprise", value="Granits Bihan", x=200, y=600)
        canvas.acroForm.textfield(name="Commentaire", value="", x=200, y=400)

    got = reading(save(tmp_path / "a.pdf", ["La page de garde"], draw))
    assert [page.text for page in got.pages] == [
        "La page de garde",
        "La partie du porteur de projet\n\n- Nom de l’entreprise : Granits Bihan\n- Montant demandé : 84 500 euros",
    ]


def test_boxes_and_choices_are_said_in_words_and_only_where_they_are_made(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Le projet"])
        canvas.acroForm.checkbox(name="Bois", checked=True, x=72, y=600)
        canvas.acroForm.checkbox(name="Acier", checked=False, x=72, y=500)
        canvas.acroForm.choice(name="Région", value="bzh", options=[("Bretagne", "bzh"), ("Normandie", "nor")], y=400)
        for x, value in ((72, "PME"), (172, "ETI")):
            canvas.acroForm.radio(name="Taille", value=value, selected=value == "ETI", x=x, y=300)

    assert reading(save(tmp_path / "a.pdf", draw)).pages[0].text == (
        "Le projet\n\n- Bois : oui\n- Région : Bretagne\n- Taille : ETI"
    )


def test_a_field_is_called_what_its_form_tells_people(tmp_path: Path) -> None:
    path = form(
        tmp_path / "a.pdf",
        field(600, "/FT /Tx /T (form1[0].page[0].SIRET[0]) /V (732829320)"),
        field(500, "/FT /Tx /T (champ_12) /TU (Effectif :) /V (41)"),
        field(400, "/FT /Tx /V (sans nom)"),
    )
    assert reading(path).pages[0].text.splitlines()[2:] == ["- SIRET : 732829320", "- Effectif : 41", "- sans nom"]


@pytest.mark.parametrize(
    "entries",
    [
        "/FT /Tx /Ff 8192 /V (secret)",
        "/FT /Tx /F 2 /V (secret)",
        "/FT /Sig /V (secret)",
        "/FT /Btn /Ff 65536 /V (secret)",
        "/FT /Tx /Rect (secret) /V [[[",
        "/FT /Tx /Parent 5 0 R",
    ],
)
def test_what_does_not_show_is_not_said_and_a_damaged_field_costs_no_other(tmp_path: Path, entries: str) -> None:
    path = form(tmp_path / "a.pdf", field(600, f"/T (x) {entries}"), field(500, "/FT /Tx /T (Ville) /V (Vire)"))
    assert reading(path).pages[0].text == "Le dossier du fonds Granit.\n\n- Ville : Vire"


def test_a_form_that_only_one_program_draws_is_set_aside(tmp_path: Path) -> None:
    path = form(tmp_path / "a.pdf", root="/NeedsRendering true", entries="/XFA (x)")
    with pytest.raises(SourceError, match="formulaire dynamique"):
        reading(path)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3_000), st.binary(max_size=12)), min_size=1, max_size=6))
def test_a_damaged_form_gives_a_reading_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, damages: list[tuple[int, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("form")
    entries = "/FT /Ch /T (a) /V (b) /Opt [[(b) (c)] 7] /TU (d) /Ff 2 /F 4"
    data = bytearray(form(folder / "a.pdf", field(600, entries), field(500, "/FT /Btn /V /x /AS /x")).read_bytes())
    for at, written in damages:
        data[at % len(data) : at % len(data) + len(written)] = written
    (folder / "a.pdf").write_bytes(bytes(data))
    with suppress(SourceError):
        assert isinstance(reading(folder / "a.pdf"), Reading)
