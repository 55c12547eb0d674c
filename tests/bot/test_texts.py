"""The sentences: both languages say the same things, in marks that Telegram accepts."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import bot.app
from bot.app import COMMANDS
from bot.rich import LIMIT, Run, to_html
from bot.texts import Texts, Words
from tests.telegram_rules import check_text

TEXTS = Texts.load()


def _variables(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_keys_and_variables() -> None:
    french, english = TEXTS.french.sentences, TEXTS.english.sentences
    assert french.keys() == english.keys()
    assert {key: _variables(french[key]) for key in french} == {key: _variables(english[key]) for key in english}


@pytest.mark.parametrize("words", [TEXTS.french, TEXTS.english], ids=["fr", "en"])
def test_every_sentence_is_a_message_that_telegram_accepts(words: Words) -> None:
    for key, sentence in words.sentences.items():
        variables = dict.fromkeys(_variables(sentence), "<i>&")
        check_text(to_html(words.runs(key, **variables)), "HTML", LIMIT)
        assert re.search(r"</?[bi]>", words(key)) is None if not variables else True


def test_french_sentences_keep_to_french_typography() -> None:
    for key, sentence in TEXTS.french.sentences.items():
        assert "'" not in sentence, key
        assert not re.search(r"\w[?!;]", sentence.replace("\u202f", " ")), key
        assert "..." not in sentence, key


def test_a_variable_never_becomes_a_mark() -> None:
    words = Words("fr", {"x": "<b>Nom</b> : {name}"})
    assert words.runs("x", name="<b>&") == [Run("Nom", "b"), Run(" : <b>&")]
    assert words("x", name="&") == "Nom : &"


def test_any_language_but_english_is_answered_in_french() -> None:
    assert TEXTS.of("en-GB").language == "en"
    assert TEXTS.of("de").language == "fr"


def test_every_command_of_the_menu_is_described() -> None:
    assert all(f"menu.{name}" in TEXTS.french.sentences for name in COMMANDS)


def test_every_sentence_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(bot.app.__file__).parent.glob("*.py"))
    built = ("examples.", "menu.", "guide.", "inline.")
    for key in TEXTS.french.sentences:
        assert re.search(rf"['\"]{re.escape(key)}['\"]", code) or key.startswith(built), key
