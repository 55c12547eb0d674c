"""Golden questions: read as staff write them, compared as a person would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge import golden
from knowledge.errors import EditionError, SourceError
from knowledge.golden import Failure, Question
from knowledge.records import Answer
from tests.fakes import an_answer

UNKNOWN = Answer("x", "Je ne sais pas.", "fr", abstained=True)


def write(path: Path, text: str) -> Path:
    path.mkdir(exist_ok=True)
    (path / golden.FILE).write_text(text, encoding="utf-8")
    return path / golden.FILE


def test_questions_are_read_as_staff_write_them(tmp_path: Path) -> None:
    path = write(tmp_path, '[[question]]\nask = "a"\ncontains = "b"\n[[question]]\nask = "c"\nabstains = true\n')
    assert golden.load(path) == (Question("a", ("b",)), Question("c", abstains=True))
    assert golden.load(tmp_path / "absent.toml") == ()


@pytest.mark.parametrize(
    "text",
    [
        "ask = ",
        "question = 3",
        "[question]\nask = 'a'",
        "[[question]]\ncontains = ['a']",
        "[[question]]\nask = 'a'",
        "[[question]]\nask = 'a'\ncontain = ['a']",
        "[[question]]\nask = 'a'\ncontains = [3]",
        "[[question]]\nask = 'a'\nabstains = 'oui'",
        "[[question]]\nask = 'a'\nactor = 3",
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError):
        golden.load(write(tmp_path, text))


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (Question("q", ("JEAN-LUC  Ansél",)), an_answer(), ""),
        (Question("q", ("fondateur de Cosmetic\u00a0Valley",)), an_answer(), ""),
        (Question("q", ("Paul",)), an_answer(), "« Paul »"),
        (Question("q", actor="cosmetic valley"), an_answer(), ""),
        (Question("q", actor="Polymeris"), an_answer(), "« Polymeris »"),
        (Question("q", ("x",)), UNKNOWN, "ne trouve plus"),
        (Question("q", abstains=True), UNKNOWN, ""),
        (Question("q", abstains=True), an_answer(), "au lieu de"),
    ],
)
def test_an_answer_is_right_or_what_it_lacks_is_said(question: Question, answer: Answer, words: str) -> None:
    found = golden.shortfall(question, answer)
    assert words in found
    assert bool(found) == bool(words)


def asking(answers: Mapping[str, Mapping[str, Answer]]) -> golden.Opened:
    """Opens folders by their name: question -> answer."""

    @contextmanager
    def opened(folder: Path) -> Iterator[golden.Ask]:
        if folder.name not in answers:
            raise EditionError("abîmée")
        yield answers[folder.name].__getitem__

    return opened


def test_only_what_was_right_and_no_longer_is_counts_as_worse(tmp_path: Path) -> None:
    write(tmp_path / "new", "\n".join(f"[[question]]\nask = '{q}'\ncontains = ['Ansel']" for q in "abc"))
    right, wrong = an_answer(), UNKNOWN
    found = golden.worse(
        tmp_path / "new",
        tmp_path / "old",
        asking({"new": {"a": right, "b": wrong, "c": wrong}, "old": {"b": wrong, "c": right}}),
    )
    assert found == (Failure("c", "ne trouve plus de réponse", "« Ansel »"),)


def test_an_edition_that_does_not_open_is_nothing_to_compare_with(tmp_path: Path) -> None:
    write(tmp_path / "new", "[[question]]\nask = 'a'\ncontains = ['Ansel']")
    assert golden.worse(tmp_path / "new", tmp_path / "old", asking({"new": {"a": UNKNOWN}})) == ()


def test_a_failure_tells_what_was_expected_and_what_came() -> None:
    """A long answer is shortened; where the base says that it does not know, nothing came."""
    asked = (
        Question("qui ?", contains=("Anne", "1918")),
        Question("où ?", actor="Forge"),
        Question("?", abstains=True),
    )
    answers = iter((an_answer(text="Jean-Luc Ansel préside. " * 20), UNKNOWN, an_answer()))
    first, second, third = golden.failures(lambda question: next(answers), asked)
    assert (first.expected, first.got[:15], len(first.got)) == ("« Anne », « 1918 »", "Jean-Luc Ansel ", 160)
    assert (second.expected, second.got) == ("l’acteur « Forge »", "")
    assert third.expected == "dire que la base ne sait pas"
    assert "ne dit plus « Anne », « 1918 » (réponse : Jean-Luc" in golden.told([first])
