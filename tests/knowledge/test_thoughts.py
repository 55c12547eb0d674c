"""Thoughts are told from what is meant for the person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.thoughts import is_unopened, without_begun_mark, without_thoughts

PROSE = st.text(st.characters(exclude_characters="<>[]◁▷|", exclude_categories=["Cs"]), max_size=30)
HARMONY = "<|channel|>analysis<|message|>Hmm.<|end|><|start|>assistant<|channel|>final<|message|>Bonjour.<|return|>"


@pytest.mark.parametrize(
    "text",
    [
        "<think>a</think>Bonjour.",
        "<thinking>\na\nb</thinking>\n\nBonjour.",
        "a, b, c\n</think>\n\nBonjour.",
        "<think>a</think><think>b</think>Bonjour.",
        "[THINK]a[/THINK]Bonjour.",
        "◁think▷a◁/think▷Bonjour.",
        HARMONY,
        "Bonjour.<think>encore",
    ],
)
def test_only_the_answer_is_left(text: str) -> None:
    assert without_thoughts(text) == "Bonjour."


@pytest.mark.parametrize("text", ["<think>a", "[THINK]", "<|channel|>analysis<|message|>Hmm. final", "<think></think>"])
def test_nothing_is_left_while_it_thinks(text: str) -> None:
    assert without_thoughts(text) == ""


@pytest.mark.parametrize("text", ["Si x < 3 et y > 2, écrivez [1].", "[[polymeris]] <b>"])
def test_an_answer_without_thoughts_is_left_alone(text: str) -> None:
    assert without_thoughts(text) == text


def test_only_a_thought_that_was_not_opened_is_unopened() -> None:
    assert is_unopened("a</think>b")
    assert not is_unopened("<think>a</think>b")
    assert not is_unopened("a")


@given(PROSE, PROSE)
def test_no_word_of_a_thought_shows_at_any_moment(thought: str, answer: str) -> None:
    """However far the text has grown, what is shown is a beginning of the answer."""
    whole = f"<think>{thought}</think>{answer}"
    for end in range(len(whole) + 1):
        assert answer.strip().startswith(without_begun_mark(without_thoughts(whole[:end])).strip())
