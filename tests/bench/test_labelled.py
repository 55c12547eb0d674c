"""The messages that weights are learnt from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.labelled import forms, messages


def test_every_message_has_labels_of_the_vocabulary() -> None:
    every = list(messages())
    assert all(message.text.strip() for message in every)
    assert {bool(message.trades or message.needs) for message in every} == {True, False}


def test_a_form_is_a_message_without_its_sign() -> None:
    assert not [form.text for form in forms() if form.text[0] in "+?@!$&%^<>"]


@pytest.mark.parametrize("line", ["un message\tPlasturgies\t", "un message\tPlasturgie", "un message"])
def test_a_line_that_cannot_be_learnt_from_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "one.tsv").write_text(f"moules à gâteaux\tPlasturgie\t\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.tsv:2"):
        list(messages(tmp_path))


def test_a_message_written_twice_is_learnt_from_once(tmp_path: Path) -> None:
    (tmp_path / "one.tsv").write_text("Moules à gâteaux\tPlasturgie\t\n" * 2, encoding="utf-8")
    assert len(list(messages(tmp_path))) == 1
