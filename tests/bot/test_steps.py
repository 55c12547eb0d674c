"""What a guided search looks for, by what was said at its steps."""

from __future__ import annotations

import pytest

from bot.steps import Search


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("", ""),
        ("Brest", "à Brest"),
        ("vers Brest", "vers Brest"),
        ("974", "dans le 974"),
        ("2A", "dans le 2A"),
        ("29200", "à 29200"),
    ],
)
def test_a_place_is_looked_for_as_people_say_it(place: str, where: str) -> None:
    assert Search(1, "", place=place).where == where
