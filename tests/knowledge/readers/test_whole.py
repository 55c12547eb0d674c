"""What holds for every format: disguises, notes beside a document, time limits, scans."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import SourceError
from knowledge.readers import ocr, read, sidecar
from knowledge.readers.limits import TooSlow, at_most
from knowledge.records import Reading
from tests.offices import archive, odt, word
from tests.papers import Draw, lines, paper, save

HAS_OCR = shutil.which("tesseract") is not None and not ocr.missing()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", word("Texte."), r"un document Word : renommez-le en « a\.docx »"),
        ("a.docx", paper(["Texte."]), r"un PDF : renommez-le en « a\.pdf »"),
        ("a.md", paper(["Texte."]), "un PDF"),
        ("a.docx", odt("<text:p>x</text:p>"), "OpenDocument"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "mot de passe"),
        ("a.docx", archive({"xl/workbook.xml": "x"}), "Excel"),
        ("a.odt", archive({"photo.txt": "x"}), "une archive"),
        ("a.docx", b"{\\rtf1 Bonjour}", "RTF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "une image"),
        ("a.pdf", b"", "est vide"),
        ("a.html", b"", "est vide"),
        ("a.txt", b"{\\rtf1 Bonjour}", "un document RTF"),
        ("a.txt", archive({}), "une archive"),
        ("a.pdf", b"<!DOCTYPE html><p>Connectez-vous</p>", r"une page web : renommez-le en « a\.html »"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told_what_it_is(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=words):
        read(tmp_path / name, f"documents/{name}")


PAGE = "<html><head><title>Les aides</title></head><body><p>Un prêt &amp; un conseil.</p></body></html>"
MESSAGE = "From: a@b.example\nSubject: Les aides\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>Un pr&ecirc;t.</p>"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", PAGE.encode(), "Un prêt & un conseil."),
        ("a.md", f"\n<!-- v1 --><!DOCTYPE html>{PAGE}".encode(), "Un prêt & un conseil."),
        ("a.txt", PAGE.encode("utf-16"), "Un prêt & un conseil."),
        ("a.txt", PAGE.encode("utf-16-le"), "Un prêt & un conseil."),
        ("a.txt", b"<p class='x'>Un</p> <p>deux</p>", "Un\n\ndeux"),
        ("a.html", MESSAGE.encode(), "Un prêt."),
        ("a.txt", b"Le montant est < 3 et > 1 <p>", "Le montant est < 3 et > 1 <p>"),
        ("a.md", b"<div align='center'>Le **plan**</div>", "Le plan"),
        ("a.txt", "Été à Évry".encode("utf-16-be"), "Été à Évry"),
    ],
)
def test_a_text_is_read_as_what_it_is_whatever_its_extension(tmp_path: Path, name: str, data: bytes, text: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name, f"documents/{name}").pages[0].text == text


def noted(folder: Path, note: str | bytes) -> Reading:
    path = folder / "a.pdf.toml"
    path.write_bytes(note if isinstance(note, bytes) else note.encode())
    return read(save(folder / "a.pdf", ["Un texte sur le plan."]), "documents/a.pdf", path)


def test_a_note_says_what_the_file_does_not(tmp_path: Path) -> None:
    got = noted(tmp_path, 'titre = "Le plan"\npublisher = "ANCT"\ndate = 2024-05-01\nurl = "https://x.example/a"\n')
    document = got.document
    assert (document.title, document.publisher, document.date) == ("Le plan", "ANCT", "2024-05-01")
    assert (document.url, got.warnings) == ("https://x.example/a", ()), "the date of the file is no longer missed"


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("title = ", "ne se lit pas"),
        (b"\xff\x00\xff", "ne se lit pas"),
        ('auteur = "x"', "« auteur » n’est pas connu"),
        ('date = "demain"', "n’est pas comprise"),
        ("x" * (sidecar.LARGEST + 1), "trop long"),
    ],
)
def test_a_wrong_note_is_told_and_loses_nothing(tmp_path: Path, note: str | bytes, words: str) -> None:
    got = noted(tmp_path, note)
    assert any(words in warning for warning in got.warnings)
    assert got.pages[0].text == "Un texte sur le plan."


def test_a_block_that_takes_too_long_is_left(tmp_path: Path) -> None:
    with pytest.raises(TooSlow):
        endless()
    with at_most(60):
        pass


def endless() -> None:
    with at_most(0.05):
        while True:
            pass


def test_no_limit_is_set_where_the_system_has_none() -> None:
    """In another thread the block simply runs."""
    done: list[bool] = []

    def work() -> None:
        with at_most(0.001):
            time.sleep(0.01)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


def scan(*texts: str) -> Draw:
    """A page that is the picture of lines of text."""

    def draw(canvas: Canvas) -> None:
        with pypdfium2.PdfDocument(paper(lambda page: lines(page, texts, size=16))) as document:
            canvas.drawImage(ImageReader(document[0].render(scale=3).to_pil()), 0, 0, 595, 842)

    return draw


@pytest.mark.skipif(not HAS_OCR, reason="tesseract is not installed with French")
def test_scanned_pages_are_recognised_at_their_place(tmp_path: Path) -> None:
    path = save(tmp_path / "a-2024.pdf", ["Un texte sur le plan."], scan("Le conseil régional aide", "les usines."), [])
    got = read(path, "documents/a-2024.pdf")
    assert [(page.number, page.text) for page in got.pages] == [
        (1, "Un texte sur le plan."),
        (2, "Le conseil régional aide les usines."),
    ]
    assert "à relire : 2." in got.warnings[0]


@pytest.mark.skipif(not HAS_OCR, reason="tesseract is not installed with French")
def test_pages_recognised_at_once_keep_their_numbers(tmp_path: Path) -> None:
    words = ("un", "deux", "trois", "quatre", "cinq", "six")
    path = save(tmp_path / "a.pdf", *(scan(f"La page {word} parle de métiers.") for word in words))
    got = read(path, "documents/a.pdf")
    assert [(page.number, page.text) for page in got.pages] == [
        (number, f"La page {word} parle de métiers.") for number, word in enumerate(words, 1)
    ]


def test_a_scan_says_what_to_install_where_nothing_recognises_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="tesseract-ocr-fra"):
        read(save(tmp_path / "a.pdf", scan("Le conseil")), "documents/a.pdf")
    mixed = read(save(tmp_path / "b.pdf", ["Un texte."], scan("Le conseil"), scan("aide")), "documents/b.pdf")
    assert any("2 à 3" in warning and "tesseract" in warning for warning in mixed.warnings)
