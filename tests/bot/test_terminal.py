"""The chat in the terminal, with a model that writes under the eyes of the person."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.terminal import chat
from tests.fakes import FakeAssistant, an_answer


def converse(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, *, screen: bool) -> str:
    """What one question prints, on a screen or into a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Qui préside ?\n"))
    written = io.StringIO()
    chat(assistant.ask, Console(file=written, force_terminal=screen, width=100, highlight=False))
    return written.getvalue()


def test_on_a_screen_the_draft_is_seen_then_the_checked_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    assistant.drafts = ["Jean-Luc", "Jean-Luc Ansel préside depuis toujours"]
    seen = converse(assistant, monkeypatch, screen=True)
    assert seen.index("Jean-Luc …") < seen.index("depuis toujours …") < seen.index("Jean-Luc Ansel préside France")
    assert "Sources" in seen


def test_a_pipe_gets_the_answer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    assistant.drafts = ["Jean-Luc Ansel préside depuis toujours"]
    assert "depuis toujours" not in converse(assistant, monkeypatch, screen=False)


@pytest.mark.parametrize(("language", "words"), [("fr", "n’a pas pu rédiger"), ("en", "could not write")])
def test_a_model_that_failed_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, language: str, words: str) -> None:
    assistant = FakeAssistant([replace(an_answer(), failed=True, language=language)])
    seen = converse(assistant, monkeypatch, screen=False)
    assert words in seen
    assert ("Sources (in French)" in seen) == (language == "en")
