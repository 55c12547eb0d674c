"""What went wrong in a file, in French."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import SourceError
from knowledge.mishaps import told


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a = demain", "ligne 1 : valeur mal écrite"),
        ("a = 1\nb", "il manque le signe ="),
        ('a = "x\n"', "ligne 1 : guillemets qui ne sont pas refermés"),
        ("a = 'x", "fin du fichier : guillemets"),
        ("a = [1", "crochet ou accolade"),
        ("[a", "crochet qui n’est pas refermé"),
        ("a = 1\na = 2\n", "nom écrit deux fois"),
        ("é = 1", "un nom sans accent"),
        ('a = "C:\\quoi"', "barre oblique inverse"),
        ("a = 'l'aide'", "quelque chose de trop"),
    ],
)
def test_a_wrong_description_is_told_with_its_line(source: str, words: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(source)
    assert words in told(caught.value)


def test_refusals_of_the_system_and_of_libraries_are_in_french(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory") as caught:
        tmp_path.read_bytes()
    assert told(caught.value) == "c’est un dossier"
    with pytest.raises(UnicodeDecodeError) as undecoded:
        b"\xe9".decode()
    assert told(undecoded.value) == "il n’est pas enregistré en UTF-8"
    assert "guillemet" in told(csv.Error("field larger than field limit (131072)"))
    assert told(KeyError("x")) == "contenu inattendu"
    assert told(SourceError("Déjà dit.")) == "Déjà dit."


@given(st.text(max_size=40))
def test_no_word_of_the_toml_library_is_shown(source: str) -> None:
    shown = ""
    try:
        tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        shown = told(error)
    assert not {"Invalid", "Expected", "Illegal", "line", "at"} & set(shown.split())
