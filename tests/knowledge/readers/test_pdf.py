"""PDF files: pages, paragraphs and headings as a person reads them."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import SourceError
from knowledge.readers import pdf, read
from knowledge.records import Reading
from tests.papers import drawing, lines, objects, paper, save

BODY = [
    "Le plan national soutient les territoires dont l’industrie est un moteur, et les",
    "entreprises qui y travaillent, avec des moyens venus de l’État et des régions de",
    "France, dans la durée.",
]


def reading(path: Path) -> Reading:
    return read(path, f"documents/{path.name}")


def test_lines_become_paragraphs_and_pages_keep_their_number(tmp_path: Path) -> None:
    got = reading(save(tmp_path / "a.pdf", [*BODY, "", *BODY], [], BODY))
    assert [page.number for page in got.pages] == [1, 3]
    assert got.pages[0].text == "\n\n".join([" ".join(BODY)] * 2)


def test_cut_words_are_mended_and_compounds_keep_their_hyphen(tmp_path: Path) -> None:
    text = (
        reading(save(tmp_path / "a.pdf", [BODY[0][:70] + " indus-", "trie de la région Auvergne-Rhône-", "Alpes."]))
        .pages[0]
        .text
    )
    assert text.endswith("industrie de la région Auvergne-Rhône-Alpes.")


def test_headings_are_told_by_their_size_or_weight(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["Le plan national"], size=22)
        y = lines(canvas, ["Les moyens"], y=y - 10, bold=True)
        lines(canvas, BODY, y=y)

    got = reading(save(tmp_path / "a.pdf", draw))
    assert got.pages[0].text == f"# Le plan national\n\n## Les moyens\n\n{' '.join(BODY)}"
    assert got.document.title == "Le plan national"


def test_an_address_set_in_bold_is_no_heading(tmp_path: Path) -> None:
    """It stays under the sentence that announces it."""

    def page(canvas: Canvas) -> None:
        y = lines(canvas, [*BODY, "Pour en savoir plus, écrivez à l’équipe :"])
        lines(canvas, ["equipe@exemple.fr"], y=y - 10, bold=True)

    text = reading(save(tmp_path / "a.pdf", page)).pages[0].text
    assert "# equipe" not in text
    assert text.endswith("equipe@exemple.fr")


def test_words_in_bold_inside_a_paragraph_do_not_cut_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, BODY[:1])
        y = lines(canvas, BODY[1:2], y=y, bold=True)
        lines(canvas, BODY[2:], y=y)

    assert reading(save(tmp_path / "a.pdf", draw)).pages[0].text == " ".join(BODY)


def test_running_lines_and_page_numbers_are_removed_from_every_page(tmp_path: Path) -> None:
    def draw(number: int) -> object:
        def inner(canvas: Canvas) -> None:
            lines(canvas, [f"Livre blanc {number}"], y=800, size=9)
            lines(canvas, BODY, y=600)
            lines(canvas, [str(number)], y=40, size=9)

        return inner

    got = reading(save(tmp_path / "a.pdf", *(draw(n) for n in range(1, 5))))  # type: ignore[arg-type]
    assert {page.text for page in got.pages} == {" ".join(BODY)}


def test_bullets_stay_items(tmp_path: Path) -> None:
    text = reading(
        save(
            tmp_path / "a.pdf",
            [*BODY, "• un conseil ;", "• une aide qui s’étend sur une ligne si longue qu’il", "faut la couper."],
        )
    )
    assert text.pages[0].text.endswith(
        "- un conseil ;\n- une aide qui s’étend sur une ligne si longue qu’il faut la couper."
    )


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["La première colonne parle", "des aides que chaque", "entreprise peut avoir."], x=72)
        lines(canvas, ["La seconde colonne parle", "des pôles de chaque", "région de France."], x=320)

    text = reading(save(tmp_path / "a.pdf", draw)).pages[0].text
    assert text.split("\n\n") == [
        "La première colonne parle des aides que chaque entreprise peut avoir.",
        "La seconde colonne parle des pôles de chaque région de France.",
    ]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = ["Sommaire", *(f"Partie {n} ........ {n + 2}" for n in range(1, 6))]
    got = reading(save(tmp_path / "a.pdf", contents, BODY))
    assert [page.number for page in got.pages] == [2]


def test_a_footnote_call_goes_when_its_note_is_on_the_page_and_other_figures_stay(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(72, 740)
        for size, rise, text in (
            (11, 0, "Le plan"),
            (6, 4, "1"),
            (11, 0, " offre 100 m"),
            (6, 4, "2"),
            (11, 0, " de locaux."),
        ):
            line.setFont("Helvetica", size)
            line.setRise(rise)
            line.textOut(text)
        canvas.drawText(line)
        lines(canvas, ["1. Annoncé en 2018."], y=100, size=8)

    assert (
        reading(save(tmp_path / "a.pdf", draw)).pages[0].text
        == "Le plan offre 100 m2 de locaux.\n\n1. Annoncé en 2018."
    )


@pytest.mark.parametrize(
    "title", ["Microsoft Word - rapport.doc", "rapport_final", "untitled", "Adobe Photoshop PDF", "x"]
)
def test_titles_that_software_left_are_not_used(tmp_path: Path, title: str) -> None:
    assert reading(save(tmp_path / "guide-des-aides.pdf", BODY, title=title)).document.title == "Guide des aides"


def test_a_sensible_title_is_used(tmp_path: Path) -> None:
    assert reading(save(tmp_path / "a.pdf", BODY, title="Le plan national")).document.title == "Le plan national"


def test_the_date_of_the_file_is_the_last_resort_and_is_said(tmp_path: Path) -> None:
    undated, named = save(tmp_path / "a.pdf", BODY), save(tmp_path / "a-2018-09.pdf", BODY)
    assert "fichier PDF" in reading(undated).warnings[0]
    assert reading(undated).document.date == "2000-01-01"
    assert reading(named).document.date == "2018-09"
    assert not reading(named).warnings


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (paper(BODY, password="secret"), "mot de passe"),
        (paper([]), "numérisé"),
        (b"", "est vide"),
        (b"%PDF-1.4\nrien", "abîmé"),
        (b"PK\x03\x04", "abîmé"),
        (paper(BODY)[:300], "abîmé"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(SourceError, match=words):
        reading(tmp_path / "a.pdf")


TEXT = "BT /F 12 Tf 72 700 Td (Le plan aide les usines.) Tj ET"


def by_hand(folder: Path, content: str, resources: str = "", *more: str, trailer: str = "", page: str = "") -> Reading:
    """The reading of a PDF of one page whose objects are written here; those of `more` have numbers from 6."""
    data = objects(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources}>> {page}>>",
        drawing(content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
        trailer=trailer,
    )
    (folder / "les-aides.pdf").write_bytes(data)
    return reading(folder / "les-aides.pdf")


ENCRYPTION = (
    "<< /Filter /Standard /V 4 /R 4 /Length 128 /P -44 "
    "/CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF "
    "/O <4142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F60> /U <%s> >>"
)
USER = "4b5c3208d79786bc9afe109a76fd85d800000000000000000000000000000000"
CIPHER = bytes.fromhex(
    "4142434445464748494a4b4c4d4e4f509e92158f547bf4633dd42821995d7aea15c362ae38cd78ed396ce03fa4d43529f415647240376c29be12b9a13b13195f52b3b5e5e15ec615459377ea9eaab380"
).decode("latin-1")
"""TEXT in AES (PDF 32000-1, 7.6) for an empty password, these entries and this identifier of the file."""
IDENTIFIER = "/Encrypt 6 0 R /ID [<30313233343536373839616263646566> <30313233343536373839616263646566>] "


def test_a_page_flooded_with_lines_costs_no_more_than_they_hold(tmp_path: Path) -> None:
    """Each line is looked at by itself, not with all that come before or after it."""

    def flood(canvas: Canvas) -> None:
        lines(canvas, ["[[[[[[[[[["] * 12_000)

    save(tmp_path / "a.pdf", flood, ["La savonnerie coule 77 pains de savon."])
    got = read(tmp_path / "a.pdf", "documents/a.pdf")
    assert got.pages[-1].text == "La savonnerie coule 77 pains de savon."


def test_a_file_that_only_forbids_changes_is_read_whatever_its_cipher(tmp_path: Path) -> None:
    got = by_hand(tmp_path, CIPHER, "", ENCRYPTION % USER, trailer=IDENTIFIER)
    assert got.pages[0].text == "Le plan aide les usines."


def test_forms_that_draw_themselves_cost_no_text(tmp_path: Path) -> None:
    form = drawing("/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> ")
    got = by_hand(tmp_path, f"{TEXT} /X Do", "/XObject << /X 6 0 R >> ", form)
    assert got.pages[0].text == "Le plan aide les usines."


def test_letters_that_stand_for_nothing_are_left_out(tmp_path: Path) -> None:
    got = by_hand(tmp_path, f"BT /Inconnue 12 Tf 72 740 Td (illisible) Tj ET {TEXT}")
    assert got.pages[0].text == "Le plan aide les usines."


def test_a_page_that_ends_badly_gives_what_stands_before_and_is_told(tmp_path: Path) -> None:
    got = by_hand(tmp_path, f"{TEXT} [[ << (oops")
    assert got.pages[0].text == "Le plan aide les usines."
    assert got.warnings == ("La page 1 est abîmée : vérifiez que son texte est entier.",)


def test_a_title_that_is_no_text_is_none(tmp_path: Path) -> None:
    got = by_hand(tmp_path, TEXT, "", "<< /Title 6 0 R >>", trailer="/Info 6 0 R ")
    assert got.document.title == "Les aides"


def test_a_page_without_edges_or_turned_is_read(tmp_path: Path) -> None:
    for page in ("", "/MediaBox [0 0 595 842] /Rotate 90 ", "/MediaBox [0 0] "):
        assert by_hand(tmp_path, TEXT, page=page).pages[0].text == "Le plan aide les usines."


def test_too_many_pages_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", *([["x"]] * (pdf.MAX_PAGES + 1)))
    with pytest.raises(SourceError, match="2000"):
        reading(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_gives_a_reading_or_one_sentence_and_says_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    damaged = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(bytes(damaged[:cut] if data.draw(st.booleans()) else damaged))
    with suppress(SourceError):
        assert isinstance(reading(path), Reading)


def test_remarks_of_the_pdf_library_stay_out_of_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(re.sub(rb"startxref\n\d+", b"startxref\n12", SAMPLE))
    with caplog.at_level(logging.DEBUG):
        reading(path)
    assert not caplog.records


SAMPLE = paper(["Un titre", "", *BODY], [*BODY, "", *BODY], title="Un titre")


def test_a_tree_of_pages_without_end_is_called_huge(tmp_path: Path) -> None:
    """Ten children each time, seven levels down: a small file that tells ten million pages."""
    nodes = [f"<< /Type /Pages /Kids [{f'{n + 1} 0 R ' * 10}] /Count 1000 >>" for n in range(2, 9)]
    page = "<< /Type /Page /MediaBox [0 0 595 842] >>"
    (tmp_path / "a.pdf").write_bytes(objects("<< /Type /Catalog /Pages 2 0 R >>", *nodes, page))
    with pytest.raises(SourceError, match="démesuré"):
        reading(tmp_path / "a.pdf")
