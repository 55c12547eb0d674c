"""Names of files received."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.incoming import safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("rapport 2026 (v2).pdf", "rapport 2026 (v2).pdf"),
        ("Bilan d’étape – région.docx", "Bilan d’étape – région.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".env", "env"),
        ("~$liste.xlsx", "liste.xlsx"),
        ("a\nb\x00c\u202efdp.md", "a_b_c_fdp.md"),
        ("....", "document"),
        ("", "document"),
        (None, "document"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_is_dangerous(sent: str | None, kept: str) -> None:
    assert safe_name(sent) == kept


@given(st.text(max_size=400))
def test_any_name_is_one_visible_file_of_its_folder(sent: str) -> None:
    name = safe_name(sent)
    assert name
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not name.startswith((".", "~"))
    assert not name.endswith((".", " ", "~"))
    assert name.isprintable()
    assert len(name.encode()) <= 200


@given(st.text(max_size=60))
def test_a_safe_name_stays_as_it_is(sent: str) -> None:
    assert safe_name(safe_name(sent)) == safe_name(sent)
