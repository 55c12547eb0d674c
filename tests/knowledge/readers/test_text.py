"""Plain text in any encoding."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.readers import read
from knowledge.readers.clean import MAX_BYTES, decode, find_date, tidy
from knowledge.readers.joining import join_wrapped, vocabulary
from knowledge.readers.text import plain

FRENCH = "Où l’été s’achève à Nîmes : 400 pôles, « très » bien ancrés, cœur à l’œuvre… 12 €"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_french_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_the_euro_and_joined_letters_of_the_old_western_encoding_are_read() -> None:
    """ISO 8859-15 puts them where Windows has other signs; a half stays a half."""
    assert decode("L'œuvre coûte à Évry 12 €".encode("iso8859_15")) == "L'œuvre coûte à Évry 12 €"
    assert decode("l'été dure 1½ mois, ½ saison".encode("cp1252")) == "l'été dure 1½ mois, ½ saison"


def test_binary_files_are_not_text() -> None:
    with pytest.raises(SourceError, match="texte"):
        decode(b"PK\x03\x04\x00\x00")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_set_aside(data: bytes) -> None:
    with suppress(SourceError):
        assert isinstance(tidy(decode(data)), str)


def test_odd_spaces_ligatures_and_invisible_characters_are_made_plain() -> None:
    assert tidy("ef\ufb01cace\xa0:\u202f12\u200b\xad €\r\ne\u0301té\x07la") == "efficace : 12 €\nété la"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Paris, le 20 septembre 2018", "2018-09-20"),
        ("1er mars 2024", "2024-03-01"),
        ("Mars 2025", "2025-03"),
        ("September 2018", "2018-09"),
        ("le 03/04/2021", "2021-04-03"),
        ("2018-09", "2018-09"),
        ("édition 2023", "2023"),
        ("2018-2022", ""),
        ("12345678", ""),
        ("", ""),
    ],
)
def test_dates_are_found_with_the_precision_they_are_written_with(text: str, date: str) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["l’indus-", "trie"], "l’industrie"),
        (["Auvergne-Rhône-", "Alpes"], "Auvergne-Rhône-Alpes"),
        (["la sous-", "préfecture"], "la sous-préfecture"),
        (["est-", "il"], "est-il"),
        (["2018-", "2022"], "2018-2022"),
        (["https://x.fr/un/", "deux"], "https://x.fr/un/deux"),
        (["le CNI -", "Conseil"], "le CNI - Conseil"),
        (["fin.", "Début"], "fin. Début"),
    ],
)
def test_lines_are_joined_as_their_author_wrote_them(lines: list[str], whole: str) -> None:
    assert join_wrapped(lines, frozenset()) == whole


def test_a_paragraph_of_a_flood_of_lines_is_joined_as_any_other() -> None:
    """Each line costs what it holds, not what came before it."""
    assert join_wrapped(["[" * 10] * 100_000, frozenset()).count(" ") == 99_999
    assert join_wrapped(["a-", "b"] * 50_000, frozenset()).startswith("ab")


def test_a_hyphen_stays_where_the_document_writes_it_elsewhere() -> None:
    assert join_wrapped(["un savoir-", "vivre"], vocabulary("le savoir-vivre")) == "un savoir-vivre"
    assert join_wrapped(["un porte-", "feuille"], vocabulary("ce portefeuille")) == "un portefeuille"


def test_wrapped_paragraphs_are_joined_and_short_lines_are_kept() -> None:
    wrapped = "Ce paragraphe a été coupé par un éditeur à une\nlargeur fixe, et se lit comme une seule phrase."
    assert plain(wrapped) == wrapped.replace("\n", " ")
    assert plain("Xavier Roy\n06 63 28 70 40") == "Xavier Roy\n06 63 28 70 40"
    assert plain("• un\n• deux") == "- un\n- deux"


def test_underlined_and_capital_lines_are_headings() -> None:
    assert plain("Le plan\n=======\nTexte.") == "# Le plan\n\nTexte."
    assert plain("LES AIDES\n\nTexte.") == "## LES AIDES\n\nTexte."


def test_the_first_short_line_is_the_title(tmp_path: Path) -> None:
    (tmp_path / "a-2018-09.txt").write_bytes("Le plan national :\n\nLe texte été.".encode("cp1252"))
    reading = read(tmp_path / "a-2018-09.txt", "documents/a-2018-09.txt")
    assert (reading.document.title, reading.document.date) == ("Le plan national", "2018-09")
    assert reading.document.path == "documents/a-2018-09.txt"


def test_unknown_formats_and_missing_files_are_told_in_french(tmp_path: Path) -> None:
    for name, words in (("a.wpd", "Format .wpd"), ("absent.md", "ne peut pas être ouvert")):
        with pytest.raises(SourceError, match=words):
            read(tmp_path / name, name)


def test_a_file_over_the_size_limit_is_set_aside_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError, match="50 Mo"):
        read(tmp_path / "a.txt", "a.txt")


def test_a_text_over_the_length_limit_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mot " * 1_300_000)
    with pytest.raises(SourceError, match="5 millions"):
        read(tmp_path / "a.txt", "a.txt")


@given(st.text(max_size=300))
def test_no_text_stops_the_text_reader(text: str) -> None:
    assert isinstance(plain(tidy(text)), str)
