"""Titles that files state of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers import read
from knowledge.readers.titles import LONGEST, sensible
from tests.offices import odt, word
from tests.papers import paper


@pytest.mark.parametrize(
    "title",
    [
        "(anonymous)", "[oops", "untitled", "Untitled-1", "Sans titre 1", "Microsoft Word - rapport.doc",
        "rapport_final", "rapport.docx - Google Docs",
        "tmp4f2a91", "scan0012", "IMG-2024", "C:\\Temp\\x", "/tmp/x", "~rapport", "Document1", "Présentation1",
        "x", "....",
        "Présentation PowerPoint", "þÿ L e", "Le pl\ufffdn", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "12/2024", "",
        "a" * (LONGEST + 1), "undefined", "<title>", "Titre du document", "9f86d081884c7d65",
    ],
)  # fmt: skip
def test_what_software_leaves_is_no_title(title: str) -> None:
    assert sensible(title) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Le plan national", "ANCT", "Page des aides", "Documents à fournir", "[Guide] Les aides", "Rapport 2024",
        "Façade", "Le format .pdf et ses usages",
        "Bilan 2018-2022 : les chiffres", "Testez votre éligibilité", "Le document d’orientation",
    ],
)  # fmt: skip
def test_what_a_person_writes_is_one(title: str) -> None:
    assert sensible(f" {title}\n") == title


@given(st.text())
def test_a_title_is_one_clean_line_and_stays_one(stated: str) -> None:
    title = sensible(stated)
    assert title == " ".join(title.split())
    assert sensible(title) == title


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("guide-des-aides.pdf", paper(["Un texte sur le plan."], title="(anonymous)")),
        ("guide-des-aides.docx", word("Un texte.", title="Microsoft Word - x.doc")),
        ("guide-des-aides.odt", odt("<text:p>Un texte.</text:p>", title="Sans nom 1")),
        ("guide-des-aides.html", b"<title>untitled</title><p>Un texte.</p>"),
        ("guide-des-aides.eml", b"From: a@b.example\nSubject: (no title)\n\nUn texte."),
    ],
)
def test_the_name_of_the_file_stands_for_a_missing_title(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name, f"documents/{name}").document.title == "Guide des aides"
