"""Word and OpenDocument files: what a person reads in them, and nothing that could harm."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers import packed, read
from knowledge.records import Reading
from tests.offices import archive, odt, saved, word

AIDS = [["Aide", "Montant"], ["Fonds vert", "2 M€"], ["Prêt", "50 000 €"]]
TOLD = "- Aide : Fonds vert ; Montant : 2 M€\n- Aide : Prêt ; Montant : 50 000 €"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def reading(folder: Path, data: bytes, name: str = "rapport-2024-05.docx") -> Reading:
    (folder / name).write_bytes(data)
    return read(folder / name, f"documents/{name}")


def text(folder: Path, data: bytes, name: str = "rapport-2024-05.docx") -> str:
    return reading(folder, data, name).pages[0].text


def test_word_headings_lists_and_tables_are_kept_in_order(tmp_path: Path) -> None:
    data = word("# Les aides", "Voici les aides.", "- un prêt", "- un conseil", "## Montants", AIDS, "Fin.")
    got = reading(tmp_path, data)
    assert got.pages[0].text == (
        f"# Les aides\n\nVoici les aides.\n\n- un prêt\n\n- un conseil\n\n## Montants\n\n{TOLD}\n\nFin."
    )
    assert (got.document.title, got.document.date) == ("Les aides", "2024-05")


def test_the_title_that_a_word_file_states_comes_first(tmp_path: Path) -> None:
    assert reading(tmp_path, word("# Autre", "Texte.", title="Le plan")).document.title == "Le plan"


def test_word_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Le plan compte ")
    for tag, inner in (("ins", "<w:t>183</w:t>"), ("del", "<w:delText>149</w:delText>")):
        paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r>{inner}</w:r></w:{tag}>'))
    paragraph.add_run(" territoires.")
    assert text(tmp_path, saved(document)) == "Le plan compte 183 territoires."


def test_notes_follow_the_text_whatever_the_program_and_do_not_date_it(tmp_path: Path) -> None:
    parts = {
        f"word/{kind}s.xml": f"<w:{kind}s {nsdecls('w')}><w:{kind} w:type='separator'><w:p/></w:{kind}><w:{kind}>"
        f"<w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
        for kind, note in (("footnote", "Chiffre de mai 2020."), ("endnote", "Voir le bilan."))
    }
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>Le plan.</w:t></w:r></w:p></w:body></w:document>"
    got = reading(tmp_path, archive({"[Content_Types].xml": "<x/>", "word/document.xml": body} | parts), "a.docx")
    assert (got.pages[0].text, got.document.date) == ("Le plan.\n\nChiffre de mai 2020.\n\nVoir le bilan.", "")
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Chiffre de mai 2020.</text:p>"
    data = odt(f"<text:p>Le plan{note}</text:note-body></text:note>.</text:p>")
    got = reading(tmp_path, data, "a.odt")
    assert (got.pages[0].text, got.document.date) == ("Le plan.\n\nChiffre de mai 2020.", "")


def test_word_content_controls_and_text_boxes_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Avant.")
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Dans un cadre.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, control)
    assert text(tmp_path, saved(document)) == "Avant.\n\nDans un cadre."


def test_a_table_within_a_table_is_told_once(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(1, 1)
    inner = outer.cell(0, 0).add_table(2, 2)
    inner.cell(0, 0).text = "unique"
    assert text(tmp_path, saved(document)).count("unique") == 1


def test_word_names_of_columns_are_known_by_their_weight_their_style_or_their_repetition(tmp_path: Path) -> None:
    for mark in ("bold", "style", "repeated", "none"):
        document = docx.Document()
        table = document.add_table(2, 2, style="Light Grid" if mark == "style" else None)
        for cell, words in zip(table._cells, ("Étape", "Délai", "Dépôt", "court"), strict=True):
            cell.paragraphs[0].add_run(words).bold = mark == "bold" and words in ("Étape", "Délai")
        if mark == "repeated":
            table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        told = "- Étape : Délai\n- Dépôt : court" if mark == "none" else "- Étape : Dépôt ; Délai : court"
        assert text(tmp_path, saved(document)) == told, mark


def test_word_cells_merged_downwards_are_said_in_each_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for cell, words in zip(
        table._cells, ("Qui", "Aide", "Montant", "PME", "Prêt", "2 M€", "", "Fonds", "3 M€"), strict=True
    ):
        cell.text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    lines = "- Qui : PME ; Aide : Prêt ; Montant : 2 M€\n- Qui : PME ; Aide : Fonds ; Montant : 3 M€"
    assert text(tmp_path, saved(document)) == lines


def test_opendocument_names_of_columns_are_known_by_their_style(tmp_path: Path) -> None:
    def row(style: str, *cells: str) -> str:
        words = (f'<text:p text:style-name="{style}">{cell}</text:p>' for cell in cells)
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell>{word}</table:table-cell>" for word in words)
            + "</table:table-row>"
        )

    rows = row("Table_20_Heading", "Étape", "Délai") + row("Table_20_Contents", "Dépôt", "court")
    assert text(tmp_path, odt(f"<table:table>{rows}</table:table>"), "a.odt") == "- Étape : Dépôt ; Délai : court"


def test_an_opendocument_text_is_read_in_order(tmp_path: Path) -> None:
    rows = "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in AIDS
    )  # fmt: skip
    body = (
        '<text:h text:outline-level="1">Les aides</text:h><text:p>Le <text:span>plan</text:span><text:s/>date'
        "<text:line-break/>de 2018.</text:p><text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>"
        "<text:list><text:list-item><text:p>un prêt</text:p></text:list-item></text:list>"
        f"<table:table>{rows}</table:table>"
    )
    got = reading(tmp_path, odt(body, date="2023-04-02T10:00:00"), "a.odt")
    assert got.pages[0].text == f"# Les aides\n\nLe plan date\nde 2018.\n\n- un prêt\n\n{TOLD}"
    assert (got.document.title, got.document.date) == ("Les aides", "2023-04-02")
    assert "date" in got.warnings[0].lower()


def bomb(size: int, declared: int | None = None) -> bytes:
    """A .docx whose main part unpacks to `size` bytes, and declares otherwise."""
    data = archive({"word/document.xml": b"<a>" + b" " * size + b"</a>"})
    if declared is not None:
        real = struct.pack("<I", size + 7)
        data = data.replace(real, struct.pack("<I", declared))
    return data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb(packed.LARGEST_PART + 1), "démesurée"),
        (bomb(5_000_000), "démesurée"),
        (bomb(5_000_000, declared=900), "abîmé"),
        (archive({"word/document.xml": f"{ENTITIES}<x>&b;</x>"}), "entités"),
        (archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'}), "entités"),
        (archive({"word/document.xml": "<x>"}), "abîmé"),
        (archive({"word/autre.xml": "<x/>"}), "Word"),
        (word("Texte.")[:-40], "abîmé"),
        (word(""), "aucun texte"),
        (b"PK", "abîmé"),
    ],
    ids=["bomb", "ratio", "lying", "entities", "external", "cut-xml", "other", "cut", "blank", "two-bytes"],
)
def test_what_cannot_be_trusted_or_read_is_refused_in_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        reading(tmp_path, data)


def test_an_old_declaration_without_entities_is_harmless(tmp_path: Path) -> None:
    data = odt("<text:p>Texte.</text:p>", doctype='<!DOCTYPE x PUBLIC "-//x" "x.dtd">')
    assert text(tmp_path, data, "a.odt") == "Texte."


def test_an_encrypted_archive_is_told(tmp_path: Path) -> None:
    data = bytearray(word("Texte."))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    with pytest.raises(SourceError, match="mot de passe"):
        reading(tmp_path, bytes(data))


WORD, OPEN = word("# Un titre", "Un texte.", AIDS), odt("<text:h>Un titre</text:h><text:p>Un texte.</text:p>")


@settings(max_examples=120, deadline=None)
@given(data=st.data(), sample=st.sampled_from([(WORD, "a.docx"), (OPEN, "a.odt")]))
def test_a_damaged_archive_gives_a_reading_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, sample: tuple[bytes, str]
) -> None:
    damaged = bytearray(sample[0])
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))
    with suppress(SourceError):
        reading(tmp_path_factory.mktemp("x"), bytes(damaged[:cut] if data.draw(st.booleans()) else damaged), sample[1])


@settings(max_examples=120, deadline=None)
@given(data=st.data(), sample=st.sampled_from([(WORD, "a.docx", "word/document.xml"), (OPEN, "a.odt", "content.xml")]))
def test_a_damaged_part_gives_a_reading_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, sample: tuple[bytes, str, str]
) -> None:
    """The XML itself is damaged, inside a sound archive."""
    with zipfile.ZipFile(io.BytesIO(sample[0])) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    xml = bytearray(parts[sample[2]])
    start = data.draw(st.integers(0, len(xml) - 1))
    piece = data.draw(st.binary(max_size=6) | st.just(bytes(xml[start : start + 200])))
    at = data.draw(st.integers(0, len(xml)))
    xml[at : at + data.draw(st.integers(0, 40))] = piece
    with suppress(SourceError):
        reading(tmp_path_factory.mktemp("x"), archive(parts | {sample[2]: bytes(xml)}), sample[1])
