"""What terminals are shown, and how numbers are said."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.counting import count
from knowledge.fetching import without_login
from knowledge.printable import one_line, printable

ANY = st.text(st.characters(codec=None, categories=None))


@given(ANY)
def test_nothing_shown_moves_the_cursor_or_breaks_the_output(text: str) -> None:
    shown = one_line(text)
    assert shown.encode("utf-8").decode() == shown
    assert not any(unicodedata.category(sign) == "Cc" for sign in shown)


def test_plain_text_is_shown_as_it_is_and_line_breaks_stay_in_sentences() -> None:
    assert printable("L’été à Épinal\n− 3 %") == "L’été à Épinal\n− 3 %"
    assert printable("\x1b[2J\u202etxt.exe\udcff") == "\\x1b[2J\\u202etxt.exe\\udcff"
    assert one_line("a\nb") == "a\\nb"


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "source", "0 source"),
        (1, "autre ligne fautive", "1 autre ligne fautive"),
        (2, "autre ligne fautive", "2 autres lignes fautives"),
        (3, "voix", "3 voix"),
    ],
)
def test_what_is_counted_is_in_the_plural_from_two_on(number: int, noun: str, said: str) -> None:
    assert count(number, noun) == said


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://lea:se@same@ex.fr/a@b?c=d@e", "https://ex.fr/a@b?c=d@e"),
        ("https://ex.fr/a@b", "https://ex.fr/a@b"),
        ("http://lea@ex.fr", "http://ex.fr"),
        ("https://ex.fr?x=a@b", "https://ex.fr?x=a@b"),
    ],
)
def test_an_address_loses_its_login_and_nothing_else(url: str, bare: str) -> None:
    assert without_login(url) == bare


@given(ANY, ANY)
def test_no_login_is_left_in_any_address(login: str, path: str) -> None:
    kept = "".join(sign for sign in login if sign not in "/?#@")
    assert without_login(f"https://{kept}@ex.fr/{path}") == f"https://ex.fr/{path}"
