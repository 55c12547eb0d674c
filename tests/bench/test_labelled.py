"""The messages that weights are learnt from."""

from __future__ import annotations

from bench.labelled import forms, messages


def test_every_message_has_labels_of_the_vocabulary() -> None:
    every = list(messages())
    assert all(message.text.strip() for message in every)
    assert {bool(message.trades or message.needs) for message in every} == {True, False}


def test_a_form_is_a_message_without_its_sign() -> None:
    assert not [form.text for form in forms() if form.text[0] in "+?@!$&%^<>"]
