"""The data of buttons: short, and read back only in the exact form that we write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import Tap, button, read


@given(st.sampled_from("samcvp"), st.integers(0, 10**15 - 1), st.integers(0, 10**6))
def test_a_button_comes_back_as_what_it_was(kind: str, number: int, detail: int) -> None:
    data = button("x", kind, number, detail).callback_data
    assert read(data) == Tap(kind, number, str(detail))
    assert len(str(data).encode()) <= 64


@pytest.mark.parametrize("data", [None, "", "s", "s:", "s:1:", "s:١:0", "s:1:0\n", "S:1", "s:1:0:0", "s:-1", 5])
def test_any_other_data_is_no_tap(data: object) -> None:
    assert read(data) is None


@given(st.text())
def test_any_data_is_read_or_refused_without_error(data: str) -> None:
    tap = read(data)
    assert tap is None or tap.index >= -1
